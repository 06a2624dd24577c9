package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// TestNumbersYouCanCheck: on the tables of the README's page the command prints the
// exact value, and not the one that another tool prints.
func TestNumbersYouCanCheck(t *testing.T) {
	tests := []struct {
		command, table, measure string
		params                  map[string]any
		exact                   float64
		undefined               estimate.Reason
		from                    string
		wrong                   float64
		tool                    string
	}{
		{command: "agreement", table: "krippendorff-1980", measure: "krippendorff_alpha", params: map[string]any{"metric": "nominal"},
			exact: 163. / 254, from: "exact definition, in fractions; Krippendorff 1980 p. 139 prints .642", wrong: .6348425196850394, tool: "irr::kripp.alpha 0.84.1"},
		{command: "agreement", table: "shrout-fleiss-1979", measure: "krippendorff_alpha", params: map[string]any{"metric": "nominal"},
			exact: -7. / 108, from: "exact definition", wrong: -.0185185185185182, tool: "icr::krippalpha 0.6.6"},
		{command: "agreement", table: "chance", measure: "cohen_kappa", params: map[string]any{"weights": "none"},
			exact: 0, from: "by hand: pₒ = .82 = pₑ = .9² + .1²", wrong: .816931435252046, tool: "QualCoder"},
		{command: "agreement", table: "three-coders", measure: "artstein_poesio_beta", params: map[string]any{"metric": "nominal"},
			exact: 2. / 7, from: "by hand, over all ordered pairs of coders", wrong: 11. / 31, tool: "software of doi:10.1080/19312458.2021.2020229"},
		{command: "agreement", table: "one-category", measure: "krippendorff_alpha", params: map[string]any{"metric": "nominal"},
			undefined: estimate.OneCategory, from: "no disagreement was possible", wrong: 1, tool: "irr, icr, nltk"},
		{command: "saturation", table: "late-codes", measure: "cumulative_codes", params: map[string]any{"after": int64(15)},
			exact: 18, from: "by counting the columns", wrong: 15, tool: "novelqualcodes 0.13.5, on a study with this accumulation"},
	}
	for _, test := range tests {
		status, out, _ := ran(t, "", test.command, "-format", "json", root+"/examples/numbers/"+test.table+".csv")
		require.Equal(t, statusClean, status, test.table)
		var table estimate.Table
		require.NoError(t, json.Unmarshal([]byte(out), &table))
		found := 0
		for _, row := range table.Estimates {
			if row.Measure != test.measure || !assert.ObjectsAreEqual(test.params, row.Params) {
				continue
			}
			found++
			assert.Equal(t, test.undefined, row.Undefined, test.table)
			assert.InDelta(t, test.exact, row.Value, 1e-12, "%s, from: %s", test.table, test.from)
			if row.Defined() {
				assert.Greater(t, max(row.Value-test.wrong, test.wrong-row.Value), 1e-3, "not what %s prints", test.tool)
			}
		}
		assert.Equal(t, 1, found, test.table)
	}
}
