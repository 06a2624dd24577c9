package agreement

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// ZeroExpected says that no disagreement is expected by chance, as all distances
// between what the coders used are 0.
const ZeroExpected estimate.Reason = "no disagreement is expected by chance: the categories used are at distance 0"

const (
	betaFormula       = "1 − Dₒ/Dₑ, Dₑ over each coder's own distribution"
	alphaPrimeFormula = "1 − Dₒ/Dₑ, Dₑ over the coders' joint distribution, with replacement"
)

// Beta returns Artstein and Poesio's beta: weighted agreement beyond that of coders
// who would each keep to their own distribution of categories, for any number of
// coders. Alpha takes one distribution for all of them.
//
//	β = 1 − Dₒ/Dₑ
//	Dₒ = Σᵢ Σₘₙ d(rᵢₘ, rᵢₙ) / (i c (c−1))
//	Dₑ = Σₘₙ Σₖₗ pₘₖ pₙₗ d(k, l) / (c (c−1))
//
// where m, n are all ordered pairs of different ones of the c coders, rᵢₘ is the
// category that coder m gave the i-th unit, pₘₖ the share of category k among the i
// ratings of coder m, and d the [Metric].
//
//	Unit   1 (dimensionless)
//	Range  at most 1, which is full agreement; 0 is what chance alone would give
//	n      units that every coder rated; warns under [estimate.EnoughUnits]
//
// The measure is defined for complete data. A unit that some coder did not rate is
// left out, and counted; one that nobody rated is not there. Undefined, with
// [estimate.NoUnits] when nothing was rated, with [NoneByAll] when no unit is rated by
// all, with [TooFewCoders] with fewer than two, with [estimate.OneCategory] when all
// used one and the same category, with [NotNumbers] and [NegativeRatio] where the
// ratings cannot carry the metric, and with [estimate.UnknownOption] for another one.
//
// With the nominal metric it is [Table.MultiKappa], and with two coders Cohen's kappa.
// The order of units and of coders changes no bit. The table is not modified. It has no
// interval of its own; [Table.Bootstrap] gives one.
//
// The sum is over every pair of coders. Software that takes the first coder's pairs
// only, as that of doi:10.1080/19312458.2021.2020229, gives another number with more
// than two coders, and one that depends on which coder comes first.
//
// Source: Artstein R, Poesio M. Bias decreases in proportion to the number of
// annotators. Proc FG-MoL 2005, 139–148; Inter-coder agreement for computational
// linguistics. Comput Linguist 2008;34:555–596, doi:10.1162/coli.07-034-R2.
func (t *Table) Beta(m Metric) estimate.Estimate { return t.sample().beta(m) }

// BetaBy returns [Table.Beta] for a distance of the caller's, of two categories by
// their numbers, as in [Table.AlphaBy]. Undefined as Beta, with [BadDistance] where a
// distance is negative, not finite, or another one the other way round, and with
// [ZeroExpected] where all that counts is at distance 0.
func (t *Table) BetaBy(distance func(k, l int) float64) estimate.Estimate {
	return t.sample().betaBy(distance)
}

// MultiKappa returns the kappa of Davies and Fleiss for any number of coders, which is
// [Table.Beta] with the nominal metric.
//
// Source: Davies M, Fleiss JL. Measuring agreement for multinomial data. Biometrics
// 1982;38:1047–1051, doi:10.2307/2529886.
func (t *Table) MultiKappa() estimate.Estimate { return t.sample().beta(Nominal) }

// AlphaPrime returns Artstein and Poesio's alpha′: alpha without its correction for
// few ratings, and Fleiss' kappa with a distance.
//
//	α′ = 1 − Dₒ/Dₑ
//	Dₑ = Σₖₗ pₖ pₗ d(k, l)
//
// where pₖ is the share of category k among all ratings. Dₒ, the units, the range and
// when it is undefined are those of [Table.Beta], and so is the source; the laws too, but
// that with the nominal metric it is Fleiss' kappa.
func (t *Table) AlphaPrime(m Metric) estimate.Estimate { return t.sample().alphaPrime(m) }

// AlphaPrimeBy returns [Table.AlphaPrime] for a distance of the caller's, as in
// [Table.BetaBy].
func (t *Table) AlphaPrimeBy(distance func(k, l int) float64) estimate.Estimate {
	return t.sample().alphaPrimeBy(distance)
}

func (s *sample) beta(m Metric) estimate.Estimate {
	s = s.ratedByAll()
	d, why := s.metric(m)
	return s.weightedAgreement(d, why, s.ownDisagreement, betaFormula)
}

func (s *sample) alphaPrime(m Metric) estimate.Estimate {
	s = s.ratedByAll()
	d, why := s.metric(m)
	return s.weightedAgreement(d, why, s.jointDisagreement, alphaPrimeFormula)
}

func (s *sample) betaBy(distance func(k, l int) float64) estimate.Estimate {
	s = s.ratedByAll()
	d, why := s.givenDistance(distance)
	return s.weightedAgreement(d, why, s.ownDisagreement, betaFormula)
}

func (s *sample) alphaPrimeBy(distance func(k, l int) float64) estimate.Estimate {
	s = s.ratedByAll()
	d, why := s.givenDistance(distance)
	return s.weightedAgreement(d, why, s.jointDisagreement, alphaPrimeFormula)
}

