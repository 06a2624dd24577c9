package indicator

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// An orderCase is a case of the families about order: of codes, of who builds on
// whom, of codes near each other.
type orderCase struct {
	ID, Kind string

	Codes    []string // sequence
	Lag      int
	NoRepeat bool

	Weights [][]int64 // network

	CodeNames  []string `json:"code_names"` // ena
	WindowBack *int     `json:"window_back"`
	Lines      []struct {
		Speaker, Conversation string
		Codes                 []int
	}

	Expect []struct {
		Measure string
		Params  params
		Value   *float64
	}
	Published []struct{}
}

// given returns the input of a case that is among the parameters of a row where it
// is not as by default, and in the oracle is one of the case.
func (c orderCase) given() params {
	p := params{}
	if c.Lag > 1 {
		p["lag"] = c.Lag
	}
	if c.NoRepeat {
		p["norepeat"] = true
	}
	if c.WindowBack != nil {
		p["window"] = *c.WindowBack
	}
	return p
}

// compareOrder compares every row of a family with what rows computes, and lists
// what is not computed with the reason.
func compareOrder(t *testing.T, family string, rows func(orderCase) []estimate.Row, tolerance func(orderCase, string) float64, without map[string]string) {
	text, err := os.ReadFile("testdata/" + family + ".json")
	require.NoError(t, err)
	var oracle struct{ Cases []orderCase }
	require.NoError(t, json.Unmarshal(text, &oracle))
	compared, undefined := 0, 0
	skipped := map[string]int{}
	for _, c := range oracle.Cases {
		require.Empty(t, c.Published, "a published figure would have to be compared too")
		got := map[string]estimate.Estimate{}
		for _, row := range rows(c) {
			k := key(t, row.Measure, row.Params)
			require.NotContains(t, got, k, "twice")
			got[k] = row.Estimate
			assert.NotEmpty(t, row.Formula, k)
		}
		for _, want := range c.Expect {
			if without[want.Measure] != "" {
				skipped[want.Measure]++
				continue
			}
			p := c.given()
			for name, value := range want.Params {
				p[name] = value
			}
			k := key(t, want.Measure, p)
			require.Contains(t, got, k, c.ID)
			e := got[k]
			if want.Value == nil {
				undefined++
				assert.NotEmpty(t, e.Undefined, "%s %s: must be undefined", c.ID, k)
				continue
			}
			compared++
			assert.Empty(t, e.Undefined, "%s %s", c.ID, k)
			assert.LessOrEqual(t, math.Abs(e.Value-*want.Value), tolerance(c, want.Measure)*max(1, math.Abs(*want.Value)), "%s %s: got %v, want %v", c.ID, k, e.Value, *want.Value)
		}
	}
	t.Logf("%s: %d values, %d undefined; not computed: %v", family, compared, undefined, skipped)
	assert.NotZero(t, compared)
	for measure := range without {
		assert.NotZero(t, skipped[measure], "%s is not in the file", measure)
	}
}

func TestSequenceOracle(t *testing.T) {
	compareOrder(t, "sequence", func(c orderCase) []estimate.Row {
		transitions := NewTransitions(c.Lag, c.NoRepeat)
		transitions.Add(c.Codes)
		return transitions.Table().Rows(estimate.Subject{Kind: "case", ID: c.ID}, Options{})
	}, func(c orderCase, measure string) float64 {
		if c.NoRepeat { // iterative in the programs compared with
			return 1e-6
		}
		return 1e-9
	}, map[string]string{
		"longitudinal_entropy": "of one sequence and not of its transitions: Shannon of its codes over ln K",
		"complexity":           "a composite of entropy and changes; no measure of partnership rests on it",
		"turbulence":           "a composite of distinct subsequences and durations, which events without durations do not have",
	})
}

func TestNetworkOracle(t *testing.T) {
	compareOrder(t, "network", func(c orderCase) []estimate.Row {
		return NetworkOf(c.Weights).Rows(estimate.Subject{Kind: "case", ID: c.ID})
	}, func(orderCase, string) float64 { return 1e-9 }, nil)
}

func TestENAOracle(t *testing.T) {
	compareOrder(t, "ena", func(c orderCase) []estimate.Row {
		var lines []CodedLine
		for _, l := range c.Lines {
			line := CodedLine{Unit: l.Speaker, Conversation: l.Conversation}
			for i, has := range l.Codes {
				if has == 1 {
					line.Codes = append(line.Codes, c.CodeNames[i])
				}
			}
			lines = append(lines, line)
		}
		window := 0
		if c.WindowBack != nil {
			window = *c.WindowBack
		}
		return EpistemicNetworks(c.CodeNames, window, lines).Rows(estimate.Subject{Kind: "case", ID: c.ID})
	}, func(c orderCase, measure string) float64 {
		if measure == "variance_explained" {
			return 1e-6
		}
		return 1e-9
	}, nil)
}
