package estimate

import "math"

// betaCDF returns the regularised incomplete beta function, the probability that
// a Beta(a, b) variable is at most x.
//
//	Iₓ(a, b) = xᵃ (1−x)ᵇ / (a B(a, b)) · 1/(1+ d₁/(1+ d₂/(1+ …)))
//
// The continued fraction is evaluated by Lentz's method on the side of the mean
// where it converges fast, and Iₓ(a, b) = 1 − I₁₋ₓ(b, a) gives the other side. The
// number of terms grows with √(a+b); see [largestExact].
//
// Source: DLMF §8.17.22; Press et al., Numerical Recipes, 3rd ed., §6.4.
func betaCDF(x, a, b float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - math.Exp(logBetaKernel(x, a, b))*betaFraction(1-x, b, a)/b
	}
	return math.Exp(logBetaKernel(x, a, b)) * betaFraction(x, a, b) / a
}

// logBetaKernel returns ln(xᵃ (1−x)ᵇ / B(a, b)).
func logBetaKernel(x, a, b float64) float64 {
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	return a*math.Log(x) + b*math.Log1p(-x) - (la + lb - lab)
}

// betaFraction evaluates the continued fraction of betaCDF.
func betaFraction(x, a, b float64) float64 {
	const (
		tiny     = 1e-300
		accuracy = 1e-16
		terms    = 1 << 20 // far above what √(a+b) needs under largestExact
	)
	apart := func(v float64) float64 { // Lentz: no partial value may be zero
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/apart(1-(a+b)*x/(a+1))
	f := d
	for i := range terms {
		m := float64(i + 1)
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d, c = 1/apart(1+even*d), apart(1+even/c)
		f *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d, c = 1/apart(1+odd*d), apart(1+odd/c)
		f *= d * c
		if math.Abs(d*c-1) <= accuracy {
			break
		}
	}
	return f
}

// betaQuantile returns the x with Iₓ(a, b) = p, for p in (0, 1), by Newton's steps
// kept inside a bracket that halves where a step would leave it.
func betaQuantile(p, a, b float64) float64 {
	lo, hi := 0.0, 1.0
	x := a / (a + b)
	for range 256 {
		miss := betaCDF(x, a, b) - p
		if miss == 0 {
			return x
		}
		if miss < 0 {
			lo = x
		} else {
			hi = x
		}
		density := math.Exp(logBetaKernel(x, a, b)) / (x * (1 - x))
		next := x - miss/density
		if !(next > lo && next < hi) {
			next = lo + (hi-lo)/2
		}
		if math.Abs(next-x) <= 1e-16*x || next == lo || next == hi {
			return next
		}
		x = next
	}
	return x
}
