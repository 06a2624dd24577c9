package coproduction

import (
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
)

func readList(t *testing.T, list string) (*Suppressions, []schema.Finding) {
	t.Helper()
	s, found, err := ReadSuppressions(strings.NewReader(list), "list.txt")
	require.NoError(t, err)
	return s, found
}

func TestSuppressionMatches(t *testing.T) {
	tests := []struct {
		line    string // rule and place
		rule    schema.RuleID
		source  string
		at      int
		pointer string
		want    bool
	}{
		{"turn-order /turns/3", "turn-order", "v", 1, "/turns/3", true},
		{"turn-order /turns/3", "turn-orders", "v", 1, "/turns/3", false},
		{"turn-order /turns/3", "turn-order", "v", 1, "/turns/30", false},
		{"turn-order /turns/3", "turn-order", "v", 1, "/turns", false},
		{"turn-order /turns/3", "turn-order", "v", 1, "/turns/3/end", false},
		{"turn-order /turns/*", "turn-order", "v", 1, "/turns/3", true},
		{"turn-order /turns/*", "turn-order", "v", 1, "/turns", false},
		{"turn-order /turns/*", "turn-order", "v", 1, "/steps/3", false},
		{"turn-order /*/3/*", "turn-order", "v", 1, "/turns/3/end", true},
		{"turn-order /*/3/*", "turn-order", "v", 1, "/turns/4/end", false},
		{"turn-order /turns/**", "turn-order", "v", 1, "/turns", true},
		{"turn-order /turns/**", "turn-order", "v", 1, "/turns/3/end", true},
		{"turn-order /turns/**", "turn-order", "v", 1, "/turnstile", false},
		{"turn-order /turns/**", "turn-order", "v", 1, "", false},
		{"turn-order /**", "turn-order", "v", 1, "", true},
		{"turn-order /**", "turn-order", "v", 1, "/a/b/c", true},
		{"turn-order #", "turn-order", "v", 1, "", true},
		{"turn-order #", "turn-order", "v", 1, "/id", false},
		{"turn-order #/id", "turn-order", "v", 1, "/id", true},
		{"turn-order v.ndjson#/id", "turn-order", "v.ndjson", 7, "/id", true},
		{"turn-order v.ndjson#/id", "turn-order", "w.ndjson", 7, "/id", false},
		{"turn-order v*n#/id", "turn-order", "v 1.ndjson", 7, "/id", true},
		{"turn-order v.ndjson:7#/id", "turn-order", "v.ndjson", 7, "/id", true},
		{"turn-order v.ndjson:7#/id", "turn-order", "v.ndjson", 8, "/id", false},
		{"turn-order :7#/id", "turn-order", "any", 7, "/id", true},
		{"turn-order c:v.ndjson#/id", "turn-order", "c:v.ndjson", 7, "/id", true},
		{"turn-* /id", "turn-order", "v", 1, "/id", true},
		{"turn-* /id", "step-order", "v", 1, "/id", false},
		{"*-order /id", "turn-order", "v", 1, "/id", true},
		{"t*n*r /id", "turn-order", "v", 1, "/id", true},
		{"t*x*r /id", "turn-order", "v", 1, "/id", false},
		{"encounter/presence/*/role#enum /presence/0/role", "encounter/presence/*/role#enum", "v", 1, "/presence/0/role", true},
		{"encounter/presence/*/role#enum /presence/0/role", "encounter/presence/x/role#enum", "v", 1, "/presence/0/role", false},
		{"encounter/*#enum /presence/0/role", "encounter/presence/*/role#enum", "v", 1, "/presence/0/role", true},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			s, _ := readList(t, tt.line+" the reason")
			require.Len(t, s.list, 1)
			f := schema.Finding{Rule: tt.rule, Pointer: tt.pointer, Position: schema.Position{Source: tt.source, Line: tt.at}}
			s.apply(&f)
			assert.Equal(t, tt.want, f.Suppressed == "the reason")
			assert.Equal(t, tt.want, len(s.Unused()) == 0)
		})
	}
}

func TestGlobIsNotGreedy(t *testing.T) {
	for _, tt := range []struct {
		pattern, text string
		want          bool
	}{
		{"a*a", "a", false}, {"a*a", "aa", true}, {"a*b*b", "ab", false}, {"*ab", "aab", true},
		{"", "", true}, {"", "a", false}, {"*", "", true}, {"a**b", "ab", true}, {"a", "ab", false}, {"b", "ab", false}, {"a*b", "abc", false},
	} {
		assert.Equal(t, tt.want, glob(tt.pattern, tt.text), "%s %s", tt.pattern, tt.text)
	}
}

