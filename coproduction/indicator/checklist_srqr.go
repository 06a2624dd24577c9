package indicator

// srqrItems are the 21 items, in their order. The data clearly answer 11 of them; the
// others are for the author to answer.
func srqrItems() []item {
	there := func(name field) func(f *facts) (have, of int64) {
		return func(f *facts) (have, of int64) { return f.has(name) }
	}
	const author = "say in study.checklists.srqr where the report answers it"
	return []item{
		{name: "Title", where: "study.title", hint: "give the title", have: there(fieldTitle)},
		{name: "Abstract", hint: author},
		{name: "Problem formulation", hint: author},
		{name: "Purpose or research question", hint: author},
		{name: "Qualitative approach and research paradigm", where: "study.methodology", hint: "name the approach and its theory", have: there(fieldMethodology)},
		{name: "Researcher characteristics and reflexivity", where: "study.team[].reflexivity", hint: "give every member's own assumptions, interests and ties", most: true,
			have: func(f *facts) (have, of int64) { return f.study.Reflexivity, f.study.Team }},
		{name: "Context", where: "encounter.setting", hint: "give the setting of every encounter", most: true,
			have: func(f *facts) (have, of int64) { return f.settings, f.encounters }},
		{name: "Sampling strategy", where: "study.sampling.method", hint: "say how participants were selected", have: there(fieldMethod)},
		{name: "Ethical issues pertaining to human subjects", where: "study.ethics.approval", hint: "name the approval, or say why none was needed", have: there(fieldApproval)},
		{name: "Data collection methods", where: "study.phases", hint: "give the phases of data collection", have: there(fieldPhases)},
		{name: "Data collection instruments and technologies", where: "study.instruments", hint: "name guides, schedules and questionnaires", have: there(fieldInstruments)},
		{name: "Units of study", where: "participants, encounters", hint: "give a record for each participant and each encounter", sums: true,
			have: func(f *facts) (have, of int64) {
				return min(f.patients+f.professionals, f.encounters), min(f.patients+f.professionals, f.encounters)
			}},
		{name: "Data processing", hint: author},
		{name: "Data analysis", hint: author},
		{name: "Techniques to enhance trustworthiness", where: "memberchecks, study.phases[phase=member-check]", hint: "give what participants said of the findings, or say in study.checklists.srqr what else was done",
			have: memberChecked},
		{name: "Synthesis and interpretation", hint: author},
		{name: "Links to empirical data", where: "units of encounters, with codings", hint: "give the passages quoted as meaning units of an encounter, and code them",
			have: func(f *facts) (have, of int64) { return f.codedUnits, f.codedUnits }},
		{name: "Integration with prior work, implications, transferability and contribution(s) to the field", hint: author},
		{name: "Limitations", hint: author},
		{name: "Conflicts of interest", hint: author},
		{name: "Funding", hint: author},
	}
}
