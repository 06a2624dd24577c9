package agreement

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

var nobody = estimate.Subject{Kind: "table", ID: "1"}

// cells returns the ratings of a table as it was made from numbers.
func cells(t *Table) [][]float64 {
	rows := make([][]float64, t.Units())
	for u := range rows {
		for c := range t.Coders() {
			v := math.NaN()
			if k := t.Rating(u, c); k != Missing {
				v = t.values[k]
			}
			rows[u] = append(rows[u], v)
		}
	}
	return rows
}

func mustNumeric(t testing.TB, rows [][]float64) *Table {
	table, err := Numeric(rows)
	require.NoError(t, err)
	return table
}

// rowsOf returns the rows that are not about numbers as such, by measure and parameters.
func rowsOf(t testing.TB, table *Table, o Options) map[string]estimate.Estimate {
	out := map[string]estimate.Estimate{}
	for _, row := range table.Rows(nobody, o) {
		out[key(t, row.Measure, row.Params)] = row.Estimate
	}
	return out
}

// assertSame compares values and bounds, to the bit or to a tolerance.
func assertSame(t *testing.T, want, got map[string]estimate.Estimate, tolerance float64, why string) {
	require.Len(t, got, len(want), why)
	for k, w := range want {
		g := got[k]
		assert.Equal(t, w.Undefined, g.Undefined, "%s: %s", why, k)
		assert.Equal(t, w.N, g.N, "%s: %s", why, k)
		if tolerance == 0 {
			assert.Equal(t, []float64{w.Value, w.Lo, w.Hi}, []float64{g.Value, g.Lo, g.Hi}, "%s: %s", why, k)
			continue
		}
		assert.InDelta(t, w.Value, g.Value, tolerance, "%s: %s", why, k)
		assert.InDelta(t, w.Lo, g.Lo, tolerance, "%s: %s", why, k)
		assert.InDelta(t, w.Hi, g.Hi, tolerance, "%s: %s", why, k)
	}
}

func manyTables(each func(i int, random *rand.Rand, table *Table)) {
	random := rand.New(rand.NewPCG(11, 12))
	for i := range 24 {
		each(i, random, drawn(random, 3+random.IntN(40), 2+i%4, 2+random.IntN(5), float64(i%3)*.2, random.Float64()))
	}
}

func TestOrderOfUnitsChangesNoBit(t *testing.T) {
	manyTables(func(i int, random *rand.Rand, table *Table) {
		rows := cells(table)
		random.Shuffle(len(rows), func(a, b int) { rows[a], rows[b] = rows[b], rows[a] })
		assertSame(t, rowsOf(t, table, Options{}), rowsOf(t, mustNumeric(t, rows), Options{}), 0, "shuffled")
	})
}

func TestUnratedUnitsChangeNothing(t *testing.T) {
	manyTables(func(i int, random *rand.Rand, table *Table) {
		rows := cells(table)
		blank := slices.Repeat([]float64{math.NaN()}, table.Coders())
		more := mustNumeric(t, slices.Insert(rows, random.IntN(len(rows)+1), blank, blank))
		assert.Equal(t, rowsOf(t, table, Options{}), rowsOf(t, more, Options{}))
	})
}

func TestOrderOfCodersChangesNothing(t *testing.T) {
	manyTables(func(i int, random *rand.Rand, table *Table) {
		order := random.Perm(table.Coders())
		rows := cells(table)
		for u, row := range rows {
			rows[u] = nil
			for _, c := range order {
				rows[u] = append(rows[u], row[c])
			}
		}
		swapped := mustNumeric(t, rows)
		assertSame(t, rowsOf(t, table, Options{}), rowsOf(t, swapped, Options{}), 1e-9, "swapped")
		for _, m := range Metrics() {
			assert.Equal(t, table.Alpha(m, 0), swapped.Alpha(m, 0), "to the bit: %s", m)
		}
		for _, w := range AllWeights() {
			assert.Equal(t, table.PercentAgreement(w, .95), swapped.PercentAgreement(w, .95), "to the bit: %s", w)
		}
		assert.Equal(t, table.FleissKappa(0), swapped.FleissKappa(0))
		assert.Equal(t, table.CohenKappa(Unweighted, 0), swapped.CohenKappa(Unweighted, 0))
	})
}

