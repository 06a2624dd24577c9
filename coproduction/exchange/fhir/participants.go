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
		var p participant
		if json.Unmarshal(one, &p) != nil {
			r.say(x.file, ruleShape, x.within("participant"), misshapen)
		}
		f := seat{role: noPlace, during: "of the patient, or of somebody who is left out or not identified"}
		switch who := cmp.Or(p.Individual, p.Actor); {
		case slices.ContainsFunc(absentees, p.Type.has):
			f.whole, f.role = "was not there", "was not there"
		case m.seats == maxAttendees:
			f.whole, f.role = "more people than an encounter has place for", "more people than an encounter has place for"
			r.tolerate(x.file, ruleSeats, x.within("participant"), "more people took part than an encounter has place for; the last ones are left out")
		case who == nil:
			r.unknown(x, m, p, encounter.Presence{Role: encounter.RoleProfessional}, &f)
		default:
			r.attendee(x, m, p, *who, &f)
		}
		r.fate(element, f.whole)
		r.parts(element, one, fates{"type": f.role, "period": f.during}, f.whole)
	}
}

// A participant is one of an Encounter, of R4 or R5.
type participant struct {
	Type       concepts   `json:"type"`
	Individual *reference `json:"individual"`
	Actor      *reference `json:"actor"`
	Period     *period    `json:"period"`
}

// A seat says what became of a participant, of its type and of its period.
type seat struct{ whole, role, during string }

// stranger takes in somebody who is nobody that could be known again.
func (m *meeting) stranger(one encounter.Presence) (fate string) {
	m.seats++
	if one.Role == encounter.RolePatient { // most likely the one whose encounter it is
		return "a patient who is not identified"
	}
	if m.strangers = append(m.strangers, one); one.Role != encounter.RoleProfessional {
		return changed + "a " + string(one.Role) + " who is not identified"
	}
	return notIdentified
}

// notIdentified is the fate of a participant who is nobody that could be known again.
const notIdentified = changed + "a professional who is not identified"

const (
	notAPerson = "not a person"
	isThere    = "the patient, who is there anyway"
	isNamed    = "named before"
)

// attendee takes in one participant by reference, as far as the reference says who it is.
func (r *reader) attendee(x *found, m *meeting, p participant, ref reference, f *seat) {
	to := r.follow(x, ref)
	a := attendee{key: to.key, kind: to.kind, role: encounter.RoleProfessional}
	switch to.kind {
	case "Patient":
		a.role = encounter.RolePatient
	case "RelatedPerson":
		a.role = encounter.RoleRelative
	}
	translates := slices.ContainsFunc(translators, p.Type.has)
	switch {
	case to.kind != "" && !slices.Contains(asParticipant, to.kind) && to.by != uniform:
		f.whole = notAPerson
		return
	case to.key == "":
		if ref.Reference != "" {
			r.tolerate(x.file, ruleReference, x.within("participant"), "a reference that leads nowhere: somebody who is not identified took part")
		}
		r.unknown(x, m, p, encounter.Presence{Role: a.role}, f)
		return
	case to.here && to.key != m.patient:
		r.contained(x, m, p, encounter.Presence{Role: a.role}, to, f)
		return
	case translates && r.Interpreter == "":
		r.untold(x, f)
		return
	case translates:
		a.role = encounter.RoleInterpreter
	case a.role == encounter.RolePatient && to.key == m.patient:
		f.whole = isThere
		return
	}
	if m.attendees = append(m.attendees, a); r.second {
		r.present(x, m, p, a, to, f)
	} else {
		m.seats++
	}
}

// unknown takes in a participant who is nobody that could be known again.
func (r *reader) unknown(x *found, m *meeting, p participant, one encounter.Presence, f *seat) {
	if slices.ContainsFunc(translators, p.Type.has) {
		switch {
		case r.Interpreter == "":
			r.untold(x, f)
			return
		case one.Role == encounter.RoleProfessional:
			one = encounter.Presence{Role: encounter.RoleInterpreter, Interpreter: r.Interpreter}
		case one.Role == encounter.RoleRelative:
			one = encounter.Presence{Role: encounter.RoleInterpreter, Interpreter: encounter.InterpreterAdHoc}
		}
		f.role = changed + "the role"
	}
	f.whole = m.stranger(one)
}

// untold leaves out a translator of whom is not known how they took part.
func (r *reader) untold(x *found, f *seat) {
	r.tolerate(x.file, ruleTranslator, x.within("participant"), "a translator took part, and not how is said: they are left out")
	f.whole = "a translator, without saying how"
}

// contained takes in somebody of whom an Encounter says everything itself, and no
// identifier: in another encounter nobody could tell that it is the same person.
func (r *reader) contained(x *found, m *meeting, p participant, one encounter.Presence, to target, f *seat) {
	if slices.Contains(m.inside, to.inside[0]) {
		f.whole, f.role = isNamed, isNamed
		return
	}
	if one.Role == encounter.RoleProfessional {
		one.Profession = to.profession
		if inner := r.inner[to.key]; inner != nil {
			one.Profession = cmp.Or(one.Profession, inner.profession)
		}
	}
	if r.unknown(x, m, p, one, f); f.whole != "a translator, without saying how" {
		m.inside = append(m.inside, to.inside...)
	}
}

// present takes in a participant as what the reference leads to, once all are known.
func (r *reader) present(x *found, m *meeting, p participant, a attendee, to target, f *seat) {
	var l lead
	if w := r.met[a.key]; w != nil {
		l = w.lead
	}
	here := encounter.Presence{Role: a.role}
	switch {
	case l.thing:
		m.seats++
		f.whole = notAPerson
		return
	case l.who != nil && l.who == m.whose:
		m.seats++
		f.whole = isThere
		return
	case here.Role == encounter.RoleInterpreter && (l.who == nil || l.who.role != encounter.RolePatient):
		here.Interpreter, f.role = r.Interpreter, changed+"the role"
		if l.who != nil && l.who.role != encounter.RoleInterpreter {
			here.Interpreter, f.role = encounter.InterpreterAdHoc, changed+"the role, taken ad hoc by a professional or relative"
		}
	case l.who == nil && roleOf[l.kind] != "":
		here.Role = roleOf[l.kind]
	case l.who == nil || l.who.role == encounter.RoleInterpreter: // as the reference says
	default:
		here.Role = l.who.role
	}
	m.inside = append(m.inside, to.inside...)
	if l.who == nil {
		if l.role != nil && here.Role == encounter.RoleProfessional {
			here.Profession = l.role.profession
		}
		f.whole = m.stranger(here)
		return
	}
	m.seats++
	here.Participant = r.ID(l.who.key)
	if p.Period != nil {
		var s stay
		s, f.during = r.stay(x, m, *p.Period)
		here.FromMs, here.ToMs = s.from, s.to
	}
	if to.by != literal && to.by != uniform {
		f.whole = changed + "found by a reference that is " + string(to.by)
	}
	var how joined
	switch m.there, how = attend(m.there, here); how {
	case nothingNew:
		f.whole, f.role = isNamed, isNamed
		if p.Period != nil {
			f.during = isNamed
		}
	case longer:
		f.whole = changed + "one stay with another of theirs"
	}
}
