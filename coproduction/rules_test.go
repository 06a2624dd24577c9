package coproduction_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A section of a file in testdata/rules is one input, and whether the rule of the
// file catches something in it or lets it pass:
//
//	== catch who was not there (max=200)
//	+base
//	{%enc,"turns":[{"speaker":⟦speaker-present⟧"@n1"}]}
//
// "+base" stands for the records of base.ndjson, "@" and a short name for an id,
// "%" and a word for what [shorthand] says.
type section struct {
	name, text string
	catch      bool
	max        int // MaxRecord
}

var header = regexp.MustCompile(`(?m)^== (catch|pass)(.*?)(?: \(max=(\d+)\))?$`)

// shorthand is what is written often, or cannot be written in a text file.
var shorthand = strings.NewReplacer(
	"%enc", `"kind":"encounter","id":"@e9","patient":"@p1","presence":[{"participant":"@p1","role":"patient"},{"participant":"@d1","role":"professional"}]`,
	"%patient", `{"participant":"@p1","role":"patient"}`,
	"%doctor", `{"participant":"@d1","role":"professional"}`,
	"%coding", `"kind":"coding","id":"@k9","codebook":"@b1","coder":"@c2","round":1`,
	"%x", `"kind":"participant","id":"@p9","participantKind":"patient","consent":"given","extensions"`,
	"%utf16", "\xff\xfe", "%ff", "\xff", "%bom", "\ufeff",
	"%nest62", strings.Repeat("[", 62), "%flat62", strings.Repeat("[", 62)+strings.Repeat("]", 62),
)

var shortID = regexp.MustCompile(`("|uuid:)@([a-z][a-z0-9]*)`)

// written makes an input of what a file says.
func written(text string) string {
	return shortID.ReplaceAllStringFunc(shorthand.Replace(text), func(short string) string {
		before, name, _ := strings.Cut(short, "@")
		return before + idOf(name).String()
	})
}

// idOf is the id with that short name: a UUID of version 4, always the same.
func idOf(name string) encounter.ID {
	sum := sha256.Sum256([]byte(name))
	id, _ := encounter.NewIDFrom(strings.NewReader(string(sum[:])))
	return id
}

func readBase(t testing.TB) string {
	t.Helper()
	base, err := os.ReadFile("testdata/rules/base.ndjson")
	require.NoError(t, err)
	return strings.TrimSuffix(string(base), "\n")
}

func sections(t testing.TB, file string) []section {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	base := readBase(t)
	at := header.FindAllStringSubmatchIndex(string(text), -1)
	require.NotEmpty(t, at, file)
	require.Zero(t, at[0][0], "%s: something stands before the first section", file)
	var all []section
	for i, m := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		part := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return string(text[m[2*n]:m[2*n+1]])
		}
		s := section{name: part(1) + part(2), catch: part(1) == "catch"}
		s.max, _ = strconv.Atoi(part(3))
		s.text = strings.TrimSuffix(strings.TrimPrefix(string(text[m[1]:end]), "\n"), "\n")
		s.text = written(strings.Replace(s.text, "+base", base, 1))
		all = append(all, s)
	}
	return all
}

// judge finds all that there is to find in an input, in each record and across them.
func judge(t testing.TB, v *coproduction.Validator, text string) []schema.Finding {
	t.Helper()
	var study coproduction.StudyRules
	var found []schema.Finding
	for l, err := range v.Read(t.Context(), strings.NewReader(text), "in") {
		require.NoError(t, err)
		study.AddLine(l)
		found = append(found, l.Findings...)
	}
	return append(found, v.Across(&study)...)
}

// notWritten are the rules that no text can break; the test named shows how they break.
var notWritten = map[schema.RuleID]string{
	schema.RuleRecordJudged: "TestCheckOfWhatCannotBeWritten",
	schema.RuleCapped:       "TestReadCapsFindings",
}

