package agreement

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const fleissGeneralisedFormula = "(pₐ − pₑ) / (1 − pₑ), pₑ = Σ wₖₗ πₖ πₗ"

// FleissGeneralised returns Fleiss' kappa for any pattern of missing ratings and
// any weights: agreement beyond that of coders who would all draw from the one
// distribution of categories that they share.
//
//	(pₐ − pₑ) / (1 − pₑ),  pₑ = Σₖₗ wₖₗ πₖ πₗ
//
// where πₖ is the mean over units of the share of the unit's ratings in category
// k, and pₐ is [Table.PercentAgreement].
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1]; 0 is what chance alone would give
//	n      units rated at least twice; warns under [estimate.EnoughUnits]
//
// Undefined as PercentAgreement, and with [estimate.OneCategory] when all ratings
// are of one category. A unit rated once counts in πₖ, and not in pₐ. Where every
// coder rated every unit it equals [Table.FleissKappa], and for two coders
// [Table.ScottPi]. The interval and the order of things as in PercentAgreement.
//
// Source: Gwet KL. Handbook of Inter-Rater Reliability, 4th ed. Advanced Analytics
// 2014, ch. 2; Fleiss JL. Psychol Bull 1971;76:378–382, doi:10.1037/h0031619.
func (t *Table) FleissGeneralised(w Weights, level float64) estimate.Estimate {
	return t.sample().fleissGeneralised(w, level).value
}

func (s *sample) fleissGeneralised(w Weights, level float64) coefficient {
	d, ok := s.weighted(w)
	if !ok {
		return unknownWeights(fleissGeneralisedFormula, s.pairable)
	}
	shares := s.shares()
	means := d.means(shares)
	c := chance{apart: mean(shares, means), part: func(p pattern) float64 { return p.mean(means) }}
	if onlyOne(shares) {
		c.none = estimate.OneCategory
	}
	return s.beyond(d, c, fleissGeneralisedFormula, ratedOnceChance, level)
}
