package agreement

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const scottFormula = "(pₒ − pₑ) / (1 − pₑ), pₑ = Σ ((pₖ₊ + p₊ₖ)/2)²"

// ScottPi returns Scott's pi, the agreement of two coders beyond that of coders who
// would draw from the one distribution that they share.
//
//	π = (pₒ − pₑ) / (1 − pₑ)
//	pₒ = Σₖ pₖₖ,  pₑ = Σₖ ((pₖ₊ + p₊ₖ)/2)²
//
// where pₖₗ is the share of the units that the first coder put into category k and
// the second into l, among those that both rated.
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1]; 1 is full agreement, 0 is what chance alone would give
//	n      units that both rated; warns under [estimate.EnoughUnits]
//
// Undefined, with [NotTwo], unless there are two coders, with [estimate.NoUnits]
// when nothing was rated, with [NoPairs] when no unit is rated by both, and with
// [estimate.OneCategory] when both used one and the same category throughout.
// Krippendorff's alpha of the same units is 1 − (1 − π)(2n − 1)/(2n). The interval
// is that of [Table.FleissGeneralised] over the units that both rated, linearised and
// cut to 1; a level of 0 asks for none. Swapping the coders, reordering the units
// and relabelling the categories change nothing.
//
// Source: Scott WA. Public Opin Q 1955;19(3):321–325, doi:10.1086/266577.
func (t *Table) ScottPi(level float64) estimate.Estimate { return t.sample().scott(level).value }

// scott is exact until its last line: with A agreements and sₖ the ratings of
// category k, π = (4nA − Σ sₖ²) / (4n² − Σ sₖ²).
func (s *sample) scott(level float64) coefficient {
	c, why := s.square(Unweighted)
	if why != "" {
		return coefficient{value: c.undefined(why).As(scottFormula), se: c.undefined(why).As("SE of " + scottFormula)}
	}
	apart, squares := int64(0), estimate.Exact{}
	for _, p := range s.pairs {
		apart += p.count
	}
	for _, n := range s.used {
		squares = squares.Add(estimate.Product(n, n))
	}
	num := estimate.Product(4*c.n, c.n-apart).Sub(squares)
	den := estimate.Product(4*c.n, c.n).Sub(squares)
	k := coefficient{value: estimate.Point(estimate.Quotient(num, den), c.n)}
	if level != 0 {
		k.se = c.without(s.rated(2).fleissGeneralised(Unweighted, level).se.As("SE of " + scottFormula))
	}
	k.value = c.without(k.within(c.n-1, level).As(scottFormula))
	return k
}

// rated returns the sample of the units with at least that many ratings.
func (s *sample) rated(atLeast int) *sample {
	out := *s
	out.rows, out.sorted, out.units = nil, nil, 0
	for _, p := range s.rows {
		if p.rated >= atLeast {
			out.rows = append(out.rows, p)
			out.units += p.units
		}
	}
	return &out
}
