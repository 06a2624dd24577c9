package indicator

import "slices"

// codeMeasures are those of themes and codes: in a study, of pairs, and of tables.
func codeMeasures() []measure {
	choices := []param{
		{Name: "coders", Values: "absent (a code counts when any coder gave it), every, or a coder's id"},
		{Name: "rounds", Values: "absent (all rounds) or latest"},
		{Name: "codebook", Values: "absent, or the codebook's id where codings refer to several"},
	}
	with := func(own ...param) []param { return slices.Concat(own, choices) }
	subject := []param{{Name: "code", Values: "a code of the codebook"}, {Name: "theme", Values: "or a theme of it"}}
	const study = "Radl-Karimi 2022, 10.1016/j.jmh.2022.100101, for what is counted"
	const notCoded = "nothing was coded"
	measures := []measure{
		{ID: "prevalence", Title: "Prevalence of a code or theme", Answers: "In what share of the coded encounters, or of their participants, was it found?",
			Formula: prevalenceFormula, Params: with(append(subject, param{Name: "of", Values: "encounters or participants"})...), Range: zeroToOne, Undefined: notCoded,
			Source: "Newcombe 1998, 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E"},
		{ID: "coded_places", Title: "Places of a code or theme", Answers: "How many places have it, each counted once?",
			Formula: placesFormula, Params: with(subject...), Unit: "places", Range: fromZero, Undefined: "never", Source: "count"},
		{ID: "codings", Title: "Codings of a code or theme", Answers: "How often was it given, by all coders in all rounds?",
			Formula: codingsFormula, Params: with(subject...), Unit: "codings", Range: fromZero, Undefined: "never", Source: "count"},
		{ID: "code_pairs", Title: "Pairs of codes together", Answers: "What share of the pairs of codes that were given was ever together at a place?",
			Formula: codePairsFormula, Params: with(), Range: zeroToOne, Undefined: notCoded + "; fewer than two codes were given", Source: "count"},
		{ID: "profession_theme", Title: "Themes by profession", Answers: "At how many places was the theme found with the profession?",
			Formula: professionThemeFormula, Params: with(param{Name: "profession", Values: "as in the participant record"}, param{Name: "theme", Values: "a theme of the codebook"}),
			Unit: "places", Range: fromZero, Undefined: "never", Source: study},
	}
	return under(Codes, slices.Concat(measures, pairMeasures(with), tableMeasures(with)))
}

// pairMeasures are those of two codes.
func pairMeasures(with func(own ...param) []param) []measure {
	pair := with(param{Name: "code", Values: "absent for counts of one's own, or a code"}, param{Name: "with", Values: "and another one"})
	const (
		either = "neither code was given"
		both   = "a code was never given"
		known  = "; the units with neither code were not counted"
	)
	return []measure{
		{ID: "c_coefficient", Title: "Co-occurrence coefficient", Answers: "Of the units with either code, what share has both, as programs for qualitative analysis print it?",
			Formula: cCoefficientFormula, Params: pair, Range: zeroToOne, Undefined: either, Source: "ATLAS.ti 22 manual; Jaccard 1912"},
		{ID: "jaccard", Title: "Jaccard coefficient", Answers: "Of the units with either code, what share has both?",
			Formula: jaccardFormula, Params: pair, Range: zeroToOne, Undefined: either, Source: "Jaccard 1912, 10.1111/j.1469-8137.1912.tb05611.x"},
		{ID: "dice", Title: "Dice coefficient", Answers: "What share of a code's units has the other one too, harmonic mean of the two?",
			Formula: diceFormula, Params: pair, Range: zeroToOne, Undefined: either, Source: "Dice 1945, 10.2307/1932409"},
		{ID: "ochiai", Title: "Ochiai coefficient (cosine)", Answers: "What share of a code's units has the other one too, geometric mean of the two?",
			Formula: ochiaiFormula, Params: pair, Range: zeroToOne, Undefined: both, Source: "Ochiai 1957, 10.2331/suisan.22.526"},
		{ID: "overlap", Title: "Overlap coefficient", Answers: "What share of the rarer code's units has the other one too?",
			Formula: pairOverlapFormula, Params: pair, Range: zeroToOne, Undefined: both, Source: "Simpson 1943, 10.2475/ajs.241.1.1"},
		{ID: "phi", Title: "Phi coefficient", Answers: "How are the two codes correlated over the units?",
			Formula: phiFormula, Params: pair, Range: "[−1, 1]", Undefined: "a code was given to no unit or to every one" + known, Source: "Yule 1912, 10.2307/2340126"},
		{ID: "yules_q", Title: "Yule's Q", Answers: "How strongly do the codes go together, whatever their frequencies?",
			Formula: pairYulesQFormula, Params: pair, Range: "[−1, 1]", Undefined: "ad + bc is 0" + known, Source: "Yule 1900, 10.1098/rsta.1900.0019"},
		{ID: "lift", Title: "Lift", Answers: "How many times more often are they together than by chance?",
			Formula: liftFormula, Params: pair, Range: fromZero, Undefined: both + known, Source: "Brin 1997, 10.1145/253262.253325"},
		{ID: "odds_ratio", Title: "Odds ratio of two codes", Answers: "How many times larger are the odds of one code where the other one is?",
			Formula: pairOddsFormula, Params: pair, Range: fromZero, Undefined: "a code is never without the other one" + known, Source: "Edwards 1963, 10.2307/2982448"},
		{ID: "cohen_kappa", Title: "Cohen's kappa of two codes", Answers: "How far do the codes agree beyond chance, taken as two views of one thing?",
			Formula: pairKappaFormula, Params: pair, Range: "[−1, 1]", Undefined: "both given to no unit, or both to every one" + known, Source: "Cohen 1960, 10.1177/001316446002000104"},
	}
}

