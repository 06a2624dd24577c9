package coproduction

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A Rule is a promise about the meaning of records. Users may write rules of
// their own and give them to a [Validator] beside [RecordRules].
type Rule struct {
	schema.Rule
	Scope Scope
	// Check reports each place of the record that breaks the rule. It is called
	// for every sound record of any kind, and only for rules of [ScopeRecord]; the
	// other scopes are checked by the reader and by [StudyRules]. Several records may
	// be checked at once.
	Check func(r encounter.Record, report Report)
}

// A Report says that the rule is broken at a place, given as a JSON Pointer within
// the record. The detail is for people and must not repeat the data.
type Report func(pointer, detail string)

// A Scope is how much of a data set a rule has to see.
type Scope string

const (
	ScopeReading Scope = "reading" // the bytes of one record
	ScopeSchema  Scope = "schema"  // the shape of one record
	ScopeRecord  Scope = "record"  // the meaning of one record
	ScopeStudy   Scope = "study"   // all records together
	ScopePrivacy Scope = "privacy" // whatever could tell who somebody is
	ScopeReport  Scope = "report"  // numbers that are about to be shown
	ScopeList    Scope = "list"    // a list of suppressions
)

// Rules lists every rule of this library, scope by scope, in a fixed order.
func Rules() []Rule {
	var all []Rule
	for _, r := range schema.ReadingRules() {
		all = append(all, Rule{Rule: r, Scope: ScopeReading})
	}
	for _, kind := range schema.Kinds() {
		for _, c := range schema.Constraints(kind) {
			all = append(all, Rule{Rule: schema.ConstraintRule(c), Scope: ScopeSchema})
		}
	}
	return slices.Concat(all, RecordRules(), studyRules(), privacyRules(), reportRules(), suppressionRules())
}

// RecordRules lists the rules about the meaning of one record, in the order of the documentation.
func RecordRules() []Rule {
	return slices.Concat(personRules(), timeRules(), referenceRules(), codingRules())
}

// RuleByID returns the rule of that id.
func RuleByID(id schema.RuleID) (Rule, bool) {
	all := Rules()
	i := slices.IndexFunc(all, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return all[i], true
}

// onEncounter makes a check of encounters into one of records.
func onEncounter(check func(*encounter.Encounter, Report)) func(encounter.Record, Report) {
	return func(r encounter.Record, report Report) {
		if e, ok := r.(*encounter.Encounter); ok {
			check(e, report)
		}
	}
}

// A broken is what rules report of one record.
type broken struct {
	rule     *Rule // that is asked
	report   Report
	found    []schema.Finding
	pointers []string
}

func (b *broken) add(pointer, detail string) {
	b.found = append(b.found, b.rule.At(pointer, detail))
	b.pointers = append(b.pointers, pointer)
}

// apply asks every rule, and finds the places of what they report in the bytes of
// the record. A pointer that leads nowhere stands for the record.
func (b *broken) apply(rules []Rule, record encounter.Record, raw []byte) []schema.Finding {
	b.found, b.pointers = nil, b.pointers[:0]
	for i := range rules {
		if rules[i].Check != nil {
			b.rule = &rules[i]
			b.rule.Check(record, b.report)
		}
	}
	if b.found == nil {
		return nil
	}
	for i, at := range schema.PositionsOf(raw, b.pointers) {
		if b.found[i].Position = at; at.Length == 0 {
			b.found[i].Pointer, b.found[i].Position.Length = "", len(raw)
		}
	}
	return b.found
}
