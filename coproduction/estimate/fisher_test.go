package estimate

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestQuantileF(t *testing.T) {
	tests := []struct {
		from        string
		p, df1, df2 float64
		want        float64
		digits      int
	}{
		{"NIST/SEMATECH e-Handbook 1.3.6.7.3, 5 %", .95, 1, 1, 161.448, 3},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.3, 5 %", .95, 5, 2, 19.296, 3},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.3, 5 %", .95, 5, 10, 3.326, 3},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.3, 5 %", .95, 10, 20, 2.348, 3},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.3, 1 %", .99, 4, 8, 7.006, 3},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.3, 10 %", .90, 3, 12, 2.606, 3},
	}
	for _, tt := range tests {
		assert.InDelta(t, tt.want, QuantileF(tt.p, tt.df1, tt.df2), .5*math.Pow10(-tt.digits), "%s, %v and %v", tt.from, tt.df1, tt.df2)
	}
}

func TestQuantileFLaws(t *testing.T) {
	for _, p := range []float64{.005, .025, .5, .9, .975, .995} {
		for _, df := range []float64{1, 2, 3.7, 10, 250} {
			// from: with two degrees of freedom above, P(F ≤ f) = 1 − (1 + 2f/df)^(−df/2), solved for f
			closed := df / 2 * (math.Pow(1-p, -2/df) - 1)
			assert.InEpsilon(t, closed, QuantileF(p, 2, df), 1e-10, "2 and %v at %v", df, p)
			assert.InEpsilon(t, 1, QuantileF(p, 5, df)*QuantileF(1-p, df, 5), 1e-10, "1/F swaps the degrees of freedom")
			level := math.Abs(2*p - 1)
			if level > 0 {
				square := studentQuantile(level, df)
				assert.InEpsilon(t, square*square, QuantileF(level, 1, df), 1e-10, "F with 1 above is T²")
			}
		}
	}
}

func TestQuantileFOutside(t *testing.T) {
	for _, x := range [][3]float64{
		{0, 1, 1}, {1, 1, 1}, {-1, 1, 1}, {math.NaN(), 1, 1}, {.5, 0, 1}, {.5, 1, 0}, {.5, -1, 4}, {.5, math.NaN(), 1},
		{.5, 1, math.NaN()}, {.5, math.Inf(1), 1}, {.5, 1, math.Inf(1)}, {.5, 1, 1 << 31},
	} {
		assert.True(t, math.IsNaN(QuantileF(x[0], x[1], x[2])), "%v", x)
	}
	assert.InDelta(t, 1, QuantileF(.5, 1<<30, 1<<30), 1e-9, "at the bound; by symmetry the median is 1")
}
