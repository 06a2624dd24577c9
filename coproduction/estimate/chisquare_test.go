package estimate

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestChiSquareTail(t *testing.T) {
	// from: mpmath 1.3.0, gammainc(df/2, x/2, inf, regularized=True) with 60 digits; above
	// 2000 degrees of freedom the finite sum of DLMF 8.8.10 with 60 digits.
	tests := []struct {
		x    float64
		df   int64
		want float64
	}{
		{1e-20, 1, 0.999999999920211544},
		{0.1, 1, 0.751829634045849276},
		{1, 1, 0.317310507862914103},
		{3.841458820694124, 1, 0.0500000000000000574},
		{10, 1, 0.00156540225800254968},
		{50, 1, 1.53745979442803485e-12},
		{700, 1, 2.99022697512462034e-154},
		{1400, 1, 2.1010145162642175e-306},
		{0.5, 2, 0.778800783071404868},
		{5, 2, 0.0820849986238987952},
		{1400, 2, 9.85967654375977086e-305},
		{0.001, 3, 0.999991592080941954},
		{2.5, 3, 0.47529108334302059},
		{7.814727903251179, 3, 0.0500000000000000177},
		{60, 3, 5.87823072790691234e-13},
		{1300, 3, 1.47174371069801034e-281},
		{3, 7, 0.885002231643150641},
		{14.067140449340169, 7, 0.0499999999999999985},
		{40, 7, 1.25879038737130878e-6},
		{900, 7, 4.80122762433667907e-190},
		{20, 31, 0.93580362074115442},
		{33, 31, 0.36953479455512816},
		{34, 31, 0.32509577764539124},
		{100, 31, 3.46437024494161111e-9},
		{1500, 31, 2.82591008438657393e-296},
		{60, 60, 0.475716986106319931},
		{62, 60, 0.404652179034389123},
		{61.9, 60, 0.408115450702730699},
		{300, 60, 1.283509040715906e-33},
		{90, 101, 0.775360840077939475},
		{104, 101, 0.399037692373965234},
		{250, 101, 1.2390563539741995e-14},
		{1000, 1000, 0.494052853829239642},
		{1003, 1000, 0.467355487605868786},
		{1200, 1000, 0.0000122559423306229042},
		{2500, 1000, 2.10592680484814047e-129},
		{4000, 1000, 2.3020714283597009e-353},
		{1e6, 1000000, 0.4998119368033945},
		{1003000.0, 1000000, 0.0170167729332663151},
		{1020000.0, 1000000, 3.88391183118938046e-45},
		{1050000.0, 1000000, 2.185638417489726e-265},
		{1000100000.0, 1000000000, 0.0126756119949355566},
		{1001e6, 1000000000, 5.61393794827349886e-111},
	}
	for _, tt := range tests {
		got := ChiSquareTail(tt.x, tt.df)
		if tt.want < math.SmallestNonzeroFloat64 {
			assert.Zero(t, got, "beyond what a float can hold")
			continue
		}
		assert.InEpsilon(t, tt.want, got, 1e-12, "x %v, df %d", tt.x, tt.df)
	}
}

func TestChiSquareTailAsPrinted(t *testing.T) {
	tests := []struct {
		from string
		x    float64
		df   int64
		want float64
	}{
		{"NIST/SEMATECH e-Handbook 1.3.6.7.4, upper tail", 3.841, 1, .05},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.4, upper tail", 9.210, 2, .01},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.4, upper tail", 18.307, 10, .05},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.4, upper tail", 124.342, 100, .05},
	}
	for _, tt := range tests {
		assert.InEpsilon(t, tt.want, ChiSquareTail(tt.x, tt.df), 5e-4, tt.from)
	}
}

func TestChiSquareTailClosedForms(t *testing.T) {
	for x := .01; x < 1400; x *= 1.7 {
		z := x / 2
		assert.InEpsilon(t, math.Erfc(math.Sqrt(z)), ChiSquareTail(x, 1), 1e-12, "one degree: erfc √(x/2), x %v", x)
		assert.InEpsilon(t, math.Exp(-z), ChiSquareTail(x, 2), 1e-12, "two: e^(−x/2), x %v", x)
		assert.InEpsilon(t, math.Exp(-z)*(1+z), ChiSquareTail(x, 4), 1e-12, "four, x %v", x)
	}
}

func TestChiSquareTailEnds(t *testing.T) {
	for _, df := range []int64{1, 2, 7, 1000} {
		assert.Equal(t, 1., ChiSquareTail(0, df))
		assert.Equal(t, 1., ChiSquareTail(-1, df))
		assert.Equal(t, 1., ChiSquareTail(math.Inf(-1), df))
		assert.Equal(t, 0., ChiSquareTail(math.Inf(1), df))
		assert.Equal(t, 0., ChiSquareTail(1e300, df))
		assert.True(t, math.IsNaN(ChiSquareTail(math.NaN(), df)))
	}
	assert.True(t, math.IsNaN(ChiSquareTail(1, 0)))
	assert.True(t, math.IsNaN(ChiSquareTail(1, 1<<40+1)))
	assert.InDelta(t, .5, ChiSquareTail(1<<40, 1<<40), 1e-6, "the median is near the mean")
}

// The tail falls as x grows and rises with the degrees of freedom, also where one
// way of computing takes over from the other.
func TestChiSquareTailIsMonotone(t *testing.T) {
	for df := int64(1); df < 200; df++ {
		last := 1.0
		for i := range 400 {
			x := float64(i+1) * float64(df) / 100
			got := ChiSquareTail(x, df)
			assert.LessOrEqual(t, got, last*(1+1e-14), "x %v, df %d", x, df)
			assert.LessOrEqual(t, got, ChiSquareTail(x, df+1)*(1+1e-14), "x %v, df %d", x, df)
			last = got
		}
	}
}

func BenchmarkChiSquareTail(b *testing.B) {
	for b.Loop() {
		ChiSquareTail(23.7, 12)
	}
}
