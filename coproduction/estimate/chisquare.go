package estimate

import "math"

// ChiSquareTail returns the probability that a χ² variable with df degrees of
// freedom is at least x, the P value of a test statistic that grows with departure.
//
//	Q(a, z) = Γ(a, z) / Γ(a),  a = df/2, z = x/2
//
// the regularised upper incomplete gamma function. Above the mean it is a sum of
// positive terms only, so that the relative error stays under 10⁻¹² however far out
// in the tail; under the mean it is one minus the lower function.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 when x is 0 or less, 0 where the probability is under 10⁻³⁰⁸ or so
//
// It is NaN when x is, and when df is not between 1 and 2⁴⁰: the time it takes grows
// with √df.
//
// Source: DLMF §8.8.10 (the sum) and §8.7.1 (the series); Loader C. Fast and accurate
// computation of binomial probabilities. 2000 (the leading factor).
func ChiSquareTail(x float64, df int64) float64 {
	const most = 1 << 40
	switch {
	case math.IsNaN(x) || df < 1 || df > most:
		return math.NaN()
	case x <= 0:
		return 1
	case math.IsInf(x, 1):
		return 0
	}
	a, z := float64(df)/2, x/2
	if z < a+1 {
		return 1 - gammaSeries(a, z)
	}
	return gammaSum(a, z)
}

// gammaSeries returns the regularised lower incomplete gamma function, for z < a + 1.
//
//	P(a, z) = zᵃ e⁻ᶻ / Γ(a+1) · (1 + z/(a+1) + z²/((a+1)(a+2)) + …)
func gammaSeries(a, z float64) float64 {
	sum, term := 1.0, 1.0
	for n := 1.0; term > sum*1e-17; n++ {
		term *= z / (a + n)
		sum += term
	}
	return min(poissonTerm(a, z)*sum, 1)
}

// gammaSum returns the regularised upper incomplete gamma function, for z ≥ a + 1
// and a whole or half-whole a.
//
//	Q(a, z) = Σₖ zᵏ e⁻ᶻ / Γ(k+1),  k = a−1, a−2, … down to 0 or ½
//
// and where it goes down to ½, Q(½, z) = erfc √z more.
func gammaSum(a, z float64) float64 {
	term := 1.0
	var sum float64
	k := a - 1
	for ; k >= 0; k-- {
		sum += term
		if term *= k / z; term < sum*1e-17 {
			return scaled(a, z, sum)
		}
	}
	if k == -1 { // a whole a ends with k = 0
		return scaled(a, z, sum)
	}
	return scaled(a, z, sum) + math.Erfc(math.Sqrt(z))
}

// scaled returns sum · zᵃ⁻¹ e⁻ᶻ / Γ(a).
func scaled(a, z, sum float64) float64 { return poissonTerm(a, z) * (a / z) * sum }

// poissonTerm returns zᵃ e⁻ᶻ / Γ(a+1), without the cancellation that its logarithm
// has where a and z are large.
//
//	exp(−a (u − ln(1+u)) − δ(a)) / √(2πa),  1 + u = z/a
func poissonTerm(a, z float64) float64 {
	return math.Exp(-float64(a*deviance(a, z))-stirlingError(a)) / math.Sqrt(2*math.Pi*a)
}

// deviance returns u − ln(1+u) for 1 + u = z/a, by its series where the two are
// close to each other.
func deviance(a, z float64) float64 {
	u := (z - a) / a
	if math.Abs(u) > 0.25 {
		return u - math.Log(z/a)
	}
	// ln(1+u) = 2 (v + v³/3 + v⁵/5 + …) and u − 2v = u v, where v = u/(2+u)
	v := u / (2 + u)
	var sum float64
	power := v * v * v
	for k := 3.0; math.Abs(power) > 1e-18*u*u; k += 2 {
		sum += power / k
		power *= v * v
	}
	return float64(u*v) - 2*sum
}

// stirlingError returns δ(a) = ln Γ(a+1) − ln √(2πa) − a ln a + a.
func stirlingError(a float64) float64 {
	if a < 16 {
		l, _ := math.Lgamma(a + 1)
		return l - float64(0.5*math.Log(2*math.Pi*a)) - float64(a*math.Log(a)) + a
	}
	s := 1 / (a * a)
	sum := 691. / 360360
	for _, c := range []float64{1. / 1188, 1. / 1680, 1. / 1260, 1. / 360, 1. / 12} {
		sum = c - float64(s*sum)
	}
	return sum / a
}
