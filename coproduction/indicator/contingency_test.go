package indicator

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

func TestContingencyByHand(t *testing.T) {
	tea := Contingency{{3, 1}, {1, 3}} // Fisher's lady tasting tea
	tests := []struct {
		from      string
		got       estimate.Estimate
		want, tol float64
	}{
		{"Fisher 1935: (16 + 1)/70 in one tail, twice that in both", tea.FisherP(), 34. / 70, 1e-12},
		{"by hand: 8 (9 − 1)²/4⁴", tea.ChiSquare(), 2, 1e-12},
		{"by hand: √(2/8)", tea.CramersV(), .5, 1e-12},
		{"by hand: 9/1", tea.OddsRatio(.95), 9, 0},
		{"by hand: ¾ − ¼", tea.RiskDifference(.95), .5, 0},
		{"by hand: V² = max(0, 2/8 − 1/7) / (2 − 1/7 − 1)", tea.CramersVCorrected(), math.Sqrt((.25 - 1./7) / (6. / 7)), 1e-12},
		{"by hand: 2·(6 ln 1.5 + 2 ln .5)", tea.LikelihoodRatio(), 2 * (6*math.Log(1.5) + 2*math.Log(.5)), 1e-12},
		{"by hand: independent", Contingency{{2, 4}, {3, 6}}.LikelihoodRatio(), 0, 0},
		{"by hand: independent", Contingency{{2, 4}, {3, 6}}.ChiSquare(), 0, 0},
		{"by hand: independent", Contingency{{2, 4}, {3, 6}}.ChiSquareP(), 1, 0},
		{"by hand: one tells the other", Contingency{{5, 0, 0}, {0, 4, 3}}.CramersV(), 1, 1e-12},
		{"by hand: 3!·3!/6! of the six, twice", Contingency{{3, 0}, {0, 3}}.FisherP(), .1, 1e-12},
	}
	for _, tt := range tests {
		assert.Empty(t, tt.got.Undefined, tt.from)
		assert.InDelta(t, tt.want, tt.got.Value, tt.tol, tt.from)
	}
	// Newcombe 1998 (Stat Med 17:873–890), table II, method 10, as printed there.
	for _, tt := range []struct {
		table  Contingency
		lo, hi float64
	}{
		{Contingency{{56, 14}, {48, 32}}, .0524, .3339},
		{Contingency{{9, 1}, {3, 7}}, .1705, .8090},
		{Contingency{{6, 1}, {2, 5}}, .0582, .8062},
		{Contingency{{5, 51}, {0, 29}}, -.0381, .1926},
		{Contingency{{0, 10}, {0, 20}}, -.1611, .2775},
		{Contingency{{0, 10}, {0, 10}}, -.2775, .2775},
		{Contingency{{10, 0}, {0, 20}}, .6791, 1},
		{Contingency{{10, 0}, {0, 10}}, .6075, 1},
	} {
		lo, hi := tt.table.Newcombe(.95)
		assert.InDelta(t, tt.lo, lo.Value, 5e-5, "%v", tt.table)
		assert.InDelta(t, tt.hi, hi.Value, 5e-5, "%v", tt.table)
	}
}

// every measure of a table, by its id.
func association(t Contingency) map[string]estimate.Estimate {
	all := map[string]estimate.Estimate{}
	for _, row := range t.Rows(estimate.Subject{}, 0) {
		all[row.Measure] = row.Estimate
	}
	return all
}

