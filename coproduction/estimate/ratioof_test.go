package estimate

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// On whole numbers it is Ratio, which reckons exactly.
func TestRatioOfIsRatio(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 9))
	for range 200 {
		var exact Ratio
		var y, x []float64
		for range 1 + random.IntN(12) {
			a, b := random.Int64N(50), 1+random.Int64N(50)
			exact.Add(a, b)
			y, x = append(y, float64(a)), append(x, float64(b))
		}
		want, got := exact.Estimate(.95), RatioOf(y, x, .95)
		assert.InDelta(t, want.Value, got.Value, 1e-12)
		assert.InDelta(t, want.Lo, got.Lo, 1e-9)
		assert.InDelta(t, want.Hi, got.Hi, 1e-9)
		assert.Equal(t, want.Method, got.Method)
		assert.Equal(t, want.Warnings, got.Warnings)
		slices.Reverse(y)
		slices.Reverse(x)
		assert.Equal(t, got, RatioOf(y, x, .95), "the order changes not a bit")
	}
}

func TestRatioOfDegenerate(t *testing.T) {
	assert.Equal(t, NoUnits, RatioOf(nil, nil, .95).Undefined)
	assert.Equal(t, Contradiction, RatioOf([]float64{1}, nil, .95).Undefined)
	assert.Equal(t, ZeroTotal, RatioOf([]float64{1}, []float64{0}, .95).Undefined)
	assert.Equal(t, NotFinite, RatioOf([]float64{math.Inf(1)}, []float64{1}, .95).Undefined)
	one := RatioOf([]float64{1}, []float64{4}, .95)
	assert.Equal(t, .25, one.Value)
	assert.Contains(t, one.Warnings, NoInterval)
	assert.Empty(t, RatioOf([]float64{1, 2}, []float64{4, 8}, 0).Method, "none was asked for")
}
