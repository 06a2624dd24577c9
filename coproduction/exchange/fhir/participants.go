package fhir

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// maxAttendees is how many participants an encounter has place for, beside the patient
// and a professional where none is named.
const maxAttendees = 198

// participants reads who else took part.
func (r *reader) participants(x *found, m *meeting, of fates) {
	const element = "Encounter.participant"
	of["participant"] = told
	for _, one := range r.repeated(x, "participant") {
		var p struct {
			Type       concepts   `json:"type"`
			Individual *reference `json:"individual"`
			Actor      *reference `json:"actor"`
			Period     *period    `json:"period"`
		}
		if json.Unmarshal(one, &p) != nil {
			r.say(x.file, ruleShape, x.within("participant"), misshapen)
		}
		fate, n := "", len(m.attendees)
		role, during := noPlace, "of the patient, or of somebody who is left out or not identified"
		switch who := cmp.Or(p.Individual, p.Actor); {
		case slices.ContainsFunc(absentees, p.Type.has):
			fate, role = "was not there", "was not there"
		case n+m.unknown == maxAttendees:
			fate, role = "more people than an encounter has place for", "more people than an encounter has place for"
			r.tolerate(x.file, ruleSeats, x.within("participant"), "more people took part than an encounter has place for; the last ones are left out")
		case who == nil:
			m.unknown++
			fate = notIdentified
		default:
			fate = r.attendee(x, m, *who, slices.ContainsFunc(translators, p.Type.has))
		}
		here := len(m.attendees) > n
		if here && p.Period != nil {
			m.attendees[n].stay, during = r.stay(x, m, *p.Period)
		}
		if here && m.attendees[n].role == encounter.RoleInterpreter {
			role = changed + "the role"
		}
		r.fate(element, fate)
		r.parts(element, one, fates{"type": role, "period": during}, fate)
	}
}

// notIdentified is the fate of a participant who is nobody that could be known again.
const notIdentified = changed + "a professional who is not identified"

// attendee takes in one participant, and says what becomes of it.
func (r *reader) attendee(x *found, m *meeting, who reference, translates bool) (fate string) {
	key, kind, by := r.follow(x, who)
	a := attendee{key: key, kind: kind, role: encounter.RoleProfessional}
	switch {
	case key == "" && who.Reference != "":
		r.tolerate(x.file, ruleReference, x.within("participant"), "a reference that leads nowhere: somebody who is not identified took part")
		m.unknown++
		return notIdentified
	case key == "":
		m.unknown++
		return notIdentified
	case translates && r.Interpreter == "":
		r.tolerate(x.file, ruleTranslator, x.within("participant"), "a translator took part, and not how is said: they are left out")
		return "a translator, without saying how"
	case translates:
		a.role = encounter.RoleInterpreter
	case kind == "RelatedPerson":
		a.role = encounter.RoleRelative
	case kind == "Patient" && key == m.patient:
		return "the patient, who is there anyway"
	case kind == "Patient":
		a.role = encounter.RoleRelative
	case kind != "" && kind != "Practitioner" && kind != "PractitionerRole":
		return "not a person"
	}
	m.attendees = append(m.attendees, a)
	if by == literal || by == uniform {
		return ""
	}
	return changed + "found by a reference that is " + string(by)
}
