package refi

import "github.com/coproduction-lab/coproduction-go/schema"

const (
	ruleExportCharacters schema.RuleID = "refi-export-characters"
	ruleExportCode       schema.RuleID = "refi-export-code"
	ruleExportCodebook   schema.RuleID = "refi-export-codebook"
	ruleExportDepth      schema.RuleID = "refi-export-depth"
	ruleExportEmpty      schema.RuleID = "refi-export-empty"
	ruleExportPlace      schema.RuleID = "refi-export-place"
	ruleExportRange      schema.RuleID = "refi-export-range"
	ruleExportRecord     schema.RuleID = "refi-export-record"
	ruleExportRound      schema.RuleID = "refi-export-round"
	ruleExportText       schema.RuleID = "refi-export-text"
	ruleExportWording    schema.RuleID = "refi-export-wording"
)

// exportRules are about records that become a project, sorted by id.
var exportRules = []schema.Rule{
	{ID: ruleExportCharacters, Severity: schema.Warning,
		Title: "Texts hold no characters that a project cannot",
		Why:   "XML has no place for control characters, and a file of text none for NUL; U+FFFD stands for each, so that positions stay",
		Mend:  "take them out of names, definitions and condensations; a text that holds them was damaged before it was coded"},
	{ID: ruleExportCode, Severity: schema.Warning,
		Title: "A code that was given is in a codebook among the records",
		Why:   "a program refuses a reference to a code that is not there, or drops it in silence; the code is left out",
		Mend:  "give the codebook together with the codings"},
	{ID: ruleExportCodebook, Severity: schema.Note,
		Title: "A codebook says nothing but names and definitions of themes and codes",
		Why:   "REFI-QDA has no place for version, language, note, tools, derivation, evidence and the ids of codes; they are left out",
		Mend:  "keep the codebook record beside the file, which has all of it"},
	{ID: ruleExportDepth, Severity: schema.Warning,
		Title: "The codes of a tree stand at most 250 levels deep",
		Why:   "parsers of XML refuse a project that is deeper; codes further down hang at the last level, beside what they hung below",
		Mend:  "look whether the tree means what it says: levels often come from a code that was moved below itself"},
	{ID: ruleExportEmpty, Severity: schema.Warning,
		Title: "A coding has a code",
		Why:   "REFI-QDA cannot say that a coder looked and no code applied: agreement computed from the file takes the place for one that was not seen",
		Mend:  "compute agreement from the records"},
	{ID: ruleExportPlace, Severity: schema.Warning,
		Title: "What is coded is a source, or a range of one, among the records",
		Why:   "REFI-QDA has places in documents alone; codings of steps, turns, cues and encounters are left out",
		Mend:  "give the sources and units together with the codings; for steps and turns, export sequences"},
	{ID: ruleExportRange, Severity: schema.Warning,
		Title: "The range of a unit lies within its source",
		Why:   "programs refuse the whole project for one selection beyond the end of a text; the unit is left out",
		Mend:  "mend the range, or the source"},
	{ID: ruleExportRecord, Severity: schema.Note,
		Title: "Records are codebooks, sources, units and codings, and a study with its team",
		Why:   "REFI-QDA exchanges coded documents; encounters, member checks and what is known of people are left out",
		Mend:  "nothing, but keep the records: a project cannot replace them"},
	{ID: ruleExportRound, Severity: schema.Warning,
		Title: "A coder coded a place in one round",
		Why:   "REFI-QDA has no rounds; the codes of two would stand side by side as if both held. The latest of each coder at a place is written",
		Mend:  "export one round at a time, to a file each"},
	{ID: ruleExportText, Severity: schema.Warning,
		Title: "A source comes with its text",
		Why:   "a selection is a range of a text; without it most programs drop the selection or refuse the source",
		Mend:  "give the text from where it was left, unchanged to the byte: it is compared with the fingerprint"},
	{ID: ruleExportWording, Severity: schema.Warning,
		Title: "The text that is given for a source is the one that was coded",
		Why:   "in another text the ranges lie elsewhere; it is not written",
		Mend:  "give the text as it was when it was coded: the same line ends, no byte order mark, nothing corrected"},
}

// ExportRules lists what making a project of records may find, sorted by id.
func ExportRules() []schema.Rule { return append([]schema.Rule(nil), exportRules...) }
