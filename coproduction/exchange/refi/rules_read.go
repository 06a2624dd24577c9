package refi

import (
	"cmp"
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema"
)

const (
	ruleArchive       schema.RuleID = "refi-archive"
	ruleCaseName      schema.RuleID = "refi-case-name"
	ruleCodable       schema.RuleID = "refi-code-codable"
	ruleCodeMissing   schema.RuleID = "refi-code-missing"
	ruleReference     schema.RuleID = "refi-reference"
	ruleCoder         schema.RuleID = "refi-coder"
	ruleCoders        schema.RuleID = "refi-coders-lost"
	ruleCopy          schema.RuleID = "refi-copy"
	ruleCopyDiffers   schema.RuleID = "refi-copy-differs"
	ruleDialect       schema.RuleID = "refi-dialect"
	ruleDialectOpen   schema.RuleID = "refi-dialect-open"
	ruleElement       schema.RuleID = "refi-element"
	ruleEntryName     schema.RuleID = "refi-entry-name"
	ruleEntryProjects schema.RuleID = "refi-entry-projects"
	ruleEntry         schema.RuleID = "refi-entry-outside"
	ruleEntryTwice    schema.RuleID = "refi-entry-twice"
	ruleMany          schema.RuleID = "refi-elements-many"
	ruleCapped        schema.RuleID = "refi-findings-capped"
	ruleGUID          schema.RuleID = "refi-guid"
	ruleLimit         schema.RuleID = "refi-limit"
	ruleNamespace     schema.RuleID = "refi-namespace"
	ruleNumber        schema.RuleID = "refi-number"
	rulePath          schema.RuleID = "refi-path"
	ruleProject       schema.RuleID = "refi-project"
	ruleQuote         schema.RuleID = "refi-quote"
	ruleRange         schema.RuleID = "refi-range"
	ruleEncoding      schema.RuleID = "refi-text-encoding"
	ruleMissing       schema.RuleID = "refi-text-missing"
	ruleOutside       schema.RuleID = "refi-text-outside"
	ruleTrailing      schema.RuleID = "refi-trailing"
	ruleUser          schema.RuleID = "refi-user"
	ruleTolerated     schema.RuleID = "refi-xml-tolerated"
	ruleXML           schema.RuleID = "refi-xml"
	ruleGUIDTwice     schema.RuleID = "refi-guid-twice"
	ruleEmpty         schema.RuleID = "refi-empty"
	ruleOrphan        schema.RuleID = "refi-file-unused"
)

const standard = "REFI-QDA 1.5"

