package indicator

// dependencyMeasures are the panel beside continuity. What each answers is asked
// twice, as the same number is strength and exposure.
func dependencyMeasures() []measure {
	minimum := param{Name: "minimum", Values: "of a mean over people: absent (2) or the fewest contacts of one"}
	weight := param{Name: "weight", Values: "of a mean over patients: absent (patients alike) or visits"}
	const study = "Radl-Karimi 2022, 10.1016/j.jmh.2022.100101, for what is counted"
	const none = "of no contact is it known"
	return under(Continuity, []measure{
		{ID: "contact_concentration", Title: "Contacts with one professional", Answers: "How far can one professional carry the patient's story on? How far does it hang on that one?",
			Formula: contactConcentrationFormula, Params: []param{minimum, weight}, Range: "[1/k, 1]", Undefined: "no contact with an identified professional", Source: "as upc, over contacts of every kind"},
		{ID: "caseload_concentration", Title: "Contacts with one patient", Answers: "How much of a professional's work is for one patient? How much is bound to that one?",
			Formula: caseloadFormula, Params: []param{minimum}, Range: "[1/K, 1]", Undefined: "no contact with an identified patient", Source: "Berger & Parker 1970, 10.1126/science.168.3937.1345"},
		{ID: "caseload_hhi", Title: "Contacts with few patients", Answers: "How far can a professional attend to few patients? How far do these take up the work?",
			Formula: caseloadHHIFormula, Params: []param{minimum}, Range: "[1/K, 1]", Undefined: "no contact with an identified patient", Source: "Hirschman 1964"},
		{ID: "contacts_between_visits", Title: "Contact between visits", Answers: "What share of the contacts is by phone or text message: within reach between visits, or never out of it?",
			Formula: betweenFormula, Range: zeroToOne, Undefined: none, Source: study},
		{ID: "contacts_initiated_by_patient", Title: "Contacts at the patient's wish", Answers: "What share of the contacts does the patient seek: agency, or need?",
			Formula: byPatientFormula, Range: zeroToOne, Undefined: none, Source: study},
		{ID: "contacts_outside_limits", Title: "Contacts outside agreed limits", Answers: "What share of the contacts goes beyond what was agreed: room to bend a rule, or a boundary that does not hold?",
			Formula: outsideFormula, Range: zeroToOne, Undefined: none, Source: study},
		{ID: "dependency_code_share", Title: "Coded", Answers: "In what share of the encounters, and of the participants, did somebody read the code: a relation that is talked about, or one at risk?",
			Formula: dependencyCodeFormula, Params: []param{{Name: "code", Values: "T4.risk_dependency, T4.boundary or T4.contact_between"}, {Name: "of", Values: "encounters or participants: what is counted"}},
			Range: zeroToOne, Undefined: "no encounter that somebody coded", Source: study},
	})
}
