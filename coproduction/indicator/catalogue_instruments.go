package indicator

// instrumentMeasures are the scores of questionnaires and rating sheets. Their items
// are known by number; the wording is that of their owners.
func instrumentMeasures() []measure {
	const mercer = "Mercer 2004, 10.1093/fampra/cmh621"
	const collaborate = "Elwyn 2013, 10.1016/j.pec.2013.05.009"
	const option = "Elwyn 2013, 10.1016/j.pec.2013.08.005"
	const kriston = "Kriston 2010, 10.1016/j.pec.2009.09.034"
	const verona = "Zimmermann 2011, 10.1016/j.pec.2010.03.017"
	const response = "Del Piccolo 2011, 10.1016/j.pec.2010.02.024"
	const gittell = "Gittell 2000, Med Care 38:807"
	const points, percent, hundred = "points", "percent", "1/100 of the largest score"
	const noForm = "an item without an answer; another number of items; an answer outside the scale"
	const badForm = "a form with another number of items, or an answer outside the scale"
	const noEvents = "events not coded"
	const noEvent = noEvents + "; no event; a value outside the vocabulary"
	const noResponse = noEvents + "; no response; a value outside the vocabulary"
	const noRating = "no such rating; a rating with another number of items, or an answer outside the scale"
	ties := param{Name: "ties", Values: "between groups, within groups, or all"}
	return under(Instruments, []measure{
		{ID: "care_total", Title: "CARE measure", Answers: "How much empathy did the patient find in the professional?",
			Formula: careFormula, Unit: points, Range: "[10, 50]", Undefined: "more than two items without an answer; another number of items; an answer outside the scale", Source: mercer},
		{ID: "collaborate_complete_n", Title: "CollaboRATE, complete encounters", Answers: "How many encounters does CollaboRATE rest on?",
			Formula: collaborateNFormula, Unit: "encounters", Range: fromZero, Undefined: badForm, Source: collaborate},
		{ID: "collaborate_top", Title: "CollaboRATE, top score", Answers: "In what share of the encounters was the patient's involvement rated as high as can be?",
			Formula: collaborateTopFormula, Unit: percent, Range: "[0, 100]", Undefined: "no complete encounter; " + badForm, Source: collaborate},
		{ID: "collaborate_mean", Title: "CollaboRATE, mean score", Answers: "How high did patients rate their involvement?",
			Formula: collaborateMeanFormula, Unit: points, Range: "[0, 9]", Undefined: "no complete encounter; " + badForm, Source: collaborate},
		{ID: "collaborate_reportable", Title: "CollaboRATE, may be reported", Answers: "Are there as many complete encounters as the score should rest on?",
			Formula: reportableFormula, Params: []param{{Name: "min_n", Values: "25"}}, Range: "0 or 1", Undefined: badForm, Source: collaborate},
		{ID: "option5_raw", Title: "Observer OPTION-5, sum", Answers: "How far did an observer see the professional share a decision?",
			Formula: option5RawFormula, Unit: points, Range: "[0, 20]", Undefined: noForm, Source: option},
		{ID: "option5_100", Title: "Observer OPTION-5", Answers: "How far, from 0 to 100?",
			Formula: option5Formula, Unit: hundred, Range: "[0, 100]", Undefined: noForm, Source: option},
		{ID: "sdmq9_raw", Title: "SDM-Q-9, sum", Answers: "How far did the patient feel part of a decision?",
			Formula: sdmq9RawFormula, Unit: points, Range: "[0, 45]", Undefined: noForm, Source: kriston},
		{ID: "sdmq9_100", Title: "SDM-Q-9", Answers: "How far, from 0 to 100?",
			Formula: sdmq9Formula, Unit: hundred, Range: "[0, 100]", Undefined: noForm, Source: kriston},
		{ID: "emotional_expressions", Title: "VR-CoDES, cues and concerns", Answers: "How often was an unpleasant emotion voiced?",
			Formula: expressionsFormula, Unit: "events", Range: fromZero, Undefined: noEvents, Source: verona},
		{ID: "share_concerns", Title: "VR-CoDES, concerns", Answers: "What share of them was stated, not hinted at?",
			Formula: shareConcernsFormula, Range: zeroToOne, Undefined: noEvent, Source: verona},
		{ID: "share_elicited_by_professional", Title: "VR-CoDES, elicited by a professional", Answers: "What share of them did a professional bring about?",
			Formula: shareElicitedFormula, Range: zeroToOne, Undefined: noEvent, Source: verona},
		{ID: "share_provide_space", Title: "VR-CoDES-P, space provided", Answers: "What share of the responses leaves room to say more?",
			Formula: shareSpaceFormula, Range: zeroToOne, Undefined: noResponse, Source: response},
		{ID: "share_explicit_response", Title: "VR-CoDES-P, explicit response", Answers: "What share of the responses refers to the emotion in so many words?",
			Formula: shareExplicitFormula, Range: zeroToOne, Undefined: noEvents + "; no response", Source: response},
		{ID: "rc_tie", Title: "Relational coordination, tie", Answers: "How do the members of one group rate working with another?",
			Formula: tieFormula, Params: []param{{Name: "from", Values: "the group that rates"}, {Name: "to", Values: "the group that is rated"}}, Unit: points, Range: "[1, 5]", Undefined: noRating, Source: gittell},
		{ID: "rc_index", Title: "Relational coordination, index", Answers: "How well do the groups work together as a whole?",
			Formula: rcIndexFormula, Params: []param{ties}, Unit: points, Range: "[1, 5]", Undefined: noRating, Source: gittell},
		{ID: "rc_dimension_mean", Title: "Relational coordination, item", Answers: "How is one of the seven items rated?",
			Formula: dimensionFormula, Params: []param{{Name: "item", Values: "1 to 7"}, ties, {Name: "weight", Values: "respondent: each answer counts once"}}, Unit: points, Range: "[1, 5]", Undefined: noRating, Source: gittell},
	})
}
