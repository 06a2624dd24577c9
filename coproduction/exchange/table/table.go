// Package table reads the plain tables that measures of coding start from, as
// spreadsheets and statistics programs write them:
//
//	ratings     a row for each unit, a column for each coder      [ReadRatings]
//	incidence   a row for each interview, a column for each code  [ReadIncidence]
//	events      a row for each event, with its sequence and code  [ReadEvents]
//
// Fields are separated by commas (RFC 4180), or, with a finding, by semicolons, tabs or
// vertical bars, where a number may have a decimal comma. The text is UTF-8, and the first
// row names the columns.
//
// Nothing is guessed: what cannot be read is a finding with its place, and a table
// with a finding of severity error gives nothing. No finding repeats what the
// table holds. Each reader holds the whole table in memory.
package table

import (
	"errors"
	"io"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/sheet"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// MaxFindings bounds how many findings are listed. A table with more says so in
// its last finding, with the true number.
const MaxFindings = sheet.MaxFindings

// A Check names the rules that an identifier breaks, as those of privacy do. It is
// asked once about every name of a coder, unit, interview or sequence.
type Check = func(id string) []schema.Rule

// A reading is a table that is being read.
type reading struct {
	*sheet.Sheet
	rows [][]sheet.Field // the first one too
}

// open reads the rows; there is at least one unless something is wrong.
func open(r io.Reader, source string, checks []Check) (*reading, error) {
	s, err := sheet.Open(r, source, prefix, rules, checks)
	if errors.Is(err, sheet.ErrEmpty) {
		s.Report(ruleNoRows, sheet.Field{}, "there is nothing in the table, not even the names of columns")
		return &reading{Sheet: s}, nil
	}
	if err != nil {
		return nil, err
	}
	t := &reading{Sheet: s, rows: s.Rows()}
	s.Blank(t.rows)
	return t, nil
}

// below returns the rows below the first that have its width, and notes the others.
func (t *reading) below() [][]sheet.Field {
	if len(t.rows) == 1 && !t.Failed() {
		t.Report(ruleNoRows, t.End(), "there is no row below the names of the columns")
	}
	var rows [][]sheet.Field
	for _, row := range t.rows[1:] {
		if t.Fits(row, t.rows[0]) {
			rows = append(rows, row)
		}
	}
	return rows
}

// mixed reports whether the first row is separated by several characters.
func (t *reading) mixed() bool { return !t.Otherwise() && t.Separated(t.rows[0], ";\t", false) }

// names reads the names of columns of which each is read: every one has a name,
// and no two have the same. It reports whether that is so.
func (t *reading) names(row []sheet.Field) (names []string, ok bool) {
	seen := map[string]bool{}
	names, ok = make([]string, len(row)), true
	for i, f := range row {
		names[i] = t.Value(f)
		ok = ok && names[i] != "" && !seen[names[i]]
		switch {
		case names[i] == "":
			t.Report(ruleColumnName, f, "the column has no name")
		case seen[names[i]]:
			t.Report(ruleOnce, f, "an earlier column has the same name")
		}
		seen[names[i]] = true
	}
	return names, ok
}

// named reports whether the first column has one of these names, in upper or lower case.
func named(first sheet.Field, names ...string) bool {
	for _, name := range names {
		if strings.EqualFold(strings.TrimSpace(first.Text), name) {
			return true
		}
	}
	return false
}

// rowNames reads the names of rows from their first field.
func (t *reading) rowNames(rows [][]sheet.Field) []string {
	seen := map[string]bool{}
	names := make([]string, len(rows))
	for i, row := range rows {
		names[i] = t.Value(row[0])
		t.Identifies(names[i], row[0])
		switch {
		case names[i] == "":
			t.Report(ruleRowName, row[0], "the row has no name, and others have one")
		case seen[names[i]]:
			t.Report(ruleRowOnce, row[0], "an earlier row has the same name")
		}
		seen[names[i]] = true
	}
	return names
}
