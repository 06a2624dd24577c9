package indicator

import (
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// counted letter by letter: each string is a sequence, and - an event without a code.
func letters(lag int, noRepeat bool, sequences ...string) *Transitions {
	t := NewTransitions(lag, noRepeat)
	for _, s := range sequences {
		sequence := strings.Split(s, "")
		for i := range sequence {
			if sequence[i] == "-" {
				sequence[i] = ""
			}
		}
		t.Add(sequence)
	}
	return t
}

// producedTransitions returns rows of every variant.
func producedTransitions(of estimate.Subject) []estimate.Row {
	var rows []estimate.Row
	for _, lag := range []int{1, 2} {
		for _, noRepeat := range []bool{false, true} {
			rows = append(rows, letters(lag, noRepeat, "ABCABDACDBCADCBDA").Table().Rows(of, Options{})...)
		}
	}
	return rows
}
