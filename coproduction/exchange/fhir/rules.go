package fhir

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema"
)

const (
	ruleBackwards  schema.RuleID = "fhir-backwards"
	ruleBetween    schema.RuleID = "fhir-between"
	ruleBirth      schema.RuleID = "fhir-birth"
	rulePage       schema.RuleID = "fhir-bundle-page"
	ruleClass      schema.RuleID = "fhir-class"
	ruleCompressed schema.RuleID = "fhir-compressed"
	ruleDeleted    schema.RuleID = "fhir-deleted"
	ruleEncoding   schema.RuleID = "fhir-encoding"
	ruleCapped     schema.RuleID = "fhir-findings-capped"
	ruleID         schema.RuleID = "fhir-id"
	ruleShared     schema.RuleID = "fhir-identifier-shared"
	ruleNeed       schema.RuleID = "fhir-interpreter-needed"
	ruleJSON       schema.RuleID = "fhir-json"
	ruleDuplicate  schema.RuleID = "fhir-json-duplicate"
	ruleLanguage   schema.RuleID = "fhir-language"
	ruleLeap       schema.RuleID = "fhir-leap-second"
	ruleTwoWays    schema.RuleID = "fhir-named-two-ways"
	ruleNoStart    schema.RuleID = "fhir-no-start"
	ruleNothing    schema.RuleID = "fhir-nothing"
	ruleItself     schema.RuleID = "fhir-part-of-itself"
	ruleStay       schema.RuleID = "fhir-participant-period"
	ruleSeats      schema.RuleID = "fhir-participants"
	ruleAlone      schema.RuleID = "fhir-patient-contained"
	rulePeriod     schema.RuleID = "fhir-period"
	ruleProfession schema.RuleID = "fhir-profession"
	ruleReference  schema.RuleID = "fhir-reference"
	ruleAmbiguous  schema.RuleID = "fhir-reference-ambiguous"
	ruleDangling   schema.RuleID = "fhir-reference-dangling"
	ruleResource   schema.RuleID = "fhir-resource"
	ruleLong       schema.RuleID = "fhir-resource-long"
	ruleOnce       schema.RuleID = "fhir-resource-once"
	ruleShape      schema.RuleID = "fhir-shape"
	ruleDay        schema.RuleID = "fhir-start-day"
	ruleZone       schema.RuleID = "fhir-start-zone"
	ruleStatus     schema.RuleID = "fhir-status"
	ruleState      schema.RuleID = "fhir-status-unknown"
	ruleSubject    schema.RuleID = "fhir-subject"
	ruleTranslator schema.RuleID = "fhir-translator"
	ruleUTF8       schema.RuleID = "fhir-utf8"
)

const r4 = "HL7 FHIR R4 and R5"

