package saturation

import (
	"iter"
	"math"
	"math/big"
	"slices"
)

// A draw is a sample of m of the n interviews.
type draw struct {
	x       *Incidence
	m       int64
	h       []int64    // codes by the interviews that have them
	unions  []int64    // pairs of codes by the interviews that have one or both; nil where not asked for
	ways    *big.Int   // C(n, m)
	without []*big.Int // C(n−f, m), by f
	missing []float64  // without/ways, by f
	own     [][]int64  // of each interview, the f of its codes, ascending
}

// draws goes from m = 1 to n, and always yields the same draw, with its numbers renewed.
func (x *Incidence) draws(unions []int64) iter.Seq[*draw] {
	return func(yield func(*draw) bool) {
		n := x.n()
		d := &draw{x: x, h: x.frequencies(), unions: unions, ways: big.NewInt(1)}
		for _, given := range x.interviews {
			own := make([]int64, len(given))
			for i, code := range given {
				own[i] = x.freq[code]
			}
			slices.Sort(own)
			d.own = append(d.own, own)
		}
		d.without, d.missing = make([]*big.Int, n+1), make([]float64, n+1)
		for f := range d.without {
			d.without[f], d.missing[f] = big.NewInt(1), 1
		}
		var factor big.Int
		next := func(ways *big.Int, of int64) { // from C(of, m−1) to C(of, m)
			ways.Mul(ways, factor.SetInt64(max(of-d.m+1, 0)))
			ways.Quo(ways, factor.SetInt64(d.m))
		}
		for d.m = 1; d.m <= n; d.m++ {
			next(d.ways, n)
			for f := range d.without {
				if d.h[f] == 0 && (unions == nil || unions[f] == 0) {
					continue
				}
				next(d.without[f], n-int64(f))
				d.missing[f] *= float64(max(n-int64(f)-d.m+1, 0)) / float64(n-d.m+1)
			}
			if !yield(d) {
				return
			}
		}
	}
}

// missed returns Σ C(n−fⱼ, m).
func (d *draw) missed() *big.Int {
	sum, term := new(big.Int), new(big.Int)
	for f, codes := range d.h {
		if codes > 0 {
			sum.Add(sum, term.Mul(d.without[f], term.SetInt64(codes)))
		}
	}
	return sum
}

func (d *draw) mean() float64 {
	seen := new(big.Int).Mul(d.ways, big.NewInt(d.x.observed))
	return quotient(seen.Sub(seen, d.missed()), d.ways)
}

// approximateSD uses that the correlation of codes j and k is that of marks in
// interviews, so that the double sum is n Σᵢ (yᵢ − ȳ)², where yᵢ = Σⱼ tⱼ over the codes j of
// interview i, and tⱼ = √(qⱼ(1−qⱼ) / (fⱼ(n−fⱼ))).
func (d *draw) approximateSD() float64 {
	n := d.x.n()
	t := make([]float64, n+1) // by f; a code of all n interviews does not vary
	for f := int64(1); f < n; f++ {
		if d.h[f] > 0 {
			q := d.missing[f]
			t[f] = math.Sqrt(float64(q*(1-q)) / float64(f*(n-f)))
		}
	}
	y := make([]float64, n)
	for i, own := range d.own {
		for _, f := range own {
			y[i] += t[f]
		}
	}
	return math.Sqrt(float64(n) * spread(y))
}

func (d *draw) exactSD() float64 {
	variance, term := d.missed(), new(big.Int)
	square := new(big.Int).Mul(variance, variance)
	for u, pairs := range d.unions {
		if pairs > 0 {
			variance.Add(variance, term.Mul(d.without[u], term.SetInt64(2*pairs)))
		}
	}
	variance.Mul(variance, d.ways)
	variance.Sub(variance, square)
	return math.Sqrt(quotient(variance, square.Mul(d.ways, d.ways)))
}

// spread returns Σ (y − ȳ)², 0 without rounding where all y are the same. It sorts y.
func spread(y []float64) (sum float64) {
	slices.Sort(y)
	var beyond float64
	for _, v := range y {
		beyond += v - y[0]
	}
	mean := y[0] + beyond/float64(len(y))
	for _, v := range y {
		sum += float64((v - mean) * (v - mean)) // the conversion forbids fusing: same bits everywhere
	}
	return sum
}
