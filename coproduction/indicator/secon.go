package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const seconFormula = "pairs of successive visits with the same professional / (N − 1)"

// SECON returns the sequential continuity, the share of visits after the first at
// which the patient met the professional of the visit before.
//
//	SECON = #{i : pᵢ = pᵢ₊₁} / (N − 1)
//
// where pᵢ is the professional of visit i, and N counts the visits.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      N visits, at least 2; warns under 3
//
// Undefined, with [estimate.NoVisits] or [estimate.TooFewVisits], when N < 2.
// Rests on the order of the visits; reversing it changes nothing.
//
// Source: Steinwachs DM. Measuring provider continuity in ambulatory care. Med
// Care 1979;17:551–565, doi:10.1097/00005650-197906000-00001.
func (v Visits) SECON() estimate.Estimate {
	return v.index(seconFormula, 2, estimate.Int(v.repeated), estimate.Int(v.n-1))
}
