package coproduction

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// StudyRules is the tally of what only all records together can tell: that ids
// are unique, that what is referred to exists, that links go back in time. Its
// zero value is empty. It keeps, for each record, the id and what it refers to, with
// places: about 200 bytes and 150 more for each reference.
type StudyRules struct {
	cards []card
}

// A card is what is kept of one record.
type card struct {
	Kind     schema.Kind     `json:"kind"`
	ID       encounter.ID    `json:"id,omitzero"`
	At       schema.Position `json:"at"`
	Rejected bool            `json:"rejected,omitzero"` // only kind, id and place are known
	Mentions []mention       `json:"mentions,omitempty"`

	Patient encounter.ID      `json:"patient,omitzero"` // of an encounter
	Start   time.Time         `json:"start,omitzero"`
	Parts   map[string]int    `json:"parts,omitempty"` // how many elements its arrays have
	Turns   []encounter.Name  `json:"turns,omitempty"` // the names of its turns
	Steps   []encounter.Name  `json:"steps,omitempty"`
	Role    encounter.Role    `json:"role,omitzero"` // of a participant
	Consent encounter.Consent `json:"consent,omitzero"`
	Codes   []theme.CodeID    `json:"codes,omitempty"`  // of a codebook, themes included
	Team    []encounter.ID    `json:"team,omitempty"`   // of a study
	Length  int64             `json:"length,omitzero"`  // of a source
	End     int64             `json:"end,omitzero"`     // of a unit's range
	Round   int64             `json:"round,omitzero"`   // of a coding
	Pointer string            `json:"pointer,omitzero"` // of a coding's target
}

// A mention is one reference from a record to another, by its place.
type mention struct {
	As      relation        `json:"as"`
	ID      encounter.ID    `json:"id,omitzero"`
	Word    string          `json:"word,omitzero"` // a code, a name, a role, a kind of link
	AdHoc   bool            `json:"adHoc,omitzero"`
	Pointer string          `json:"pointer"`
	At      schema.Position `json:"at"`
}

// A relation is what a reference is for.
type relation string

const (
	asPatient      relation = "patient"
	asPresent      relation = "present"
	asUnidentified relation = "unidentified"
	asContent      relation = "content" // the first thing this person says or does
	asLink         relation = "link"
	asCarrier      relation = "carrier" // the professional of a link
	asEncounter    relation = "encounter"
	asSource       relation = "source"
	asTurn         relation = "turn" // of the encounter
	asStep         relation = "step"
	asRange        relation = "range"
	asCodebook     relation = "codebook"
	asCode         relation = "code"
	asCoder        relation = "coder"
	asTarget       relation = "target"
	asCoding       relation = "coding"
	asPerson       relation = "person"
)

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
	c := card{Kind: l.Kind, ID: l.ID, At: l.Position, Rejected: !l.Accepted()}
	if !c.Rejected {
		c.read(l.Record)
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
	s.cards = append(s.cards, c)
}

// Merge takes in what another tally holds, which is left as it was.
func (s *StudyRules) Merge(other *StudyRules) {
	s.cards = append(s.cards, other.cards...)
}

// studyRulesVersion names the JSON form.
const studyRulesVersion = "study-rules/1"

// ErrTally is what reading the JSON form of another tally, or of another version, returns.
var ErrTally = errors.New("coproduction: not the JSON form of this tally")

