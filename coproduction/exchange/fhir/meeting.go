package fhir

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A meeting is an Encounter as it is read, with keys of references for people; once they
// are known, with who was there.
type meeting struct {
	key        string
	patient    string
	kind       string // of the patient, as the reference says
	by         way    // how it says so
	whose      *person
	start, end moment
	class      class
	planned    bool
	needs      need // of an interpreter
	seats      int  // that participants take
	full       bool // somebody found no place
	attendees  []attendee
	there      []encounter.Presence // beside the patient
	strangers  []encounter.Presence // those who are not identified
	inside     []string             // the contained resources that say who was there
	partOf     string
	episodes   []string
}

// An attendee is a participant by reference.
type attendee struct {
	key  string
	kind string
	role encounter.Role // but for what they do
	does doing
}

const notAPatient = "the Encounter does not say whose it is, or it is not a patient's"

const misshapen = "the element has another shape than the standard gives it"

// meeting reads an Encounter. It says why where it cannot be one of ours. What is
// wrong is said, and counted, in the first pass alone.
func (r *reader) meeting(x *found) (m *meeting, refused string) {
	var status string
	noText := x.text("status", &status)
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
	to := r.follow(x, subject)
	if to.key == "" || to.kind != "" && to.kind != "Patient" && to.by != uniform {
		r.say(x.file, ruleSubject, x.within("subject"), notAPatient)
		return nil, "no patient"
	}
	m.patient, m.kind, m.by, m.inside = to.key, to.kind, to.by, to.inside
	if r.second {
		if refused = r.isWhose(x, m); refused != "" {
			return nil, refused
		}
	}
	of := fates{"id": changed + "pseudonym", "status": r.tookPlace(x, status, noText), "subject": "", "contained": told}
	if to.by == logical || to.by == conditional {
		of["subject"] = changed + "found by an identifier"
	}
	if to.here {
		r.tolerate(x.file, ruleAlone, x.within("subject"), "this patient is contained in the Encounter, without an identifier")
		of["subject"] = changed + "a patient of this encounter alone"
	}
	r.times(x, m, of)
	r.manner(x, m, of)
	if _, ok := x.elements["appointment"]; ok {
		m.planned, of["appointment"] = true, changed+"planned"
	}
	r.needOf(x, m, of)
	r.participants(x, m, of)
	r.relations(x, m, of)
	r.containedTold(x, m)
	r.account(x, of)
	return m, ""
}

// isWhose takes in the patient, once all are known, and says why an encounter that is no
// patient's is refused.
func (r *reader) isWhose(x *found, m *meeting) (refused string) {
	why := notAPatient
	if w := r.whose[m.patient]; w != nil {
		if w.who != nil && w.who.role == encounter.RolePatient {
			m.whose = w.who
			return ""
		}
		why = cmp.Or(w.doubt, why)
	}
	x.file.book.Report(ruleSubject, x.within("subject"), "", why)
	return "no patient"
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
	of[name] = r.period(x, m, name, p)
}

// period takes in the start and the end, as far as they are known, and says what became
// of them.
func (r *reader) period(x *found, m *meeting, name string, p period) (fate string) {
	tell := func(id schema.RuleID, detail string) { r.tolerate(x.file, id, x.within(name), detail) }
	start, ok := instant(p.Start)
	switch {
	case p.Start == "":
		tell(ruleNoStart, "the Encounter does not say when it was")
		return "without a start"
	case !ok:
		tell(rulePeriod, "the start is no day between 1900 and 2099; it is left out")
		return "no start that is a day"
	}
	m.start = start
	lost := ""
	if p.End != "" {
		lost = "without an end"
	}
	if !start.Clock {
		tell(ruleDay, "the start is a date: the encounter is put at the beginning of that day, UTC")
		return amended("the day is known, not the time", lost)
	}
	end, ok := instant(p.End)
	switch {
	case p.End == "":
	case !ok || !end.Clock:
		tell(rulePeriod, "the end is no date and time; it is left out")
	case end.At.Before(start.At):
		r.say(x.file, ruleBackwards, x.within(name), "the end is before the start; it is left out")
	default:
		m.end, lost = end, ""
	}
	return amended(append(asRead(tell, "the period of the encounter", m.start, m.end), lost)...)
}

// relations reads what the encounter belongs to.
func (r *reader) relations(x *found, m *meeting, of fates) {
	if part, there := x.elements["partOf"]; there {
		m.partOf = r.related(x, "partOf", "Encounter", part)
		if m.partOf == m.key {
			r.tolerate(x.file, ruleItself, x.within("partOf"), "the encounter is part of itself")
		}
	}
	for _, one := range r.repeated(x, "episodeOfCare") {
		m.episodes = append(m.episodes, r.related(x, "episodeOfCare", "EpisodeOfCare", one))
	}
	of["partOf"], of["episodeOfCare"] = told, told // by the links
}

// related is the key of what an encounter belongs to; [nothing] where it cannot be told.
func (r *reader) related(x *found, name, kind string, value raw) string {
	var to reference
	if json.Unmarshal(value, &to) != nil {
		r.say(x.file, ruleShape, x.within(name), misshapen)
	}
	if to := r.follow(x, to).as(kind); to.key != "" {
		return to.key
	}
	return nothing
}

// nothing is the key of nothing that could be known again.
const nothing = "#"
