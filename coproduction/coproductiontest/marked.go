package coproductiontest

import (
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A Mark says that a rule is broken at a byte.
type Mark struct {
	Rule   schema.RuleID
	Offset int64 // in the document without its marks
}

// Want is the expectation that the mark stands for.
func (m Mark) Want() Want { return Rule(m.Rule).AtByte(m.Offset) }

// Marked reads a document in which ⟦rule⟧ stands before each byte where a finding
// of that rule must be. It returns the document without the marks, and the marks
// in order:
//
//	{"kind":"encounter","id":⟦encounter/id#format⟧"x"}
//
// An opening bracket that is never closed is part of the document.
func Marked(doc string) (clean []byte, marks []Mark) {
	for {
		before, rest, found := strings.Cut(doc, "⟦")
		rule, after, closed := strings.Cut(rest, "⟧")
		if !found || !closed {
			return append(clean, doc...), marks
		}
		clean = append(clean, before...)
		marks = append(marks, Mark{Rule: schema.RuleID(rule), Offset: int64(len(clean))})
		doc = after
	}
}

// Wants turns marks into expectations for [AssertFindings].
func Wants(marks []Mark) []Want {
	wants := make([]Want, len(marks))
	for i, m := range marks {
		wants[i] = m.Want()
	}
	return wants
}
