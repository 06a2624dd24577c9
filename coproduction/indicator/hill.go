package indicator

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const hillFormula = "(Σ pᵢ^q)^(1/(1−q)); exp(−Σ pᵢ ln pᵢ) for q = 1"

// Hill returns the effective number of categories: how many equally used ones
// would be as diverse as these. The order q says how little rare ones matter.
//
//	ᵠD = (Σ pᵢ^q)^(1/(1−q)),  pᵢ = nᵢ / N > 0
//	⁰D = used categories;  ¹D = exp(−Σ pᵢ ln pᵢ);  ²D = 1 / Σ pᵢ²
//
//	Unit   categories
//	Range  [1, K], K = len(counts); falls, or stays, as q rises
//	n      N = Σ nᵢ, at least 1
//
// Undefined as [HHI]. The order of the counts, empty categories and a common
// factor change nothing. Three doctors, three nurses and a social worker: ²D = 2.579.
//
// Source: Hill MO. Ecology 1973;54:427–432, doi:10.2307/1934352; Jost L. Oikos
// 2006;113:363–375, doi:10.1111/j.2006.0030-1299.14714.x.
func Hill(counts []int64, q uint) estimate.Estimate {
	t, why := count(counts)
	if why != "" {
		return estimate.Undefined(why, t.n).As(hillFormula)
	}
	switch q {
	case 0:
		return estimate.Point(float64(t.used), t.n).As(hillFormula)
	case 1:
		return estimate.Point(math.Exp(entropy(counts, t.n, math.Log)), t.n).As(hillFormula)
	case 2:
		return InverseSimpson(counts).As(hillFormula)
	}
	// Σ p^q = p₁^q Σ (p/p₁)^q with p₁ the largest share: no power of it underflows to 0 altogether.
	var sum float64
	for _, c := range ascending(counts) {
		if c > 0 {
			sum += math.Pow(float64(c)/float64(t.largest), float64(q))
		}
	}
	log := float64(float64(q)*math.Log(float64(t.largest)/float64(t.n))) + math.Log(sum)
	return estimate.Point(math.Exp(log/(1-float64(q))), t.n).As(hillFormula)
}