// ratedByAll returns the sample of the units that every coder rated. Its number of
// units stays that of s, so that what is left out can be told.
func (s *sample) ratedByAll() *sample {
	if s.pairings == s.units*int64(s.coders) {
		return s
	}
	all := *s
	all.rows, all.used, all.pairs, all.pairable, all.pairings = nil, make([]int64, s.categories), nil, 0, 0
	for _, p := range s.rows {
		if p.rated < s.coders || p.rated < 2 {
			continue
		}
		all.rows = append(all.rows, p)
		all.pairable += p.units
		all.pairings += p.units * int64(p.rated)
		for _, r := range p.ratings {
			all.used[r] += p.units
		}
	}
	for _, p := range s.pairs {
		if int(p.rated) == s.coders {
			all.pairs = append(all.pairs, p)
		}
	}
	return &all
}

// weightedAgreement returns 1 − Dₒ/Dₑ of units that every coder rated.
func (s *sample) weightedAgreement(d distance, why estimate.Reason, expected func(distance) float64, formula string) estimate.Estimate {
	switch {
	case s.units == 0:
		why = estimate.NoUnits
	case why != "":
	case s.coders < 2:
		why = TooFewCoders
	case s.pairable == 0:
		why = NoneByAll
	case s.oneUsed():
		why = estimate.OneCategory
	}
	finish := func(e estimate.Estimate) estimate.Estimate {
		return few(e.As(formula).Exclude(s.units-s.pairable, notByAll))
	}
	if why != "" {
		return finish(estimate.Undefined(why, s.pairable))
	}
	chance := expected(d)
	if chance == 0 {
		return finish(estimate.Undefined(ZeroExpected, s.pairable))
	}
	var observed float64
	for _, p := range s.pairs {
		observed += float64(2 * float64(p.count) * d.at(p.k, p.l))
	}
	observed /= float64(s.pairings) * float64(s.coders-1)
	return finish(estimate.Point(1-observed/chance, s.pairable))
}

// ownDisagreement returns Dₑ of [Table.Beta].
func (s *sample) ownDisagreement(d distance) float64 {
	counts := make([]int64, s.coders*s.categories)
	for _, p := range s.rows {
		for m, k := range p.ratings {
			counts[m*s.categories+int(k)] += p.units
		}
	}
	own, others := make([]float64, s.categories), make([]float64, s.categories)
	terms := make([]float64, s.coders)
	for m := range terms {
		for k, n := range counts[m*s.categories : (m+1)*s.categories] {
			own[k] = float64(n) / float64(s.pairable)
			others[k] = float64(s.used[k]-n) / float64(s.pairable)
		}
		terms[m] = mean(own, d.means(others))
	}
	slices.Sort(terms) // so that the order of coders changes no bit
	var sum float64
	for _, term := range terms {
		sum += term
	}
	return sum / float64(s.coders) / float64(s.coders-1)
}

// jointDisagreement returns Dₑ of [Table.AlphaPrime].
func (s *sample) jointDisagreement(d distance) float64 {
	shares := make([]float64, s.categories)
	for k, n := range s.used {
		shares[k] = float64(n) / float64(s.pairings)
	}
	return mean(shares, d.means(shares))
}

// betaRows returns multi-kappa, and beta and alpha′ with each of the metrics.
func (s *sample) betaRows(of estimate.Subject, metrics []Metric) []estimate.Row {
	s = s.ratedByAll()
	rows := []estimate.Row{{Of: of, Measure: "multi_kappa_davies_fleiss", Estimate: s.beta(Nominal)}}
	for _, m := range metrics {
		p := params{"metric": string(m)}
		rows = append(rows,
			estimate.Row{Of: of, Measure: "artstein_poesio_beta", Params: p, Estimate: s.beta(m)},
			estimate.Row{Of: of, Measure: "artstein_poesio_alpha_prime", Params: p, Estimate: s.alphaPrime(m)},
		)
	}
	return rows
}

// betaMeasures are the entries of the catalogue.
func betaMeasures() []measure {
	const (
		undefined = "fewer than two coders; no unit rated by all; one category; a metric that the ratings cannot carry"
		source    = "Artstein & Poesio 2005; 2008, 10.1162/coli.07-034-R2"
		atMost    = "(−∞, 1]; 0 is chance alone"
	)
	metric := []param{{Name: "metric", Values: "nominal, ordinal, interval or ratio"}}
	return []measure{
		{ID: "multi_kappa_davies_fleiss", Title: "Multi-kappa (Davies-Fleiss)", Answers: "How far do several coders agree beyond chance, each with a distribution of their own?",
			Formula: betaFormula, Range: atMost, Undefined: undefined, Source: "Davies & Fleiss 1982, 10.2307/2529886"},
		{ID: "artstein_poesio_beta", Title: "Artstein-Poesio beta", Answers: "How far do they, where some disagreements are worse than others?",
			Formula: betaFormula, Params: metric, Range: atMost, Undefined: undefined, Source: source},
		{ID: "artstein_poesio_alpha_prime", Title: "Artstein-Poesio alpha′", Answers: "How far do they, beyond the distribution that they share?",
			Formula: alphaPrimeFormula, Params: metric, Range: atMost, Undefined: undefined, Source: source},
	}
}
