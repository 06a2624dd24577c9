package agreement

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
)

// letters returns the table of rows with a letter a coder, and a dot where there is none.
func letters(t *testing.T, rows ...string) *Table {
	t.Helper()
	var names [][]string
	for _, row := range rows {
		names = append(names, strings.Split(strings.ReplaceAll(row, ".", " "), ""))
		for i, name := range names[len(names)-1] {
			names[len(names)-1][i] = strings.TrimSpace(name)
		}
	}
	table, err := Named(names)
	require.NoError(t, err)
	return table
}

// artsteinPoesio is figure 2 of Artstein & Poesio 2005 (s: stat, i: ireq, c: chck).
func artsteinPoesio(t *testing.T) *Table {
	var rows []string
	for row, n := range map[string]int{"ss": 46, "is": 6, "ii": 32, "ic": 6, "cc": 10} {
		for range n {
			rows = append(rows, row)
		}
	}
	return letters(t, rows...)
}

// worse is their distance: 1 between stat and ireq, ½ to chck.
func worse(table *Table) func(k, l int) float64 {
	names := table.Categories()
	return func(k, l int) float64 {
		switch {
		case k == l:
			return 0
		case names[k][0] == 'c' || names[l][0] == 'c':
			return .5
		}
		return 1
	}
}

func TestArtsteinPoesio2005(t *testing.T) {
	table := artsteinPoesio(t)
	tests := []struct {
		name, from string
		got        estimate.Estimate
		want       float64
		published  float64
	}{
		{"π", "by hand: (.88 − .4014) / (1 − .4014)", table.AlphaPrime(Nominal), .4786 / .5986, .7995},
		{"κ", "by hand: (.88 − .396) / (1 − .396)", table.MultiKappa(), .484 / .604, .8013},
		{"α", "by hand: 1 − .09 · 199/200 / .4855", table.AlphaBy(worse(table), 0), 1 - .09*199/200/.4855, .8156},
		{"α′", "by hand: 1 − .09/.4855", table.AlphaPrimeBy(worse(table)), 1 - .09/.4855, .8146},
		{"β", "by hand: 1 − .09/.49", table.BetaBy(worse(table)), 1 - .09/.49, .8163},
	}
	for _, tt := range tests {
		assert.InDelta(t, tt.want, tt.got.Value, 1e-14, "%s (%s)", tt.name, tt.from)
		assert.InDelta(t, tt.published, tt.got.Value, .00005, "%s (Artstein & Poesio 2005)", tt.name)
		assert.Equal(t, int64(100), tt.got.N)
	}
}

func TestArtsteinPoesioExpected(t *testing.T) {
	file, err := os.Open(shareddata.Path(t, "worked-examples", "artstein-poesio-2005-two-coders.csv"))
	require.NoError(t, err)
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	var names [][]string
	for _, line := range lines[1:] {
		names = append(names, line[1:])
	}
	table, err := Named(names)
	require.NoError(t, err)
	text, err := os.ReadFile(shareddata.Path(t, "expected", "artstein-poesio-2005.json"))
	require.NoError(t, err)
	var want map[string]any
	require.NoError(t, json.Unmarshal(text, &want))
	for name, e := range map[string]estimate.Estimate{
		"alpha_prime_weighted":       table.AlphaPrimeBy(worse(table)),
		"alpha_weighted":             table.AlphaBy(worse(table), 0),
		"beta_weighted":              table.BetaBy(worse(table)),
		"fleiss_kappa_multi_pi":      table.FleissKappa(0),
		"krippendorff_alpha_nominal": table.Alpha(Nominal, 0),
		"multi_kappa_davies_fleiss":  table.MultiKappa(),
	} {
		assert.InDelta(t, want[name], e.Value, 1e-9, name)
	}
}

