package saturation

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

// The reasons of this package.
const (
	NoInterviews     estimate.Reason = "no interviews"
	OneInterview     estimate.Reason = "fewer than two interviews"
	NoCodes          estimate.Reason = "no code was given in any interview"
	NoSuchInterview  estimate.Reason = "there is no interview of that number"
	BadRun           estimate.Reason = "base and run must be one interview or more, and a run begins behind the base"
	TooFewInterviews estimate.Reason = "fewer interviews than the base and one run"
	EmptyBase        estimate.Reason = "no code was given in the interviews of the base"
	NotReached       estimate.Reason = "not reached"
)

// NoDuplicates is given where no code was seen in exactly two interviews, so that
// the bias-corrected form of an estimate takes the place of the usual one.
const NoDuplicates estimate.Warning = "no code was seen in exactly two interviews: bias-corrected form"

// AboveAgain is given where saturation, by its definition, is reached by one run and a
// later one brings new codes.
const AboveAgain estimate.Warning = "a later run is above the threshold again: new codes came after this point"

// counted returns e with the caution that few interviews call for where a number
// has an interval.
func counted(e estimate.Estimate) estimate.Estimate {
	if e.Defined() && e.N < estimate.EnoughUnits {
		return e.Warn(estimate.FewUnits)
	}
	return e
}

// unseen returns why the codes that were not seen cannot be estimated, empty where they can.
func (x *Incidence) unseen() estimate.Reason {
	switch {
	case x.n() == 0:
		return NoInterviews
	case x.n() == 1:
		return OneInterview
	case x.observed == 0:
		return NoCodes
	}
	return ""
}
