package agreement

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const lightFormula = "mean of Cohen's kappa over the pairs of coders"

// LightKappa returns Light's kappa, the mean of Cohen's unweighted kappa over the
// pairs of coders, of units that all of them rated.
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1]
//	n      units
//
// Undefined as [Table.FleissKappa], and as [Table.CohenKappa] where it is for one of
// the pairs. The order of units, coders and categories changes nothing that matters.
//
// Source: Light RJ. Psychol Bull 1971;76:365–377, doi:10.1037/h0031643.
func (t *Table) LightKappa() estimate.Estimate { return t.sample().light() }

func (s *sample) light() estimate.Estimate {
	if why := s.complete(); why != "" {
		return estimate.Undefined(why, s.units).As(lightFormula)
	}
	var sum, pairs float64
	for g := range s.coders {
		for h := range g {
			kappa := s.only(g, h)
			if kappa.Undefined != "" {
				return estimate.Undefined(kappa.Undefined, s.units).As(lightFormula)
			}
			sum += kappa.Value
			pairs++
		}
	}
	return few(estimate.Point(sum/pairs, s.units).As(lightFormula))
}

// only returns Cohen's kappa of two of the coders.
func (s *sample) only(g, h int) estimate.Estimate {
	two := &sample{coders: 2, categories: s.categories, values: s.values}
	for _, p := range s.rows {
		two.rows = append(two.rows, pattern{[]int32{p.ratings[g], p.ratings[h]}, 2, p.units})
	}
	two.count(two.coincide())
	c, why := two.square(Unweighted)
	return c.kappa(why, 0)
}