func TestRelabellingChangesNothingNominal(t *testing.T) {
	manyTables(func(i int, random *rand.Rand, table *Table) {
		order := random.Perm(len(table.categories))
		rows := cells(table)
		for u := range rows {
			for c := range rows[u] {
				if k := table.Rating(u, c); k != Missing {
					rows[u][c] = table.values[order[k]]
				}
			}
		}
		o := Options{Metrics: []Metric{Nominal}, Weights: []Weights{Unweighted}}
		want, got := rowsOf(t, table, o), rowsOf(t, mustNumeric(t, rows), o)
		for k := range want {
			if k == `kendall_w{"ties":"corrected"}` || len(k) > 22 && k[:22] == "fleiss_kappa_category{" {
				delete(want, k)
				delete(got, k)
			}
		}
		assertSame(t, want, got, 1e-9, "relabelled")
		for k := range table.categories {
			assert.Equal(t, table.FleissKappaCategory(k).Value, mustNumeric(t, rows).FleissKappaCategory(order[k]).Value, "the kappa of a category goes with it")
		}
	})
}

func TestChangeOfUnitAndZero(t *testing.T) {
	manyTables(func(i int, random *rand.Rand, table *Table) {
		scaled, moved := cells(table), cells(table)
		for u := range scaled {
			for c := range scaled[u] {
				scaled[u][c] *= 7
				moved[u][c] = 1e9 + 3*moved[u][c]
			}
		}
		s, m := mustNumeric(t, scaled), mustNumeric(t, moved)
		for _, metric := range []Metric{Nominal, Ordinal, Interval} {
			assertClose(t, table.Alpha(metric, .95), m.Alpha(metric, .95), 1e-12, "affine: %s", metric)
		}
		assertClose(t, table.Alpha(Ratio, .95), s.Alpha(Ratio, .95), 1e-12, "scale")
		for _, w := range AllWeights() {
			assertClose(t, table.Conger(w, .95), m.Conger(w, .95), 1e-9, "affine: %s", w)
			assertClose(t, table.Gwet(w, .95), m.Gwet(w, .95), 1e-9, "affine: %s", w)
			assertClose(t, table.FleissGeneralised(w, .95), m.FleissGeneralised(w, .95), 1e-9, "affine: %s", w)
		}
	})
}

func assertClose(t *testing.T, want, got estimate.Estimate, tolerance float64, format string, args ...any) {
	t.Helper()
	why := fmt.Sprintf(format, args...)
	require.Equal(t, want.Undefined, got.Undefined, why)
	assert.InDelta(t, want.Value, got.Value, tolerance, why)
	assert.InDelta(t, want.Lo, got.Lo, tolerance*100, why)
	assert.InDelta(t, want.Hi, got.Hi, tolerance*100, why)
}

func TestRelationsOfCoefficients(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	for i := range 40 {
		two := drawn(random, 2+random.IntN(50), 2, 2+random.IntN(4), 0, random.Float64())
		n := float64(two.Units())
		if pi := two.ScottPi(0); pi.Defined() {
			assert.InDelta(t, 1-(1-pi.Value)*(2*n-1)/(2*n), two.Alpha(Nominal, 0).Value, 1e-12, "alpha of two coders is pi, corrected for n")
			assert.InDelta(t, pi.Value, two.FleissKappa(0).Value, 1e-12, "Fleiss of two is Scott")
			assertClose(t, two.ScottPi(.95), two.FleissGeneralised(Unweighted, .95), 1e-12, "and generalised")
			for _, w := range AllWeights() {
				assert.InDelta(t, two.CohenKappa(w, 0).Value, two.Conger(w, 0).Value, 1e-12, "Conger of two is Cohen: %s", w)
			}
			assert.InDelta(t, two.CohenKappa(Unweighted, 0).Value, two.LightKappa().Value, 1e-15, "Light of two is Cohen")
			assert.LessOrEqual(t, two.CohenKappa(Unweighted, 0).Value, two.CohenMax().Value+1e-15)
		}
		m := drawn(random, 2+random.IntN(50), 2+random.IntN(4), 2, .2*float64(i%2), random.Float64())
		for _, w := range AllWeights() {
			if len(m.categories) == 2 {
				assertClose(t, m.Gwet(Unweighted, .95), m.Gwet(w, .95), 1e-12, "two categories: weights make no difference")
				assertClose(t, m.Conger(Unweighted, .95), m.Conger(w, .95), 1e-12, "two categories: weights make no difference")
			}
		}
		many := drawn(random, 4+random.IntN(50), 2+random.IntN(4), 2+random.IntN(4), 0, random.Float64())
		if many.FleissKappa(0).Defined() {
			var sum, weight float64
			s := many.sample()
			for k := range s.used {
				p := float64(s.used[k]) / float64(s.pairings)
				sum += many.FleissKappaCategory(k).Value * p * (1 - p)
				weight += p * (1 - p)
			}
			assert.InDelta(t, many.FleissKappa(0).Value, sum/weight, 1e-12, "the kappas of categories average to the whole")
			assertClose(t, many.FleissKappa(.95), many.FleissGeneralised(Unweighted, .95), 1e-12, "complete data")
		}
	}
}

