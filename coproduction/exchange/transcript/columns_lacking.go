package transcript

import (
	"fmt"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/spelling"
)

// A lacking is a first row without a column that is needed: that of the delimiter which parts
// it into most columns.
type lacking struct {
	field string   // without a column
	name  string   // that the caller, or custom, gives it; empty: none
	row   []cell   // of which no name is ever shown
	found []string // fields with a column
	at    []int    // by field: its column, or −1
}

// try takes in how the first row looks with one more delimiter.
func (l *lacking) try(columns Columns, row []cell, at []int, field string) {
	if l.field != "" && len(row) <= len(l.row) {
		return
	}
	*l = lacking{field: field, row: row, at: at}
	for i, f := range columns.fields() {
		if f.name == field {
			l.name = strings.TrimSpace(*f.to)
		}
		if at[i] >= 0 {
			l.found = append(l.found, f.name)
		}
	}
}

// detail says which column is not there, and which are, by the names of fields: those of
// columns are the user's, and may be anything. Where one of the names is nearly the one
// that was asked for, it is told by its place.
func (l *lacking) detail() string {
	said := "no column is the one of the field " + l.field
	if l.name != "" && !strings.EqualFold(l.name, l.field) {
		said = "no column has the name that is given for the field " + l.field
	}
	switch {
	case len(l.row) == 0:
		return said + "; the first row is empty"
	case len(l.row) == 1:
		said += "; the first row has 1 column"
	default:
		said += fmt.Sprintf("; the first row has %d columns", len(l.row))
	}
	if len(l.found) > 0 {
		said += ", among them those of " + strings.Join(l.found, ", ")
	}
	asked := l.name
	if asked == "" {
		asked = l.field
	}
	for i, c := range l.row {
		near := 1 // letter off; two of a long name
		if len(asked) > 5 {
			near = 2
		}
		if !slices.Contains(l.at, i) && spelling.Distance(strings.ToLower(strings.TrimSpace(c.text)), strings.ToLower(asked)) <= near {
			return said + fmt.Sprintf("; the name of column %d is nearly the one asked for", i+1)
		}
	}
	return said
}
