package gseq

import (
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A visit is what a sequence needs of an encounter, and its place among the records. The
// record itself is not kept: it would hold all that was read together with it.
type visit struct {
	id     encounter.ID
	start  time.Time
	record int
	number int

	acts  []encounter.Act // of acts
	turns []spoken        // of turns
	timed int             // how many of the turns have a start and an end in this order

	stepNames, turnNames []encounter.Name // of codes; "" for a turn without one
}

// spoken is a turn as a timed event needs it.
type spoken struct {
	role          encounter.Role // of the speaker; "" for one who is not present
	onset, offset int64
}

// A coded is what a sequence needs of a meaning unit.
type coded struct {
	encounter    encounter.ID
	steps, turns []encounter.Name
}

// visit takes from an encounter what the sequences need.
func (g *gathering) visit(e *encounter.Encounter) *visit {
	v := &visit{id: e.ID, start: e.Start, record: g.record}
	switch g.Of {
	case Turns:
		v.turns = make([]spoken, len(e.Turns))
		for i := range e.Turns {
			t := &e.Turns[i]
			v.turns[i].role = encounter.Role(g.word(string(e.RoleOf(t.Speaker))))
			if t.Timed() && 0 <= *t.StartMs && *t.StartMs <= *t.EndMs {
				v.turns[i].onset, v.turns[i].offset = *t.StartMs, *t.EndMs
				v.timed++
			}
		}
	case Codes:
		v.stepNames, v.turnNames = make([]encounter.Name, len(e.Steps)), make([]encounter.Name, len(e.Turns))
		for i := range e.Steps {
			v.stepNames[i] = encounter.Name(g.word(string(e.Steps[i].ID)))
		}
		for i := range e.Turns {
			v.turnNames[i] = encounter.Name(g.word(string(e.Turns[i].ID)))
		}
	default:
		v.acts = make([]encounter.Act, len(e.Steps))
		for i := range e.Steps {
			v.acts[i] = encounter.Act(g.word(string(e.Steps[i].Act)))
		}
	}
	return v
}

// unit takes from a meaning unit what the sequences need.
func (g *gathering) unit(u *theme.Unit) coded {
	return coded{u.Encounter, wordsOf(g, u.Steps), wordsOf(g, u.Turns)}
}

// coding takes from a coding what the sequences need.
func (g *gathering) coding(c *theme.Coding) coding {
	return coding{Target: theme.Target{Record: c.Target.Record, Pointer: g.word(c.Target.Pointer)},
		Codebook: c.Codebook, Codes: wordsOf(g, c.Codes), Coder: c.Coder, Round: c.Round, record: g.record}
}

// wordsOf copies a list of words.
func wordsOf[W ~string](g *gathering, list []W) (words []W) {
	for _, word := range list {
		words = append(words, W(g.word(string(word))))
	}
	return words
}

// word is a copy of a word, and the same one each time.
func (g *gathering) word(word string) string {
	if kept, ok := g.words[word]; ok {
		return kept
	}
	if g.words == nil {
		g.words = make(map[string]string)
	}
	word = strings.Clone(word)
	g.words[word] = word
	return word
}
