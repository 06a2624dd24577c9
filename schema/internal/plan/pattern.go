package plan

import (
	"regexp"
	"sync"
)

// A looker tells whether a text looks as it should. It has places where that is to
// look at each of them on its own.
type looker struct {
	match  func(text []byte) bool
	places []byteSet
}

// Patterns are what has been made of regular expressions, so that each is made once:
// the kinds of record have the same ids and names. The zero value holds none. It is safe
// for concurrent use.
type Patterns struct {
	mu   sync.Mutex
	made map[string]looker
}

// lookFor returns what matches where the expression does: a form, or else a table,
// or else the expression itself.
func (p *Patterns) lookFor(expression *regexp.Regexp) looker {
	p.mu.Lock()
	defer p.mu.Unlock()
	made, ok := p.made[expression.String()]
	if !ok {
		made = newLooker(expression)
		if p.made == nil {
			p.made = make(map[string]looker)
		}
		p.made[expression.String()] = made
	}
	return made
}

func newLooker(expression *regexp.Regexp) looker {
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
