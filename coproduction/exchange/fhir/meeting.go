package fhir

import (
	"cmp"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/calendar"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A meeting is an Encounter as it is read, with keys of references for people.
type meeting struct {
	key        string
	patient    string
	start, end calendar.Instant
	class      class
	planned    bool
	needs      bool // an interpreter
	attendees  []attendee
	unknown    int // participants of whom nothing is known but that they were there
	partOf     string
	episodes   []string
}

// An attendee is a participant by reference.
type attendee struct {
	key  string
	kind string
	role encounter.Role
	stay
}

// upcoming are the states of encounters that did not take place, in R4 and R5. One
// that was discontinued, of R5, had begun.
var upcoming = []string{"planned", "cancelled", "entered-in-error"}

const misshapen = "the element has another shape than the standard gives it"

// meeting reads an Encounter. It says why where it cannot be one of ours. What is
// wrong is said, and counted, in the first pass alone.
func (r *reader) meeting(x *found) (m *meeting, refused string) {
	var status string
	x.text("status", &status)
	if slices.Contains(upcoming, status) {
		r.tolerate(x.file, ruleStatus, x.within("status"), "the encounter did not take place, or is an error")
		return nil, "did not take place"
	}
	keys := x.names()
	if len(keys) == 0 {
		r.say(x.file, ruleID, x.at, "an Encounter without an id")
		return nil, "no id"
	}
	m = &meeting{key: keys[0]}
	var subject reference
	if x.get("subject", &subject) {
		r.say(x.file, ruleShape, x.within("subject"), misshapen)
	}
	var kind string
	var by way
	if m.patient, kind, by = r.follow(x, subject); m.patient == "" || kind == "Group" {
		r.say(x.file, ruleSubject, x.within("subject"), "the Encounter does not say whose it is, or it is a group's")
		return nil, "no patient"
	}
	fates := map[string]string{"id": changed + "pseudonym", "status": changed + "only that the encounter took place is kept", "subject": ""}
	if by == logical || by == conditional {
		fates["subject"] = changed + "found by an identifier"
	}
	r.times(x, m, fates)
	var all concepts
	if name, bad := x.first(&all, "class"); name != "" {
		if bad {
			r.say(x.file, ruleShape, x.within(name), misshapen)
		}
		fates[name] = "a class that is not known"
		for _, c := range all.codings() {
			if known, ok := classes[c.Code]; ok {
				m.class, fates[name] = known, changed+"mode and setting"
				break
			}
		}
		if m.class == (class{}) {
			r.tolerate(x.file, ruleClass, x.within(name), "the class is not among those that are known: mode and setting stay open")
		}
	}
	if _, ok := x.elements["appointment"]; ok {
		m.planned, fates["appointment"] = true, changed+"planned"
	}
	r.need(x, m, fates)
	r.participants(x, m, fates)
	r.relations(x, m, fates)
	r.account(x, fates)
	return m, ""
}

// times reads the period, which R5 calls the actual one.
func (r *reader) times(x *found, m *meeting, fates map[string]string) {
	var p period
	name, bad := x.first(&p, "actualPeriod", "period")
	if name == "" {
		r.tolerate(x.file, ruleNoStart, x.at, "the Encounter does not say when it was")
		return
	}
	if bad {
		r.say(x.file, ruleShape, x.within(name), misshapen)
	}
	fates[name] = ""
	var ok bool
	if m.start, ok = instant(p.Start); !ok {
		if p.Start == "" {
			r.tolerate(x.file, ruleNoStart, x.within(name), "the Encounter does not say when it was")
		} else {
			r.tolerate(x.file, rulePeriod, x.within(name), "the start is no day between 1900 and 2099; it is left out")
		}
		fates[name] = changed + "without a start"
		m.start = calendar.Instant{}
		return
	}
	if !m.start.Clock {
		r.tolerate(x.file, ruleDay, x.within(name), "the start is a date: the encounter is put at the beginning of that day, UTC")
		fates[name] = changed + "the day is known, not the time"
		return
	}
	if !m.start.Zone {
		r.tolerate(x.file, ruleZone, x.within(name), "the start has no zone: it is read as UTC")
	}
	if p.End == "" {
		return
	}
	end, ok := instant(p.End)
	switch {
	case !ok || !end.Clock:
		r.tolerate(x.file, rulePeriod, x.within(name), "the end is no date and time; it is left out")
		fates[name] = changed + "without an end"
	case end.At.Before(m.start.At):
		r.say(x.file, ruleBackwards, x.within(name), "the end is before the start; it is left out")
		fates[name] = changed + "without an end"
	default:
		m.end = end
	}
}

// need reads whether an interpreter was needed.
func (r *reader) need(x *found, m *meeting, fates map[string]string) {
	if m.needs = r.needsInterpreter(x); m.needs {
		fates["extension"] = changed + "interpreterNeeded; others have no place"
	}
	var stay struct {
		Arrangement concepts `json:"specialArrangement"`
	}
	if !x.get("hospitalization", &stay) && stay.Arrangement.has("int") {
		m.needs, fates["hospitalization"] = true, changed+"interpreterNeeded; the rest has no place"
	}
	var arrangement concepts
	if !x.get("specialArrangement", &arrangement) && arrangement.has("int") {
		m.needs, fates["specialArrangement"] = true, changed+"interpreterNeeded"
	}
}

// participants reads who else took part.
func (r *reader) participants(x *found, m *meeting, fates map[string]string) {
	var all []struct {
		Type       concepts   `json:"type"`
		Individual *reference `json:"individual"`
		Actor      *reference `json:"actor"`
		Period     *period    `json:"period"`
	}
	if x.get("participant", &all) {
		r.say(x.file, ruleShape, x.within("participant"), misshapen)
	}
	fates["participant"] = "" // each is accounted for on its own
	for _, p := range all {
		fate, n := "", len(m.attendees)
		switch who := cmp.Or(p.Individual, p.Actor); {
		case slices.ContainsFunc(absentees, p.Type.has):
			fate = "was not there"
		case who == nil:
			m.unknown++
			fate = changed + "a professional who is not identified"
		default:
			fate = r.attendee(x, m, *who, slices.ContainsFunc(translators, p.Type.has))
		}
		r.fate("Encounter.participant", fate)
		if p.Period != nil {
			fate = "of the patient, or of somebody who is left out or not identified"
			if len(m.attendees) > n {
				m.attendees[n].stay, fate = r.stay(x, m, *p.Period)
			}
			r.fate("Encounter.participant.period", fate)
		}
	}
}

// attendee takes in one participant, and says what becomes of it.
func (r *reader) attendee(x *found, m *meeting, who reference, translates bool) (fate string) {
	key, kind, by := r.follow(x, who)
	a := attendee{key: key, kind: kind, role: encounter.RoleProfessional}
	switch {
	case key == "" && who.Reference != "":
		r.tolerate(x.file, ruleReference, x.within("participant"), "a reference that leads nowhere: somebody who is not identified took part")
		m.unknown++
		return changed + "a professional who is not identified"
	case key == "":
		m.unknown++
		return changed + "a professional who is not identified"
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
	case kind == "Device" || kind == "HealthcareService" || kind == "Group" || kind == "Organization":
		return "not a person"
	}
	m.attendees = append(m.attendees, a)
	if by == literal || by == uniform {
		return ""
	}
	return changed + "found by a reference that is " + string(by)
}

// relations reads what the encounter belongs to.
func (r *reader) relations(x *found, m *meeting, fates map[string]string) {
	var part reference
	if _, ok := x.elements["partOf"]; ok {
		if x.get("partOf", &part) {
			r.say(x.file, ruleShape, x.within("partOf"), misshapen)
		}
		m.partOf, _, _ = r.follow(x, part)
		fates["partOf"] = changed + "a link, where that encounter is there and earlier"
		if m.partOf == m.key {
			r.tolerate(x.file, ruleItself, x.within("partOf"), "the encounter is part of itself")
			m.partOf, fates["partOf"] = "", "part of itself"
		}
	}
	var episodes []reference
	if _, ok := x.elements["episodeOfCare"]; ok {
		if x.get("episodeOfCare", &episodes) {
			r.say(x.file, ruleShape, x.within("episodeOfCare"), misshapen)
		}
		fates["episodeOfCare"] = changed + "a link to the encounter before"
	}
	for _, e := range episodes {
		if key, _, _ := r.follow(x, e); key != "" && !slices.Contains(m.episodes, key) {
			m.episodes = append(m.episodes, key)
		}
	}
}