// from: by hand, five units by three coders, a: AAAAB, b: AABBB, c: BABBB.
//
//	Dₒ = (2 + 0 + 2 + 2 + 0)/3 / 5 = 2/5
//	apart by chance  a and b  1 − (4·2 + 1·3)/25 = 14/25
//	                 a and c  1 − (4·1 + 1·4)/25 = 17/25
//	                 b and c  1 − (2·1 + 3·4)/25 = 11/25
//	Dₑ = (14 + 17 + 11)/75 = 14/25     β = 1 − (2/5)(25/14) = 2/7
//
// The first coder's pairs alone would give Dₑ = 31/50 and 11/31, as the software of
// doi:10.1080/19312458.2021.2020229 does, and Dₑ = 14/25 with the coders reversed.
func TestBetaTakesEveryPairOfCoders(t *testing.T) {
	rows := []string{"AAB", "AAA", "ABB", "ABB", "BBB"}
	table := letters(t, rows...)
	assert.InDelta(t, 2./7, table.Beta(Nominal).Value, 1e-15)
	firstOnly := func(rows []string) float64 {
		var observed, expected float64
		for _, u := range rows {
			for m := range 3 {
				for n := range 3 {
					if u[m] != u[n] {
						observed += 1. / 6 / float64(len(rows))
					}
				}
			}
			for _, v := range rows {
				for n := 1; n < 3; n++ {
					if u[0] != v[n] {
						expected += 1. / 2 / float64(len(rows)*len(rows))
					}
				}
			}
		}
		return 1 - observed/expected
	}
	assert.InDelta(t, 11./31, firstOnly(rows), 1e-14)
	assert.NotEqual(t, firstOnly(rows), firstOnly([]string{"BAA", "AAA", "BBA", "BBA", "BBB"}), "it depends on who comes first")
	assert.Greater(t, firstOnly(rows)-table.Beta(Nominal).Value, .05)
}

// from: in fractions, over all 6 ordered pairs of coders and all pairs of units: weighted
// Dₒ = 2/9, Dₑ = 4/9; nominal Dₒ = 1/3, Dₑ = 73/108.
func TestBetaOfThreeCoders(t *testing.T) {
	table := letters(t, "iic", "iii", "scc", "sss", "ccc", "isi")
	assert.InDelta(t, 1./2, table.BetaBy(worse(table)).Value, 1e-15)
	assert.InDelta(t, 37./73, table.MultiKappa().Value, 1e-15)
}

func TestMultiKappaOracle(t *testing.T) {
	compared, undefined := 0, 0
	for _, c := range oracleCases(t) {
		e := c.table(t).sample().betaRows(estimate.Subject{}, nil)[0]
		require.Equal(t, "multi_kappa_davies_fleiss", e.Measure)
		for _, want := range c.Expect {
			switch {
			case want.Measure != e.Measure:
			case want.Value == nil:
				undefined++
				assert.NotEmpty(t, e.Undefined, c.ID)
			default:
				compared++
				assert.True(t, e.Defined(), c.ID)
				assert.InDelta(t, *want.Value, e.Value, 1e-9, c.ID)
			}
		}
	}
	t.Logf("%d values, %d undefined", compared, undefined)
	assert.Equal(t, [2]int{16, 2}, [2]int{compared, undefined})
}

func TestBetaDegenerate(t *testing.T) {
	zero := func(k, l int) float64 { return 0 }
	undefined := func(why estimate.Reason, n int64) estimate.Estimate {
		return estimate.Undefined(why, n).As(betaFormula)
	}
	few := estimate.FewUnits
	tests := []struct {
		name, from string
		want, got  estimate.Estimate
	}{
		{"no units", "", undefined(estimate.NoUnits, 0), letters(t).Beta(Nominal)},
		{"nobody rated", "", undefined(estimate.NoUnits, 0), letters(t, "..", "..").Beta(Nominal)},
		{"one coder", "", undefined(TooFewCoders, 0).Exclude(2, notByAll), letters(t, "A", "B").Beta(Nominal)},
		{"one coder missing everywhere", "", undefined(NoneByAll, 0).Exclude(2, notByAll), letters(t, "AB.", "BB.").Beta(Nominal)},
		{"one category", "", undefined(estimate.OneCategory, 2), letters(t, "AA", "AA").Beta(Nominal)},
		{"one category where all rated", "", undefined(estimate.OneCategory, 2).Exclude(1, notByAll), letters(t, "AA", "AA", "B.").Beta(Nominal)},
		{"names on an interval scale", "", undefined(NotNumbers, 2), letters(t, "AA", "AB").Beta(Interval)},
		{"a negative ratio", "", undefined(NegativeRatio, 1), numeric(t, []float64{-1, 2}).Beta(Ratio)},
		{"another metric", "", undefined(estimate.UnknownOption, 2), letters(t, "AA", "AB").Beta("cosine")},
		{"no distance", "", undefined(ZeroExpected, 2), letters(t, "AA", "AB").BetaBy(zero)},
		{"no distance", "", estimate.Undefined(ZeroExpected, 2).As(alphaPrimeFormula), letters(t, "AA", "AB").AlphaPrimeBy(zero)},
		{"a lopsided distance", "", undefined(BadDistance, 2), letters(t, "AA", "AB").BetaBy(func(k, l int) float64 { return float64(k) })},
		{"one unit, apart", "by hand: Dₒ = Dₑ = 1", estimate.Point(0, 1).As(betaFormula).Warn(few), letters(t, "AB").Beta(Nominal)},
		{"each a category", "by hand: Dₒ = Dₑ = 1", estimate.Point(0, 2).As(betaFormula).Warn(few), letters(t, "AB", "AB").Beta(Nominal)},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, tt.got, "%s (%s)", tt.name, tt.from)
	}
}

func TestBetaLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 3))
	for range 40 {
		n, c, q := 2+random.IntN(20), 2+random.IntN(3), 2+random.IntN(3)
		rows := make([][]float64, n)
		for i := range rows {
			for range c {
				rows[i] = append(rows[i], float64(1+random.IntN(q)))
			}
		}
		table := numeric(t, rows...)
		shuffled, moved, partly := make([][]float64, n), make([][]float64, n), [][]float64{make([]float64, c), make([]float64, c)}
		order, coders := random.Perm(n), random.Perm(c)
		for i, row := range rows {
			for _, m := range coders {
				shuffled[order[i]] = append(shuffled[order[i]], row[m])
				moved[i] = append(moved[i], 4*row[m])
			}
		}
		for m := range c {
			partly[0][m], partly[1][m] = x, x // nobody rated it
		}
		for m := range c - 1 {
			partly[1][m] = float64(1 + m%q) // all but one did, and do not agree
		}
		partly = append(partly, rows...)
		for _, m := range Metrics() {
			beta, prime := table.Beta(m), table.AlphaPrime(m)
			assert.Equal(t, beta, numeric(t, shuffled...).Beta(m), "order of units and coders, %s", m)
			assert.Equal(t, prime, numeric(t, shuffled...).AlphaPrime(m), "order of units and coders, %s", m)
			assert.Equal(t, beta, numeric(t, moved...).Beta(m), "scale, %s", m)
			got := numeric(t, partly...).Beta(m)
			assert.Equal(t, int64(1), got.Excluded, "one unit left out")
			assert.Equal(t, beta.Value, got.Value, "left-out units do not count, %s", m)
			if alpha := table.Alpha(m, 0); alpha.Defined() { // α = 1 − (1 − α′)(nc − 1)/nc
				assert.InDelta(t, 1-(1-prime.Value)*float64(n*c-1)/float64(n*c), alpha.Value, 1e-12)
			}
		}
		if c == 2 {
			assert.InDelta(t, table.CohenKappa(Unweighted, 0).Value, table.Beta(Nominal).Value, 1e-12, "Cohen's kappa")
			assert.InDelta(t, table.CohenKappa(Quadratic, 0).Value, table.Beta(Interval).Value, 1e-12, "Cohen's kappa, weighted")
		}
		assert.InDelta(t, table.Conger(Unweighted, 0).Value, table.MultiKappa().Value, 1e-12, "Conger's kappa")
		assert.InDelta(t, table.FleissKappa(0).Value, table.AlphaPrime(Nominal).Value, 1e-12, "Fleiss' kappa")
		double := func(k, l int) float64 { return 2 * math.Abs(float64(k-l)) }
		assert.InDelta(t, table.BetaBy(func(k, l int) float64 { return math.Abs(float64(k - l)) }).Value, table.BetaBy(double).Value, 1e-13, "a common factor")
	}
}

func TestBetaAndICCCatalogue(t *testing.T) {
	table := numeric(t, shroutFleiss...)
	rows := append(table.sample().betaRows(estimate.Subject{}, Metrics()), table.iccRows(estimate.Subject{}, .95)...)
	produced := map[string]bool{}
	for _, m := range append(betaMeasures(), iccMeasures()...) {
		for _, row := range rows {
			if row.Measure != m.ID {
				continue
			}
			produced[m.ID] = true
			assert.Equal(t, m.Formula, row.Formula, m.ID)
			assert.Len(t, row.Params, len(m.Params), m.ID)
			for _, p := range m.Params {
				assert.Contains(t, row.Params, p.Name, m.ID)
			}
		}
		assert.True(t, produced[m.ID], m.ID)
	}
	for _, row := range rows {
		assert.True(t, produced[row.Measure], "%s is not in the catalogue", row.Measure)
	}
}
