package transcript

import "github.com/coproduction-lab/coproduction-go/schema"

const (
	ruleTextEncoding   schema.RuleID = "text-encoding"
	ruleTextNoMark     schema.RuleID = "text-utf16-without-mark"
	ruleTextSize       schema.RuleID = "text-size-limit"
	ruleTextCapped     schema.RuleID = "text-findings-capped"
	ruleTextLayout     schema.RuleID = "text-layout"
	ruleTextNoLabel    schema.RuleID = "text-no-label"
	ruleTextUnlabelled schema.RuleID = "text-line-unlabelled"
	ruleTextLabelRole  schema.RuleID = "text-label-role"
	ruleTextLabelCase  schema.RuleID = "text-label-case"
	ruleTextLabelSpace schema.RuleID = "text-label-space"
	ruleTextNumbered   schema.RuleID = "text-label-numbered"
	ruleTextAssumed    schema.RuleID = "text-roles-assumed"
	ruleTextSilent     schema.RuleID = "text-patient-silent"
	ruleTextTable      schema.RuleID = "text-table"
	ruleTextUnparted   schema.RuleID = "text-words-unparted"
)

// textRules are about labelled text, and about the characters of any text file.
var textRules = []schema.Rule{
	{ID: ruleTextEncoding, Severity: schema.Error,
		Title: "A text file is UTF-8, or UTF-16",
		Why:   "programs replace what they cannot read, each in its own way; letters of names and languages go first",
		Mend:  "save the file as UTF-8; mostly it is in an older encoding of one language, or is no text at all"},
	{ID: ruleTextNoMark, Severity: schema.Warning,
		Title: "UTF-16 begins with a byte order mark",
		Why:   "without one the encoding was guessed from the zeros between the bytes of the beginning",
		Mend:  "save the file as UTF-8"},
	{ID: ruleTextSize, Severity: schema.Error,
		Title: "A text has at most 64 MiB and a million lines, and a row of a table at most 10000 columns",
		Why:   "it is read whole, and no consultation is as long; mostly a quote opens that is not closed, or the file is no text",
		Mend:  "look at the place where the text begins"},
	{ID: ruleTextCapped, Severity: schema.Note,
		Title: "At most 1000 findings of a file are listed",
		Why:   "the last one gives their true number; so many findings mostly have one cause",
		Mend:  "mend the first ones and read the file again"},
	{ID: ruleTextLayout, Severity: schema.Note,
		Title: "How labels are written was told from the file",
		Why:   "lines are counted as turns by it",
		Mend:  "nothing, if labels are written like that"},
	{ID: ruleTextNoLabel, Severity: schema.Error,
		Title: "A labelled text has lines that begin with a label of a known role",
		Why:   "without one nobody speaks; mostly the labels are spelt otherwise than the keys, or the file is something else",
		Mend:  "give a role to every label by -roles, upper and lower case as written, as in -roles Dra=professional:doctor,Sra=patient; labels are read as in [doctor] or as in doctor: at the beginning of a line; times, dashes and asterisks before a label are to be taken out"},
	{ID: ruleTextUnlabelled, Severity: schema.Warning,
		Title: "Every line begins with a label",
		Why:   "whose words these are cannot be told: a label may be lost or misspelt, or a long turn may go on in a new line. Where labels are as in [doctor], such a line goes on with the turn above, and its words count there; where they are as in doctor:, or no turn is above, it is in no turn and no count",
		Mend:  "put the label before the line, or join the line to the one before"},
	{ID: ruleTextLabelRole, Severity: schema.Warning,
		Title: "The label of a speaker has a role",
		Why:   "a line whose label has none is nobody's turn; left out, it makes the share of all others too large",
		Mend:  "give the label a role by -roles, as in -roles Mother=relative, or correct it if it is misspelt; a word with a colon at the start of a line that is no label needs a label before it"},
	{ID: ruleTextLabelCase, Severity: schema.Warning,
		Title: "A label is a key in upper and lower case too",
		Why:   "it was taken for the key that differs in nothing but case; if it is somebody else's, two people are counted as one",
		Mend:  "write all labels of a speaker alike, or give this one a role of its own"},
	{ID: ruleTextLabelSpace, Severity: schema.Note,
		Title: "Nothing stands before a label, nor between it and its colon",
		Why:   "the space was passed over; other programs count such a line as unlabelled",
		Mend:  "take out the space"},
	{ID: ruleTextNumbered, Severity: schema.Note,
		Title: "A label with a number is one more speaker in the role of the label",
		Why:   "two labels with different numbers were counted as two people",
		Mend:  "nothing, if they are two; otherwise give them one label"},
	{ID: ruleTextAssumed, Severity: schema.Note,
		Title: "The caller says what role each label has",
		Why:   "of these labels nobody did, and the meaning that they usually have was taken",
		Mend:  "nothing, if they mean the same; else give their roles by -roles, which win"},
	{ID: ruleTextSilent, Severity: schema.Note,
		Title: "The patient says something",
		Why:   "no line is the patient's; the patient was put among those present because the caller says that patients always are",
		Mend:  "nothing, if the patient was there; relatives often speak for children and for people with dementia"},
	{ID: ruleTextTable, Severity: schema.Note,
		Title: "A table of consultations is named as such",
		Why:   "the names of the columns were recognised as those of a known collection",
		Mend:  "nothing, or say which columns hold the id and the text"},
	{ID: ruleTextUnparted, Severity: schema.Warning,
		Title: "Words stand apart",
		Why:   "words are counted between white space; Chinese, Japanese, Thai and some others write none, so that numbers and shares of words say nothing of such talk",
		Mend:  "part the words by a program for the language, or go by turns and times, which do not depend on it"},
}