func TestOneCoderTwice(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 16))
	for range 10 {
		one := drawn(random, 20, 1, 4, .1, .5)
		rows := cells(one)
		for u := range rows {
			rows[u] = append(rows[u], rows[u][0])
		}
		twice := mustNumeric(t, rows)
		for _, row := range twice.Rows(nobody, Options{}) {
			switch row.Measure {
			case "percent_agreement", "percent_agreement_all", "scott_pi", "cohen_kappa", "cohen_kappa_max", "fleiss_kappa_generalised",
				"conger_kappa", "brennan_prediger", "gwet_ac", "krippendorff_alpha":
				assert.Equal(t, 1., row.Value, "%s %v", row.Measure, row.Params)
				assert.True(t, row.Defined())
				if row.Method != "" && row.Measure != "percent_agreement_all" && row.Excluded == 0 {
					assert.Equal(t, 1., row.Hi)
				}
			case "cohen_kappa_se":
				assert.Zero(t, row.Value)
			}
		}
		assert.Contains(t, twice.CohenKappa(Unweighted, .95).Warnings, ZeroSpread)
	}
}

// A unit rated once counts in what is expected by chance, for three of them.
func TestUnitsRatedOnce(t *testing.T) {
	nan := math.NaN()
	without := mustNumeric(t, [][]float64{{1, 1, 2}, {2, 2, nan}, {1, 2, 2}, {2, 2, 2}})
	with := mustNumeric(t, [][]float64{{1, 1, 2}, {2, 2, nan}, {1, 2, 2}, {2, 2, 2}, {1, nan, nan}})
	for _, m := range Metrics() {
		assert.Equal(t, without.Alpha(m, 0).Value, with.Alpha(m, 0).Value)
	}
	assert.Equal(t, without.PercentAgreement(Linear, 0).Value, with.PercentAgreement(Linear, 0).Value)
	assert.Equal(t, without.BrennanPrediger(Linear, 0).Value, with.BrennanPrediger(Linear, 0).Value)
	assert.NotEqual(t, without.Gwet(Unweighted, 0).Value, with.Gwet(Unweighted, 0).Value)
	assert.NotEqual(t, without.FleissGeneralised(Unweighted, 0).Value, with.FleissGeneralised(Unweighted, 0).Value)
	assert.NotEqual(t, without.Conger(Unweighted, 0).Value, with.Conger(Unweighted, 0).Value)
	for _, e := range []estimate.Estimate{with.Gwet(Unweighted, .9), with.PercentAgreement(Unweighted, .9), with.Alpha(Nominal, .9)} {
		assert.Equal(t, int64(1), e.Excluded)
		assert.Equal(t, int64(4), e.N)
		assert.Contains(t, e.Warnings, estimate.FewUnits)
	}
	// by hand: shares by unit 2/3+0+1/3+0+1 = 2 of 5; AC1's pₑ = 2 · .4 · .6 / … = .48, pₐ = (1/3+1+1/3+1)/4 = 2/3
	assert.InDelta(t, (2./3-.48)/(1-.48), with.Gwet(Unweighted, 0).Value, 1e-15)
	// by hand: Fleiss' pₑ = .4² + .6² = .52
	assert.InDelta(t, (2./3-.52)/(1-.52), with.FleissGeneralised(Unweighted, 0).Value, 1e-15)
	// by hand: p₁ of the coders 3/5, 1/4, 0/3; disagreement by chance (.6·.75+.4·.25 + .6·1+0 + .25·1+0)/3 = .46667
	assert.InDelta(t, 1-(1./3)/(1.4/3), with.Conger(Unweighted, 0).Value, 1e-15)
}

