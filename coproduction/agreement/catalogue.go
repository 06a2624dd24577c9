package agreement

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// Heading is under which catalogues list the measures of this package.
const Heading = "Agreement between coders"

type (
	measure = estimate.Measure
	param   = estimate.Param
)

// Measures returns the catalogue: every measure that this package computes, those of
// a [Table] in the order of its rows, then those of [Sets], [Unitizing] and [Codings].
// The slice is the caller's own.
func Measures() []estimate.Measure {
	return slices.Concat(underHeading(Heading, tableMeasures()), setMeasures(), unitizingMeasures(), codingMeasures())
}

// tableMeasures are those of the rows of a table.
func tableMeasures() []measure {
	return slices.Concat(percentMeasures(), twoCoderMeasures(), fleissMeasures(), beyondMeasures(), alphaMeasures(),
		betaMeasures(), iccMeasures())
}

const (
	zeroToOne     = "[0, 1]"
	aroundZero    = "[−1, 1]; 0 is chance alone"
	fromZero      = "[0, ∞)"
	anything      = "(−∞, ∞)"
	noPairs       = "no unit is rated by two coders"
	oneCategory   = noPairs + ", or all ratings are of one category"
	notTwoCoders  = "there are not exactly two coders; " + oneCategory
	notComplete   = "fewer than two coders; a rating is missing; or all ratings are of one category"
	oneOrNoSpread = "; or fewer than two units"
	levelValues   = "(0, 1)"
)

var (
	weightsParam = param{Name: "weights", Values: "none, linear, quadratic or ordinal"}
	levelParam   = param{Name: "level", Values: levelValues}
)

// withParts returns a coefficient with the rows that go with it.
func withParts(m measure, chance bool) []measure {
	part := func(suffix, title, formula, range_, undefined string, with ...param) measure {
		p := m
		p.ID += suffix
		p.Title += ", " + title
		p.Answers = "How sure is " + m.ID + "?"
		p.Formula = formula + " of " + m.Formula
		p.Params = slices.Concat(m.Params, with)
		p.Range, p.Undefined = range_, undefined
		return p
	}
	out := []measure{m}
	if chance {
		pe := part("_pe", "agreement by chance", "pₑ", zeroToOne, "nothing was rated, or "+m.Undefined)
		pe.Answers = "How much agreement would chance alone give?"
		out = append(out, pe)
	}
	return append(out,
		part("_se", "standard error", "SE", fromZero, m.Undefined+oneOrNoSpread),
		part("_ci_low", "lower bound", "lower bound", anything, m.Undefined+oneOrNoSpread, levelParam),
		part("_ci_high", "upper bound", "upper bound", "(−∞, 1]", m.Undefined+oneOrNoSpread, levelParam))
}

func percentMeasures() []measure {
	percent := measure{ID: "percent_agreement", Title: "Percent agreement", Answers: "What share of the pairs of ratings of a unit agree?",
		Formula: percentFormula, Params: []param{weightsParam}, Range: zeroToOne, Undefined: noPairs, Source: "Gwet 2008, 10.1348/000711006X126600"}
	return append(withParts(percent, false),
		measure{ID: "percent_agreement_all", Title: "Percent agreement of all", Answers: "On what share of the units do all coders agree?",
			Formula: percentAllFormula, Range: zeroToOne, Undefined: "fewer than two coders, or no unit is rated by all", Source: "count"})
}

func twoCoderMeasures() []measure {
	const fce = "Fleiss, Cohen & Everitt 1969, 10.1037/h0028106"
	unweighted := []param{{Name: "weights", Values: "none"}}
	three := []param{{Name: "weights", Values: "none, linear or quadratic"}}
	return []measure{
		{ID: "scott_pi", Title: "Scott's pi", Answers: "How far do two coders agree beyond drawing from one distribution?",
			Formula: scottFormula, Params: unweighted, Range: aroundZero, Undefined: notTwoCoders, Source: "Scott 1955, 10.1086/266577"},
		{ID: "scott_pi_se", Title: "Scott's pi, standard error", Answers: "How sure is scott_pi?",
			Formula: "SE of " + scottFormula, Params: unweighted, Range: fromZero, Undefined: notTwoCoders + oneOrNoSpread, Source: "Gwet 2014, ch. 5"},
		{ID: "cohen_kappa", Title: "Cohen's kappa", Answers: "How far do two coders agree beyond each keeping to a distribution of their own?",
			Formula: cohenFormula, Params: three, Range: aroundZero, Undefined: notTwoCoders, Source: "Cohen 1960, 10.1177/001316446002000104; 1968, 10.1037/h0026256"},
		{ID: "cohen_kappa_se", Title: "Cohen's kappa, standard error", Answers: "How sure is cohen_kappa?",
			Formula: "SE of " + cohenFormula, Params: three, Range: fromZero, Undefined: notTwoCoders, Source: fce},
		{ID: "cohen_kappa_max", Title: "Cohen's kappa, largest possible", Answers: "What would cohen_kappa be if the coders agreed as far as their distributions allow?",
			Formula: cohenMaxFormula, Params: unweighted, Range: zeroToOne, Undefined: notTwoCoders, Source: "Cohen 1960, 10.1177/001316446002000104"},
		{ID: "cohen_kappa_se0", Title: "Cohen's kappa, standard error under independence", Answers: "How far from 0 would chance alone take cohen_kappa?",
			Formula: "SE₀ of " + cohenFormula, Params: three, Range: fromZero, Undefined: notTwoCoders, Source: fce},
		{ID: "cohen_kappa_z", Title: "Cohen's kappa, test of independence", Answers: "How many standard errors is cohen_kappa from chance?",
			Formula: cohenZFormula, Params: three, Unit: "standard errors", Range: anything, Undefined: notTwoCoders + "; or the standard error is 0", Source: fce},
	}
}

