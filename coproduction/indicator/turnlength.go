package indicator

import (
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const (
	meanTurnWordsFormula = "words(role) / turns(role)"
	longestTurnFormula   = "max (end − start) over the role's turns"
)

// MeanTurnWords returns how many words a turn of somebody in the role has, on average.
//
//	words(role) / turns(role)
//
//	Unit   words a turn
//	Range  [0, ∞)
//	n      the role's turns, at least 1
//
// Undefined, with [estimate.NoTurns], without turns; with
// [estimate.NoTurnOfRole] when nobody in the role spoke; and with
// [estimate.NoWordCounts] where one of the role's turns was not counted.
// Backchannels are turns here and lower it.
//
// Source: as [Talk.Total].
func (t *Talk) MeanTurnWords(role encounter.Role) estimate.Estimate {
	words, n, why := t.of(role, ByWords)
	if why != "" {
		return estimate.Undefined(why, n).As(meanTurnWordsFormula)
	}
	return estimate.Fraction(estimate.Int(words), estimate.Int(n), n, estimate.NoTurnOfRole).As(meanTurnWordsFormula)
}

// LongestTurn returns how long the longest turn of somebody in the role lasted.
//
//	max (end − start)
//
//	Unit   ms
//	Range  [0, ∞)
//	n      the role's turns, at least 1
//
// Undefined as [Talk.MeanTurnWords], with [estimate.NoTimes] or
// [estimate.ReversedTime] where one of the role's turns has no usable time.
//
// Source: as [Talk.Total].
func (t *Talk) LongestTurn(role encounter.Role) estimate.Estimate {
	_, n, why := t.of(role, ByTime)
	if why == "" && n == 0 {
		why = estimate.NoTurnOfRole
	}
	if why != "" {
		return estimate.Undefined(why, n).As(longestTurnFormula)
	}
	var most int64
	for i := range t.turns {
		if t.turns[i].Role == role {
			most = max(most, t.turns[i].amount(ByTime))
		}
	}
	return estimate.Point(float64(most), n).As(longestTurnFormula)
}
