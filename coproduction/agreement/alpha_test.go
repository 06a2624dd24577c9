package agreement

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// textbookAlpha is the definition as it is printed: a table of coincidences, filled
// pair by pair, and two sums over it.
func textbookAlpha(t *Table, distance func(k, l int) float64) float64 {
	coincidences := map[[2]int]float64{}
	for u := range t.Units() {
		rated := 0
		for c := range t.Coders() {
			if t.Rating(u, c) != Missing {
				rated++
			}
		}
		if rated < 2 {
			continue
		}
		for a := range t.Coders() {
			for b := range t.Coders() {
				k, l := t.Rating(u, a), t.Rating(u, b)
				if a != b && k != Missing && l != Missing {
					coincidences[[2]int{k, l}] += 1 / float64(rated-1)
				}
			}
		}
	}
	marginals := map[int]float64{}
	total, observed, expected := 0., 0., 0.
	for pair, n := range coincidences {
		marginals[pair[0]] += n
		total += n
		observed += n * distance(pair[0], pair[1])
	}
	for k, n := range marginals {
		for l, m := range marginals {
			expected += n * m * distance(k, l)
		}
	}
	return 1 - (total-1)*observed/expected
}

// textbookDistance is the metric as it is printed.
func textbookDistance(t *Table, m Metric) func(k, l int) float64 {
	values, _ := t.Values()
	var used []int64
	if m == Ordinal {
		used = t.sample().used
	}
	return func(k, l int) float64 {
		if k == l {
			return 0
		}
		switch m {
		case Ordinal:
			k, l = min(k, l), max(k, l)
			sum := -float64(used[k]+used[l]) / 2
			for g := k; g <= l; g++ {
				sum += float64(used[g])
			}
			return sum * sum
		case Interval:
			return (values[k] - values[l]) * (values[k] - values[l])
		case Ratio:
			d := (values[k] - values[l]) / (values[k] + values[l])
			return d * d
		}
		return 1
	}
}

// drawn returns a table of ratings 1 … q in which coders lean to one category of the unit.
func drawn(random *rand.Rand, units, coders, q int, missing, agree float64) *Table {
	rows := make([][]float64, units)
	for i := range rows {
		true_ := 1 + random.IntN(q)
		for range coders {
			switch {
			case random.Float64() < missing:
				rows[i] = append(rows[i], math.NaN())
			case random.Float64() < agree:
				rows[i] = append(rows[i], float64(true_))
			default:
				rows[i] = append(rows[i], float64(1+random.IntN(q)))
			}
		}
	}
	table, err := Numeric(rows)
	if err != nil {
		panic(err)
	}
	return table
}

func TestAlphaIsTheTextbook(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 60 {
		table := drawn(random, 2+random.IntN(60), 2+random.IntN(6), 2+random.IntN(9), float64(i%3)*.25, random.Float64())
		for _, m := range Metrics() {
			e := table.Alpha(m, 0)
			want := textbookAlpha(table, textbookDistance(table, m))
			if math.IsNaN(want) {
				assert.False(t, e.Defined())
				continue
			}
			require.True(t, e.Defined(), e.Undefined)
			assert.InDelta(t, want, e.Value, 1e-12, "%s %d", m, i)
			by := table.AlphaBy(textbookDistance(table, m), 0)
			assert.InDelta(t, want, by.Value, 1e-12, "%s by its distance", m)
		}
	}
}

// R irr::kripp.alpha 0.84.1 divides every unit of complete data by 1 instead of m − 1.
// The 4 by 12 data of Krippendorff 1980, p. 139, are not at hand; the six coders of
// Fleiss 1971 show the same.
func TestAlphaIsNotThatOfIRR(t *testing.T) {
	table := oracleTable(t, "fleiss1971-psychiatrists")
	alpha := table.Alpha(Nominal, 0).Value
	assert.InDelta(t, .43340982828202895, alpha, 1e-15, "from: exact rational definition, agreement.json")
	assert.Greater(t, math.Abs(alpha-.430877581704519), .002, "from: irr 0.84.1, agreement.json")
	shrout := oracleTable(t, "shrout-fleiss1979").Alpha(Nominal, 0).Value
	assert.InDelta(t, -7./108, shrout, 1e-15, "from: exact rational definition, −.0648")
	assert.Greater(t, math.Abs(shrout - -.095679012345679), .03, "from: irr 0.84.1")
	assert.Greater(t, math.Abs(shrout - -.0185185185185182), .04, "from: icr 0.6.6")
}

func TestAlphaWorked(t *testing.T) {
	table := oracleTable(t, "krippendorff2011-4obs12units")
	for m, want := range map[Metric]float64{Nominal: .7434, Ordinal: .8154, Interval: .8491, Ratio: .7974} {
		e := table.Alpha(m, 0)
		assert.InDelta(t, want, e.Value, .00005, "from: Krippendorff 2011, to the digits of INDICATORS; %s", m)
		assert.Equal(t, int64(11), e.N)
		assert.Equal(t, int64(1), e.Excluded)
		assert.Contains(t, e.Warnings, estimate.Warning("1 left out: units rated by one coder only"))
	}
}