func TestContingencyDegenerate(t *testing.T) {
	undefined := func(table Contingency, why estimate.Reason, but ...string) {
		t.Helper()
		for id, e := range association(table) {
			if !slices.Contains(but, id) {
				assert.Equal(t, why, e.Undefined, "%v %s", table, id)
			}
			assert.NotEmpty(t, e.Formula)
		}
	}
	undefined(nil, estimate.NoUnits)
	undefined(Contingency{{}, {}}, estimate.NoUnits)
	undefined(Contingency{{0, 0}, {0, 0}}, estimate.NoUnits)
	undefined(Contingency{{1, 2}}, estimate.OneCategory)
	undefined(Contingency{{1}, {2}}, estimate.OneCategory)
	undefined(Contingency{{1, 2}, {3}}, Ragged)
	undefined(Contingency{{1, -2}, {3, 4}}, estimate.NegativeCount)
	undefined(Contingency{{1 << 49, 1 << 49}, {1, 0}}, estimate.TooLarge)
	undefined(Contingency{{math.MaxInt64, math.MaxInt64}, {1, 0}}, estimate.TooLarge)
	undefined(Contingency{{0, 0, 0}, {1, 2, 3}}, EmptyCategory, "chi2_df", "g2", "fisher_p")
	undefined(Contingency{{0, 1, 2}, {0, 2, 3}}, EmptyCategory, "chi2_df", "g2", "fisher_p")
	for id, e := range association(Contingency{{1 << 49, 1 << 48}, {1 << 48, 0}}) {
		if id != "fisher_p" {
			assert.Empty(t, e.Undefined, "the largest counts: %s", id)
		}
	}
	one := Contingency{{1, 0}, {0, 1}}
	assert.Equal(t, AsManyAsUnits, one.CramersVCorrected().Undefined)
	assert.Equal(t, 1., one.FisherP().Value)
	assert.Equal(t, NotTwoByTwo, Contingency{{1, 2, 3}, {4, 5, 6}}.RiskDifference(.95).Undefined)
	assert.Equal(t, NotTwoByTwo, Contingency{{1, 2, 3}, {4, 5, 6}}.OddsRatio(.95).Undefined)
	assert.Equal(t, EmptyGroup, Contingency{{0, 0}, {3, 7}}.RiskDifference(.95).Undefined)
	assert.Equal(t, NoneOutside, Contingency{{5, 0}, {3, 7}}.OddsRatio(.95).Undefined)

	zero := Contingency{{0, 5}, {3, 7}}.OddsRatio(.95)
	assert.Equal(t, 0., zero.Value)
	assert.Equal(t, []estimate.Warning{estimate.NoInterval}, zero.Warnings)
	lo, _ := Contingency{{0, 5}, {3, 7}}.OddsRatioBounds(.95)
	assert.Equal(t, []estimate.Warning{HalfAdded}, lo.Warnings)
	for _, level := range []float64{0, 1, -1, math.NaN()} {
		lo, hi := one.OddsRatioBounds(level)
		assert.Equal(t, estimate.UnknownOption, lo.Undefined)
		assert.Equal(t, estimate.UnknownOption, hi.Undefined)
		lo, hi = one.Newcombe(level)
		assert.Equal(t, estimate.UnknownOption, lo.Undefined)
		assert.Equal(t, estimate.UnknownOption, hi.Undefined)
		assert.Empty(t, one.RiskDifference(level).Method)
	}
	assert.Contains(t, Contingency{{4, 6}, {5, 5}}.ChiSquareP().Warnings, SmallExpected, "9·10/20 is 4.5")
	assert.NotContains(t, Contingency{{5, 5}, {5, 5}}.ChiSquareP().Warnings, SmallExpected)
	assert.Contains(t, Contingency{{5, 4}, {5, 50}}.RiskDifference(.95).Warnings, estimate.FewUnits)
	assert.NotContains(t, Contingency{{5, 5}, {5, 50}}.RiskDifference(.95).Warnings, estimate.FewUnits)
}

func TestTwoByTwoIntervalsHoldTheirValue(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 500 {
		table := randomTable(random, 2, 2, 12)
		for _, e := range []estimate.Estimate{table.OddsRatio(.9), table.RiskDifference(.9)} {
			if e.Method != "" {
				assert.LessOrEqual(t, e.Lo, e.Value, "%v", table)
				assert.LessOrEqual(t, e.Value, e.Hi, "%v", table)
				assert.Equal(t, .9, e.Level)
			}
		}
		swapped := Contingency{table[1], table[0]}
		a, b := table.RiskDifference(.9), swapped.RiskDifference(.9)
		assert.InDelta(t, a.Value, -b.Value, 1e-15)
		assert.InDelta(t, a.Lo, -b.Hi, 1e-12)
		low, _ := table.OddsRatioBounds(.9)
		_, high := swapped.OddsRatioBounds(.9)
		if low.Defined() {
			assert.InEpsilon(t, 1/low.Value, high.Value, 1e-12)
		}
	}
}

func randomTable(random *rand.Rand, rows, columns int, most int64) Contingency {
	t := make(Contingency, rows)
	for i := range t {
		t[i] = make([]int64, columns)
		for j := range t[i] {
			t[i][j] = random.Int64N(most + 1)
		}
	}
	return t
}