// A category that nobody used matters to those that count categories, and to no other.
func TestDeclaredCategories(t *testing.T) {
	ratings := []int32{0, 0, 1, 1, 0, 1, 1, 1}
	two, err := Coded(2, []string{"a", "b"}, ratings)
	require.NoError(t, err)
	three, err := Coded(2, []string{"a", "b", "c"}, ratings)
	require.NoError(t, err)
	for _, m := range []Metric{Nominal, Ordinal} {
		assert.Equal(t, two.Alpha(m, 0), three.Alpha(m, 0))
	}
	assert.Equal(t, two.Conger(Unweighted, .9), three.Conger(Unweighted, .9))
	assert.Equal(t, two.CohenKappa(Unweighted, .9), three.CohenKappa(Unweighted, .9))
	assert.InDelta(t, .5, two.BrennanPrediger(Unweighted, 0).Value, 1e-15, "by hand: (3/4 − 1/2)/(1/2)")
	assert.InDelta(t, .625, three.BrennanPrediger(Unweighted, 0).Value, 1e-15, "by hand: (3/4 − 1/3)/(2/3)")
	// by hand: shares 3/8, 5/8; pₑ = 3 · 2 · 15/64 / 6 = 15/64
	assert.InDelta(t, (.75-15./64)/(49./64), three.Gwet(Unweighted, 0).Value, 1e-15)
	only, err := Coded(2, []string{"a", "b"}, []int32{0, 0, 0, 0})
	require.NoError(t, err)
	assert.Equal(t, 1., only.Gwet(Unweighted, 0).Value, "two declared: disagreement was possible")
	assert.Equal(t, 1., only.BrennanPrediger(Unweighted, 0).Value)
	assert.Equal(t, estimate.OneCategory, only.Conger(Unweighted, 0).Undefined)
	assert.Equal(t, estimate.OneCategory, only.FleissGeneralised(Quadratic, 0).Undefined)
}

// The number of categories and coders decides how rows are grouped; not what comes of it.
func TestWaysOfGrouping(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 18))
	for _, size := range []struct{ units, coders, q int }{{30, 2, 3}, {40, 6, 40}, {30, 13, 60}, {500, 3, 4}, {900, 4, 12}, {900, 12, 4}} {
		table := drawn(random, size.units, size.coders, size.q, .3, .6)
		found := map[string]int64{}
		for u := range table.Units() {
			found[fmt.Sprint(table.row(u))]++
		}
		var before []int32
		table.group(func(row []int32, units int64) {
			assert.Equal(t, units, found[fmt.Sprint(row)])
			delete(found, fmt.Sprint(row))
			if before != nil {
				assert.Negative(t, slices.Compare(before, row), "ascending")
			}
			before = row
		})
		assert.Empty(t, found)
		for _, m := range Metrics() {
			assert.InDelta(t, textbookAlpha(table, textbookDistance(table, m)), table.Alpha(m, 0).Value, 1e-12)
			e := table.Alpha(m, .95)
			assert.Equal(t, e.Value, table.Alpha(m, 0).Value, "to the bit, whatever is counted")
		}
	}
}

// means must be the sum that it stands for, for every form.
func TestDistanceMeans(t *testing.T) {
	random := rand.New(rand.NewPCG(19, 20))
	for range 50 {
		q := 1 + random.IntN(8)
		x, p := make([]float64, q), make([]float64, q)
		for k := range x {
			x[k] = float64(k) + random.Float64()
			p[k] = random.Float64() * float64(random.IntN(2))
		}
		for _, d := range []distance{{form: equal}, {form: absolute}, {form: squared}, {form: steps}, {form: ratio}, {form: given, by: func(k, l int) float64 { return 1 + float64(k*l) }}} {
			d.x, d.scale = x, 1
			if d.form == steps {
				d.x = ranks(q)
			}
			if d.form != given {
				d.scale = .7
			}
			for k, got := range d.means(p) {
				var want float64
				for l, share := range p {
					want += share * d.at(int32(k), int32(l))
				}
				assert.InDelta(t, want, got, 1e-12, "form %d", d.form)
			}
		}
	}
}

