package indicator

// teamMeasures are those of counts: professions in a team, contacts per professional.
func teamMeasures() []measure {
	declared := []param{{Name: "categories", Values: "declared"}}
	measures := []measure{
		{ID: "hhi", Title: "Herfindahl-Hirschman index", Answers: "How far is everything in few hands?",
			Formula: hhiFormula, Range: "[1/K, 1]", Undefined: noCounts, Source: "Hirschman 1964; Simpson 1949, 10.1038/163688a0"},
		{ID: "hhi_normalised", Title: "Herfindahl-Hirschman index, normalised", Answers: "How far, on a scale that starts at equal shares?",
			Formula: hhiNormalisedFormula, Params: declared, Range: zeroToOne, Undefined: noCounts + "; one declared category", Source: "Hirschman 1964"},
		{ID: "gini_simpson", Title: "Blau's index (Gini-Simpson)", Answers: "How likely are two drawn at random to be of different kinds?",
			Formula: giniSimpsonFormula, Range: "[0, 1 − 1/K]", Undefined: noCounts, Source: "Blau 1977; Simpson 1949, 10.1038/163688a0"},
		{ID: "blau_normalised", Title: "Blau's index, normalised", Answers: "How diverse, as a share of what the declared kinds allow?",
			Formula: blauNormalisedFormula, Params: declared, Range: zeroToOne, Undefined: noCounts + "; one declared category", Source: "Agresti & Agresti 1978, 10.2307/270810"},
		{ID: "gini_simpson_unbiased", Title: "Gini-Simpson index without replacement", Answers: "How likely are two different ones to be of different kinds?",
			Formula: giniSimpsonUnbiasedFormula, Range: zeroToOne, Undefined: noCounts + "; one unit", Source: "Simpson 1949, 10.1038/163688a0"},
		{ID: "inverse_simpson", Title: "Inverse Simpson index", Answers: "How many equally common kinds would be as concentrated?",
			Formula: inverseSimpsonFormula, Unit: "categories", Range: "[1, K]", Undefined: noCounts, Source: "Hill 1973, 10.2307/1934352"},
		{ID: "berger_parker", Title: "Berger-Parker index", Answers: "How large is the largest share?",
			Formula: bergerParkerFormula, Range: "[1/K, 1]", Undefined: noCounts, Source: "Berger & Parker 1970, 10.1126/science.168.3937.1345"},
		{ID: "gini", Title: "Gini coefficient", Answers: "How unequal are the shares?",
			Formula: giniFormula + "; corrected: × K/(K − 1)", Params: []param{{Name: "corrected", Values: "false or true"}, {Name: "zeros", Values: "kept"}}, Range: "[0, 1 − 1/K]; corrected [0, 1]",
			Undefined: noCounts + "; corrected: one declared category", Source: "Gini 1912; Deltas 2003, 10.1162/rest.2003.85.1.226"},
		{ID: "shannon", Title: "Shannon entropy", Answers: "How uncertain is the kind of one drawn at random?",
			Formula: shannonFormula, Params: []param{{Name: "base", Values: `"2" or "e"`}}, Unit: "bits or nats", Range: "[0, log K]", Undefined: noCounts, Source: "Shannon 1948, 10.1002/j.1538-7305.1948.tb01338.x"},
		{ID: "pielou", Title: "Pielou's evenness", Answers: "How even are the shares?",
			Formula: pielouFormula, Params: []param{{Name: "over", Values: "declared categories or used categories"}}, Range: zeroToOne, Undefined: noCounts + "; one category", Source: "Pielou 1966, 10.1016/0022-5193(66)90013-0"},
		{ID: "hill", Title: "Hill number", Answers: "How many equally common kinds would be as diverse?",
			Formula: hillFormula, Params: []param{{Name: "q", Values: "0, 1, 2, 3"}}, Unit: "categories", Range: "[1, K]", Undefined: noCounts, Source: "Hill 1973, 10.2307/1934352"},
	}
	return under(TeamEffort, measures)
}

// under puts measures under a theme; a measure without a unit is dimensionless.
func under(theme Theme, measures []measure) []measure {
	for i := range measures {
		measures[i].Heading = string(theme)
		if measures[i].Unit == "" {
			measures[i].Unit = one
		}
	}
	return measures
}
