package agreement

import (
	"math"
	"math/big"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	fleissFormula         = "(P̄ − P̄ₑ) / (1 − P̄ₑ)"
	fleissCategoryFormula = "1 − Σ nᵢₖ(m − nᵢₖ) / (N m (m−1) pₖ (1−pₖ))"
	fleissZFormula        = "κ / SE₀, m coders on each unit"
)

// FleissKappa returns Fleiss' kappa of m coders who all rated every unit: agreement
// beyond that of coders who would all draw from the one distribution that they share.
//
//	κ = (P̄ − P̄ₑ) / (1 − P̄ₑ)
//	P̄ = Σᵢₖ nᵢₖ (nᵢₖ − 1) / (N m (m−1)),  P̄ₑ = Σₖ pₖ²
//
// where nᵢₖ counts the ratings of unit i in category k, and pₖ is the share of
// category k among all N m ratings.
//
//	Unit   1 (dimensionless)
//	Range  [−1/(m−1), 1]; 0 is what chance alone would give
//	n      N; warns under [estimate.EnoughUnits]
//
// Undefined, with [NotSeveral], with fewer than two coders, with [estimate.NoUnits]
// when nothing was rated, with [Incomplete] when a rating is missing, for which
// there is [Table.FleissGeneralised], and with [estimate.OneCategory] when all
// ratings are of one category. A unit that nobody rated is not there. The interval
// is that of FleissGeneralised. The order of units, coders and categories changes
// nothing.
//
// Source: Fleiss JL. Psychol Bull 1971;76:378–382, doi:10.1037/h0031619.
func (t *Table) FleissKappa(level float64) estimate.Estimate { return t.sample().fleiss(level) }

// FleissKappaCategory returns Fleiss' kappa of one category against all others.
//
//	κₖ = 1 − Σᵢ nᵢₖ (m − nᵢₖ) / (N m (m−1) pₖ (1 − pₖ))
//
//	Unit   1 (dimensionless)
//	Range  [−1/(m−1), 1]
//	n      N, the units
//
// Undefined as [Table.FleissKappa], with [estimate.OneCategory] too when the category
// was never given, and with [NoSuchCategory] for a number that is no category's. The
// mean of the κₖ, weighted by pₖ(1 − pₖ), is FleissKappa. Merging the other categories
// changes nothing.
//
// Source: Fleiss JL, Levin B, Paik MC. Statistical Methods for Rates and Proportions,
// 3rd ed. Wiley 2003, eq. 18.43.
func (t *Table) FleissKappaCategory(category int) estimate.Estimate {
	return t.sample().fleissCategory(category)
}

// FleissKappaZ returns Fleiss' kappa over the standard error that it would have if
// there were no agreement beyond chance.
//
//	z = κ / SE₀
//	SE₀² = 2 ((Σ pₖqₖ)² − Σ pₖqₖ(qₖ − pₖ)) / (N m (m−1) (Σ pₖqₖ)²),  qₖ = 1 − pₖ
//
//	Unit   standard errors
//	Range  (−∞, ∞)
//	n      N, the units
//
// Undefined as [Table.FleissKappa].
//
// Source: Fleiss JL, Nee JCM, Landis JR. Psychol Bull 1979;86:974–977,
// doi:10.1037/0033-2909.86.5.974.
func (t *Table) FleissKappaZ() estimate.Estimate { return t.sample().fleissZ() }

// complete returns why the units are not all rated by all of at least two coders,
// with more than one category.
func (s *sample) complete() estimate.Reason {
	switch {
	case s.coders < 2:
		return NotSeveral
	case s.units == 0:
		return estimate.NoUnits
	case s.pairings != s.units*int64(s.coders):
		return Incomplete
	case s.oneUsed():
		return estimate.OneCategory
	}
	return ""
}

// fleiss is exact until its last line: with D unordered pairs of different ratings,
//
//	κ = 1 − 2 D N m / ((m−1) ((N m)² − Σ tₖ²)),  tₖ = N m pₖ
func (s *sample) fleiss(level float64) estimate.Estimate {
	if why := s.complete(); why != "" {
		return estimate.Undefined(why, s.units).As(fleissFormula)
	}
	var apart int64
	for _, p := range s.pairs {
		apart += p.count
	}
	expected := estimate.Product(s.pairings, s.pairings)
	for _, n := range s.used {
		expected = expected.Sub(estimate.Product(n, n))
	}
	k := coefficient{
		value: estimate.Point(lessThanOne(estimate.Product(2*apart, s.pairings), expected, int64(s.coders-1)), s.units),
	}
	if level != 0 {
		k.se = s.fleissGeneralised(Unweighted, level).se
	}
	return k.within(s.units-1, level).As(fleissFormula)
}

// lessThanOne returns 1 − num/(den·times), rounded once.
func lessThanOne(num, den estimate.Exact, times int64) float64 {
	whole := den.Big()
	whole.Mul(whole, big.NewInt(times))
	v, _ := new(big.Rat).SetFrac(new(big.Int).Sub(whole, num.Big()), whole).Float64()
	return v
}

func (s *sample) fleissCategory(k int) estimate.Estimate {
	why := s.complete()
	if why == "" && (k < 0 || k >= s.categories) {
		why = NoSuchCategory
	}
	if why == "" && (s.used[k] == 0 || s.used[k] == s.pairings) {
		why = estimate.OneCategory
	}
	if why != "" {
		return estimate.Undefined(why, s.units).As(fleissCategoryFormula)
	}
	var apart int64
	for _, p := range s.pairs {
		if int(p.k) == k || int(p.l) == k {
			apart += p.count
		}
	}
	// Σ nᵢₖ(m − nᵢₖ) = apart, and N m pₖ(1 − pₖ) = t(N m − t)/(N m)
	num := estimate.Product(apart, s.pairings)
	den := estimate.Product(s.used[k], s.pairings-s.used[k])
	return estimate.Point(lessThanOne(num, den, int64(s.coders-1)), s.units).As(fleissCategoryFormula)
}

func (s *sample) fleissZ() estimate.Estimate {
	e := s.fleiss(0)
	if !e.Defined() {
		return estimate.Undefined(e.Undefined, s.units).As(fleissZFormula)
	}
	var pq, skew float64
	for _, n := range s.used {
		p := float64(n) / float64(s.pairings)
		q := float64(s.pairings-n) / float64(s.pairings)
		pq += float64(p * q)
		skew += float64(p * q * (q - p))
	}
	m := float64(s.coders)
	variance := 2 * (float64(pq*pq) - skew) / (float64(s.units) * m * (m - 1) * pq * pq)
	return estimate.Point(e.Value/math.Sqrt(variance), s.units).As(fleissZFormula)
}
