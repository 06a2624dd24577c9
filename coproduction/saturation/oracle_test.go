package saturation

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
)

type oracleCase struct {
	ID, Kind  string
	Incidence [][]int
	PeerWrong struct {
		NewCodes []float64 `json:"new_codes"`
	} `json:"peer_wrong"`
	Expect []struct {
		Measure string
		Params  map[string]any
		Value   *float64
	}
}

// matrix returns the incidence of a table of 0 and 1.
func matrix(t *testing.T, table [][]int) *Incidence {
	t.Helper()
	rows := make([][]bool, len(table))
	for i, row := range table {
		rows[i] = make([]bool, len(row))
		for j, mark := range row {
			rows[i][j] = mark == 1
		}
	}
	x, err := Matrix(rows)
	require.NoError(t, err)
	return x
}

// everyOption asks for all that the oracle has.
var everyOption = Options{
	Bases: []int64{4, 5, 6}, RunLengths: []int64{2, 3}, Runs: []Runs{Overlapping, Disjoint}, Thresholds: []float64{0.05, 0},
}

// printed are the oracle's rows that are another measure as iNEXT prints it, with
// the digits that are left of it.
var printed = map[string]struct {
	of     string
	digits int
}{
	"sample_coverage_4dp": {"sample_coverage", 4},
	"chao2_bc_like":       {"chao2", 3},
}

// zeroOfVegan are rows in which vegan prints √(10⁻¹⁶) for 0: the variance of what
// is 1 in every draw.
var zeroOfVegan = map[string]bool{`edge-all-uniques rarefied_codes_sd{"interviews":1}`: true}

// key tells a variant of a measure, whatever number types its parameters have.
func key(t *testing.T, measure string, params map[string]any) string {
	if params == nil {
		params = map[string]any{}
	}
	text, err := json.Marshal(params)
	require.NoError(t, err)
	return measure + string(text)
}

func readOracle(t *testing.T, path string) []oracleCase {
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var oracle struct{ Cases []oracleCase }
	require.NoError(t, json.Unmarshal(text, &oracle))
	return oracle.Cases
}

func compareOracle(t *testing.T, cases []oracleCase) {
	compared, undefined, asPrinted := 0, 0, 0
	for _, c := range cases {
		got := map[string]estimate.Estimate{}
		for _, row := range matrix(t, c.Incidence).Rows(estimate.Subject{Kind: "case", ID: c.ID}, everyOption) {
			k := key(t, row.Measure, row.Params)
			require.NotContains(t, got, k, "twice")
			got[k] = row.Estimate
		}
		for _, want := range c.Expect {
			if p, ok := printed[want.Measure]; ok {
				asPrinted++
				assert.InDelta(t, *want.Value, got[key(t, p.of, want.Params)].Value, .5*math.Pow10(-p.digits)+1e-12, "%s %s", c.ID, want.Measure)
				continue
			}
			k := key(t, want.Measure, want.Params)
			require.Contains(t, got, k, c.ID)
			e := got[k]
			if want.Value == nil {
				undefined++
				assert.NotEmpty(t, e.Undefined, "%s %s: must be undefined", c.ID, k)
				continue
			}
			compared++
			assert.Empty(t, e.Undefined, "%s %s", c.ID, k)
			if zeroOfVegan[c.ID+" "+k] {
				assert.InDelta(t, *want.Value, 0, 2e-8)
				assert.Zero(t, e.Value)
				continue
			}
			assert.LessOrEqual(t, math.Abs(e.Value-*want.Value), 1e-9*max(1, math.Abs(*want.Value)), "%s %s: got %v, want %v", c.ID, k, e.Value, *want.Value)
		}
	}
	t.Logf("saturation: %d values, %d undefined, %d as printed by iNEXT; none left out", compared, undefined, asPrinted)
	assert.NotZero(t, compared)
}

func TestOracle(t *testing.T) { compareOracle(t, readOracle(t, "testdata/saturation.json")) }

// real returns the cases whose inputs are other people's: they are read where they
// are, never copied.
func real(t *testing.T) (cases []oracleCase) {
	path := shareddata.Path(t, "..", "oracles", "saturation.json")
	for _, c := range readOracle(t, path) {
		if c.Kind == "real" {
			cases = append(cases, c)
		}
	}
	return cases
}

func TestOracleReal(t *testing.T) { compareOracle(t, real(t)) }

// The example that R novelqualcodes 0.13.5 comes with (15 interviews of an insect
// study, MIT licence). The package reports 15 codes and nothing new after interview
// 6, as its list of codes to come is emptied at the first interview that brings
// none. There are 18.
func TestNovelQualCodesOwnExample(t *testing.T) {
	for _, c := range real(t) {
		if c.ID != "novelqualcodes-insect-study" {
			continue
		}
		x := matrix(t, c.Incidence)
		var fresh []float64
		var later []int
		for i := range c.Incidence {
			fresh = append(fresh, x.NewCodes(int64(i+1)).Value)
			if i >= 6 && fresh[i] > 0 {
				later = append(later, i+1)
			}
		}
		assert.Equal(t, 18., x.CumulativeCodes(15).Value)
		assert.Equal(t, []int{8, 11, 13}, later)
		assert.Equal(t, c.PeerWrong.NewCodes[:7], fresh[:7], "the same until its list is empty")
		assert.Zero(t, c.PeerWrong.NewCodes[7])
		assert.Equal(t, []float64{1, 1, 1}, []float64{fresh[7], fresh[10], fresh[12]})
		return
	}
	t.Fatal("no such case")
}
