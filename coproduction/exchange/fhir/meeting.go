package fhir

import (
	"encoding/json"
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

const notAPatient = "the Encounter does not say whose it is, or it is not a patient's"

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
	if m.patient, kind, by = r.follow(x, subject); m.patient == "" || kind != "" && kind != "Patient" {
		r.say(x.file, ruleSubject, x.within("subject"), notAPatient)
		return nil, "no patient"
	}
	if patient, _ := r.whom(m.patient); r.second && (patient == nil || patient.role != encounter.RolePatient) { // which only the resource tells
		x.file.book.Report(ruleSubject, x.within("subject"), "", notAPatient)
		return nil, "no patient"
	}
	of := fates{"id": changed + "pseudonym", "status": changed + "only that the encounter took place is kept", "subject": ""}
	if by == logical || by == conditional {
		of["subject"] = changed + "found by an identifier"
	}
	r.times(x, m, of)
	var all concepts
	if name, bad := x.first(&all, "class"); name != "" {
		if bad {
			r.say(x.file, ruleShape, x.within(name), misshapen)
		}
		of[name] = "a class that is not known"
		for _, c := range all.codings() {
			if known, ok := classes[c.Code]; ok {
				m.class, of[name] = known, changed+"mode and setting"
				break
			}
		}
		if m.class == (class{}) {
			r.tolerate(x.file, ruleClass, x.within(name), "the class is not among those that are known: mode and setting stay open")
		}
	}
	if _, ok := x.elements["appointment"]; ok {
		m.planned, of["appointment"] = true, changed+"planned"
	}
	r.need(x, m, of)
	r.participants(x, m, of)
	r.relations(x, m, of)
	r.account(x, of)
	return m, ""
}

// times reads the period, which R5 calls the actual one.
func (r *reader) times(x *found, m *meeting, of fates) {
	var p period
	name, bad := x.first(&p, "actualPeriod", "period")
	if name == "" {
		r.tolerate(x.file, ruleNoStart, x.at, "the Encounter does not say when it was")
		return
	}
	if bad {
		r.say(x.file, ruleShape, x.within(name), misshapen)
	}
	of[name] = ""
	var ok bool
	if m.start, ok = instant(p.Start); !ok {
		if p.Start == "" {
			r.tolerate(x.file, ruleNoStart, x.within(name), "the Encounter does not say when it was")
		} else {
			r.tolerate(x.file, rulePeriod, x.within(name), "the start is no day between 1900 and 2099; it is left out")
		}
		of[name] = changed + "without a start"
		m.start = calendar.Instant{}
		return
	}
	if !m.start.Clock {
		r.tolerate(x.file, ruleDay, x.within(name), "the start is a date: the encounter is put at the beginning of that day, UTC")
		of[name] = changed + "the day is known, not the time"
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
		of[name] = changed + "without an end"
	case end.At.Before(m.start.At):
		r.say(x.file, ruleBackwards, x.within(name), "the end is before the start; it is left out")
		of[name] = changed + "without an end"
	default:
		m.end = end
	}
}

// need reads whether an interpreter was needed.
func (r *reader) need(x *found, m *meeting, of fates) {
	m.needs, of["extension"] = r.needsInterpreter(x)
	if whole := x.elements["hospitalization"]; whole != nil {
		var stay struct {
			Arrangement raw `json:"specialArrangement"`
		}
		json.Unmarshal(whole, &stay)
		r.fate("Encounter.hospitalization", r.arranged(m, "Encounter.hospitalization.specialArrangement", stay.Arrangement))
		r.parts("Encounter.hospitalization", whole, fates{"specialArrangement": told}, noPlace)
		of["hospitalization"] = told
	}
	r.arranged(m, "Encounter.specialArrangement", x.elements["specialArrangement"])
	of["specialArrangement"] = told
}

// arranged reads special arrangements, of which one is an interpreter.
func (r *reader) arranged(m *meeting, element string, value raw) (fate string) {
	all := noPlace
	for _, one := range items(value) {
		var c concepts
		fate := noPlace
		if json.Unmarshal(one, &c) == nil && c.has("int") {
			m.needs, fate, all = true, changed+needed, changed+needed
		}
		r.fate(element, fate)
	}
	return all
}

// relations reads what the encounter belongs to.
func (r *reader) relations(x *found, m *meeting, of fates) {
	if part, there := x.elements["partOf"]; there {
		m.partOf = r.related(x, "partOf", part)
		if m.partOf == m.key {
			r.tolerate(x.file, ruleItself, x.within("partOf"), "the encounter is part of itself")
		}
	}
	for _, one := range r.repeated(x, "episodeOfCare") {
		m.episodes = append(m.episodes, r.related(x, "episodeOfCare", one))
	}
	of["partOf"], of["episodeOfCare"] = told, told // by the links
}

// related is the key of what an encounter belongs to; [nothing] where it cannot be told.
func (r *reader) related(x *found, name string, value raw) string {
	var to reference
	if json.Unmarshal(value, &to) != nil {
		r.say(x.file, ruleShape, x.within(name), misshapen)
	}
	if key, _, _ := r.follow(x, to); key != "" {
		return key
	}
	return nothing
}

// nothing is the key of nothing that could be known again.
const nothing = "#"
