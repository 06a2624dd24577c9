package redcap

import (
	"slices"
	"strings"
)

// seenTo are the statuses that somebody gave a form, by code and label: incomplete is what
// each form is from the start.
var seenTo = []string{"1", "2", "unverified", "complete"}

// ofForms notes which form each column belongs to, as far as the dictionary tells. A status
// under its label stands behind the fields of its form.
func ofForms(cols []column) {
	last := ""
	for i := range cols {
		c := &cols[i]
		switch {
		case c.field != nil:
			c.form = c.field.form
			last = c.form
		case c.kind == status && c.form == "":
			c.form = last
		}
	}
}

// leftEmpty reports whether nobody filled in that form in this row: it has a status, which
// is neither unverified nor complete, and not one answer. REDCap writes a 0 for each box of
// such a form all the same, which says nothing. Where the export has no status of a form,
// it cannot be told.
func (s *sheet) leftEmpty(form string) bool {
	if s.filled == nil {
		s.fill()
	}
	filled, known := s.filled[form]
	return known && !filled
}

// fill finds out which of the forms that have a status were filled in in this row.
func (s *sheet) fill() {
	s.filled = map[string]bool{}
	for i := range s.cols {
		if c := &s.cols[i]; c.kind == status && c.form != "" {
			s.filled[c.form] = s.filled[c.form] || slices.Contains(seenTo, strings.ToLower(text(s.row[i])))
		}
	}
	for i := range s.cols {
		c := &s.cols[i]
		if _, known := s.filled[c.form]; known && s.answered(c, text(s.row[i])) {
			s.filled[c.form] = true
		}
	}
}

// answered reports whether a value says that somebody filled in the form of its column. The
// first field of a project is in every row, a calculation needs nobody, and neither does a
// box that is not checked.
func (s *sheet) answered(c *column, value string) bool {
	switch {
	case value == "" || c.field == nil || c.field == s.listed[0] || c.field.kind == "calc":
		return false
	case c.box:
		on, known := checked(value)
		return on || !known
	}
	return true
}
