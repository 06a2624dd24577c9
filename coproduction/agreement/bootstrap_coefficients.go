package agreement

import (
	"cmp"
	"maps"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// A Coefficient names one of the coefficients of a [Table], for [Table.Bootstrap]. The
// zero value is none, and gives an undefined estimate.
type Coefficient struct {
	measure string
	params  params
	of      func(*sample) estimate.Estimate // without an interval
	coders  bool                            // which coder gave a rating matters
}

// whichCoder returns a coefficient for which it matters who gave a rating.
func (c Coefficient) whichCoder() Coefficient {
	c.coders = true
	return c
}

func (c Coefficient) estimate(s *sample) estimate.Estimate {
	if c.of == nil {
		return estimate.Undefined(estimate.UnknownOption, s.units)
	}
	return c.of(s)
}

func byWeights(measure string, w Weights, of func(*sample) estimate.Estimate) Coefficient {
	return Coefficient{measure: measure, params: params{"weights": string(w)}, of: of}
}

func byMetric(measure string, m Metric, of func(*sample) estimate.Estimate) Coefficient {
	return Coefficient{measure: measure, params: params{"metric": string(m)}, of: of}
}

// byCaller is the metric of coefficients with a distance of the caller's.
const byCaller Metric = "given"

// PercentAgreement names [Table.PercentAgreement].
func PercentAgreement(w Weights) Coefficient {
	return byWeights("percent_agreement", w, func(s *sample) estimate.Estimate { return s.percent(w, 0).value })
}

// ScottPi names [Table.ScottPi].
func ScottPi() Coefficient {
	return byWeights("scott_pi", Unweighted, func(s *sample) estimate.Estimate { return s.scott(0).value })
}

// CohenKappa names [Table.CohenKappa].
func CohenKappa(w Weights) Coefficient {
	return byWeights("cohen_kappa", w, func(s *sample) estimate.Estimate {
		c, why := s.square(w)
		return c.kappa(why, 0)
	}).whichCoder()
}

// FleissKappa names [Table.FleissKappa].
func FleissKappa() Coefficient {
	return Coefficient{measure: "fleiss_kappa", of: func(s *sample) estimate.Estimate { return s.fleiss(0) }}
}

// FleissGeneralised names [Table.FleissGeneralised].
func FleissGeneralised(w Weights) Coefficient {
	return byWeights("fleiss_kappa_generalised", w, func(s *sample) estimate.Estimate { return s.fleissGeneralised(w, 0).value })
}

// Conger names [Table.Conger].
func Conger(w Weights) Coefficient {
	return byWeights("conger_kappa", w, func(s *sample) estimate.Estimate { return s.conger(w, 0).value }).whichCoder()
}

// BrennanPrediger names [Table.BrennanPrediger].
func BrennanPrediger(w Weights) Coefficient {
	return byWeights("brennan_prediger", w, func(s *sample) estimate.Estimate { return s.brennanPrediger(w, 0).value })
}

// Gwet names [Table.Gwet].
func Gwet(w Weights) Coefficient {
	return byWeights("gwet_ac", w, func(s *sample) estimate.Estimate { return s.gwet(w, 0).value })
}

// Alpha names [Table.Alpha].
func Alpha(m Metric) Coefficient {
	return byMetric("krippendorff_alpha", m, func(s *sample) estimate.Estimate { return s.alpha(m, 0).value })
}

// AlphaBy names [Table.AlphaBy]. The distance is asked for by several goroutines at a time.
func AlphaBy(distance func(k, l int) float64) Coefficient {
	return byMetric("krippendorff_alpha", byCaller, func(s *sample) estimate.Estimate {
		d, why := s.givenDistance(distance)
		return s.alphaBy(d, why, 0).value
	})
}

// Beta names [Table.Beta].
func Beta(m Metric) Coefficient {
	return byMetric("artstein_poesio_beta", m, func(s *sample) estimate.Estimate { return s.beta(m) }).whichCoder()
}

// BetaBy names [Table.BetaBy]. The distance is asked for by several goroutines at a time.
func BetaBy(distance func(k, l int) float64) Coefficient {
	return byMetric("artstein_poesio_beta", byCaller, func(s *sample) estimate.Estimate { return s.betaBy(distance) }).whichCoder()
}

// MultiKappa names [Table.MultiKappa].
func MultiKappa() Coefficient {
	return Coefficient{measure: "multi_kappa_davies_fleiss", of: func(s *sample) estimate.Estimate { return s.beta(Nominal) }, coders: true}
}

// AlphaPrime names [Table.AlphaPrime].
func AlphaPrime(m Metric) Coefficient {
	return byMetric("artstein_poesio_alpha_prime", m, func(s *sample) estimate.Estimate { return s.alphaPrime(m) })
}

// AlphaPrimeBy names [Table.AlphaPrimeBy]. The distance is asked for by several goroutines at a time.
func AlphaPrimeBy(distance func(k, l int) float64) Coefficient {
	return byMetric("artstein_poesio_alpha_prime", byCaller, func(s *sample) estimate.Estimate { return s.alphaPrimeBy(distance) })
}

// BootstrapRows returns the coefficients that [Table.Bootstrap] knows, in the order of
// the catalogue, with the intervals that one and the same resamples give. They are rows
// of [Table.Rows] with other intervals, so a caller takes the ones or the others. A
// level of 0 in r means that of o. Those without a value are among them, with the reason.
func (t *Table) BootstrapRows(of estimate.Subject, o Options, r Resampling) []estimate.Row {
	r.Level = cmp.Or(r.Level, o.level())
	all := coefficients(o)
	rows := make([]estimate.Row, len(all))
	for i, e := range bootstrap(t.sample(), all, r) {
		rows[i] = estimate.Row{Of: of, Measure: all[i].measure, Params: maps.Clone(all[i].params), Estimate: e}
	}
	return rows
}

// coefficients returns those that the options ask for.
func coefficients(o Options) []Coefficient {
	var all []Coefficient
	for _, w := range o.weights() {
		all = append(all, PercentAgreement(w))
	}
	all = append(all, ScottPi())
	for _, w := range o.cohenWeights() {
		all = append(all, CohenKappa(w))
	}
	all = append(all, FleissKappa())
	for _, w := range o.weights() {
		all = append(all, FleissGeneralised(w), Conger(w), BrennanPrediger(w), Gwet(w))
	}
	for _, m := range o.metrics() {
		all = append(all, Alpha(m))
	}
	all = append(all, MultiKappa())
	for _, m := range o.metrics() {
		all = append(all, Beta(m), AlphaPrime(m))
	}
	return all
}
