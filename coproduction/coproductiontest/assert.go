package coproductiontest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A Want is a finding that a test expects, as far as the test cares: a rule, and
// where it says so a pointer, a byte, or both. [Rule] makes one.
type Want struct {
	rule    schema.RuleID
	pointer *string
	offset  *int64
}

// Rule expects a finding of that rule, anywhere.
func Rule(id schema.RuleID) Want { return Want{rule: id} }

// At expects it at that JSON Pointer; "" is the record itself.
func (w Want) At(pointer string) Want {
	w.pointer = &pointer
	return w
}

// AtByte expects it at that byte of the input, counted from 0.
func (w Want) AtByte(offset int64) Want {
	w.offset = &offset
	return w
}

func (w Want) meets(f schema.Finding) bool {
	return w.rule == f.Rule &&
		(w.pointer == nil || *w.pointer == f.Pointer) &&
		(w.offset == nil || *w.offset == f.Position.Offset)
}

// AssertFindings compares findings with what the test expects, by rule and place
// and in any order, each as often as it is named. Where they differ it fails the
// test with one message, a line for each finding in the order of places: "-" is
// missing, "+" unexpected. It reports whether all is as expected.
func AssertFindings(t testing.TB, got []schema.Finding, want ...Want) bool {
	t.Helper()
	gotOf := pair(got, want)
	met := make([]bool, len(got))
	var lines []line
	missing := 0
	for i, w := range want {
		l := line{sign: "-", rule: w.rule, pointer: w.pointer, offset: w.offset, note: "missing"}
		if g := gotOf[i]; g >= 0 {
			met[g] = true
			l = lineOf(" ", got[g], "as expected")
		} else {
			missing++
		}
		lines = append(lines, l)
	}
	unexpected := 0
	for g, f := range got {
		if !met[g] {
			unexpected++
			lines = append(lines, lineOf("+", f, "unexpected: "+f.Detail))
		}
	}
	if missing+unexpected == 0 {
		return true
	}
	t.Errorf("findings differ: %d missing, %d unexpected, %d as expected\n%s",
		missing, unexpected, len(want)-missing, table(lines))
	return false
}

// pair finds for each expectation a finding of its own, or -1, so that as many as
// possible have one: an expectation that names little gives way to one that names
// more (augmenting paths, after Kuhn).
func pair(got []schema.Finding, want []Want) (gotOf []int) {
	wantOf := slices.Repeat([]int{-1}, len(got))
	var place func(w int, tried []bool) bool
	place = func(w int, tried []bool) bool {
		for g := range got {
			if tried[g] || !want[w].meets(got[g]) {
				continue
			}
			tried[g] = true
			if wantOf[g] < 0 || place(wantOf[g], tried) {
				wantOf[g] = w
				return true
			}
		}
		return false
	}
	for w := range want {
		place(w, make([]bool, len(got)))
	}
	gotOf = slices.Repeat([]int{-1}, len(want))
	for g, w := range wantOf {
		if w >= 0 {
			gotOf[w] = g
		}
	}
	return gotOf
}

// A line of the difference; what a test left open is nil.
type line struct {
	sign    string
	rule    schema.RuleID
	pointer *string
	offset  *int64
	note    string
}

func lineOf(sign string, f schema.Finding, note string) line {
	return line{sign, f.Rule, &f.Pointer, &f.Position.Offset, note}
}

func table(lines []line) string {
	slices.SortStableFunc(lines, func(a, b line) int {
		return cmp.Or(
			cmp.Compare(valueOr(a.pointer, ""), valueOr(b.pointer, "")),
			cmp.Compare(valueOr(a.offset, -1), valueOr(b.offset, -1)),
			cmp.Compare(a.rule, b.rule),
			cmp.Compare(b.sign, a.sign), // "-" before "+"
		)
	})
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, l := range lines {
		place, at := "anywhere", "any byte"
		if l.pointer != nil {
			place = cmp.Or(*l.pointer, "the record")
		}
		if l.offset != nil {
			at = fmt.Sprintf("byte %d", *l.offset)
		}
		fmt.Fprintf(w, "%s %s\t%s\t%s\t%s\n", l.sign, place, string(l.rule), at, l.note) // a RuleID prints as an error
	}
	w.Flush()
	return b.String()
}

func valueOr[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}
