package estimate

import (
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func near(got, want float64) bool { return math.Abs(got-want) <= 1e-9*max(1, math.Abs(want)) }

func TestProportionOracle(t *testing.T) {
	text, err := os.ReadFile("testdata/proportion.json")
	require.NoError(t, err)
	var oracle struct {
		Cases []struct {
			ID        string
			X, N      int64
			Level     float64
			Published []struct {
				Measure string
				Value   float64
				Digits  int
				Where   string
			}
			Expect []struct {
				Measure, From string
				Value         float64
			}
		}
	}
	require.NoError(t, json.Unmarshal(text, &oracle))
	methods := map[string]Method{
		"wilson": Wilson, "agresti_coull": AgrestiCoull, "clopper_pearson": ClopperPearson, "jeffreys": Jeffreys,
	}
	// INDICATORS names neither: the one is wider than asked, the other leaves [0, 1].
	left := map[string]bool{"wilson_cc": true, "wald": true}
	compared := 0
	bound := func(k, n int64, level float64, measure string) (float64, bool) {
		name, side := measure[:strings.LastIndexByte(measure, '_')], measure[strings.LastIndexByte(measure, '_')+1:]
		if left[name] {
			return 0, false
		}
		require.Contains(t, methods, name)
		e := ProportionBy(methods[name], k, n, level)
		require.Equal(t, methods[name], e.Method)
		require.Equal(t, level, e.Level)
		if side == "low" {
			return e.Lo, true
		}
		return e.Hi, true
	}
	for _, c := range oracle.Cases {
		for _, want := range c.Expect {
			if got, ok := bound(c.X, c.N, c.Level, want.Measure); ok {
				compared++
				assert.Truef(t, near(got, want.Value), "%s %s: got %v, want %v (%s)", c.ID, want.Measure, got, want.Value, want.From)
			}
		}
		for _, want := range c.Published {
			got, ok := bound(c.X, c.N, c.Level, want.Measure)
			require.True(t, ok)
			compared++
			assert.InDelta(t, want.Value, got, 0.5*math.Pow10(-want.Digits), "%s %s (%s)", c.ID, want.Measure, want.Where)
		}
	}
	t.Logf("compared %d bounds", compared)
	assert.NotZero(t, compared)
}

func TestProportion(t *testing.T) {
	tests := []struct {
		name, from string
		k, n       int64
		level      float64
		want       Reason
		warnings   []Warning
		method     Method
	}{
		{"nothing", "0/0", 0, 0, .95, NoUnits, nil, ""},
		{"part negative", "one step outside", -1, 20, .95, OutsideTotal, nil, ""},
		{"part over whole", "one step outside", 21, 20, .95, OutsideTotal, nil, ""},
		{"whole negative", "one step outside", 0, -1, .95, OutsideTotal, nil, ""},
		{"nine", "one under EnoughUnits", 3, 9, .95, "", []Warning{FewUnits}, Wilson},
		{"ten", "EnoughUnits", 3, 10, .95, "", nil, Wilson},
		{"no interval asked", "level 0", 3, 10, 0, "", nil, ""},
		{"level one", "one step outside", 3, 10, 1, "", []Warning{NoInterval}, ""},
		{"level negative", "one step outside", 3, 10, -.5, "", []Warning{NoInterval}, ""},
		{"level NaN", "not a level", 3, 10, math.NaN(), "", []Warning{NoInterval}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := Proportion(tt.k, tt.n, tt.level)
			assert.Equal(t, tt.want, e.Undefined)
			assert.Equal(t, tt.warnings, e.Warnings)
			assert.Equal(t, tt.method, e.Method)
			assert.Equal(t, "k / n", e.Formula)
			if e.Defined() {
				assert.Equal(t, float64(tt.k)/float64(tt.n), e.Value)
				assert.Equal(t, float64(tt.k), *e.Num)
				assert.Equal(t, float64(tt.n), *e.Den)
			}
		})
	}
	assert.Equal(t, []Warning{NoInterval}, ProportionBy("wald", 3, 20, .95).Warnings, "an unknown method has no interval")
	assert.Equal(t, []Warning{NoInterval}, ProportionBy(StudentT, 3, 20, .95).Warnings, "nor one that is not for k of n")
}

// Every method: inside [0, 1], mirrored when k and n−k change places, wider at a
// higher level, rising in k. All but Agresti-Coull at the ends hold the value.
func TestProportionLaws(t *testing.T) {
	for _, method := range []Method{Wilson, AgrestiCoull, ClopperPearson, Jeffreys} {
		for _, n := range []int64{1, 2, 7, 25, 400, 30000} {
			var before Estimate
			for k := int64(0); k <= n; k += max(1, n/7) {
				e, mirror := ProportionBy(method, k, n, .95), ProportionBy(method, n-k, n, .95)
				wide := ProportionBy(method, k, n, .99)
				require.Equal(t, method, e.Method)
				assert.True(t, 0 <= e.Lo && e.Lo <= e.Value && e.Value <= e.Hi && e.Hi <= 1, "%s %d/%d", method, k, n)
				assert.InDelta(t, 1-e.Hi, mirror.Lo, 1e-12, "%s %d/%d", method, k, n)
				assert.True(t, wide.Lo <= e.Lo && e.Hi <= wide.Hi, "%s %d/%d", method, k, n)
				assert.True(t, (k > 0 || e.Lo == 0) && (k < n || e.Hi == 1), "%s %d/%d: the ends are exact", method, k, n)
				assert.True(t, k == 0 || before.Lo <= e.Lo && before.Hi < e.Hi, "%s %d/%d", method, k, n)
				before = e
			}
		}
	}
}

// None and all have exact ends at every n, whatever the rounding on the way.
func TestProportionEnds(t *testing.T) {
	for _, method := range []Method{Wilson, AgrestiCoull, ClopperPearson, Jeffreys} {
		for n := range int64(300) {
			assert.Equal(t, 1., ProportionBy(method, n+1, n+1, .95).Hi, "%s %d", method, n+1)
			assert.Equal(t, 0., ProportionBy(method, 0, n+1, .95).Lo, "%s %d", method, n+1)
		}
	}
}

func TestProportionLarge(t *testing.T) {
	const n = largestExact
	wilson := Proportion(n/3, n, .95)
	for _, method := range []Method{ClopperPearson, Jeffreys} {
		e := ProportionBy(method, n/3, n, .95)
		assert.InDelta(t, wilson.Lo, e.Lo, 2e-9, method)
		assert.InDelta(t, wilson.Hi, e.Hi, 2e-9, method)
		assert.Equal(t, []Warning{NoInterval}, ProportionBy(method, n/3, n+1, .95).Warnings, "one step outside")
	}
	huge := Proportion(math.MaxInt64/2, math.MaxInt64, .95)
	assert.Equal(t, .5, huge.Value)
	assert.True(t, huge.Lo < .5 && .5 < huge.Hi)
}
