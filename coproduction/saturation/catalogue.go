package saturation

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

// Heading is what catalogues list these measures under.
const Heading = "Saturation"

// Measures returns the catalogue: every measure that this package computes. The
// slice is the caller's own.
func Measures() []estimate.Measure {
	measures := append(orderMeasures(), richnessMeasures()...)
	for i := range measures {
		measures[i].Heading = Heading
	}
	return measures
}

const (
	codesUnit = "codes"
	zeroToS   = "[0, S]"
	fromZero  = "[0, ∞)"
	under2    = "fewer than two interviews"
	guest     = "Guest, Namey & Chen 2020, 10.1371/journal.pone.0232076"
	bunce     = "Guest, Bunce & Johnson 2006, 10.1177/1525822X05279903"
	chao      = "Chao 1987, 10.2307/2531532"
	chiu      = "Chiu et al. 2014, 10.1111/biom.12200"
	heltshe   = "Heltshe & Forrester 1983, 10.2307/2530802"
	smith     = "Smith & van Belle 1984, 10.2307/2530750"
	ugland    = "Ugland, Gray & Ellingsen 2003, 10.1046/j.1365-2656.2003.00748.x"
)

// orderMeasures are those that rest on the order of the interviews.
func orderMeasures() []estimate.Measure {
	base := estimate.Param{Name: "base", Values: "interviews of the base; usually 4"}
	run := estimate.Param{Name: "run", Values: "interviews of a run; usually 2 or 3"}
	runs := estimate.Param{Name: "runs", Values: "overlapping or disjoint"}
	return []estimate.Measure{
		{ID: "new_codes", Title: "New codes", Answers: "How many codes does the interview bring that none before it had?",
			Formula: newFormula, Params: []estimate.Param{{Name: "interview", Values: "its number, from 1"}}, Unit: codesUnit, Range: zeroToS, Undefined: "no interview of that number", Source: bunce},
		{ID: "cumulative_codes", Title: "Codes so far", Answers: "How many codes do the first interviews have together?",
			Formula: cumulativeFormula, Params: []estimate.Param{{Name: "after", Values: "how many interviews"}}, Unit: codesUnit, Range: zeroToS, Undefined: "not so many interviews", Source: bunce},
		{ID: "saturation_new_info", Title: "New information of a run", Answers: "How much does the run of interviews add to what the first interviews had found?",
			Formula: newInfoFormula, Params: []estimate.Param{base, run, runs, {Name: "first", Values: "number of the run's first interview"}}, Unit: "1", Range: fromZero,
			Undefined: "no code in the base", Source: guest},
		{ID: "saturation_point", Title: "Saturation point", Answers: "After how many interviews did a run bring no more than the threshold?",
			Formula: pointFormula, Params: []estimate.Param{base, run, runs, {Name: "threshold", Values: "largest share of new information; usually 0.05 or 0"}}, Unit: "interviews", Range: "[base, n − run]",
			Undefined: "not reached; fewer interviews than the base and one run; no code in the base", Source: guest},
	}
}

// richnessMeasures are those of how many codes there are, in any order.
func richnessMeasures() []estimate.Measure {
	draws := estimate.Param{Name: "interviews", Values: "how many are drawn, from 1 to n"}
	return []estimate.Measure{
		{ID: "q1_uniques", Title: "Uniques", Answers: "How many codes are in one interview only?",
			Formula: uniquesFormula, Unit: codesUnit, Range: zeroToS, Undefined: "never", Source: chao},
		{ID: "q2_duplicates", Title: "Duplicates", Answers: "How many codes are in exactly two interviews?",
			Formula: duplicatesFormula, Unit: codesUnit, Range: zeroToS, Undefined: "never", Source: chao},
		{ID: "pool_Species", Title: "Codes seen", Answers: "How many codes were given at all?",
			Formula: speciesFormula, Unit: codesUnit, Range: fromZero, Undefined: "never", Source: "count"},
		{ID: "chao2", Title: "Chao2", Answers: "How many codes does the material have at least, seen or not?",
			Formula: chao2Formula, Unit: codesUnit, Range: "[S, ∞)", Undefined: under2, Source: chao},
		{ID: "pool_chao", Title: "Chao2, under the name of vegan's specpool", Answers: "How many codes does the material have at least, seen or not?",
			Formula: chao2Formula, Unit: codesUnit, Range: "[S, ∞)", Undefined: under2, Source: chao},
		{ID: "pool_chao.se", Title: "Chao2, standard error", Answers: "How uncertain is Chao2?",
			Formula: chao2SEFormula, Unit: codesUnit, Range: fromZero, Undefined: under2, Source: chao + "; " + chiu},
		{ID: "pool_jack1", Title: "Jackknife, first order", Answers: "How many codes does the material have, judged by those in one interview?",
			Formula: jackknife1Formula, Unit: codesUnit, Range: "[S, 2S]", Undefined: under2, Source: heltshe},
		{ID: "jack1_se", Title: "Jackknife, first order, standard error", Answers: "How uncertain is the first-order jackknife?",
			Formula: jackknife1SEFormula, Unit: codesUnit, Range: fromZero, Undefined: under2, Source: heltshe},
		{ID: "pool_jack1.se", Title: "Jackknife, first order, what vegan's specpool prints for its standard error", Answers: "What would vegan say? It is larger than jack1_se, the right one.",
			Formula: jackknife1SEVeganFormula, Unit: codesUnit, Range: fromZero, Undefined: under2, Source: "R package vegan 2.6-4"},
		{ID: "pool_jack2", Title: "Jackknife, second order", Answers: "How many codes does the material have, judged by those in one and in two interviews?",
			Formula: jackknife2Formula, Unit: codesUnit, Range: "(−∞, ∞)", Undefined: under2, Source: smith},
		{ID: "pool_boot", Title: "Bootstrap", Answers: "How many codes does the material have, judged by what a resample would miss?",
			Formula: bootstrapFormula, Unit: codesUnit, Range: "[S, 2S)", Undefined: under2, Source: smith},
		{ID: "pool_boot.se", Title: "Bootstrap, standard error", Answers: "How uncertain is the bootstrap estimate?",
			Formula: bootstrapSEFormula, Unit: codesUnit, Range: fromZero, Undefined: under2, Source: smith},
		{ID: "sample_coverage", Title: "Sample coverage", Answers: "What share of all that is given to interviews do the codes seen have?",
			Formula: coverageFormula, Unit: "1", Range: "[0, 1]", Undefined: under2 + "; no code", Source: "Chao & Jost 2012, 10.1890/11-1952.1"},
		{ID: "rarefied_codes", Title: "Rarefied codes", Answers: "How many codes would fewer interviews have had, in any order?",
			Formula: rarefiedFormula, Params: []estimate.Param{draws}, Unit: codesUnit, Range: zeroToS, Undefined: "not so many interviews", Source: ugland},
		{ID: "rarefied_codes_sd", Title: "Rarefied codes, standard deviation", Answers: "How far would that number spread from draw to draw?",
			Formula: rarefiedSDFormula + "; exact: " + rarefiedSDExactFormula, Params: []estimate.Param{draws, {Name: "covariance", Values: "absent (by the correlation of codes, as vegan) or exact"}}, Unit: codesUnit, Range: fromZero, Undefined: "not so many interviews", Source: "R package vegan 2.6-4; exact: the definition"},
	}
}
