package transcript

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// Each label without a role is told at its first line, with how often it comes, in every
// format; the label itself is repeated nowhere.
func TestStrangers(t *testing.T) {
	const last = ", whose label has no role; this is the "
	type want struct {
		line   int
		detail string
	}
	for name, c := range map[string]struct {
		from importer
		file string
		text string
		want []want
	}{
		"WebVTT": {Script{Options: exchange.Options{ID: keyed}, Form: WebVTT}, "v.vtt",
			"WEBVTT\n\n00:00.000 --> 00:01.000\n<v SECRET>a\n\n00:01.000 --> 00:02.000\n<v Patient>b\n\n00:02.000 --> 00:03.000\n<v Mrs SECRET>c\n\n00:03.000 --> 00:04.000\n<v SECRET>d\n",
			[]want{{3, "2 utterances are of one speaker" + last + "first place"}, {9, "1 utterance is of one speaker" + last + "place"}}},
		"SRT": {Script{Options: exchange.Options{ID: keyed}, Form: SRT}, "v.srt",
			"1\n00:00:00,000 --> 00:00:01,000\nPatient: a\n\n2\n00:00:01,000 --> 00:00:02,000\nSECRET: a\n",
			[]want{{6, "1 utterance is of one speaker" + last + "place"}}},
		"CHAT": {Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, "v.cha",
			"@UTF8\n@Begin\n*PAT:\ta .\n*SEC:\tb .\n*SEC:\tc .\n*SET:\td .\n@End\n",
			[]want{{4, "2 utterances are of one speaker" + last + "first place"}, {6, "1 utterance is of one speaker" + last + "place"}}},
		"coded turns": {coded(), "v.csv", "encounter,speaker,text\nv,Patient,a\nv,Docotr,b\nw,Patient,c\nw,Docotr,d\n",
			[]want{{3, "2 turns are of one speaker" + last + "first place; it is close to the key of a professional"}}},
	} {
		t.Run(name, func(t *testing.T) {
			got := importAll(t, c.from, inMemory(c.file, c.text))
			require.NotEmpty(t, got.encounters)
			var told []want
			for _, f := range ofRule(got.findings, ruleScriptSpeaker) {
				told = append(told, want{f.Position.Line, f.Detail})
			}
			assert.Equal(t, c.want, told)
			for _, f := range got.findings {
				assert.NotContains(t, f.Detail, "SEC")
			}
		})
	}
	for _, rule := range []schema.RuleID{ruleScriptSpeaker, ruleTextLabelRole, ruleTextNoLabel, ruleScriptNobody} {
		assert.Regexp(t, `by -roles.* as in -roles \S+=\S+`, ruleOf(rule).Mend, rule)
	}
}

// Where nobody has a role, the first line that has a label is told.
func TestNobodyHasARole(t *testing.T) {
	const first, second = "1\n00:00:00,000 --> 00:00:01,000\n", "\n2\n00:00:01,000 --> 00:00:02,000\n"
	for text, want := range map[string]string{
		first + "a\n" + second + "SECRET: a\n": "none of 2 utterances is of somebody with a role; the first that has a speaker stands at line 6",
		first + "a\n" + second + "b\n":         "none of 2 utterances is of somebody with a role, and none says who speaks",
		first + "SECRET: a\n":                  "the only utterance is not of somebody with a role; the first that has a speaker stands at line 2",
		first + "a\n":                          "the only utterance is not of somebody with a role, and does not say who speaks",
	} {
		got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: SRT}, inMemory("v.srt", text))
		assert.Equal(t, want, only(t, got.findings, ruleScriptNobody).Detail)
	}
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: WebVTT}, inMemory("v.vtt", "WEBVTT\n"))
	assert.Equal(t, "there is no utterance", only(t, got.findings, ruleScriptNobody).Detail)

	got = importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("v.txt", "a\nSECRET: a\nOTHER: b\nSECRET: c\n"))
	assert.Equal(t, "3 lines begin with what may be a label, and none of them has a role; the first is line 2", only(t, got.findings, ruleTextNoLabel).Detail)
	got = importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("v.txt", "a\nb\n"))
	assert.Equal(t, "no line begins with what may be a label", only(t, got.findings, ruleTextNoLabel).Detail)
}

// More speakers than are listed are told together.
func TestManyStrangers(t *testing.T) {
	var table strings.Builder
	table.WriteString("speaker\nPatient\nDoctor\n")
	for i := range maxPresent + 5 {
		fmt.Fprintf(&table, "SECRET%d\n", i)
	}
	got := importAll(t, coded(), inMemory("v.csv", table.String()))
	found := ofRule(got.findings, ruleScriptSpeaker)
	total := 0
	for _, f := range found {
		var n int
		fmt.Sscanf(f.Detail, "%d", &n)
		total += n
	}
	assert.Equal(t, maxPresent+5, total, "each turn once")
	assert.Equal(t, "5 turns are of further speakers without a role; this is the first place", found[len(found)-1].Detail)
	assert.NotContains(t, fmt.Sprint(got.findings), "SECRET")
}