func fleissMeasures() []measure {
	return []measure{
		{ID: "light_kappa", Title: "Light's kappa", Answers: "How far do two of the coders agree, on average over the pairs?",
			Formula: lightFormula, Range: aroundZero, Undefined: notComplete + "; or cohen_kappa is undefined for a pair", Source: "Light 1971, 10.1037/h0031643"},
		{ID: "fleiss_kappa", Title: "Fleiss' kappa", Answers: "How far do coders who all rated every unit agree beyond drawing from one distribution?",
			Formula: fleissFormula, Range: aroundZero, Undefined: notComplete, Source: "Fleiss 1971, 10.1037/h0031619"},
		{ID: "fleiss_kappa_z", Title: "Fleiss' kappa, test of no agreement", Answers: "How many standard errors is fleiss_kappa from chance?",
			Formula: fleissZFormula, Unit: "standard errors", Range: anything, Undefined: notComplete, Source: "Fleiss, Nee & Landis 1979, 10.1037/0033-2909.86.5.974"},
		{ID: "fleiss_kappa_category", Title: "Fleiss' kappa of a category", Answers: "How far do they agree on this category against all others?",
			Formula: fleissCategoryFormula, Params: []param{{Name: "category", Values: "a category that was used"}}, Range: aroundZero, Undefined: notComplete, Source: "Fleiss, Levin & Paik 2003, eq. 18.43"},
	}
}

func beyondMeasures() []measure {
	weights := []param{weightsParam}
	return slices.Concat(
		withParts(measure{ID: "fleiss_kappa_generalised", Title: "Fleiss' kappa, generalised", Answers: "How far do coders agree beyond drawing from one distribution, whatever ratings are missing?",
			Formula: fleissGeneralisedFormula, Params: weights, Range: aroundZero, Undefined: oneCategory, Source: "Gwet 2014, ch. 2; Fleiss 1971, 10.1037/h0031619"}, true),
		withParts(measure{ID: "conger_kappa", Title: "Conger's kappa", Answers: "How far do coders agree beyond each keeping to a distribution of their own?",
			Formula: congerFormula, Params: weights, Range: aroundZero, Undefined: oneCategory, Source: "Conger 1980, 10.1037/0033-2909.88.2.322"}, true),
		withParts(measure{ID: "brennan_prediger", Title: "Brennan and Prediger's kappa", Answers: "How far do coders agree beyond choosing each category equally often?",
			Formula: brennanPredigerFormula, Params: weights, Range: aroundZero, Undefined: noPairs + ", or there is one category", Source: "Brennan & Prediger 1981, 10.1177/001316448104100307"}, true),
		withParts(measure{ID: "gwet_ac", Title: "Gwet's AC1, weighted AC2", Answers: "How far do coders agree beyond chance in the units that are hard to rate?",
			Formula: gwetFormula, Params: weights, Range: aroundZero, Undefined: noPairs + ", or there is one category", Source: "Gwet 2008, 10.1348/000711006X126600"}, true),
	)
}

func alphaMeasures() []measure {
	alpha := measure{ID: "krippendorff_alpha", Title: "Krippendorff's alpha", Answers: "How far do coders agree beyond ratings dealt out at random?",
		Formula: alphaFormula, Params: []param{{Name: "metric", Values: "nominal, ordinal, interval or ratio"}}, Range: "up to 1; 0 is chance alone",
		Undefined: oneCategory + "; the metric needs numbers that the ratings are not", Source: "Krippendorff 2011, repository.upenn.edu/asc_papers/43; Hayes & Krippendorff 2007, 10.1080/19312450709336664"}
	return append(withParts(alpha, false),
		measure{ID: "kendall_w", Title: "Kendall's W", Answers: "How far do coders put the units into the same order?",
			Formula: kendallFormula, Params: []param{{Name: "ties", Values: "corrected"}}, Range: zeroToOne, Undefined: notComplete + oneOrNoSpread, Source: "Kendall & Babington Smith 1939, 10.1214/aoms/1177732186"})
}
