package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

// Rows returns every measure of the table, in the order of the catalogue: those of
// the whole table, those of each pair of codes, and those of each code. A lag other
// than 1, and that codes cannot repeat, are among the parameters. Only
// the level of the options matters.
func (t *TransitionTable) Rows(of estimate.Subject, o Options) []estimate.Row {
	rows := t.Overall(of)
	add := func(measure string, p params, e estimate.Estimate) {
		rows = append(rows, estimate.Row{Of: of, Measure: measure, Params: t.variant(p), Estimate: e})
	}
	for _, from := range t.codes {
		for _, to := range t.codes {
			pair := params{"from": from, "to": to}
			add("transition_count", pair, t.Count(from, to))
			add("transition_probability", pair, t.Probability(from, to, o.level()))
			add("expected_count", pair, t.Expected(from, to))
			add("adjusted_residual", pair, t.AdjustedResidual(from, to))
			add("yules_q", pair, t.YulesQ(from, to))
			add("transformed_kappa", pair, t.TransformedKappa(from, to))
		}
	}
	for _, code := range t.codes {
		add("stationary", params{"code": code}, t.Stationary(code))
	}
	return rows
}

// Overall returns the measures of the whole table only.
func (t *TransitionTable) Overall(of estimate.Subject) []estimate.Row {
	return []estimate.Row{
		{Of: of, Measure: "n_transitions", Params: t.variant(nil), Estimate: t.Changes()},
		{Of: of, Measure: "pearson_chi2", Params: t.variant(nil), Estimate: t.Pearson()},
		{Of: of, Measure: "lr_chi2", Params: t.variant(nil), Estimate: t.LikelihoodRatio()},
		{Of: of, Measure: "df", Params: t.variant(nil), Estimate: t.DF()},
		{Of: of, Measure: "entropy_rate", Params: t.variant(params{"base": string(Nats)}), Estimate: t.EntropyRate()},
	}
}

// variant adds what is not as by default to the parameters of a row.
func (t *TransitionTable) variant(p params) params {
	if t.lag != 1 {
		p = with(p, "lag", int64(t.lag))
	}
	if t.noRepeat {
		p = with(p, "norepeat", true)
	}
	return p
}
