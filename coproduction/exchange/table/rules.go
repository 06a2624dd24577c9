package table

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/sheet"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// prefix is what the ids of these rules begin with.
const prefix = "table-"

const (
	ruleMark       schema.RuleID = prefix + sheet.Mark
	ruleCapped     schema.RuleID = prefix + sheet.Capped
	ruleEncoding   schema.RuleID = prefix + sheet.Encoding
	ruleDelimiter  schema.RuleID = prefix + sheet.Delimiter
	ruleSeparator  schema.RuleID = prefix + sheet.Separator
	ruleQuote      schema.RuleID = prefix + sheet.Quote
	ruleNoRows     schema.RuleID = prefix + sheet.NoRows
	ruleRagged     schema.RuleID = prefix + sheet.Ragged
	ruleSpace      schema.RuleID = prefix + sheet.Space
	ruleMissing    schema.RuleID = prefix + sheet.Missing
	ruleOnce       schema.RuleID = prefix + sheet.Once
	ruleColumnName schema.RuleID = "table-column-name"
	ruleHeader     schema.RuleID = "table-header"
	ruleRowName    schema.RuleID = "table-row-name"
	ruleRowOnce    schema.RuleID = "table-row-name-once"
	ruleRowColumn  schema.RuleID = "table-row-name-column"
	ruleNumber     schema.RuleID = "table-number"
	ruleComma      schema.RuleID = "table-number-comma"
	ruleAlike      schema.RuleID = "table-ratings-alike"
	ruleCategory   schema.RuleID = "table-category"
	ruleWord       schema.RuleID = "table-missing-word"
	rulePresence   schema.RuleID = "table-presence"
	ruleSequence   schema.RuleID = "table-sequence"
	ruleCode       schema.RuleID = "table-code"
)

const rfc4180 = "RFC 4180"

