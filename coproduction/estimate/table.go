package estimate

import (
	"bufio"
	"cmp"
	"encoding/json"
	"io"
	"iter"
	"slices"
)

// A Table is a list of rows, written as {"estimates":[…]}.
type Table struct {
	Estimates []Row `json:"estimates"`
}

// MarshalJSON writes an empty table as an empty list, not as null.
func (t Table) MarshalJSON() ([]byte, error) {
	type plain Table
	if t.Estimates == nil {
		t.Estimates = []Row{}
	}
	return json.Marshal(plain(t))
}

// Sort orders the rows by subject, measure and parameters, and leaves rows that
// agree in all of these as they stand.
func (t Table) Sort() {
	slices.SortStableFunc(t.Estimates, func(a, b Row) int {
		return cmp.Or(
			cmp.Compare(a.Of.Kind, b.Of.Kind),
			cmp.Compare(a.Of.ID, b.Of.ID),
			cmp.Compare(a.Measure, b.Measure),
			cmp.Compare(paramsKey(a.Params), paramsKey(b.Params)),
		)
	})
}

// paramsKey returns the parameters as JSON, which sorts their names.
func paramsKey(params map[string]any) string {
	known, _ := scalars(params)
	text, _ := json.Marshal(known) // scalars lets through only what JSON can hold
	return string(text)
}

// Write writes rows as a table, one row a line, as they come: the memory it takes
// is that of one row. The same rows give the same bytes.
func Write(w io.Writer, rows iter.Seq[Row]) error {
	out := bufio.NewWriter(w)
	out.WriteString(`{"estimates":[`)
	separator := "\n"
	for row := range rows {
		line, err := row.MarshalJSON()
		if err != nil {
			return err
		}
		out.WriteString(separator)
		out.Write(line)
		separator = ",\n"
	}
	out.WriteString("\n]}\n")
	return out.Flush() // keeps the first error of the writes above
}
