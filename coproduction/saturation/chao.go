package saturation

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	speciesFormula    = "codes in any interview"
	uniquesFormula    = "codes in exactly one interview"
	duplicatesFormula = "codes in exactly two interviews"
	chao2Formula      = "S + (n−1)/n · Q₁²/(2Q₂); S + (n−1)/n · Q₁(Q₁−1)/2 when Q₂ = 0"
	chao2SEFormula    = "√(Q₂ (w t²/2 + w² t³ + w² t⁴/4)), w = (n−1)/n, t = Q₁/Q₂; √(w Q₁(Q₁−1)/2 + w² Q₁(2Q₁−1)²/4 − w² Q₁⁴/(4 Chao2)) when Q₂ = 0"
	coverageFormula   = "1 − (Q₁/U) (n−1)Q₁ / ((n−1)Q₁ + 2Q₂); 1 − (Q₁/U) (n−1)(Q₁−1) / ((n−1)(Q₁−1) + 2) when Q₂ = 0"
)

// LogNormal names the interval of a richness estimate that is never below what was seen.
const LogNormal estimate.Method = "log-normal"

// Codes returns S, how many codes were seen. It is always defined.
//
//	Unit   codes
//	Range  [0, ∞)
//	n      interviews
func (x *Incidence) Codes() estimate.Estimate {
	return x.report(estimate.Point(float64(x.observed), x.n()), speciesFormula)
}

// Uniques returns Q₁, how many codes only one interview has. It is always defined.
//
//	Unit   codes
//	Range  [0, S]
//	n      interviews
func (x *Incidence) Uniques() estimate.Estimate {
	return x.report(estimate.Point(float64(x.seenIn(1)), x.n()), uniquesFormula)
}

// Duplicates returns Q₂, how many codes exactly two interviews have. It is always defined.
//
//	Unit   codes
//	Range  [0, S]
//	n      interviews
func (x *Incidence) Duplicates() estimate.Estimate {
	return x.report(estimate.Point(float64(x.seenIn(2)), x.n()), duplicatesFormula)
}

// Chao2 returns a lower bound for the number of codes that the material has, seen
// or not, from how many are rare.
//
//	S + (n−1)/n · Q₁² / (2 Q₂)
//	S + (n−1)/n · Q₁(Q₁−1) / 2      when Q₂ = 0, the bias-corrected form
//
// where S counts the codes seen, Q₁ and Q₂ those in exactly one and two interviews,
// and n the interviews. The interval is log-normal, with T = Chao2 − S:
//
//	[S + T/K, S + T·K],  K = exp(z √ln(1 + se²/T²))
//
//	Unit   codes
//	Range  [S, ∞)
//	n      interviews, at least 2; warns under [estimate.EnoughUnits]
//
// Undefined, with [NoInterviews] or [OneInterview], when n < 2, where nothing can be
// rare, and with [NoCodes] when no code was given. Where T is 0 there is no interval ([estimate.NoInterval]). A level of 0 asks
// for none. The order of the interviews changes nothing.
//
// Source: Chao A. Estimating the population size for capture-recapture data with
// unequal catchability. Biometrics 1987;43:783–791, doi:10.2307/2531532.
func (x *Incidence) Chao2(level float64) estimate.Estimate {
	num, den, why := x.chao2()
	if why != "" {
		return x.report(estimate.Undefined(why, x.n()), chao2Formula)
	}
	e := counted(estimate.Point(estimate.Quotient(num, estimate.Int(den)), x.n()))
	if x.seenIn(2) == 0 && x.seenIn(1) > 0 {
		e = e.Warn(NoDuplicates)
	}
	if level != 0 {
		seen := float64(x.observed)
		beyond := estimate.Quotient(num.Sub(estimate.Product(den, x.observed)), estimate.Int(den))
		se := x.Chao2SE().Value
		k := math.Exp(math.Sqrt2 * math.Erfinv(level) * math.Sqrt(math.Log1p(float64(se/beyond*(se/beyond)))))
		e = e.Within(seen+beyond/k, seen+float64(beyond*k), level, LogNormal)
	}
	return x.report(e, chao2Formula)
}

