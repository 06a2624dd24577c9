package fhir

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// needed is the extension for a need that records have no field for.
const needed = "interpreterNeeded"

// settle hands on the people who are in an encounter, once all are known.
func (r *reader) settle() {
	for _, key := range slices.Sorted(maps.Keys(r.met)) {
		w := r.met[key]
		if p, _ := r.whom(key); p == nil && r.roles[key] == nil {
			w.file.book.Tolerate(ruleDangling, w.at, "somebody whose resource is not in the files")
		} else if p != nil {
			p.used = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(r.firsts)) {
		if p, _, _ := r.meet(key, encounter.RolePatient); p != nil {
			p.used = true
			p.first = min(cmp.Or(p.first, never), r.firsts[key])
		}
	}
	for _, t := range r.teams { // PractitionerRoles come before what CareTeams say only where the files are so
		if p := r.world.names[t.who]; p != nil && p.role == encounter.RoleProfessional && (p.profession == "" || p.profession == encounter.OtherProfession) {
			p.profession = t.profession
		}
	}
	for _, visits := range r.in {
		slices.SortFunc(visits, func(a, b visit) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.key, b.key)) })
	}
	for _, h := range r.heads {
		if h.person.used {
			r.to.Loss.Keep(h.kind, 1)
		} else {
			r.to.Loss.Drop(h.kind, "in no encounter", 1)
		}
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
	if p.handed {
		return
	}
	p.handed = true
	one := &encounter.Participant{ID: r.ID(p.key), Role: p.role, Profession: p.profession, Languages: p.languages, Consent: encounter.ConsentNotAsked}
	if p.birth.Year > 0 && p.first != 0 && p.first != never {
		one.Age, _ = p.birth.Band(time.Unix(p.first, 0).UTC())
	}
	if p.needs {
		one.Extensions = encounter.Extensions{needed: json.RawMessage("true")}
	}
	r.hand(one)
}

// convert is the second pass: encounters.
func (r *reader) convert(x *found) {
	if x.kind != "Encounter" || r.failed != nil || !r.counts(x) {
		return
	}
	m, refused := r.meeting(x)
	if refused != "" {
		return
	}
	patient, _, _ := r.meet(m.patient, encounter.RolePatient)
	if patient == nil {
		return
	}
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
		p, profession, stranger := r.meet(a.key, a.role)
		switch {
		case p == nil:
			strangers = append(strangers, profession)
			continue
		case stranger: // nobody but this encounter speaks of them
			p.used = true
		}
		if !p.handed {
			r.participant(p)
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

// links are to the encounter that this one is part of, and to the one before in each
// episode of care.
func (r *reader) links(m *meeting) []encounter.Link {
	links := []encounter.Link{}
	own := r.before[m.key]
	add := func(to visit) {
		l := encounter.Link{To: r.ID(idKey(to.key)), Kind: encounter.LinkManagement}
		if to.key != own.key && to.start <= own.start && own.start != never && !slices.Contains(links, l) {
			links = append(links, l)
		}
	}
	if to, ok := r.before[m.partOf]; ok && r.world.names[to.whom] == r.world.names[own.whom] {
		add(to)
	}
	for _, episode := range m.episodes {
		visits := r.in[episode]
		for i := range visits {
			if visits[i].key == own.key && i > 0 && r.world.names[visits[i-1].whom] == r.world.names[own.whom] {
				add(visits[i-1])
			}
		}
	}
	return links
}
