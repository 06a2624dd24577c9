package decode

import "github.com/coproduction-lab/coproduction-go/encounter"

// The members of records, in the order of the Go types. A test holds them to the
// types: each type has all its members here, and what is read is what encoding/json reads.

var encounterMembers = objectOf([]member[encounter.Encounter]{
	{"kind", func(d *Decoder, _ *encounter.Encounter) { d.quoted() }},
	{"id", func(d *Decoder, e *encounter.Encounter) { e.ID = d.id() }},
	{"patient", func(d *Decoder, e *encounter.Encounter) { e.Patient = d.id() }},
	{"start", func(d *Decoder, e *encounter.Encounter) { e.Start = d.time() }},
	{"end", func(d *Decoder, e *encounter.Encounter) { e.End = d.time() }},
	{"durationMs", func(d *Decoder, e *encounter.Encounter) { e.DurationMs = d.numberAt() }},
	{"mode", func(d *Decoder, e *encounter.Encounter) { e.Mode = encounter.Mode(d.word()) }},
	{"setting", func(d *Decoder, e *encounter.Encounter) { e.Setting = encounter.Setting(d.text()) }},
	{"planned", func(d *Decoder, e *encounter.Encounter) { e.Planned = d.truthAt() }},
	{"initiatedBy", func(d *Decoder, e *encounter.Encounter) { e.InitiatedBy = d.id() }},
	{"withinLimits", func(d *Decoder, e *encounter.Encounter) { e.WithinLimits = d.truthAt() }},
	{"recording", func(d *Decoder, e *encounter.Encounter) { e.Recording = encounter.Recording(d.word()) }},
	{"phase", func(d *Decoder, e *encounter.Encounter) { e.Phase = encounter.Phase(d.word()) }},
	{"presence", func(d *Decoder, e *encounter.Encounter) { e.Presence = list(d, &d.presence, presenceMembers.read) }},
	{"rolesNotRecorded", func(d *Decoder, e *encounter.Encounter) { e.RolesNotRecorded = list(d, &d.roles, readRole) }},
	{"turns", func(d *Decoder, e *encounter.Encounter) { e.Turns = list(d, &d.turns, turnMembers.read) }},
	{"steps", func(d *Decoder, e *encounter.Encounter) { e.Steps = list(d, &d.steps, stepMembers.read) }},
	{"cues", func(d *Decoder, e *encounter.Encounter) { e.Cues = list(d, &d.cues, cueMembers.read) }},
	{"concerns", func(d *Decoder, e *encounter.Encounter) { e.Concerns = list(d, &d.concerns, concernMembers.read) }},
	{"decisions", func(d *Decoder, e *encounter.Encounter) { e.Decisions = list(d, &d.decisions, decisionMembers.read) }},
	{"links", func(d *Decoder, e *encounter.Encounter) { e.Links = list(d, &d.links, linkMembers.read) }},
	{"linkKindsNotRecorded", func(d *Decoder, e *encounter.Encounter) { e.LinkKindsNotRecorded = list(d, &d.linkKinds, readLinkKind) }},
	{"extensions", func(d *Decoder, e *encounter.Encounter) { e.Extensions = d.extensions() }},
})

var presenceMembers = objectOf([]member[encounter.Presence]{
	{"participant", func(d *Decoder, p *encounter.Presence) { p.Participant = d.id() }},
	{"role", func(d *Decoder, p *encounter.Presence) { p.Role = encounter.Role(d.word()) }},
	{"unidentified", func(d *Decoder, p *encounter.Presence) { p.Unidentified = d.truth() }},
	{"profession", func(d *Decoder, p *encounter.Presence) { p.Profession = encounter.Profession(d.word()) }},
	{"fromMs", func(d *Decoder, p *encounter.Presence) { p.FromMs = d.numberAt() }},
	{"toMs", func(d *Decoder, p *encounter.Presence) { p.ToMs = d.numberAt() }},
	{"interpreterMode", func(d *Decoder, p *encounter.Presence) { p.Interpreter = encounter.InterpreterMode(d.word()) }},
})

var linkMembers = objectOf([]member[encounter.Link]{
	{"to", func(d *Decoder, l *encounter.Link) { l.To = d.id() }},
	{"kind", func(d *Decoder, l *encounter.Link) { l.Kind = encounter.LinkKind(d.word()) }},
	{"professional", func(d *Decoder, l *encounter.Link) { l.Professional = d.id() }},
	{"handover", func(d *Decoder, l *encounter.Link) {
		l.Handover = d.handovers.one(encounter.Handover{}, d.Reuse)
		handoverMembers.read(d, l.Handover)
	}},
})

var handoverMembers = objectOf([]member[encounter.Handover]{
	{"planned", func(d *Decoder, h *encounter.Handover) { h.Planned = d.truthAt() }},
	{"patientTookPart", func(d *Decoder, h *encounter.Handover) { h.PatientTookPart = d.truthAt() }},
})

func readLinkKind(d *Decoder, into *encounter.LinkKind) { *into = encounter.LinkKind(d.word()) }

func readRole(d *Decoder, into *encounter.Role) { *into = encounter.Role(d.word()) }
