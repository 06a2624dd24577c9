package plan

import "regexp"

// A looker tells whether a text looks as it should. Where it is a form, that is
// the quicker way to ask.
type looker struct {
	match func(text []byte) bool
	form  *form
}

// lookFor returns what matches where the expression does: a form, or else a table,
// or else the expression itself.
func lookFor(expression *regexp.Regexp) looker {
	d := newDFA(expression.String())
	if d == nil {
		return looker{match: expression.Match}
	}
	if f := d.form(); f != nil {
		return looker{f.match, f}
	}
	return looker{match: d.match}
}
