package agreement

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// numeric returns a table, and NaN is written as x.
func numeric(t *testing.T, rows ...[]float64) *Table {
	t.Helper()
	table, err := Numeric(rows)
	require.NoError(t, err)
	return table
}

var x = math.NaN()

// shroutFleiss is table 2 of Shrout & Fleiss 1979: six targets, four judges.
var shroutFleiss = [][]float64{{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}}

func TestICCOracle(t *testing.T) {
	compared, undefined, published, irr := 0, 0, 0, 0
	for _, c := range oracleCases(t) {
		table := c.table(t)
		got := map[string]estimate.Estimate{}
		for _, row := range table.iccRows(estimate.Subject{}, .95) {
			k := key(t, row.Measure, row.Params)
			require.NotContains(t, got, k, "twice")
			got[k] = row.Estimate
		}
		assert.Len(t, got, 18)
		for _, want := range c.Expect {
			k := key(t, want.Measure, want.Params)
			e, ok := got[k]
			switch {
			case !ok: // a measure of another test
				assert.NotContains(t, want.Measure, "icc")
			case want.Value == nil:
				undefined++
				assert.NotEmpty(t, e.Undefined, "%s %s: must be undefined, is %v", c.ID, k, e.Value)
			case want.Measure != "icc" && want.Params["form"] == string(ICC2k):
				irr++
				v := table.variances()
				lo, hi := v.irrInterval()
				bound := map[string]float64{"icc_ci_low": lo, "icc_ci_high": hi}[want.Measure]
				assert.InDelta(t, *want.Value, bound, 1e-9*max(1, math.Abs(bound)), "%s %s: another departure of irr", c.ID, k)
			default:
				compared++
				assert.Empty(t, e.Undefined, "%s %s", c.ID, k)
				assert.InDelta(t, *want.Value, e.Value, 1e-9*max(1, math.Abs(*want.Value)), "%s %s", c.ID, k)
			}
		}
		for _, want := range c.Published {
			if want.Measure == "icc" {
				published++
				assert.InDelta(t, want.Value, got[key(t, "icc", want.Params)].Value, .5*math.Pow10(-want.Digits), "%s %v (%s)", c.ID, want.Params, want.Where)
			}
		}
	}
	t.Logf("%d values, %d undefined, %d published figures; not followed: %d bounds of ICC(2,k), of irr alone, which counts k twice", compared, undefined, published, irr)
	assert.Equal(t, [4]int{232, 62, 6, 30}, [4]int{compared, undefined, published, irr})
}

// irrInterval returns the bounds of ICC(2,k) that R's irr 0.84.1 prints. Its degrees of
// freedom have the reliability of the mean in the place of that of one coder,
// while they multiply it by k already.
func (v *variances) irrInterval() (lo, hi float64) {
	rho := v.value(ICC2k).Value
	msr, msc, mse := first(v.msr.Float64()), first(v.msc.Float64()), first(v.mse.Float64())
	n, k := float64(v.n), float64(v.k)
	a, b := k*rho/(n*(1-rho)), 1+k*rho*(n-1)/(n*(1-rho))
	df := (a*msc + b*mse) * (a*msc + b*mse) / (a*msc*a*msc/(k-1) + b*mse*b*mse/((n-1)*(k-1)))
	above, below := estimate.QuantileF(.975, n-1, df), estimate.QuantileF(.975, df, n-1)
	return n * (msr - above*mse) / (above*(msc-mse) + n*msr), n * (below*msr - mse) / (msc - mse + n*below*msr)
}

// from: Shrout & Fleiss 1979: the bounds of ICC(2,k) are the Spearman-Brown steps of those
// of ICC(2,1). By hand from the latter, .018787 and .761084: .0711 and .9272.
func TestICCIntervalOfTheMean(t *testing.T) {
	table := numeric(t, shroutFleiss...)
	e := table.ICC(ICC2k, .95)
	assert.InDelta(t, .0711, e.Lo, .00005)
	assert.InDelta(t, .9272, e.Hi, .00005)
	for _, pair := range [][2]Form{{ICC11, ICC1k}, {ICC21, ICC2k}, {ICC31, ICC3k}} {
		one, mean := table.ICC(pair[0], .9), table.ICC(pair[1], .9)
		for _, b := range [][2]float64{{one.Lo, mean.Lo}, {one.Value, mean.Value}, {one.Hi, mean.Hi}} {
			assert.InDelta(t, 4*b[0]/(1+3*b[0]), b[1], 1e-12, pair[1])
		}
	}
}

