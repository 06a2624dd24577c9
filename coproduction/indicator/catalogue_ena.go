package indicator

// enaMeasures are those of epistemic networks.
func enaMeasures() []measure {
	const (
		shaffer = "Shaffer, Collier & Ruis 2016, 10.18608/jla.2016.33.3"
		none    = "fewer than two codes; a code declared twice; more than 256 codes"
	)
	window := param{Name: "window", Values: "absent (the whole conversation) or how many lines, the current one among them"}
	pair := []param{{Name: "a", Values: "a code"}, {Name: "b", Values: "a code declared after it"}, {Name: "unit", Values: "a unit"}, window}
	return under(Codes, []measure{
		{ID: "connection_count", Title: "Connections of two codes", Answers: "In how many of the unit's lines do the two codes meet?",
			Formula: connectionFormula, Params: pair, Unit: "lines", Range: "[0, n]", Undefined: none, Source: shaffer + "; Siebert-Evenstone 2017, 10.18608/jla.2017.43.7"},
		{ID: "line_weight_normalised", Title: "Weight of a connection", Answers: "What part of the unit's network is the connection?",
			Formula: lineWeightFormula, Params: pair, Range: zeroToOne, Undefined: none, Source: shaffer},
		{ID: "variance_explained", Title: "Variance of a dimension", Answers: "What share of how the units' networks differ does the dimension show?",
			Formula: varianceFormula, Params: []param{{Name: "dim", Values: "1, 2, … by falling share"}, window}, Range: zeroToOne, Undefined: none + "; fewer than two units with a connection; all alike; more than 300 units and pairs", Source: shaffer},
	})
}
