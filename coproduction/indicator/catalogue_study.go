package indicator

// The measures here are of the encounters of a study, and come from the tallies.

const (
	noSteps      = "no encounter with coded steps that tells of professionals, or no such step"
	noConcerns   = "no encounter with coded concerns, or no concern"
	noCues       = "no encounter with coded cues, or no such cue"
	noProfession = "no professional of a known profession"
	undatedVisit = "; a visit without a start"
)

// stepMeasures are those of professions and of steps of sense-making.
func stepMeasures() []measure {
	return under(TeamEffort, []measure{
		{ID: "professionals", Title: "Professionals", Answers: "How many different professionals of the profession took part?",
			Formula: professionalsFormula, Params: []param{{Name: "profession", Values: "as in the participant record"}}, Unit: "professionals", Range: fromZero, Undefined: "never", Source: "count"},
		{ID: "profession_blau", Title: "Diversity of professions (Blau)", Answers: "How likely are two of the professionals to be of different professions?",
			Formula: giniSimpsonFormula, Range: "[0, 1 − 1/K]", Undefined: noProfession, Source: "Blau 1977; Simpson 1949, 10.1038/163688a0"},
		{ID: "profession_blau_normalised", Title: "Diversity of professions, normalised", Answers: "How diverse, as a share of what the declared professions allow?",
			Formula: blauNormalisedFormula, Params: []param{{Name: "categories", Values: "declared: the 8 professions of the vocabulary"}}, Range: zeroToOne, Undefined: noProfession, Source: "Agresti & Agresti 1978, 10.2307/270810"},
		{ID: "profession_shannon", Title: "Entropy of professions", Answers: "How uncertain is the profession of one of them?",
			Formula: shannonFormula, Params: []param{{Name: "base", Values: "2"}}, Unit: "bits", Range: "[0, log K]", Undefined: noProfession, Source: "Shannon 1948, 10.1002/j.1538-7305.1948.tb01338.x"},
		{ID: "profession_pielou", Title: "Evenness of professions", Answers: "How even are the numbers of each profession?",
			Formula: pielouFormula, Params: []param{{Name: "over", Values: "declared categories (the 8 professions of the vocabulary) or used categories"}}, Range: zeroToOne, Undefined: noProfession + "; over the used: one profession", Source: "Pielou 1966, 10.1016/0022-5193(66)90013-0"},
		{ID: "profession_hill", Title: "Professions, Hill number", Answers: "How many equally common professions would be as diverse?",
			Formula: hillFormula, Params: []param{{Name: "q", Values: "0, 1, 2"}}, Unit: "professions", Range: "[1, K]", Undefined: noProfession, Source: "Hill 1973, 10.2307/1934352"},
		{ID: "professions_per_encounter", Title: "Professions per encounter", Answers: "How many professions are in the room?",
			Formula: teamSizeFormula, Unit: "professions an encounter", Range: "[0, K]", Undefined: "in every encounter somebody's profession is not known, or it is not recorded whether a professional took part", Source: "count"},
		{ID: "professions_per_patient", Title: "Professions per patient", Answers: "How many professions does a patient meet over the encounters?",
			Formula: metProfessionsFormula, Unit: "professions a patient", Range: "[0, K]", Undefined: "no identified patient; of every patient somebody's profession is not known, or an encounter does not tell whether a professional took part", Source: "count"},
		{ID: "sense_making_share", Title: "Sense-making together", Answers: "To what share of the steps did patient and professional both contribute?",
			Formula: sharedStepsFormula, Range: zeroToOne, Undefined: noSteps, Source: "Radl-Karimi 2022, 10.1016/j.jmh.2022.100101, for what is counted"},
		{ID: "patient_initiated_share", Title: "Initiative of the patient", Answers: "Of the steps that begin something new, to what share did the patient contribute?",
			Formula: initiatedFormula, Range: zeroToOne, Undefined: noSteps, Source: "as sense_making_share"},
		{ID: "uptake_share", Title: "Uptake of the other side's steps", Answers: "What share of the steps takes up what the other side brought?",
			Formula: uptakeFormula, Range: zeroToOne, Undefined: noSteps, Source: "as sense_making_share"},
	})
}

