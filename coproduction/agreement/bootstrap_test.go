package agreement

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// simulated returns numeric ratings of units by coders who agree in part and leave
// out a share of the units.
func simulated(random *rand.Rand, units, coders, categories int, missing float64) [][]float64 {
	rows := make([][]float64, units)
	for i := range rows {
		truth := random.IntN(categories)
		for range coders {
			v := truth
			if random.Float64() < .4 {
				v = random.IntN(categories)
			}
			if random.Float64() < missing {
				rows[i] = append(rows[i], x)
			} else {
				rows[i] = append(rows[i], float64(1+v))
			}
		}
	}
	return rows
}

// plainly draws units one by one, the textbook way, and returns the coefficient of each resample.
func plainly(t testing.TB, table *Table, c Coefficient, resamples int, seed uint64) []float64 {
	random := rand.New(rand.NewPCG(seed, 0))
	values := make([]float64, resamples)
	for b := range values {
		var ratings []int32
		for range table.Units() {
			ratings = append(ratings, table.row(random.IntN(table.Units()))...)
		}
		again := &Table{coders: table.coders, categories: table.categories, values: table.values, ratings: ratings}
		e := c.estimate(again.sample())
		require.True(t, e.Defined())
		values[b] = e.Value
	}
	return values
}

// resampled returns the values of which Bootstrap takes the quantiles.
func resampled(table *Table, c Coefficient, resamples int, seed uint64, oneByOne bool) []float64 {
	s := table.sample()
	if !c.coders {
		s = s.anonymous()
	}
	u := newUrn(s)
	if oneByOne != (u.units != nil) {
		panic("the table does not lead to this way of drawing")
	}
	d := newDraw(u)
	values := make([]float64, resamples)
	random := rand.NewPCG(0, 0)
	for b := range values {
		random.Seed(seed, uint64(b))
		values[b] = c.estimate(d.resample(random)).Value
	}
	return values
}

// kolmogorov returns the largest difference between the shares of values up to a
// point, times √(n/2), for two lists of one length n.
func kolmogorov(a, b []float64) float64 {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	most, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		v := min(a[i], b[j])
		for i < len(a) && a[i] <= v {
			i++
		}
		for j < len(b) && b[j] <= v {
			j++
		}
		most = max(most, i-j, j-i)
	}
	return float64(most) / float64(len(a)) * math.Sqrt(float64(len(a))/2)
}

// Drawing how often each row occurs is drawing units, in law: the two lists of 2,000
// values are as close as two of one law are but once in 10,000 times (Kolmogorov-Smirnov
// 2.23), and so are their means and spreads. The seeds are fixed.
func TestBootstrapIsDrawingUnits(t *testing.T) {
	const n = 2000
	random := rand.New(rand.NewPCG(5, 9))
	for _, tt := range []struct {
		name                      string
		units, coders, categories int
		missing                   float64
		of                        Coefficient
		oneByOne                  bool
	}{
		{"two coders", 120, 2, 3, 0, CohenKappa(Unweighted), false},
		{"two coders, missing", 150, 2, 3, .2, Alpha(Nominal), false},
		{"three coders", 240, 3, 3, 0, Conger(Linear), false},
		{"many rows", 60, 4, 4, .2, Alpha(Interval), true},
		{"chance over rated units", 60, 3, 4, .4, Gwet(Unweighted), true},
	} {
		table := numeric(t, simulated(random, tt.units, tt.coders, tt.categories, tt.missing)...)
		rated := table
		if tt.missing > 0 { // units that nobody rated are none, so they are not drawn either
			rows := [][]float64{}
			for u := range table.Units() {
				row := []float64{}
				for c := range table.Coders() {
					row = append(row, x)
					if k := table.Rating(u, c); k != Missing {
						row[c] = float64(k + 1)
					}
				}
				if count(table.row(u), Missing) < table.Coders() {
					rows = append(rows, row)
				}
			}
			rated = numeric(t, rows...)
		}
		want, got := plainly(t, rated, tt.of, n, 3), resampled(table, tt.of, n, 4, tt.oneByOne)
		assert.Less(t, kolmogorov(want, got), 2.23, tt.name)
		meanWant, spreadWant := moments(want)
		meanGot, spreadGot := moments(got)
		assert.InDelta(t, meanWant, meanGot, 4*spreadWant*math.Sqrt(2./n), tt.name)
		assert.InDelta(t, 1, spreadGot/spreadWant, 4*math.Sqrt(1./n), tt.name)
	}
}

