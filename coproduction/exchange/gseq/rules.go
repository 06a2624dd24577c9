package gseq

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema"
)

const (
	ruleGap     schema.RuleID = "gseq-gap"
	ruleLength  schema.RuleID = "gseq-length"
	ruleName    schema.RuleID = "gseq-name"
	ruleOverlap schema.RuleID = "gseq-overlap"
	rulePlace   schema.RuleID = "gseq-place"
	ruleSeveral schema.RuleID = "gseq-several-codes"
	ruleSpeaker schema.RuleID = "gseq-speaker"
	ruleUntimed schema.RuleID = "gseq-untimed"
)

var rules = []schema.Rule{
	{ID: ruleGap, Severity: schema.Note,
		Title: "From the first coded place of an encounter to the last, each is coded",
		Why:   "the codes on both sides of a hole did not follow each other; the sequence goes on in a new session, so that the transition is not counted",
		Mend:  "let the coder see every place, and say so where no code applies: a coding with an empty set is carried over as a code of its own"},
	{ID: ruleLength, Severity: schema.Note,
		Title: "A turn takes time",
		Why:   "onset and offset are the same, so that the onset alone is written, and the program that reads it gives the turn one unit of time",
		Mend:  "look whether the times were rounded; if the turn was that short, all is well"},
	{ID: ruleName, Severity: schema.Note,
		Title: "A code is named in the file as it is in the data",
		Why:   "a name has up to 16 letters, digits and low lines; the table at the head of the file tells what each stands for",
		Mend:  "nothing, but read results with the table at hand"},
	{ID: ruleOverlap, Severity: schema.Warning,
		Title: "No two places that one coder coded in one round overlap",
		Why:   "of two meaning units that share a step, neither follows the other; the one that begins later is left out, and the sequence is cut there",
		Mend:  "join the units, or have the steps coded"},
	{ID: rulePlace, Severity: schema.Warning,
		Title: "A coding that goes into a sequence is of steps or turns of an encounter that was read",
		Why:   "a range of a text, a cue or a whole encounter has no place in the order of steps or of turns",
		Mend:  "give the encounters together with the codings; for ranges of texts, export a REFI-QDA project"},
	{ID: ruleSeveral, Severity: schema.Warning,
		Title: "A place in an event sequence has one code",
		Why:   "which of several codes came first cannot be said; the place is left out, and the sequence is cut there",
		Mend:  "write a multievent sequence, which holds several codes at once"},
	{ID: ruleSpeaker, Severity: schema.Warning,
		Title: "Who speaks is among those present",
		Why:   "the code of a turn is the role in which the speaker was present; without one the turn is left out",
		Mend:  "declare the presence, or mend the speaker's id"},
	{ID: ruleUntimed, Severity: schema.Warning,
		Title: "All turns of an encounter have a start and an end, in this order",
		Why:   "a timed sequence with holes counts silence where somebody spoke; the encounter is left out",
		Mend:  "add the times from the recording"},
}

// Rules lists what this package may find, sorted by id.
func Rules() []schema.Rule { return slices.Clone(rules) }

func ruleOf(id schema.RuleID) schema.Rule {
	i := slices.IndexFunc(rules, func(r schema.Rule) bool { return r.ID == id })
	return rules[i]
}
