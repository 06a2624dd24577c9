package main

import (
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// flawed is the content of clinic-flawed.ndjson: first sound records, which the
// others refer to, then for each of [flaws] one record that was damaged on purpose.
func flawed() ([]byte, error) {
	b := newBench()
	text, err := ndjson(b.sound)
	if err != nil {
		return nil, err
	}
	for _, f := range flaws {
		line, err := f.damage(b)
		if err != nil {
			return nil, err
		}
		text = append(append(text, line...), '\n')
	}
	return text, nil
}

// A flaw is one kind of finding, and how a sound record comes to have it.
type flaw struct {
	rule   schema.RuleID
	damage damage
}

// A damage makes a line with a flaw, from a copy of a sound record.
type damage func(*bench) ([]byte, error)

// A bench has the sound records that are damaged: some of the clinic's, shortened.
type bench struct {
	sound []encounter.Record
	newID func() encounter.ID

	study       *encounter.Study
	codebook    *theme.Codebook
	patient     *encounter.Participant // of the encounter
	other       *encounter.Participant // another patient
	gone        *encounter.Participant // who withdrew consent
	doctor      *encounter.Participant // who is not at the encounter
	nurse       *encounter.Participant // who is
	earlier     *encounter.Encounter
	encounter   *encounter.Encounter // the follow-up visit
	source      *theme.Source
	unit        *theme.Unit
	coding      *theme.Coding
	memberCheck *theme.MemberCheck
}

func newBench() *bench {
	c := newClinic()
	b := &bench{
		newID: coproductiontest.IDs(seed + 1), study: c.study.Study(), codebook: c.codebook,
		patient: c.patients[followed], other: c.patients[0], gone: c.patients[withdrawn], doctor: c.doctors[0],
		earlier:   shortened(c.encounters[followed]),
		encounter: shortened(c.encounters[len(c.encounters)-1]),
	}
	b.nurse = participant(c, b.encounter.Professionals()[0])
	for _, r := range c.study.Records() {
		switch r := r.(type) {
		case *encounter.Participant:
			here := b.encounter.Present(r.ID) != nil || b.earlier.Present(r.ID) != nil
			if here || slices.Contains([]*encounter.Participant{b.patient, b.other, b.gone, b.doctor}, r) {
				b.sound = append(b.sound, r)
			}
		case *theme.Source:
			b.source = firstOf(b.source, r)
		case *theme.Unit:
			b.unit = firstOf(b.unit, r)
		case *theme.Coding:
			if b.unit != nil && r.Target.Record == b.unit.ID {
				b.coding = firstOf(b.coding, r)
			}
		case *theme.MemberCheck:
			b.memberCheck = firstOf(b.memberCheck, r)
		}
	}
	b.study.Title = "Synthetic and flawed on purpose: one record for each kind of finding"
	b.source.Encounter = b.encounter.ID
	b.coding.Codes = []theme.CodeID{"T3.safe_space"}
	b.memberCheck.By = b.patient.ID
	b.sound = slices.Concat([]encounter.Record{b.study, b.codebook}, b.sound,
		[]encounter.Record{b.earlier, b.encounter, b.source, b.unit, b.coding, b.memberCheck})
	return b
}

// firstOf keeps the first record that was met.
func firstOf[T any](first, next *T) *T {
	if first != nil {
		return first
	}
	return next
}

func participant(c *clinic, id encounter.ID) *encounter.Participant {
	for _, r := range c.study.Records() {
		if p, ok := r.(*encounter.Participant); ok && p.ID == id {
			return p
		}
	}
	return nil
}

// shortened keeps of an encounter what the flaws need: three turns, four steps, and
// one cue and decision.
func shortened(e *encounter.Encounter) *encounter.Encounter {
	e.Turns, e.Steps = e.Turns[:3], e.Steps[:4]
	e.Cues = []encounter.Cue{{
		ID: "q1", Form: encounter.CueHint, By: e.Patient, ElicitedBy: e.Professionals()[0], Step: "s2",
		Response: &encounter.Response{By: e.Professionals()[0], Explicit: true, Space: encounter.SpaceProvided},
	}}
	e.Decisions = e.Decisions[:1]
	e.Decisions[0].Step = "s4"
	return e
}

// copied returns a copy of a sound record under an id of its own, for damaging.
func copied[R encounter.Record](b *bench, r R) (fresh R, err error) {
	raw, err := coproduction.Append(nil, r)
	if err != nil {
		return fresh, err
	}
	another := coproduction.New(schema.Kind(r.RecordKind())).(R)
	if err := json.Unmarshal(raw, another); err != nil {
		return fresh, err
	}
	switch r := encounter.Record(another).(type) {
	case *encounter.Study:
		r.ID = b.newID()
		for i := range r.Team { // who are people of that study
			r.Team[i].ID = b.newID()
		}
	case *encounter.Participant:
		r.ID = b.newID()
	case *encounter.Encounter:
		r.ID = b.newID()
	case *theme.Codebook:
		r.ID = b.newID()
		r.Themes, r.Codes = r.Themes[:1], r.Codes[:2]
	case *theme.Source:
		r.ID = b.newID()
	case *theme.Unit:
		r.ID = b.newID()
	case *theme.Coding:
		r.ID, r.Round = b.newID(), 2+int64(b.newID()[0]) // a round in which nobody else coded
	}
	return another, nil
}
