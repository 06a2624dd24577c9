package indicator

// transitionMeasures are those of which code follows which.
func transitionMeasures() []measure {
	const (
		bakeman = "Bakeman & Quera 2011, 10.1017/CBO9781139017343"
		noTable = "no code is followed by another; more than 256 codes"
		noFit   = noTable + "; codes that cannot repeat at a lag above 1; the fit does not come to an end"
		noChain = noTable + "; some code is followed by nothing; more than one part of the codes that is never left"
	)
	lag := param{Name: "lag", Values: "absent (1) or how many events on"}
	noRepeat := param{Name: "norepeat", Values: "absent, or true: a code cannot follow itself, so the diagonal is empty by design"}
	from := param{Name: "from", Values: "a code"}
	to := param{Name: "to", Values: "the code that follows"}
	table, cell, each := []param{lag, noRepeat}, []param{from, to, lag, noRepeat}, []param{{Name: "code", Values: "a code"}, lag, noRepeat}
	return under(TeamEffort, []measure{
		{ID: "n_transitions", Title: "Transitions to another code", Answers: "How often was a code followed by another one than itself?",
			Formula: changesFormula, Params: table, Unit: "transitions", Range: "[0, n]", Undefined: noTable, Source: "Gabadinho 2011, 10.18637/jss.v040.i04"},
		{ID: "pearson_chi2", Title: "Pearson's chi-square of transitions", Answers: "How far is what follows what from chance?",
			Formula: pearsonFormula, Params: table, Range: fromZero, Undefined: noFit + "; no degrees of freedom", Source: bakeman},
		{ID: "lr_chi2", Title: "Likelihood-ratio chi-square of transitions", Answers: "How far, by the likelihood ratio?",
			Formula: ratioChiFormula, Params: table, Range: fromZero, Undefined: noFit + "; no degrees of freedom", Source: bakeman},
		{ID: "df", Title: "Degrees of freedom of transitions", Answers: "How many cells are free, once the totals are known?",
			Formula: freedomFormula, Params: table, Range: fromZero, Undefined: noFit, Source: "Goodman 1968, 10.1080/01621459.1968.10480916"},
		{ID: "entropy_rate", Title: "Entropy rate", Answers: "How uncertain is what comes next, in the long run?",
			Formula: entropyRateFormula, Params: append([]param{{Name: "base", Values: "e"}}, table...), Unit: "nats an event", Range: "[0, ln K]", Undefined: noChain, Source: "Shannon 1948, 10.1002/j.1538-7305.1948.tb01338.x"},
		{ID: "transition_count", Title: "Transitions", Answers: "How often was the one followed by the other?",
			Formula: transitionCountFormula, Params: cell, Unit: "transitions", Range: "[0, n]", Undefined: noTable, Source: bakeman},
		{ID: "transition_probability", Title: "Transition probability", Answers: "Of all that followed the one, what share was the other?",
			Formula: probabilityFormula, Params: cell, Range: zeroToOne, Undefined: noTable + "; nothing follows the code", Source: bakeman},
		{ID: "expected_count", Title: "Transitions expected by chance", Answers: "How often, if what comes next did not rest on what came before?",
			Formula: expectedFormula, Params: cell, Unit: "transitions", Range: "[0, n]", Undefined: noFit + "; a code and itself where it cannot follow itself", Source: bakeman + "; Goodman 1968, 10.1080/01621459.1968.10480916"},
		{ID: "adjusted_residual", Title: "Adjusted residual", Answers: "How many standard errors is the count from chance?",
			Formula: adjustedFormula, Params: cell, Unit: "standard errors", Range: "(−∞, ∞)", Undefined: noFit + "; a total of 0; the totals leave no room to vary", Source: "Haberman 1973, 10.2307/2529686; " + bakeman},
		{ID: "yules_q", Title: "Yule's Q of a transition", Answers: "How strongly does the one draw the other after it?",
			Formula: yulesQFormula, Params: []param{from, to, lag}, Range: "[−1, 1]", Undefined: noTable + "; ad + bc = 0; codes that cannot repeat", Source: "Yule 1912, 10.2307/2340126; " + bakeman},
		{ID: "transformed_kappa", Title: "Transformed kappa of a transition", Answers: "How much of what the two codes allow was reached, beyond chance?",
			Formula: patternKappaFormula, Params: []param{from, to, lag}, Range: "[−1, 1] at lag 1", Undefined: noTable + "; only one code; codes that cannot repeat", Source: "Wampold 1989, Qual Quant 23:171; O'Connor 1999, 10.3758/BF03200753"},
		{ID: "stationary", Title: "Share in the long run", Answers: "If it went on like this, what share of the events would have the code?",
			Formula: stationaryFormula, Params: each, Range: zeroToOne, Undefined: noChain, Source: "Grassmann 1985, 10.1287/opre.33.5.1107"},
	})
}

// networkCatalogue are those of who builds on whom.
func networkCatalogue() []measure {
	const (
		faust   = "Wasserman & Faust 1994, 10.1017/CBO9780511815478"
		freeman = "Freeman 1978, 10.1016/0378-8733(78)90021-7"
		alone   = "fewer than two in the network; it is not recorded whether a professional took part"
		apart   = alone + "; nobody builds on anybody else"
	)
	return under(TeamEffort, []measure{
		{ID: "density", Title: "Density of who builds on whom", Answers: "Of all who could build on each other, how many do?",
			Formula: densityFormula, Range: zeroToOne, Undefined: alone, Source: faust},
		{ID: "reciprocity_edge", Title: "Reciprocity, of edges", Answers: "What share of the edges has one that goes back?",
			Formula: edgeReciprocityFormula, Range: zeroToOne, Undefined: apart, Source: faust},
		{ID: "reciprocity_dyadic", Title: "Reciprocity, of pairs", Answers: "What share of the pairs is alike from both sides?",
			Formula: dyadReciprocityFormula, Range: zeroToOne, Undefined: alone, Source: faust},
		{ID: "reciprocity_dyadic_nonnull", Title: "Reciprocity, of pairs with an edge", Answers: "Of the pairs with an edge, what share is mutual?",
			Formula: nonNullReciprocityFormula, Range: zeroToOne, Undefined: apart, Source: faust},
		{ID: "reciprocity_weighted", Title: "Reciprocity, weighted", Answers: "What share of the building on each other is given back?",
			Formula: weightReciprocityFormula, Params: []param{{Name: "over", Values: "absent (people) or roles"}}, Range: zeroToOne, Undefined: apart, Source: "Squartini 2013, 10.1038/srep02729"},
		{ID: "centralization_outdegree", Title: "Centralisation of building on others", Answers: "How far is it one who builds on the others?",
			Formula: outCentralisationFormula, Range: zeroToOne, Undefined: alone, Source: freeman},
		{ID: "centralization_indegree", Title: "Centralisation of being built on", Answers: "How far is it one on whom the others build?",
			Formula: inCentralisationFormula, Range: zeroToOne, Undefined: alone, Source: freeman},
	})
}
