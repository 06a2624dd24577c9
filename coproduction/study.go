package coproduction

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// StudyRules is the tally of what only all records together can tell: that ids
// are unique, that what is referred to exists, that links go back in time. Its
// zero value is empty. It keeps, for each record, the id, a print of its bytes, and what
// it refers to, with places: some 400 bytes, and 200 more for each reference; that is
// 1,800 bytes for an encounter of three people in ten turns and steps. Studies, codebooks
// and participants it keeps whole. [StudyIDs] is for more records than memory holds at that.
//
// Exports of one study may overlap. A record that comes again, the same byte for byte,
// counts once, and so do parts that [Join] takes together: a warning says so, once for each
// kind in each input. Any other record with the id of an earlier one is an error.
type StudyRules struct {
	cards  []card
	unread bool // a record without an id was rejected that may have been the study
}

// Add takes in a record that was built in Go; its places count within what
// [Append] writes. One that cannot be written counts as rejected.
func (s *StudyRules) Add(r encounter.Record) {
	raw, err := Append(nil, r)
	if errors.Is(err, ErrRecord) {
		return
	}
	l := Line{
		Kind: schema.Kind(r.RecordKind()), ID: r.RecordID(), Raw: raw,
		Position: schema.Position{Line: 1, Column: 1, Length: len(raw)},
	}
	if err == nil {
		l.Record = r
	}
	s.AddLine(&l)
}

// AddLine takes in a record by its line. A rejected record counts as being there,
// so that one fault does not look like many.
func (s *StudyRules) AddLine(l *Line) {
	c := card{Kind: l.Kind, ID: l.ID, At: l.Position, Rejected: !l.Accepted(), Print: l.print()}
	if !c.Rejected {
		c.read(l.Record)
		c.keep(l)
		pointers := make([]string, len(c.Mentions), len(c.Mentions)+1)
		for i, m := range c.Mentions {
			pointers[i] = m.Pointer
		}
		at := schema.PositionsOf(l.Raw, append(pointers, "/id"))
		for i := range c.Mentions {
			c.Mentions[i].At = at[i].In(l.Position)
		}
		c.At = at[len(pointers)].In(l.Position)
	}
	if c.Rejected && c.ID.IsZero() { // nothing can refer to it
		s.unread = s.unread || c.Kind == "" || c.Kind == schema.KindStudy
		return
	}
	s.cards = append(s.cards, c)
}

// Merge takes in what another tally holds, which is left as it was.
func (s *StudyRules) Merge(other *StudyRules) {
	s.cards = append(s.cards, other.cards...)
	s.unread = s.unread || other.unread
}

// studyRulesVersion names the JSON form.
const studyRulesVersion = "study-rules/2"

// ErrTally is what reading the JSON form of another tally, or of another version, returns.
var ErrTally = errors.New("coproduction: not the JSON form of this tally")

// MarshalJSON writes the versioned form, in an order that does not depend on that
// in which the records were added.
func (s *StudyRules) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Version string `json:"tally"`
		Unread  bool   `json:"unread,omitzero"`
		Cards   []card `json:"records"`
	}{studyRulesVersion, s.unread, s.sorted()})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (s *StudyRules) UnmarshalJSON(b []byte) error {
	var form struct {
		Version string `json:"tally"`
		Unread  bool   `json:"unread"`
		Cards   []card `json:"records"`
	}
	if err := json.Unmarshal(b, &form); err != nil || form.Version != studyRulesVersion {
		return ErrTally
	}
	s.cards, s.unread = form.Cards, form.Unread
	return nil
}

// sorted returns the cards by input and place, and those that share a place, as
// records built in Go do, by all that is known of them.
func (s *StudyRules) sorted() []card {
	cards := append([]card{}, s.cards...)
	slices.SortStableFunc(cards, func(a, b card) int {
		if byPlace := cmp.Or(
			cmp.Compare(a.At.Source, b.At.Source),
			cmp.Compare(a.At.Record, b.At.Record),
			cmp.Compare(a.At.Offset, b.At.Offset),
			cmp.Compare(a.Kind, b.Kind),
			a.ID.Compare(b.ID),
		); byPlace != 0 {
			return byPlace
		}
		return bytes.Compare(a.form(), b.form())
	})
	return cards
}

// form is the JSON form of a card, which holds nothing that has none.
func (c *card) form() []byte {
	form, _ := json.Marshal(c)
	return form
}
