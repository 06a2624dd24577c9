package transcript

import "github.com/coproduction-lab/coproduction-go/schema"

const (
	ruleScriptForm     schema.RuleID = "script-form"
	ruleScriptXML      schema.RuleID = "script-xml"
	ruleScriptDeclared schema.RuleID = "script-xml-declared"
	ruleScriptNobody   schema.RuleID = "script-nobody"
	ruleScriptUnnamed  schema.RuleID = "script-unnamed"
	ruleScriptSpeaker  schema.RuleID = "script-speaker"
	ruleScriptInterp   schema.RuleID = "script-interpreter"
	ruleScriptTimes    schema.RuleID = "script-times"
	ruleScriptOrder    schema.RuleID = "script-order"
	ruleScriptOverlap  schema.RuleID = "script-overlap"
	ruleScriptCue      schema.RuleID = "script-cue"
	ruleScriptStamp    schema.RuleID = "script-time-form"
	ruleScriptVoice    schema.RuleID = "script-voice-tag"
	ruleScriptLine     schema.RuleID = "script-line"
	ruleScriptEnd      schema.RuleID = "script-end"
	ruleScriptSlot     schema.RuleID = "script-time-slot"
	ruleScriptRef      schema.RuleID = "script-annotation"
	ruleScriptTier     schema.RuleID = "script-tier"
	ruleScriptPrivacy  schema.RuleID = "script-privacy"
	ruleScriptCodes    schema.RuleID = "script-code-tier"
	ruleScriptUnit     schema.RuleID = "script-time-unit"
	ruleScriptSpeech   schema.RuleID = "script-speech-tier"
	ruleScriptNoTier   schema.RuleID = "script-no-tier"
	ruleScriptMeaning  schema.RuleID = "script-code-meaning"
	ruleScriptScope    schema.RuleID = "script-code-scope"
	ruleScriptStretch  schema.RuleID = "script-code-stretch"
	ruleScriptCoder    schema.RuleID = "script-coder"
	ruleScriptProse    schema.RuleID = "script-code-prose"
	ruleTooManyCodes   schema.RuleID = "script-too-many-codes"
)

