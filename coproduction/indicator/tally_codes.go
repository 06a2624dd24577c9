package indicator

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// CodeTally gathers which codes were given to which places, and by whom: how
// widespread each code and theme is, which codes go together, and which professions
// the themes were found with. Its zero value is empty.
//
// It keeps about 200 bytes an encounter, 50 a step, 250 a coding, and 150 a unit or
// source. Records come in any order; what refers to what is only looked up when rows
// are asked for.
type CodeTally struct {
	cards   []codeCard
	people  []person
	codings []codingCard
	parts   []partCard
	books   []bookCard
}

// A codeCard is who did what in one encounter.
type codeCard struct {
	meeting
	Steps []actors `json:"steps,omitempty"`
}

// Actors are the professionals who contributed to a step.
type actors struct {
	Step      encounter.Name         `json:"step"`
	By        []string               `json:"by,omitempty"`        // identified
	Strangers []encounter.Profession `json:"strangers,omitempty"` // not identified
}

// A codingCard is one coding.
type codingCard struct {
	ID       string         `json:"id"`
	Record   string         `json:"record"`
	Pointer  string         `json:"pointer,omitzero"`
	Codebook string         `json:"codebook"`
	Codes    []theme.CodeID `json:"codes,omitempty"`
	Coder    string         `json:"coder"`
	Round    int64          `json:"round"`
}

// A partCard is a source or a unit: a part of an encounter.
type partCard struct {
	ID        string           `json:"id"`
	Unit      bool             `json:"unit,omitzero"`
	Source    string           `json:"source,omitzero"`
	Encounter string           `json:"encounter,omitzero"`
	Steps     []encounter.Name `json:"steps,omitempty"` // of a unit that is these steps and nothing else
}

// A bookCard is the tree of a codebook.
type bookCard struct {
	ID     string         `json:"id"`
	Themes []theme.CodeID `json:"themes,omitempty"`
	Codes  []branch       `json:"codes,omitempty"`
}

// A branch is a code and what it hangs below.
type branch struct {
	Code   theme.CodeID `json:"code"`
	Parent theme.CodeID `json:"parent"`

	Derivation theme.Derivation `json:"derivation,omitzero"`
}

// Add takes in an encounter, participant, codebook, source, unit or coding; other
// records change nothing.
func (t *CodeTally) Add(r encounter.Record) {
	switch r := r.(type) {
	case *encounter.Participant:
		t.people = append(t.people, personOf(r))
	case *encounter.Encounter:
		t.cards = append(t.cards, codeCardOf(r))
	case *theme.Codebook:
		book := bookCard{ID: r.ID.String()}
		for i := range r.Themes {
			book.Themes = append(book.Themes, r.Themes[i].ID)
		}
		for i := range r.Codes {
			book.Codes = append(book.Codes, branch{r.Codes[i].ID, r.Codes[i].Parent, r.Codes[i].Derivation})
		}
		t.books = append(t.books, book)
	case *theme.Source:
		t.parts = append(t.parts, partCard{ID: r.ID.String(), Encounter: r.Encounter.String()})
	case *theme.Unit:
		part := partCard{ID: r.ID.String(), Unit: true, Source: r.Source.String(), Encounter: r.Encounter.String()}
		if len(r.Turns) == 0 {
			part.Steps = slices.Clone(r.Steps)
		}
		t.parts = append(t.parts, part)
	case *theme.Coding:
		t.codings = append(t.codings, codingCard{
			ID: r.ID.String(), Record: r.Target.Record.String(), Pointer: r.Target.Pointer, Codebook: r.Codebook.String(),
			Codes: slices.Clone(r.Codes), Coder: r.Coder.String(), Round: r.Round,
		})
	}
}

func codeCardOf(e *encounter.Encounter) codeCard {
	c := codeCard{meeting: meetingOf(e)}
	for i := range e.Steps {
		a := actors{Step: e.Steps[i].ID}
		for _, id := range e.Steps[i].By {
			switch p := e.Present(id); {
			case p == nil || p.Role != encounter.RoleProfessional:
			case p.Unidentified:
				a.Strangers = append(a.Strangers, p.Profession)
			default:
				a.By = append(a.By, id.String())
			}
		}
		c.Steps = append(c.Steps, a)
	}
	return c
}

