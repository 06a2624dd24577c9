package transcript

import "github.com/coproduction-lab/coproduction-go/schema"

const (
	ruleCSVQuote       schema.RuleID = "csv-quote"
	ruleCSVBareQuote   schema.RuleID = "csv-quote-bare"
	ruleCSVBlank       schema.RuleID = "csv-blank-line"
	ruleCSVDelimiter   schema.RuleID = "csv-delimiter"
	ruleCSVColumn      schema.RuleID = "csv-column-missing"
	ruleCSVColumnTwice schema.RuleID = "csv-column-twice"
	ruleCSVRagged      schema.RuleID = "csv-ragged"
	ruleCSVSpace       schema.RuleID = "csv-white-space"
	ruleCSVNoRows      schema.RuleID = "csv-no-rows"
	ruleCSVEncounter   schema.RuleID = "csv-encounter-blank"
)

const rfc4180 = "RFC 4180"

// csvRules are about tables in the form of a text file.
var csvRules = []schema.Rule{
	{ID: ruleCSVQuote, Severity: schema.Error,
		Title:  "A quote that opens a field is closed before its delimiter, and quotes inside are doubled",
		Why:    "where the field ends nobody can tell, and every row from here on may be part of it",
		Mend:   "close the quote, or double the one that is part of the text",
		Source: rfc4180},
	{ID: ruleCSVBareQuote, Severity: schema.Warning,
		Title:  "A field with a quote in it stands in quotes",
		Why:    "the quote was taken as part of the text; other programs refuse such a table, or end the field elsewhere",
		Mend:   "put the field in quotes and double the quote inside",
		Source: rfc4180},
	{ID: ruleCSVBlank, Severity: schema.Note,
		Title: "Rows follow each other without blank lines",
		Why:   "a blank line may have been a row that lost its fields",
		Mend:  "take it out, if nothing is missing"},
	{ID: ruleCSVDelimiter, Severity: schema.Note,
		Title:  "Fields are separated by commas",
		Why:    "another delimiter was told from the names of the columns",
		Mend:   "nothing, if the columns are right",
		Source: rfc4180},
	{ID: ruleCSVColumn, Severity: schema.Error,
		Title: "Every column that is asked for is there",
		Why:   "what a column holds cannot be guessed",
		Mend:  "compare the names in the first row with those asked for; fields are separated by commas, semicolons or tabs"},
	{ID: ruleCSVColumnTwice, Severity: schema.Warning,
		Title: "Columns have different names",
		Why:   "which of the two is meant cannot be told; the first was taken",
		Mend:  "rename one of them"},
	{ID: ruleCSVRagged, Severity: schema.Warning,
		Title:  "Every row has as many fields as the first",
		Why:    "which column a field belongs to cannot be told, and the row is left out; mostly a text with a delimiter in it is not in quotes",
		Mend:   "put the text in quotes, or add the missing fields",
		Source: rfc4180},
	{ID: ruleCSVSpace, Severity: schema.Note,
		Title: "Values have no white space around them",
		Why:   "it was passed over: to other programs the same id with a space behind it is another one",
		Mend:  "trim the column"},
	{ID: ruleCSVNoRows, Severity: schema.Error,
		Title: "A table has rows",
		Why:   "nothing can be read from the names of columns alone",
		Mend:  "look whether the export was cut off"},
	{ID: ruleCSVEncounter, Severity: schema.Warning,
		Title: "Every row says which consultation it belongs to",
		Why:   "a row of no consultation is left out",
		Mend:  "fill in the column; a program that merges cells leaves all but the first one blank"},
}
