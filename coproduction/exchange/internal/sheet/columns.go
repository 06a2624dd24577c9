package sheet

import (
	"slices"
	"strings"
)

// Columns finds columns by their names in the first row, in upper or lower case; of
// an optional one that is not there the place is −1. It reports whether the table
// can be read.
func (s *Sheet) Columns(row []Field, required, optional []string) ([]int, bool) {
	names := slices.Concat(required, optional)
	at := slices.Repeat([]int{-1}, len(names))
	for i, f := range row {
		n := slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(strings.TrimSpace(f.Text), name) })
		switch {
		case n < 0:
		case at[n] >= 0:
			s.report(Once, f, "an earlier column has the name "+names[n])
		default:
			at[n] = i
		}
	}
	var missing []string
	for n, name := range required {
		if at[n] < 0 {
			missing = append(missing, name)
		}
	}
	if missing == nil {
		return at, !s.failed
	}
	if s.otherwise || !s.Separated(row, ";\t|", true) {
		s.report(Missing, row[0], "no column is named "+strings.Join(missing, " or "))
	}
	return at, false
}

// notAvailable are the words by which programs say that there is no value.
var notAvailable = []string{"na", "n/a", "#n/a", "nan", "null", "-", ".", "?"}

// IsMissing reports whether a value is a word by which programs say that there is
// none.
func IsMissing(value string) bool {
	return slices.Contains(notAvailable, strings.ToLower(value))
}