// chaosMeasures are those of what an encounter has to deal with.
func chaosMeasures() []measure {
	const study = "Radl-Karimi 2022, 10.1016/j.jmh.2022.100101, for what is counted"
	return under(Chaos, []measure{
		{ID: "concerns_per_encounter", Title: "Concerns per encounter", Answers: "How much is there to deal with?",
			Formula: concernsFormula, Unit: "concerns an encounter", Range: fromZero, Undefined: "no encounter with coded concerns", Source: study},
		{ID: "concerns_raised_by_patient", Title: "Concerns raised by the patient", Answers: "What share of the concerns did the patient bring up?",
			Formula: patientRaisedFormula, Range: zeroToOne, Undefined: noConcerns, Source: study},
		{ID: "concern_status_share", Title: "Concerns that were", Answers: "What share of the concerns had the status at any time of the encounter?",
			Formula: concernStatusFormula, Params: []param{{Name: "status", Values: "prioritised, parked, addressed or resolved"}}, Range: zeroToOne, Undefined: "no concern of which it is recorded what became of it", Source: study},
		{ID: "domain_hill", Title: "Domains of life, Hill number", Answers: "Over how many domains of life do the concerns spread?",
			Formula: hillFormula, Params: []param{{Name: "q", Values: "0, 1, 2"}}, Unit: "domains", Range: "[1, 10]", Undefined: noConcerns, Source: "Hill 1973, 10.2307/1934352"},
		{ID: "order_before_plan", Title: "Order before plan", Answers: "Where a plan was made, was something prioritised before it?",
			Formula: orderFormula, Range: zeroToOne, Undefined: "no encounter with coded steps, or none with a step of planning", Source: study},
		{ID: "tools_per_encounter", Title: "Communication tools per encounter", Answers: "How many different tools helped to understand?",
			Formula: toolsFormula, Unit: "tools an encounter", Range: fromZero, Undefined: "no encounter with coded steps", Source: study},
		{ID: "interpreter_share", Title: "Encounters with an interpreter", Answers: "In what share of the encounters was an interpreter present, ad hoc ones among them?",
			Formula: interpretedFormula, Range: zeroToOne, Undefined: "no encounter tells whether an interpreter took part", Source: "count"},
		{ID: "interpreter_coverage", Title: "Interpreter coverage", Answers: "Where a professional shares no language with the patient, was there an interpreter?",
			Formula: coverageFormula, Range: zeroToOne, Undefined: "no encounter in which languages are known to be apart tells whether an interpreter took part", Source: study},
	})
}

// cueMeasures are those of emotional cues and concerns.
func cueMeasures() []measure {
	const verona = "Zimmermann 2011, 10.1016/j.pec.2010.03.017"
	const response = "Del Piccolo 2011, 10.1016/j.pec.2010.02.024"
	return under(Listen, []measure{
		{ID: "cues_per_encounter", Title: "Emotional cues and concerns per encounter", Answers: "How often does the patient voice an unpleasant emotion?",
			Formula: cuesFormula, Unit: "cues an encounter", Range: fromZero, Undefined: "no encounter with coded cues", Source: verona},
		{ID: "cues_concern_share", Title: "Emotions stated", Answers: "What share of the cues and concerns states the emotion instead of hinting at it?",
			Formula: statedFormula, Range: zeroToOne, Undefined: noCues, Source: verona},
		{ID: "cues_elicited", Title: "Cues elicited by a professional", Answers: "What share did a professional bring about?",
			Formula: elicitedFormula, Range: zeroToOne, Undefined: noCues, Source: verona},
		{ID: "cues_given_space", Title: "Cues given space", Answers: "What share of the responses leaves room to say more?",
			Formula: spaceFormula, Range: zeroToOne, Undefined: noCues, Source: response},
		{ID: "cues_explicit", Title: "Cues answered explicitly", Answers: "What share of the responses refers to the cue in so many words?",
			Formula: explicitFormula, Range: zeroToOne, Undefined: noCues, Source: response},
		{ID: "cue_validated_share", Title: "Cues after which a professional validates", Answers: "After what share of the cues is the feeling acknowledged as understandable?",
			Formula: validatedFormula, Range: zeroToOne, Undefined: noCues + "; no cue has a place among the steps of an encounter that tells of professionals", Source: verona + ", for the cues; Radl-Karimi 2022, 10.1016/j.jmh.2022.100101, for validating"},
	})
}

