package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const (
	giniFormula          = "Σ (2i − K − 1) nᵢ / (K N), n ascending"
	giniCorrectedFormula = "Σ (2i − K − 1) nᵢ / ((K − 1) N), n ascending"
)

// Gini returns how unequally the units are spread over the declared categories:
// half the mean difference between two categories, relative to the mean.
//
//	G  = Σ (2i − K − 1) nᵢ / (K N),  n₁ ≤ n₂ ≤ … ≤ n_K,  N = Σ nᵢ
//	G* = G K / (K − 1)               corrected for the number of categories
//
//	Unit   1 (dimensionless)
//	Range  [0, 1 − 1/K]; corrected [0, 1]. 0 is equal shares
//	n      N, at least 1
//
// Undefined as [HHI]; corrected also with [estimate.OneCategory] when K is 1.
// Empty categories are kept and count in K. The order of the counts and a common
// factor change nothing.
//
// Source: Gini C. Variabilità e mutabilità. Bologna 1912; Deltas G. Rev Econ Stat
// 2003;85:226–234, doi:10.1162/rest.2003.85.1.226 (correction).
func Gini(counts []int64, corrected bool) estimate.Estimate {
	formula := giniFormula
	if corrected {
		formula = giniCorrectedFormula
	}
	t, why := count(counts)
	if why != "" {
		return estimate.Undefined(why, t.n).As(formula)
	}
	k := t.declared
	var spread estimate.Exact
	for i, c := range ascending(counts) {
		spread = spread.Add(estimate.Product(2*int64(i)+1-k, c)) // i counts from 0 here
	}
	if corrected {
		k--
	}
	return estimate.Fraction(spread, estimate.Product(k, t.n), t.n, estimate.OneCategory).As(formula)
}
