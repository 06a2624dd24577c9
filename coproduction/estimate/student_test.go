package estimate

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestStudentQuantile(t *testing.T) {
	closed := func(level, df float64) float64 { // df 1, 2, 4: Shaw WT. J Comput Finance 2006;9:37–73
		p := (1 + level) / 2
		a := 4 * p * (1 - p)
		switch df {
		case 1:
			return math.Tan(math.Pi * level / 2)
		case 2:
			return (2*p - 1) * math.Sqrt(2/a)
		}
		q := math.Cos(math.Acos(math.Sqrt(a))/3) / math.Sqrt(a)
		return 2 * math.Sqrt(q-1)
	}
	for _, level := range []float64{.01, .5, .8, .9, .95, .99, .999} {
		for _, df := range []float64{1, 2, 4} {
			want := closed(level, df)
			assert.InEpsilon(t, want, studentQuantile(level, df), 1e-12, "level %v, df %v", level, df)
		}
	}
	tests := []struct {
		from      string
		level, df float64
		want      float64
		digits    int
	}{
		{"NIST/SEMATECH e-Handbook 1.3.6.7.2", .95, 5, 2.571, 3},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.2", .95, 10, 2.228, 3},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.2", .95, 24, 2.064, 3},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.2", .99, 30, 2.750, 3},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.2", .90, 100, 1.660, 3},
		{"NIST/SEMATECH e-Handbook 1.3.6.7.2, ∞", .95, 1e15, 1.960, 3},
	}
	for _, tt := range tests {
		assert.InDelta(t, tt.want, studentQuantile(tt.level, tt.df), .5*math.Pow10(-tt.digits), tt.from)
	}
}

// The two ways to the quantile must meet where one takes over from the other.
func TestStudentQuantileSeam(t *testing.T) {
	for _, level := range []float64{.5, .9, .95, .99, .9999} {
		exact := studentQuantile(level, math.Nextafter(1000, 0))
		assert.InDelta(t, exact, studentQuantile(level, 1000), 2e-12, "level %v", level)
	}
}

func TestNormalQuantile(t *testing.T) {
	// from: Abramowitz & Stegun, table 26.5, and AS 241 (Wichura 1988) to 15 digits
	assert.InDelta(t, 1.959963984540054, normalQuantile(.95), 1e-14)
	assert.InDelta(t, 2.575829303548901, normalQuantile(.99), 1e-14)
}

func TestBeta(t *testing.T) {
	for _, x := range []float64{1e-6, .1, .3, .5, .77, .999} {
		assert.InDelta(t, x, betaCDF(x, 1, 1), 1e-14, "uniform")
		assert.InDelta(t, x*x*(3-2*x), betaCDF(x, 2, 2), 1e-14, "by hand: ∫6u(1−u)du")
		assert.InDelta(t, 2/math.Pi*math.Asin(math.Sqrt(x)), betaCDF(x, .5, .5), 1e-14, "arcsine law")
		for _, ab := range [][2]float64{{.5, .5}, {2, 5}, {40, 1}, {1e4, 3e4}} {
			assert.InDelta(t, 1, betaCDF(x, ab[0], ab[1])+betaCDF(1-x, ab[1], ab[0]), 1e-12, "Iₓ(a,b) + I₁₋ₓ(b,a) = 1")
			assert.InDelta(t, x, betaCDF(betaQuantile(x, ab[0], ab[1]), ab[0], ab[1]), 1e-10, "the inverse inverts")
		}
	}
	assert.Equal(t, 0., betaCDF(0, 2, 3))
	assert.Equal(t, 1., betaCDF(1, 2, 3))
}
