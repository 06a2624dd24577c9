package agreement

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const brennanPredigerFormula = "(pₐ − pₑ) / (1 − pₑ), pₑ = Σ wₖₗ / q²"

// BrennanPrediger returns the agreement beyond that of coders who would choose
// each category equally often; also known as S, Bennett's sigma and the
// free-marginal kappa.
//
//	(pₐ − pₑ) / (1 − pₑ),  pₑ = Σₖₗ wₖₗ / q²
//
// where q is the number of categories, declared or, failing that, occurring, and
// pₐ is [Table.PercentAgreement].
//
//	Unit   1 (dimensionless)
//	Range  [−1/(q−1), 1] unweighted; 0 is what equal guessing would give
//	n      units rated at least twice; warns under [estimate.EnoughUnits]
//
// Undefined as PercentAgreement, and with [estimate.OneCategory] when q is 1: no
// disagreement was possible. A category declared and never used raises it. The
// interval, what it leaves out, and the order of things as in PercentAgreement.
//
// Source: Brennan RL, Prediger DJ. Educ Psychol Meas 1981;41:687–699,
// doi:10.1177/001316448104100307.
func (t *Table) BrennanPrediger(w Weights, level float64) estimate.Estimate {
	return t.sample().brennanPrediger(w, level).value
}

func (s *sample) brennanPrediger(w Weights, level float64) coefficient {
	d, ok := s.weighted(w)
	if !ok {
		return unknownWeights(brennanPredigerFormula, s.pairable)
	}
	q := float64(s.categories)
	c := chance{apart: sum(d.means(ones(s.categories))) / q / q}
	c.part = func(pattern) float64 { return c.apart }
	if s.categories < 2 {
		c.none = estimate.OneCategory
	}
	return s.beyond(d, c, brennanPredigerFormula, ratedOnce, level)
}

func ones(q int) []float64 {
	out := make([]float64, q)
	for k := range out {
		out[k] = 1
	}
	return out
}

func sum(v []float64) float64 {
	var total float64
	for _, x := range v {
		total += x
	}
	return total
}
