package coproduction

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// Suppressions are findings that somebody has looked at and decided to live with,
// each with the reason. A suppressed finding stays in every output, marked as
// such; a nil list suppresses nothing. A list is safe for concurrent use.
type Suppressions struct {
	list []*suppression
}

// The rules of a list of suppressions.
var (
	ruleSuppressionForm = schema.Rule{ID: "suppression-form", Severity: schema.Error,
		Title: "A suppression is one line: a rule, a place and a reason, with blanks between them",
		Why:   "a line that cannot be read suppresses nothing, and nobody would notice",
		Mend:  "write it like this: step-by-participant visits.ndjson#/steps/*/by/* why this may stay"}
	ruleSuppressionReason = schema.Rule{ID: "suppression-reason-given", Severity: schema.Error,
		Title: "A suppression gives its reason",
		Why:   "whoever reads the results has to know why a fault was left standing; without a reason it is not suppressed",
		Mend:  "write the reason behind the place, on the same line"}
	ruleSuppressionKnown = schema.Rule{ID: "suppression-rule-known", Severity: schema.Warning,
		Title: "A suppression names a rule that exists",
		Why:   "a misspelt id suppresses nothing",
		Mend:  "copy the id from between the brackets at the end of a finding; a rule of your own is not known here and still suppressed"}
	ruleSuppressionUnused = schema.Rule{ID: "suppression-unused", Severity: schema.Warning,
		Title: "A suppression suppresses something",
		Why:   "a fault that was mended and comes back would go unseen",
		Mend:  "remove the line, or correct its place if the data has moved"}
)

// suppressionRules lists the rules of a list of suppressions.
func suppressionRules() []Rule {
	var rules []Rule
	for _, r := range []schema.Rule{ruleSuppressionForm, ruleSuppressionReason, ruleSuppressionKnown, ruleSuppressionUnused} {
		rules = append(rules, Rule{Rule: r, Scope: ScopeList})
	}
	return rules
}

// ReadSuppressions reads a list of suppressions, one a line: a rule, a place and
// a reason, with blanks between them. Empty lines and lines that begin with #
// are left out.
//
//	# rule              place                        reason
//	step-by-participant /steps/*/by/*                the social worker listened in by phone
//	turn-order          visits.ndjson:12#/turns/**   two clocks, checked against the tape
//	encounter/*#enum    pilot-*.ndjson#/**           written before the vocabularies were agreed
//	privacy-free-text   #                            the note is ours, not the patient's
//
// The rule is the id between the brackets at the end of a finding. In it, * stands
// for any characters, but not for the whole id: a suppression names its rule.
//
// The place is the pointer of the finding. In it, * stands for one name or index,
// and ** at the end for the place before it and all below; the record itself is #.
// A place may begin with the name of an input, with * for any characters, perhaps
// a colon and the number of a line, and then #.
//
// What is wrong with the list are findings, in the order of the lines. An error is
// one of r, with what was read before it.
func ReadSuppressions(r io.Reader, source string) (*Suppressions, []schema.Finding, error) {
	s := new(Suppressions)
	var found []schema.Finding
	known := ruleIDs()
	in := bufio.NewReader(r)
	at := schema.Position{Source: source, Line: 1, Column: 1}
	for ; ; at.Line++ {
		text, err := in.ReadBytes('\n')
		if at.Line == 1 && bytes.HasPrefix(text, []byte("\ufeff")) {
			text = text[3:]
			at.Offset = 3
		}
		one, faults := readSuppression(text, at, known)
		found = append(found, faults...)
		if one != nil {
			s.list = append(s.list, one)
		}
		at.Offset += int64(len(text))
		if errors.Is(err, io.EOF) {
			return s, found, nil
		}
		if err != nil {
			return s, found, err
		}
	}
}

// Unused are the lines of the list that have suppressed nothing yet, each a
// finding. Ask when all data has been read.
func (s *Suppressions) Unused() []schema.Finding {
	var found []schema.Finding
	if s == nil {
		return nil
	}
	for _, one := range s.list {
		if !one.used.Load() {
			f := ruleSuppressionUnused.At("", "no finding is of this rule and at this place")
			f.Position = one.at
			found = append(found, f)
		}
	}
	return found
}

// apply marks a finding that the list suppresses with the reason that comes
// first, and every line that would have done so as used.
func (s *Suppressions) apply(f *schema.Finding) {
	if s == nil {
		return
	}
	for _, one := range s.list {
		if one.matches(f) {
			one.used.Store(true)
			if f.Suppressed == "" {
				f.Suppressed = one.reason
			}
		}
	}
}
