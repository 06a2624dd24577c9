package coproduction

import "github.com/coproduction-lab/coproduction-go/schema"

// The rules across records. [StudyRules] checks them all in one pass.
var (
	ruleIDUnique = schema.Rule{ID: "id-unique", Severity: schema.Error,
		Title: "Two records that differ have two ids",
		Why:   "what refers to the id could mean either, and of what was exported in two versions only one is right",
		Mend: "remove the older one, or give the record an id of its own; what was converted apart under one secret, " +
			"convert in one run, or, where two sources number their records alike, each under a secret of its own"}
	ruleAgain = schema.Rule{ID: "record-again", Severity: schema.Warning,
		Title: "A record is given once",
		Why:   "coprod counts it once, but whoever counts lines, or gives every record to a tally, counts it twice",
		Mend:  "where exports of one study overlap, nothing; mostly a file was given twice"}
	ruleParticipantKnown = schema.Rule{ID: "participant-known", Severity: schema.Error,
		Title: "Whoever is present, initiates an encounter, or takes part in a member check, has a participant record",
		Why:   "profession, languages and consent are there",
		Mend:  "add the participant record, mend the id, or say that the person is unidentified"}
	rulePatientKnown = schema.Rule{ID: "patient-known", Severity: schema.Error,
		Title: "The patient of an encounter has a participant record as a patient",
		Why:   "participants are the denominator of every prevalence, and consent is recorded there",
		Mend:  "add the participant record, mend the id, or say in the presence that the patient is unidentified"}
	ruleEncounterKnown = schema.Rule{ID: "encounter-known", Severity: schema.Error,
		Title: "An encounter that is referred to exists",
		Why:   "a link or a unit that leads nowhere is lost to every count", Mend: "add the encounter, or mend the id"}
	ruleSourceKnown = schema.Rule{ID: "source-known", Severity: schema.Error,
		Title: "The source of a unit exists",
		Why:   "a range means nothing without its text", Mend: "add the source record, or mend the id"}
	ruleCodebookKnown = schema.Rule{ID: "codebook-known", Severity: schema.Error,
		Title: "The codebook of a coding or member check exists",
		Why:   "a code without its definition cannot be compared with anything", Mend: "add the codebook, or mend the id"}
	ruleCodeKnown = schema.Rule{ID: "code-known", Severity: schema.Error,
		Title: "A code that is given is in its codebook",
		Why:   "a misspelt code makes a category of its own and lowers agreement", Mend: "correct the code, or add it to the codebook"}
	ruleCoderKnown = schema.Rule{ID: "coder-known", Severity: schema.Error,
		Title: "A coder is a member of the research team or a participant",
		Why:   "agreement is between people; a coder that nobody knows may be two, or the same as another",
		Mend:  "add the coder to the team of the study record, or mend the id"}
	ruleTargetKnown = schema.Rule{ID: "coding-target-known", Severity: schema.Error,
		Title: "What a coding or member check is about exists",
		Why:   "a coding that points nowhere is the silent loss of a selection", Mend: "add the record, or mend the id"}
	ruleTargetPlace = schema.Rule{ID: "coding-target-place", Severity: schema.Error,
		Title: "The pointer of a coding's target leads to a place in the record",
		Why:   "a coding of a step that is not there is the silent loss of a selection",
		Mend:  "correct the index, which counts from 0; somebody may have removed a step"}
	ruleUnitPlace = schema.Rule{ID: "unit-place-known", Severity: schema.Error,
		Title: "The turns and steps of a unit are in its encounter",
		Why:   "the meaning unit would have no text", Mend: "correct the id, or add it to the turn or step"}
	ruleRange = schema.Rule{ID: "range-inside-source", Severity: schema.Error,
		Title: "A range lies inside its source",
		Why:   "a range beyond the end was counted in other units: bytes, UTF-16, or with line ends of two characters",
		Mend:  "convert the range to code points, counted from 0, the end excluded"}
	ruleLinkEarlier = schema.Rule{ID: "link-earlier", Severity: schema.Error,
		Title: "A continuity link leads to an earlier encounter",
		Why:   "continuity is what is carried from before; a link forward turns the chain around",
		Mend:  "put the link on the later encounter, or correct the start"}
	ruleLinkOrder = schema.Rule{ID: "link-order-unknown", Severity: schema.Note,
		Title: "The order of two linked encounters is known",
		Why:   "without both starts, or where they are the same, as dates of one day, nobody can tell that the link leads back in time",
		Mend:  "add the start of both encounters, with the time of day"}
	ruleLinkPatient = schema.Rule{ID: "link-same-patient", Severity: schema.Error,
		Title: "A continuity link stays with one patient",
		Why:   "continuity is over the visits of one patient", Mend: "correct the link, or the patient of one of the encounters"}
	ruleLinkMet = schema.Rule{ID: "link-professional-met", Severity: schema.Warning,
		Title: "The professional of a relational link was present at the earlier encounter",
		Why:   "a relation that lasts began with meeting", Mend: "correct the professional, or the kind of the link"}
	ruleRoleAgrees = schema.Rule{ID: "role-agrees", Severity: schema.Error,
		Title: "The role in which somebody is present agrees with what the participant record says",
		Why: "talk and steps count for the role; a nurse listed as a patient speaks for the wrong side. " +
			"A relative or professional may interpret ad hoc, and a researcher may observe",
		Mend: "correct the role, or participantKind"}
	ruleConsent = schema.Rule{ID: "consent-withdrawn", Severity: schema.Error,
		Title: "Of a person who has withdrawn consent there is no content",
		Why:   "nothing that the person said or did may be analysed any more; only that somebody took part may be counted",
		Mend:  "remove turns, steps, cues, concerns, decisions, sources, units, codings and member checks of this person, and initiatedBy"}
	ruleCodedOnce = schema.Rule{ID: "coded-once", Severity: schema.Error,
		Title: "One coder codes one place once in a round",
		Why:   "two codings of one coder would agree with themselves", Mend: "join the codes in one coding, or give the second look a round of its own"}
	ruleUnidentified = schema.Rule{ID: "unidentified-stays-local", Severity: schema.Error,
		Title: "The id of an unidentified person is used within one encounter only, and by no participant record",
		Why:   "who is not identified cannot be known again: continuity would be invented",
		Mend:  "give each encounter an id of its own for the person, or say who it is"}
)

// studyRules lists the rules across records.
func studyRules() []Rule {
	var rules []Rule
	for _, r := range []schema.Rule{
		ruleIDUnique, ruleAgain, ruleParticipantKnown, rulePatientKnown, ruleEncounterKnown, ruleSourceKnown, ruleCodebookKnown,
		ruleCodeKnown, ruleCoderKnown, ruleTargetKnown, ruleTargetPlace, ruleUnitPlace, ruleRange, ruleLinkEarlier,
		ruleLinkOrder, ruleLinkPatient, ruleLinkMet, ruleRoleAgrees, ruleConsent, ruleCodedOnce, ruleUnidentified,
	} {
		rules = append(rules, Rule{Rule: r, Scope: ScopeStudy})
	}
	return rules
}
