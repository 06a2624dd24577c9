package agreement

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// masses returns the probabilities of lo, lo+1, … successes, by the ratio of
// neighbours from the mode outwards, normalised by their sum; what it leaves out is
// over ten standard deviations away.
func masses(n, part, whole int64) (lo int64, f []float64) {
	p := float64(part) / float64(whole)
	odds := float64(part) / float64(whole-part)
	mode := int64(float64(n+1) * p)
	reach := int64(10*math.Sqrt(float64(n)*p*(1-p))) + 30
	lo = max(0, mode-reach)
	hi := min(n, mode+reach)
	f = make([]float64, hi-lo+1)
	f[mode-lo] = 1
	for k := mode; k < hi; k++ {
		f[k+1-lo] = f[k-lo] * float64(n-k) / float64(k+1) * odds
	}
	for k := mode; k > lo; k-- {
		f[k-1-lo] = f[k-lo] * float64(k) / float64(n-k+1) / odds
	}
	sum := 0.
	for _, v := range f {
		sum += v
	}
	for i := range f {
		f[i] /= sum
	}
	return lo, f
}

// The grid reaches both algorithms, both sides of ½, and the seam between them.
var binomialGrid = []struct{ n, part, whole int64 }{
	{1, 1, 2}, {5, 1, 3}, {12, 9, 10}, {19, 1, 2}, {20, 1, 2}, {21, 1, 2}, {100, 1, 1000}, {100, 999, 1000},
	{1000, 1, 100}, {1000, 9, 1000}, {1000, 11, 1000}, {1000, 989, 1000}, {40, 1, 4}, {40, 3, 4}, {300, 1, 2}, {5000, 4999, 5000},
	{100_000, 1, 3}, {100_000, 2, 3}, {1_000_000_000, 1, 100_000_000}, {1_000_000_000, 1, 1_000_000},
	{1_000_000_000, 1, 2}, {1_000_000_000, 7, 10},
}

// A draw must follow the exact law: the chi-square of the counts in cells of about
// equal probability, and the mean and the variance, lie within five standard errors.
// The seeds are fixed, so the test cannot fail by chance alone.
func TestBinomialLaw(t *testing.T) {
	const draws, cells = 20_000, 20
	for i, g := range binomialGrid {
		t.Run(fmt.Sprint(g), func(t *testing.T) {
			lo, f := masses(g.n, g.part, g.whole)
			cell := make([]int, len(f)) // of each value
			expected := []float64{0}
			mean, variance := 0., 0.
			for k, v := range f {
				if expected[len(expected)-1] >= 1./cells {
					expected = append(expected, 0)
				}
				expected[len(expected)-1] += v
				cell[k] = len(expected) - 1
				mean += v * float64(k)
			}
			fourth := 0.
			for k, v := range f {
				d := float64(k) - mean
				variance += v * d * d
				fourth += v * d * d * d * d
			}
			if last := len(expected) - 1; last > 0 && expected[last]*draws < 5 {
				expected[last-1] += expected[last]
				expected = expected[:last]
			}
			b := binomialOf(g.part, g.whole)
			random := rand.NewPCG(20260101, uint64(i))
			seen := make([]float64, len(expected))
			sum, squares := 0., 0.
			for range draws {
				k := b.draw(g.n, random) - lo
				if k < 0 || k >= int64(len(f)) {
					t.Fatalf("%d is over ten standard deviations away", k+lo)
				}
				seen[min(cell[k], len(seen)-1)]++
				d := float64(k) - mean
				sum += d
				squares += d * d
			}
			assert.Less(t, math.Abs(sum/draws), 5*math.Sqrt(variance/draws)+1e-12, "mean")
			assert.Less(t, math.Abs(squares/draws-variance), 5*math.Sqrt((fourth-variance*variance)/draws)+1e-12, "variance")
			chi := 0.
			for j, e := range expected {
				chi += (seen[j] - e*draws) * (seen[j] - e*draws) / (e * draws)
			}
			df := float64(len(expected) - 1)
			assert.Less(t, chi, df+5*math.Sqrt(2*df)+1e-9, "chi-square of %v degrees of freedom", df)
		})
	}
}

func TestBinomialCertain(t *testing.T) {
	random := rand.NewPCG(1, 2)
	never, always, coin := binomialOf(0, 7), binomialOf(7, 7), binomialOf(1, 2)
	for _, n := range []int64{0, 1, 5, 1_000_000_000} {
		assert.Equal(t, int64(0), never.draw(n, random))
		assert.Equal(t, n, always.draw(n, random))
	}
	assert.Equal(t, int64(0), coin.draw(0, random))
	assert.Equal(t, int64(0), coin.draw(-3, random), "no trials")
	assert.Equal(t, int64(0), always.draw(-3, random), "no trials")
}

// Each draw must be possible, whatever the numbers.
func TestBinomialRange(t *testing.T) {
	random := rand.NewPCG(3, 4)
	for range 20_000 {
		n := int64(random.Uint64() % (1 << (random.Uint64() % 40)))
		whole := 1 + int64(random.Uint64()%1_000_000)
		b := binomialOf(int64(random.Uint64()%uint64(whole+1)), whole)
		k := b.draw(n, random)
		if k < 0 || k > n {
			t.Fatalf("%d of %d", k, n)
		}
	}
}

func TestLnBinomial(t *testing.T) {
	// from: C(n, k) pᵏ qⁿ⁻ᵏ in rational numbers, p = 1/4
	for _, n := range []int64{1, 2, 15, 16, 17, 40, 300} {
		for k := range n + 1 {
			exact := new(big.Rat).SetFrac(new(big.Int).Binomial(n, k), new(big.Int).Exp(big.NewInt(4), big.NewInt(n), nil))
			exact.Mul(exact, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(3), big.NewInt(n-k), nil)))
			// a probability under the smallest float64 keeps its digits beside a power of two
			shift := exact.Denom().BitLen() - exact.Num().BitLen()
			scaled, _ := new(big.Rat).Mul(exact, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(max(shift, 0))))).Float64()
			want := math.Log(scaled) - float64(max(shift, 0))*math.Ln2
			assert.InDelta(t, want, lnBinomial(float64(k), float64(n), .25, .75), 1e-12*max(1, math.Abs(want)), "%d of %d", k, n)
		}
	}
	lo, f := masses(1_000_000_000, 1, 2) // from: ratios of neighbours
	for _, k := range []int64{500_000_000, 500_015_000, 499_950_000} {
		assert.InDelta(t, math.Log(f[k-lo]), lnBinomial(float64(k), 1e9, .5, .5), 1e-7, "%d of 10⁹", k)
	}
}

func BenchmarkBinomial(b *testing.B) {
	for _, g := range []struct {
		name           string
		n, part, whole int64
	}{{"inversion", 100, 1, 50}, {"rejection", 100_000, 1, 3}, {"rejection, 10⁹", 1_000_000_000, 1, 3}} {
		b.Run(g.name, func(b *testing.B) {
			d, random := binomialOf(g.part, g.whole), rand.NewPCG(1, 1)
			b.ReportAllocs()
			for b.Loop() {
				d.draw(g.n, random)
			}
		})
	}
}
