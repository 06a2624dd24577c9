package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const bergerParkerFormula = "max nᵢ / N"

// BergerParker returns the share of the most used category.
//
//	d = max nᵢ / N
//
//	Unit   1 (dimensionless)
//	Range  [1/K, 1], K = len(counts)
//	n      N = Σ nᵢ, at least 1
//
// Undefined as [HHI]. The order of the counts, empty categories and a common
// factor change nothing.
//
// Source: Berger WH, Parker FL. Science 1970;168:1345–1347,
// doi:10.1126/science.168.3937.1345.
func BergerParker(counts []int64) estimate.Estimate {
	t, why := count(counts)
	if why != "" {
		return estimate.Undefined(why, t.n).As(bergerParkerFormula)
	}
	return estimate.Fraction(estimate.Int(t.largest), estimate.Int(t.n), t.n, estimate.ZeroTotal).As(bergerParkerFormula)
}
