package indicator

import (
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	visitsFormula    = "N"
	providersFormula = "k"
	handoffsFormula  = "pairs of successive visits with different professionals"
)

// Visits is what the indices of continuity need from one patient's visits in the
// order of time, one identified professional a visit. It holds whole numbers only.
//
// Which visits count, and whom a visit with several professionals belongs to, is
// decided before, and by the caller: nothing here guesses.
type Visits struct {
	n        int64   // N: visits
	counts   []int64 // nᵢ: visits to each professional, ascending
	repeated int64   // successive visits with the same professional
	last     int64   // visits to the professional of the last visit
}

// VisitsOf counts visits, which holds the professional of each in the order of
// time. It is not modified. Calling the professionals by other names changes nothing.
func VisitsOf[P comparable](visits []P) Visits {
	v := Visits{n: int64(len(visits))}
	var met []P      // each professional once
	var at map[P]int // where in met, once they are too many to look through
	var counts []int64
	last := 0
	for i, p := range visits {
		if i > 0 && visits[i-1] == p {
			v.repeated++
			counts[last]++
			continue
		}
		known := false
		if at != nil {
			last, known = at[p]
		} else {
			last = slices.Index(met, p)
			known = last >= 0
		}
		if !known {
			last = len(met)
			met, counts = append(met, p), append(counts, 0)
			if at != nil {
				at[p] = last
			} else if len(met) > lookThrough {
				at = make(map[P]int)
				for j, q := range met {
					at[q] = j
				}
			}
		}
		counts[last]++
	}
	if v.n > 0 {
		v.last = counts[last]
	}
	slices.Sort(counts)
	v.counts = counts
	return v
}

// lookThrough is how many professionals are looked through faster than found in a
// map. Most patients meet fewer.
const lookThrough = 16

// Visits returns N, how many visits there were. It is always defined.
//
//	Unit   visits
//	Range  [0, ∞)
//	n      N
func (v Visits) Visits() estimate.Estimate { return estimate.Count(v.n).As(visitsFormula) }

// Providers returns k, how many professionals the patient met. It is always defined.
//
//	Unit   professionals
//	Range  [0, N]
//	n      N visits
func (v Visits) Providers() estimate.Estimate {
	return estimate.Point(float64(len(v.counts)), v.n).As(providersFormula)
}

// Handoffs returns how often the patient met, next time, somebody else.
//
//	Unit   handoffs
//	Range  [0, N − 1]
//	n      N visits, at least 1
//
// Undefined, with [estimate.NoVisits], without visits. Rests on the order of the visits.
func (v Visits) Handoffs() estimate.Estimate {
	if v.n == 0 {
		return estimate.Undefined(estimate.NoVisits, 0).As(handoffsFormula)
	}
	return estimate.Point(float64(v.n-1-v.repeated), v.n).As(handoffsFormula)
}

// k returns the number of professionals.
func (v Visits) k() int64 { return int64(len(v.counts)) }

// squares returns Σ nᵢ².
func (v Visits) squares() (sum estimate.Exact) {
	if v.n <= math.MaxInt32 { // then Σ nᵢ² ≤ N² fits
		var small int64
		for _, n := range v.counts {
			small += n * n
		}
		return estimate.Int(small)
	}
	for _, n := range v.counts {
		sum = sum.Add(estimate.Product(n, n))
	}
	return sum
}

// index returns num/den as an index of continuity: undefined under least visits,
// cautioned under three.
func (v Visits) index(formula string, least int64, num, den estimate.Exact) estimate.Estimate {
	why := estimate.TooFewVisits
	if v.n == 0 {
		why = estimate.NoVisits
	}
	if v.n < least {
		return estimate.Undefined(why, v.n).As(formula)
	}
	e := estimate.Fraction(num, den, v.n, why).As(formula)
	if v.n < 3 {
		e = e.Warn(estimate.FewVisits)
	}
	return e
}