func TestReadSuppressionsFaults(t *testing.T) {
	type want struct {
		rule   schema.RuleID
		detail string
		line   int
		column int
		offset int64
		length int
	}
	tests := []struct {
		name, list string
		kept       int
		want       []want
	}{
		{"empty", "", 0, nil},
		{"comments and empty lines", "# one\n\n   \t\r\n  # two", 0, nil},
		{"byte order mark", "\ufeffstep-by-participant\t/id why", 1, nil},
		{"windows", "step-by-participant /id why\r\nstep-by-participant /steps why\r\n", 2, nil},
		{"no place", "\ufeff# ø\n  step-by-participant\n", 0, []want{{"suppression-form", "there is a rule here but no place", 2, 3, 10, 19}}},
		{"no reason", "step-by-participant /id", 0, []want{{"suppression-reason-given", "there is no reason here", 1, 1, 0, 23}}},
		{"a dash is no reason", "step-by-participant /id -- ", 0, []want{{"suppression-reason-given", "there is no reason here", 1, 1, 0, 26}}},
		{"not a place", "step-by-participant steps why", 0, []want{{"suppression-form", "this is not a place", 1, 21, 20, 5}}},
		{"not a place behind #", "step-by-participant v#steps why", 0, []want{{"suppression-form", "this is not a place", 1, 21, 20, 7}}},
		{"half a name", "step-by-participant /st* why", 0, []want{{"suppression-form", "this is not a place", 1, 21, 20, 4}}},
		{"** within", "step-by-participant /**/by why", 0, []want{{"suppression-form", "this is not a place", 1, 21, 20, 6}}},
		{"line 0", "step-by-participant v:0#/by why", 0, []want{{"suppression-form", "this is not a place", 1, 21, 20, 7}}},
		{"every rule", "* /id why", 0, []want{{"suppression-form", "a suppression of every rule names none", 1, 1, 0, 1}}},
		{"every rule, doubly", "** /id why", 0, []want{{"suppression-form", "a suppression of every rule names none", 1, 1, 0, 2}}},
		{"not UTF-8", "a\xff /id why", 0, []want{{"suppression-form", "this line is not UTF-8", 1, 1, 0, 10}}},
		{"unknown rule", "# x\nstep-by-partisan /id why", 1, []want{{"suppression-rule-known", "no rule of this library has this id", 2, 1, 4, 16}}},
		{"unknown rules", "x*y /id why", 1, []want{{"suppression-rule-known", "no rule of this library has this id", 1, 1, 0, 3}}},
		{"two faults", "x y\nz\n", 0, []want{
			{"suppression-form", "this is not a place", 1, 3, 2, 1},
			{"suppression-form", "there is a rule here but no place", 2, 1, 4, 1}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, found := readList(t, tt.list)
			assert.Len(t, s.list, tt.kept)
			var got []want
			for _, f := range found {
				assert.Equal(t, "list.txt", f.Position.Source)
				got = append(got, want{f.Rule, f.Detail, f.Position.Line, f.Position.Column, f.Position.Offset, f.Position.Length})
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestReadSuppressionsReturnsErrorsOfTheReader(t *testing.T) {
	broken := errors.New("broken")
	s, found, err := ReadSuppressions(io.MultiReader(strings.NewReader("turn-order /id why\nx"), iotest.ErrReader(broken)), "list.txt")
	assert.ErrorIs(t, err, broken)
	assert.Len(t, s.list, 1)
	assert.Len(t, found, 2, "turn-order is no rule; the second line has no place")
}

func TestSuppressionsUnused(t *testing.T) {
	s, _ := readList(t, "# agreed\n step-by-participant /steps/*  first\nstep-* /steps/1 second\nstep-by-participant /id third\n")
	f := schema.Finding{Rule: "step-by-participant", Pointer: "/steps/1", Severity: schema.Error}
	s.apply(&f)
	assert.Equal(t, "first", f.Suppressed, "the first reason counts")
	found := s.Unused()
	require.Len(t, found, 1, "every line that fits has been of use")
	assert.Equal(t, schema.Finding{Rule: "suppression-unused", Severity: schema.Warning,
		Position: schema.Position{Source: "list.txt", Line: 4, Column: 1, Offset: 69, Length: 29},
		Detail:   "no finding is of this rule and at this place", Hint: ruleSuppressionUnused.Mend}, found[0])
}

func TestNoSuppressions(t *testing.T) {
	var s *Suppressions
	f := schema.Finding{Rule: "step-by-participant"}
	s.apply(&f)
	assert.Empty(t, f.Suppressed)
	assert.Empty(t, s.Unused())
}

func TestSuppressionsAreSafeForConcurrentUse(t *testing.T) {
	s, _ := readList(t, "step-by-participant /** why\n")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 100 {
				f := schema.Finding{Rule: "step-by-participant"}
				s.apply(&f)
				assert.Equal(t, "why", f.Suppressed)
				assert.Empty(t, s.Unused())
			}
		})
	}
	all.Wait()
}

// Law: nothing in a list makes its reader panic, and every line is a suppression,
// a fault, or meant to be left out.
func FuzzReadSuppressions(f *testing.F) {
	f.Add("step-by-participant v.ndjson:12#/steps/*/** why\n# x\n\n")
	f.Add("\ufeff a \u00a0 # \xff")
	f.Fuzz(func(t *testing.T, list string) {
		s, found, err := ReadSuppressions(strings.NewReader(list), "list.txt")
		require.NoError(t, err)
		lines := 0
		for line := range strings.Lines(strings.TrimPrefix(list, "\ufeff")) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				lines++
			}
		}
		known := 0
		for _, one := range found {
			if one.Rule == "suppression-rule-known" {
				known++
			}
			assert.LessOrEqual(t, one.Position.Offset+int64(one.Position.Length), int64(len(list)))
		}
		assert.Equal(t, lines, len(s.list)+len(found)-known)
		for _, one := range s.list {
			assert.NotEmpty(t, one.reason)
		}
		s.apply(&schema.Finding{Rule: schema.RuleID(list), Pointer: list})
	})
}