// scriptRules are about transcripts in which speakers are named.
var scriptRules = []schema.Rule{
	{ID: ruleScriptForm, Severity: schema.Error,
		Title: "A transcript is of the form that was named",
		Why:   "what is read as another form loses its speakers and times",
		Mend:  "look whether the file is what its name says, or name the format that it is of"},
	{ID: ruleScriptXML, Severity: schema.Error,
		Title: "An annotation file of ELAN is well-formed XML without a document type",
		Why:   "what cannot be read to its end must not pass for a short one",
		Mend:  "open the file in ELAN and save it again"},
	{ID: ruleScriptDeclared, Severity: schema.Warning,
		Title:  "An annotation file of ELAN is in UTF-8, as it declares, and declares its prefixes",
		Why:    "it was read, but other programs may refuse it, or read letters with accents as others",
		Mend:   "open the file in ELAN and save it again",
		Source: "Extensible Markup Language (XML) 1.0"},
	{ID: ruleScriptNobody, Severity: schema.Error,
		Title: "Somebody who speaks has a role",
		Why:   "without roles nobody can tell the patient's talk from the professional's",
		Mend:  "say by -roles who speaks: each name that the file gives a speaker, as in -roles CHI=patient,MOT=professional:nurse or -roles Doctor=professional; in subtitles that name nobody, begin each with the speaker, as in Doctor: or <v Doctor>"},
	{ID: ruleScriptUnnamed, Severity: schema.Warning,
		Title: "An utterance says who speaks",
		Why:   "talk that is nobody's is missing from every share of talk",
		Mend:  "add the speakers"},
	{ID: ruleScriptSpeaker, Severity: schema.Warning,
		Title: "Everybody who speaks has a role",
		Why:   "what they say is left out, and all shares of talk are without it",
		Mend:  "give the label a role by -roles, as in -roles Mother=relative, also that of an observer or researcher, or correct it if it is misspelt"},
	{ID: ruleScriptInterp, Severity: schema.Warning,
		Title: "It is said how an interpreter took part",
		Why:   "no label tells it, and an encounter says it; what the interpreter said is left out, and all shares of talk are without it",
		Mend:  "say it by -roles, with the label and one of in-person, phone, video and ad-hoc, as in -roles tolk=interpreter:phone; other labels keep the roles that they have"},
	{ID: ruleScriptTimes, Severity: schema.Warning,
		Title: "The times of an utterance can be read, and it ends no earlier than it begins",
		Why:   "a negative time would be taken from the talk of others; times that cannot be are left out",
		Mend:  "correct the times"},
	{ID: ruleScriptOrder, Severity: schema.Note,
		Title: "Utterances stand in the order in which they begin",
		Why:   "who answers whom is read from the order",
		Mend:  "look whether a time is wrong"},
	{ID: ruleScriptOverlap, Severity: schema.Warning,
		Title: "A speaker's own utterances do not overlap",
		Why:   "the same seconds would count twice for one person",
		Mend:  "correct the times, or the speaker"},
	{ID: ruleScriptCue, Severity: schema.Warning,
		Title: "A subtitle has times and a text",
		Why:   "what cannot be read is missing from every count",
		Mend:  "correct the times (hh:mm:ss.ttt --> hh:mm:ss.ttt), add the text that is missing, or take the block out"},
	{ID: ruleScriptStamp, Severity: schema.Warning,
		Title: "The times of a subtitle are written as its form has them",
		Why:   "they were read all the same; other programs leave such a subtitle out, or read what stands behind the seconds as another number",
		Mend:  "correct the times: hh:mm:ss,ttt in SRT, hh:mm:ss.ttt in WebVTT, which may leave out the hours"},
	{ID: ruleScriptVoice, Severity: schema.Warning,
		Title: "The tag of a voice in WebVTT is closed by >",
		Why:   "where the name ends and what is said begins cannot be told, and nothing of it is read",
		Mend:  "close the tag behind the name, as in <v Doctor>"},
	{ID: ruleScriptLine, Severity: schema.Warning,
		Title:  "A line of CHAT is a header, an utterance, a tier or the continuation of one",
		Why:    "what cannot be read is missing from every count",
		Mend:   "begin the line with @, *, % or a tab",
		Source: "MacWhinney, Tools for Analyzing Talk, CHAT"},
	{ID: ruleScriptEnd, Severity: schema.Warning,
		Title:  "A transcript in CHAT begins with @Begin and ends with @End",
		Why:    "a file that was not written whole must not pass for a short one",
		Mend:   "add the header that is missing, or fetch the file again",
		Source: "MacWhinney, Tools for Analyzing Talk, CHAT"},
	{ID: ruleScriptSlot, Severity: schema.Note,
		Title: "A time slot of ELAN has a time",
		Why:   "it was put evenly between those that have: along the annotations of its tier, as ELAN shows them, or else along the order of all slots; one that does not lie between two has none",
		Mend:  "align the annotations, where the times matter"},
	{ID: ruleScriptRef, Severity: schema.Warning,
		Title: "An annotation refers to a time slot and an annotation that are there",
		Why:   "it cannot be said when it was, or what a code is about",
		Mend:  "open the file in ELAN, align the annotation with the talk that it is about, and save the file"},
	{ID: ruleScriptTier, Severity: schema.Note,
		Title: "A tier is a speaker's, or holds codes",
		Why:   "other tiers, as translations and glosses, have no place in the records and are counted",
		Mend:  "name the tier, or its type, by -code-tiers where it holds codes, and by -roles or -speech-tiers where it holds what somebody says"},
	{ID: ruleScriptCodes, Severity: schema.Note,
		Title: "The caller says which tiers hold codes",
		Why:   "nobody did, and those whose linguistic type has a controlled vocabulary were taken, also where they belong to no other tier",
		Mend:  "nothing, if they hold codes; otherwise name the tiers of codes, or their types, by -code-tiers, which then are all (where none does, a name that no tier has), and tiers of speech with a vocabulary by -speech-tiers"},
	{ID: ruleScriptUnit, Severity: schema.Warning,
		Title: "The times of an annotation file of ELAN are in milliseconds",
		Why:   "frames were converted, of 40 ms (PAL) or 29.97 in a second (NTSC); all durations hang on that",
		Mend:  "look whether the talk lasts as long as the recording"},
	{ID: ruleScriptSpeech, Severity: schema.Warning,
		Title: "A speaker has one tier of speech",
		Why:   "gestures or notes would count as talk, and talk would be left out with the tiers that were not taken",
		Mend:  "name the tiers that hold speech, or their type, by -speech-tiers"},
	{ID: ruleScriptNoTier, Severity: schema.Warning,
		Title: "A tier that is named is in one file at least",
		Why:   "where tiers are named no others are read, so that a name that is misspelt loses its codes or its talk",
		Mend:  "write the name or the type as the file has it, with its capitals and blanks; in CHAT without %"},
	{ID: ruleScriptScope, Severity: schema.Note,
		Title:  "A code is about a whole utterance",
		Why:    "the records have codes of utterances; which of its words one was about is left behind",
		Mend:   "nothing, where that does not matter; otherwise part the utterance",
		Source: "MacWhinney, Tools for Analyzing Talk, CHAT"},
	{ID: ruleScriptCoder, Severity: schema.Warning,
		Title: "Tiers of codes that are alike say who coded",
		Why:   "what two coders gave an utterance comes together as one coder's codes, and nobody can tell any more how far they agree",
		Mend:  "nothing, if one person coded; otherwise give each tier its annotator, in the attributes of the tier in ELAN"},
	{ID: ruleScriptStretch, Severity: schema.Warning,
		Title: "A code on the time axis is about one utterance",
		Why:   "the records have codes of utterances; of those that it stretches over one has it, at its middle or nearest to it, and the others count as not coded with it",
		Mend:  "code each utterance, on a tier that belongs to the speaker's; a tier of phases, whose codes are no codes of utterances, is left out where -code-tiers names the others"},
	{ID: ruleScriptProse, Severity: schema.Warning,
		Title: "The name of a code is short, and given again",
		Why:   "what stands on a tier or in a column of codes is kept as the names of codes, also without -keep-text; names that are long, or nearly all different, mostly are what somebody said or noted",
		Mend:  "look whether the tier or column holds codes; name the one that does by -code-tiers or -columns, or else keep the records as you would keep the texts"},
	{ID: ruleScriptMeaning, Severity: schema.Warning,
		Title: "A code means the same in every file",
		Why:   "one code of the codebook stands for all, with the first meaning that was given",
		Mend:  "compare the definitions, and give codes that mean different things different names"},
	{ID: ruleScriptPrivacy, Severity: schema.Warning,
		Title: "A transcript does not tell who made it, whom it is about, or where it was kept",
		Why:   "names of annotators and folders of computers are people's",
		Mend:  "nothing for the records, which do not hold them; take them out before the file is passed on"},
	{ID: ruleTooManyCodes, Severity: schema.Warning,
		Title: "Codes of an import have 200 tiers, 200 coders and 5000 values at most, and one coder gives an utterance 500 at most",
		Why:   "no codebook has as many, and those beyond are left out; mostly the column or tier holds text, not codes",
		Mend:  "name the column or tier that holds the codes"},
}
