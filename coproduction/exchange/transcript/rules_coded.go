package transcript

import "github.com/coproduction-lab/coproduction-go/schema"

const (
	ruleCSVColumns     schema.RuleID = "csv-columns-assumed"
	ruleCSVOne         schema.RuleID = "csv-one-encounter"
	ruleCSVApart       schema.RuleID = "csv-rows-apart"
	ruleCSVTurn        schema.RuleID = "csv-turn-blank"
	ruleCSVTurnName    schema.RuleID = "csv-turn-number"
	ruleCSVTurnTwice   schema.RuleID = "csv-turn-twice"
	ruleCSVTurnAgain   schema.RuleID = "csv-turn-again"
	ruleCSVOneCoder    schema.RuleID = "csv-one-coder"
	ruleCSVTurnOrder   schema.RuleID = "csv-turn-order"
	ruleCSVContradicts schema.RuleID = "csv-turn-contradicts"
	ruleCSVCoder       schema.RuleID = "csv-coder-blank"
	ruleCSVNoCode      schema.RuleID = "csv-code-none"
	ruleCSVParted      schema.RuleID = "csv-codes-parted"
	ruleCSVMissing     schema.RuleID = "csv-missing-word"
	ruleCSVNumber      schema.RuleID = "csv-number"
	ruleCSVNumberForm  schema.RuleID = "csv-number-form"
	ruleCSVThousands   schema.RuleID = "csv-number-thousands"
	ruleCSVRound       schema.RuleID = "csv-round"
	ruleCSVTooLong     schema.RuleID = "csv-too-long"
)

// codedRules are about tables of coded turns.
var codedRules = []schema.Rule{
	{ID: ruleCSVColumns, Severity: schema.Note,
		Title: "It is said which column holds what",
		Why:   "columns were taken by their customary names, which may mean something else in this table",
		Mend:  "nothing, if they mean the same; else name them by -columns"},
	{ID: ruleCSVOne, Severity: schema.Note,
		Title: "A table says which consultation a row belongs to",
		Why:   "without such a column the file was read as one consultation",
		Mend:  "nothing, if it is one; else name the column by -columns"},
	{ID: ruleCSVApart, Severity: schema.Note,
		Title: "The rows of one consultation stand together",
		Why:   "they were put together; but rows that were sorted, or pasted below, may belong to another consultation of the same name",
		Mend:  "look whether the name is that of two consultations"},
	{ID: ruleCSVTurn, Severity: schema.Warning,
		Title: "Every row has a number of the turn",
		Why:   "which turn it belongs to cannot be told, and it is left out",
		Mend:  "fill in the column; a program that merges cells leaves all but the first one blank"},
	{ID: ruleCSVTurnName, Severity: schema.Note,
		Title: "Turns are numbered by whole numbers",
		Why:   "they cannot be put in order by other names, and stand as in the file",
		Mend:  "number the turns of each consultation from 1"},
	{ID: ruleCSVTurnTwice, Severity: schema.Warning,
		Title: "A row is another turn, or the same with another code or coder",
		Why:   "the row was left out, as the turn would count twice; if it is another turn, it is missing",
		Mend:  "take the row out, or give the turn its number"},
	{ID: ruleCSVTurnAgain, Severity: schema.Warning,
		Title: "Without a column of turns each row is a turn of its own",
		Why:   "the row above says the same of who spoke, when and what, and only the code or the coder differs: if both are one turn, it is counted twice, and its words too",
		Mend:  "name the column that numbers the turns, as in -columns turn=COLUMN, or add one; nothing, if they are two turns"},
	{ID: ruleCSVOneCoder, Severity: schema.Note,
		Title: "A table says who gave its codes",
		Why:   "without a column of coders all codes are taken for those of one person; agreement between coders cannot be told then",
		Mend:  "nothing, if it was one person; else name the column, as in -columns coder=COLUMN"},
	{ID: ruleCSVTurnOrder, Severity: schema.Note,
		Title: "Turns stand in the order of their numbers",
		Why:   "they were put in order; who answers whom is read from it",
		Mend:  "look whether a number is wrong"},
	{ID: ruleCSVContradicts, Severity: schema.Warning,
		Title: "The rows of one turn say the same of who spoke, when and what",
		Why:   "the first row was believed; mostly two turns have one number",
		Mend:  "correct the number, or the rows"},
	{ID: ruleCSVCoder, Severity: schema.Warning,
		Title: "Every code has a coder",
		Why:   "agreement is between people; a code that nobody gave is left out",
		Mend:  "fill in the column of the coder"},
	{ID: ruleCSVNoCode, Severity: schema.Warning,
		Title: "A coder gives a turn codes, or none",
		Why:   "a row without codes says that none applies, another row of the same coder gives some; the codes were taken",
		Mend:  "take one of the rows out"},
	{ID: ruleCSVParted, Severity: schema.Warning,
		Title: "It is said what parts the codes of one cell",
		Why:   "a cell was read as one code, and a semicolon or a bar in it mostly stands between two: they agree with neither, and each pair is a code of its own",
		Mend:  "say what parts them by -separator, as in -separator \";\", or give each code a row; nothing, if the sign belongs to the name of a code"},
	{ID: ruleCSVMissing, Severity: schema.Warning,
		Title: "What is not known is an empty cell, or a word that the caller declares",
		Why:   "NA may be a code, or a cell that holds none; it was taken as it stands, and as nothing where a number should be",
		Mend:  "declare the word by -missing, as in -missing NA"},
	{ID: ruleCSVNumber, Severity: schema.Warning,
		Title: "Numbers are whole numbers, and times seconds, milliseconds, mm:ss or hh:mm:ss",
		Why:   "what cannot be read is taken for unknown",
		Mend:  "correct the cell"},
	{ID: ruleCSVNumberForm, Severity: schema.Note,
		Title: "Numbers are written with digits, and a decimal point where it is needed",
		Why:   "3.0 was read as 3, 1,5 as 1.5 and round 2 as 2; other programs do not",
		Mend:  "nothing, if that is right"},
	{ID: ruleCSVThousands, Severity: schema.Warning,
		Title: "A point in a number is the decimal sign, and parts no thousands",
		Why:   "1.000 is one in some tables, and a thousand in others. A whole number is taken for unknown; a time is read as one of seconds or milliseconds with a fraction, although other times of the table have a decimal comma",
		Mend:  "write whole numbers without a sign, and all times with a decimal point"},
	{ID: ruleCSVRound, Severity: schema.Warning,
		Title: "A round of coding is a number from 1 to 1000",
		Why:   "agreement is about each coder's latest round, and what is later a word does not tell; where all rounds are words they are numbered in the order in which they first come, and where others have numbers the codings of words are left out",
		Mend:  "number the rounds in their order, from 1"},
	{ID: ruleCSVTooLong, Severity: schema.Error,
		Title: "A table has a million rows at most",
		Why:   "rows of one consultation may stand apart, and are held until its last one",
		Mend:  "cut the table, between consultations"},
}
