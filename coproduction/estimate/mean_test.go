package estimate

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

func meanOf(values ...int64) (m Mean) {
	for _, y := range values {
		m.Add(y)
	}
	return m
}

func TestMean(t *testing.T) {
	// from: by hand. 2 4 4 4 5 5 7 9: Σ 40, Σ² 232, s² = (8·232 − 1600)/56 = 32/7; t(.975, 7) = 2.364624252
	e := meanOf(2, 4, 4, 4, 5, 5, 7, 9).Estimate(.95)
	assert.Equal(t, 5., e.Value)
	half := 2.364624251592785 * math.Sqrt(32./7/8)
	assert.InDelta(t, 5-half, e.Lo, 1e-9)
	assert.InDelta(t, 5+half, e.Hi, 1e-9)
	assert.Equal(t, StudentT, e.Method)
	assert.Equal(t, int64(8), e.N)
	assert.Equal(t, 40., *e.Num)
	assert.Equal(t, 8., *e.Den)
	assert.Equal(t, []Warning{FewUnits}, e.Warnings)

	assert.Equal(t, NoUnits, Mean{}.Estimate(.95).Undefined)
	one := meanOf(3).Estimate(.95)
	assert.Equal(t, 3., one.Value)
	assert.Equal(t, []Warning{FewUnits, NoInterval}, one.Warnings, "one value has no spread")
	assert.Equal(t, Contradiction, Mean{N: 2, Sum: Int(10), Squares: Int(49)}.Estimate(.95).Undefined, "2·49 < 10²")
	assert.Equal(t, Contradiction, Mean{N: -1}.Estimate(.95).Undefined)
	assert.Equal(t, Contradiction, Mean{Squares: Int(1)}.Estimate(.95).Undefined, "squares of nothing")
	assert.Empty(t, meanOf(1, 2).Estimate(0).Method, "a level of 0 asks for none")
	assert.Empty(t, meanOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).Estimate(.95).Warnings)
}

// A constant far from zero: the textbook formula in floating point gives a
// negative variance here; whole numbers give exactly none.
func TestMeanDoesNotCancel(t *testing.T) {
	e := meanOf(1<<60+1, 1<<60+1, 1<<60+1).Estimate(.95)
	assert.Equal(t, e.Lo, e.Hi)
	spread := meanOf(1<<60-1, 1<<60, 1<<60+1).Estimate(.95)
	assert.Equal(t, StudentT, spread.Method)
}

func TestMeanOf(t *testing.T) {
	values := []float64{.9, .1, .4, 1e-17, .7, .3}
	want := MeanOf(values, .95)
	for range values {
		values = append(values[1:], values[0])
		before := slices.Clone(values)
		assert.Equal(t, want, MeanOf(values, .95), "the order changes no bit")
		assert.Equal(t, before, values, "not modified")
	}
	whole := []float64{2, 4, 4, 4, 5, 5, 7, 9}
	a, b := MeanOf(whole, .9), meanOf(2, 4, 4, 4, 5, 5, 7, 9).Estimate(.9)
	assert.Equal(t, b.Value, a.Value)
	assert.InDelta(t, b.Lo, a.Lo, 1e-12)
	assert.InDelta(t, b.Hi, a.Hi, 1e-12)
	assert.Equal(t, NoUnits, MeanOf(nil, .95).Undefined)
	assert.Equal(t, NotFinite, MeanOf([]float64{1, math.NaN()}, .95).Undefined)
	assert.Equal(t, NotFinite, MeanOf([]float64{math.MaxFloat64, math.MaxFloat64}, .95).Undefined)
	assert.Equal(t, []Warning{FewUnits, NoInterval}, MeanOf([]float64{1}, .95).Warnings)
}

func TestRatio(t *testing.T) {
	// from: by hand. (y, x) = (1,4) (3,5) (2,3): r = 6/12 = ½; residuals −1, ½, ½; Σ² = 3/2;
	// v = 3/2 · 3/2 / 144 = 1/64; √v = 1/8; t(.975, 2) = 4.302652729749464
	var r Ratio
	for _, c := range [][2]int64{{1, 4}, {3, 5}, {2, 3}} {
		r.Add(c[0], c[1])
	}
	e := r.Estimate(.95)
	assert.Equal(t, .5, e.Value)
	assert.InDelta(t, .5-4.302652729749464/8, e.Lo, 1e-12)
	assert.InDelta(t, .5+4.302652729749464/8, e.Hi, 1e-12)
	assert.Equal(t, LinearisedT, e.Method)
	assert.Equal(t, int64(3), e.N)
	assert.Equal(t, []float64{6, 12}, []float64{*e.Num, *e.Den})

	assert.Equal(t, NoUnits, Ratio{}.Estimate(.95).Undefined)
	var zero Ratio
	zero.Add(0, 0)
	assert.Equal(t, ZeroTotal, zero.Estimate(.95).Undefined)
	var one Ratio
	one.Add(1, 2)
	assert.Equal(t, []Warning{FewUnits, NoInterval}, one.Estimate(.95).Warnings)
	assert.Equal(t, Contradiction, Ratio{N: 2, X: Int(4), Y: Int(2), XX: Int(8)}.Estimate(.95).Undefined)
	assert.Equal(t, Contradiction, Ratio{X: Int(4)}.Estimate(.95).Undefined)
	assert.Empty(t, r.Estimate(0).Method)
	assert.Equal(t, []Warning{FewUnits, NoInterval}, r.Estimate(1).Warnings)
}

// With every x equal to 1 the ratio is the mean and its interval the mean's; a
// factor on y goes through; y = c·x leaves no uncertainty.
func TestRatioLaws(t *testing.T) {
	values := []int64{5, 0, 7, 2, 2, 11, 3, 8, 1, 6, 4}
	var r, scaled, fixed Ratio
	for _, y := range values {
		r.Add(y, 1)
		scaled.Add(1000*y, 1)
		fixed.Add(3*y, y)
	}
	m, e, s := meanOf(values...).Estimate(.95), r.Estimate(.95), scaled.Estimate(.95)
	assert.Equal(t, m.Value, e.Value)
	assert.InDelta(t, m.Lo, e.Lo, 1e-12)
	assert.InDelta(t, m.Hi, e.Hi, 1e-12)
	assert.InDelta(t, 1000*e.Lo, s.Lo, 1e-9)
	assert.InDelta(t, 1000*e.Hi, s.Hi, 1e-9)
	f := fixed.Estimate(.95)
	assert.Equal(t, []float64{3, 3, 3}, []float64{f.Lo, f.Value, f.Hi})
}
