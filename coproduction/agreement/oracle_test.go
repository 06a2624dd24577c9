package agreement

import (
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

type oracleCase struct {
	ID, Kind  string
	Data      [][]*float64
	Published []struct {
		Measure string
		Params  map[string]any
		Value   float64
		Digits  int
		Tol     float64
		Where   string
	}
	Expect []struct {
		Measure string
		Params  map[string]any
		Value   *float64
	}
}

func (c oracleCase) table(t testing.TB) *Table {
	rows := make([][]float64, len(c.Data))
	for i, row := range c.Data {
		for _, v := range row {
			if v == nil {
				v = new(math.NaN())
			}
			rows[i] = append(rows[i], *v)
		}
	}
	table, err := Numeric(rows)
	require.NoError(t, err)
	return table
}

func oracleCases(t testing.TB) []oracleCase {
	text, err := os.ReadFile("testdata/agreement.json")
	require.NoError(t, err)
	var oracle struct{ Cases []oracleCase }
	require.NoError(t, json.Unmarshal(text, &oracle))
	require.NotEmpty(t, oracle.Cases)
	return oracle.Cases
}

func oracleTable(t testing.TB, id string) *Table {
	for _, c := range oracleCases(t) {
		if c.ID == id {
			return c.table(t)
		}
	}
	require.Fail(t, "no such case", id)
	return nil
}

// key tells a variant of a measure, whatever number types its parameters have.
func key(t testing.TB, measure string, params map[string]any) string {
	if params == nil {
		params = map[string]any{}
	}
	text, err := json.Marshal(params)
	require.NoError(t, err)
	return measure + string(text)
}

// elsewhere are the oracle's measures that another test of this package compares.
var elsewhere = map[string]bool{"icc": true, "icc_ci_low": true, "icc_ci_high": true}

// notComputed are the oracle's measures, or variants, that this package does not have.
var notComputed = map[string]string{
	`percent_agreement_pe{"weights":"none"}`: "it is 0 by definition: nothing is corrected for",
	`cohen_kappa_max{"weights":"linear"}`:    "statsmodels repeats the unweighted maximum, which no weighted kappa is bound by",
	`cohen_kappa_max{"weights":"quadratic"}`: "as for linear weights",
}

func why(measure, key string) (string, bool) {
	if reason, ok := notComputed[key]; ok {
		return reason, true
	}
	reason, ok := notComputed[measure]
	return reason, ok
}

// disputed returns why the value of the oracle, which is a tool's, is not followed.
func disputed(id, measure, weights string) string {
	single := id == "edge-single-category" || id == "edge-one-unit-agree"
	family := ""
	for _, name := range []string{"brennan_prediger", "gwet_ac", "fleiss_kappa_generalised", "conger_kappa", "krippendorff_alpha_irrcac"} {
		if strings.HasPrefix(measure, name) && !strings.HasPrefix(measure, "conger_kappa_exact") {
			family = name
		}
	}
	switch {
	case single && family != "":
		return "one category: irrCAC sets pe to 1e-15 where the coefficient is 0/0"
	case id == "edge-no-pairable" && measure == "krippendorff_alpha_irrcac_pe":
		return "no pairable ratings: a sum over nothing, which irrCAC prints as 0"
	case id == "edge-constant-coder" && measure == "cohen_kappa_se0":
		return "statsmodels takes the root of a rounding error, of either sign; the variance is 0"
	case id == "edge-one-unit-disagree" && strings.HasSuffix(measure, "_se_gwet"):
		return "one unit: irrCAC prints 1e-50 where there is no variance"
	case id == "edge-one-unit-disagree" && measure == "krippendorff_alpha_irrcac" && weights != "none":
		return "irrCAC fails on a table of one unit"
	case id == "edge-one-unit-disagree" && measure == "light_kappa":
		return "irr fails on a table of one unit"
	}
	return ""
}

// irrcac returns alpha for the agreement weights of a case, and what irrCAC prints with it.
func irrcac(t *Table, measure string, w Weights, level float64) estimate.Estimate {
	s := t.sample()
	d, _ := s.weighted(w)
	k := s.alphaBy(d, "", level)
	low, high := k.bounds()
	switch strings.TrimPrefix(measure, "krippendorff_alpha_irrcac") {
	case "_pe": // with replacement; alpha's own is without
		if why := k.value.Undefined; why != "" {
			return k.value
		}
		shares := make([]float64, s.categories)
		for k, n := range s.used {
			shares[k] = float64(n) / float64(s.pairings)
		}
		return estimate.Point(1-mean(shares, d.means(shares)), s.pairable)
	case "":
		return k.value
	case "_se":
		return k.se
	case "_ci_low":
		return low
	}
	return high
}

func TestOracle(t *testing.T) {
	compared, undefined, published := 0, 0, 0
	skipped, disputes := map[string]int{}, map[string]int{}
	for _, c := range oracleCases(t) {
		table := c.table(t)
		got := map[string]estimate.Estimate{}
		for _, row := range table.Rows(estimate.Subject{Kind: "case", ID: c.ID}, Options{}) {
			k := key(t, row.Measure, row.Params)
			require.NotContains(t, got, k, "twice")
			got[k] = row.Estimate
		}
		find := func(measure string, p map[string]any) (estimate.Estimate, bool) {
			weights, _ := p["weights"].(string)
			switch {
			case strings.HasPrefix(measure, "krippendorff_alpha_irrcac"):
				return irrcac(table, measure, Weights(weights), .95), true
			case measure == "cohen_kappa_se_gwet": // the same; 1e-50 for 0
				measure = "cohen_kappa_se"
			case measure == "scott_pi_se_gwet": // divided by n where irrCAC has n − 1 elsewhere
				e := got[key(t, "scott_pi_se", p)]
				e.Value *= math.Sqrt(float64(e.N-1) / float64(e.N))
				return e, true
			case measure == "conger_kappa_exact":
				measure, p = "conger_kappa", params{"weights": "none"}
			case measure == "percent_agreement" && p["weights"] == nil:
				p = params{"weights": "none"}
			case measure == "scott_pi" || measure == "brennan_prediger" && weights == "":
				p = params{"weights": "none"}
			}
			e, ok := got[key(t, measure, p)]
			return e, ok
		}
		for _, want := range c.Expect {
			k := key(t, want.Measure, want.Params)
			if reason, ok := why(want.Measure, k); ok {
				skipped[k+": "+reason]++
				continue
			}
			if elsewhere[want.Measure] {
				skipped[want.Measure+": another test"]++
				continue
			}
			e, ok := find(want.Measure, want.Params)
			if !assert.True(t, ok, "%s %s: not computed", c.ID, k) {
				continue
			}
			weights, _ := want.Params["weights"].(string)
			if reason := disputed(c.ID, want.Measure, weights); reason != "" {
				disputes[reason]++
				switch {
				case strings.HasPrefix(reason, "no pairable"):
					assert.Equal(t, NoPairs, e.Undefined, "%s %s", c.ID, k)
				case strings.HasPrefix(reason, "one category"), want.Measure == "scott_pi_se_gwet":
					assert.Contains(t, []estimate.Reason{estimate.OneCategory, estimate.OneUnit}, e.Undefined, "%s %s", c.ID, k)
				default:
					assert.Zero(t, e.Value, "%s %s", c.ID, k)
					assert.True(t, e.Defined(), "%s %s", c.ID, k)
				}
				continue
			}
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
			if elsewhere[want.Measure] {
				continue
			}
			published++
			e, ok := find(want.Measure, want.Params)
			require.True(t, ok, want.Measure)
			if c.ID == "zwick1988-ex3" && want.Measure == "scott_pi" {
				assert.InDelta(t, 17./37, e.Value, 1e-15, "by hand: (.60 − .26)/(1 − .26) = 17/37 = .4595, printed as .460")
				continue
			}
			assert.InDelta(t, want.Value, e.Value, max(want.Tol, .5*math.Pow10(-want.Digits)), "%s %s (%s)", c.ID, want.Measure, want.Where)
		}
	}
	t.Logf("%d values, %d undefined, %d published figures", compared, undefined, published)
	for reason, n := range disputes {
		t.Logf("not followed, %d times: %s", n, reason)
	}
	for reason, n := range skipped {
		t.Logf("not compared here, %d times: %s", n, reason)
	}
	assert.Greater(t, compared, 3000)
}
