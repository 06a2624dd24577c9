package indicator

import (
	"cmp"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const prevalenceFormula = "units with the code or theme / units coded"

// Coders says whose codes count where several people coded one place.
type Coders string

// The choices beside a coder's id, with which that coder's codes alone count.
const (
	AnyCoder   Coders = "any"   // a place has a code as soon as one coder gave it
	EveryCoder Coders = "every" // a place has a code when every coder of that place gave it
)

func (o Options) coders() Coders { return cmp.Or(o.Coders, AnyCoder) }

func (o Options) interval() estimate.Method { return cmp.Or(o.Interval, estimate.Wilson) }

// Prevalence returns in what share of the units a code, or a theme, was found. A
// unit, such as a participant or an encounter, counts once however often it was found
// there; repeats are reported apart.
//
//	k / n
//
// where n counts the units that were coded, and k those of them with the code. What
// was not coded is not a unit without the code.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      units coded, at least 1; warns under [estimate.EnoughUnits]
//
// Undefined, with [estimate.NoUnits], when n is 0, and with [estimate.OutsideTotal]
// when k is not between 0 and n. The interval is Wilson's, or that of the options'
// Interval. It takes the units as independent, and as drawn from more of their kind,
// which a purposive sample is not.
//
// Source: as [estimate.ProportionBy]; Newcombe RG. Stat Med 1998;17:857–872: 81 of
// 263 is .308, .255 to .366.
func Prevalence(k, n int64, o Options) estimate.Estimate {
	return estimate.ProportionBy(o.interval(), k, n, o.level()).As(prevalenceFormula)
}

// A coverage is which units of one kind were coded.
type coverage struct {
	all, coded int64 // units, and those of them that were coded
	uncoded    estimate.Reason
	clustered  bool // several of them are of one patient
	warnings   []estimate.Warning
}

// prevalence returns the share of the coded units, and says what was left out.
func (c coverage) prevalence(k int64, o Options) estimate.Estimate {
	e := Prevalence(k, c.coded, o)
	if c.coded == 0 && c.all > 0 {
		e = estimate.Undefined(NotCoded, 0).As(prevalenceFormula)
	}
	if c.clustered && e.Method != "" {
		e = e.Warn(Clustered)
	}
	return e.Exclude(c.all-c.coded, c.uncoded).Warn(c.warnings...)
}