func moments(values []float64) (mean, spread float64) {
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for _, v := range values {
		spread += (v - mean) * (v - mean) / float64(len(values)-1)
	}
	return mean, math.Sqrt(spread)
}

// from: k of n units agree, so those of a resample follow the binomial law of n and k/n.
func TestBootstrapOfAShareIsBinomial(t *testing.T) {
	const resamples = 5000
	var rows []string
	for _, group := range []struct {
		row string
		n   int
	}{{"AA", 31}, {"AB", 12}, {"BA", 3}, {"BB", 14}} {
		for range group.n {
			rows = append(rows, group.row)
		}
	}
	values := resampled(letters(t, rows...), PercentAgreement(Unweighted), resamples, 1, false)
	slices.Sort(values)
	lo, f := masses(60, 45, 60)
	below, up, most := 0, 0., 0.
	for i, p := range f {
		up += p
		for below < resamples && values[below]*60 < float64(lo)+float64(i)+.5 {
			below++
		}
		most = max(most, math.Abs(float64(below)/resamples-up))
	}
	assert.Less(t, most*math.Sqrt(resamples), 2.23)
}

// A resample must be what the table of its units has for a sample, to the last field.
func TestResampleIsTheSampleOfItsUnits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 8))
	ways := map[bool]int{}
	for i := range 60 {
		table := numeric(t, simulated(random, 1+random.IntN(400), 1+random.IntN(4), 2+random.IntN(3), .3*random.Float64())...)
		s := table.sample()
		if s.units == 0 {
			continue
		}
		if i%3 == 0 {
			s = s.anonymous()
		}
		u := newUrn(s)
		ways[u.units != nil]++
		d := newDraw(u)
		for b := range 3 {
			got := *d.resample(rand.NewPCG(uint64(i), uint64(b)))
			assert.Equal(t, s.units, got.units)
			var ratings []int32
			for row, n := range d.counts {
				for range n {
					ratings = append(ratings, s.rows[row].ratings...)
				}
			}
			want := *(&Table{coders: table.coders, categories: table.categories, values: table.values, ratings: ratings}).sample()
			want.pairs, got.pairs = append([]pair{}, want.pairs...), append([]pair{}, got.pairs...)
			require.Equal(t, want, got)
		}
	}
	assert.NotZero(t, ways[true])
	assert.NotZero(t, ways[false])
}

func TestBootstrapLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 6))
	of := estimate.Subject{Kind: "study"}
	for _, units := range []int{40, 300} {
		rows := simulated(random, units, 3, 3, .1)
		table := numeric(t, rows...)
		r := Resampling{Resamples: 80, Seed: 7, Workers: 1}
		want := table.BootstrapRows(of, Options{}, r)
		goroutines := runtime.NumGoroutine()
		for _, workers := range []int{2, 7, 1000, 0, -1} {
			r := r
			r.Workers = workers
			assert.Equal(t, want, table.BootstrapRows(of, Options{}, r), "%d workers", workers)
		}
		for range 100 { // a goroutine that is done may take a moment to go
			if runtime.NumGoroutine() <= goroutines {
				break
			}
			time.Sleep(time.Millisecond)
		}
		assert.LessOrEqual(t, runtime.NumGoroutine(), goroutines)

		other, wide := r, r
		other.Seed, wide.Level = 8, .98
		otherRows, wideRows := table.BootstrapRows(of, Options{}, other), table.BootstrapRows(of, Options{}, wide)
		for i, row := range want {
			if !row.Defined() {
				continue
			}
			assert.True(t, row.Lo < row.Value && row.Value < row.Hi, row.Measure)
			assert.Equal(t, estimate.Method("bootstrap-percentile, 80 resamples, seed 7"), row.Method)
			assert.NotEqual(t, row.Lo, otherRows[i].Lo, "another seed")
			assert.True(t, wideRows[i].Lo <= row.Lo && row.Hi <= wideRows[i].Hi, "a higher level")
			assert.Equal(t, .98, wideRows[i].Level)
		}
		alpha := slices.IndexFunc(want, func(r estimate.Row) bool { return r.Measure == "krippendorff_alpha" })
		assert.Equal(t, want[alpha].Estimate, table.Bootstrap(Alpha(Nominal), r), "alone as with others")

		shuffled := [][]float64{{x, x, x}} // and a unit that nobody rated
		for _, i := range random.Perm(units) {
			shuffled = append(shuffled, rows[i])
		}
		assert.Equal(t, want, numeric(t, shuffled...).BootstrapRows(of, Options{}, r), "order of units")
		for _, row := range shuffled {
			row[0], row[1], row[2] = row[2], row[0], row[1]
		}
		for i, row := range numeric(t, shuffled...).BootstrapRows(of, Options{}, r) {
			if !coefficients(Options{})[i].coders {
				assert.Equal(t, want[i], row, "order of coders, %s", row.Measure)
			}
		}
	}
}

// The value is the coefficient's own; only the interval is another.
func TestBootstrapRowsAreThoseOfTheTable(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	for _, coders := range []int{2, 3} {
		table := numeric(t, simulated(random, 50, coders, 3, 0)...)
		of := estimate.Subject{Kind: "study"}
		rows := map[string]estimate.Row{}
		for _, row := range append(table.Rows(of, Options{}), table.sample().betaRows(of, Metrics())...) {
			rows[key(t, row.Measure, row.Params)] = row
		}
		got := table.BootstrapRows(of, Options{}, Resampling{Resamples: 50, Seed: 1})
		require.NotEmpty(t, got)
		for _, row := range got {
			want, ok := rows[key(t, row.Measure, row.Params)]
			require.True(t, ok, row.Measure)
			assert.Equal(t, want.Value, row.Value, row.Measure)
			assert.Equal(t, want.Undefined, row.Undefined, row.Measure)
			assert.Equal(t, want.Formula, row.Formula, row.Measure)
			assert.Equal(t, want.N, row.N, row.Measure)
			assert.Equal(t, row.Defined(), row.Method != "", row.Measure)
		}
		apart := func(k, l int) float64 { return math.Abs(float64(k - l)) }
		for _, pair := range [][2]estimate.Estimate{
			{table.AlphaBy(apart, 0), table.Bootstrap(AlphaBy(apart), Resampling{Resamples: 50})},
			{table.BetaBy(apart), table.Bootstrap(BetaBy(apart), Resampling{Resamples: 50})},
			{table.AlphaPrimeBy(apart), table.Bootstrap(AlphaPrimeBy(apart), Resampling{Resamples: 50})},
			{table.Alpha(Ordinal, 0), table.Bootstrap(Alpha(Ordinal), Resampling{Resamples: 50})},
		} {
			assert.Equal(t, pair[0].Value, pair[1].Value)
			assert.NotEmpty(t, pair[1].Method)
		}
	}
}