// readRules are about files that are read.
var readRules = []schema.Rule{
	{ID: ruleArchive, Severity: schema.Error,
		Title:  "An archive is whole",
		Why:    "what came behind the damage is missing",
		Mend:   "export the project again",
		Source: standard},
	{ID: ruleCaseName, Severity: schema.Warning,
		Title:  "No code has the name of a case",
		Why:    "such a code may be the case itself under another GUID, and its name that of somebody: names of codes are kept",
		Mend:   "look at these codes; take out those that are cases, or give code and case one GUID",
		Source: standard},
	{ID: ruleCodable, Severity: schema.Warning,
		Title:  "A code says whether it can be given",
		Why:    "one that cannot only holds others, and codings of it would count for nothing",
		Mend:   "set isCodable to true or false",
		Source: standard},
	{ID: ruleCodeMissing, Severity: schema.Warning,
		Title:  "A coding gives a code of the project",
		Why:    "what was coded so is left out",
		Mend:   "export the project again, with all of its codes",
		Source: standard},
	{ID: ruleReference, Severity: schema.Warning,
		Title:  "A reference says by targetGUID what it refers to, in a set of a codebook by guid",
		Why:    "other programs may not find it, and one that says nothing is lost",
		Mend:   "nothing, if it was read; otherwise export the project again",
		Source: standard},
	{ID: ruleCoder, Severity: schema.Note,
		Title:  "A coding says who coded",
		Why:    "agreement between coders cannot be computed from codings that are nobody's",
		Mend:   "export with the names of users, which the import turns into pseudonyms",
		Source: standard},
	{ID: ruleCoders, Severity: schema.Warning,
		Title:  "Codings by several users stay apart",
		Why:    "all of them now seem to be one person's: agreement between coders cannot be computed",
		Mend:   "export from the program in which they coded, before projects were merged",
		Source: standard},
	{ID: ruleCopy, Severity: schema.Note,
		Title:  "A project comes once",
		Why:    "what is the same in two copies would count twice",
		Mend:   "nothing, where several people coded in a copy each",
		Source: standard},
	{ID: ruleCopyDiffers, Severity: schema.Warning,
		Title:  "What has one GUID is one thing",
		Why:    "of two texts under one GUID nobody can tell which one was coded, and two codings of one coder at one place would count for two; what comes first stands",
		Mend:   "give each text a GUID of its own; of copies, keep the one that counts",
		Source: standard},
	{ID: ruleDialect, Severity: schema.Note,
		Title:  "Positions in a text count Unicode code points, and an end is the position behind the last",
		Why:    "programs count differently; which way fits was found out from the quotes",
		Mend:   "nothing, if the quotes fit",
		Source: standard},
	{ID: ruleDialectOpen, Severity: schema.Warning,
		Title:  "One way to count the positions in a text fits best",
		Why:    "another way gives other ranges that fit as well, or nearly: some may be off by a few characters",
		Mend:   "export with the text of the selections as their names",
		Source: standard},
	{ID: ruleElement, Severity: schema.Warning,
		Title:  "A project holds the elements of the standard",
		Why:    "what the standard does not know was passed over",
		Mend:   "look whether anything of worth was in it",
		Source: standard},
	{ID: ruleMany, Severity: schema.Warning,
		Title:  "A project holds no more of anything than is taken",
		Why:    "what is more than that is left out, and counted as dropped",
		Mend:   "split the project",
		Source: standard},
	{ID: ruleEntryName, Severity: schema.Note,
		Title:  "The project in an archive is project.qde",
		Why:    "other programs may not find it",
		Mend:   "nothing, if it was found",
		Source: standard},
	{ID: ruleEntryProjects, Severity: schema.Warning,
		Title:  "An archive holds one project",
		Why:    "the others are not read: project.qde is, or else the first",
		Mend:   "export each project into a file of its own",
		Source: standard},
	{ID: ruleEntry, Severity: schema.Error,
		Title:  "The entries of an archive lie inside of it",
		Why:    "an entry that names a place elsewhere could overwrite files",
		Mend:   "do not open the file in any other program, and ask who sent it",
		Source: standard},
	{ID: ruleEntryTwice, Severity: schema.Warning,
		Title:  "No two entries of an archive have one name",
		Why:    "which of them a program reads is chance",
		Mend:   "export the project again",
		Source: standard},
	{ID: ruleCapped, Severity: schema.Note,
		Title:  "At most 1000 findings of a file are listed",
		Why:    "the last one gives their true number; so many findings mostly have one cause",
		Mend:   "mend the first ones and read the file again",
		Source: standard},
	{ID: ruleGUID, Severity: schema.Error,
		Title:  "Whatever has a GUID has a valid one",
		Why:    "what refers to it cannot be found",
		Mend:   "export the project again",
		Source: standard},
	{ID: ruleGUIDTwice, Severity: schema.Warning,
		Title:  "No two codes have one GUID",
		Why:    "which of them a coding means is not known; the first is taken",
		Mend:   "export the project again, and compare the codings of these codes",
		Source: standard},
	{ID: ruleEmpty, Severity: schema.Warning,
		Title:  "A project holds something",
		Why:    "no record can be made of it",
		Mend:   "look whether the right project was exported",
		Source: standard},
	{ID: ruleOrphan, Severity: schema.Warning,
		Title:  "The project refers to every file of its archive",
		Why:    "what is in the others is left out",
		Mend:   "look whether a source is missing in the project",
		Source: standard},
	{ID: ruleLimit, Severity: schema.Error,
		Title:  "A project stays within the limits of the reader",
		Why:    "a file that unpacks to more than that is damaged, or made to fill the memory",
		Mend:   "split the project",
		Source: standard},
	{ID: ruleNamespace, Severity: schema.Note,
		Title:  "The namespace is that of version 1.0 of the standard",
		Why:    "older programs wrote others, and what they mean may differ",
		Mend:   "nothing, if the numbers are right",
		Source: standard},
	{ID: ruleNumber, Severity: schema.Warning,
		Title:  "A position is a whole number",
		Why:    "the selection has no place",
		Mend:   "export the project again",
		Source: standard},
	{ID: rulePath, Severity: schema.Warning,
		Title:  "A project does not tell folders of computers",
		Why:    "they hold the names of people",
		Mend:   "take basePath out before the file is passed on",
		Source: standard},
	{ID: ruleProject, Severity: schema.Error,
		Title:  "A file is a project or codebook of REFI-QDA",
		Why:    "nothing could be read",
		Mend:   "export from the program as REFI-QDA",
		Source: standard},
	{ID: ruleQuote, Severity: schema.Warning,
		Title:  "The text of a selection is what its name or description quotes",
		Why:    "the range may be wrong, or the text was changed after it was coded",
		Mend:   "compare the selections with the program they come from",
		Source: standard},
	{ID: ruleRange, Severity: schema.Warning,
		Title:  "A selection is a range of its text",
		Why:    "its codings are about nothing, and are left out",
		Mend:   "look whether the text was changed after it was coded",
		Source: standard},
	{ID: ruleEncoding, Severity: schema.Warning,
		Title:  "A text is UTF-8 or UTF-16",
		Why:    "its selections have no text",
		Mend:   "save the text as UTF-8",
		Source: standard},
	{ID: ruleMissing, Severity: schema.Warning,
		Title:  "The text of a source is in the archive",
		Why:    "its selections have no text, and are left out",
		Mend:   "export the project with its sources, as a .qdpx file",
		Source: standard},
	{ID: ruleOutside, Severity: schema.Warning,
		Title:  "The text of a source is in the archive",
		Why:    "files elsewhere are not opened",
		Mend:   "export the project with its sources",
		Source: standard},
	{ID: ruleTrailing, Severity: schema.Warning,
		Title:  "Nothing follows the project",
		Why:    "it may be a part of another",
		Mend:   "look at the end of the file",
		Source: standard},
	{ID: ruleUser, Severity: schema.Note,
		Title:  "Users have no names",
		Why:    "names and logins are people's; the records have pseudonyms",
		Mend:   "take the names out before the file is passed on",
		Source: standard},
	{ID: ruleXML, Severity: schema.Error,
		Title:  "A project is well-formed XML without a document type",
		Why:    "what cannot be read to its end must not pass for a short one",
		Mend:   "export the project again",
		Source: standard},
	{ID: ruleTolerated, Severity: schema.Warning,
		Title:  "XML says how it is written, and declares its prefixes",
		Why:    "it was read, but other programs may refuse it, or read letters with accents as others",
		Mend:   "export the project as UTF-8",
		Source: "Extensible Markup Language (XML) 1.0"},
}

// details are said of what may come often.
var details = map[schema.RuleID]string{
	ruleElement: "the standard does not know this element here; it is passed over",
	ruleMissing: "the text is not in the archive",
	ruleOutside: "the text lies outside of the archive",
}

func ruleOf(rules []schema.Rule, id schema.RuleID) schema.Rule {
	return rules[slices.IndexFunc(rules, func(r schema.Rule) bool { return r.ID == id })]
}

// Rules returns every rule of reading and of making projects, sorted by id. A file that
// departs from one of severity error is not read.
func Rules() []schema.Rule {
	all := slices.Concat(readRules, exportRules)
	slices.SortFunc(all, func(a, b schema.Rule) int { return cmp.Compare(a.ID, b.ID) })
	return all
}
