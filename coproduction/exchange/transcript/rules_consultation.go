package transcript

import "github.com/coproduction-lab/coproduction-go/schema"

const (
	ruleFileRole       schema.RuleID = "transcript-file-role"
	ruleTierRole       schema.RuleID = "transcript-tier-role"
	ruleTierOther      schema.RuleID = "transcript-tier-contradicts"
	ruleAmbiguous      schema.RuleID = "transcript-ambiguous"
	rulePatient        schema.RuleID = "transcript-one-patient"
	ruleNoProfessional schema.RuleID = "transcript-professional"
	ruleOwnOverlap     schema.RuleID = "transcript-speaker-overlap"
	ruleSilent         schema.RuleID = "transcript-speaker-silent"
	ruleTag            schema.RuleID = "transcript-tag-unknown"
	ruleOrigin         schema.RuleID = "transcript-origin"
	ruleTooLong        schema.RuleID = "transcript-too-long"
)

// consultationRules are about the files of one consultation as an encounter.
var consultationRules = []schema.Rule{
	{ID: ruleFileRole, Severity: schema.Error,
		Title: "A file is a speaker's, or has tiers that are",
		Why:   "talk that is nobody's takes part in no measure; left out in silence it would make the others' share too large",
		Mend:  "give a role to a key: the name of the speaker's tier, or the word in the file's name in which the files of the consultation differ, upper and lower case as written"},
	{ID: ruleTierRole, Severity: schema.Note,
		Title: "A tier is a speaker's",
		Why:   "a line of codes or notes belongs to no speaker; but so does the tier of a relative or an interpreter who was given no role",
		Mend:  "if somebody speaks in the tier, give a role to its name"},
	{ID: ruleTierOther, Severity: schema.Warning,
		Title: "The names of a file and of its tier mean the same speaker",
		Why:   "if the files were mixed up, every share of talk is turned round",
		Mend:  "listen to the recording, then rename the file or the tier"},
	{ID: ruleAmbiguous, Severity: schema.Error,
		Title: "Names tell consultations apart, and speakers within them",
		Why:   "a consultation that is counted twice, or one made of two, is seen in no number that follows",
		Mend: "rename one of the files or tiers, or make the folder part of the name (-folders); mostly a file was given twice. " +
			"Files in which several people coded the same talk convert apart under one secret (-key-file), and give together what is made of them"},
	{ID: rulePatient, Severity: schema.Error,
		Title: "One speaker of a consultation is the patient",
		Why:   "an encounter is about one patient; mostly the patient's file is missing or its name is spelt otherwise",
		Mend:  "add the patient's file, or give the role of a patient to its key; if another patient sat beside, call that one a relative; of a patient who was there and says nothing, say so where the format lets you (-patient-present)"},
	{ID: ruleNoProfessional, Severity: schema.Warning,
		Title: "A professional speaks in a consultation",
		Why:   "without one there is no share of talk; mostly the professional's file is missing or its name is spelt otherwise",
		Mend:  "add the professional's file, or give the role of a professional to its key"},
	{ID: ruleOwnOverlap, Severity: schema.Error,
		Title: "A speaker's own utterances overlap by one millisecond at most",
		Why:   "the same seconds would count twice for one person; up to a millisecond is rounding, and the earlier utterance is ended there",
		Mend:  "set the boundary between the two, or give each speaker a tier of their own"},
	{ID: ruleSilent, Severity: schema.Warning,
		Title: "A speaker says something",
		Why:   "a tier that was never transcribed looks like a person who did not speak",
		Mend:  "check that the tier is transcribed; if the person was silent, all is well"},
	{ID: ruleTag, Severity: schema.Warning,
		Title: "The tags of the transcription scheme are known",
		Why:   "a tag that is not taken out counts as a word",
		Mend:  "add the tag to the list of tags, if it is one"},
	{ID: ruleOrigin, Severity: schema.Note,
		Title: "The times of a consultation begin at 0",
		Why:   "an encounter's times count from its start, so that times in the record differ from those in the file",
		Mend:  "nothing, unless the start of the recording is wrong; keep in mind the difference when you listen"},
	{ID: ruleTooLong, Severity: schema.Error,
		Title: "A consultation lasts a week at most, and has 200 speakers, 100000 utterances and a million words in each at most",
		Why:   "no consultation does; the times are not in seconds, or the file holds something else",
		Mend:  "check the unit of the program that wrote the file, or cut it into consultations"},
}
