package indicator

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const (
	concernsFormula      = "Σ concerns / encounters"
	patientRaisedFormula = "concerns raised by the patient / concerns"
	concernStatusFormula = "concerns that had the status / concerns of which it is recorded what became of them"
	orderFormula         = "encounters whose first step of prioritising comes before the first of planning / encounters with a step of planning"
	toolsFormula         = "Σ different communication tools / encounters"
	interpretedFormula   = "encounters with an interpreter / encounters"
	coverageFormula      = "those with an interpreter / encounters in which a professional shares no language with the patient"
)

// statuses are what can become of a concern once it is raised.
var statuses = [...]encounter.Status{
	encounter.StatusPrioritised, encounter.StatusParked, encounter.StatusAddressed, encounter.StatusResolved,
}

// ConcernTally gathers what the encounters had to deal with, what became of it,
// and what helped to sort it out. Its zero value is empty. It keeps about 550 bytes
// an encounter and 100 a participant.
type ConcernTally struct {
	cards  []concernCard
	people []person
}

// A concernCard is the concerns of one encounter, counted.
type concernCard struct {
	meeting
	Interpreted   bool                       `json:"interpreted,omitzero"`
	ConcernsCoded bool                       `json:"concernsCoded,omitzero"`
	Concerns      int64                      `json:"concerns,omitzero"`
	ByPatient     int64                      `json:"byPatient,omitzero"`
	ByNobody      int64                      `json:"byNobody,omitzero"` // not coded who raised it
	NoCourse      int64                      `json:"noCourse,omitzero"` // not recorded what became of it
	Had           [len(statuses)]int64       `json:"had"`               // concerns that had each of the statuses
	Domains       map[encounter.Domain]int64 `json:"domains,omitempty"`
	StepsCoded    bool                       `json:"stepsCoded,omitzero"`
	Planned       bool                       `json:"planned,omitzero"`
	OrderFirst    bool                       `json:"orderFirst,omitzero"` // prioritised before planned
	Tools         int64                      `json:"tools,omitzero"`
}

// Add takes in an encounter or a participant; other records change nothing.
func (t *ConcernTally) Add(r encounter.Record) {
	switch r := r.(type) {
	case *encounter.Participant:
		t.people = append(t.people, personOf(r))
	case *encounter.Encounter:
		t.cards = append(t.cards, concernCardOf(r))
	}
}

func concernCardOf(e *encounter.Encounter) concernCard {
	c := concernCard{
		meeting: meetingOf(e), Interpreted: e.Interpreted(),
		ConcernsCoded: e.Concerns != nil, StepsCoded: e.Steps != nil,
	}
	for i := range e.Concerns {
		concern := &e.Concerns[i]
		c.Concerns++
		switch {
		case concern.RaisedBy.IsZero():
			c.ByNobody++
		case e.RoleOf(concern.RaisedBy) == encounter.RolePatient:
			c.ByPatient++
		}
		if concern.CourseNotRecorded {
			c.NoCourse++
		}
		for s, status := range statuses {
			if concern.Was(status) && !concern.CourseNotRecorded {
				c.Had[s]++
			}
		}
		if c.Domains == nil {
			c.Domains = map[encounter.Domain]int64{}
		}
		c.Domains[concern.Domain]++
	}
	first := func(act encounter.Act) int {
		return slices.IndexFunc(e.Steps, func(s encounter.Step) bool { return s.Act == act })
	}
	plan, order := first(encounter.ActPlan), first(encounter.ActPrioritise)
	c.Planned, c.OrderFirst = plan >= 0, 0 <= order && order < plan
	tools := map[encounter.Tool]bool{}
	for i := range e.Steps {
		if tool := e.Steps[i].Tool; tool != "" {
			tools[tool] = true
		}
	}
	c.Tools = int64(len(tools))
	return c
}

// Merge takes in what another tally holds, which is left as it was.
func (t *ConcernTally) Merge(other *ConcernTally) {
	t.cards = append(t.cards, other.cards...)
	t.people = append(t.people, other.people...)
}

