package indicator

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const (
	openingFormula             = "start of the next professional turn − start of the patient's first turn"
	openingInterruptionFormula = "start of a professional's interruption − start of the patient's first turn; if a professional takes a free floor first, or nobody does: end of the patient's talk until then − that start"
)

// Opening returns how long the patient's opening lasted until a professional said
// anything at all, a backchannel too.
//
//	start of the next professional turn − start of the patient's first turn
//
//	Unit   ms
//	Range  [0, span]
//	n      all turns
//
// If no professional spoke after it, the value is the time to the end of the talk,
// with [estimate.Censored]. Undefined, with [estimate.NoTurns], without turns;
// with [estimate.NoTimes] or [estimate.ReversedTime] where a turn has no usable
// time; and with [estimate.NoPatientTalk] when the patient never spoke.
//
// Source: Beckman HB, Frankel RM. Ann Intern Med 1984;101:692–696,
// doi:10.7326/0003-4819-101-5-692; Mulder-Vos 2023, BMJ Open 13:e066678, finds
// 6.5 s to any turn and 31.4 s to one that changes the floor.
func (t *Talk) Opening() estimate.Estimate {
	first, why := t.opening()
	if why != "" {
		return estimate.Undefined(why, t.n()).As(openingFormula)
	}
	start := t.turns[first].Start
	for _, turn := range t.turns[first+1:] {
		if turn.Role == encounter.RoleProfessional {
			return estimate.Point(float64(turn.Start-start), t.n()).As(openingFormula)
		}
	}
	end := t.ends[len(t.ends)-1]
	return estimate.Point(float64(end-start), t.n()).As(openingFormula).Warn(estimate.Censored)
}

// OpeningUntilInterruption returns how long the patient's opening lasted until a
// professional took the floor from the patient.
//
//	start of a professional's interruption − start of the patient's first turn
//	end of the patient's talk until then − start of the patient's first turn   if a professional takes a free floor first, or nobody does
//
//	Unit   ms
//	Range  [0, span]
//	n      all turns
//
// A professional's backchannel or overlap leaves the floor where it is, and so does
// what interpreters and relatives say. If the patient came to an end, because a
// professional's next turn took a free floor or none followed, the value is the
// time to the end of the patient's talk until then, with [estimate.Censored].
// Undefined as [Talk.Opening], and with [estimate.FloorNotMarked] where a
// professional's turn that would decide is not marked.
//
// Source: Singh Ospina N et al. J Gen Intern Med 2019;34:36–40,
// doi:10.1007/s11606-018-4540-5; Mulder-Vos 2023, BMJ Open 13:e066678.
func (t *Talk) OpeningUntilInterruption() estimate.Estimate {
	first, why := t.opening()
	if why != "" {
		return estimate.Undefined(why, t.n()).As(openingInterruptionFormula)
	}
	start, end := t.turns[first].Start, t.turns[first].End
following:
	for _, turn := range t.turns[first+1:] {
		switch {
		case turn.Role == encounter.RolePatient:
			end = max(end, turn.End)
		case turn.Role != encounter.RoleProfessional:
		case turn.Floor == encounter.FloorInterruption:
			return estimate.Point(float64(turn.Start-start), t.n()).As(openingInterruptionFormula)
		case turn.Floor == encounter.FloorTurn:
			break following
		case turn.Floor != encounter.FloorBackchannel && turn.Floor != encounter.FloorOverlap:
			return estimate.Undefined(estimate.FloorNotMarked, t.n()).As(openingInterruptionFormula)
		}
	}
	return estimate.Point(float64(end-start), t.n()).As(openingInterruptionFormula).Warn(estimate.Censored)
}

// opening returns the place of the patient's first turn, or why there is none.
func (t *Talk) opening() (first int, why estimate.Reason) {
	if why = t.whole(ByTime); why != "" {
		return 0, why
	}
	first = slices.IndexFunc(t.turns, func(turn Turn) bool { return turn.Role == encounter.RolePatient })
	if first < 0 {
		return 0, estimate.NoPatientTalk
	}
	return first, ""
}
