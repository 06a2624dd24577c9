package coproduction

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A card is what is kept of one record.
type card struct {
	Kind     schema.Kind     `json:"kind"`
	ID       encounter.ID    `json:"id,omitzero"`
	At       schema.Position `json:"at"`
	Rejected bool            `json:"rejected,omitzero"` // only kind, id and place are known
	Print    uint64          `json:"print,omitzero"`    // of its bytes; 0 where they are not known
	Mentions []mention       `json:"mentions,omitempty"`

	Patient encounter.ID      `json:"patient,omitzero"` // of an encounter
	Start   time.Time         `json:"start,omitzero"`
	Parts   *parts            `json:"parts,omitempty"`
	Turns   []encounter.Name  `json:"turns,omitempty"` // the names of its turns
	Steps   []encounter.Name  `json:"steps,omitempty"`
	Role    encounter.Role    `json:"role,omitzero"` // of a participant
	Consent encounter.Consent `json:"consent,omitzero"`
	Length  int64             `json:"length,omitzero"`  // of a source
	End     int64             `json:"end,omitzero"`     // of a unit's range
	Round   int64             `json:"round,omitzero"`   // of a coding
	Pointer string            `json:"pointer,omitzero"` // of a coding's target

	Whole json.RawMessage `json:"whole,omitempty"` // a study, codebook or participant, which may come in parts
}

// parts are how many elements the arrays of an encounter have.
type parts struct {
	Concerns  int `json:"concerns"`
	Cues      int `json:"cues"`
	Decisions int `json:"decisions"`
	Links     int `json:"links"`
	Presence  int `json:"presence"`
	Steps     int `json:"steps"`
	Turns     int `json:"turns"`
}

// of returns the number of elements of the array of that name.
func (p *parts) of(array string) (n int, isArray bool) {
	if p == nil {
		return 0, false
	}
	switch array {
	case "concerns":
		return p.Concerns, true
	case "cues":
		return p.Cues, true
	case "decisions":
		return p.Decisions, true
	case "links":
		return p.Links, true
	case "presence":
		return p.Presence, true
	case "steps":
		return p.Steps, true
	case "turns":
		return p.Turns, true
	}
	return 0, false
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
	asInitiator    relation = "initiator"
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

// keep keeps what may come in parts.
func (c *card) keep(l *Line) {
	if !InParts(l.Record) {
		return
	}
	if c.Whole = bytes.Clone(l.Raw); len(c.Whole) == 0 {
		c.Whole, _ = Append(nil, l.Record)
	}
}

// record is the record that was kept; nil where there is none.
func (c *card) record() encounter.Record {
	if c.Rejected || len(c.Whole) == 0 {
		return nil
	}
	r, bad := decodeSlowly(c.Kind, c.Whole)
	if bad != nil {
		return nil
	}
	return r
}

// read fills the card from a sound record.
func (c *card) read(r encounter.Record) {
	switch r := r.(type) {
	case *encounter.Participant:
		c.Role, c.Consent = r.Role, r.Consent
	case *encounter.Encounter:
		c.readEncounter(r)
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
	// A tally keeps very many of these: no room for more.
	c.Mentions, c.Turns, c.Steps = exactly(c.Mentions), exactly(c.Turns), exactly(c.Steps)
}

// exactly returns the elements without room for more.
func exactly[T any](all []T) []T {
	if len(all) == cap(all) {
		return all
	}
	return append(make([]T, 0, len(all)), all...)
}

// mention notes a reference, unless there is none.
func (c *card) mention(as relation, id encounter.ID, word, pointer string) (mentioned bool) {
	if id.IsZero() {
		return false
	}
	c.Mentions = append(c.Mentions, mention{As: as, ID: id, Word: word, Pointer: pointer})
	return true
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
	c.Parts = &parts{
		Presence: len(e.Presence), Turns: len(e.Turns), Steps: len(e.Steps), Cues: len(e.Cues),
		Concerns: len(e.Concerns), Decisions: len(e.Decisions), Links: len(e.Links),
	}
	c.mention(asPatient, e.Patient, "", "/patient")
	for i, p := range e.Presence {
		as := asPresent
		if p.Unidentified {
			as = asUnidentified
		}
		if c.mention(as, p.Participant, string(p.Role), fmt.Sprintf("/presence/%d/participant", i)) {
			c.Mentions[len(c.Mentions)-1].AdHoc = p.Interpreter == encounter.InterpreterAdHoc
		}
	}
	c.mention(asInitiator, e.InitiatedBy, "", "/initiatedBy")
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
	if !e.InitiatedBy.IsZero() {
		does(e.InitiatedBy, "/initiatedBy")
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