const concernTally = "concerns/2"

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (t ConcernTally) MarshalJSON() ([]byte, error) {
	return json.Marshal(form[concernCard]{concernTally, sorted(t.cards), sortedPeople(t.people)})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (t *ConcernTally) UnmarshalJSON(b []byte) error {
	var f form[concernCard]
	if err := f.read(b, concernTally); err != nil {
		return err
	}
	t.cards, t.people = f.Cards, f.People
	return nil
}

// Rows returns the concerns of each subject's encounters, whether order came
// before plans, the tools, and the interpreting.
func (t *ConcernTally) Rows(per Per, o Options) []estimate.Row {
	people := byID(t.people)
	var rows []estimate.Row
	for _, g := range groups(per, t.cards) {
		of := estimate.Subject{Kind: string(per), ID: g.of}
		rows = append(rows, concernRows(of, g.cards, o)...)
		rows = append(rows, planRows(of, g.cards, o)...)
		rows = append(rows, interpretingRows(of, g.cards, people, o)...)
	}
	return rows
}

func concernRows(of estimate.Subject, cards []concernCard, o Options) []estimate.Row {
	coded, looked := look(cards, func(c concernCard) bool { return c.ConcernsCoded }, uncodedConcerns, o.level())
	var sum concernCard
	var concerns estimate.Mean
	domains := make([]int64, len(encounter.Domains()))
	for _, c := range coded {
		concerns.Add(c.Concerns)
		sum.Concerns += c.Concerns
		sum.ByPatient += c.ByPatient
		sum.ByNobody += c.ByNobody
		sum.NoCourse += c.NoCourse
		for s := range statuses {
			sum.Had[s] += c.Had[s]
		}
		for i, domain := range encounter.Domains() {
			domains[i] += c.Domains[domain]
		}
	}
	raised := looked.share(sum.ByPatient, sum.Concerns-sum.ByNobody, patientRaisedFormula)
	rows := []estimate.Row{
		{Of: of, Measure: "concerns_per_encounter", Estimate: looked.mean(concerns, concernsFormula)},
		{Of: of, Measure: "concerns_raised_by_patient", Estimate: raised.Exclude(sum.ByNobody, unknownRaiser)},
	}
	for s, status := range statuses {
		share := looked.share(sum.Had[s], sum.Concerns-sum.NoCourse, concernStatusFormula)
		if sum.NoCourse > 0 && sum.NoCourse == sum.Concerns {
			share.Undefined = NoCourseRecorded
		}
		rows = append(rows, estimate.Row{Of: of, Measure: "concern_status_share", Params: params{"status": string(status)},
			Estimate: share.Exclude(sum.NoCourse, unknownCourse)})
	}
	for q := range uint(3) {
		e := Hill(domains, q)
		if e.Undefined == estimate.ZeroTotal {
			e.Undefined = cmp.Or(looked.none(), estimate.NoUnits)
		}
		e = looked.without(e, 0)
		rows = append(rows, estimate.Row{Of: of, Measure: "domain_hill", Params: params{"q": int64(q)}, Estimate: e})
	}
	return rows
}

func planRows(of estimate.Subject, cards []concernCard, o Options) []estimate.Row {
	coded, looked := look(cards, func(c concernCard) bool { return c.StepsCoded }, uncodedSteps, o.level())
	var planned, ordered int64
	var tools estimate.Mean
	for _, c := range coded {
		tools.Add(c.Tools)
		if c.Planned {
			planned++
		}
		if c.OrderFirst {
			ordered++
		}
	}
	return []estimate.Row{
		{Of: of, Measure: "order_before_plan", Estimate: looked.share(ordered, planned, orderFormula).Exclude(looked.coded-planned, noPlan)},
		{Of: of, Measure: "tools_per_encounter", Estimate: looked.mean(tools, toolsFormula)},
	}
}

// interpretingRows returns how often there was an interpreter, of all encounters
// and of those that needed one. One is needed where a professional present shares
// no language with the patient. Where nobody is known to, but somebody's languages
// are not known, the encounter is left out and counted. So is one that does not tell
// whether an interpreter took part.
func interpretingRows(of estimate.Subject, cards []concernCard, people map[string]person, o Options) []estimate.Row {
	known, silent := recorded(cards, encounter.RoleInterpreter)
	_, all := look(known, func(concernCard) bool { return true }, "", o.level())
	var interpreted, apart, covered, unknown int64
	for _, c := range known {
		if c.Interpreted {
			interpreted++
		}
		switch meet, known := c.languagesMeet(people); {
		case !known:
			unknown++
		case !meet:
			apart++
			if c.Interpreted {
				covered++
			}
		}
	}
	share := all.share(interpreted, int64(len(known)), interpretedFormula)
	coverage := all.share(covered, apart, coverageFormula)
	switch {
	case silent > 0 && len(known) == 0:
		share.Undefined, coverage.Undefined = NotRecorded(encounter.RoleInterpreter), NotRecorded(encounter.RoleInterpreter)
	case apart == 0 && len(known) > 0:
		coverage.Undefined = NoneNeeded
	}
	return []estimate.Row{
		{Of: of, Measure: "interpreter_share", Estimate: share.Exclude(silent, unrecorded(encounter.RoleInterpreter))},
		{Of: of, Measure: "interpreter_coverage", Estimate: coverage.Exclude(unknown, unknownLanguage).Exclude(silent, unrecorded(encounter.RoleInterpreter))},
	}
}

// languagesMeet reports whether every professional present shares a language with
// the patient, and whether that is known.
func (c concernCard) languagesMeet(people map[string]person) (meet, known bool) {
	patient := people[c.Patient]
	if len(patient.Languages) == 0 {
		return false, false
	}
	known = len(c.Strangers) == 0 && len(c.Professionals) > 0
	for _, id := range c.Professionals {
		switch p := people[id]; {
		case len(p.Languages) == 0:
			known = false
		case !p.speaks(patient):
			return false, true
		}
	}
	return true, known
}