// tableMeasures are those of groups by outcomes.
func tableMeasures(with func(own ...param) []param) []measure {
	table := with(param{Name: "table", Values: "absent for a table of one's own, or profession x theme"})
	level := []param{{Name: "level", Values: "absent (.95) or the confidence level"}}
	const (
		noTable = "no units; fewer than two rows or columns"
		empty   = noTable + "; an empty row or column"
		two     = "no units; not a table of two by two"
		woolf   = "Woolf 1955, 10.1111/j.1469-1809.1955.tb01348.x"
		hybrid  = "Newcombe 1998, 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I"
	)
	return []measure{
		{ID: "chi2", Title: "Pearson's chi-square", Answers: "How far are the counts from what they would be if the groups did not differ?",
			Formula: chiSquareFormula, Params: table, Range: "[0, n · min(r−1, c−1)]", Undefined: empty, Source: "Pearson 1900, 10.1080/14786440009463897"},
		{ID: "chi2_p", Title: "Pearson's chi-square, probability", Answers: "How likely is so large a statistic if the groups do not differ?",
			Formula: chiSquarePFormula, Params: table, Range: zeroToOne, Undefined: empty, Source: "Fisher 1922, 10.2307/2340521"},
		{ID: "chi2_df", Title: "Degrees of freedom", Answers: "How many cells are free once the totals are known?",
			Formula: degreesFormula, Params: table, Unit: "degrees of freedom", Range: "[1, ∞)", Undefined: noTable, Source: "Fisher 1922, 10.2307/2340521"},
		{ID: "g2", Title: "Likelihood-ratio chi-square", Answers: "As chi-square, by the likelihoods of the counts",
			Formula: likelihoodFormula, Params: table, Range: "[0, 2 n ln min(r, c)]", Undefined: noTable, Source: "Wilks 1935, 10.1214/aoms/1177732564"},
		{ID: "fisher_p", Title: "Fisher's exact probability", Answers: "How likely is a table at most as probable as this one, of those with its totals?",
			Formula: fisherFormula, Params: table, Range: zeroToOne, Undefined: noTable + "; too large a table", Source: "Fisher 1935, 10.2307/2342435; Freeman & Halton 1951, 10.1093/biomet/38.1-2.141"},
		{ID: "cramers_v", Title: "Cramér's V", Answers: "How strongly are groups and outcomes associated?",
			Formula: cramersVFormula, Params: table, Range: zeroToOne, Undefined: empty, Source: "Cramér 1946"},
		{ID: "cramers_v_bias_corrected", Title: "Cramér's V, bias-corrected", Answers: "How strongly, without what chance alone would add?",
			Formula: cramersVBFormula, Params: table, Range: zeroToOne, Undefined: empty + "; as many rows or columns as units", Source: "Bergsma 2013, 10.1016/j.jkss.2012.10.002"},
		{ID: "odds_ratio_sample", Title: "Odds ratio of two groups", Answers: "How many times larger are the odds of the first outcome in the first group?",
			Formula: oddsRatioFormula, Range: fromZero, Undefined: two + "; b or c is 0", Source: woolf},
		{ID: "odds_ratio_wald_low", Title: "Odds ratio, lower bound", Answers: "Down to where may it be?",
			Formula: oddsLowFormula, Params: level, Range: fromZero, Undefined: two, Source: woolf},
		{ID: "odds_ratio_wald_high", Title: "Odds ratio, upper bound", Answers: "Up to where may it be?",
			Formula: oddsHighFormula, Params: level, Range: fromZero, Undefined: two, Source: woolf},
		{ID: "risk_difference", Title: "Difference of two shares", Answers: "By how much is the share of the first outcome larger in the first group?",
			Formula: riskDifferenceFormula, Range: "[−1, 1]", Undefined: two + "; an empty group", Source: hybrid},
		{ID: "newcombe_low", Title: "Difference of two shares, lower bound", Answers: "Down to where may it be?",
			Formula: newcombeLowFormula, Params: level, Range: "[−1, 1]", Undefined: two + "; an empty group", Source: hybrid},
		{ID: "newcombe_high", Title: "Difference of two shares, upper bound", Answers: "Up to where may it be?",
			Formula: newcombeHighFormula, Params: level, Range: "[−1, 1]", Undefined: two + "; an empty group", Source: hybrid},
	}
}

// checklistMeasures are those of the reporting checklists.
func checklistMeasures() []measure {
	return under(Checklists, []measure{
		{ID: "coreq_completeness", Title: "Completeness, COREQ", Answers: "What share of the items of COREQ do the data or the author answer?",
			Formula: coreqFormula, Range: zeroToOne, Undefined: "no records", Source: "Tong 2007, 10.1093/intqhc/mzm042"},
		{ID: "srqr_completeness", Title: "Completeness, SRQR", Answers: "What share of the items of SRQR do the data or the author answer?",
			Formula: srqrFormula, Range: zeroToOne, Undefined: "no records", Source: "O'Brien 2014, 10.1097/ACM.0000000000000388"},
	})
}
