package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const (
	upcFormula          = "max nᵢ / N"
	lastProviderFormula = "n(last) / N"
)

// UPC returns the usual provider continuity, the share of visits to the
// professional whom the patient met most.
//
//	UPC = max nᵢ / N
//
// where nᵢ counts the visits to professional i, and N all visits.
//
//	Unit   1 (dimensionless)
//	Range  [1/k, 1], k professionals; 1 is one professional throughout
//	n      N visits, at least 1; warns under 3
//
// Undefined, with [estimate.NoVisits], when N is 0. The order of the visits
// changes nothing.
//
// Source: Breslau N, Reeb KG. Continuity of care in a university-based practice.
// J Med Educ 1975;50:965–969.
func (v Visits) UPC() estimate.Estimate {
	var most int64
	if v.n > 0 {
		most = v.counts[len(v.counts)-1]
	}
	return v.index(upcFormula, 1, estimate.Int(most), estimate.Int(v.n))
}

// FractionLastProvider returns the share of visits to the professional whom the
// patient met last, the one who can be asked about the course so far.
//
//	n(last) / N
//
//	Unit   1 (dimensionless)
//	Range  [1/N, UPC]
//	n      N visits, at least 1; warns under 3
//
// Undefined, with [estimate.NoVisits], when N is 0. Rests on which visit is the last.
//
// Source: [Visits.UPC] with the last professional for the usual one.
func (v Visits) FractionLastProvider() estimate.Estimate {
	return v.index(lastProviderFormula, 1, estimate.Int(v.last), estimate.Int(v.n))
}
