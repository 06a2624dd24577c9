package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const (
	participationGiniFormula      = "Σ (2i − S − 1) xᵢ / (S Σ x), x ascending"
	participationCorrectedFormula = "Σ (2i − S − 1) xᵢ / ((S − 1) Σ x), x ascending"
	participationEvennessFormula  = "−Σ pᵢ ln pᵢ / ln S"
)

// Gini returns how unequally the talk is spread over those who spoke: as [Gini],
// not corrected, with speakers for categories.
//
//	Σ (2i − S − 1) xᵢ / (S Σ x),  x₁ ≤ x₂ ≤ … ≤ x_S
//
// where xᵢ is the talk of one speaker, and S counts the speakers.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1 − 1/S]; 0 is equal talk, or one speaker
//	n      all turns, at least 1
//
// Undefined as [Talk.Share]. Who is present and silent is not a speaker.
//
// Source: as [Gini].
func (t *Talk) Gini(by By) estimate.Estimate {
	if why := t.whole(by); why != "" {
		return estimate.Undefined(why, t.n()).As(participationGiniFormula)
	}
	e := Gini(t.amounts(by), false).As(participationGiniFormula)
	e.N = t.n()
	return e
}

// GiniCorrected returns [Talk.Gini] corrected for the number of speakers, so that 1 is
// reached where one of them has all the talk.
//
//	Σ (2i − S − 1) xᵢ / ((S − 1) Σ x),  x₁ ≤ x₂ ≤ … ≤ x_S
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 0 is equal talk
//	n      all turns, at least 2
//
// Undefined as [Talk.Share], and with [estimate.OneSpeaker] when S < 2.
//
// Source: as [Gini].
func (t *Talk) GiniCorrected(by By) estimate.Estimate {
	why := t.whole(by)
	if why == "" && len(t.speakers) < 2 {
		why = estimate.OneSpeaker
	}
	if why != "" {
		return estimate.Undefined(why, t.n()).As(participationCorrectedFormula)
	}
	e := Gini(t.amounts(by), true).As(participationCorrectedFormula)
	e.N = t.n()
	return e
}

// Evenness returns how evenly the talk is spread over those who spoke: as
// [Pielou], with speakers for categories.
//
//	−Σ pᵢ ln pᵢ / ln S,  pᵢ = xᵢ / Σ x
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 is equal talk
//	n      all turns, at least 2
//
// Undefined as [Talk.Share], and with [estimate.OneSpeaker] when S < 2.
//
// Source: as [Pielou].
func (t *Talk) Evenness(by By) estimate.Estimate {
	why := t.whole(by)
	if why == "" && len(t.speakers) < 2 {
		why = estimate.OneSpeaker
	}
	if why != "" {
		return estimate.Undefined(why, t.n()).As(participationEvennessFormula)
	}
	e := Pielou(t.amounts(by), Declared).As(participationEvennessFormula)
	e.N = t.n()
	return e
}

// amounts returns how much each speaker talked.
func (t *Talk) amounts(by By) []int64 {
	x := make([]int64, len(t.speakers))
	for i, s := range t.speakers {
		switch by {
		case ByTime:
			x[i] = s.time
		case ByWords:
			x[i] = s.words
		case ByTurns:
			x[i] = s.turns
		}
	}
	return x
}
