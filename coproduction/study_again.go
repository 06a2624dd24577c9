package coproduction

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A bookCode is a code of a codebook.
type bookCode struct {
	book encounter.ID
	code theme.CodeID
}

// An input is the records of one kind in one file that were given before: as they are, or
// in other parts.
type input struct {
	source string
	kind   schema.Kind
	parts  bool
}

// An again is where the first of the records of an input was given again, and how many were.
type again struct {
	first schema.Position
	count int
}

// join takes the parts of records together, in their order. Of two that contradict each
// other the first stands.
func (c *crossCheck) join() {
	for i := range c.cards {
		one := &c.cards[i]
		first := c.byID[one.ID]
		switch {
		case len(one.Whole) == 0 || first == nil || first.Kind != one.Kind || one.Print == first.Print && first != one:
		case first != one:
			before := c.whole[one.ID]
			if before == nil {
				before = first.record()
			}
			if joined, agree := Join(before, one.record()); agree {
				c.whole[one.ID], c.parts[one] = joined, true
			}
		case one.Kind == schema.KindCodebook:
			c.whole[one.ID] = one.record()
		}
	}
	c.codes = map[bookCode]bool{}
	for id, r := range c.whole {
		if book, ok := r.(*theme.Codebook); ok {
			for i := range book.Themes {
				c.codes[bookCode{id, book.Themes[i].ID}] = true
			}
			for i := range book.Codes {
				c.codes[bookCode{id, book.Codes[i].ID}] = true
			}
		}
	}
}

// unique reports whether a record is the first with its id. One that says the same as
// those before it counts once with them; another is an error, and looked at as well.
func (c *crossCheck) unique(one *card) bool {
	first := c.byID[one.ID]
	if first == nil || first == one {
		return true
	}
	same := one.Print != 0 && one.Print == first.Print
	if !same && !c.parts[one] {
		c.report(ruleIDUnique, mention{Pointer: "/id", At: one.At}, "an earlier record has the same id and says something else")
		return true
	}
	from := input{one.At.Source, one.Kind, !same}
	if c.again[from] == nil {
		c.again[from] = &again{first: one.At}
	}
	c.again[from].count++
	return false
}

// given says which records were given again.
func (c *crossCheck) given() {
	for from, a := range c.again {
		detail := fmt.Sprintf("this %s was given before, the same byte for byte, and counts once", from.kind)
		if from.parts {
			detail = fmt.Sprintf("this %s was given before, with other particulars that fit: what both say is taken together", from.kind)
			if from.kind == schema.KindParticipant {
				detail += ", and of two age bands the younger"
			}
		}
		if n := a.count - 1; n > 0 {
			detail += fmt.Sprintf("; so it is with %d more of this kind in this input", n)
		}
		c.report(ruleAgain, mention{Pointer: "/id", At: a.first}, detail)
	}
}
