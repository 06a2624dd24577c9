package estimate

import "math"

// normalQuantile returns the z with P(|Z| ≤ z) = level for a standard normal Z.
func normalQuantile(level float64) float64 { return math.Sqrt2 * math.Erfinv(level) }

// studentQuantile returns the t with P(|T| ≤ t) = level for Student's T with df
// degrees of freedom, df at least 1.
//
//	T² / (df + T²) ~ Beta(½, df/2)
//
// From a thousand degrees of freedom on, the Cornish-Fisher expansion in 1/df is
// the more accurate of the two and is used instead.
//
// Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.5.27 and 26.7.5.
func studentQuantile(level, df float64) float64 {
	if df < 1000 {
		if y := betaQuantile(level, 0.5, df/2); y < 0.5 {
			return math.Sqrt(df * y / (1 - y))
		}
		x := betaQuantile(1-level, df/2, 0.5) // the smaller of x = 1 − y and y keeps the more digits
		return math.Sqrt(df * (1 - x) / x)
	}
	z := normalQuantile(level)
	s := z * z
	return z * (1 +
		(s+1)/(4*df) +
		((5*s+16)*s+3)/(96*df*df) +
		(((3*s+19)*s+17)*s-15)/(384*df*df*df) +
		((((79*s+776)*s+1482)*s-1920)*s-945)/(92160*df*df*df*df))
}
