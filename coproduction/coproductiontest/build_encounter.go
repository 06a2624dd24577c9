package coproductiontest

import (
	"fmt"
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// An EncounterBuilder says, in the order of events, what happened in an encounter.
// Each method returns the builder, so that a case reads as a sentence; what
// qualifies something, as BuildingOn does a step, is about the last one. Turns
// are named t1, t2 …, steps s1 …, concerns c1 …, cues q1 … and decisions d1 …
//
// It sets what is said and nothing else: an encounter that nobody said the length
// of has none. Qualifying what is not there is a mistake in the test, and panics.
type EncounterBuilder struct {
	encounter *encounter.Encounter
	newID     func() encounter.ID
	clock     int64 // when the talk so far ends, in ms
}

// Build returns the encounter. It is the one in the study's records.
func (b *EncounterBuilder) Build() *encounter.Encounter { return b.encounter }

// With lets people be present, each in the role of their participant record.
func (b *EncounterBuilder) With(people ...*encounter.Participant) *EncounterBuilder {
	for _, p := range people {
		b.present(encounter.Presence{Participant: p.ID, Role: p.Role})
	}
	return b
}

// InterpretedBy lets somebody interpret: an interpreter, or ad hoc a relative or a
// professional.
func (b *EncounterBuilder) InterpretedBy(p *encounter.Participant, mode encounter.InterpreterMode) *EncounterBuilder {
	return b.present(encounter.Presence{Participant: p.ID, Role: encounter.RoleInterpreter, Interpreter: mode})
}

// ObservedBy lets a researcher watch.
func (b *EncounterBuilder) ObservedBy(p *encounter.Participant) *EncounterBuilder {
	return b.present(encounter.Presence{Participant: p.ID, Role: encounter.RoleObserver})
}

// WithUnidentified lets somebody be present of whom only the profession is known.
func (b *EncounterBuilder) WithUnidentified(profession encounter.Profession) *EncounterBuilder {
	return b.present(encounter.Presence{
		Participant: b.newID(), Role: encounter.RoleProfessional, Unidentified: true, Profession: profession,
	})
}

// From tells between which times the one who joined last was present.
func (b *EncounterBuilder) From(from, to time.Duration) *EncounterBuilder {
	p := last(b.encounter.Presence, "From")
	p.FromMs, p.ToMs = new(from.Milliseconds()), new(to.Milliseconds())
	return b
}

func (b *EncounterBuilder) present(p encounter.Presence) *EncounterBuilder {
	b.encounter.Presence = append(b.encounter.Presence, p)
	return b
}

// By sets the way in which the parties met.
func (b *EncounterBuilder) By(mode encounter.Mode) *EncounterBuilder {
	b.encounter.Mode = mode
	return b
}

// Starting sets when the encounter began.
func (b *EncounterBuilder) Starting(at time.Time) *EncounterBuilder {
	b.encounter.Start = at
	return b
}

// Lasting sets how long it lasted.
func (b *EncounterBuilder) Lasting(d time.Duration) *EncounterBuilder {
	b.encounter.DurationMs = new(d.Milliseconds())
	return b
}

// Planned tells whether it had been agreed beforehand.
func (b *EncounterBuilder) Planned(planned bool) *EncounterBuilder {
	b.encounter.Planned = &planned
	return b
}

// InitiatedBy tells at whose wish it came about.
func (b *EncounterBuilder) InitiatedBy(who *encounter.Participant) *EncounterBuilder {
	b.encounter.InitiatedBy = who.ID
	return b
}

// WithinLimits tells whether it kept to what had been agreed about contact.
func (b *EncounterBuilder) WithinLimits(kept bool) *EncounterBuilder {
	b.encounter.WithinLimits = &kept
	return b
}

// NotRecording says of roles that nobody can tell whether somebody took part in them.
func (b *EncounterBuilder) NotRecording(roles ...encounter.Role) *EncounterBuilder {
	b.encounter.RolesNotRecorded = roles
	return b
}

// NotRecordingLinks says of kinds of continuity link that nobody can tell whether there was one.
func (b *EncounterBuilder) NotRecordingLinks(kinds ...encounter.LinkKind) *EncounterBuilder {
	b.encounter.LinkKindsNotRecorded = kinds
	return b
}

// Raises adds a concern that somebody raises, and what becomes of it in turn.
func (b *EncounterBuilder) Raises(who *encounter.Participant, domain encounter.Domain, then ...encounter.Status) *EncounterBuilder {
	e := b.encounter
	e.Concerns = append(e.Concerns, encounter.Concern{
		ID: name("c", len(e.Concerns)), Domain: domain, RaisedBy: who.ID,
		Status: append([]encounter.Status{encounter.StatusRaised}, then...),
	})
	return b
}

// Hints adds an emotional cue: the patient hints at an unpleasant emotion.
func (b *EncounterBuilder) Hints(who *encounter.Participant) *EncounterBuilder {
	return b.cue(who, encounter.CueHint)
}

// Worries adds an emotional concern: the patient states an unpleasant emotion.
func (b *EncounterBuilder) Worries(who *encounter.Participant) *EncounterBuilder {
	return b.cue(who, encounter.CueConcern)
}

func (b *EncounterBuilder) cue(who *encounter.Participant, form encounter.CueForm) *EncounterBuilder {
	e := b.encounter
	e.Cues = append(e.Cues, encounter.Cue{ID: name("q", len(e.Cues)), Form: form, By: who.ID})
	return b
}

// AnsweredBy adds what a professional did with the last cue.
func (b *EncounterBuilder) AnsweredBy(who *encounter.Participant, explicit bool, space encounter.Space) *EncounterBuilder {
	last(b.encounter.Cues, "AnsweredBy").Response = &encounter.Response{By: who.ID, Explicit: explicit, Space: space}
	return b
}

// Agree adds a decision that these people make together, in the last step if
// there is one.
func (b *EncounterBuilder) Agree(who ...*encounter.Participant) *EncounterBuilder {
	e := b.encounter
	d := encounter.Decision{ID: name("d", len(e.Decisions)), By: ids(who)}
	if len(e.Steps) > 0 {
		d.Step = e.Steps[len(e.Steps)-1].ID
	}
	e.Decisions = append(e.Decisions, d)
	return b
}

// InThePatientsPriority tells whether the last decision holds the priority that
// the patient had stated.
func (b *EncounterBuilder) InThePatientsPriority(holds bool) *EncounterBuilder {
	last(b.encounter.Decisions, "InThePatientsPriority").PatientPriority = &holds
	return b
}

// Following adds a continuity link to an earlier encounter, carried by a
// professional; nil where nobody does.
func (b *EncounterBuilder) Following(earlier *encounter.Encounter, kind encounter.LinkKind, carrier *encounter.Participant) *EncounterBuilder {
	l := encounter.Link{To: earlier.ID, Kind: kind}
	if carrier != nil {
		l.Professional = carrier.ID
	}
	b.encounter.Links = append(b.encounter.Links, l)
	return b
}

// last is the one that a qualifying method is about.
func last[T any](all []T, method string) *T {
	if len(all) == 0 {
		panic("coproductiontest: " + method + " comes before there is anything that it could be about")
	}
	return &all[len(all)-1]
}

// name is the name of the next of a list that has n.
func name(letter string, n int) encounter.Name {
	return encounter.Name(fmt.Sprint(letter, n+1))
}

func ids(people []*encounter.Participant) []encounter.ID {
	var ids []encounter.ID
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	return ids
}
