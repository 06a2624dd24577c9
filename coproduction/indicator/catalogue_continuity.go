package indicator

// continuityMeasures are those of one patient's visits in the order of time.
func continuityMeasures() []measure {
	return under(Continuity, []measure{
		{ID: "visits", Title: "Visits", Answers: "How many visits to identified professionals were there?",
			Formula: visitsFormula, Unit: "visits", Range: fromZero, Undefined: "never", Source: "count"},
		{ID: "providers", Title: "Professionals met", Answers: "How many professionals did the patient meet?",
			Formula: providersFormula, Unit: "professionals", Range: "[0, N]", Undefined: "never", Source: "count"},
		{ID: "upc", Title: "Usual provider continuity", Answers: "What share of the visits was to the professional met most?",
			Formula: upcFormula, Range: "[1/k, 1]", Undefined: noVisits, Source: "Breslau & Reeb 1975, J Med Educ 50:965"},
		{ID: "coc", Title: "Continuity of care index", Answers: "How likely were two visits drawn at random to the same professional?",
			Formula: cocFormula, Range: zeroToOne, Undefined: oneVisit, Source: "Bice & Boxerman 1977, 10.1097/00005650-197704000-00010"},
		{ID: "secon", Title: "Sequential continuity", Answers: "How often was the next visit to the same professional?",
			Formula: seconFormula, Range: zeroToOne, Undefined: oneVisit, Source: "Steinwachs 1979, 10.1097/00005650-197906000-00001"},
		{ID: "hhi", Title: "Herfindahl-Hirschman index of visits", Answers: "How far are the visits with few professionals?",
			Formula: hhiFormula, Range: "[1/k, 1]", Undefined: noVisits, Source: "Hirschman 1964"},
		{ID: "k_index", Title: "K index", Answers: "What share of the later visits brought no new professional?",
			Formula: kIndexFormula, Range: zeroToOne, Undefined: oneVisit, Source: "Ejlertsson & Berg 1984, 10.1097/00005650-198403000-00006"},
		{ID: "mmci", Title: "Modified, modified continuity index", Answers: "How few professionals for so many visits?",
			Formula: mmciFormula, Range: "(0, 1]", Undefined: noVisits, Source: "Magill & Senf 1987, J Fam Pract 24:165"},
		{ID: "mci_patient", Title: "Modified continuity index, patient form", Answers: "How few professionals for so many visits, not stretched to 1?",
			Formula: mciFormula, Range: "(0, 1)", Undefined: noVisits, Source: "Godkin & Rice 1981, J Fam Pract 12:99"},
		{ID: "visit_entropy", Title: "Entropy of visits", Answers: "How uncertain is whom a visit was to?",
			Formula: visitEntropyFormula, Params: []param{{Name: "base", Values: "2"}}, Unit: "bits", Range: "[0, log₂ k]", Undefined: noVisits, Source: "Shannon 1948, 10.1002/j.1538-7305.1948.tb01338.x"},
		{ID: "fraction_of_care_last_provider", Title: "Share of visits to the last professional", Answers: "How much of the course has the professional met last seen?",
			Formula: lastProviderFormula, Range: "[1/N, 1]", Undefined: noVisits, Source: "as upc, for the last professional"},
		{ID: "handoffs", Title: "Handoffs", Answers: "How often was the next visit to somebody else?",
			Formula: handoffsFormula, Unit: "handoffs", Range: "[0, N − 1]", Undefined: noVisits, Source: "count; 1 − SECON times N − 1"},
	})
}
