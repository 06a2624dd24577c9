package plan

import "regexp"

// A looker tells whether a text looks as it should. It has places where that is to
// look at each of them on its own.
type looker struct {
	match  func(text []byte) bool
	places []byteSet
}

// lookFor returns what matches where the expression does: a form, or else a table,
// or else the expression itself.
func lookFor(expression *regexp.Regexp) looker {
	d := newDFA(expression.String())
	if d == nil {
		return looker{match: expression.Match}
	}
	places := d.places()
	if f := newForm(places); f != nil {
		return looker{f.match, places}
	}
	return looker{d.match, places}
}
