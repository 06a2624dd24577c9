package estimate

import (
	"cmp"
	"slices"
)

// RatioOf returns the ratio of the totals of numbers that are not whole, pair by
// pair, with the interval of [Ratio.Estimate]. With y = w·v and x = w it is the mean
// of the v weighted by w. The order of the pairs does not change a bit of the
// result, and they are not modified; it takes memory for a copy.
//
//	r = Σy / Σx
//	r ± t √v,  v = n/(n−1) · Σ(yᵢ − r xᵢ)² / (Σx)²
//
//	Unit   that of y over that of x
//	Range  any; the interval may reach beyond the range of the ratio
//	n      at least 1 pair; at least 2 for an interval, else [NoInterval]; warns under [EnoughUnits]
//
// Undefined, with [NoUnits], without pairs, with [Contradiction] when the lists
// are not of one length, with [ZeroTotal] when Σx is 0, and with [NotFinite] when
// a number or a total is not finite.
//
// Source: Cochran WG. Sampling Techniques, 3rd ed. Wiley 1977, §6.3 and §6.4.
func RatioOf(y, x []float64, level float64) Estimate {
	n := int64(len(x))
	switch {
	case len(x) != len(y):
		return Undefined(Contradiction, min(n, int64(len(y)))).As(ratioFormula)
	case n == 0:
		return Undefined(NoUnits, 0).As(ratioFormula)
	}
	pairs := make([][2]float64, n)
	for i := range pairs {
		pairs[i] = [2]float64{y[i], x[i]}
	}
	slices.SortFunc(pairs, func(a, b [2]float64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	var sumY, sumX float64
	for _, p := range pairs {
		sumY += p[0]
		sumX += p[1]
	}
	if sumX == 0 {
		return Undefined(ZeroTotal, n).As(ratioFormula)
	}
	r := sumY / sumX
	var residual float64
	for _, p := range pairs {
		d := p[0] - float64(r*p[1]) // the conversions forbid fusing: same bits everywhere
		residual += float64(d * d)
	}
	e := Point(r, n).As(ratioFormula).few()
	if level == 0 {
		return e
	}
	return e.student(float64(n)/float64(n-1)*residual/sumX/sumX, level, LinearisedT)
}
