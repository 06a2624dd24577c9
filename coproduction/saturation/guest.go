package saturation

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	newInfoFormula = "new codes in the run / codes in the base"
	pointFormula   = "interviews before the first run with new codes / codes in the base ≤ threshold"
)

// Runs says how a run follows the one before it. Both are found in use, and they
// can reach saturation at different interviews.
type Runs string

// The ways.
const (
	Overlapping Runs = "overlapping" // each begins one interview later: 5–6, 6–7, 7–8 …
	Disjoint    Runs = "disjoint"    // each begins behind the last one: 5–6, 7–8 …
)

// step is by how many interviews a run is later than the one before, 0 for an unknown way.
func (r Runs) step(run int64) int64 {
	switch r {
	case Overlapping:
		return 1
	case Disjoint:
		return run
	}
	return 0
}

// NewInfo returns how much new information a run of interviews brings, against
// what the first interviews, the base, had found.
//
//	new codes in the run / codes in the base
//
// where a code is new in the run when no interview before the run has it, and the
// run is the interviews from first to first + run − 1, counted from 1.
//
//	Unit   1 (dimensionless)
//	Range  [0, ∞); a run may bring more codes than the base had
//	n      the interviews up to the end of the run
//
// Undefined, with [BadRun] when base or run is under 1 or the run begins inside the
// base, with [TooFewInterviews] when the run ends behind the last interview, and
// with [EmptyBase] when the base has no code. Rests on the order of the interviews.
//
// Source: Guest G, Namey E, Chen M. A simple method to assess and report thematic
// saturation in qualitative research. PLoS One 2020;15(5):e0232076,
// doi:10.1371/journal.pone.0232076.
func (x *Incidence) NewInfo(base, run, first int64) estimate.Estimate {
	if why := x.runs(base, run, first); why != "" {
		return x.inOrder(estimate.Undefined(why, x.n()), newInfoFormula)
	}
	last := first + run - 1
	fresh, known := estimate.Int(x.newIn(first, last)), estimate.Int(x.newIn(1, base))
	return x.inOrder(estimate.Fraction(fresh, known, last, EmptyBase), newInfoFormula)
}

// runs returns why there is no such run, empty where there is.
func (x *Incidence) runs(base, run, first int64) estimate.Reason {
	switch {
	case base < 1 || run < 1:
		return BadRun
	case base >= x.n() || run > x.n():
		return TooFewInterviews
	case first <= base:
		return BadRun
	case first > x.n()-run+1:
		return TooFewInterviews
	}
	return ""
}

// Point returns how many interviews had been analysed before the first run that
// brings no more new information than the threshold: the sample at which
// saturation, so defined, is reached. It is reported with the run that shows it:
// "6 interviews, + 2". Where a later run is above the threshold, it warns with
// [AboveAgain]: the definition looks at the first run alone.
//
//	min { first − 1 : NewInfo(base, run, first) ≤ threshold }
//
// where first goes from base + 1 on, by 1 for overlapping and by the length of the
// run for disjoint runs, as long as a whole run is left. The usual base is 4, the
// usual run 2 or 3, and the usual threshold 0.05 or 0.
//
//	Unit   interviews
//	Range  [base, n − run]
//	n      all interviews
//
// Undefined, with [NotReached] when no run is under the threshold, and as
// [Incidence.NewInfo]; with [estimate.UnknownOption] for an unknown way of runs or a
// threshold that is not a number. A lower threshold is never reached earlier. Rests
// on the order of the interviews.
//
// Source: as [Incidence.NewInfo].
func (x *Incidence) Point(base, run int64, runs Runs, threshold float64) estimate.Estimate {
	undefined := func(why estimate.Reason) estimate.Estimate {
		return x.inOrder(estimate.Undefined(why, x.n()), pointFormula)
	}
	step := runs.step(max(run, 1))
	if step == 0 || math.IsNaN(threshold) {
		return undefined(estimate.UnknownOption)
	}
	if why := x.runs(base, run, base+1); why != "" {
		return undefined(why)
	}
	known := x.newIn(1, base)
	if known == 0 {
		return undefined(EmptyBase)
	}
	for first := base + 1; first <= x.n()-run+1; first += step {
		if float64(x.newIn(first, first+run-1))/float64(known) <= threshold {
			e := x.inOrder(estimate.Point(float64(first-1), x.n()), pointFormula)
			if x.anyAbove(first+step, run, step, known, threshold) {
				e = e.Warn(AboveAgain)
			}
			return e
		}
	}
	return undefined(NotReached)
}

// anyAbove reports whether a run from that interview on brings more than the threshold.
func (x *Incidence) anyAbove(first, run, step, known int64, threshold float64) bool {
	for ; first <= x.n()-run+1; first += step {
		if float64(x.newIn(first, first+run-1))/float64(known) > threshold {
			return true
		}
	}
	return false
}
