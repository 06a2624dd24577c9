// Package faults hands on what the readers of foreign files find, a bounded number
// of findings a file.
package faults

import (
	"strconv"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// Max bounds how many findings of one file are handed on.
const Max = 1000

// A Log is what is found in one file.
type Log struct {
	source string
	capped schema.RuleID // the rule that says that there were more
	rules  map[schema.RuleID]schema.Rule
	to     func(schema.Finding)
	listed int
	total  int
	failed bool
}

// New begins the log of a file of that name. Findings of more than [Max] depart
// from the rule capped, once, when the log is closed.
func New(source string, rules []schema.Rule, capped schema.RuleID, to func(schema.Finding)) *Log {
	l := &Log{source: source, capped: capped, rules: make(map[schema.RuleID]schema.Rule, len(rules)), to: to}
	for _, r := range rules {
		l.rules[r.ID] = r
	}
	return l
}

// Report hands on a departure from a rule. The source of the place is filled in.
// A rule that is not among those of the log is a fault of the reader, and a panic.
// The first error is handed on beyond the bound too: it is what refuses a file.
func (l *Log) Report(id schema.RuleID, at schema.Position, pointer, detail string) {
	rule, ok := l.rules[id]
	if !ok {
		panic("faults: no rule " + string(id))
	}
	severe := rule.Severity == schema.Error
	l.total++
	if l.listed < Max || severe && !l.failed {
		l.listed++
		l.hand(rule, at, pointer, detail)
	}
	l.failed = l.failed || severe
}

// Failed reports whether a finding so far has severity error.
func (l *Log) Failed() bool { return l.failed }

// Close says how many findings there were where some were not handed on. The place
// is the end of the file.
func (l *Log) Close(end schema.Position) {
	if l.listed < l.total {
		l.hand(l.rules[l.capped], end, "", strconv.Itoa(l.total)+" findings, of which "+strconv.Itoa(l.listed)+" are listed")
	}
}

func (l *Log) hand(rule schema.Rule, at schema.Position, pointer, detail string) {
	f := rule.At(pointer, detail)
	f.Position = at
	f.Position.Source = l.source
	l.to(f)
}
