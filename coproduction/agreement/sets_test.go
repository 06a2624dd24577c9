package agreement

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

func mustSets(t testing.TB, rows [][][]string) *Sets {
	t.Helper()
	s, err := SetsOf(rows)
	require.NoError(t, err)
	return s
}

func TestSetsOracle(t *testing.T) {
	text, err := os.ReadFile("testdata/agreement_sets.json")
	require.NoError(t, err)
	var oracle struct {
		Cases []struct {
			wantedRows
			Data [][][]int
		}
	}
	require.NoError(t, json.Unmarshal(text, &oracle))
	var compared, undefined, published int
	for _, c := range oracle.Cases {
		rows := make([][][]string, len(c.Data))
		for i, row := range c.Data {
			rows[i] = make([][]string, len(row))
			for j, cell := range row {
				if cell == nil {
					continue
				}
				rows[i][j] = []string{}
				for _, code := range cell {
					rows[i][j] = append(rows[i][j], strconv.Itoa(code))
				}
			}
		}
		a, b, p := c.compare(t, mustSets(t, rows).Rows(estimate.Subject{Kind: "case", ID: c.ID}, .95))
		compared, undefined, published = compared+a, undefined+b, published+p
	}
	t.Logf("agreement_sets: %d values, %d undefined, %d published figures; all measures computed", compared, undefined, published)
	assert.Equal(t, []int{41, 0, 0}, []int{compared, undefined, published})
}

// drawnSets returns random rows in which coders agree often; some rate nothing.
func drawnSets(random *rand.Rand, units, coders, codes int, missing float64) [][][]string {
	rows := make([][][]string, units)
	for u := range rows {
		common := random.Uint64() & random.Uint64()
		for range coders {
			if random.Float64() < missing {
				rows[u] = append(rows[u], nil)
				continue
			}
			bits := common
			if random.IntN(3) == 0 {
				bits ^= random.Uint64() & random.Uint64() & random.Uint64()
			}
			cell := []string{}
			for k := range codes {
				if bits>>(k%64)&1 == 1 {
					cell = append(cell, fmt.Sprintf("c%03d", k))
				}
			}
			rows[u] = append(rows[u], cell)
		}
	}
	return rows
}

// exactAlphaSets returns alpha as the definition has it, in exact fractions; nil where it has none.
func exactAlphaSets(rows [][][]string, d SetDistance) *big.Rat {
	var values [][]string
	observed, expected := new(big.Rat), new(big.Rat)
	for _, row := range rows {
		var own [][]string
		for _, cell := range row {
			if cell != nil {
				own = append(own, cell)
			}
		}
		if len(own) < 2 {
			continue
		}
		values = append(values, own...)
		for i := range own {
			for j := range own {
				num, den := d.Between(own[i], own[j])
				observed.Add(observed, big.NewRat(num, den*int64(len(own)-1)))
			}
		}
	}
	for i := range values {
		for j := range values {
			if num, den := d.Between(values[i], values[j]); num != 0 {
				expected.Add(expected, big.NewRat(num, den))
			}
		}
	}
	if expected.Sign() == 0 {
		return nil
	}
	alpha := observed.Mul(observed, big.NewRat(int64(len(values)-1), 1))
	alpha.Quo(alpha, expected)
	return alpha.Sub(big.NewRat(1, 1), alpha)
}

func TestSetsAreTheDefinition(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 1))
	for range 40 {
		rows := drawnSets(random, 1+random.IntN(20), 1+random.IntN(4), 1+random.IntN(5), .2)
		s := mustSets(t, rows)
		for _, d := range SetDistances() {
			got, want := s.Alpha(d, .9), exactAlphaSets(rows, d)
			if want == nil {
				assert.NotEmpty(t, got.Undefined)
				continue
			}
			v, _ := want.Float64()
			assert.InDelta(t, v, got.Value, 1e-12)
		}
	}
}