// Every rule has an input in which it catches something and one, the nearest that
// is innocent, that it lets pass; and nothing else is found in either.
func TestRules(t *testing.T) {
	of := map[schema.RuleID][]section{}
	files, err := filepath.Glob("testdata/rules/*.txt")
	require.NoError(t, err)
	for _, file := range files {
		id := schema.RuleID(strings.TrimSuffix(filepath.Base(file), ".txt"))
		_, known := coproduction.RuleByID(id)
		assert.True(t, known, "%s: no rule has this id", file)
		of[id] = sections(t, file)
	}
	for _, rule := range coproduction.Rules() {
		switch rule.Scope {
		case coproduction.ScopeReading, coproduction.ScopeRecord, coproduction.ScopeStudy, coproduction.ScopePrivacy:
		default:
			continue
		}
		t.Run(string(rule.ID), func(t *testing.T) {
			if notWritten[rule.ID] != "" {
				return
			}
			passes := 0
			for _, s := range of[rule.ID] {
				t.Run(s.name, func(t *testing.T) {
					clean, marks := coproductiontest.Marked(s.text)
					found := judge(t, &coproduction.Validator{MaxRecord: s.max}, string(clean))
					coproductiontest.AssertFindings(t, found, coproductiontest.Wants(marks)...)
					for _, f := range found {
						assertPlace(t, string(clean), f)
						if f.Rule == rule.ID {
							assert.Equal(t, rule.Severity, f.Severity)
							assert.NotEmpty(t, f.Detail)
						}
					}
					if s.catch {
						assert.NotEmpty(t, marks)
					} else {
						assert.Empty(t, marks)
					}
				})
				if !s.catch {
					passes++
				}
			}
			caught := func(s section) bool { return strings.Contains(s.text, "⟦"+string(rule.ID)+"⟧") }
			assert.True(t, slices.ContainsFunc(of[rule.ID], caught), "nothing that the rule catches")
			assert.Positive(t, passes, "nothing that the rule lets pass")
		})
	}
}

// assertPlace holds line, column, offset and length of a finding against the input.
func assertPlace(t testing.TB, input string, f schema.Finding) {
	t.Helper()
	at := f.Position
	if !assert.True(t, 0 <= at.Offset && at.Offset+int64(at.Length) <= int64(len(input)), "%+v is outside the input", f) {
		return
	}
	before := strings.TrimPrefix(input[:at.Offset], "\ufeff")
	line := before[strings.LastIndexByte(before, '\n')+1:]
	assert.Equal(t, 1+strings.Count(before, "\n"), at.Line, "line of %+v", f)
	assert.Equal(t, 1+len([]rune(line)), at.Column, "column of %+v", f)
	assert.Positive(t, at.Record)
}

// Ids are for ever: a rule that is missing from the list has been renamed or
// removed, and one that is new has to be added.
func TestRulesAreForEver(t *testing.T) {
	want, err := os.ReadFile("testdata/rules.golden")
	require.NoError(t, err)
	var got strings.Builder
	seen := map[schema.RuleID]bool{}
	for _, r := range coproduction.Rules() {
		assert.False(t, seen[r.ID], "%s is there twice", r.ID)
		seen[r.ID] = true
		fmt.Fprintln(&got, r.ID, r.Severity)
	}
	assert.Equal(t, string(want), got.String())
}

// A rule explains itself: what holds, why that matters, how to mend it.
func TestRulesAreDocumented(t *testing.T) {
	for _, r := range coproduction.Rules() {
		assert.NotEmpty(t, r.Title, r.ID)
		assert.Contains(t, schema.Severities(), r.Severity, r.ID)
		assert.NotEmpty(t, r.Why, r.ID)
		assert.Equal(t, r.Scope == coproduction.ScopeRecord, r.Check != nil, r.ID)
		if r.Scope != coproduction.ScopeSchema {
			assert.NotEmpty(t, r.Mend, r.ID)
			assert.Regexp(t, `^[a-z0-9]+(-[a-z0-9]+)+$`, string(r.ID))
		}
		same, ok := coproduction.RuleByID(r.ID)
		assert.True(t, ok)
		assert.Equal(t, r.Rule, same.Rule)
	}
	_, ok := coproduction.RuleByID("no-such-rule")
	assert.False(t, ok)
}