// MarshalJSON writes the versioned form, in an order that does not depend on that
// in which the records were added.
func (s *StudyRules) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Version string `json:"tally"`
		Cards   []card `json:"records"`
	}{studyRulesVersion, s.sorted()})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (s *StudyRules) UnmarshalJSON(b []byte) error {
	var form struct {
		Version string `json:"tally"`
		Cards   []card `json:"records"`
	}
	if err := json.Unmarshal(b, &form); err != nil || form.Version != studyRulesVersion {
		return ErrTally
	}
	s.cards = form.Cards
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

// read fills the card from a sound record.
func (c *card) read(r encounter.Record) {
	switch r := r.(type) {
	case *encounter.Study:
		for _, m := range r.Team {
			c.Team = append(c.Team, m.ID)
		}
	case *encounter.Participant:
		c.Role, c.Consent = r.Role, r.Consent
	case *encounter.Encounter:
		c.readEncounter(r)
	case *theme.Codebook:
		for i := range r.Themes {
			c.Codes = append(c.Codes, r.Themes[i].ID)
		}
		for i := range r.Codes {
			c.Codes = append(c.Codes, r.Codes[i].ID)
		}
	case *theme.Source:
		c.Length = r.Length
		c.mention(asEncounter, r.Encounter, "", "/encounter")
	case *theme.Unit:
		c.readUnit(r)
	case *theme.Coding:
		c.Round, c.Pointer = r.Round, r.Target.Pointer
		c.mention(asTarget, r.Target.Record, "", "/target")
		c.mention(asCodebook, r.Codebook, "", "/codebook")
		for i, code := range r.Codes {
			c.mention(asCode, r.Codebook, string(code), fmt.Sprintf("/codes/%d", i))
		}
		c.mention(asCoder, r.Coder, "", "/coder")
	case *theme.MemberCheck:
		c.mention(asCodebook, r.Codebook, "", "/codebook")
		c.mention(asCode, r.Codebook, string(r.Theme), "/theme")
		c.mention(asCoding, r.Coding, "", "/coding")
		c.mention(asPerson, r.By, "", "/by")
	}
}

// mention notes a reference, unless there is none.
func (c *card) mention(as relation, id encounter.ID, word, pointer string) {
	if !id.IsZero() {
		c.Mentions = append(c.Mentions, mention{As: as, ID: id, Word: word, Pointer: pointer})
	}
}

func (c *card) readUnit(u *theme.Unit) {
	c.mention(asSource, u.Source, "", "/source")
	c.mention(asEncounter, u.Encounter, "", "/encounter")
	for i, name := range u.Turns {
		c.mention(asTurn, u.Encounter, string(name), fmt.Sprintf("/turns/%d", i))
	}
	for i, name := range u.Steps {
		c.mention(asStep, u.Encounter, string(name), fmt.Sprintf("/steps/%d", i))
	}
	if u.Range != nil {
		c.End = u.Range.End
		c.mention(asRange, u.Source, "", "/range/end")
	}
}

func (c *card) readEncounter(e *encounter.Encounter) {
	c.Patient, c.Start = e.Patient, e.Start.UTC()
	c.Parts = map[string]int{
		"presence": len(e.Presence), "turns": len(e.Turns), "steps": len(e.Steps), "cues": len(e.Cues),
		"concerns": len(e.Concerns), "decisions": len(e.Decisions), "links": len(e.Links),
	}
	c.mention(asPatient, e.Patient, "", "/patient")
	for i, p := range e.Presence {
		as := asPresent
		if p.Unidentified {
			as = asUnidentified
		}
		c.mention(as, p.Participant, string(p.Role), fmt.Sprintf("/presence/%d/participant", i))
		c.Mentions[len(c.Mentions)-1].AdHoc = p.Interpreter == encounter.InterpreterAdHoc
	}
	c.readContent(e)
	for i, l := range e.Links {
		c.mention(asLink, l.To, string(l.Kind), fmt.Sprintf("/links/%d/to", i))
		if l.Kind == encounter.LinkRelational {
			c.mention(asCarrier, l.Professional, l.To.String(), fmt.Sprintf("/links/%d/professional", i))
		}
	}
}

// readContent notes the first thing that each person says or does.
func (c *card) readContent(e *encounter.Encounter) {
	seen := map[encounter.ID]bool{}
	does := func(person encounter.ID, pointer string, at ...any) {
		if !seen[person] {
			seen[person] = true
			c.mention(asContent, person, "", fmt.Sprintf(pointer, at...))
		}
	}
	for i := range e.Turns {
		if name := e.Turns[i].ID; name != "" {
			c.Turns = append(c.Turns, name)
		}
		does(e.Turns[i].Speaker, "/turns/%d/speaker", i)
	}
	for i := range e.Steps {
		c.Steps = append(c.Steps, e.Steps[i].ID)
		for j, id := range e.Steps[i].By {
			does(id, "/steps/%d/by/%d", i, j)
		}
	}
	for i := range e.Cues {
		does(e.Cues[i].By, "/cues/%d/by", i)
		does(e.Cues[i].ElicitedBy, "/cues/%d/elicitedBy", i)
		if e.Cues[i].Response != nil {
			does(e.Cues[i].Response.By, "/cues/%d/response/by", i)
		}
	}
	for i := range e.Concerns {
		does(e.Concerns[i].RaisedBy, "/concerns/%d/raisedBy", i)
	}
	for i := range e.Decisions {
		for j, id := range e.Decisions[i].By {
			does(id, "/decisions/%d/by/%d", i, j)
		}
	}
}
