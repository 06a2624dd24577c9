package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const (
	mmciFormula = "(1 − k/(N + 0.1)) / (1 − 1/(N + 0.1))"
	mciFormula  = "1 − k/(N + 0.1)"
)

// MMCI returns the modified, modified continuity index: how few professionals the
// patient met for so many visits.
//
//	MMCI = (1 − k/(N + 0.1)) / (1 − 1/(N + 0.1))
//
// where k counts the professionals, and N the visits.
//
//	Unit   1 (dimensionless)
//	Range  (0, 1]; 1 is one professional throughout
//	n      N visits, at least 1; warns under 3
//
// Undefined, with [estimate.NoVisits], when N is 0. The order of the visits, and
// how they are spread over the k, change nothing.
//
// Source: Magill MK, Senf J. A new method for measuring continuity of care in
// family practice residencies. J Fam Pract 1987;24:165–168.
func (v Visits) MMCI() estimate.Estimate { // both sides times 10 (N + 0.1), to stay whole
	return v.index(mmciFormula, 1, estimate.Int(10*v.n+1-10*v.k()), estimate.Int(10*v.n-9))
}

// MCI returns the modified continuity index in its form for one patient: [Visits.MMCI]
// before it was stretched to reach 1.
//
//	MCI = 1 − k/(N + 0.1)
//
//	Unit   1 (dimensionless)
//	Range  (0, 1)
//	n      N visits, at least 1; warns under 3
//
// Undefined, with [estimate.NoVisits], when N is 0. The order of the visits
// changes nothing.
//
// Source: Godkin MA, Rice CA. Relationship of physician continuity to type of
// health problems in primary care. J Fam Pract 1981;12:99–102.
func (v Visits) MCI() estimate.Estimate {
	return v.index(mciFormula, 1, estimate.Int(10*v.n+1-10*v.k()), estimate.Int(10*v.n+1))
}
