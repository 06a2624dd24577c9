package coproductiontest

import (
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Says adds a turn of that length and number of words, from where the talk so far
// ends.
func (b *EncounterBuilder) Says(who *encounter.Participant, length time.Duration, words int64) *EncounterBuilder {
	return b.turn(who, b.clock, length, words, encounter.FloorTurn)
}

// Interrupts adds a turn that takes the floor that long before the talk so far ends.
func (b *EncounterBuilder) Interrupts(who *encounter.Participant, before, length time.Duration, words int64) *EncounterBuilder {
	return b.turn(who, b.clock-before.Milliseconds(), length, words, encounter.FloorInterruption)
}

// Murmurs adds a backchannel of one word, within the last half second of the talk
// so far, which leaves the floor where it is.
func (b *EncounterBuilder) Murmurs(who *encounter.Participant) *EncounterBuilder {
	return b.turn(who, max(0, b.clock-500), min(500*time.Millisecond, time.Duration(b.clock)*time.Millisecond), 1, encounter.FloorBackchannel)
}

// Pauses lets nobody speak for that time.
func (b *EncounterBuilder) Pauses(d time.Duration) *EncounterBuilder {
	b.clock += d.Milliseconds()
	return b
}

// To tells to whom the last turn was directed.
func (b *EncounterBuilder) To(who ...*encounter.Participant) *EncounterBuilder {
	last(b.encounter.Turns, "To").Addressees = ids(who)
	return b
}

// In tells in which language the last turn was spoken, as a BCP 47 tag.
func (b *EncounterBuilder) In(language string) *EncounterBuilder {
	last(b.encounter.Turns, "In").Language = language
	return b
}

func (b *EncounterBuilder) turn(who *encounter.Participant, start int64, length time.Duration, words int64, floor encounter.Floor) *EncounterBuilder {
	e := b.encounter
	end := start + length.Milliseconds()
	e.Turns = append(e.Turns, encounter.Turn{
		ID: name("t", len(e.Turns)), Speaker: who.ID, StartMs: &start, EndMs: &end, Words: &words, Floor: floor,
	})
	b.clock = max(b.clock, end)
	return b
}

// Step adds a sense-making step of any act, by one or several people.
func (b *EncounterBuilder) Step(act encounter.Act, by ...*encounter.Participant) *EncounterBuilder {
	e := b.encounter
	e.Steps = append(e.Steps, encounter.Step{ID: name("s", len(e.Steps)), By: ids(by), Act: act})
	return b
}

// The commoner acts have a verb of their own.

// Invites adds an open invitation.
func (b *EncounterBuilder) Invites(by ...*encounter.Participant) *EncounterBuilder {
	return b.Step(encounter.ActOpenInvitation, by...)
}

// Tells adds a telling.
func (b *EncounterBuilder) Tells(by ...*encounter.Participant) *EncounterBuilder {
	return b.Step(encounter.ActTell, by...)
}

// Asks adds a question.
func (b *EncounterBuilder) Asks(by ...*encounter.Participant) *EncounterBuilder {
	return b.Step(encounter.ActAsk, by...)
}

// Validates adds an acknowledgement.
func (b *EncounterBuilder) Validates(by ...*encounter.Participant) *EncounterBuilder {
	return b.Step(encounter.ActValidate, by...)
}

// Summarises adds a summing up.
func (b *EncounterBuilder) Summarises(by ...*encounter.Participant) *EncounterBuilder {
	return b.Step(encounter.ActSummarise, by...)
}

// Decides adds the making of a decision.
func (b *EncounterBuilder) Decides(by ...*encounter.Participant) *EncounterBuilder {
	return b.Step(encounter.ActDecide, by...)
}

// Plans adds a planning.
func (b *EncounterBuilder) Plans(by ...*encounter.Participant) *EncounterBuilder {
	return b.Step(encounter.ActPlan, by...)
}

// BuildingOn names the earlier steps that the last step takes up; without a name
// it is the step before.
func (b *EncounterBuilder) BuildingOn(steps ...encounter.Name) *EncounterBuilder {
	s := last(b.encounter.Steps, "BuildingOn")
	if len(steps) == 0 {
		steps = []encounter.Name{last(b.encounter.Steps[:len(b.encounter.Steps)-1], "BuildingOn").ID}
	}
	s.BuildsOn = append(s.BuildsOn, steps...)
	return b
}

// About names the concerns that the last step touches.
func (b *EncounterBuilder) About(concerns ...encounter.Name) *EncounterBuilder {
	s := last(b.encounter.Steps, "About")
	s.Concerns = append(s.Concerns, concerns...)
	return b
}

// Using names the communication tool of the last step.
func (b *EncounterBuilder) Using(tool encounter.Tool) *EncounterBuilder {
	last(b.encounter.Steps, "Using").Tool = tool
	return b
}

// ComingTo tells what the last step came to.
func (b *EncounterBuilder) ComingTo(outcome encounter.Outcome) *EncounterBuilder {
	last(b.encounter.Steps, "ComingTo").Outcome = outcome
	return b
}
