package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const (
	hhiFormula                 = "Σ pᵢ²"
	hhiNormalisedFormula       = "(Σ pᵢ² − 1/K) / (1 − 1/K)"
	giniSimpsonFormula         = "1 − Σ pᵢ²"
	blauNormalisedFormula      = "(1 − Σ pᵢ²) / (1 − 1/K)"
	inverseSimpsonFormula      = "1 / Σ pᵢ²"
	giniSimpsonUnbiasedFormula = "1 − Σ nᵢ(nᵢ−1) / (N(N−1))"
)

// HHI returns the Herfindahl-Hirschman index, how far the units are concentrated
// in few categories: the probability that two units drawn with replacement share one.
//
//	HHI = Σ pᵢ²,  pᵢ = nᵢ / N
//
//	Unit   1 (dimensionless)
//	Range  [1/K, 1], K = len(counts); 1 is all in one category
//	n      N = Σ nᵢ, at least 1
//
// Undefined, with [estimate.NoUnits], without categories; with
// [estimate.ZeroTotal] when all counts are 0; and with [estimate.NegativeCount]
// or [estimate.TooLarge] when the counts are not counts. So are all measures of
// counts. The order of the counts, empty categories and a common factor on all
// counts change nothing.
//
// Source: Hirschman AO. The paternity of an index. Am Econ Rev 1964;54(5):761–762;
// as λ in Simpson EH. Nature 1949;163:688, doi:10.1038/163688a0.
func HHI(counts []int64) estimate.Estimate {
	t, why := count(counts)
	if why != "" {
		return estimate.Undefined(why, t.n).As(hhiFormula)
	}
	return estimate.Fraction(t.squares, estimate.Product(t.n, t.n), t.n, estimate.ZeroTotal).As(hhiFormula)
}

// HHINormalised returns [HHI] stretched so that equal shares in all declared
// categories give 0.
//
//	HHI* = (Σ pᵢ² − 1/K) / (1 − 1/K),  K = len(counts)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      N = Σ nᵢ, at least 1
//
// Undefined as HHI, and with [estimate.OneCategory] when K is 1. An empty
// category counts in K, so declare those that could have occurred and no others.
//
// Source: as [HHI]; the stretching is that of [BlauNormalised], HHI* = 1 − Blau*.
func HHINormalised(counts []int64) estimate.Estimate {
	t, why := count(counts)
	if why != "" {
		return estimate.Undefined(why, t.n).As(hhiNormalisedFormula)
	}
	whole := estimate.Product(t.n, t.n) // (K Σn² − N²) / (K N² − N²)
	num, den := times(t.declared, t.squares).Sub(whole), times(t.declared-1, whole)
	return estimate.Fraction(num, den, t.n, estimate.OneCategory).As(hhiNormalisedFormula)
}

// GiniSimpson returns Blau's index, also called the Gini-Simpson index: the
// probability that two units drawn with replacement are of different categories.
//
//	B = 1 − Σ pᵢ²,  pᵢ = nᵢ / N
//
//	Unit   1 (dimensionless)
//	Range  [0, 1 − 1/K], K = len(counts); 0 is all in one category
//	n      N = Σ nᵢ, at least 1
//
// Undefined as [HHI]. The order of the counts, empty categories and a common
// factor change nothing. Three doctors, three nurses and a social worker: .6122.
//
// Source: Blau PM. Inequality and Heterogeneity. Free Press 1977; Simpson 1949,
// doi:10.1038/163688a0.
func GiniSimpson(counts []int64) estimate.Estimate {
	t, why := count(counts)
	if why != "" {
		return estimate.Undefined(why, t.n).As(giniSimpsonFormula)
	}
	whole := estimate.Product(t.n, t.n)
	return estimate.Fraction(whole.Sub(t.squares), whole, t.n, estimate.ZeroTotal).As(giniSimpsonFormula)
}

// BlauNormalised returns [GiniSimpson] as a share of the most that the declared
// categories allow.
//
//	B* = (1 − Σ pᵢ²) / (1 − 1/K),  K = len(counts)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 is equal shares in all declared categories
//	n      N = Σ nᵢ, at least 1
//
// Undefined as GiniSimpson, and with [estimate.OneCategory] when K is 1. An empty
// category counts in K.
//
// Source: Agresti A, Agresti BF. Statistical analysis of qualitative variation.
// Sociol Methodol 1978;9:204–237, doi:10.2307/270810.
func BlauNormalised(counts []int64) estimate.Estimate {
	t, why := count(counts)
	if why != "" {
		return estimate.Undefined(why, t.n).As(blauNormalisedFormula)
	}
	whole := estimate.Product(t.n, t.n) // K (N² − Σn²) / (K N² − N²)
	num, den := times(t.declared, whole.Sub(t.squares)), times(t.declared-1, whole)
	return estimate.Fraction(num, den, t.n, estimate.OneCategory).As(blauNormalisedFormula)
}

// InverseSimpson returns the number of equally used categories that would be as
// concentrated as these; it is [Hill]'s number of order 2.
//
//	1 / Σ pᵢ²
//
//	Unit   categories
//	Range  [1, K], K = len(counts)
//	n      N = Σ nᵢ, at least 1
//
// Undefined as [HHI]. The order of the counts, empty categories and a common
// factor change nothing.
//
// Source: Hill MO. Ecology 1973;54:427–432, doi:10.2307/1934352.
func InverseSimpson(counts []int64) estimate.Estimate {
	t, why := count(counts)
	if why != "" {
		return estimate.Undefined(why, t.n).As(inverseSimpsonFormula)
	}
	return estimate.Fraction(estimate.Product(t.n, t.n), t.squares, t.n, estimate.ZeroTotal).As(inverseSimpsonFormula)
}

// GiniSimpsonUnbiased returns the probability that two units drawn without
// replacement are of different categories: [GiniSimpson] for a sample that stands
// for a larger whole.
//
//	1 − Σ nᵢ(nᵢ−1) / (N(N−1))
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      N = Σ nᵢ, at least 2
//
// Undefined as HHI, and with [estimate.OneUnit] when N is 1. Unlike the other
// measures here it changes when all counts are multiplied.
//
// Source: Simpson EH. Nature 1949;163:688, doi:10.1038/163688a0.
func GiniSimpsonUnbiased(counts []int64) estimate.Estimate {
	t, why := count(counts)
	if why != "" {
		return estimate.Undefined(why, t.n).As(giniSimpsonUnbiasedFormula)
	}
	differ := estimate.Product(t.n, t.n).Sub(t.squares) // N(N−1) − Σ n(n−1) = N² − Σ n²
	return estimate.Fraction(differ, estimate.Product(t.n, t.n-1), t.n, estimate.OneUnit).As(giniSimpsonUnbiasedFormula)
}
