package redcap

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema"
)

const (
	ruleMark         schema.RuleID = "redcap-byte-order-mark"
	ruleBounds       schema.RuleID = "redcap-bounds"
	ruleBoundsRead   schema.RuleID = "redcap-bounds-read"
	ruleBranching    schema.RuleID = "redcap-branching"
	ruleChoice       schema.RuleID = "redcap-choice"
	ruleClocks       schema.RuleID = "redcap-clocks-changed"
	ruleColumnKnown  schema.RuleID = "redcap-column-known"
	ruleColumnOnce   schema.RuleID = "redcap-column-once"
	ruleCompressed   schema.RuleID = "redcap-compressed"
	ruleConflict     schema.RuleID = "redcap-conflict"
	ruleEncoding     schema.RuleID = "redcap-encoding"
	ruleEnd          schema.RuleID = "redcap-end"
	ruleFieldMissing schema.RuleID = "redcap-field-missing"
	ruleFieldName    schema.RuleID = "redcap-field-name"
	ruleFieldOnce    schema.RuleID = "redcap-field-once"
	ruleFile         schema.RuleID = "redcap-file"
	ruleCapped       schema.RuleID = "redcap-findings-capped"
	ruleLabels       schema.RuleID = "redcap-header-labels"
	ruleMap          schema.RuleID = "redcap-map"
	ruleMapColumns   schema.RuleID = "redcap-map-columns"
	ruleMapField     schema.RuleID = "redcap-map-field"
	ruleMapKnown     schema.RuleID = "redcap-map-known"
	ruleMapLine      schema.RuleID = "redcap-map-line"
	ruleMapOnce      schema.RuleID = "redcap-map-once"
	ruleMapTarget    schema.RuleID = "redcap-map-target"
	ruleMapWord      schema.RuleID = "redcap-map-word"
	ruleNoRows       schema.RuleID = "redcap-no-rows"
	ruleProfession   schema.RuleID = "redcap-profession"
	ruleQuote        schema.RuleID = "redcap-quote"
	ruleBare         schema.RuleID = "redcap-quote-bare"
	ruleRagged       schema.RuleID = "redcap-ragged"
	ruleRecord       schema.RuleID = "redcap-record"
	ruleLong         schema.RuleID = "redcap-row-long"
	ruleRowOnce      schema.RuleID = "redcap-row-once"
	ruleSeparator    schema.RuleID = "redcap-separator"
	ruleDay          schema.RuleID = "redcap-start-day"
	ruleZone         schema.RuleID = "redcap-start-zone"
	ruleNotCompleted schema.RuleID = "redcap-survey-completed"
	ruleType         schema.RuleID = "redcap-type"
	ruleValue        schema.RuleID = "redcap-value"
)

const rfc4180 = "RFC 4180"