// courseMeasures are those of a patient's course that are not indices of visits,
// and of links.
func courseMeasures() []measure {
	return under(Continuity, []measure{
		{ID: "known_professional_share", Title: "Visits to somebody known", Answers: "How often did the patient meet somebody they had met before?",
			Formula: knownFormula, Params: []param{{Name: "lookBackDays", Values: "absent (all earlier visits) or how far back"}}, Range: zeroToOne,
			Undefined: "no visit has a look-back: no second visit, or none so long after the first" + undatedVisit, Source: "as secon, for any earlier visit"},
		{ID: "median_gap_days", Title: "Gap between visits, median", Answers: "How long was it from visit to visit?",
			Formula: medianGapFormula, Unit: "days", Range: fromZero, Undefined: oneVisit + undatedVisit, Source: "count"},
		{ID: "longest_gap_days", Title: "Gap between visits, longest", Answers: "How long was the patient out of sight?",
			Formula: maxGapFormula, Unit: "days", Range: fromZero, Undefined: oneVisit + undatedVisit, Source: "count"},
		{ID: "relation_days", Title: "Length of the longest relation", Answers: "How long has the patient known a professional?",
			Formula: relationFormula, Unit: "days", Range: fromZero, Undefined: noVisits + undatedVisit, Source: "count"},
		{ID: "longest_chain", Title: "Longest chain of linked encounters", Answers: "How many encounters build one on the other?",
			Formula: chainFormula, Unit: "encounters", Range: "[1, ∞)", Undefined: "no encounter with coded links; the links run in a circle", Source: "Haggerty 2003, 10.1136/bmj.327.7425.1219, for the links"},
		{ID: "links", Title: "Continuity links per encounter", Answers: "How often does an encounter build on an earlier one?",
			Formula: linksFormula, Params: []param{{Name: "kind", Values: "relational, informational or management"}}, Unit: "links an encounter", Range: fromZero,
			Undefined: "no encounter with coded links that tells of links of the kind", Source: "Haggerty 2003, 10.1136/bmj.327.7425.1219"},
		{ID: "patients", Title: "Patients met", Answers: "How many patients did the professional meet?",
			Formula: patientsFormula, Unit: "patients", Range: fromZero, Undefined: "never", Source: "count"},
	})
}

// averaged adds what tells a mean over patients, which has the id of what it is a
// mean of, from its variants with other options than the defaults.
func averaged(measures []measure) []measure {
	for i := range measures {
		m := &measures[i]
		if m.ID == "links" || m.ID == "patients" {
			continue
		}
		if restsOnPolicy(m.ID) {
			m.Params = append(m.Params, param{Name: "policy", Values: "absent (first), all or team: whom a visit with several professionals is to"})
		}
		if restsOnOrder(m.ID) {
			m.Params = append(m.Params, param{Name: "order", Values: "absent (start) or links: what puts the visits of a patient in order"})
		}
		m.Params = append(m.Params,
			param{Name: "minimum", Values: "of a mean over patients: absent (2) or the fewest visits of a patient"},
			param{Name: "weight", Values: "of a mean over patients: absent (patients alike) or visits"})
	}
	return measures
}
