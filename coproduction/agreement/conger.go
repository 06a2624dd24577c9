package agreement

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const congerFormula = "(pₐ − pₑ) / (1 − pₑ), pₑ = Σ over pairs of coders g ≠ h of Σ wₖₗ pₖᵍ pₗʰ / pairs"

// Conger returns Conger's kappa, Cohen's for any number of coders: agreement beyond
// that of coders who would each keep to a distribution of categories of their own.
//
//	(pₐ − pₑ) / (1 − pₑ),  pₑ = Σ_g≠h Σₖₗ wₖₗ pₖᵍ pₗʰ / (c (c−1))
//
// where pₖᵍ is the share of category k among the ratings of coder g, c the number
// of coders who rated anything, and pₐ is [Table.PercentAgreement].
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1]; 0 is what chance alone would give
//	n      units rated at least twice; warns under [estimate.EnoughUnits]
//
// Undefined as PercentAgreement, and with [estimate.OneCategory] when all ratings
// are of one category. A unit rated once counts in pₖᵍ, and not in pₐ; a coder who
// rated nothing counts nowhere. For two coders and no missing rating it equals
// [Table.CohenKappa]. The interval and the order of things as in PercentAgreement.
//
// Source: Conger AJ. Psychol Bull 1980;88:322–328, doi:10.1037/0033-2909.88.2.322;
// with missing ratings, and the interval: Gwet 2014, ch. 2 and 5.
func (t *Table) Conger(w Weights, level float64) estimate.Estimate {
	return t.sample().conger(w, level).value
}

func (s *sample) conger(w Weights, level float64) coefficient {
	d, ok := s.weighted(w)
	if !ok {
		return unknownWeights(congerFormula, s.pairable)
	}
	return s.beyond(d, s.congerChance(d), congerFormula, ratedOnceChance, level)
}

// congerChance rests on Σ_h≠g Σₗ d(k, l) pₗʰ, how far category k of coder g is from
// what the others choose; its mean over the ratings of g, summed over g, gives 1 − pₑ.
func (s *sample) congerChance(d distance) chance {
	var (
		counts = make([][]int64, s.coders)
		rated  = make([]int64, s.coders)
		seen   = make([]bool, s.categories)
	)
	for g := range counts {
		counts[g] = make([]int64, s.categories)
	}
	for _, p := range s.rows {
		for g, r := range p.ratings {
			if r != Missing {
				counts[g][r] += p.units
				rated[g] += p.units
				seen[r] = true
			}
		}
	}
	var active float64
	shares := make([][]float64, s.coders)
	for g := range shares {
		shares[g] = make([]float64, s.categories)
		if rated[g] == 0 {
			continue
		}
		active++
		for k, n := range counts[g] {
			shares[g][k] = float64(n) / float64(rated[g])
		}
	}
	different := 0
	for _, yes := range seen {
		if yes {
			different++
		}
	}
	switch {
	case active < 2:
		return chance{none: NoPairs}
	case different < 2:
		return chance{none: estimate.OneCategory}
	}
	pairs := active * (active - 1)
	far, own := make([][]float64, s.coders), make([]float64, s.coders)
	var apart float64
	for g, share := range shares {
		others := make([]float64, s.categories)
		for h := range shares {
			if h == g {
				continue
			}
			for k, p := range shares[h] {
				others[k] += p
			}
		}
		far[g] = d.means(others)
		own[g] = mean(share, far[g])
		apart += own[g] / pairs
	}
	return chance{apart: apart, named: true, part: func(p pattern) float64 {
		part := apart
		for g, r := range p.ratings {
			if r != Missing {
				part += float64(float64(s.units) / float64(rated[g]) * (far[g][r] - own[g]) / pairs)
			}
		}
		return part
	}}
}
