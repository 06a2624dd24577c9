package saturation

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

type params = map[string]any

// Rows returns every measure, in the order of the catalogue; those of an interview
// for each, those of a run for each run, and those of a draw for each size.
//
// The standard deviations of draws and that of the bootstrap take time that grows
// with the square of the codes; all draws together, with the square of the interviews.
func (x *Incidence) Rows(of estimate.Subject, o Options) []estimate.Row {
	var rows []estimate.Row
	add := func(measure string, p params, e estimate.Estimate) {
		rows = append(rows, estimate.Row{Of: of, Measure: measure, Params: p, Estimate: e})
	}
	for i := range x.n() {
		add("new_codes", params{"interview": i + 1}, x.NewCodes(i+1))
	}
	for i := range x.n() {
		add("cumulative_codes", params{"after": i + 1}, x.CumulativeCodes(i+1))
	}
	for _, base := range o.bases() {
		for _, run := range o.runLengths() {
			for _, runs := range o.runs() {
				x.guest(base, run, runs, o.thresholds(), add)
			}
		}
	}
	unions := x.unions()
	add("q1_uniques", nil, x.Uniques())
	add("q2_duplicates", nil, x.Duplicates())
	add("pool_Species", nil, x.Codes())
	add("chao2", nil, x.Chao2(o.level()))
	add("pool_chao", nil, x.Chao2(o.level()))
	add("pool_chao.se", nil, x.Chao2SE())
	add("pool_jack1", nil, x.Jackknife1(o.level()))
	add("jack1_se", nil, x.Jackknife1SE())
	add("pool_jack1.se", nil, x.Jackknife1SEVegan())
	add("pool_jack2", nil, x.Jackknife2())
	add("pool_boot", nil, x.Bootstrap())
	add("pool_boot.se", nil, x.bootstrapSE(unions))
	add("sample_coverage", nil, x.Coverage())
	for d := range x.draws(unions) {
		point := func(v float64, formula string) estimate.Estimate {
			return x.report(estimate.Point(v, x.n()), formula)
		}
		add("rarefied_codes", params{"interviews": d.m}, point(d.mean(), rarefiedFormula))
		add("rarefied_codes_sd", params{"interviews": d.m}, point(d.approximateSD(), rarefiedSDFormula))
		add("rarefied_codes_sd", params{"interviews": d.m, "covariance": "exact"}, point(d.exactSD(), rarefiedSDExactFormula))
	}
	return rows
}

// guest adds the new information of each run, and the points of saturation. A
// threshold that is not finite is undefined, and no parameter, as it cannot be written.
func (x *Incidence) guest(base, run int64, runs Runs, thresholds []float64, add func(string, params, estimate.Estimate)) {
	if step := runs.step(run); step > 0 && x.runs(base, run, base+1) == "" {
		for first := base + 1; first <= x.n()-run+1; first += step {
			add("saturation_new_info", params{"base": base, "run": run, "runs": string(runs), "first": first}, x.NewInfo(base, run, first))
		}
	}
	for _, threshold := range thresholds {
		p := params{"base": base, "run": run, "runs": string(runs), "threshold": threshold}
		if math.IsNaN(threshold) || math.IsInf(threshold, 0) {
			delete(p, "threshold")
			threshold = math.NaN()
		}
		add("saturation_point", p, x.Point(base, run, runs, threshold))
	}
}
