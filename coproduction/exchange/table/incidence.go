package table

import (
	"io"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// Incidence says which codes are in which interviews.
type Incidence struct {
	Codes      []string // as the first row names them
	Interviews []string // as the first column names them; nil where it does not
	Present    [][]bool // a row for each interview, in their order, and a field for each code
}

// ReadIncidence reads a table of codes by interviews: a row for each interview, in
// the order in which they were held, and a column for each code, with 1 where the
// code is present and 0 where it is not. The first row names the codes. A first
// column with the name interview or id names the interviews.
//
// Source is the name that findings give the table. Incidence is nil where a finding
// has severity error. An error is one of r.
func ReadIncidence(r io.Reader, source string, checks ...Check) (*Incidence, []schema.Finding, error) {
	t, err := open(r, source, checks)
	if err != nil {
		return nil, nil, err
	}
	var incidence *Incidence
	if len(t.rows) > 0 && !t.mixed() {
		incidence = t.incidence()
	}
	if t.Failed() {
		incidence = nil
	}
	return incidence, t.Findings(), nil
}

func (t *reading) incidence() *Incidence {
	header := t.rows[0]
	first := 0 // the column of the first code
	if named(header[0], "interview", "id") {
		first = 1
		if len(header) == 1 {
			t.Report(ruleMissing, header[0], "no column below holds a code")
			return nil
		}
	}
	incidence := new(Incidence)
	looksCoded := true
	for _, f := range header[first:] {
		_, ok := presence(strings.TrimSpace(f.Text))
		looksCoded = looksCoded && ok
	}
	if looksCoded {
		t.Report(ruleHeader, header[first], "the first row looks like an interview, not like names of codes")
		return nil
	}
	var ok bool
	if incidence.Codes, ok = t.names(header[first:]); !ok {
		return nil
	}
	rows := t.below()
	if first > 0 {
		incidence.Interviews = t.rowNames(rows)
	}
	for _, row := range rows {
		present := make([]bool, len(row)-first)
		for j, f := range row[first:] {
			var ok bool
			if present[j], ok = presence(t.Value(f)); !ok {
				t.Report(rulePresence, f, "this is neither 0 nor 1")
			}
		}
		incidence.Present = append(incidence.Present, present)
	}
	return incidence
}

// presence reads a cell, and reports whether it is one.
func presence(text string) (present, ok bool) { return text == "1", text == "0" || text == "1" }
