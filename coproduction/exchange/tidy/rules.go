package tidy

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema"
)

const (
	ruleAuthors schema.RuleID = "tidy-citation-authors"
	ruleCapped  schema.RuleID = "tidy-findings-capped"
	ruleFormula schema.RuleID = "tidy-formula"
	ruleNull    schema.RuleID = "tidy-null-character"
	ruleSize    schema.RuleID = "tidy-spreadsheet-size"
)

// rules are sorted by id.
var rules = []schema.Rule{
	{ID: ruleAuthors, Severity: schema.Note,
		Title:  "A data set that is shared says whom to cite",
		Why:    "records name nobody, and authors are not made up: without any, no citation file is written",
		Mend:   "name the authors of the data set",
		Source: "Citation File Format 1.2.0"},
	{ID: ruleCapped, Severity: schema.Note,
		Title: "At most 1000 findings are listed",
		Why:   "the last one gives their true number; so many findings mostly have one cause",
		Mend:  "nothing: every such cell is made safe, listed or not"},
	{ID: ruleFormula, Severity: schema.Note,
		Title:  "No text begins as a formula of a spreadsheet does",
		Why:    "a spreadsheet would run it; the text has an apostrophe before it in the table",
		Mend:   "take the apostrophe off where the text itself is needed",
		Source: "CWE-1236"},
	{ID: ruleNull, Severity: schema.Warning,
		Title: "No text has a null character",
		Why:   "R and spreadsheets read such a text only as far as that character; it is written as U+FFFD, which stands for what cannot be shown",
		Mend:  "look in the source at what stood there: mostly the file was read in another encoding than its own"},
	{ID: ruleSize, Severity: schema.Note,
		Title:  "A table and its cells are no larger than a spreadsheet holds",
		Why:    "Excel cuts a text behind 32,767 UTF-16 units and a table behind 1,048,576 rows, and a table that is saved from there has lost the rest; the files themselves are whole",
		Mend:   "read the table with R, Stata or another program that has no such limit",
		Source: "Microsoft: Excel specifications and limits"},
}

// Rules returns every rule of tables that are written, sorted by id.
func Rules() []schema.Rule { return slices.Clone(rules) }