// from: Shrout & Fleiss 1979, tables 3 and 4: mean squares 11.24, 32.49, 6.26 and 1.02.
func TestVariancesPublished(t *testing.T) {
	v := numeric(t, shroutFleiss...).variances()
	msr, _ := v.msr.Float64()
	for _, tt := range []struct {
		want float64
		got  float64
	}{{32.49 / 11.24, first(v.msc.Float64()) / msr}, {6.26 / 11.24, first(v.msw.Float64()) / msr}, {1.02 / 11.24, first(v.mse.Float64()) / msr}} {
		assert.InDelta(t, tt.want, tt.got, .002)
	}
	assert.Equal(t, [2]int64{6, 4}, [2]int64{v.n, v.k})
}

func first(f float64, _ bool) float64 { return f }

func TestICCDegenerate(t *testing.T) {
	names, err := Named([][]string{{"1", "2"}, {"2", "2"}, {"1", "1"}})
	require.NoError(t, err)
	few := []estimate.Warning{estimate.FewUnits}
	none := []estimate.Warning{estimate.FewUnits, estimate.NoInterval}
	undefined := func(why estimate.Reason, n int64) estimate.Estimate { return estimate.Undefined(why, n) }
	point := func(v float64, n int64, w []estimate.Warning) estimate.Estimate {
		return estimate.Point(v, n).Warn(w...)
	}
	tests := []struct {
		name, from string
		table      *Table
		form       Form
		want       estimate.Estimate
	}{
		{"no units", "", numeric(t), ICC21, undefined(estimate.NoUnits, 0)},
		{"names", "", names, ICC21, undefined(NotNumbers, 3)},
		{"one coder", "", numeric(t, []float64{1}, []float64{2}), ICC21, undefined(TooFewCoders, 2)},
		{"one unit", "", numeric(t, []float64{1, 2}), ICC21, undefined(estimate.OneUnit, 1)},
		{"all missing", "", numeric(t, []float64{x, x}, []float64{x, x}), ICC21, undefined(estimate.NoUnits, 0)},
		{"one coder missing everywhere", "", numeric(t, []float64{1, x}, []float64{2, x}), ICC21, undefined(NoneByAll, 0).Exclude(2, notByAll)},
		{"one category", "", numeric(t, []float64{2, 2}, []float64{2, 2}), ICC21, undefined(estimate.OneCategory, 2)},
		{"another form", "", numeric(t, shroutFleiss...), "ICC(4,1)", undefined(estimate.UnknownOption, 6)},
		{"equal means", "by hand: MSR = 0 = divisor", numeric(t, []float64{1, 2}, []float64{2, 1}, []float64{1, 2}), ICC3k, undefined(ZeroDivisor, 3)},
		{"equal means of units and coders", "by hand: MSR = MSC = 0, divisor (k−1) − k/n = 0", numeric(t, []float64{1, 2}, []float64{2, 1}), ICC21, undefined(ZeroDivisor, 2)},
		{"equal means of units and coders", "by hand: −MSE / (MSE − ½ MSE)", numeric(t, []float64{1, 2}, []float64{2, 1}, []float64{1, 2}, []float64{2, 1}), ICC21, point(-2, 4, none)},
		{"thirds", "by hand: all means 2, though no third is a float64", numeric(t, []float64{1, 2, 3}, []float64{2, 3, 1}, []float64{3, 1, 2}), ICC1k, undefined(ZeroDivisor, 3)},
		{"tenths", "by hand: MSR = 0, though 0.1 + 0.7 and 0.3 + 0.5 are two float64", numeric(t, []float64{.1, .7}, []float64{.3, .5}), ICC1k, undefined(ZeroDivisor, 2)},
		{"full agreement", "by hand: MSW = 0", numeric(t, []float64{1, 1}, []float64{3, 3}), ICC11, point(1, 2, none)},
		{"a constant apart", "by hand: MSE = 0", numeric(t, []float64{1.1, 1.2}, []float64{3.1, 3.2}), ICC31, point(1, 2, none)},
		{"full disagreement", "by hand: −MSW / MSW, whatever F", numeric(t, []float64{1, 2}, []float64{2, 1}), ICC11, point(-1, 2, few).Within(-1, -1, .95, FisherF)},
	}
	for _, tt := range tests {
		got := tt.table.ICC(tt.form, .95)
		assert.Equal(t, tt.want.As(iccFormula), got, "%s (%s)", tt.name, tt.from)
	}
}

