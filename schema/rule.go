package schema

import (
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// A Rule is a documented promise that data can break. Rules are values: they can
// be listed, explained and pointed at.
type Rule struct {
	ID       RuleID
	Severity Severity
	Title    string // what holds, in one sentence
	Why      string // why it matters for the analysis
	Mend     string // what to do where it does not hold
	Source   string // who says so, where it is not this library alone
}

// Doc explains the rule: what holds, why it matters, how to mend it, who says so.
func (r Rule) Doc() string {
	parts := []string{r.Title + "."}
	if r.Why != "" {
		parts = append(parts, "Why it matters: "+r.Why)
	}
	if r.Mend != "" && r.Mend != r.Why {
		parts = append(parts, "How to mend it: "+r.Mend)
	}
	if r.Source != "" {
		parts = append(parts, "Source: "+r.Source)
	}
	return strings.Join(parts, "\n\n")
}

// At makes a finding of the rule. Its place in the bytes is filled in by whoever
// knows them.
func (r Rule) At(pointer, detail string) Finding {
	return Finding{Rule: r.ID, Severity: r.Severity, Pointer: pointer, Detail: detail, Hint: r.Mend}
}

// The rules that hold before a schema can be asked.
const (
	RuleRecordObject RuleID = "record-object"
	RuleRecordKind   RuleID = "record-kind"
	RuleRecordJudged RuleID = "record-judged"
	RuleRecordSize   RuleID = "record-size"
	RuleInteger      RuleID = "integer-form"
	RuleInputBOM     RuleID = "input-byte-order-mark"
	RuleCapped       RuleID = "record-findings-capped"
	RuleSyntax       RuleID = scan.RuleSyntax
	RuleTrailing     RuleID = scan.RuleTrailing
)

// ReadingRules lists the rules that the bytes of a record must keep before its
// schema can be asked: the strict profile of JSON, and a known kind.
func ReadingRules() []Rule {
	return []Rule{
		{ID: scan.RuleSyntax, Severity: Error, Title: "A record is one well-formed JSON value",
			Why:    "what cannot be read cannot be counted; a record cut off in the middle must not pass for a short one",
			Mend:   "look at the byte at this line and column: a missing comma, quote or bracket, a raw line break in a text, or the end of a file that was not written whole",
			Source: "RFC 8259"},
		{ID: scan.RuleTrailing, Severity: Error, Title: "Nothing follows the value of a record",
			Why:    "some tools read the first value and drop the rest in silence",
			Mend:   "write one record a line, or put the records into one array",
			Source: "RFC 8259"},
		{ID: scan.RuleUTF8, Severity: Error, Title: "A record is valid UTF-8 without a byte order mark",
			Why:    "tools replace broken characters by others, each in its own way, and positions in the text shift",
			Mend:   "save the file as UTF-8 without a byte order mark",
			Source: "RFC 8259, section 8.1"},
		{ID: scan.RuleSurrogate, Severity: Error, Title: "Escaped surrogates come in pairs",
			Why:    "half a character has no meaning, and tools disagree on what to make of it",
			Mend:   "write the character itself, or both halves of its escape",
			Source: "RFC 7493, section 2.1"},
		{ID: scan.RuleDuplicate, Severity: Error, Title: "No name stands twice in one object",
			Why:    "some tools keep the first value, others the last: the same file would give two results",
			Mend:   "keep one of the two members",
			Source: "RFC 7493, section 2.3"},
		{ID: scan.RuleNumber, Severity: Error, Title: "A number can be held exactly enough: at most 64 characters, finite, and zero only where it is written as zero",
			Why:    "a number that is too large or too small becomes infinity or zero in most tools",
			Mend:   "write the number in its plain form, or as a text in extensions",
			Source: "RFC 7493, section 2.2"},
		{ID: scan.RuleDepth, Severity: Error, Title: "Arrays and objects are nested at most 64 deep",
			Why:  "no record of a study nests so deep; a file that does is broken, or made to bring readers down",
			Mend: "flatten the value"},
		{ID: RuleRecordObject, Severity: Error, Title: "A record is a JSON object",
			Why:  "only an object can say of which kind it is",
			Mend: "write each record as an object with the members kind and id"},
		{ID: RuleRecordKind, Severity: Error, Title: "A record says of which kind it is",
			Why:  "the kind chooses the schema and the rules; a record without one takes part in nothing",
			Mend: "give the member kind one of: " + kindList()},
		{ID: RuleRecordSize, Severity: Error, Title: "A record is no longer than the limit of the reader",
			Why:  "one record is held in memory; a stated limit keeps a broken or hostile file from taking all of it",
			Mend: "a text belongs into a source record, one for each document; a program may raise Validator.MaxRecord"},
		{ID: RuleInteger, Severity: Error, Title: "A whole number is written without a fraction or an exponent",
			Why:  "12.0 and 1.2e1 are whole numbers to a schema but not to every program that reads them",
			Mend: "write 12; a column that holds gaps is often turned into decimals by the program that wrote it"},
		{ID: RuleInputBOM, Severity: Note, Title: "An input begins with its first record, not with a byte order mark",
			Why:  "the mark is tolerated here, but other tools take it for a part of the first record",
			Mend: "save the file as UTF-8 without a byte order mark"},
		{ID: RuleCapped, Severity: Note, Title: "At most 1000 findings of a record are listed",
			Why:  "the note gives their true number; so many mostly have one cause",
			Mend: "mend the first ones and read the record again"},
		{ID: RuleRecordJudged, Severity: Error, Title: "A record can be judged by its schema",
			Why:  "a record that was not judged must not pass for a sound one",
			Mend: "simplify the record; if it looks sound to you, report it to the makers of this library"},
	}
}

func kindList() string {
	words := make([]string, 0, 8)
	for _, k := range Kinds() {
		words = append(words, string(k))
	}
	return strings.Join(words, ", ")
}

// ReadingRule returns the reading rule of that id.
func ReadingRule(id RuleID) Rule {
	for _, r := range ReadingRules() {
		if r.ID == id {
			return r
		}
	}
	return Rule{ID: id, Severity: Error}
}

// ConstraintRule is the rule that a constraint of a schema amounts to.
func ConstraintRule(c Constraint) Rule {
	r := Rule{ID: c.Rule, Severity: Error, Title: c.Title + " " + c.Says, Why: c.Description, Mend: c.Description}
	switch c.Keyword {
	case "additionalProperties":
		r.Mend = "correct the spelling of the name at this line and column; a field of your own belongs into extensions"
	case "required":
		r.Mend = "add it. " + c.Description
	case "dependentRequired", "oneOf", "anyOf":
		r.Mend = "add what is missing, or remove what is too much. " + c.Description
	case "uniqueItems":
		r.Mend = "remove the marked item, which is there already"
	}
	return r
}
