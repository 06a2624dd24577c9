package agreement

import (
	"math/big"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const kendallFormula = "12 Σ (Rᵢ − R̄)² / (m²(n³ − n) − m Σ (t³ − t))"

// KendallW returns Kendall's coefficient of concordance, corrected for ties: how far
// coders put the units into the same order.
//
//	W = 12 Σᵢ (Rᵢ − R̄)² / (m² (n³ − n) − m Σ (t³ − t))
//
// where Rᵢ is the sum over the m coders of the rank that they gave unit i among the
// n, tied units sharing the mean of their ranks, and t the size of each group of
// units that a coder left tied.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      units
//
// Undefined, with [NotSeveral], with fewer than two coders, with [estimate.NoUnits]
// when nothing was rated, with [Incomplete] when a rating is missing, with
// [estimate.OneUnit] with fewer than two units, and with [estimate.OneCategory] when
// no coder ranked any unit above another. The order of the categories is their
// rank. Doubled ranks are whole numbers, so it is rounded once.
//
// Source: Kendall MG, Babington Smith B. Ann Math Stat 1939;10:275–287,
// doi:10.1214/aoms/1177732186.
func (t *Table) KendallW() estimate.Estimate { return t.sample().kendall() }

func (s *sample) kendall() estimate.Estimate {
	why := s.complete()
	if s.coders >= 2 && s.units == 1 && why != Incomplete {
		why = estimate.OneUnit
	}
	if why != "" {
		return estimate.Undefined(why, s.units).As(kendallFormula)
	}
	m := big.NewInt(int64(s.coders))
	cube := func(n int64) *big.Int { // n³ − n
		b := big.NewInt(n)
		c := new(big.Int).Mul(b, b)
		return c.Mul(c, b).Sub(c, b)
	}
	ties := new(big.Int)
	sums := make([]int64, len(s.rows)) // twice the ranks, summed
	counts := make([]int64, s.categories)
	for g := range s.coders {
		clear(counts)
		for _, p := range s.rows {
			counts[p.ratings[g]] += p.units
		}
		below, rank := int64(0), make([]int64, s.categories)
		for k, t := range counts {
			rank[k] = 2*below + t + 1
			below += t
			ties.Add(ties, cube(t))
		}
		for i, p := range s.rows {
			sums[i] += rank[p.ratings[g]]
		}
	}
	centre := int64(s.coders) * (s.units + 1) // twice the mean of Rᵢ
	squares := new(big.Int)
	for i, p := range s.rows {
		apart := sums[i] - centre
		square := estimate.Product(apart, apart).Big()
		squares.Add(squares, square.Mul(square, big.NewInt(p.units)))
	}
	den := cube(s.units)
	den.Mul(den, m).Sub(den, ties).Mul(den, m)
	if den.Sign() == 0 {
		return estimate.Undefined(estimate.OneCategory, s.units).As(kendallFormula)
	}
	num := squares.Mul(squares, big.NewInt(3)) // 12 / 2²
	w, _ := new(big.Rat).SetFrac(num, den).Float64()
	return few(estimate.Point(w, s.units).As(kendallFormula))
}
