package table

import (
	"io"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/sheet"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A Sequence is the codes of events that followed one another, in their order.
type Sequence struct {
	Name  string
	Codes []string
}

// ReadEvents reads a table with a row for each event, and columns sequence and code
// in any order; other columns are passed over. The events of a sequence stand in
// their order; rows of other sequences may stand between them. Sequences come in
// the order of their first events.
//
// Source is the name that findings give the table. Sequences are nil where a
// finding has severity error. An error is one of r.
func ReadEvents(r io.Reader, source string, checks ...Check) ([]Sequence, []schema.Finding, error) {
	t, err := open(r, source, checks)
	if err != nil {
		return nil, nil, err
	}
	var sequences []Sequence
	if len(t.rows) > 0 {
		sequences = t.events()
	}
	if t.Failed() {
		sequences = nil
	}
	return sequences, t.Findings(), nil
}

func (t *reading) events() []Sequence {
	at, ok := t.Columns(t.rows[0], []string{"sequence", "code"}, nil)
	if !ok {
		return nil
	}
	var sequences []Sequence
	known := map[string]int{}
	for _, row := range t.below() {
		name, code := t.Value(row[at[0]]), t.Value(row[at[1]])
		t.Identifies(name, row[at[0]])
		t.filled(row[at[0]], name, ruleSequence, "the row names no sequence")
		t.filled(row[at[1]], code, ruleCode, "the event has no code")
		n, ok := known[name]
		if !ok {
			n = len(sequences)
			known[name] = n
			sequences = append(sequences, Sequence{Name: name})
		}
		sequences[n].Codes = append(sequences[n].Codes, code)
	}
	return sequences
}

// filled notes a field that holds nothing, or a word for it.
func (t *reading) filled(f sheet.Field, value string, rule schema.RuleID, detail string) {
	switch {
	case value == "":
		t.Report(rule, f, detail)
	case sheet.IsMissing(value):
		t.Report(ruleWord, f, "this word may stand for a missing value, or be a name")
	}
}