func TestKendallWorked(t *testing.T) {
	ranks := [][]float64{{1, 1, 6}, {6, 5, 3}, {3, 6, 2}, {2, 4, 5}, {5, 2, 4}, {4, 3, 1}}
	// from: Siegel S. Nonparametric Statistics. McGraw-Hill 1956, table 9.2: s = 25.5, W = .16
	assert.InDelta(t, .16, mustNumeric(t, ranks).KendallW().Value, .005)
	same := mustNumeric(t, [][]float64{{1, 10}, {1, 10}, {2, 11}, {3, 15}})
	assert.Equal(t, 1., same.KendallW().Value, "the same order, with ties")
}

func TestFleissPublished(t *testing.T) {
	table := oracleTable(t, "fleiss1971-psychiatrists")
	assert.InDelta(t, .4302, table.FleissKappa(0).Value, .00005, "from: Fleiss 1971 .430; R irr 0.84.1")
	assert.InDelta(t, 17.65, table.FleissKappaZ().Value, .005, "from: R irr 0.84.1, kappam.fleiss")
}

func TestCohenByHand(t *testing.T) {
	// by hand: 20 both a, 5 a-b, 10 b-a, 15 both b; pₒ = .7, pₑ = .5·.6 + .5·.4 = .5
	var ratings []int32
	for cell, n := range map[[2]int32]int{{0, 0}: 20, {0, 1}: 5, {1, 0}: 10, {1, 1}: 15} {
		for range n {
			ratings = append(ratings, cell[0], cell[1])
		}
	}
	table, err := Coded(2, []string{"a", "b"}, ratings)
	require.NoError(t, err)
	e := table.CohenKappa(Unweighted, .95)
	assert.Equal(t, .4, e.Value)
	// SE² = (Σ pₖₖ(1 − (pₖ₊+p₊ₖ)(1−κ))² + (1−κ)² Σ pₖₗ(p₊ₖ+pₗ₊)² − (κ − pₑ(1−κ))²) / (n (1−pₑ)²), FCE eq. 13
	want := (.4*math.Pow(1-1.1*.6, 2) + .3*math.Pow(1-.9*.6, 2) + .36*(.1*1.1*1.1+.2*.9*.9) - math.Pow(.4-.5*.6, 2)) / (50 * .25)
	assert.InDelta(t, math.Sqrt(want), table.CohenSE(Unweighted).Value, 1e-15)
	assert.InDelta(t, .4-1.959963984540054*math.Sqrt(want), e.Lo, 1e-12)
	assert.InDelta(t, .4+1.959963984540054*math.Sqrt(want), e.Hi, 1e-12)
	assert.Equal(t, LargeSample, e.Method)
	assert.InDelta(t, .8, table.CohenMax().Value, 1e-15, "by hand: (.5 + .4 − .5)/.5")
}

func TestRowsTakeOptions(t *testing.T) {
	table := oracleTable(t, "random-r3x25q4")
	all := rowsOf(t, table, Options{})
	few := rowsOf(t, table, Options{Metrics: []Metric{Ordinal}, Weights: []Weights{Quadratic}, Level: .9})
	assert.Less(t, len(few), len(all)/2)
	for k := range few {
		assert.NotContains(t, k, "nominal")
		assert.NotContains(t, k, "interval")
		assert.NotContains(t, k, "linear")
	}
	assert.Contains(t, few, `gwet_ac_ci_low{"level":0.9,"weights":"quadratic"}`)
	odd := rowsOf(t, table, Options{Weights: []Weights{"cubic"}, Metrics: []Metric{"cardinal"}, Level: 2})
	assert.Equal(t, estimate.UnknownOption, odd[`gwet_ac{"weights":"cubic"}`].Undefined)
	assert.Equal(t, NotTwo, odd[`cohen_kappa{"weights":"cubic"}`].Undefined)
	assert.Equal(t, estimate.UnknownOption, odd[`krippendorff_alpha{"metric":"cardinal"}`].Undefined)
	assert.Contains(t, rowsOf(t, table, Options{Level: 2})[`gwet_ac{"weights":"none"}`].Warnings, estimate.NoInterval)
	assert.Equal(t, NoIntervalHad, rowsOf(t, table, Options{Level: 2})[`gwet_ac_ci_low{"level":2,"weights":"none"}`].Undefined)
}