// Rows may be one where it does not matter which coder gave a rating, and only there.
func TestCoefficientsKnowWhetherCodersMatter(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 1))
	apart := func(k, l int) float64 { return math.Abs(float64(k - l)) }
	for _, coders := range []int{2, 4} {
		rows := simulated(random, 80, coders, 3, 0)
		for i := range rows {
			rows[i][0] = min(3, rows[i][0]+float64(i%2)) // a bias
		}
		s := numeric(t, rows...).sample()
		require.Less(t, len(s.anonymous().rows), len(s.rows))
		for _, c := range append(coefficients(Options{}), AlphaBy(apart), BetaBy(apart), AlphaPrimeBy(apart)) {
			with, without := c.estimate(s), c.estimate(s.anonymous())
			if c.coders {
				assert.True(t, !with.Defined() || math.Abs(with.Value-without.Value) > 1e-6, c.measure)
			} else {
				assert.InDelta(t, with.Value, without.Value, 1e-13, c.measure)
				assert.Equal(t, with.N, without.N, c.measure)
			}
		}
	}
}

func TestBootstrapDegenerate(t *testing.T) {
	good := letters(t, "AA", "AB", "BB", "BA", "AA", "BB", "AA", "BB", "AA", "BB", "AA")
	e := good.Bootstrap(Alpha(Nominal), Resampling{})
	assert.Equal(t, estimate.Bootstrap(1000, 0), e.Method)
	assert.Equal(t, DefaultLevel, e.Level)
	assert.Empty(t, e.Warnings)
	for name, tt := range map[string]struct {
		table *Table
		of    Coefficient
		r     Resampling
		want  estimate.Estimate
	}{
		"no coefficient":     {good, Coefficient{}, Resampling{}, estimate.Undefined(estimate.UnknownOption, 11)},
		"no units":           {letters(t), Alpha(Nominal), Resampling{}, letters(t).Alpha(Nominal, 0)},
		"nobody rated":       {letters(t, ".."), Alpha(Nominal), Resampling{}, letters(t, "..").Alpha(Nominal, 0)},
		"one category":       {letters(t, "AA", "AA"), Alpha(Nominal), Resampling{}, letters(t, "AA", "AA").Alpha(Nominal, 0)},
		"a level above 1":    {good, Alpha(Nominal), Resampling{Level: 95}, good.Alpha(Nominal, 0).Warn(estimate.NoInterval)},
		"a level below 0":    {good, Alpha(Nominal), Resampling{Level: -1}, good.Alpha(Nominal, 0).Warn(estimate.NoInterval)},
		"no level":           {good, Alpha(Nominal), Resampling{Level: x}, good.Alpha(Nominal, 0).Warn(estimate.NoInterval)},
		"one resample":       {good, Alpha(Nominal), Resampling{Resamples: 1}, good.Alpha(Nominal, 0).Warn(estimate.NoInterval)},
		"too many resamples": {good, Alpha(Nominal), Resampling{Resamples: MaxResamples + 1}, good.Alpha(Nominal, 0).Warn(estimate.NoInterval)},
		"a huge number":      {good, Alpha(Nominal), Resampling{Resamples: math.MaxInt}, good.Alpha(Nominal, 0).Warn(estimate.NoInterval)},
		"negative resamples": {good, Alpha(Nominal), Resampling{Resamples: -5}, good.Alpha(Nominal, 0).Warn(estimate.NoInterval)},
	} {
		assert.Equal(t, tt.want, tt.table.Bootstrap(tt.of, tt.r), name)
	}
	assert.Contains(t, good.Bootstrap(Alpha(Nominal), Resampling{Resamples: 39}).Warnings, FewResamples)
	assert.NotContains(t, good.Bootstrap(Alpha(Nominal), Resampling{Resamples: 40}).Warnings, FewResamples)
	assert.Contains(t, good.Bootstrap(Alpha(Nominal), Resampling{Resamples: 3, Level: .5}).Warnings, FewResamples)
	assert.NotContains(t, good.Bootstrap(Alpha(Nominal), Resampling{Resamples: 4, Level: .5}).Warnings, FewResamples)

	one := letters(t, "AB").Bootstrap(MultiKappa(), Resampling{})
	assert.Empty(t, one.Method, "one unit would be drawn again and again, and the interval be a point")
	assert.Contains(t, one.Warnings, estimate.NoInterval)
	kappa := letters(t, "AB").CohenKappa(Unweighted, .95)
	assert.Empty(t, kappa.Method, "nor is the spread of one unit known")
	assert.NotEmpty(t, letters(t, "AB", "AA").CohenKappa(Unweighted, .95).Method, "of two it is")
	assert.Contains(t, one.Warnings, estimate.FewUnits)
}

