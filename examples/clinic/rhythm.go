package main

import (
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A beat is a step that may come at its place in an encounter: who takes it, how
// often, and with how much talk.
type beat struct {
	act     encounter.Act
	by      side
	often   int     // in ten encounters
	seconds float64 // of talk; in half of the cases less
	outcome encounter.Outcome
}

// A side is who takes a step.
type side int

const (
	professional side = iota
	patient
	together
)

// rhythm is how an encounter goes: the patient's own account first, then the
// problems laid out, one chosen, and a plan made.
var rhythm = []beat{
	{encounter.ActOpenInvitation, professional, 10, 8, ""},
	{encounter.ActTell, patient, 10, 90, ""},
	{encounter.ActAsk, professional, 9, 12, ""},
	{encounter.ActTell, patient, 9, 50, ""},
	{encounter.ActList, together, 6, 30, encounter.OutcomePartial},
	{encounter.ActValidate, professional, 6, 16, encounter.OutcomeShared},
	{encounter.ActPrioritise, together, 7, 24, encounter.OutcomeShared},
	{encounter.ActAsk, patient, 4, 14, ""},
	{encounter.ActExplain, professional, 7, 40, encounter.OutcomeUnclear},
	{encounter.ActReflect, professional, 2, 18, ""},
	{encounter.ActSummarise, professional, 7, 28, encounter.OutcomeShared},
	{encounter.ActPropose, professional, 5, 18, encounter.OutcomeDeferred},
	{encounter.ActPropose, patient, 3, 18, encounter.OutcomeContested},
	{encounter.ActDecide, together, 10, 16, encounter.OutcomeShared},
	{encounter.ActPlan, together, 10, 20, encounter.OutcomeShared},
	{encounter.ActHandOver, professional, 3, 16, encounter.OutcomeShared},
}

// talk goes through the rhythm, step by step, and makes a decision where it comes to one.
func (m *meeting) talk() {
	e := m.Build()
	var sides []side // of the steps so far
	for _, b := range rhythm {
		if left := 6 - len(e.Steps); m.IntN(10) >= b.often && left < 5 {
			continue
		}
		from := m.clock
		who := m.who(b.by)
		m.Step(b.act, who...)
		m.takeUp(b.by, sides)
		sides = append(sides, b.by)
		m.About(e.Concerns[m.concern(b.act)].ID)
		if b.outcome != "" && m.IntN(10) < 7 {
			m.ComingTo(b.outcome)
		}
		m.tool(b.act)
		m.speak(who, b.seconds)
		s := &e.Steps[len(e.Steps)-1]
		s.StartMs, s.EndMs = &from, new(m.clock)
		if b.act == encounter.ActDecide {
			m.Agree(who...).InThePatientsPriority(m.IntN(4) > 0)
			e.Decisions[len(e.Decisions)-1].Concerns = s.Concerns
		}
	}
}

func (m *meeting) who(s side) []*encounter.Participant {
	one := m.team[0]
	if len(m.team) > 1 && m.IntN(3) == 0 {
		one = m.team[1]
	}
	switch s {
	case patient:
		return []*encounter.Participant{m.patient}
	case together:
		return []*encounter.Participant{m.patient, one}
	}
	return []*encounter.Participant{one}
}

// takeUp lets most steps build on the last one of the other side, and some on
// nothing that was said before.
func (m *meeting) takeUp(by side, sides []side) {
	if len(sides) == 0 || m.IntN(10) >= 8 {
		return
	}
	back := len(sides) - 1
	for back > 0 && sides[back] == by {
		back--
	}
	m.BuildingOn(m.Build().Steps[back].ID)
}

// concern picks what a step is about: what is decided and planned is the first concern.
func (m *meeting) concern(act encounter.Act) int {
	switch act {
	case encounter.ActPrioritise, encounter.ActDecide, encounter.ActPlan:
		return 0
	}
	return m.IntN(len(m.Build().Concerns))
}

// tool gives some steps the communication tool that suits them.
func (m *meeting) tool(act encounter.Act) {
	tools := map[encounter.Act]encounter.Tool{
		encounter.ActTell: encounter.ToolLifeStory, encounter.ActList: encounter.ToolListOrPlan, encounter.ActExplain: encounter.ToolDrawing,
		encounter.ActSummarise: encounter.ToolTeachBack, encounter.ActPlan: encounter.ToolWrittenSummary, encounter.ActPrioritise: encounter.ToolTimeline,
	}
	if tool, ok := tools[act]; ok && m.IntN(3) == 0 {
		m.Using(tool)
	}
}

// speak makes the turns of a step: those who take it, the interpreter after them,
// and now and then a murmur or an interruption from the other side.
func (m *meeting) speak(who []*encounter.Participant, median float64) {
	for i, speaker := range who {
		listener := m.lead
		if speaker.ID != m.patient.ID {
			listener = m.patient
		} else if len(who) > 1 {
			listener = who[1-i]
		}
		length := m.seconds(median / float64(len(who)))
		m.say(speaker, listener, length)
		switch u := m.IntN(12); {
		case u < 3:
			m.Murmurs(listener)
		case u == 3 && listener.Role == encounter.RoleProfessional, u == 4:
			cut := m.seconds(3)
			m.Interrupts(listener, 600*time.Millisecond, cut, words(cut)).To(speaker)
		}
		m.tick()
		if m.interpreter != nil {
			m.say(m.interpreter, listener, length*time.Duration(70+m.IntN(50))/100) // about as long as the original
			m.tick()
		}
	}
}

func (m *meeting) say(speaker, listener *encounter.Participant, length time.Duration) {
	m.Says(speaker, length, words(length)).To(listener)
	switch {
	case m.interpreter == nil:
	case speaker == m.patient || speaker == m.interpreter && listener == m.patient:
		m.In(m.patient.Languages[0])
	default:
		m.In("da")
	}
}

// words is how many fit into that length, at two and a half in a second.
func words(length time.Duration) int64 { return int64(length / (400 * time.Millisecond)) }

// tick lets a little time go by, and brings the meeting's clock up to the talk.
func (m *meeting) tick() {
	m.Pauses(time.Duration(200+m.IntN(1500)) * time.Millisecond)
	for _, t := range m.Build().Turns {
		m.clock = max(m.clock, *t.EndMs)
	}
}
