package indicator

// listenMeasures are those of the turns of one encounter.
func listenMeasures() []measure {
	by := param{Name: "by", Values: "time, words or turns"}
	role := param{Name: "role", Values: "patient, professional, interpreter, relative, observer or researcher"}
	const roter = "Roter & Larson 2002, 10.1016/S0738-3991(02)00012-5"
	const heldner = "Heldner & Edlund 2010, 10.1016/j.wocn.2010.08.002"
	const sacks = "Sacks, Schegloff & Jefferson 1974, 10.2307/412243"
	const noTalk = "no turns, a turn that lacks what is measured, or a total of 0"
	return under(Listen, []measure{
		{ID: "talk_total", Title: "Talk of a role", Answers: "How much did those in the role talk?",
			Formula: talkTotalFormula, Params: []param{by, role}, Unit: "ms, words or turns", Range: fromZero, Undefined: "no turns, or one of the role's turns lacks what is measured; over several encounters: nobody in the role was present, or it is not recorded", Source: roter},
		{ID: "talk_share", Title: "Talk share of a role", Answers: "What part of the talk was theirs?",
			Formula: talkShareFormula, Params: []param{by, role}, Range: zeroToOne, Undefined: noTalk + "; it is not recorded whether somebody in the role took part", Source: roter},
		{ID: "verbal_dominance", Title: "Verbal dominance", Answers: "How much did professionals talk for each unit of the patient's talk?",
			Formula: dominanceFormula, Params: []param{by}, Range: fromZero, Undefined: noTalk + " for the patient; it is not recorded whether a professional took part", Source: roter},
		{ID: "participation_gini", Title: "Participation, Gini coefficient", Answers: "How unequally was the talk spread over those who spoke?",
			Formula: participationGiniFormula, Params: []param{by}, Range: "[0, 1 − 1/S]", Undefined: noTalk, Source: "Gini 1912"},
		{ID: "participation_gini_corrected", Title: "Participation, corrected Gini", Answers: "How unequally, as a share of what so many speakers allow?",
			Formula: participationCorrectedFormula, Params: []param{by}, Range: zeroToOne, Undefined: noTalk + "; one speaker", Source: "Deltas 2003, 10.1162/rest.2003.85.1.226"},
		{ID: "participation_evenness", Title: "Participation, evenness", Answers: "How evenly was the talk spread over those who spoke?",
			Formula: participationEvennessFormula, Params: []param{by}, Range: zeroToOne, Undefined: noTalk + "; one speaker", Source: "Pielou 1966, 10.1016/0022-5193(66)90013-0"},
		{ID: "turn_switches", Title: "Turn switches", Answers: "How often did the speaker change?",
			Formula: switchesFormula, Unit: "switches", Range: "[0, n − 1]", Undefined: "no turns", Source: sacks},
		{ID: "switch_rate", Title: "Switch rate", Answers: "At what share of the turns did the speaker change?",
			Formula: switchRateFormula, Range: zeroToOne, Undefined: "fewer than two turns", Source: sacks},
		{ID: "mean_switch_gap_ms", Title: "Mean gap at a switch", Answers: "How long was it silent before the next began?",
			Formula: switchGapFormula, Unit: "ms", Range: "(−∞, ∞); negative is overlap", Undefined: noTimes + "; the speaker never changed", Source: heldner},
		{ID: "mean_turn_words", Title: "Mean turn length", Answers: "How many words has a turn of theirs?",
			Formula: meanTurnWordsFormula, Params: []param{role}, Unit: "words a turn", Range: fromZero, Undefined: noRoleTurn, Source: roter},
		{ID: "longest_turn_ms", Title: "Longest turn", Answers: "How long could they talk at a stretch?",
			Formula: longestTurnFormula, Params: []param{role}, Unit: "ms", Range: fromZero, Undefined: noRoleTurn, Source: roter},
		{ID: "span_ms", Title: "Span of the talk", Answers: "How long was it from the first word to the last?",
			Formula: spanFormula, Unit: "ms", Range: fromZero, Undefined: noTimes, Source: heldner},
		{ID: "silence_ms", Title: "Silence", Answers: "How long did nobody talk?",
			Formula: silenceFormula, Unit: "ms", Range: "[0, span]", Undefined: noTimes, Source: heldner},
		{ID: "overlap_ms", Title: "Overlap", Answers: "How long did several talk at once?",
			Formula: overlapFormula, Unit: "ms", Range: "[0, span]", Undefined: noTimes, Source: heldner},
		{ID: "opening_ms", Title: "The patient's opening", Answers: "How long could the patient talk before a professional did?",
			Formula: openingFormula + "; until interruption: " + openingInterruptionFormula, Params: []param{{Name: "until", Values: "absent (any professional turn) or interruption (one that takes the floor)"}, {Name: "statistic", Values: "absent or, over several encounters, median"}}, Unit: "ms", Range: "[0, span]",
			Undefined: noTimes + "; the patient never spoke; until interruption: a deciding turn is not marked; it is not recorded whether a professional took part", Source: "Beckman & Frankel 1984, 10.7326/0003-4819-101-5-692; Singh Ospina 2019, 10.1007/s11606-018-4540-5"},
	})
}
