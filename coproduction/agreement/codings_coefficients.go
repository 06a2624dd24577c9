package agreement

import (
	"cmp"
	"maps"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// ofCode returns every coefficient on having one code or not, in the order of the
// catalogue: those for two coders where there are two, and with the intervals of
// resamples where the options ask for them. Yes and no have no order, so all are
// nominal and unweighted.
func (l *layer) ofCode(code string, s *Sets, o CodingOptions) []estimate.Row {
	having, level := s.Having(code), o.level()
	var rows []estimate.Row
	add := func(measure string, p params, e estimate.Estimate) {
		p = maps.Clone(p)
		if p == nil {
			p = params{}
		}
		switch measure {
		case "scott_pi", "cohen_kappa":
			if len(l.coders) != 2 {
				return
			}
		case "krippendorff_alpha": // of one code it has a name of its own
			measure = "krippendorff_alpha_per_code"
			delete(p, "metric")
			e = e.As(alphaPerCodeFormula)
		}
		p["code"] = code
		rows = append(rows, estimate.Row{Measure: measure, Params: p, Estimate: e})
	}
	if o.Resampling != nil {
		r := *o.Resampling
		r.Level = cmp.Or(r.Level, level)
		for _, row := range having.BootstrapRows(estimate.Subject{}, yesOrNo, r) {
			add(row.Measure, row.Params, row.Estimate)
		}
		return rows
	}
	unweighted, nominal := params{"weights": string(Unweighted)}, params{"metric": string(Nominal)}
	add("percent_agreement", unweighted, having.PercentAgreement(Unweighted, level))
	add("scott_pi", unweighted, having.ScottPi(level))
	add("cohen_kappa", unweighted, having.CohenKappa(Unweighted, level))
	add("fleiss_kappa", nil, having.FleissKappa(level))
	add("fleiss_kappa_generalised", unweighted, having.FleissGeneralised(Unweighted, level))
	add("conger_kappa", unweighted, having.Conger(Unweighted, level))
	add("brennan_prediger", unweighted, having.BrennanPrediger(Unweighted, level))
	add("gwet_ac", unweighted, having.Gwet(Unweighted, level))
	add("krippendorff_alpha", nominal, s.AlphaOf(code, level))
	add("multi_kappa_davies_fleiss", nil, having.MultiKappa())
	add("artstein_poesio_beta", nominal, having.Beta(Nominal))
	add("artstein_poesio_alpha_prime", nominal, having.AlphaPrime(Nominal))
	return rows
}

// yesOrNo are the options of a code that is given or not.
var yesOrNo = Options{Metrics: []Metric{Nominal}, Weights: []Weights{Unweighted}}
