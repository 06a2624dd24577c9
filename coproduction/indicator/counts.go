package indicator

import (
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// tally is what the measures of concentration need from counts, in whole numbers.
type tally struct {
	declared int64          // categories, used or not
	used     int64          // categories with a count above zero
	n        int64          // Σ nᵢ
	largest  int64          // max nᵢ
	squares  estimate.Exact // Σ nᵢ²
}

// count sums counts; why is not empty where there is nothing to take shares of.
func count(counts []int64) (t tally, why estimate.Reason) {
	t.declared = int64(len(counts))
	for _, c := range counts {
		if c < 0 {
			return t, estimate.NegativeCount
		}
		if c > math.MaxInt64-t.n {
			return t, estimate.TooLarge
		}
		t.n += c
		t.largest = max(t.largest, c)
		t.squares = t.squares.Add(estimate.Product(c, c))
		if c > 0 {
			t.used++
		}
	}
	switch {
	case t.declared == 0:
		return t, estimate.NoUnits
	case t.n == 0:
		return t, estimate.ZeroTotal
	}
	return t, ""
}

// ascending returns a sorted copy, so that a floating-point sum over it does not
// depend on the order in which the categories were declared.
func ascending(counts []int64) []int64 { return slices.Sorted(slices.Values(counts)) }

// times returns k·e for k ≥ 0, by doubling.
func times(k int64, e estimate.Exact) (product estimate.Exact) {
	for ; k > 0; k >>= 1 {
		if k&1 == 1 {
			product = product.Add(e)
		}
		e = e.Add(e)
	}
	return product
}