func TestSetDistances(t *testing.T) {
	set := func(codes ...string) []string { return append([]string{}, codes...) }
	tests := []struct {
		a, b          []string
		jaccard, masi [2]int64
		rounded       float64
	}{
		{set(), set(), [2]int64{0, 1}, [2]int64{0, 1}, 0},
		{set(), set("a"), [2]int64{1, 1}, [2]int64{1, 1}, 1},
		{set("a"), set("a"), [2]int64{0, 1}, [2]int64{0, 1}, 0},
		{set("a"), set("b"), [2]int64{1, 1}, [2]int64{1, 1}, 1},
		// by hand: J = 1/2, one holds the other: 1 − ½·⅔ = 2/3
		{set("a"), set("a", "b"), [2]int64{1, 2}, [2]int64{2, 3}, 1 - .5*.67},
		// by hand: J = 1/3, they overlap: 1 − ⅓·⅓ = 8/9
		{set("a", "c"), set("a", "b"), [2]int64{2, 3}, [2]int64{8, 9}, 1 - .33/3},
	}
	for _, test := range tests {
		for range 2 {
			for d, want := range map[SetDistance]float64{
				Jaccard:     float64(test.jaccard[0]) / float64(test.jaccard[1]),
				MASI:        float64(test.masi[0]) / float64(test.masi[1]),
				MASIRounded: test.rounded,
			} {
				num, den := d.Between(test.a, test.b)
				assert.InDelta(t, want, float64(num)/float64(den), 1e-15, "%s %v %v", d, test.a, test.b)
			}
			test.a, test.b = test.b, test.a
		}
	}
	num, den := SetDistance("cosine").Between(set("a"), set("b"))
	assert.Equal(t, []int64{0, 1}, []int64{num, den})
}

func TestSetsLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 2))
	for range 30 {
		rows := drawnSets(random, 30, 3, 4, .2)
		want := mustSets(t, rows).Rows(estimate.Subject{}, .95)

		other := slices.Clone(rows)
		random.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		assert.Equal(t, want, mustSets(t, other).Rows(estimate.Subject{}, .95), "the order of units changes no bit")

		for i, row := range other {
			other[i] = [][]string{row[2], row[0], row[1]}
		}
		assert.Equal(t, want, mustSets(t, other).Rows(estimate.Subject{}, .95), "nor does that of coders")

		for i, row := range other {
			other[i] = append([][]string{nil}, row...)
			for j, cell := range other[i] {
				if len(cell) > 0 {
					cell = append(slices.Clone(cell), cell[0])
					slices.Reverse(cell)
					other[i][j] = cell
				}
			}
		}
		other = append(other, make([][]string, 4))
		assert.Equal(t, want, mustSets(t, other).Rows(estimate.Subject{}, .95),
			"nor does a coder who rated nothing, a unit that nobody rated, or a code that is there twice")

		names := map[string]string{"c000": "z", "c001": "y", "c002": "x", "c003": "a"}
		for i, row := range rows {
			other[i] = make([][]string, len(row))
			for j, cell := range row {
				if cell != nil {
					other[i][j] = []string{}
				}
				for _, code := range cell {
					other[i][j] = append(other[i][j], names[code])
				}
			}
		}
		renamed := mustSets(t, other[:len(rows)])
		for i, d := range SetDistances() {
			assert.InDelta(t, want[i].Value, renamed.Alpha(d, .95).Value, 1e-12, "what the codes are called")
		}
		for code, name := range names {
			assert.Equal(t, mustSets(t, rows).AlphaOf(code, .95), renamed.AlphaOf(name, .95))
		}
	}
}

func TestSetsOfOneCodeAreNominal(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 3))
	for range 20 {
		var rows [][][]string
		var plain [][]string
		for range 25 {
			var row [][]string
			var names []string
			for range 3 {
				name := string(rune('a' + random.IntN(3)))
				if random.IntN(5) == 0 {
					name = ""
					row = append(row, nil)
				} else {
					row = append(row, []string{name})
				}
				names = append(names, name)
			}
			rows, plain = append(rows, row), append(plain, names)
		}
		table, err := Named(plain)
		require.NoError(t, err)
		want := table.Alpha(Nominal, .95)
		for _, d := range SetDistances() {
			got := mustSets(t, rows).Alpha(d, .95)
			assert.InDelta(t, want.Value, got.Value, 1e-14)
			assert.InDelta(t, want.Lo, got.Lo, 1e-12)
			assert.InDelta(t, want.Hi, got.Hi, 1e-12)
			assert.Equal(t, want.N, got.N)
			assert.Equal(t, want.Excluded, got.Excluded)
		}
	}
}