func TestICCLeavesOutUnitsNotRatedByAll(t *testing.T) {
	rows := append([][]float64{{1, 2, x, 3}, {x, x, x, x}}, shroutFleiss...)
	for _, form := range Forms() {
		want := numeric(t, shroutFleiss...).ICC(form, .9).Exclude(1, notByAll)
		got := numeric(t, rows...).ICC(form, .9)
		assert.ElementsMatch(t, want.Warnings, got.Warnings)
		got.Warnings = want.Warnings
		assert.Equal(t, want, got, form)
	}
}

func TestICCInterval(t *testing.T) {
	table := numeric(t, shroutFleiss...)
	for _, form := range Forms() {
		e, wide, none := table.ICC(form, .9), table.ICC(form, .99), table.ICC(form, 0)
		assert.True(t, wide.Lo < e.Lo && e.Lo < e.Value && e.Value < e.Hi && e.Hi < wide.Hi && wide.Hi <= 1, form)
		assert.Empty(t, none.Method)
		assert.Empty(t, none.Warnings, "no interval was asked for")
		assert.Contains(t, e.Warnings, estimate.FewUnits)
		for _, level := range []float64{-1, 1, x} {
			assert.Equal(t, []estimate.Warning{estimate.FewUnits, estimate.NoInterval}, table.ICC(form, level).Warnings)
		}
	}
	assert.Equal(t, estimate.NoInterval, table.ICC(ICC21, 2).Warnings[1])
	above := numeric(t, []float64{1, 2}, []float64{2, 1}, []float64{1, 2}, []float64{2, 1}).ICC(ICC2k, .95)
	assert.Equal(t, []estimate.Warning{NegativeVariance, estimate.FewUnits, estimate.NoInterval}, above.Warnings)
	assert.Len(t, table.iccRows(estimate.Subject{}, 0), 6, "no bounds were asked for")
	ten := append(shroutFleiss[:5:5], shroutFleiss[1:]...)
	assert.Empty(t, numeric(t, ten...).ICC(ICC21, .95).Warnings, "ten units are enough")
}

// from: by hand, MSR = MSC = 0: the degrees of freedom of ICC(2,1) are 0/0, whatever the
// roundings on the way to them, so there is no interval.
func TestICCWithoutDegreesOfFreedom(t *testing.T) {
	var rows [][]float64
	for n := 2; n <= 80; n += 2 {
		rows = append(rows, []float64{1, 2}, []float64{2, 1})
		if n == 2 {
			continue // the divisor is 0
		}
		e := numeric(t, rows...).ICC(ICC21, .95)
		assert.InDelta(t, -1/(1-2/float64(n)), e.Value, 1e-12)
		assert.Empty(t, e.Method, "%d units", n)
		assert.Contains(t, e.Warnings, estimate.NoInterval)
	}
}

// Nothing that leaves the ratings as they are among themselves changes a bit.
func TestICCLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for range 30 {
		n, k := 2+random.IntN(12), 2+random.IntN(4)
		rows := make([][]float64, n)
		for i := range rows {
			for range k {
				rows[i] = append(rows[i], float64(random.IntN(6)))
			}
		}
		table := numeric(t, rows...)
		shuffled, moved := make([][]float64, n), make([][]float64, n)
		order, coders := random.Perm(n), random.Perm(k)
		for i, row := range rows {
			for _, c := range coders {
				shuffled[order[i]] = append(shuffled[order[i]], row[c])
				moved[i] = append(moved[i], (row[c]*3-7)/4)
			}
		}
		for _, form := range Forms() {
			want := table.ICC(form, .95)
			assert.Equal(t, want, numeric(t, shuffled...).ICC(form, .95), "order of units and coders")
			assert.Equal(t, want, numeric(t, moved...).ICC(form, .95), "origin and scale")
		}
		v := table.variances()
		if v.none != "" {
			continue
		}
		single, mean := table.ICC(ICC31, 0), table.ICC(ICC3k, 0)
		if mean.Defined() {
			stepped := float64(k) * single.Value / (1 + float64(k-1)*single.Value)
			assert.InDelta(t, stepped, mean.Value, 1e-9*max(1, math.Abs(stepped)), "Spearman-Brown")
		}
	}
}

func BenchmarkICC(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	rows := make([][]float64, 100_000)
	for i := range rows {
		for range 5 {
			rows[i] = append(rows[i], float64(random.IntN(10)))
		}
	}
	table, _ := Numeric(rows)
	b.ReportAllocs()
	for b.Loop() {
		table.ICC(ICC21, .95)
	}
}