// chao2 returns the estimate as a fraction of whole numbers.
func (x *Incidence) chao2() (num estimate.Exact, den int64, why estimate.Reason) {
	if why := x.unseen(); why != "" {
		return num, den, why
	}
	q1, q2 := x.seenIn(1), x.seenIn(2)
	over, under := q1*q1, 2*q2
	if q2 == 0 {
		over, under = q1*(q1-1), 2
	}
	den = x.n() * under
	return estimate.Product(den, x.observed).Add(estimate.Product(x.n()-1, over)), den, ""
}

// Chao2SE returns the standard error of [Incidence.Chao2].
//
//	√(Q₂ (w t²/2 + w² t³ + w² t⁴/4))                                 t = Q₁/Q₂
//	√(w Q₁(Q₁−1)/2 + w² Q₁(2Q₁−1)²/4 − w² Q₁⁴/(4 Chao2))             when Q₂ = 0
//
// where w = (n−1)/n.
//
//	Unit   codes
//	Range  [0, ∞)
//	n      interviews, at least 2
//
// Undefined as [Incidence.Chao2]; 0 without codes.
//
// Source: Chao A. Biometrics 1987;43:783–791, doi:10.2307/2531532, with the factor w of
// Chiu CH et al. Biometrics 2014;70:671–682, doi:10.1111/biom.12200; as in R vegan's specpool.
func (x *Incidence) Chao2SE() estimate.Estimate {
	num, den, why := x.chao2()
	if why != "" {
		return x.report(estimate.Undefined(why, x.n()), chao2SEFormula)
	}
	q1, q2 := float64(x.seenIn(1)), float64(x.seenIn(2))
	w := float64(x.n()-1) / float64(x.n())
	var variance float64
	switch {
	case q1 == 0: // nothing is rare
	case q2 > 0:
		t := q1 / q2
		variance = q2 * (float64(w*t*t/2) + float64(w*w*t*t*t) + float64(w*w*t*t*t*t/4))
	default:
		odd := 2*q1 - 1
		variance = float64(w*q1*(q1-1)/2) + float64(w*w*q1*odd*odd/4) - float64(w*w*q1*q1*q1*q1/4)/estimate.Quotient(num, estimate.Int(den))
	}
	return x.report(estimate.Point(math.Sqrt(variance), x.n()), chao2SEFormula)
}

// Coverage returns how complete the codes are: the estimated share that the codes
// seen have in all that is given to interviews, often and rare ones weighted as
// they occur. It is high when what is missing is rare.
//
//	1 − (Q₁/U) (n−1)Q₁ / ((n−1)Q₁ + 2Q₂)
//	1 − (Q₁/U) (n−1)(Q₁−1) / ((n−1)(Q₁−1) + 2)      when Q₂ = 0
//
// where Q₁ and Q₂ count the codes in exactly one and two interviews, U how often
// any code was given to an interview, and n the interviews.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 when no code is in one interview only
//	n      interviews, at least 2
//
// Undefined, with [NoInterviews] or [OneInterview], when n < 2, and with [NoCodes]
// when U is 0. The order of the interviews changes nothing.
//
// Source: Chao A, Jost L. Coverage-based rarefaction and extrapolation. Ecology
// 2012;93:2533–2547, doi:10.1890/11-1952.1.
func (x *Incidence) Coverage() estimate.Estimate {
	why, u := x.unseen(), x.given()
	if why == "" && u == 0 {
		why = NoCodes
	}
	if why != "" {
		return x.report(estimate.Undefined(why, x.n()), coverageFormula)
	}
	q1, q2 := x.seenIn(1), x.seenIn(2)
	over, more := (x.n()-1)*q1, 2*q2
	if q2 == 0 {
		over, more = (x.n()-1)*max(q1-1, 0), 2
	}
	all := estimate.Product(u, over+more)
	e := estimate.Point(estimate.Quotient(all.Sub(estimate.Product(q1, over)), all), x.n())
	if q2 == 0 && q1 > 0 {
		e = e.Warn(NoDuplicates)
	}
	return x.report(e, coverageFormula)
}