// from: of two units A A and B B, one alone is drawn in half of the resamples, which
// then have one category; alpha is 1 in the others.
func TestBootstrapCountsUndefinedResamples(t *testing.T) {
	e := letters(t, "AA", "BB").Bootstrap(Alpha(Nominal), Resampling{Resamples: 1000, Seed: 3})
	require.Len(t, e.Warnings, 2)
	assert.Equal(t, estimate.FewUnits, e.Warnings[0])
	var without int
	_, err := fmt.Sscanf(string(e.Warnings[1]), "undefined in %d of 1000 resamples, which the interval leaves out", &without)
	require.NoError(t, err, e.Warnings[1])
	assert.InDelta(t, 500, without, 5*math.Sqrt(250))
	assert.Equal(t, [2]float64{1, 1}, [2]float64{e.Lo, e.Hi})

	none := percentile(estimate.Point(1, 3), []float64{x, 2, x}, .95, "test")
	assert.Equal(t, estimate.Point(1, 3).Warn("undefined in 2 of 3 resamples, which the interval leaves out", estimate.NoInterval), none)
}

func TestQuantile(t *testing.T) {
	tests := []struct {
		from   string
		values []float64
		p      float64
		want   float64
	}{
		{"by hand: h = 3 · ¼ = ¾", []float64{1, 2, 3, 4}, .25, 1.75},
		{"by hand: h = 3 · ½", []float64{1, 2, 3, 4}, .5, 2.5},
		{"by hand: h = 4 · ⅛ = ½", []float64{10, 20, 40, 80, 160}, .125, 15},
		{"by hand: the ends", []float64{1, 2, 3}, 0, 1},
		{"by hand: the ends", []float64{1, 2, 3}, 1, 3},
		{"by hand: one value", []float64{7}, .3, 7},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, quantile(tt.values, tt.p), tt.from)
	}
}

// Generators seeded with numbers that follow each other must not resemble each other.
func TestResamplesAreIndependent(t *testing.T) {
	const n = 20_000
	random := rand.NewPCG(0, 0)
	var sum, products, last float64
	cells := make([]float64, 50)
	for b := range n {
		random.Seed(42, uint64(b))
		u := uniform(random)
		cells[int(u*50)]++
		sum += u
		products += (u - .5) * (last - .5)
		last = u
	}
	chi := 0.
	for _, c := range cells {
		chi += (c - n/50) * (c - n/50) / (n / 50)
	}
	assert.Less(t, chi, 49+5*math.Sqrt(2*49), "uniform")
	assert.InDelta(t, .5, sum/n, 5/math.Sqrt(12*n))
	assert.InDelta(t, 0, products/n*12, 5/math.Sqrt(n), "correlation of neighbours")
}

func TestBelow(t *testing.T) {
	random := rand.NewPCG(9, 9)
	counts := make([]float64, 7)
	for range 70_000 {
		counts[below(7, random)]++
	}
	for _, c := range counts {
		assert.InDelta(t, 10_000, c, 5*math.Sqrt(70_000*6./49))
	}
	// from: ⌊x · 3/4⌋ of all x below 2⁶⁴ would be a multiple of three half of the time
	thirds := 0
	for range 10_000 {
		if below(3<<62, random)%3 == 0 {
			thirds++
		}
	}
	assert.InDelta(t, 10_000./3, thirds, 5*math.Sqrt(10_000*2./9))
}