// The order of rows, of columns, and which of the two is which change no bit.
func TestContingencyHasNoDirection(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	for range 150 {
		r, c := 2+random.IntN(3), 2+random.IntN(3)
		table := randomTable(random, r, c, 5)
		want := table.association(estimate.Subject{})
		shuffled := slices.Clone(table)
		random.Shuffle(r, func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		order := random.Perm(c)
		turned := make(Contingency, c)
		for j, from := range order {
			for _, row := range shuffled {
				turned[j] = append(turned[j], row[from])
			}
		}
		assert.Equal(t, want, turned.association(estimate.Subject{}), "%v", table)

		same := make(Contingency, r)
		for i := range same {
			same[i] = append(slices.Clone(table[i]), 0)
		}
		assert.Equal(t, table.LikelihoodRatio(), same.LikelihoodRatio(), "an empty column adds nothing")
		if want[4].Defined() {
			assert.Equal(t, table.FisherP(), same.FisherP(), "an empty column changes nothing")
		}
		for i := range same {
			for j := range same[i] {
				same[i][j] *= 7
			}
			same[i] = same[i][:c]
		}
		if x := table.ChiSquare(); x.Defined() {
			assert.InDelta(t, 7*x.Value, same.ChiSquare().Value, 1e-12*(1+x.Value), "a common factor")
			assert.InDelta(t, 7*table.LikelihoodRatio().Value, same.LikelihoodRatio().Value, 1e-12*(1+x.Value))
			assert.InDelta(t, table.CramersV().Value, same.CramersV().Value, 1e-13)
		}
	}
}

// fisherByAll goes through every table with the same totals, in exact arithmetic.
func fisherByAll(t Contingency) float64 {
	m, _ := t.margins()
	factorial := func(k int64) *big.Int { return new(big.Int).MulRange(1, k) }
	weight := func(cells []int64) *big.Int { // n! / Π O!, a whole number
		w := factorial(m.n)
		for _, o := range cells {
			w.Quo(w, factorial(o))
		}
		return w
	}
	observed := weight(slices.Concat(t...))
	all, rare := new(big.Int), new(big.Int)
	r, c := len(m.rows), len(m.columns)
	cells := make([]int64, r*c)
	rows, columns := slices.Clone(m.rows), slices.Clone(m.columns)
	var fill func(at int)
	fill = func(at int) {
		if at == r*c {
			if slices.Max(rows) == 0 && slices.Max(columns) == 0 {
				w := weight(cells)
				all.Add(all, w)
				if w.Cmp(observed) <= 0 {
					rare.Add(rare, w)
				}
			}
			return
		}
		i, j := at/c, at%c
		if i > 0 && j == 0 && rows[i-1] != 0 {
			return
		}
		for x := range min(rows[i], columns[j]) + 1 {
			cells[at] = x
			rows[i], columns[j] = rows[i]-x, columns[j]-x
			fill(at + 1)
			rows[i], columns[j] = rows[i]+x, columns[j]+x
		}
	}
	fill(0)
	p, _ := new(big.Rat).SetFrac(rare, all).Float64()
	return p
}

func TestFisherIsTheSumOverAllTables(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	shapes := [][3]int{{2, 2, 30}, {2, 3, 6}, {3, 2, 6}, {3, 3, 3}, {2, 5, 3}, {4, 3, 2}}
	for _, shape := range shapes {
		for range 25 {
			table := randomTable(random, shape[0], shape[1], int64(shape[2]))
			if m, why := table.margins(); why != "" || m.n > 170 {
				continue
			}
			assert.InDelta(t, fisherByAll(table), table.FisherP().Value, 1e-12, "%v", table)
		}
	}
	assert.InDelta(t, fisherByAll(Contingency{{9, 1, 4}, {2, 8, 3}, {5, 5, 1}}), Contingency{{9, 1, 4}, {2, 8, 3}, {5, 5, 1}}.FisherP().Value, 1e-12)
}

func TestFisherFarOutAndLarge(t *testing.T) {
	// from: by hand, the one table of its probability and its mirror image: 2/C(2k, k)
	for _, k := range []int64{3, 20, 400} {
		n, _ := new(big.Float).SetInt(new(big.Int).Binomial(2*k, k)).Float64()
		assert.InEpsilon(t, 2/n, Contingency{{k, 0}, {0, k}}.FisherP().Value, 1e-9)
	}
	// from: χ² with Yates' correction, which the exact probability meets in large tables
	large := Contingency{{500_000, 501_000}, {501_500, 500_000}}
	m, _ := large.margins()
	d := float64(501_000)*501_500 - 500_000*500_000.
	yates := math.Pow(d-float64(m.n)/2, 2) * float64(m.n) / (float64(m.rows[0]) * float64(m.rows[1]) * float64(m.columns[0]) * float64(m.columns[1]))
	assert.InEpsilon(t, estimate.ChiSquareTail(yates, 1), large.FisherP().Value, 1e-3)

	// from: by hand, all 8! tables with these margins have one probability
	var most Contingency
	for i := range FisherRows {
		most = append(most, make([]int64, FisherRows))
		most[i][i] = 1
	}
	assert.InDelta(t, 1, most.FisherP().Value, 1e-9, "the most rows there may be")

	for _, big := range []Contingency{
		{{1 << 30, 1}, {1, 1 << 30}},
		{{1 << 40, 1 << 40}, {1 << 40, 1 << 40}},
		{{1 << 16, 1, 1}, {1, 1, 1}},
		randomTable(rand.New(rand.NewPCG(4, 4)), 6, 6, 40),
		randomTable(rand.New(rand.NewPCG(4, 4)), 9, 9, 3),
	} {
		e := big.FisherP()
		assert.Equal(t, TableTooBig, e.Undefined)
		assert.Empty(t, big.ChiSquareP().Undefined)
	}
}

func BenchmarkFisherP(b *testing.B) {
	for _, bench := range []struct {
		name  string
		table Contingency
	}{
		{"2x2 n=147", Contingency{{42, 30}, {28, 47}}},
		{"3x3 n=118", Contingency{{14, 17, 14}, {14, 7, 12}, {20, 11, 9}}},
		{"4x5 n=77", Contingency{{4, 4, 6, 2, 6}, {3, 5, 5, 4, 2}, {3, 1, 4, 4, 3}, {5, 5, 3, 4, 7}}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				bench.table.FisherP()
			}
		})
	}
}
