package estimate

import "math"

// QuantileF returns the f with P(F ≤ f) = p for Fisher's F with df1 and df2 degrees
// of freedom, which need not be whole.
//
//	df1 F / (df2 + df1 F) ~ Beta(df1/2, df2/2)
//
// It returns NaN where p is not in (0, 1), where a number of degrees of freedom is
// not positive, and where the two together are above 2³¹.
//
// Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.6.2.
func QuantileF(p, df1, df2 float64) float64 {
	if !validLevel(p) || !(df1 > 0 && df2 > 0 && (df1+df2)/2 <= largestExact) {
		return math.NaN()
	}
	if y := betaQuantile(p, df1/2, df2/2); y < 0.5 {
		return df2 / df1 * y / (1 - y)
	}
	x := betaQuantile(1-p, df2/2, df1/2) // the smaller of x = 1 − y and y keeps the more digits
	return df2 / df1 * (1 - x) / x
}
