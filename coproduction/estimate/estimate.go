package estimate

import (
	"fmt"
	"math"
	"slices"
)

// An Estimate is a number with what it rests on. Its zero value is the number 0 from no units.
type Estimate struct {
	Formula   string    // as printed in the catalogue of measures
	Value     float64   // 0 when Undefined says why there is none; see [Estimate.Float]
	Undefined Reason    // empty when Value is defined
	N         int64     // units the number rests on
	Num, Den  *float64  // numerator and denominator; nil where the number is not a fraction
	Lo, Hi    float64   // interval; meaningful only where Method is not empty
	Level     float64   // its confidence level, in (0, 1)
	Method    Method    // how it was made; empty where there is no interval
	Excluded  int64     // units left out; Warnings say why
	Warnings  []Warning // cautions, in the order in which they arose
}

// Point returns the estimate with value v from n units; undefined, with
// [NotFinite], when v is NaN or infinite.
func Point(v float64, n int64) Estimate {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Undefined(NotFinite, n)
	}
	return Estimate{Value: v + 0, N: n} // −0 + 0 = 0
}

// Count returns the estimate of a plain count: its value and its n are the same.
func Count(n int64) Estimate { return Estimate{Value: float64(n), N: n} }

// Undefined returns the estimate that has no value, because of why. An empty
// reason would claim a value, so it becomes [NotFinite].
func Undefined(why Reason, n int64) Estimate {
	if why == "" {
		why = NotFinite
	}
	return Estimate{Undefined: why, N: n}
}

// Fraction returns num/den, rounded once, from n units; undefined, with ifZero,
// when den is zero. Both parts are kept either way.
func Fraction(num, den Exact, n int64, ifZero Reason) Estimate {
	e := Undefined(ifZero, n)
	if den.Sign() != 0 {
		e = Point(Quotient(num, den), n)
	}
	e.Num, e.Den = new(num.Float64()), new(den.Float64())
	return e
}

// Defined reports whether e has a value.
func (e Estimate) Defined() bool { return e.Undefined == "" }

// Float returns the value, and whether there is one.
func (e Estimate) Float() (v float64, ok bool) { return e.Value, e.Defined() }

// As returns e with its formula named.
func (e Estimate) As(formula string) Estimate {
	e.Formula = formula
	return e
}

// Within returns e with an interval. An undefined e has none; an interval that is
// not finite, is upside down or has no level in (0, 1) becomes the warning [NoInterval].
func (e Estimate) Within(lo, hi, level float64, by Method) Estimate {
	switch {
	case !e.Defined():
		return e
	case !(lo <= hi) || math.IsInf(lo, 0) || math.IsInf(hi, 0) || !validLevel(level) || by == "":
		return e.Warn(NoInterval)
	}
	e.Lo, e.Hi, e.Level, e.Method = lo+0, hi+0, level, by
	return e
}

// Warn returns e with the cautions that it does not carry yet. The warnings of
// the receiver are not modified.
func (e Estimate) Warn(cautions ...Warning) Estimate {
	e.Warnings = slices.Clone(e.Warnings)
	for _, w := range cautions {
		if !slices.Contains(e.Warnings, w) {
			e.Warnings = append(e.Warnings, w)
		}
	}
	return e
}

// Exclude returns e with n more units counted as left out, and a warning that
// says why; with n < 1 it returns e as it is.
func (e Estimate) Exclude(n int64, why Reason) Estimate {
	if n < 1 {
		return e
	}
	e.Excluded += n
	return e.Warn(Warning(fmt.Sprintf("%d left out: %s", n, why)))
}

// few returns e with [FewUnits] where its n is under [EnoughUnits].
func (e Estimate) few() Estimate {
	if e.Defined() && e.N < EnoughUnits {
		return e.Warn(FewUnits)
	}
	return e
}

func validLevel(level float64) bool { return level > 0 && level < 1 }