func TestCategoryParameter(t *testing.T) {
	table := mustNumeric(t, [][]float64{{1, 2.5}, {2.5, 1}, {1e300, 1}})
	assert.Equal(t, []any{int64(1), "2.5", "1e+300"}, []any{table.category(0), table.category(1), table.category(2)})
	names, err := Named([][]string{{"3", "x"}})
	require.NoError(t, err)
	assert.Equal(t, []any{"3", "x"}, []any{names.category(0), names.category(1)}, "a name is a name")
}

func TestManyCategories(t *testing.T) {
	rows := make([][]float64, mostCategories)
	for i := range rows {
		rows[i] = []float64{float64(i), float64(i + 1)}
	}
	table := mustNumeric(t, rows)
	got := rowsOf(t, table, Options{Weights: []Weights{Linear, Quadratic}})
	assert.Equal(t, TooManyCategories, got[`krippendorff_alpha{"metric":"ratio"}`].Undefined)
	assert.Equal(t, TooManyCategories, got[`krippendorff_alpha_se{"metric":"ratio"}`].Undefined)
	assert.Equal(t, TooManyCategories, got[`cohen_kappa_se0{"weights":"linear"}`].Undefined)
	assert.Greater(t, got[`krippendorff_alpha{"metric":"interval"}`].Value, .999999)
	assert.True(t, got[`cohen_kappa{"weights":"quadratic"}`].Defined())
}

// With many categories the pairs are a list, in which the same pair of several rows is one.
func TestPairsAreCountedOnce(t *testing.T) {
	rows := make([][]float64, 0, 400)
	for i := range 200 {
		rows = append(rows, []float64{float64(i), float64(i + 1)}, []float64{float64(i + 1), float64(i)})
	}
	table := mustNumeric(t, rows)
	s := table.sample()
	require.Len(t, s.pairs, 200)
	for _, p := range s.pairs {
		assert.Equal(t, int64(2), p.count)
	}
	assert.InDelta(t, textbookAlpha(table, textbookDistance(table, Interval)), table.Alpha(Interval, 0).Value, 1e-12)
}

// The unit of the ratings changes nothing, however large or small it makes them: their
// squares are infinite from 1e154 on, and zero below 1e-162.
func TestUnitOfRatings(t *testing.T) {
	rows := [][]float64{{1, 2}, {3, 3}, {5, 4}, {1, 1}}
	want := mustNumeric(t, rows)
	// from: by hand, Dₒ = 2·(1 + 1)/8 and Dₑ = 2·(8·66 − 20²)/(8·7)
	assert.InDelta(t, .890625, want.Alpha(Interval, 0).Value, 1e-12)
	for _, unit := range []float64{1e-300, 1e-170, 1e-20, 1e20, 1e160, 2e307} {
		scaled := make([][]float64, len(rows))
		for i, row := range rows {
			for _, v := range row {
				scaled[i] = append(scaled[i], v*unit)
			}
		}
		table := mustNumeric(t, scaled)
		for _, m := range Metrics() {
			assert.InDelta(t, want.Alpha(m, 0).Value, table.Alpha(m, 0).Value, 1e-12, "%s at %g", m, unit)
			assert.Empty(t, table.Alpha(m, 0).Undefined)
		}
		for _, w := range AllWeights() {
			assert.InDelta(t, want.CohenKappa(w, 0).Value, table.CohenKappa(w, 0).Value, 1e-12, "%s at %g", w, unit)
			assert.InDelta(t, want.Gwet(w, 0).Value, table.Gwet(w, 0).Value, 1e-12, "%s at %g", w, unit)
		}
	}
}
