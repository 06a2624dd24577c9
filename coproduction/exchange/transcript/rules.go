package transcript

import (
	"cmp"
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// Rules returns every rule that transcript files must keep to, sorted by id. A
// file that departs from a rule "textgrid-…" of severity error gives no transcript,
// and a consultation that departs from a rule "transcript-…" of that severity no encounter.
func Rules() []schema.Rule { return slices.Clone(rules) }

const (
	ruleCapped        schema.RuleID = "textgrid-findings-capped"
	ruleSize          schema.RuleID = "textgrid-size-limit"
	ruleEncoding      schema.RuleID = "textgrid-encoding"
	ruleNoMark        schema.RuleID = "textgrid-utf16-without-mark"
	ruleNotTextGrid   schema.RuleID = "textgrid-not-a-textgrid"
	ruleHeaderMissing schema.RuleID = "textgrid-header-missing"
	ruleHeaderVariant schema.RuleID = "textgrid-header-variant"
	ruleFlagMissing   schema.RuleID = "textgrid-flag-missing"
	ruleTruncated     schema.RuleID = "textgrid-truncated"
	ruleStructure     schema.RuleID = "textgrid-structure"
	ruleQuote         schema.RuleID = "textgrid-quote"
	ruleNumber        schema.RuleID = "textgrid-number"
	ruleUnit          schema.RuleID = "textgrid-number-unit"
	ruleTimeRange     schema.RuleID = "textgrid-time-range"
	ruleCount         schema.RuleID = "textgrid-count"
	ruleClass         schema.RuleID = "textgrid-tier-class"
	ruleName          schema.RuleID = "textgrid-tier-name"
	ruleTierOutside   schema.RuleID = "textgrid-tier-outside"
	ruleBounds        schema.RuleID = "textgrid-bounds-reversed"
	ruleReversed      schema.RuleID = "textgrid-interval-reversed"
	ruleEmpty         schema.RuleID = "textgrid-interval-empty"
	ruleOutside       schema.RuleID = "textgrid-interval-outside"
	ruleOrder         schema.RuleID = "textgrid-order"
	ruleOverlap       schema.RuleID = "textgrid-overlap"
	ruleGap           schema.RuleID = "textgrid-gap"
)

var rules = sorted(slices.Concat(consultationRules, textRules, csvRules, codedRules, scriptRules, []schema.Rule{
	{ID: ruleCapped, Severity: schema.Note,
		Title: "At most 1000 findings of a file are listed",
		Why:   "the last one gives their true number; so many findings mostly have one cause",
		Mend:  "mend the first ones and read the file again"},
	{ID: ruleSize, Severity: schema.Error,
		Title: "A TextGrid has at most 64 MiB",
		Why:   "it is read whole, and that is room for some hundred hours of talk; a larger file is damaged or something else",
		Mend:  "cut the recording into sessions"},
	{ID: ruleEncoding, Severity: schema.Error,
		Title: "The file is text in UTF-8 or UTF-16, without the character NUL",
		Why:   "read in another encoding, letters with accents turn into other words, and counts and searches go wrong without a trace",
		Mend:  "open the file in the program that made it and save it as UTF-8"},
	{ID: ruleNoMark, Severity: schema.Note,
		Title: "UTF-16 begins with a byte order mark",
		Why:   "the file was taken for UTF-16 because every other byte at its start is zero; other programs may not see that",
		Mend:  "save the file as UTF-8"},
	{ID: ruleNotTextGrid, Severity: schema.Error,
		Title:  "A TextGrid begins with the texts \"ooTextFile\" and \"TextGrid\"",
		Why:    "binary and chronological TextGrids are other formats of the same program, and are not read",
		Mend:   "open the file in Praat and use “Save as text file…”",
		Source: manual},
	{ID: ruleHeaderMissing, Severity: schema.Warning,
		Title:  "The first line names the file type \"ooTextFile\"",
		Why:    "the tiers were read, but Praat will not read the file, and other lines may be lost too",
		Mend:   "put the line File type = \"ooTextFile\" at the top, and check that no other line is lost",
		Source: manual},
	{ID: ruleHeaderVariant, Severity: schema.Note,
		Title: "The header is \"ooTextFile\" and \"TextGrid\", no more",
		Why:   "older programs write \"ooTextFile short\", or a version after the class; the content is the same",
		Mend:  "open the file in Praat and save it again"},
	{ID: ruleFlagMissing, Severity: schema.Warning,
		Title:  "The flag <exists> follows the file's start and end",
		Why:    "the tiers were read, but Praat will not read the file",
		Mend:   "put <exists> after the file's end time",
		Source: manual},
	{ID: ruleTruncated, Severity: schema.Error,
		Title: "The file is complete",
		Why:   "it ends inside a text or an interval, or with fewer intervals or tiers than it declares; how much talk is missing cannot be known, so nothing is read",
		Mend:  "fetch the complete file"},
	{ID: ruleStructure, Severity: schema.Error,
		Title:  "Numbers, texts and flags follow one another in the order of a TextGrid",
		Why:    "after a value of the wrong kind everything that follows would be taken for something else",
		Mend:   "compare the place with an intact file; mostly a value was deleted or a quote is missing",
		Source: manual},
	{ID: ruleQuote, Severity: schema.Error,
		Title:  "A quote inside a text is written twice, and a text is followed by white space",
		Why:    "otherwise the text ends early and words of the speaker are lost",
		Mend:   "double the quotes inside the text",
		Source: manual},
	{ID: ruleNumber, Severity: schema.Error,
		Title: "Numbers are plain decimal numbers",
		Why:   "programs read 0,5 and .5 and 50% and 1/2 differently or not at all, and NaN and Inf are no times; a time misread moves an utterance",
		Mend:  "write the number with digits and a decimal point"},
	{ID: ruleUnit, Severity: schema.Note,
		Title: "Times have no unit",
		Why:   "the letter s after the number was passed over, as Praat does",
		Mend:  "leave the unit out"},
	{ID: ruleTimeRange, Severity: schema.Error,
		Title: "Times lie within a thousand million seconds of zero",
		Why:   "beyond that the file is damaged, or its times are not in seconds",
		Mend:  "check the unit of the program that wrote the file"},
	{ID: ruleCount, Severity: schema.Warning,
		Title: "The file has as many tiers, and a tier as many intervals or points, as it declares",
		Why:   "all that are there were read; in a file edited by hand mostly the count alone is wrong; it may also have lost something",
		Mend:  "compare with the original, then correct the count"},
	{ID: ruleClass, Severity: schema.Error,
		Title:  "A tier is an \"IntervalTier\" or a \"TextTier\"",
		Why:    "what a tier of another class holds is not known",
		Mend:   "check the spelling; mostly a value before this place was lost",
		Source: manual},
	{ID: ruleName, Severity: schema.Warning,
		Title: "Each tier has a name of its own",
		Why:   "speakers are told apart by the names of their tiers",
		Mend:  "name the tier"},
	{ID: ruleTierOutside, Severity: schema.Warning,
		Title: "A tier lies within its file's start and end",
		Why:   "the times of one that does not may belong to another recording",
		Mend:  "check that the tier was made for this recording"},
	{ID: ruleBounds, Severity: schema.Error,
		Title: "A file or tier does not end before it starts",
		Why:   "one of the two times is wrong, and with it every rate per minute",
		Mend:  "correct the times"},
	{ID: ruleReversed, Severity: schema.Error,
		Title: "An interval does not end before it starts",
		Why:   "its negative duration would be taken off the speaker's speech time",
		Mend:  "correct the times of the interval"},
	{ID: ruleEmpty, Severity: schema.Warning,
		Title: "An interval has a length",
		Why:   "words that take no time make the speech rate too high",
		Mend:  "correct the times, or make it a point in a point tier"},
	{ID: ruleOutside, Severity: schema.Warning,
		Title: "Intervals and points lie within their tier's start and end",
		Why:   "one that does not may lie outside the recording",
		Mend:  "correct the times of the interval, or of the tier"},
	{ID: ruleOrder, Severity: schema.Warning,
		Title: "Times run forwards within a tier",
		Why:   "the interval or point starts before the one that precedes it; where order matters it is sorted by start; overlap with its neighbours is not looked for here",
		Mend:  "sort the tier by time"},
	{ID: ruleOverlap, Severity: schema.Warning,
		Title: "Intervals of one tier do not overlap",
		Why:   "one speaker would speak twice at once, and speech time counts the stretch twice",
		Mend:  "set the boundary between the two, or give each speaker a tier"},
	{ID: ruleGap, Severity: schema.Note,
		Title:  "Intervals cover their tier without gaps",
		Why:    "Praat writes silence as an interval with a blank text; a gap is read as silence too, but may be an interval that was lost",
		Mend:   "open the file in Praat and look at the stretch",
		Source: manual},
}))

const manual = "Boersma P, Weenink D. Praat manual: TextGrid file formats"

func sorted(rules []schema.Rule) []schema.Rule {
	slices.SortFunc(rules, byID)
	return rules
}

func byID(a, b schema.Rule) int { return cmp.Compare(a.ID, b.ID) }

// ruleOf returns the rule with an id of the list above.
func ruleOf(id schema.RuleID) schema.Rule {
	n, _ := slices.BinarySearchFunc(rules, schema.Rule{ID: id}, byID)
	return rules[n]
}