// rules are sorted by id.
var rules = []schema.Rule{
	{ID: ruleBackwards, Severity: schema.Warning,
		Title:  "An encounter ends no earlier than it begins",
		Why:    "a negative time would be taken from the talk and the care of others",
		Mend:   "correct the period; the end is left out",
		Source: r4},
	{ID: ruleBetween, Severity: schema.Warning,
		Title:  "Between two resources stands a line break, and in a list one comma",
		Why:    "another program refuses the file, or reads it up to that place",
		Mend:   "correct the program that wrote the file, or that put several together",
		Source: "RFC 8259, 5 and 8.1; NDJSON"},
	{ID: ruleBirth, Severity: schema.Warning,
		Title:  "A birth date is a year, a month or a day",
		Why:    "without it the patient has no age band",
		Mend:   "correct the date",
		Source: r4},
	{ID: rulePage, Severity: schema.Note,
		Title:  "A Bundle is whole, or its further pages are there",
		Why:    "what stands on the pages that were not fetched is missing from every count",
		Mend:   "fetch the further pages and give them too; nothing, if you did",
		Source: r4},
	{ID: ruleClass, Severity: schema.Note,
		Title:  "The class of an encounter is one of those that are known",
		Why:    "the setting stays open, and the mode unless a type tells of a call; comparisons by mode leave the encounter out",
		Mend:   "use a code of v3 ActCode (AMB, IMP, EMER, HH, VR, …)",
		Source: r4},
	{ID: ruleCompressed, Severity: schema.Error,
		Title:  "A compressed file is whole",
		Why:    "what came behind the damage is missing from every count",
		Mend:   "fetch the file again",
		Source: r4},
	{ID: ruleDeleted, Severity: schema.Warning,
		Title:  "A Bundle deletes nothing",
		Why:    "a visit that was deleted counts as long as some file still has it",
		Mend:   "leave out what was deleted, or export again",
		Source: r4},
	{ID: ruleEncoding, Severity: schema.Error,
		Title:  "FHIR is text in UTF-8",
		Why:    "read in another encoding, names of codes turn into others without a trace",
		Mend:   "save the file as UTF-8",
		Source: r4},
	{ID: ruleCapped, Severity: schema.Note,
		Title:  "At most 1000 findings of a file are listed",
		Why:    "the last one gives their true number; so many findings mostly have one cause",
		Mend:   "mend the first ones and read the file again",
		Source: r4},
	{ID: ruleID, Severity: schema.Error,
		Title:  "A resource has an id",
		Why:    "nothing can refer to it, so nobody can be followed",
		Mend:   "export the resources with their ids",
		Source: r4},
	{ID: ruleShared, Severity: schema.Warning,
		Title:  "No two patients, and no two practitioners, have the same identifier",
		Why:    "whether they are one cannot be told: they count as two, and a reference by that identifier alone leads to neither",
		Mend:   "merge the resources if they are one; correct the identifier if they are not",
		Source: r4},
	{ID: ruleNeed, Severity: schema.Note,
		Title:  "Whether an interpreter is needed is yes or no, in SNOMED CT, or true or false",
		Why:    "what cannot be read counts neither as a need nor as none: it is not known",
		Mend:   "use 373066001 or 373067005, or a boolean; nothing, if it is not known",
		Source: "US Core, us-core-interpreter-needed; " + r4 + ", patient-interpreterRequired"},
	{ID: ruleJSON, Severity: schema.Error,
		Title:  "A resource is well-formed JSON",
		Why:    "a resource that is cut off must not pass for a short one",
		Mend:   "look at the byte named, or fetch the file again; the resources behind it were read",
		Source: r4},
	{ID: ruleDuplicate, Severity: schema.Warning,
		Title:  "An object of JSON has every name once",
		Why:    "only the last one is read, and another program may read the first",
		Mend:   "leave one of them",
		Source: "RFC 8259, 4"},
	{ID: ruleLanguage, Severity: schema.Note,
		Title:  "A language is a tag of BCP 47",
		Why:    "a language that cannot be told is left out, and whether patient and professional share one stays open",
		Mend:   "use tags such as ar, so or fa-AF",
		Source: r4},
	{ID: ruleLeap, Severity: schema.Note,
		Title:  "A minute has seconds from 0 to 59",
		Why:    "a leap second has no place in the records; it is read as the second before, and so on the same day",
		Mend:   "nothing; the time is off by one second",
		Source: r4},
	{ID: ruleTwoWays, Severity: schema.Note,
		Title:  "People are called by type and id, or all by identifiers",
		Why:    "who is called in one way here and in the other in files that are converted apart counts as two, in every continuity",
		Mend:   "convert the files of an export together, with the resources of people; nothing, if these are all",
		Source: r4},
	{ID: ruleNoStart, Severity: schema.Warning,
		Title:  "An encounter says when it was",
		Why:    "it has no place in the order of visits: what rests on order or time is undefined for the patient",
		Mend:   "export the period",
		Source: r4},
	{ID: ruleNothing, Severity: schema.Note,
		Title:  "A file holds encounters, people or what they want",
		Why:    "a file that nothing was read from may be another than was meant",
		Mend:   "leave it out, or look whether the export went wrong",
		Source: r4},
	{ID: ruleItself, Severity: schema.Warning,
		Title:  "An encounter is part of another one",
		Why:    "a link from an encounter to itself says nothing; it is left out",
		Mend:   "correct partOf",
		Source: r4},
	{ID: ruleStay, Severity: schema.Warning,
		Title:  "The period of a participant is one of dates and times inside the encounter",
		Why:    "somebody who was there for a part of it seems to have been there all the time",
		Mend:   "correct the period of the participant, or that of the encounter",
		Source: r4},
	{ID: ruleSeats, Severity: schema.Warning,
		Title:  "An encounter has 198 participants at most",
		Why:    "an encounter has no place for more; the further ones were left out, and are in no count of the team",
		Mend:   "look whether the encounter is a stay of months: its parts may be encounters of their own",
		Source: "schema/v1, encounter/presence"},
	{ID: ruleAlone, Severity: schema.Warning,
		Title:  "A patient can be known again in another encounter",
		Why:    "who is contained in one encounter and has no identifier is another patient in the next: patients are counted too often, and their continuity is not known",
		Mend:   "export the Patient, or an identifier of the contained one",
		Source: r4},
	{ID: rulePeriod, Severity: schema.Warning,
		Title:  "A period has a start and an end that are dates and times",
		Why:    "without them the encounter has no place in time",
		Mend:   "correct the period",
		Source: r4},
	{ID: ruleProfession, Severity: schema.Note,
		Title:  "A code or specialty tells a profession",
		Why:    "professions that are not known are missing from the diversity of the team",
		Mend:   "name the codes in Import.Professions",
		Source: r4},
	{ID: ruleReference, Severity: schema.Warning,
		Title:  "A reference leads to a resource, or names it by an identifier",
		Why:    "somebody took part of whom nothing can be known",
		Mend:   "correct the reference",
		Source: r4},
	{ID: ruleAmbiguous, Severity: schema.Warning,
		Title:  "A reference by identifiers leads to one person",
		Why:    "who took part cannot be told: they count as somebody who is not identified, in no continuity",
		Mend:   "refer by type and id, or by an identifier that only one has",
		Source: r4},
	{ID: ruleDangling, Severity: schema.Note,
		Title:  "Who is referred to is in the files",
		Why:    "they are counted, but their profession and languages are not known",
		Mend:   "export the resources of people too",
		Source: r4},
	{ID: ruleResource, Severity: schema.Note,
		Title:  "A file holds FHIR resources",
		Why:    "other JSON, as the log of an export, is passed over",
		Mend:   "nothing, if that is what it is",
		Source: r4},
	{ID: ruleLong, Severity: schema.Error,
		Title:  "A resource has at most 16 MiB",
		Why:    "it is passed over, so that one broken file cannot take all memory",
		Mend:   "look whether the file is what it says it is",
		Source: r4},
	{ID: ruleOnce, Severity: schema.Warning,
		Title:  "No two resources of one type have the same id",
		Why:    "people and visits would count twice",
		Mend:   "export each resource once",
		Source: r4},
	{ID: ruleShape, Severity: schema.Warning,
		Title:  "An element has the shape that the standard gives it",
		Why:    "what it says could not be read",
		Mend:   "correct the program that wrote it",
		Source: r4},
	{ID: ruleDay, Severity: schema.Note,
		Title:  "The start of an encounter is a date and time",
		Why:    "the order of two encounters of one day is not known",
		Mend:   "export times",
		Source: r4},
	{ID: ruleZone, Severity: schema.Note,
		Title:  "A time has a zone",
		Why:    "read as UTC it may be some hours off, and on another day",
		Mend:   "export times with their zone",
		Source: r4},
	{ID: ruleStatus, Severity: schema.Note,
		Title:  "An encounter took place",
		Why:    "planned, cancelled and erroneous ones are no visits, and are left out",
		Mend:   "nothing, if that is so",
		Source: r4},
	{ID: ruleState, Severity: schema.Warning,
		Title:  "The status of an encounter says whether it took place",
		Why:    "what was planned, cancelled or entered in error would count as a visit",
		Mend:   "export the status; nothing, if all of these encounters took place",
		Source: r4},
	{ID: ruleSubject, Severity: schema.Error,
		Title:  "An encounter says whose it is",
		Why:    "a visit of nobody belongs to no history",
		Mend:   "export the subject",
		Source: r4},
	{ID: ruleTranslator, Severity: schema.Warning,
		Title:  "How an interpreter took part is known",
		Why:    "in the room, on the phone and a relative who helps out are different conditions for understanding, and FHIR does not tell them apart",
		Mend:   "say by -interpreter how interpreters took part",
		Source: r4},
	{ID: ruleUTF8, Severity: schema.Warning,
		Title:  "Texts are in UTF-8",
		Why:    "an id with a replaced byte may be that of somebody else",
		Mend:   "export in UTF-8",
		Source: "RFC 8259, 8.1"},
}

// Rules returns every rule that FHIR files are held to, sorted by id. A resource that
// departs from one of severity error is not read; the others of the file are.
func Rules() []schema.Rule { return slices.Clone(rules) }
