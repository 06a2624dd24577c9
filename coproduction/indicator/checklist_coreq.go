package indicator

// coreqItems are the 32 items, in their order: 8 that are computed from the data, 23
// whose presence is checked, and one that is the author's judgement.
func coreqItems() []item {
	member := func(n func(s *studyFacts) int64) func(f *facts) (have, of int64) {
		return func(f *facts) (have, of int64) { return n(&f.study), f.study.Team }
	}
	there := func(name field) func(f *facts) (have, of int64) {
		return func(f *facts) (have, of int64) { return f.has(name) }
	}
	const team = "study.team[]."
	return []item{
		{name: "Interviewer/facilitator", where: team + "conducted", hint: "mark who led observations, interviews or focus groups",
			have: member(func(s *studyFacts) int64 { return s.Conducted })},
		{name: "Credentials", where: team + "credentials", hint: "give every member's credentials", most: true,
			have: member(func(s *studyFacts) int64 { return s.Credentials })},
		{name: "Occupation", where: team + "occupation", hint: "give every member's occupation at the time", most: true,
			have: member(func(s *studyFacts) int64 { return s.Occupation })},
		{name: "Gender", where: team + "gender", hint: "give every member's gender", most: true,
			have: member(func(s *studyFacts) int64 { return s.Gender })},
		{name: "Experience and training", where: team + "training", hint: "say what every member was trained in", most: true,
			have: member(func(s *studyFacts) int64 { return s.Training })},
		{name: "Relationship established", where: "study.relationshipEstablished", hint: "say whether researchers and participants knew each other before",
			have: there(fieldRelationship)},
		{name: "Participant knowledge of the interviewer", where: "study.participantKnowledge", hint: "say what participants knew of the researchers and their reasons",
			have: there(fieldKnowledge)},
		{name: "Interviewer characteristics", where: team + "reflexivity", hint: "give every member's own assumptions, interests and ties", most: true,
			have: member(func(s *studyFacts) int64 { return s.Reflexivity })},

		{name: "Methodological orientation and theory", where: "study.methodology", hint: "name the orientation that underpins the study", have: there(fieldMethodology)},
		{name: "Sampling", where: "study.sampling.method", hint: "say how participants were selected", have: there(fieldMethod)},
		{name: "Method of approach", where: "study.sampling.approach", hint: "say how participants were approached", have: there(fieldApproach)},
		{name: "Sample size", where: "participants, encounters", hint: "give a record for each participant and each encounter", sums: true,
			have: func(f *facts) (have, of int64) {
				return min(f.patients+f.professionals, f.encounters), min(f.patients+f.professionals, f.encounters)
			}},
		{name: "Non-participation", where: "study.sampling.refused", hint: "give how many refused or dropped out, 0 if nobody did", have: there(fieldRefused)},
		{name: "Setting of data collection", where: "encounter.setting", hint: "give the setting of every encounter", most: true,
			have: func(f *facts) (have, of int64) { return f.settings, f.encounters }},
		{name: "Presence of non-participants", where: "encounter.presence", hint: "list who was present at every encounter, interpreters, relatives and observers too",
			have: func(f *facts) (have, of int64) { return f.encounters, f.encounters }},
		{name: "Description of sample", where: "participants", hint: "give participants the bands of age, residence and education, languages, professions", sums: true,
			have: func(f *facts) (have, of int64) { return f.described, f.patients + f.professionals }},
		{name: "Interview guide", where: "study.instruments[kind=guide]", hint: "name the guide among the instruments", have: there(fieldGuide)},
		{name: "Repeat interviews", where: "encounters by patient", hint: "identify the patients of the encounters by pseudonyms", sums: true,
			have: func(f *facts) (have, of int64) { return f.visits, f.encounters }},
		{name: "Audio/visual recording", where: "encounter.recording", hint: "give how every encounter was recorded, or that it was not", most: true,
			have: func(f *facts) (have, of int64) { return f.recordings, f.encounters }},
		{name: "Field notes", where: "encounter.recording, source.form", hint: "give the field notes as sources, or answer that none were taken",
			have: func(f *facts) (have, of int64) { return f.notes, f.notes }},
		{name: "Duration", where: "encounter.durationMs, or start and end", hint: "give how long encounters lasted", sums: true,
			have: func(f *facts) (have, of int64) { return f.timed, f.encounters }},
		{name: "Data saturation", where: "codings of two or more encounters or documents", hint: "code at least two encounters or documents", sums: true,
			have: func(f *facts) (have, of int64) {
				if f.codedDocuments < 2 {
					return 0, 2
				}
				return f.codedDocuments, f.codedDocuments
			}},
		{name: "Transcripts returned", where: "study.transcriptsReturned", hint: "say whether transcripts were returned to participants", have: there(fieldTranscripts)},

		{name: "Number of data coders", where: "coding.coder", hint: "give the codings with their coders", sums: true,
			have: func(f *facts) (have, of int64) { return f.coders, f.coders }},
		{name: "Description of the coding tree", where: "codebook", hint: "give the codebook, with themes and codes",
			have: func(f *facts) (have, of int64) { return min(f.themes, f.codes), min(f.themes, f.codes) }},
		{name: "Derivation of themes", where: "codebook.codes[].derivation", hint: "say of every code whether it is inductive, deductive or both", most: true,
			have: func(f *facts) (have, of int64) { return f.derived, f.codes }},
		{name: "Software", where: "study.software", hint: "name the programs with which data was managed", have: there(fieldSoftware)},
		{name: "Participant checking", where: "memberchecks, study.phases[phase=member-check]", hint: "give what participants said of the findings, or answer that they were not asked",
			have: memberChecked},
		{name: "Quotations presented", where: "units of encounters, with codings", hint: "give the passages quoted as meaning units of an encounter, and code them",
			have: func(f *facts) (have, of int64) { return f.codedUnits, f.codedUnits }},
		{name: "Data and findings consistent", hint: "answer in study.checklists.coreq: no data can tell"},
		{name: "Clarity of major themes", where: "codings below every theme", hint: "code at least one place below every theme", most: true, sums: true,
			have: func(f *facts) (have, of int64) { return f.themesFound, f.themes }},
		{name: "Clarity of minor themes", where: "codings of the codes of the codebook", hint: "give the codebook and the codings, which tell how rare each code is", sums: true,
			have: func(f *facts) (have, of int64) { return min(f.codesGiven, f.codes), f.codes }},
	}
}

// memberChecked counts the member checks, of which a phase is one.
func memberChecked(f *facts) (have, of int64) {
	phase, _ := f.has(fieldMemberCheck)
	have = max(f.memberChecks, phase)
	return have, have
}
