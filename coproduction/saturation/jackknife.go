package saturation

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	jackknife1Formula        = "S + Q₁ (n−1)/n"
	jackknife1SEFormula      = "√((n−1)/n · (Σ rᵢ² − Q₁²/n))"
	jackknife1SEVeganFormula = "√((n−1)/n · (Σ rᵢ² − Q₁/n))"
	jackknife2Formula        = "S + Q₁ (2n−3)/n − Q₂ (n−2)²/(n(n−1))"
)

// Jackknife1 returns the first-order jackknife estimate of how many codes the
// material has, with an interval by its own standard error, [Incidence.Jackknife1SE].
//
//	S + Q₁ (n−1)/n
//	± t · se
//
// where S counts the codes seen, Q₁ those in exactly one interview, n the
// interviews, and t is Student's quantile of the level, two-sided, with n − 1
// degrees of freedom.
//
//	Unit   codes
//	Range  [S, 2S]; the interval may reach beyond it
//	n      interviews, at least 2; warns under [estimate.EnoughUnits]
//
// Undefined, with [NoInterviews] or [OneInterview], when n < 2, and with [NoCodes] when
// no code was given. A level of 0 asks for
// no interval. The order of the interviews changes nothing.
//
// Source: Heltshe JF, Forrester NE. Estimating species richness using the jackknife
// procedure. Biometrics 1983;39:1–11, doi:10.2307/2530802.
func (x *Incidence) Jackknife1(level float64) estimate.Estimate {
	if why := x.unseen(); why != "" {
		return x.report(estimate.Undefined(why, x.n()), jackknife1Formula)
	}
	n := x.n()
	num := estimate.Product(n, x.observed).Add(estimate.Product(n-1, x.seenIn(1)))
	e := counted(estimate.Point(estimate.Quotient(num, estimate.Int(n)), n))
	if level != 0 {
		e = e.WithinT(x.Jackknife1SE().Value, n-1, level, estimate.StudentT)
	}
	return x.report(e, jackknife1Formula)
}

// Jackknife1SE returns the standard error of [Incidence.Jackknife1].
//
//	√((n−1)/n · (Σ rᵢ² − Q₁²/n))
//
// where rᵢ counts the codes that interview i alone has: the codes that would be lost
// with it. Σ rᵢ = Q₁, so this is the spread of the rᵢ, and 0 where each interview
// has as many codes of its own.
//
//	Unit   codes
//	Range  [0, ∞)
//	n      interviews, at least 2
//
// Undefined as [Incidence.Jackknife1].
//
// Source: as [Incidence.Jackknife1]; it is the definition of a jackknife variance.
func (x *Incidence) Jackknife1SE() estimate.Estimate {
	return x.jackknifeSE(jackknife1SEFormula, estimate.Product(x.seenIn(1), x.seenIn(1)))
}

// Jackknife1SEVegan returns what R vegan's specpool (2.6-4) prints for the standard
// error of [Incidence.Jackknife1], so that results can be compared with it:
//
//	√((n−1)/n · (Σ rᵢ² − Q₁/n))
//
// It has Q₁ where the jackknife has Q₁², so it is too large as soon as two codes are
// in one interview each, and not 0 where the rᵢ do not differ at all. Report
// [Incidence.Jackknife1SE].
//
//	Unit   codes
//	Range  [0, ∞)
//	n      interviews, at least 2
//
// Undefined as [Incidence.Jackknife1].
//
// Source: R package vegan 2.6-4, function specpool.
func (x *Incidence) Jackknife1SEVegan() estimate.Estimate {
	return x.jackknifeSE(jackknife1SEVeganFormula, estimate.Int(x.seenIn(1)))
}

// jackknifeSE returns √((n−1)/n · (Σ rᵢ² − less/n)).
func (x *Incidence) jackknifeSE(formula string, less estimate.Exact) estimate.Estimate {
	if why := x.unseen(); why != "" {
		return x.report(estimate.Undefined(why, x.n()), formula)
	}
	var squares int64
	for _, given := range x.interviews {
		var own int64
		for _, code := range given {
			if x.freq[code] == 1 {
				own++
			}
		}
		squares += own * own
	}
	n := x.n()
	spread := estimate.Product(n, squares).Sub(less) // n (Σ rᵢ² − less/n)
	variance := estimate.Quotient(spread, estimate.Product(n, n)) * float64(n-1)
	return x.report(estimate.Point(math.Sqrt(variance), n), formula)
}

// Jackknife2 returns the second-order jackknife estimate of how many codes the
// material has.
//
//	S + Q₁ (2n−3)/n − Q₂ (n−2)²/(n(n−1))
//
// where S counts the codes seen, Q₁ and Q₂ those in exactly one and two interviews,
// and n the interviews.
//
//	Unit   codes
//	Range  any; with few uniques and many duplicates it is under S, which no truth is
//	n      interviews, at least 2
//
// Undefined, with [NoInterviews] or [OneInterview], when n < 2; warns with [BelowSeen]
// when it is under S. The order of the interviews changes nothing.
//
// Source: Smith EP, van Belle G. Nonparametric estimation of species richness.
// Biometrics 1984;40:119–129, doi:10.2307/2530750.
func (x *Incidence) Jackknife2() estimate.Estimate {
	if why := x.unseen(); why != "" {
		return x.report(estimate.Undefined(why, x.n()), jackknife2Formula)
	}
	n, q1, q2 := x.n(), x.seenIn(1), x.seenIn(2)
	beyond := estimate.Product(q1*(2*n-3), n-1).Sub(estimate.Product(q2*(n-2), n-2))
	num := estimate.Product(x.observed*n, n-1).Add(beyond)
	e := estimate.Point(estimate.Quotient(num, estimate.Product(n, n-1)), n)
	if beyond.Sign() < 0 {
		e = e.Warn(BelowSeen)
	}
	return x.report(e, jackknife2Formula)
}

// BelowSeen is given where an estimate of all codes is lower than the codes seen.
const BelowSeen estimate.Warning = "lower than the number of codes seen"