func TestAlphaOfNames(t *testing.T) {
	table, err := Named([][]string{{"a", "a"}, {"b", "a"}, {"b", "b"}})
	require.NoError(t, err)
	// by hand: n = 6, 3 a and 3 b, two differing ordered pairs: 1 − 5·2/(36 − 18)
	assert.Equal(t, 4./9, table.Alpha(Nominal, 0).Value)
	assert.InDelta(t, 4./9, table.Alpha(Ordinal, 0).Value, 1e-15, "two categories: every metric is nominal")
	assert.Equal(t, NotNumbers, table.Alpha(Interval, 0).Undefined)
	assert.Equal(t, NotNumbers, table.Alpha(Ratio, 0).Undefined)
	assert.Equal(t, estimate.UnknownOption, table.Alpha("cardinal", 0).Undefined)
	negative, err := Numeric([][]float64{{-1, 2}, {3, 3}})
	require.NoError(t, err)
	assert.Equal(t, NegativeRatio, negative.Alpha(Ratio, 0).Undefined)
	assert.True(t, negative.Alpha(Interval, 0).Defined())
	wide, err := Numeric([][]float64{{1e200, -1e200}, {3, 3}})
	require.NoError(t, err)
	assert.InDelta(t, -.5, wide.Alpha(Interval, .95).Value, 1e-12, "by hand, in units of 1e200: 1 − (2·4/4)/(2·(4·2 − 0)/(4·3))")
	for name, by := range map[string]func(k, l int) float64{
		"negative":      func(k, l int) float64 { return -1 },
		"not symmetric": func(k, l int) float64 { return float64(2*k + l) },
		"not a number":  func(k, l int) float64 { return math.NaN() },
		"infinite":      func(k, l int) float64 { return math.Inf(1) },
	} {
		assert.Equal(t, BadDistance, table.AlphaBy(by, 0).Undefined, name)
	}
	assert.Equal(t, ZeroExpected, table.AlphaBy(func(k, l int) float64 { return 0 }, 0).Undefined)
	assert.Equal(t, ZeroExpected, table.AlphaBy(func(k, l int) float64 { return 0 }, .95).Undefined)
}

func TestAlphaInterval(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	table := drawn(random, 40, 3, 4, .1, .6)
	for _, m := range []Metric{Nominal, Interval, Ratio} {
		e := table.Alpha(m, .95)
		assert.Equal(t, estimate.LinearisedT, e.Method, m)
		assert.Less(t, e.Lo, e.Value)
		assert.LessOrEqual(t, e.Hi, 1.)
		wide := table.Alpha(m, .99)
		assert.Less(t, wide.Lo, e.Lo)
		scaled := table.AlphaBy(func(k, l int) float64 { return 7 * textbookDistance(table, m)(k, l) }, .95)
		assert.InDelta(t, e.Lo, scaled.Lo, 1e-12, "a common factor on the distances changes nothing")
	}
	ordinal := table.Alpha(Ordinal, .95)
	assert.Empty(t, ordinal.Method)
	assert.Contains(t, ordinal.Warnings, estimate.NoInterval)
	assert.Empty(t, table.Alpha(Ordinal, 0).Method)
}

// The linearised error is that of the jackknife, to first order.
func TestAlphaErrorIsNearTheJackknife(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	table := drawn(random, 200, 4, 3, .2, .5)
	for _, m := range []Metric{Nominal, Interval, Ratio} {
		s := table.sample()
		n := float64(s.pairable)
		var sum float64
		full := table.Alpha(m, 0).Value
		for u := range table.Units() {
			if s.rowRated(table.row(u)) < 2 {
				continue
			}
			less, err := Coded(table.coders, table.categories, append(append([]int32{}, table.ratings[:u*table.coders]...), table.ratings[(u+1)*table.coders:]...))
			require.NoError(t, err)
			less.values = table.values
			d := less.Alpha(m, 0).Value - full
			sum += d * d
		}
		jackknife := math.Sqrt(sum * (n - 1) / n)
		assert.InEpsilon(t, jackknife, s.alpha(m, .95).se.Value, .03, m)
	}
}

func (s *sample) rowRated(row []int32) (rated int) {
	for _, r := range row {
		if r != Missing {
			rated++
		}
	}
	return rated
}

func BenchmarkAlpha(b *testing.B) {
	for _, size := range []struct{ coders, q int }{{2, 5}, {5, 5}, {5, 20}, {20, 5}} {
		table := drawn(rand.New(rand.NewPCG(7, 8)), 100_000, size.coders, size.q, .1, .7)
		name := fmt.Sprintf("%dx100000/categories=%d", size.coders, size.q)
		for _, m := range Metrics() {
			b.Run(name+"/"+string(m), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					table.Alpha(m, 0)
				}
			})
		}
		b.Run(name+"/interval-estimate", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				table.Alpha(Nominal, .95)
			}
		})
		b.Run(name+"/textbook", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				textbookAlpha(table, textbookDistance(table, Nominal))
			}
		})
	}
}

func BenchmarkRows(b *testing.B) {
	table := drawn(rand.New(rand.NewPCG(7, 8)), 100_000, 5, 5, .1, .7)
	b.ReportAllocs()
	for b.Loop() {
		table.Rows(nobody, Options{})
	}
}

// On large tables both must give the same, and ours must not allocate by unit.
func TestAlphaOfManyUnits(t *testing.T) {
	for _, coders := range []int{2, 5} {
		table := drawn(rand.New(rand.NewPCG(9, 10)), 20_000, coders, 5, .1, .7)
		for _, m := range Metrics() {
			assert.InDelta(t, textbookAlpha(table, textbookDistance(table, m)), table.Alpha(m, 0).Value, 1e-12, "%s, %d coders", m, coders)
		}
		assert.Less(t, testing.AllocsPerRun(2, func() { table.Alpha(Nominal, 0) }), 100.)
	}
}
