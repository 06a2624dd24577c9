package fhir

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// needed is the extension for a need that records have no field for.
const needed = "interpreterNeeded"

// settle hands on the people who are in an encounter, once all are known.
func (r *reader) settle() {
	for _, key := range slices.Sorted(maps.Keys(r.met)) {
		w := r.met[key]
		p, _, stranger := r.meet(key, w.role)
		if stranger {
			w.file.book.Tolerate(ruleDangling, w.at, "somebody whose resource is not in the files")
		}
		if p != nil {
			p.used = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(r.firsts)) {
		if p, _, _ := r.meet(key, encounter.RolePatient); p != nil {
			p.used = true
			p.first = min(cmp.Or(p.first, never), r.firsts[key])
		}
	}
	for key, n := range r.wishes {
		if p, _ := r.whom(key); p != nil {
			p.wishes.add(n)
		}
	}
	for _, t := range r.teams { // PractitionerRoles come before what CareTeams say only where the files are so
		if p := r.world.names[t.who]; p != nil && p.role == encounter.RoleProfessional && (p.profession == "" || p.profession == encounter.OtherProfession) {
			p.profession = t.profession
		}
	}
	for _, visits := range r.in {
		slices.SortFunc(visits, inTime)
	}
	for _, p := range r.people {
		if p.used {
			r.participant(p)
		}
	}
	r.several()
}

// participant hands on one of the people.
func (r *reader) participant(p *person) {
	one := &encounter.Participant{ID: r.ID(p.key), Role: p.role, Profession: p.profession, Languages: p.languages, Consent: encounter.ConsentNotAsked}
	one.Age, _ = p.age()
	one.Extensions = r.extensionsOf(p)
	r.hand(one)
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
	patient, _ := r.whom(m.patient)
	e := &encounter.Encounter{
		ID: r.ID(idKey(m.key)), Patient: r.ID(patient.key), Start: m.start.At, End: m.end.At,
		Mode: m.class.mode, Setting: m.class.setting, Recording: encounter.RecordingNone,
	}
	if m.planned {
		e.Planned = new(bool)
		*e.Planned = true
	}
	if m.needs {
		e.Extensions = encounter.Extensions{needed: json.RawMessage("true")}
	}
	e.Presence = []encounter.Presence{{Participant: e.Patient, Role: encounter.RolePatient}}
	r.presence(e, m)
	if m.partOf != "" || len(m.episodes) > 0 {
		e.Links = r.links(m)
	}
	r.hand(e)
}

// presence adds everybody but the patient. Of a participant of whom a role is all that
// is known, and where nobody is named, a professional is there who is not identified.
func (r *reader) presence(e *encounter.Encounter, m *meeting) {
	strangers := make([]encounter.Profession, m.unknown)
	for _, a := range m.attendees {
		p, profession := r.whom(a.key)
		if p == nil {
			strangers = append(strangers, profession)
			continue
		}
		here := encounter.Presence{Participant: r.ID(p.key), Role: a.role, FromMs: a.from, ToMs: a.to}
		if a.role == encounter.RoleInterpreter {
			here.Interpreter = r.Interpreter
		}
		if here.Participant != e.Patient {
			e.Presence = attend(e.Presence, here)
		}
	}
	if len(strangers) == 0 && !slices.ContainsFunc(m.attendees, func(a attendee) bool { return a.role == encounter.RoleProfessional }) {
		strangers = append(strangers, "")
		fate := notIdentified + ", as only others are named"
		if len(m.attendees) == 0 {
			fate = notIdentified + ", as nobody is named"
		}
		r.fate("Encounter without a professional", fate)
	}
	for i, profession := range strangers {
		key := idKey(m.key) + "/professional"
		if i > 0 {
			key += "/" + string(rune('1'+i))
		}
		e.Presence = append(e.Presence, encounter.Presence{
			Participant: r.ID(key), Role: encounter.RoleProfessional, Unidentified: true, Profession: profession,
		})
	}
}
