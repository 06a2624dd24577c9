package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const (
	switchesFormula   = "successive turns of different speakers"
	switchRateFormula = "successive turns of different speakers / (n − 1)"
	switchGapFormula  = "Σ (start of the next turn − end of this one) / switches"
)

// Switches returns how often the next turn was somebody else's.
//
//	Unit   switches
//	Range  [0, n − 1]
//	n      all turns, at least 1
//
// Undefined, with [estimate.NoTurns], without turns. Rests on the order of the
// turns as [Talk] has it, and on how the transcript cuts talk into turns.
//
// Source: Sacks H, Schegloff EA, Jefferson G. Language 1974;50:696–735,
// doi:10.2307/412243.
func (t *Talk) Switches() estimate.Estimate {
	if len(t.turns) == 0 {
		return estimate.Undefined(estimate.NoTurns, 0).As(switchesFormula)
	}
	n, _ := t.switches()
	return estimate.Point(float64(n), t.n()).As(switchesFormula)
}

// SwitchRate returns the share of turns after the first that were somebody else's
// than the turn before.
//
//	switches / (n − 1)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      all turns, at least 2
//
// Undefined, with [estimate.NoTurns] or [estimate.OneTurn], when n < 2.
//
// Source: as [Talk.Switches].
func (t *Talk) SwitchRate() estimate.Estimate {
	switch len(t.turns) {
	case 0:
		return estimate.Undefined(estimate.NoTurns, 0).As(switchRateFormula)
	case 1:
		return estimate.Undefined(estimate.OneTurn, 1).As(switchRateFormula)
	}
	n, _ := t.switches()
	return estimate.Fraction(estimate.Int(n), estimate.Int(t.n()-1), t.n(), estimate.OneTurn).As(switchRateFormula)
}

// MeanSwitchGap returns the mean silence where the speaker changed; where the next
// began before the other had ended, the gap is negative.
//
//	Σ (start of the next turn − end of this one) / switches
//
//	Unit   ms
//	Range  (−∞, ∞)
//	n      switches, at least 1
//
// Undefined, with [estimate.NoTurns], without turns; with [estimate.NoTimes] or
// [estimate.ReversedTime] where a turn has no usable time; and with
// [estimate.NoSwitch] when the speaker never changed.
//
// Source: Heldner M, Edlund J. J Phon 2010;38:555–568, doi:10.1016/j.wocn.2010.08.002.
func (t *Talk) MeanSwitchGap() estimate.Estimate {
	if why := t.whole(ByTime); why != "" {
		return estimate.Undefined(why, t.n()).As(switchGapFormula)
	}
	n, gaps := t.switches()
	return estimate.Fraction(estimate.Int(gaps), estimate.Int(n), n, estimate.NoSwitch).As(switchGapFormula)
}

// switches counts the changes of speaker and, if all turns are timed, sums the gaps at them.
func (t *Talk) switches() (n, gaps int64) {
	timed := t.whole(ByTime) == ""
	for i := 1; i < len(t.turns); i++ {
		before, next := &t.turns[i-1], &t.turns[i]
		if before.Speaker == next.Speaker {
			continue
		}
		n++
		if timed {
			gaps += next.Start - before.End
		}
	}
	return n, gaps
}
