package schema

import "cmp"

// A RuleID names a rule for ever: it is never renamed and never given to another
// rule. Rules that follow from a schema constraint are named after their place,
// as in "encounter/presence/*/role#enum"; authored rules are words in kebab-case,
// as in "step-by-participant". As an error it is a target for [errors.Is].
type RuleID string

// Error makes a RuleID a target for [errors.Is].
func (id RuleID) Error() string { return "rule " + string(id) }

// A Severity says what a finding means for the use of the record.
type Severity string

const (
	// Error: the record says something that cannot be so, or cannot be read.
	// It is rejected and does not reach any measure.
	Error Severity = "error"
	// Warning: the record can be used, but somebody should look.
	Warning Severity = "warning"
	// Note: something was tolerated, or is worth knowing.
	Note Severity = "note"
)

// Severities lists every severity, the gravest first.
func Severities() []Severity { return []Severity{Error, Warning, Note} }

// A Position is a place in the bytes of an input.
type Position struct {
	Source string `json:"source"`          // the name that the caller gave the input
	Record int    `json:"record,omitzero"` // which record of the input, from 1; 0 where the finding is about no single record
	Line   int    `json:"line"`            // from 1
	Column int    `json:"column"`          // from 1, in Unicode code points
	Offset int64  `json:"offset"`          // bytes before the place, from 0, in the uncompressed input
	Length int    `json:"length"`          // bytes of the place itself
}

// A Finding is one departure from one rule, at one place. Programs match Rule;
// Detail and Hint are for people and may change in any release. No part of a
// finding repeats a value of the data, and Pointer names only what the schemas
// name: what somebody called a field of their own stays out of it.
type Finding struct {
	Rule     RuleID   `json:"rule"`
	Severity Severity `json:"severity"`
	Pointer  string   `json:"pointer"` // JSON Pointer (RFC 6901) within the record; "" is the record itself
	Position Position `json:"position"`
	Detail   string   `json:"detail"`         // what is wrong
	Hint     string   `json:"hint,omitempty"` // how to mend it

	// Suppressed holds the reason that a suppression gave; "" means that none did.
	Suppressed string `json:"suppressed,omitempty"`
	// Excerpt holds bytes of the data round the place. It is filled only where
	// the caller asked to be shown values.
	Excerpt string `json:"excerpt,omitempty"`
}

// Error states rule, place and detail in one line.
func (f *Finding) Error() string {
	return string(f.Rule) + " at " + f.Place() + ": " + f.Detail
}

// Place is the pointer as a person reads it: "the record" where it is empty.
func (f *Finding) Place() string {
	if f.Pointer == "" {
		return "the record"
	}
	return f.Pointer
}

// Is reports whether target is the rule that this finding departs from.
func (f *Finding) Is(target error) bool { return target == f.Rule }

// Compare orders findings by input, record and place in the bytes, then by rule,
// so that the same input gives the same findings in the same order.
func Compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.Position.Source, b.Position.Source),
		cmp.Compare(a.Position.Record, b.Position.Record),
		cmp.Compare(a.Position.Offset, b.Position.Offset),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Pointer, b.Pointer),
		cmp.Compare(a.Detail, b.Detail),
	)
}
