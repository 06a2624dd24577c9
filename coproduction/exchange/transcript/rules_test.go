package transcript

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A rule's id is for ever: this list only grows.
var golden = []schema.RuleID{
	"csv-blank-line", "csv-code-none", "csv-coder-blank", "csv-codes-parted", "csv-column-missing", "csv-column-twice",
	"csv-columns-assumed", "csv-delimiter", "csv-encounter-blank", "csv-missing-word", "csv-no-rows",
	"csv-number", "csv-number-form", "csv-number-thousands", "csv-one-coder", "csv-one-encounter", "csv-quote", "csv-quote-bare",
	"csv-ragged", "csv-round", "csv-rows-apart", "csv-too-long", "csv-turn-again", "csv-turn-blank", "csv-turn-contradicts",
	"csv-turn-number", "csv-turn-order", "csv-turn-twice", "csv-white-space",
	"script-annotation", "script-code-meaning", "script-code-prose", "script-code-scope", "script-code-stretch", "script-code-tier", "script-coder", "script-cue", "script-end", "script-form", "script-interpreter", "script-line", "script-no-tier", "script-nobody", "script-order", "script-overlap",
	"script-privacy", "script-speaker", "script-speech-tier", "script-tier", "script-time-form", "script-time-slot", "script-time-unit", "script-times", "script-too-many-codes", "script-unnamed", "script-voice-tag", "script-xml", "script-xml-declared",
	"text-encoding", "text-findings-capped", "text-label-case", "text-label-numbered", "text-label-role",
	"text-label-space", "text-layout", "text-line-unlabelled", "text-no-label", "text-patient-silent",
	"text-roles-assumed", "text-size-limit", "text-table", "text-utf16-without-mark", "text-words-unparted",
	"textgrid-bounds-reversed", "textgrid-count", "textgrid-encoding", "textgrid-findings-capped",
	"textgrid-flag-missing", "textgrid-gap", "textgrid-header-missing", "textgrid-header-variant",
	"textgrid-interval-empty", "textgrid-interval-outside", "textgrid-interval-reversed",
	"textgrid-not-a-textgrid", "textgrid-number", "textgrid-number-unit", "textgrid-order",
	"textgrid-overlap", "textgrid-quote", "textgrid-size-limit", "textgrid-structure",
	"textgrid-tier-class", "textgrid-tier-name", "textgrid-tier-outside", "textgrid-time-range",
	"textgrid-truncated", "textgrid-utf16-without-mark",
	"transcript-ambiguous", "transcript-file-role", "transcript-one-patient", "transcript-origin",
	"transcript-professional", "transcript-speaker-overlap", "transcript-speaker-silent",
	"transcript-tag-unknown", "transcript-tier-contradicts", "transcript-tier-role", "transcript-too-long",
}

func TestRules(t *testing.T) {
	exchangetest.Rules(t, Rules, golden...)
	for _, rule := range Rules() {
		assert.Equal(t, rule, ruleOf(rule.ID))
	}
}

// The hint of a rule that several formats share is true of each of them.
func TestHintsOfEachFormat(t *testing.T) {
	assert.NotContains(t, ruleOf(rulePatient).Mend, "by -patient-present", "a TextGrid refuses it")
	for _, example := range []string{"CHI=patient", "Doctor=professional", "Doctor: ", "<v Doctor>"} {
		assert.Contains(t, ruleOf(ruleScriptNobody).Mend, example, "of CHAT, of ELAN, of SRT and of WebVTT")
	}
	assert.Contains(t, ruleOf(ruleScriptCue).Mend, "the text that is missing", "and not the times alone")
}
