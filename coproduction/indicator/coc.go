package indicator

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	cocFormula          = "(Σ nᵢ² − N) / (N(N−1))"
	visitEntropyFormula = "−Σ pᵢ log₂ pᵢ"
)

// COC returns the continuity of care index, the probability that two different
// visits, drawn at random, were to the same professional.
//
//	COC = (Σ nᵢ² − N) / (N(N−1))
//
// where nᵢ counts the visits to professional i, and N all visits.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 0 is never the same twice, 1 one professional throughout
//	n      N visits, at least 2; warns under 3
//
// Undefined, with [estimate.NoVisits] or [estimate.TooFewVisits], when N < 2. The
// order of the visits changes nothing.
//
// Source: Bice TW, Boxerman SB. A quantitative measure of continuity of care. Med
// Care 1977;15:347–349, doi:10.1097/00005650-197704000-00010.
func (v Visits) COC() estimate.Estimate {
	num, den := v.pairs()
	return v.index(cocFormula, 2, num, den)
}

// pairs returns the ordered pairs of different visits to one professional, and all
// such pairs.
func (v Visits) pairs() (same, all estimate.Exact) {
	return v.squares().Sub(estimate.Int(v.n)), estimate.Product(v.n, v.n-1)
}

// HHI returns the Herfindahl-Hirschman index of the visits over the
// professionals: as [HHI], with visits for units.
//
//	HHI = Σ (nᵢ / N)²
//
//	Unit   1 (dimensionless)
//	Range  [1/k, UPC], k professionals
//	n      N visits, at least 1; warns under 3
//
// Undefined, with [estimate.NoVisits], when N is 0. The order of the visits
// changes nothing. HHI = (COC (N−1) + 1) / N.
//
// Source: as [HHI].
func (v Visits) HHI() estimate.Estimate {
	return v.index(hhiFormula, 1, v.squares(), estimate.Product(v.n, v.n))
}

// Entropy returns the entropy of the visits over the professionals, in bits: how
// uncertain the patient must be of whom a visit drawn at random was to.
//
//	H = −Σ pᵢ log₂ pᵢ,  pᵢ = nᵢ / N
//
//	Unit   bits
//	Range  [0, log₂ k], k professionals; 0 is one professional throughout
//	n      N visits, at least 1
//
// Undefined, with [estimate.NoVisits], when N is 0. The order of the visits
// changes nothing.
//
// Source: as [Shannon].
func (v Visits) Entropy() estimate.Estimate {
	if v.n == 0 {
		return estimate.Undefined(estimate.NoVisits, 0).As(visitEntropyFormula)
	}
	return estimate.Point(entropy(v.counts, v.n, math.Log2), v.n).As(visitEntropyFormula)
}
