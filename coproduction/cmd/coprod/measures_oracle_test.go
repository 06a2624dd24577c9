package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/agreement"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// An oracle is a file of values that were computed from exact definitions and by
// other programs.
type oracle struct {
	Cases []oracleCase
}

type oracleCase struct {
	ID        string
	Data      [][]*float64
	Incidence [][]int
	Codes     []string
	Lag       int
	NoRepeat  bool
	Expect    []struct {
		Measure string
		Params  map[string]any
		Value   *float64
	}
}

// TestMeasuresOracle writes each case of the oracles as a table and compares every
// number that the command prints for it, by measure and parameters.
func TestMeasuresOracle(t *testing.T) {
	dir := t.TempDir()
	tests := []struct {
		file, command string
		args          func(oracleCase) []string
		table         func(oracleCase) [][]string
		tolerance     func(oracleCase) float64
		disputed      func(id, key string) (ours []estimate.Reason, ok bool)
		// notAsked are the measures of the file that the command does not print, with the reason.
		notAsked map[string]string
		must     []string // measures that have to be among those compared
	}{
		{
			file: "../../agreement/testdata/agreement.json", command: "agreement", table: ratingTable, disputed: disputedAgreement,
			notAsked: map[string]string{
				"cohen_kappa_max":           "the rows of linear and quadratic weights repeat the unweighted maximum",
				"cohen_kappa_se_gwet":       "the same number as cohen_kappa_se",
				"scott_pi_se_gwet":          "divided by n, where scott_pi_se is divided by n − 1",
				"conger_kappa_exact":        "the same number as conger_kappa without weights",
				"percent_agreement_pe":      "0 by definition",
				"krippendorff_alpha_irrcac": "alpha for weights; krippendorff_alpha has the metrics", "krippendorff_alpha_irrcac_pe": "as before",
				"krippendorff_alpha_irrcac_se": "as before", "krippendorff_alpha_irrcac_ci_low": "as before", "krippendorff_alpha_irrcac_ci_high": "as before",
				"multi_kappa_davies_fleiss": "with -bootstrap only",
				"icc":                       "not yet", "icc_ci_low": "not yet", "icc_ci_high": "not yet",
			},
			must: []string{"percent_agreement", "scott_pi", "cohen_kappa", "cohen_kappa_se", "cohen_kappa_se0", "fleiss_kappa", "fleiss_kappa_category",
				"fleiss_kappa_generalised", "fleiss_kappa_generalised_se", "fleiss_kappa_generalised_ci_low", "fleiss_kappa_generalised_ci_high",
				"conger_kappa", "conger_kappa_se", "conger_kappa_ci_low", "conger_kappa_ci_high",
				"brennan_prediger", "brennan_prediger_se", "brennan_prediger_ci_low", "brennan_prediger_ci_high",
				"gwet_ac", "gwet_ac_se", "gwet_ac_ci_low", "gwet_ac_ci_high", "krippendorff_alpha", "icc", "icc_ci_low", "icc_ci_high"},
		},
		{
			file: "../../saturation/testdata/saturation.json", command: "saturation", table: incidenceTable,
			args: func(oracleCase) []string {
				return []string{"-base", "4,5,6", "-run", "2,3", "-threshold", "0.05,0", "-runs", "overlapping,disjoint"}
			},
			notAsked: map[string]string{"sample_coverage_4dp": "sample_coverage as iNEXT rounds it", "chao2_bc_like": "chao2 as iNEXT rounds it"},
			disputed: func(id, key string) ([]estimate.Reason, bool) { // the root of a rounding error; it is 0
				return []estimate.Reason{""}, id == "edge-all-uniques" && strings.HasPrefix(key, "rarefied_codes_sd;")
			},
			must: []string{"new_codes", "cumulative_codes", "saturation_new_info", "saturation_point", "chao2", "sample_coverage", "pool_jack1", "pool_jack2", "rarefied_codes"},
		},
		{
			file: "../../indicator/testdata/sequence.json", command: "transitions", table: eventTable,
			args: func(c oracleCase) []string {
				return []string{"-lag", strconv.Itoa(c.Lag), fmt.Sprintf("-norepeat=%v", c.NoRepeat)}
			},
			tolerance: func(c oracleCase) float64 { return map[bool]float64{true: 1e-6, false: 1e-9}[c.NoRepeat] },
			notAsked:  map[string]string{"complexity": "not asked for", "longitudinal_entropy": "not asked for", "turbulence": "not asked for"},
			must:      []string{"transition_count", "transition_probability", "expected_count", "adjusted_residual", "yules_q", "pearson_chi2", "lr_chi2", "df"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.command, func(t *testing.T) {
			raw, err := os.ReadFile(tt.file)
			require.NoError(t, err)
			var all oracle
			require.NoError(t, json.Unmarshal(raw, &all))
			compared, undefined, disputed, notAsked := map[string]int{}, 0, 0, map[string]int{}
			for i, c := range all.Cases {
				path := filepath.Join(dir, fmt.Sprintf("%s-%d.csv", tt.command, i))
				require.NoError(t, os.WriteFile(path, csvOf(t, tt.table(c)), 0o666))
				args := []string{tt.command, "-format", "json"}
				if tt.args != nil {
					args = append(args, tt.args(c)...)
				}
				status, stdout, stderr := coprod(t, "", append(args, path)...)
				require.Equal(t, statusClean, status, "%s: %s", c.ID, stderr)
				got := estimatesIn(t, stdout)[tableSubject(path)]
				asked := map[string]bool{}
				for k := range got {
					asked[got[k].Measure] = true
				}
				tolerance := 1e-9
				if tt.tolerance != nil {
					tolerance = tt.tolerance(c)
				}
				for _, want := range c.Expect {
					k := want.Measure + ";" + paramsOf(estimate.Row{Params: want.Params})
					row, ok := got[k]
					if !ok {
						notAsked[want.Measure]++
						assert.False(t, asked[want.Measure] && slices.Contains(tt.must, want.Measure), "%s %s", c.ID, k)
						continue
					}
					if tt.disputed != nil {
						if reasons, ok := tt.disputed(c.ID, k); ok {
							disputed++
							assert.Contains(t, reasons, row.Undefined, "%s %s", c.ID, k)
							continue
						}
					}
					compared[want.Measure]++
					if want.Value == nil {
						undefined++
						assert.NotEmpty(t, row.Undefined, "%s %s", c.ID, k)
						continue
					}
					assert.Empty(t, row.Undefined, "%s %s", c.ID, k)
					assert.LessOrEqual(t, math.Abs(row.Value-*want.Value), tolerance*max(1, math.Abs(*want.Value)), "%s %s: %v, not %v", c.ID, k, row.Value, *want.Value)
				}
			}
			values := 0
			for _, n := range compared {
				values += n
			}
			t.Logf("%d values, %d of them undefined; %d disputed; not printed: %v", values, undefined, disputed, notAsked)
			for _, measure := range tt.must {
				assert.Contains(t, slices.Collect(maps.Keys(compared)), measure)
			}
			for measure := range notAsked {
				assert.Contains(t, slices.Collect(maps.Keys(tt.notAsked)), measure, "say why it is not printed")
			}
		})
	}
}

// disputedAgreement returns what is right where the value of the oracle is that of a
// tool which departs from the definition: package agreement says why, case by case.
func disputedAgreement(id, key string) (ours []estimate.Reason, ok bool) {
	family := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(key, name) })
	}
	if strings.HasSuffix(key, ";form=ICC(2,k);level=0.95") { // irr counts k twice
		return []estimate.Reason{"", agreement.NoVariance, estimate.OneCategory, estimate.OneUnit, agreement.NotSeveral}, true
	}
	switch id {
	case "edge-single-category", "edge-one-unit-agree":
		return []estimate.Reason{estimate.OneCategory, estimate.OneUnit}, family("brennan_prediger", "gwet_ac", "fleiss_kappa_generalised", "conger_kappa")
	case "edge-constant-coder":
		return []estimate.Reason{""}, family("cohen_kappa_se0;") // the root of a rounding error; it is 0
	case "edge-one-unit-disagree":
		return []estimate.Reason{""}, family("light_kappa;") // irr fails on one unit
	}
	return nil, false
}

func ratingTable(c oracleCase) (rows [][]string) {
	for unit, ratings := range c.Data {
		if unit == 0 {
			rows = append(rows, numbered("coder", len(ratings)))
		}
		var row []string
		for _, r := range ratings {
			cell := ""
			if r != nil {
				cell = plain(*r)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return rows
}

func incidenceTable(c oracleCase) (rows [][]string) {
	for interview, codes := range c.Incidence {
		if interview == 0 {
			rows = append(rows, append([]string{"interview"}, numbered("code", len(codes))...))
		}
		row := []string{strconv.Itoa(interview + 1)}
		for _, present := range codes {
			row = append(row, strconv.Itoa(present))
		}
		rows = append(rows, row)
	}
	return rows
}

func eventTable(c oracleCase) [][]string {
	rows := [][]string{{"code", "note", "sequence"}}
	for _, code := range c.Codes {
		rows = append(rows, []string{code, "x, y", c.ID})
	}
	return rows
}

func numbered(name string, n int) (names []string) {
	for i := range n {
		names = append(names, name+" "+strconv.Itoa(i+1))
	}
	return names
}

func csvOf(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, csv.NewWriter(&b).WriteAll(rows))
	return b.Bytes()
}
