package saturation

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const (
	newFormula        = "codes of the interview that are in none before it"
	cumulativeFormula = "codes in the first so many interviews"
)

// NewCodes returns how many codes an interview, counted from 1, brings that none
// before it has.
//
//	Unit   codes
//	Range  [0, S], S codes seen in all
//	n      the interviews up to this one
//
// Undefined, with [NoSuchInterview], where there is none of that number. Rests on
// the order of the interviews.
//
// Source: Guest G, Bunce A, Johnson L. How many interviews are enough? Field
// Methods 2006;18:59–82, doi:10.1177/1525822X05279903.
func (x *Incidence) NewCodes(interview int64) estimate.Estimate {
	if interview < 1 || interview > x.n() {
		return x.inOrder(estimate.Undefined(NoSuchInterview, x.n()), newFormula)
	}
	return x.inOrder(estimate.Point(float64(x.fresh[interview-1]), interview), newFormula)
}

// CumulativeCodes returns how many codes the first interviews have together: the
// running sum of [Incidence.NewCodes].
//
//	Unit   codes
//	Range  [0, S], S codes seen in all
//	n      after, the interviews
//
// Undefined, with [NoSuchInterview], where there are not so many, or for none.
// Rests on the order of the interviews.
//
// Source: as [Incidence.NewCodes].
func (x *Incidence) CumulativeCodes(after int64) estimate.Estimate {
	if after < 1 || after > x.n() {
		return x.inOrder(estimate.Undefined(NoSuchInterview, x.n()), cumulativeFormula)
	}
	return x.inOrder(estimate.Point(float64(x.newIn(1, after)), after), cumulativeFormula)
}

// newIn counts the codes that the interviews from first to last bring.
func (x *Incidence) newIn(first, last int64) (sum int64) {
	for _, fresh := range x.fresh[first-1 : last] {
		sum += fresh
	}
	return sum
}
