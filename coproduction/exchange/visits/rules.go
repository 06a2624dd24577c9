package visits

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/sheet"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// prefix is what the ids of these rules begin with.
const prefix = "visits-"

const (
	ruleMark       schema.RuleID = prefix + sheet.Mark
	ruleCapped     schema.RuleID = prefix + sheet.Capped
	ruleEncoding   schema.RuleID = prefix + sheet.Encoding
	ruleDelimiter  schema.RuleID = prefix + sheet.Delimiter
	ruleSeparator  schema.RuleID = prefix + sheet.Separator
	ruleQuote      schema.RuleID = prefix + sheet.Quote
	ruleColumn     schema.RuleID = prefix + sheet.Missing
	ruleColumnOnce schema.RuleID = prefix + sheet.Once
	ruleNoRows     schema.RuleID = prefix + sheet.NoRows
	ruleRagged     schema.RuleID = prefix + sheet.Ragged
	rulePatient    schema.RuleID = "visits-patient"
	ruleStart      schema.RuleID = "visits-start"
	ruleZone       schema.RuleID = "visits-start-zone"
	ruleID         schema.RuleID = "visits-id"
	ruleIDOnce     schema.RuleID = "visits-id-once"
	ruleSpace      schema.RuleID = prefix + sheet.Space
	ruleMissing    schema.RuleID = "visits-missing-word"
)

const rfc4180 = "RFC 4180"

var rules = []schema.Rule{
	{ID: ruleEncoding, Severity: schema.Error,
		Title: "A table of visits is text in UTF-8",
		Why:   "read in another encoding, two spellings of one id may become two people",
		Mend:  "save the table as CSV UTF-8"},
	{ID: ruleMark, Severity: schema.Note,
		Title: "A table of visits begins with the name of its first column, not with a byte order mark",
		Why:   "the mark is passed over here, but other tools take it for a part of the name",
		Mend:  "nothing here, for Excel writes one in each CSV UTF-8; save it without one where another tool stumbles"},
	{ID: ruleDelimiter, Severity: schema.Error,
		Title:  "The fields of a table of visits are separated by one character: comma, semicolon, tab or vertical bar",
		Why:    "which of several it is cannot be told, and with it neither can the columns",
		Mend:   "save the table with commas",
		Source: rfc4180},
	{ID: ruleSeparator, Severity: schema.Note,
		Title:  "The fields of a table of visits are separated by commas",
		Why:    "another separator was told from the first row",
		Mend:   "nothing, if the columns are right",
		Source: rfc4180},
	{ID: ruleQuote, Severity: schema.Error,
		Title:  "Quotes in a table of visits enclose a whole field, and one inside a field is written twice",
		Why:    "otherwise rows run into one another and visits disappear",
		Mend:   "close the quote, or write it twice; rows after this place were not read",
		Source: rfc4180},
	{ID: ruleColumn, Severity: schema.Error,
		Title: "A table of visits has the columns patient, start and professional",
		Why:   "continuity of care is about who met whom, and in what order",
		Mend:  "name the columns in the first row: patient,start,professional, and id where visits have one"},
	{ID: ruleColumnOnce, Severity: schema.Error,
		Title: "No column that is read stands twice in a table of visits",
		Why:   "nobody can tell which of the two is meant",
		Mend:  "rename one of the two columns"},
	{ID: ruleNoRows, Severity: schema.Error,
		Title: "A table of visits has a row for each visit",
		Why:   "a table that lost its rows must not pass for a study without visits",
		Mend:  "export the table again"},
	{ID: ruleRagged, Severity: schema.Error,
		Title:  "Each row of a table of visits has as many fields as the first",
		Why:    "a comma too many or too few moves the values into other columns",
		Mend:   "put a value that holds a comma in quotes, or add the missing fields",
		Source: rfc4180},
	{ID: rulePatient, Severity: schema.Error,
		Title: "Each visit names its patient",
		Why:   "a visit that belongs to nobody would change the count of somebody's visits",
		Mend:  "fill in the patient's pseudonym, or take the row out"},
	{ID: ruleStart, Severity: schema.Error,
		Title:  "The start of a visit is a date, or a date and time",
		Why:    "the order of the visits rests on it; 03/04/2024 is March in one country and April in another",
		Mend:   "write 2024-03-04, 2024-03-04 09:30, 2024-03-04T09:30:00 or 2024-03-04T09:30:00+01:00",
		Source: "RFC 3339"},
	{ID: ruleZone, Severity: schema.Error,
		Title: "The times of a table of visits all have a time zone, or none has",
		Why:   "which of two visits was first cannot be told where only one of them says in which zone its time is",
		Mend:  "write all times with their zone, or all in the same zone without it"},
	{ID: ruleID, Severity: schema.Error,
		Title: "Where a table of visits has the column id, each visit has one",
		Why:   "ids decide the order of visits with the same start",
		Mend:  "fill in the id, or leave the column out: the order of the rows then decides"},
	{ID: ruleIDOnce, Severity: schema.Error,
		Title: "No patient has two visits with the same id",
		Why:   "the visit would be counted twice; whom a visit with two professionals is to is not for this table to guess",
		Mend:  "keep one row for each visit, with the professional who counts"},
	{ID: ruleSpace, Severity: schema.Note,
		Title: "Values in a table of visits have no white space around them",
		Why:   "it was passed over, as one person with and without a space would be two",
		Mend:  "take the white space out"},
	{ID: ruleMissing, Severity: schema.Warning,
		Title: "What is missing in a table of visits is an empty field",
		Why:   "a word such as NA, NULL or unknown was read as \"nobody is identified\"; as a name it would be one professional whom everybody has met",
		Mend:  "write empty fields, as write.csv does with na = \"\""},
	{ID: ruleCapped, Severity: schema.Note,
		Title: "At most 1000 findings of a table of visits are listed",
		Why:   "the last one gives their true number; so many findings mostly have one cause",
		Mend:  "mend the first ones and read the table again"},
}

// Rules returns every rule that a table of visits must keep. A table that breaks
// one of severity error gives no visits.
func Rules() []schema.Rule { return slices.Clone(rules) }
