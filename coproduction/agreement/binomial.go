package agreement

import (
	"math"
	"math/rand/v2"
)

// A binomial draws how many of n trials succeed where each does with one fixed
// probability. The draws follow the exact law, as far as floating-point numbers can
// tell, and their cost does not grow with n.
//
//	n min(p, 1−p) < 10   the distribution function is inverted, from 0 upwards
//	otherwise            transformed rejection with squeeze, BTRS
//
// In the rejection step the logarithm of the probability is that of Loader, which
// does not cancel where n is large.
//
// Source: Hörmann W. The generation of binomial random variates. J Stat Comput Simul
// 1993;46:101–110, doi:10.1080/00949659308811496; Loader C. Fast and accurate
// computation of binomial probabilities, 2000; compare Kachitvichyanukul V, Schmeiser
// BW. Binomial random variate generation. Commun ACM 1988;31:216–222, doi:10.1145/42372.42381.
type binomial struct {
	p, q, odds float64 // p is the smaller of the two probabilities
	lnQ        float64
	flipped    bool // p is the probability of failure
	certain    bool // the other one is 0
}

// binomialOf returns the binomial with probability part/whole, 0 ≤ part ≤ whole, whole > 0.
func binomialOf(part, whole int64) binomial {
	var b binomial
	if b.flipped = part > whole-part; b.flipped {
		part = whole - part
	}
	b.certain = part == 0
	b.p = float64(part) / float64(whole)
	b.q = 1 - b.p
	b.odds = float64(part) / float64(whole-part)
	b.lnQ = math.Log1p(-b.p)
	return b
}

// draw returns the successes in n trials.
func (b *binomial) draw(n int64, random *rand.PCG) int64 {
	var k int64
	switch {
	case b.certain || n <= 0:
	case float64(n)*b.p < 10:
		k = b.invert(n, random)
	default:
		k = b.reject(n, random)
	}
	if b.flipped {
		return max(n, 0) - k
	}
	return k
}

// uniform returns a number in [0, 1).
func uniform(random *rand.PCG) float64 { return float64(random.Uint64()>>11) * 0x1p-53 }

// invert sums probabilities until they exceed a uniform number.
func (b *binomial) invert(n int64, random *rand.PCG) int64 {
	first := math.Exp(float64(n) * b.lnQ)
	for {
		u, f := uniform(random), first
		for k := int64(0); k <= n; k++ {
			if u < f {
				return k
			}
			u -= f
			f *= float64(n-k) / float64(k+1) * b.odds
		}
	} // rounding left a remainder beyond n: draw again
}

// reject draws from a hat over the distribution until a draw falls under it. The
// constants are Hörmann's.
func (b *binomial) reject(n int64, random *rand.PCG) int64 {
	trials := float64(n)
	spread := math.Sqrt(trials * b.p * b.q)
	right := 1.15 + float64(2.53*spread)
	left := -0.0873 + float64(0.0248*right) + float64(0.01*b.p)
	centre := float64(trials*b.p) + 0.5
	alpha := (2.83 + 5.1/right) * spread
	squeeze := 0.92 - 4.2/right
	mode := math.Floor((trials + 1) * b.p)
	top := math.NaN() // not needed in most draws
	for {
		v := uniform(random)
		u := uniform(random) - 0.5
		us := 0.5 - math.Abs(u)
		at := math.Floor(float64((2*left/us+right)*u) + centre)
		if us >= 0.07 && v <= squeeze {
			return int64(at)
		}
		if !(at >= 0 && at <= trials) {
			continue
		}
		if math.IsNaN(top) {
			top = lnBinomial(mode, trials, b.p, b.q)
		}
		if math.Log(v*alpha/(left/(us*us)+right)) <= lnBinomial(at, trials, b.p, b.q)-top {
			return int64(at)
		}
	}
}

// lnBinomial returns the logarithm of the probability of k successes in n trials,
// with p and q = 1 − p inside (0, 1).
//
//	ln f = s(n) − s(k) − s(n−k) − D(k, np) − D(n−k, nq) + ½ ln(n / (2π k (n−k)))
//
// where s is the error of Stirling's formula and D(x, m) = x ln(x/m) + m − x.
func lnBinomial(k, n, p, q float64) float64 {
	switch k {
	case 0:
		return n * math.Log(q)
	case n:
		return n * math.Log(p)
	}
	return stirlingError(n) - stirlingError(k) - stirlingError(n-k) -
		deviance(k, n*p) - deviance(n-k, n*q) +
		math.Log(n/(2*math.Pi*k*(n-k)))/2
}

// stirlingError returns ln n! − ln(√(2πn) (n/e)ⁿ) for a whole n ≥ 1.
func stirlingError(n float64) float64 {
	if n < 16 {
		g, _ := math.Lgamma(n + 1)
		return g - math.Log(2*math.Pi*n)/2 - float64(n*math.Log(n)) + n
	}
	nn := n * n
	return (1./12 - (1./360-(1./1260-(1./1680-1./1188/nn)/nn)/nn)/nn) / n
}

// deviance returns x ln(x/m) + m − x, which is small beside its parts where x is near m.
func deviance(x, m float64) float64 {
	if v := (x - m) / (x + m); math.Abs(v) < 0.1 { // ln(x/m) = 2 artanh v
		sum, power := (x-m)*v, 2*x*v*v*v
		for i := 3.; ; i += 2 {
			next := sum + power/i
			if next == sum {
				return sum
			}
			sum, power = next, power*v*v
		}
	}
	return float64(x*math.Log(x/m)) + m - x
}
