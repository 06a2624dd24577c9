package agreement

import (
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

type params = map[string]any

// mostCategories is the number of categories above which rows leave out what takes a
// time that grows with its square; the methods of the table compute it all the same.
const mostCategories = 10_000

// Rows returns every coefficient of the table, in the order of the catalogue. Those
// that the ratings cannot carry are among them, undefined, with the reason: two
// coders for Cohen's kappa and Scott's pi, complete ratings for Fleiss' kappa.
//
// Over 10,000 different categories, the ratio metric and the error under independence
// are left undefined, or out, for the time that they take. With the same ratings and
// options come the same rows, to the bit.
//
//	_pe                 the agreement expected by chance
//	_se                 the standard error
//	_ci_low, _ci_high   the bounds that the coefficient's own row has too
func (t *Table) Rows(of estimate.Subject, o Options) []estimate.Row {
	var rows []estimate.Row
	add := func(measure string, p params, e estimate.Estimate) {
		rows = append(rows, estimate.Row{Of: of, Measure: measure, Params: p, Estimate: e})
	}
	s, level := t.sample(), o.level()
	slow := s.categories > mostCategories
	full := func(measure string, p params, k coefficient, chance bool) {
		add(measure, p, k.value)
		if chance {
			add(measure+"_pe", p, k.chance)
		}
		add(measure+"_se", p, k.se)
		bounds := params{"level": level}
		for name, v := range p {
			bounds[name] = v
		}
		low, high := k.bounds()
		add(measure+"_ci_low", bounds, low)
		add(measure+"_ci_high", bounds, high)
	}
	for _, w := range o.weights() {
		full("percent_agreement", params{"weights": string(w)}, s.percent(w, level), false)
	}
	add("percent_agreement_all", nil, s.percentAll(level))
	pi := s.scott(level)
	add("scott_pi", params{"weights": string(Unweighted)}, pi.value)
	add("scott_pi_se", params{"weights": string(Unweighted)}, pi.se)
	for _, w := range o.cohenWeights() {
		p := params{"weights": string(w)}
		c, why := s.square(w)
		add("cohen_kappa", p, c.kappa(why, level))
		add("cohen_kappa_se", p, c.se(why))
		if w == Unweighted {
			add("cohen_kappa_max", p, c.max(why))
		}
		if slow && why == "" {
			why = TooManyCategories
		}
		add("cohen_kappa_se0", p, c.se0(why))
		add("cohen_kappa_z", p, c.z(why))
	}
	add("light_kappa", nil, s.light())
	add("fleiss_kappa", nil, s.fleiss(level))
	add("fleiss_kappa_z", nil, s.fleissZ())
	if why := s.complete(); why == "" || why == estimate.OneCategory {
		for k, n := range s.used {
			if n > 0 {
				add("fleiss_kappa_category", params{"category": t.category(k)}, s.fleissCategory(k))
			}
		}
	}
	for _, w := range o.weights() {
		p := params{"weights": string(w)}
		full("fleiss_kappa_generalised", p, s.fleissGeneralised(w, level), true)
		full("conger_kappa", p, s.conger(w, level), true)
		full("brennan_prediger", p, s.brennanPrediger(w, level), true)
		full("gwet_ac", p, s.gwet(w, level), true)
	}
	for _, m := range o.metrics() {
		p := params{"metric": string(m)}
		if slow && m == Ratio {
			none := estimate.Undefined(TooManyCategories, s.pairable)
			full("krippendorff_alpha", p, coefficient{value: none.As(alphaFormula), se: none.As("SE of " + alphaFormula)}, false)
			continue
		}
		full("krippendorff_alpha", p, s.alpha(m, level), false)
	}
	add("kendall_w", params{"ties": "corrected"}, s.kendall())
	fast := o.metrics()
	if slow {
		fast = slices.DeleteFunc(slices.Clone(fast), func(m Metric) bool { return m == Ratio })
	}
	rows = append(rows, s.betaRows(of, fast)...)
	if o.numbers() {
		rows = append(rows, t.iccRows(of, level)...)
	}
	return rows
}

// category is the parameter that tells a category: a whole number where it is one.
func (t *Table) category(k int) any {
	if t.values != nil {
		if v := t.values[k]; v == math.Trunc(v) && math.Abs(v) <= 1<<53 {
			return int64(v)
		}
	}
	return t.categories[k]
}

// bounds returns the bounds of the interval as estimates of their own.
func (k coefficient) bounds() (low, high estimate.Estimate) {
	bound := func(v float64, name string) estimate.Estimate {
		e := estimate.Point(v, k.value.N)
		switch {
		case !k.value.Defined():
			e = estimate.Undefined(k.value.Undefined, k.value.N)
		case k.value.Method == "" && !k.se.Defined():
			e = estimate.Undefined(k.se.Undefined, k.value.N)
		case k.value.Method == "":
			e = estimate.Undefined(NoIntervalHad, k.value.N)
		}
		e.Excluded, e.Warnings = k.value.Excluded, k.value.Warnings
		return e.As(name + " of " + k.value.Formula)
	}
	return bound(k.value.Lo, "lower bound"), bound(k.value.Hi, "upper bound")
}
