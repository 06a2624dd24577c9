package agreement

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const gwetFormula = "(pₐ − pₑ) / (1 − pₑ), pₑ = Σ wₖₗ · Σ πₖ(1−πₖ) / (q(q−1))"

// Gwet returns Gwet's AC1, or AC2 when weighted: agreement beyond chance, where
// chance is thought to be at work only in the units that are hard to rate. Unlike
// kappa it stays high when nearly all units are of one category.
//
//	(pₐ − pₑ) / (1 − pₑ),  pₑ = Σₖₗ wₖₗ · Σₖ πₖ (1−πₖ) / (q (q−1))
//
// where πₖ is the mean over units of the share of the unit's ratings in category
// k, q the number of categories, and pₐ is [Table.PercentAgreement].
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1]; 0 is what this chance alone would give
//	n      units rated at least twice; warns under [estimate.EnoughUnits]
//
// Undefined as PercentAgreement, and with [estimate.OneCategory] when q is 1. A
// unit rated once counts in πₖ, and not in pₐ. A category declared and never used
// changes it. The interval and the order of things as in PercentAgreement.
//
// Source: Gwet KL. Br J Math Stat Psychol 2008;61:29–48, doi:10.1348/000711006X126600.
func (t *Table) Gwet(w Weights, level float64) estimate.Estimate {
	return t.sample().gwet(w, level).value
}

func (s *sample) gwet(w Weights, level float64) coefficient {
	d, ok := s.weighted(w)
	if !ok {
		return unknownWeights(gwetFormula, s.pairable)
	}
	c := chance{none: estimate.OneCategory}
	if s.categories > 1 && s.units > 0 {
		q := float64(s.categories)
		others := distance{form: equal, scale: 1}.means(s.shares()) // 1 − πₖ
		factor := 1/(q-1) + 1 - sum(d.means(ones(s.categories)))/q/(q-1)
		c = chance{
			apart: 1 - float64(factor*mean(s.shares(), others)),
			part: func(p pattern) float64 {
				return 1 - float64(factor*p.mean(others))
			},
		}
	}
	return s.beyond(d, c, gwetFormula, ratedOnceChance, level)
}

// mean returns the mean over the ratings of a row of a number for each category.
func (p pattern) mean(v []float64) float64 {
	var sum float64
	for _, r := range p.ratings {
		if r != Missing {
			sum += v[r]
		}
	}
	return sum / float64(p.rated)
}
