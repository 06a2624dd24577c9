package main

import (
	"math"
	"slices"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// followed is the patient who comes a second time: 25 encounters, 24 patients.
const followed = 6

// meet makes the encounters, each on a day of its own of a year that nobody will
// take for the study's.
func (c *clinic) meet() {
	first := time.Date(2000, 1, 3, 9, 0, 0, 0, time.UTC)
	for i := range c.patients {
		c.consult(i, first.AddDate(0, 0, 3*i))
	}
	c.consult(followed, first.AddDate(0, 0, 3*len(c.patients)))
}

// consult makes one encounter of a patient.
func (c *clinic) consult(patient int, at time.Time) {
	p := c.patients[patient]
	m := &meeting{clinic: c, patient: p, EncounterBuilder: c.study.Encounter(p)}
	m.Starting(at.Add(time.Duration(c.IntN(12)) * 30 * time.Minute))
	e := m.Build()
	e.Setting, e.Recording, e.Phase = encounter.SettingOutpatientClinic, encounter.RecordingAudio, encounter.PhaseObservation
	switch patient {
	case 9:
		m.By(encounter.HomeVisit)
		e.Setting = encounter.SettingHome
	case 12, 16:
		m.By(encounter.Phone)
	case 19:
		m.By(encounter.Video)
	default:
		m.By(encounter.InPerson)
	}
	m.Planned(patient%8 != 5)
	m.gather(patient)
	if patient != withdrawn { // of whom nothing is kept but that the encounter took place
		m.raise()
		m.talk()
		m.feel()
	} else {
		e.Recording = encounter.RecordingNone
		m.clock = 1_500_000
	}
	if again := slices.IndexFunc(c.encounters, func(e *encounter.Encounter) bool { return e.Patient == p.ID }); again >= 0 {
		m.follow(c.encounters[again])
	}
	m.Lasting((time.Duration(m.clock)*time.Millisecond + 30*time.Second).Truncate(time.Second))
	c.encounters = append(c.encounters, e)
}

// A meeting is an encounter while it goes on.
type meeting struct {
	*clinic
	*coproductiontest.EncounterBuilder
	patient, lead *encounter.Participant
	team          []*encounter.Participant // the professionals, the one who leads first
	interpreter   *encounter.Participant   // or nil
	relative      *encounter.Participant   // or nil
	clock         int64                    // ms
}

// gather brings in the professionals, an interpreter where the patient and the
// team need one, relatives and the observer.
func (m *meeting) gather(patient int) {
	m.team = []*encounter.Participant{m.doctors[patient%3]}
	if patient%2 == 0 {
		m.team = []*encounter.Participant{m.nurses[patient/2%3]}
	}
	switch {
	case patient%5 == 1:
		m.team = append(m.team, m.socialWorker)
	case patient%6 == 3:
		m.team = append(m.team, m.nurses[patient/6%3])
	}
	m.lead = m.team[0]
	m.With(m.team...)
	language := m.patient.Languages[0]
	switch interpreter := m.interpreters[language]; {
	case patient == 21: // a grown-up child helps out
		m.relative = m.study.Relative(language, "da")
		m.interpreter = m.relative
		m.InterpretedBy(m.relative, encounter.InterpreterAdHoc)
	case interpreter != nil:
		m.interpreter = interpreter
		modes := []encounter.InterpreterMode{encounter.InterpreterInPerson, encounter.InterpreterInPerson, encounter.InterpreterPhone, encounter.InterpreterVideo}
		m.InterpretedBy(interpreter, modes[patient%4])
	}
	if patient == 3 || patient == 13 || patient == 20 {
		m.relative = m.study.Relative(language)
		m.With(m.relative)
	}
	if patient%3 == 0 {
		m.ObservedBy(m.researcher)
	}
}

// follow ties the encounter to the patient's first.
func (m *meeting) follow(earlier *encounter.Encounter) {
	m.Following(earlier, encounter.LinkRelational, m.lead)
	m.Following(earlier, encounter.LinkManagement, m.lead)
	links := m.Build().Links
	links[len(links)-1].Handover = &encounter.Handover{Planned: new(true), PatientTookPart: new(true)}
}

// raise brings up two to five concerns in different parts of life, most by the patient.
func (m *meeting) raise() {
	domains := encounter.Domains()
	m.Shuffle(len(domains), func(i, j int) { domains[i], domains[j] = domains[j], domains[i] })
	courses := [][]encounter.Status{
		{encounter.StatusPrioritised, encounter.StatusAddressed, encounter.StatusResolved},
		{encounter.StatusPrioritised, encounter.StatusAddressed},
		{encounter.StatusAddressed},
		{encounter.StatusParked},
		nil,
	}
	for i := range 2 + m.IntN(4) {
		who := m.patient
		switch {
		case i > 0 && m.IntN(5) == 0:
			who = m.lead
		case i > 0 && m.relative != nil && m.IntN(3) == 0:
			who = m.relative
		}
		course := courses[min(i, 1)] // the first is the one that matters most
		if i > 0 {
			course = courses[1+m.IntN(4)]
		}
		m.Raises(who, domains[i], course...)
	}
}

// feel lets the patient hint at or name what is hard, in the telling, and mostly
// gives it room.
func (m *meeting) feel() {
	e := m.Build()
	for range m.IntN(4) {
		if m.IntN(3) == 0 {
			m.Worries(m.patient)
		} else {
			m.Hints(m.patient)
		}
		space := encounter.SpaceProvided
		if m.IntN(4) == 0 {
			space = encounter.SpaceReduced
		}
		m.AnsweredBy(m.team[m.IntN(len(m.team))], m.IntN(2) == 0, space)
		cue := &e.Cues[len(e.Cues)-1]
		told := slices.IndexFunc(e.Steps, func(s encounter.Step) bool { return s.Act == encounter.ActTell })
		cue.Step, cue.AtMs = e.Steps[told].ID, e.Steps[told].EndMs
		cue.ElicitedBy = m.lead.ID
		if m.IntN(3) == 0 {
			cue.ElicitedBy = m.patient.ID
		}
	}
}

// seconds draws a length of talk with that median.
func (m *meeting) seconds(median float64) time.Duration {
	return time.Duration(max(1.2, median*math.Exp(0.6*m.NormFloat64()))*1000) * time.Millisecond
}