func TestSetsDegenerate(t *testing.T) {
	a, none := []string{"a"}, []string{}
	tests := []struct {
		name       string
		rows       [][][]string
		sets, code estimate.Reason // empty: 1
	}{
		{name: "nothing", sets: estimate.NoUnits, code: estimate.NoUnits},
		{name: "no coders", rows: [][][]string{{}, {}}, sets: estimate.NoUnits, code: estimate.NoUnits},
		{name: "all missing", rows: [][][]string{{nil, nil}}, sets: estimate.NoUnits, code: estimate.NoUnits},
		{name: "one coder", rows: [][][]string{{a}, {none}}, sets: NoPairs, code: NoPairs},
		{name: "one coder missing everywhere", rows: [][][]string{{a, nil}, {none, nil}}, sets: NoPairs, code: NoPairs},
		{name: "one set", rows: [][][]string{{a, a}, {a, a}}, sets: estimate.OneCategory, code: estimate.OneCategory},
		{name: "no code applies anywhere", rows: [][][]string{{none, none}}, sets: estimate.OneCategory, code: estimate.OneCategory},
		{name: "a code and none", rows: [][][]string{{none, none}, {a, a}}},
		{name: "the code always, another sometimes", rows: [][][]string{{a, a}, {{"a", "b"}, {"a", "b"}}}, code: estimate.OneCategory},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := mustSets(t, test.rows)
			if len(test.rows) == 0 || len(test.rows[0]) == 0 {
				assert.Zero(t, s.Units())
			}
			for _, d := range SetDistances() {
				e := s.Alpha(d, .95)
				assert.Equal(t, test.sets, e.Undefined)
				if test.sets == "" {
					assert.Equal(t, 1., e.Value)
				}
			}
			assert.Equal(t, test.code, s.AlphaOf("a", .95).Undefined)
		})
	}
	s := mustSets(t, [][][]string{{a, none}, {a, a}})
	assert.Equal(t, estimate.UnknownOption, s.Alpha("cosine", .95).Undefined)
	assert.Equal(t, estimate.OneCategory, s.AlphaOf("never given", .95).Undefined)
	_, err := SetsOf([][][]string{{a, a}, {a}})
	assert.ErrorIs(t, err, ErrRagged)
}

// Codes that are written like whole numbers are numbers in the parameters, others text.
func TestSetRowsNameTheCode(t *testing.T) {
	var got []any
	for _, r := range mustSets(t, [][][]string{{{"7", "07", "-0", "-1", "x"}}}).Rows(estimate.Subject{}, 0) {
		if r.Measure == "krippendorff_alpha_per_code" {
			got = append(got, r.Params["code"])
		}
	}
	assert.Equal(t, []any{"-0", int64(-1), "07", int64(7), "x"}, got)
}

// What went in comes out, with more codes than fit one word too.
func TestSetsKeepTheSets(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	rows := drawnSets(random, 600, 2, 150, .1)
	s := mustSets(t, rows)
	assert.Equal(t, 600, s.Units())
	assert.Equal(t, 2, s.Coders())
	codes := map[string]bool{}
	for u, row := range rows {
		for i, cell := range row {
			got, rated := s.Set(u, i)
			assert.Equal(t, cell != nil, rated)
			assert.Equal(t, cell, got)
			for _, code := range cell {
				codes[code] = true
			}
		}
	}
	assert.Equal(t, slices.Sorted(maps.Keys(codes)), s.Codes())
	for _, code := range []string{"c001", "c063", "c064", "c149"} {
		table := s.Having(code)
		for u, row := range rows {
			for i, cell := range row {
				want := Missing
				if cell != nil {
					want = 0
					if slices.Contains(cell, code) {
						want = 1
					}
				}
				require.Equal(t, want, table.Rating(u, i))
			}
		}
	}
	v, _ := exactAlphaSets(rows[:60], Jaccard).Float64()
	assert.LessOrEqual(t, math.Abs(v-mustSets(t, rows[:60]).Alpha(Jaccard, 0).Value), 1e-12)
}

func BenchmarkSets(b *testing.B) {
	rows := drawnSets(rand.New(rand.NewPCG(1, 1)), 1000, 3, 6, .1)
	b.Run("different sets", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			mustSets(b, rows).Alpha(Jaccard, 0)
		}
	})
	b.Run("textbook", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			exactAlphaSets(rows[:200], Jaccard) // a fifth of the units, so a 25th of the pairs
		}
	})
}
