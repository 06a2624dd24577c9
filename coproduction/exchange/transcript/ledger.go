package transcript

import (
	"slices"
	"strconv"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A ledger holds what is found in one file until the file is read, so that
// findings come in the order of their places. It holds a bounded number. A nil ledger
// takes findings and forgets them: those of a file that is read again.
type ledger struct {
	log   *faults.Log
	found []schema.Finding
	often map[schema.RuleID]*often
	first schema.RuleID // the rule that refuses the file
}

// An often is something tolerated throughout a file: one finding, with a count.
type often struct {
	at     place
	length int
	n      int
	what   string
}

func newLedger(source string) *ledger {
	l := &ledger{often: make(map[schema.RuleID]*often)}
	l.log = faults.New(source, rules, ruleTextCapped, func(f schema.Finding) { l.found = append(l.found, f) })
	return l
}

// report notes a departure from a rule.
func (l *ledger) report(id schema.RuleID, at place, length int, detail string) {
	if l == nil {
		return
	}
	failed := l.log.Failed()
	l.log.Report(id, at.position(length), "", detail)
	if !failed && l.log.Failed() {
		l.first = id
	}
}

func (l *ledger) flaw(f *flaw) { l.report(f.rule, f.at, f.length, f.detail) }

// count notes one more of what is found throughout a file. The finding is at the first place.
func (l *ledger) count(id schema.RuleID, at place, length int, what string) {
	l.many(id, at, length, 1, what)
}

func (l *ledger) many(id schema.RuleID, at place, length, n int, what string) {
	if l == nil {
		return
	}
	if l.often[id] == nil {
		l.often[id] = &often{at: at, length: length, what: what}
	}
	l.often[id].n += n
}

// close hands on what was found, sorted.
func (l *ledger) close(end place, to func(schema.Finding)) {
	ids := make([]schema.RuleID, 0, len(l.often))
	for id := range l.often {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		o := l.often[id]
		l.report(id, o.at, o.length, strconv.Itoa(o.n)+" "+o.what+"; this is the first place")
	}
	l.log.Close(end.position(0))
	slices.SortStableFunc(l.found, schema.Compare)
	for _, f := range l.found {
		if to != nil {
			to(f)
		}
	}
}

// encoded notes how the encoding of a file was told.
func (l *ledger) encoded(c *characters) {
	if l != nil && c.guessed {
		l.report(ruleTextNoMark, fileStart(), 0, "read as UTF-16")
	}
}
