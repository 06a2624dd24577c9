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
	all := r.repeated(x, "participant")
	people := make([]participant, len(all))
	for i, one := range all {
		if json.Unmarshal(one, &people[i]) != nil {
			r.say(x.file, ruleShape, x.within("participant"), misshapen)
		}
	}
	acting := r.acting(x, people)
	for i, one := range all {
		p := people[i]
		f := seat{role: noPlace, during: "of the patient, or of somebody who is left out or not identified"}
		switch who := p.who(); {
		case p.absent():
			f.whole, f.role = "was not there", "was not there"
		case m.seats == maxAttendees:
			f.whole, f.role = "more people than an encounter has place for", "more people than an encounter has place for"
			m.full = true
			r.tolerate(x.file, ruleSeats, x.within("participant"), "more people took part than an encounter has place for; the last ones are left out")
		case who == nil:
			r.unknown(x, m, p, encounter.Presence{Role: encounter.RoleProfessional}, &f)
		default:
			r.attendee(x, m, p, *who, acting, &f)
		}
		r.fate(element, f.whole)
		became := fates{"type": f.role, "period": f.during}
		if p.Individual != nil && p.Actor != nil {
			became["actor"] = "the individual is read"
		}
		r.parts(element, one, became, f.whole)
	}
}

// A participant is one of an Encounter, of R4 or R5.
type participant struct {
	Type       concepts   `json:"type"`
	Individual *reference `json:"individual"`
	Actor      *reference `json:"actor"`
	Period     *period    `json:"period"`
}

func (p *participant) who() *reference { return cmp.Or(p.Individual, p.Actor) }

func (p *participant) absent() bool { return slices.ContainsFunc(absentees, p.Type.has) }

func (p *participant) translates() bool { return slices.ContainsFunc(translators, p.Type.has) }

// acting are those who do something else than to translate in an encounter in which
// somebody does, by key of a reference.
func (r *reader) acting(x *found, all []participant) map[string]bool {
	if r.Interpreter == "" || !slices.ContainsFunc(all, func(p participant) bool { return p.translates() }) {
		return nil
	}
	keys := map[string]bool{}
	for _, p := range all {
		if who := p.who(); who != nil && !p.translates() && !p.absent() {
			keys[r.follow(x, *who).key] = true
		}
	}
	return keys
}

// A seat says what became of a participant, of its type and of its period.
type seat struct{ whole, role, during string }

// stranger takes in somebody who is nobody that could be known again.
func (m *meeting) stranger(one encounter.Presence) (fate string) {
	m.seats++
	if one.Role == encounter.RolePatient { // most likely the one whose encounter it is
		return "a patient who is not identified"
	}
	switch m.strangers = append(m.strangers, one); one.Role {
	case encounter.RoleProfessional:
		return notIdentified
	case encounter.RoleInterpreter:
		return changed + "an interpreter who is not identified"
	}
	return changed + "a " + string(one.Role) + " who is not identified"
}

// notIdentified is the fate of a participant who is nobody that could be known again.
const notIdentified = changed + "a professional who is not identified"

const (
	notAPerson = "not a person"
	isThere    = "the patient, who is there anyway"
	isNamed    = "named before"
)

// attendee takes in one participant by reference, as far as the reference says who it is.
func (r *reader) attendee(x *found, m *meeting, p participant, ref reference, acting map[string]bool, f *seat) {
	to := r.follow(x, ref)
	a := attendee{key: to.key, kind: to.kind, role: encounter.RoleProfessional}
	switch to.kind {
	case "Patient":
		a.role = encounter.RolePatient
	case "RelatedPerson":
		a.role = encounter.RoleRelative
	}
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
	case p.translates() && r.Interpreter == "":
		r.untold(x, f)
		return
	case p.translates():
		if a.does = interprets; a.role == encounter.RoleRelative || acting[to.key] {
			a.does = helpsOut
		}
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
	if p.translates() {
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
	case l.who != nil:
		here.Role = l.who.role
	case roleOf[l.kind] != "":
		here.Role = roleOf[l.kind]
	}
	key := ""
	if l.who != nil {
		key = l.who.key
	}
	switch {
	case a.does == talks || here.Role == encounter.RolePatient:
	case a.does == helpsOut || here.Role == encounter.RoleRelative:
		here.Role, here.Interpreter, f.role = encounter.RoleInterpreter, encounter.InterpreterAdHoc, changed+"the role, taken ad hoc by a professional or relative"
	default:
		here.Role, here.Interpreter, f.role = encounter.RoleInterpreter, r.Interpreter, changed+"the role"
		key = interpreterKey(key)
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
	here.Participant = r.ID(key)
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