var rules = []schema.Rule{
	{ID: ruleEncoding, Severity: schema.Error,
		Title: "A table is text in UTF-8",
		Why:   "read in another encoding, two spellings of one code may become two codes",
		Mend:  "save the table as CSV UTF-8"},
	{ID: ruleMark, Severity: schema.Note,
		Title: "A table begins with the name of its first column, not with a byte order mark",
		Why:   "the mark is passed over here, but other tools take it for a part of the name",
		Mend:  "nothing here, for Excel writes one in each CSV UTF-8; save it without one where another tool stumbles"},
	{ID: ruleDelimiter, Severity: schema.Error,
		Title:  "The fields of a table are separated by one character: comma, semicolon, tab or vertical bar",
		Why:    "which of several it is cannot be told, and with it neither can the columns",
		Mend:   "save the table with commas, and put a name that holds another separator in quotes",
		Source: rfc4180},
	{ID: ruleSeparator, Severity: schema.Note,
		Title:  "The fields of a table are separated by commas",
		Why:    "another separator was told from the first row; a comma in a number is a decimal sign then",
		Mend:   "nothing, if the columns are right",
		Source: rfc4180},
	{ID: ruleQuote, Severity: schema.Error,
		Title:  "Quotes in a table enclose a whole field, and one inside a field is written twice",
		Why:    "otherwise rows run into one another and units disappear",
		Mend:   "close the quote, or write it twice; rows after this place were not read",
		Source: rfc4180},
	{ID: ruleNoRows, Severity: schema.Error,
		Title: "A table has rows below the names of its columns",
		Why:   "a table that lost its rows must not pass for one without units",
		Mend:  "export the table again; a table without names of columns must say so, see -no-header"},
	{ID: ruleRagged, Severity: schema.Error,
		Title:  "Each row of a table has as many fields as the first, and no line between them is blank",
		Why:    "a comma too many or too few moves the values into other columns; a decimal comma does that to each number",
		Mend:   "put a value that holds a comma in quotes, or add the missing fields",
		Source: rfc4180},
	{ID: ruleSpace, Severity: schema.Note,
		Title: "Values in a table have no white space around them",
		Why:   "it was passed over, as one code with and without a space would be two",
		Mend:  "take the white space out"},
	{ID: ruleMissing, Severity: schema.Error,
		Title: "A table has the columns that are counted: of events sequence and code, of ratings a coder, of incidence a code",
		Why:   "a transition is from one code to the next within a sequence; without a coder or a code there is nothing to count",
		Mend:  "name the columns in the first row: sequence and code for events, a column for each coder for ratings, a column for each code for interviews"},
	{ID: ruleOnce, Severity: schema.Error,
		Title: "No two columns of a table have the same name",
		Why:   "one coder or code would count twice, or nobody can tell which of the two is meant",
		Mend:  "rename one of the two columns, or take it out"},
	{ID: ruleColumnName, Severity: schema.Error,
		Title: "Each column of ratings or codes has a name",
		Why:   "a column of row numbers, which statistics programs add without a name, would pass for a coder or a code",
		Mend:  "give the column a name; in R write.csv(row.names = FALSE), or call a column that names the rows unit or interview"},
	{ID: ruleHeader, Severity: schema.Error,
		Title: "The first row of a table names the coders, or the codes",
		Why:   "read as names, the ratings of the first unit, or the codes of the first interview, would be lost in silence",
		Mend:  "add a first row of names that do not look like ratings; of ratings without names say so, see -no-header"},
	{ID: ruleRowName, Severity: schema.Error,
		Title: "Where the first column names the units or interviews, each row has its name",
		Why:   "a row that belongs to nothing may be the rest of another one",
		Mend:  "fill in the name, or leave the whole column out"},
	{ID: ruleRowOnce, Severity: schema.Error,
		Title: "No two rows have the name of the same unit or interview",
		Why:   "the unit would be counted twice; a table with a row for each rating must first be made into one with a column for each coder",
		Mend:  "keep one row for each unit or interview, with a column for each coder or code; in R reshape or tidyr::pivot_wider make one of a table with a row for each rating"},
	{ID: ruleRowColumn, Severity: schema.Warning,
		Title: "The first column of ratings is not another in every row",
		Why:   "it was read as the ratings of a coder, who then never used a category twice while the other coders did; it looks like the names of the units",
		Mend:  "call the column unit, if it names the units"},
	{ID: ruleNumber, Severity: schema.Error,
		Title: "A rating on a numeric scale is a number with a decimal point",
		Why:   "1,5 is one number in one country and two fields in another; a word has no distance to a number",
		Mend:  "write 1.5; leave the field empty where the coder did not rate the unit"},
	{ID: ruleComma, Severity: schema.Note,
		Title: "A number has a decimal point",
		Why:   "1,5 was read as 1.5, as fields are not separated by commas; read as a thousand it would be another number",
		Mend:  "nothing, if that is right"},
	{ID: ruleAlike, Severity: schema.Error,
		Title: "The ratings of a table are all numbers, or all words",
		Why:   "a letter for a digit, as l for 1, would make words of all numbers, and 10 would come before 9",
		Mend:  "mend the field; or say -scale nominal, if numbers and words are categories side by side"},
	{ID: ruleCategory, Severity: schema.Error,
		Title: "Where the categories are declared, a rating is one of them",
		Why:   "a misspelt category would be a category of its own, with a rank of its own",
		Mend:  "mend the spelling, or add the category to those declared"},
	{ID: ruleWord, Severity: schema.Error,
		Title: "What is missing in a table is an empty field",
		Why:   "a word such as NA or NULL may be a missing value or a code of that name, which change the numbers in different ways",
		Mend:  "write empty fields, as write.csv does with na = \"\"; of ratings name the word, see -na; a code that is meant needs another name"},
	{ID: rulePresence, Severity: schema.Error,
		Title: "A cell of a table of incidence is 1 where the code is in the interview, and 0 where it is not",
		Why:   "an empty field may mean that the code is absent, or that nobody looked; a number above 1 counts how often, which is another question",
		Mend:  "write 0 or 1, which in R are +codes of TRUE and FALSE; call a first column that names the interviews interview or id"},
	{ID: ruleSequence, Severity: schema.Error,
		Title: "Each event names its sequence",
		Why:   "an event that belongs nowhere would join codes that never followed one another",
		Mend:  "fill in the sequence, such as the encounter, or take the row out"},
	{ID: ruleCode, Severity: schema.Error,
		Title: "Each event has a code",
		Why:   "left out, it would join the codes before and after it as if they followed one another",
		Mend:  "fill in the code; end a sequence and begin another where nobody coded what lies between"},
	{ID: ruleCapped, Severity: schema.Note,
		Title: "At most 1000 findings of a table are listed",
		Why:   "the last one gives their true number; so many findings mostly have one cause",
		Mend:  "mend the first ones and read the table again"},
}

// Rules returns every rule that these tables must keep. A table that breaks one of
// severity error gives nothing.
func Rules() []schema.Rule { return slices.Clone(rules) }
