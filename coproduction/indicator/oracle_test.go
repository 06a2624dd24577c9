package indicator

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

type oracleCase struct {
	ID, Kind string
	Counts   []int64
	Visits   []string
	Turns    []struct {
		Speaker string
		Role    encounter.Role
		StartMs int64 `json:"start_ms"`
		EndMs   int64 `json:"end_ms"`
		Words   int64
	}
	Published []struct {
		Measure string
		Value   float64
		Digits  int
		Where   string
	}
	Expect []struct {
		Measure string
		Params  map[string]any
		Value   *float64
	}
}

// oracleRows computes every measure for the input of a case.
func (c oracleCase) rows(family string) []estimate.Row {
	of := estimate.Subject{Kind: "case", ID: c.ID}
	switch family {
	case "concentration":
		return Concentration(of, c.Counts)
	case "continuity":
		return VisitsOf(c.Visits).Rows(of)
	}
	numbers := map[string]int{}
	var turns []Turn
	for _, t := range c.Turns {
		if _, ok := numbers[t.Speaker]; !ok {
			numbers[t.Speaker] = len(numbers)
		}
		turns = append(turns, Turn{Speaker: numbers[t.Speaker], Role: t.Role, Start: t.StartMs, End: t.EndMs, Words: t.Words, Timed: true, Counted: true})
	}
	return TalkOf(turns).Rows(of)
}

// unsupported are the measures of the reference values that are not computed, and why.
var unsupported = map[string]string{
	"theil":    "inequality is told by the Gini coefficient; a second index would say the same in another unit",
	"atkinson": "it rests on a weight that the caller would have to justify",
}

// key tells a variant of a measure, whatever number types its parameters have.
func key(t *testing.T, measure string, params map[string]any) string {
	if params == nil {
		params = map[string]any{}
	}
	text, err := json.Marshal(params)
	require.NoError(t, err)
	return measure + string(text)
}

func compareOracle(t *testing.T, family, path string, kinds func(kind string) bool) {
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var oracle struct{ Cases []oracleCase }
	require.NoError(t, json.Unmarshal(text, &oracle))
	compared, undefined, published := 0, 0, 0
	skipped := map[string]int{}
	for _, c := range oracle.Cases {
		if !kinds(c.Kind) {
			continue
		}
		got := map[string]estimate.Estimate{}
		for _, row := range c.rows(family) {
			k := key(t, row.Measure, row.Params)
			require.NotContains(t, got, k, "twice")
			got[k] = row.Estimate
		}
		for _, want := range c.Expect {
			if unsupported[want.Measure] != "" {
				skipped[want.Measure+": "+unsupported[want.Measure]]++
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
			assert.LessOrEqual(t, math.Abs(e.Value-*want.Value), 1e-9*max(1, math.Abs(*want.Value)), "%s %s: got %v, want %v", c.ID, k, e.Value, *want.Value)
		}
		for _, want := range c.Published {
			published++
			assert.InDelta(t, want.Value, got[key(t, want.Measure, nil)].Value, .5*math.Pow10(-want.Digits), "%s %s (%s)", c.ID, want.Measure, want.Where)
		}
	}
	t.Logf("%s: %d values, %d undefined, %d published figures; not computed: %v", family, compared, undefined, published, skipped)
	assert.NotZero(t, compared)
}

func TestOracles(t *testing.T) {
	for _, family := range []string{"concentration", "continuity", "talk"} {
		compareOracle(t, family, "testdata/"+family+".json", func(string) bool { return true })
	}
}

// The real consultations are read where they are, never copied.
func TestTalkOracleReal(t *testing.T) {
	path := shareddata.Path(t, "..", "oracles", "talk.json")
	compareOracle(t, "talk", path, func(kind string) bool { return kind == "real" })
}