// Merge takes in what another tally holds, which is left as it was.
func (t *CodeTally) Merge(other *CodeTally) {
	t.cards = append(t.cards, other.cards...)
	t.people = append(t.people, other.people...)
	t.codings = append(t.codings, other.codings...)
	t.parts = append(t.parts, other.parts...)
	t.books = append(t.books, other.books...)
}

const codeTally = "codes/1"

// A codeForm is the JSON form.
type codeForm struct {
	form[codeCard]
	Codings []codingCard `json:"codings,omitempty"`
	Parts   []partCard   `json:"parts,omitempty"`
	Books   []bookCard   `json:"codebooks,omitempty"`
}

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (t CodeTally) MarshalJSON() ([]byte, error) {
	return json.Marshal(codeForm{
		form[codeCard]{codeTally, sorted(t.cards), sortedPeople(t.people)},
		inOrder(t.codings, codingCard.id), inOrder(t.parts, partCard.id), inOrder(t.books, bookCard.id),
	})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (t *CodeTally) UnmarshalJSON(b []byte) error {
	var f codeForm
	if err := json.Unmarshal(b, &f); err != nil || f.Tally != codeTally {
		return ErrTally
	}
	*t = CodeTally{f.Cards, f.People, f.Codings, f.Parts, f.Books}
	return nil
}

func (c codingCard) id() string { return c.ID }
func (c partCard) id() string   { return c.ID }
func (c bookCard) id() string   { return c.ID }
func (c codeCard) id() string   { return c.Encounter }

// inOrder returns the cards in an order that does not depend on that of adding: by
// id, and where two have one id, by all that is kept.
func inOrder[C any](cards []C, id func(C) string) []C {
	cards = slices.Clone(cards)
	slices.SortStableFunc(cards, func(a, b C) int {
		if c := cmp.Compare(id(a), id(b)); c != 0 {
			return c
		}
		return bytes.Compare(text(a), text(b))
	})
	return cards
}

// once returns the cards in order, of several with one id the first.
func once[C any](cards []C, id func(C) string) []C {
	return slices.CompactFunc(inOrder(cards, id), func(a, b C) bool { return id(a) == id(b) })
}

// Rows returns the codes of each subject's encounters.
//
// For every theme and every code of the codebook, and for every code that was given
// without being in it:
//
//	prevalence     the share of the coded encounters, and of their participants, who are the patients
//	coded_places   how many places have it, each once
//	codings        how many codings gave it, each coder and round by itself
//
// A theme is found where one of the codes below it is, at any depth. A place is what
// codings point at: a step of an encounter, a meaning unit, a document. It has a code
// as soon as any coder gave it, in any round, unless the options say otherwise. An
// encounter is coded when a place in it is, even if no code applied; others are left
// out and counted, and so are places in no encounter. Who is not identified cannot be
// counted as a participant.
//
// Of the study as a whole, as one encounter or patient has too few places:
//
//	pairs of codes that are together at a place, see [Cooccurrence]; code_pairs says how many never are
//	professions by themes, see [Contingency] and profession_theme
//
// A place counts for a profession when one of that profession contributed to the
// steps that it is, or, where it is something else than steps, was present at the
// encounter. Places without such a professional are left out and counted.
//
// Where codings refer to several codebooks, each has its rows.
func (t *CodeTally) Rows(per Per, o Options) []estimate.Row {
	cards := once(t.cards, codeCard.id)
	readings := t.readings(cards, o)
	var rows []estimate.Row
	for _, g := range groups(per, cards) {
		of := estimate.Subject{Kind: string(per), ID: g.of}
		for i := range readings {
			r := &readings[i]
			rows = append(rows, r.codeRows(of, g.cards, per == PerStudy, o)...)
			if per == PerStudy {
				rows = append(rows, r.pairRows(of)...)
				rows = append(rows, r.professionRows(of, cards, byID(t.people))...)
			}
		}
	}
	return rows
}
