package indicator

import (
	"cmp"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// Rows returns every measure of the table, in the order of the catalogue; those of
// two rows and two columns for such tables only. A level of 0 means [DefaultLevel];
// another one is among the parameters of the bounds.
func (t Contingency) Rows(of estimate.Subject, level float64) []estimate.Row {
	rows := t.association(of)
	row := func(measure string, p params, e estimate.Estimate) estimate.Row {
		return estimate.Row{Of: of, Measure: measure, Params: p, Estimate: e}
	}
	if _, _, _, _, _, why := t.fourfold(); why == NotTwoByTwo {
		return rows
	}
	level = cmp.Or(level, DefaultLevel)
	var p params
	if level != DefaultLevel {
		p = params{"level": level}
	}
	oddsLow, oddsHigh := t.OddsRatioBounds(level)
	low, high := t.Newcombe(level)
	return append(rows,
		row("odds_ratio_sample", nil, t.OddsRatio(level)),
		row("odds_ratio_wald_low", p, oddsLow),
		row("odds_ratio_wald_high", p, oddsHigh),
		row("risk_difference", nil, t.RiskDifference(level)),
		row("newcombe_low", p, low),
		row("newcombe_high", p, high),
	)
}

// association returns the measures of tables of any size.
func (t Contingency) association(of estimate.Subject) []estimate.Row {
	row := func(measure string, e estimate.Estimate) estimate.Row {
		return estimate.Row{Of: of, Measure: measure, Estimate: e}
	}
	return []estimate.Row{
		row("chi2", t.ChiSquare()),
		row("chi2_p", t.ChiSquareP()),
		row("chi2_df", t.Degrees()),
		row("g2", t.LikelihoodRatio()),
		row("fisher_p", t.FisherP()),
		row("cramers_v", t.CramersV()),
		row("cramers_v_bias_corrected", t.CramersVCorrected()),
	}
}
