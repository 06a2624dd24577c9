package main

import (
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/agreement"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// bootstrap returns the rows with the intervals of resamples in place of linearised
// ones, for the coefficients that have them. The rows of linearised bounds are taken
// out, as they would contradict them; bounds are beside each coefficient.
func (a *agreeing) bootstrap(t *agreement.Table, rows []estimate.Row, o agreement.Options) []estimate.Row {
	resampled := t.BootstrapRows(rows[0].Of, o, agreement.Resampling{Resamples: a.resamples, Seed: a.seed})
	drawn := map[string]estimate.Row{}
	measures := map[string]bool{}
	for _, r := range resampled {
		drawn[rowKey(r)] = r
		measures[r.Measure] = true
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r estimate.Row) bool {
		low, isLow := strings.CutSuffix(r.Measure, "_ci_low")
		high, isHigh := strings.CutSuffix(r.Measure, "_ci_high")
		return isLow && measures[low] || isHigh && measures[high]
	})
	for i, r := range rows {
		if better, ok := drawn[rowKey(r)]; ok {
			rows[i] = better
			delete(drawn, rowKey(r))
		}
	}
	for _, r := range resampled {
		if _, left := drawn[rowKey(r)]; left {
			rows = append(rows, r)
		}
	}
	return rows
}

// rowKey tells a row of a table from the others.
func rowKey(r estimate.Row) string { return r.Measure + ";" + paramsOf(r) }
