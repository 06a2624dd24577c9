package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const kIndexFormula = "(N − k) / (N − 1)"

// K returns the K index: the share of visits after the first that did not bring a
// new professional.
//
//	K = (N − k) / (N − 1)
//
// where k counts the professionals, and N the visits.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 is one professional throughout
//	n      N visits, at least 2; warns under 3
//
// Undefined, with [estimate.NoVisits] or [estimate.TooFewVisits], when N < 2. The
// order of the visits changes nothing.
//
// Source: Ejlertsson G, Berg S. Continuity-of-care measures. Med Care
// 1984;22:231–239, doi:10.1097/00005650-198403000-00006.
func (v Visits) K() estimate.Estimate {
	return v.index(kIndexFormula, 2, estimate.Int(v.n-v.k()), estimate.Int(v.n-1))
}