// rules are sorted by id.
var rules = []schema.Rule{
	{ID: ruleBounds, Severity: schema.Warning,
		Title: "A value lies inside the bounds that the dictionary gives its field", Why: "REDCap lets people keep such values after a warning; each may be a slip",
		Mend: "look at the value in the record, or mend the bounds"},
	{ID: ruleBoundsRead, Severity: schema.Note,
		Title: "The bounds of a field are numbers, dates or times like its values", Why: "a bound such as today, or the answer of another field, is computed when somebody answers; values were not held against it",
		Mend: "nothing, unless the bound is a slip"},
	{ID: ruleBranching, Severity: schema.Note,
		Title: "It is known which fields were shown", Why: "branching logic is not evaluated: a value of a field that is hidden by now counts like any other, and an empty one may never have been asked",
		Mend: "nothing, unless fields were hidden after data had been entered"},
	{ID: ruleMark, Severity: schema.Note,
		Title: "An export begins with the name of its first column, not with a byte order mark", Why: "the mark is passed over here, but other tools take it for a part of the name",
		Mend: "nothing here, for Excel writes one in each CSV UTF-8; save it without one where another tool stumbles"},
	{ID: ruleChoice, Severity: schema.Warning,
		Title: "A value is one of the choices of its field, by code or by label", Why: "a choice that was removed or recoded makes a category of its own",
		Mend: "correct the value, bring the choice back, or declare the missing data code"},
	{ID: ruleClocks, Severity: schema.Warning,
		Title: "The clocks of the zone that was named show each time once", Why: "where they were put back a time was shown twice, and the first was taken; where they were put forward it was never shown, and as much later was taken, so the order of visits of that hour is not sure",
		Mend: "write the zone behind such times, as in 2024-10-27 02:30+01:00"},
	{ID: ruleColumnKnown, Severity: schema.Warning,
		Title: "Each column of an export is a field of the dictionary", Why: "dictionary and export may be of different days; the values of this column were checked against nothing",
		Mend: "export both again"},
	{ID: ruleColumnOnce, Severity: schema.Warning,
		Title: "No column stands twice in an export", Why: "the values of both were read; where they differ, the first counts",
		Mend: "export with the names of the fields in the header, or remove one of the two columns"},
	{ID: ruleCompressed, Severity: schema.Error,
		Title: "A compressed export is whole", Why: "rows behind the damage are lost",
		Mend: "copy or export the file again", Source: "RFC 1952"},
	{ID: ruleConflict, Severity: schema.Warning,
		Title: "Rows and fields that say the same thing agree", Why: "two answers to one question; the first was taken",
		Mend: "correct the one that is wrong, or map one field alone"},
	{ID: ruleEncoding, Severity: schema.Error,
		Title: "An export is text in UTF-8", Why: "its columns cannot be told in another encoding, nor its answers; such a value was left out",
		Mend: "export as CSV in UTF-8"},
	{ID: ruleEnd, Severity: schema.Warning,
		Title: "An encounter ends no earlier than it starts", Why: "a negative time would be taken from others; the end was left out",
		Mend: "correct the start or the end"},
	{ID: ruleFieldMissing, Severity: schema.Note,
		Title: "Each field of the dictionary is a column of an export", Why: "fields are left out by the rights of whoever exports, by a report, or because they were added later",
		Mend: "export all fields that the analysis needs"},
	{ID: ruleFieldName, Severity: schema.Error,
		Title: "Each row of a dictionary names its field", Why: "no column can be told by it; the row was refused",
		Mend: "export the dictionary again"},
	{ID: ruleFieldOnce, Severity: schema.Error,
		Title: "A field stands once in a dictionary", Why: "nobody can tell which of the two is meant; the later row was refused",
		Mend: "export the dictionary again"},
	{ID: ruleFile, Severity: schema.Warning,
		Title: "A file is an export of records or a data dictionary", Why: "what it holds was left behind",
		Mend: "give the export with the names of the fields in the first row, beside its dictionary"},
	{ID: ruleCapped, Severity: schema.Note,
		Title: "At most 1000 findings of a file are listed", Why: "the last one gives their true number; so many findings mostly have one cause",
		Mend: "mend the first ones and read the file again"},
	{ID: ruleLabels, Severity: schema.Note,
		Title: "The header of an export has the names of fields", Why: "labels are texts that people change, and several fields may have the same; where one fits it was taken",
		Mend: "export with raw headers"},
	{ID: ruleMap, Severity: schema.Warning,
		Title: "The map says which fields are the patient, the start and the professional", Why: "without a patient there are no records; without start and professional nothing of continuity",
		Mend: "write a map with the columns ours, theirs, value and means"},
	{ID: ruleMapColumns, Severity: schema.Error,
		Title: "A map has the columns ours and theirs, and where needed value and means", Why: "which column is which cannot be guessed",
		Mend: "begin the map with the line ours,theirs,value,means"},
	{ID: ruleMapField, Severity: schema.Warning,
		Title: "The fields of a map are columns of an export", Why: "the dictionary has the field, but no export does, so that no record has what it would tell",
		Mend: "export the field too, or take it out of the map"},
	{ID: ruleMapKnown, Severity: schema.Error,
		Title: "A field of a map is one of the project", Why: "neither an export nor a dictionary has it: a name that is spelt in another way is lost to every record, and the records were made without",
		Mend: "correct the spelling in this line of the map, capitals too; of a check box give the name without ___ and the code. Of a field that is not in this export give the dictionary too, or take it out of the map"},
	{ID: ruleMapLine, Severity: schema.Error,
		Title: "A line of a map has a target and a field, and a value together with what it means", Why: "the line was left out",
		Mend: "complete the line"},
	{ID: ruleMapOnce, Severity: schema.Error,
		Title: "A map says each thing once", Why: "the later line was left out",
		Mend: "keep one of the two lines"},
	{ID: ruleMapTarget, Severity: schema.Error,
		Title: "What a field is mapped to is a target", Why: "the line was left out",
		Mend: "give one of the targets: patient, language, age, birth, residence, education, consent, start, end, duration, mode, setting, planned, phase, recording, professional, profession, interpreter or concern"},
	{ID: ruleMapWord, Severity: schema.Error,
		Title: "What a value means is a word of the target", Why: "the line was left out",
		Mend: "give one of those that the finding lists; a target that has no words takes its values as they are, without value and means"},
	{ID: ruleNoRows, Severity: schema.Warning,
		Title: "An export has rows", Why: "an export that lost its rows must not pass for a study without records",
		Mend: "export again"},
	{ID: ruleProfession, Severity: schema.Warning,
		Title: "A professional has one profession", Why: "two answers to one question; the first was taken",
		Mend: "correct the profession, or tell the two people apart"},
	{ID: ruleQuote, Severity: schema.Error,
		Title: "Quotes enclose a whole field, and one inside a field is written twice", Why: "otherwise rows run into one another; rows after this place were not read",
		Mend: "export again, and do not edit the file by hand", Source: rfc4180},
	{ID: ruleBare, Severity: schema.Note,
		Title: "A field that holds a quote is in quotes", Why: "the quote was taken as it stands, but other tools read such a table in another way",
		Mend: "export again, and do not edit the file by hand", Source: rfc4180},
	{ID: ruleRagged, Severity: schema.Error,
		Title: "Each row has as many fields as the first", Why: "a separator too many or too few moves the values into other columns; the row was refused",
		Mend: "put a value that holds a separator in quotes, or add the missing fields", Source: rfc4180},
	{ID: ruleRecord, Severity: schema.Error,
		Title: "Each row says of which record it is", Why: "a visit that belongs to nobody would change the count of somebody's visits; the row was refused",
		Mend: "export the field of the record too"},
	{ID: ruleLong, Severity: schema.Error,
		Title: "A row has at most a mebibyte", Why: "a quote that is not closed makes a row of the whole file; rows from this place on were not read",
		Mend: "look for a quote out of place, or leave out long notes"},
	{ID: ruleRowOnce, Severity: schema.Error,
		Title: "A record has one row for each event, instrument and instance", Why: "the visit would be counted twice; the later row was refused",
		Mend: "keep one of the rows, or export the columns of event, instrument and instance too"},
	{ID: ruleSeparator, Severity: schema.Error,
		Title: "The names of the columns are separated by one character: comma, tab, semicolon or vertical bar", Why: "the columns cannot be told apart otherwise",
		Mend: "export with commas, and with raw headers", Source: rfc4180},
	{ID: ruleDay, Severity: schema.Warning,
		Title: "The start of an encounter has a time of day", Why: "the order of visits within a day is not known, and SECON, handoffs and the like rest on it; the start is given as the beginning of the day",
		Mend: "map a field of date and time, if there is one"},
	{ID: ruleZone, Severity: schema.Note,
		Title: "It is known in which zone times are", Why: "exports have none; read in another zone, a visit may fall on another day",
		Mend: "say which zone the times are in when importing"},
	{ID: ruleNotCompleted, Severity: schema.Note,
		Title: "A survey was completed", Why: "its answers may be in part; they were read like any other",
		Mend: "leave out surveys that were not completed, if the analysis needs whole ones"},
	{ID: ruleType, Severity: schema.Warning,
		Title: "A value has the type that the dictionary gives its field", Why: "it was entered before the field was validated, or changed outside REDCap",
		Mend: "correct the value; dates are exported as 2024-03-01, whatever order they were entered in"},
	{ID: ruleValue, Severity: schema.Warning,
		Title: "A value that is mapped stands for a word of its target", Why: "what the map does not say is not guessed; the value was left out",
		Mend: "correct the value, or where the target has words add a line for the code or label to the map, with value and means"},
}

// Rules returns every rule that exports, dictionaries and maps must keep, sorted by id.
func Rules() []schema.Rule { return slices.Clone(rules) }
