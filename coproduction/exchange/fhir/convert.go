package fhir

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// participant hands on one of the people, as what they are there.
func (r *reader) participant(p *person) {
	if p.acts {
		one := &encounter.Participant{ID: r.ID(p.key), Role: p.role, Profession: p.profession, Languages: p.languages, Consent: encounter.ConsentNotAsked}
		one.Age, _ = p.age()
		one.Extensions = r.extensionsOf(p)
		r.hand(one)
	}
	if p.interprets {
		r.hand(&encounter.Participant{ID: r.ID(interpreterKey(p.key)), Role: encounter.RoleInterpreter, Languages: slices.Clone(p.languages), Consent: encounter.ConsentNotAsked})
	}
}

// convert is the second pass: encounters, and what became of the others.
func (r *reader) convert(x *found) {
	wish, wants := x.wish()
	switch {
	case r.failed != nil:
		return
	case !wants && !slices.Contains(ours, x.kind):
		r.leave(x, noPlace)
		return
	case !r.counts(x):
		return
	}
	switch as := roleOf[x.kind]; {
	case wants:
		r.wish(x, wish)
	case as != "":
		r.personTold(x, as)
	case x.kind == "PractitionerRole":
		r.practitionerRole(x)
	case x.kind == "CareTeam":
		r.careTeam(x)
	default:
		r.encounter(x)
	}
}

// encounter hands on an Encounter.
func (r *reader) encounter(x *found) {
	m, refused := r.meeting(x)
	if refused != "" {
		r.leave(x, refused)
		return
	}
	r.fate(x.kind, "")
	e := &encounter.Encounter{
		ID: r.ID(idKey(m.key)), Patient: r.ID(m.whose.key), Start: m.start.At, End: m.end.At,
		Mode: m.class.mode, Setting: m.class.setting, Recording: encounter.RecordingNone,
	}
	if m.planned {
		e.Planned = new(bool)
		*e.Planned = true
	}
	e.Extensions = m.needs.extension()
	e.Presence = append([]encounter.Presence{{Participant: e.Patient, Role: encounter.RolePatient}}, m.there...)
	named := len(m.there)+len(m.strangers) > 0
	r.strangers(e, m)
	if r.Interpreter == "" || !named || m.full {
		e.RolesNotRecorded = e.Lacking(encounter.RoleInterpreter)
	}
	if m.partOf != "" || len(m.episodes) > 0 {
		e.Links = r.links(m)
	}
	if e.Links != nil {
		e.LinkKindsNotRecorded = encounter.OtherLinkKinds(linkKind)
	}
	r.hand(e)
}

// strangers adds who is not identified: participants of whom it cannot be told who they
// are, and a professional where none is named.
func (r *reader) strangers(e *encounter.Encounter, m *meeting) {
	is := func(p encounter.Presence) bool { return p.Role == encounter.RoleProfessional }
	if !slices.ContainsFunc(m.there, is) && !slices.ContainsFunc(m.strangers, is) {
		fate := notIdentified + ", as only others are named"
		if len(m.there)+len(m.strangers) == 0 {
			fate = notIdentified + ", as nobody is named"
		}
		m.strangers = append(m.strangers, encounter.Presence{Role: encounter.RoleProfessional})
		r.fate("Encounter without a professional", fate)
	}
	for i, one := range m.strangers {
		key := idKey(m.key) + "/" + string(one.Role)
		if i > 0 {
			key += "/" + string(rune('1'+i))
		}
		one.Participant, one.Unidentified = r.ID(key), true
		e.Presence = append(e.Presence, one)
	}
}
