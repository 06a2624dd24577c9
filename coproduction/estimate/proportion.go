package estimate

import (
	"math"
	"strconv"
)

// A Method names how an interval was made.
type Method string

// The methods of this package. The first four are for k of n; Wilson's is the
// one [Proportion] uses.
const (
	Wilson         Method = "wilson"
	AgrestiCoull   Method = "agresti-coull"
	ClopperPearson Method = "clopper-pearson"
	Jeffreys       Method = "jeffreys"
	StudentT       Method = "student-t"
	LinearisedT    Method = "linearised-t"
)

// Bootstrap names the percentile interval of that many bootstrap resamples, drawn
// with that seed: whoever has the data and this name can draw it again.
func Bootstrap(resamples int, seed uint64) Method {
	return Method("bootstrap-percentile, " + strconv.Itoa(resamples) + " resamples, seed " + strconv.FormatUint(seed, 10))
}

// largestExact is the n above which the two methods that rest on the beta
// distribution give no interval: their cost grows with √n, and there they differ
// from Wilson's by less than can be printed.
const largestExact = 1 << 30

const proportionFormula = "k / n"

// Proportion returns the share k of n, with Wilson's score interval without
// continuity correction.
//
//	p = k / n
//	(k + z²/2 ± z √(k(n−k)/n + z²/4)) / (n + z²)
//
// where z is the standard normal quantile of the level, two-sided.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      at least 1; warns under [EnoughUnits]
//
// Undefined, with [NoUnits], when n is 0, and with [OutsideTotal] when k is not
// between 0 and n. A level of 0 asks for no interval. The units must be
// independent: several encounters with one patient are not.
//
// Source: Wilson EB. J Am Stat Assoc 1927;22:209–212,
// doi:10.1080/01621459.1927.10502953; Newcombe RG. Stat Med 1998;17:857–872,
// doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.
func Proportion(k, n int64, level float64) Estimate { return ProportionBy(Wilson, k, n, level) }

// ProportionBy is [Proportion] with the interval of the method asked for:
//
//	Wilson          as above
//	AgrestiCoull    p̃ ± z √(p̃(1−p̃)/ñ), ñ = n + z², p̃ = (k + z²/2)/ñ, cut to [0, 1]
//	ClopperPearson  Beta(k, n−k+1) and Beta(k+1, n−k) quantiles; never below its level
//	Jeffreys        Beta(k+½, n−k+½) quantiles; 0 when k = 0, 1 when k = n
//
// Another method, and the last two above 2³⁰ units, give the warning [NoInterval].
//
// Source: Brown LD, Cai TT, DasGupta A. Stat Sci 2001;16:101–133,
// doi:10.1214/ss/1009213286.
func ProportionBy(method Method, k, n int64, level float64) Estimate {
	switch {
	case n == 0 && k == 0:
		return Fraction(Int(k), Int(n), n, NoUnits).As(proportionFormula)
	case k < 0 || k > n:
		return Undefined(OutsideTotal, n).As(proportionFormula)
	}
	e := Fraction(Int(k), Int(n), n, NoUnits).As(proportionFormula).few()
	if level == 0 {
		return e
	}
	if !validLevel(level) {
		return e.Warn(NoInterval)
	}
	lo, hi := binomialInterval(method, float64(k), float64(n), level)
	if k == 0 {
		lo = min(lo, 0) // in every method, and free of rounding; NaN stays
	}
	if k == n {
		hi = max(hi, 1)
	}
	return e.Within(max(lo, 0), min(hi, 1), level, method)
}

// binomialInterval returns the bounds of a method for k of n, NaN where it has none.
func binomialInterval(method Method, k, n, level float64) (lo, hi float64) {
	z := normalQuantile(level)
	centre := (k + z*z/2) / (n + z*z)
	low, high := (1-level)/2, (1+level)/2
	switch {
	case method == Wilson:
		half := z / (n + z*z) * math.Sqrt(k*((n-k)/n)+z*z/4)
		return centre - half, centre + half
	case method == AgrestiCoull:
		half := z * math.Sqrt(centre*(1-centre)/(n+z*z))
		return centre - half, centre + half
	case method == ClopperPearson && n <= largestExact:
		hi = 1
		if k > 0 {
			lo = betaQuantile(low, k, n-k+1)
		}
		if k < n {
			hi = betaQuantile(high, k+1, n-k)
		}
		return lo, hi
	case method == Jeffreys && n <= largestExact:
		hi = 1
		if k > 0 {
			lo = betaQuantile(low, k+0.5, n-k+0.5)
		}
		if k < n {
			hi = betaQuantile(high, k+0.5, n-k+0.5)
		}
		return lo, hi
	}
	return math.NaN(), math.NaN()
}
