package transcript

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// Times that are written otherwise than the form has them are read where they leave no
// choice, and told where the first of them stands.
func TestTimesOfSubtitles(t *testing.T) {
	const (
		dot    = "dot before the milliseconds, where SRT has a comma"
		comma  = "comma before the milliseconds, where WebVTT has a dot"
		digits = "is not written with the digits of "
		beyond = "with 60 minutes or seconds, or more"
		unread = "cannot be read"
	)
	for _, c := range []struct {
		form   Form
		stamp  string
		ms     int64 // −1: not read
		at     []schema.RuleID
		detail []string
	}{
		{SRT, "00:00:03,500", 3500, nil, nil},
		{SRT, "100:00:03,500", 360003500, nil, nil},
		{SRT, "00:00:03.500", 3500, []schema.RuleID{ruleScriptStamp}, []string{dot}},
		{SRT, "0:00:03,500", 3500, []schema.RuleID{ruleScriptStamp}, []string{digits + "hh:mm:ss,ttt"}},
		{SRT, "00:03,500", 3500, []schema.RuleID{ruleScriptStamp}, []string{digits}},
		{SRT, "00:00:03,5", 3500, []schema.RuleID{ruleScriptStamp}, []string{digits}},
		{SRT, "00:00:03", 3000, []schema.RuleID{ruleScriptStamp}, []string{digits}},
		{SRT, "00:00:03,500999", 3500, []schema.RuleID{ruleScriptStamp}, []string{digits}},
		{SRT, "0:3.5", 3500, []schema.RuleID{ruleScriptStamp, ruleScriptStamp}, []string{dot, digits}},
		{SRT, "00:00:60,000", -1, []schema.RuleID{ruleScriptCue}, []string{beyond}},
		{SRT, "00:00:3x,000", -1, []schema.RuleID{ruleScriptCue}, []string{unread}},
		{SRT, "00:00:03:500", -1, []schema.RuleID{ruleScriptCue}, []string{unread}},
		{WebVTT, "00:03.500", 3500, nil, nil},
		{WebVTT, "00:00:03.500", 3500, nil, nil},
		{WebVTT, "00:03,500", 3500, []schema.RuleID{ruleScriptStamp}, []string{comma}},
		{WebVTT, "0:03.500", 3500, []schema.RuleID{ruleScriptStamp}, []string{digits + "mm:ss.ttt or hh:mm:ss.ttt"}},
		{WebVTT, "1:00:03.500", 3603500, []schema.RuleID{ruleScriptStamp}, []string{digits}},
		{WebVTT, "0:3,5", 3500, []schema.RuleID{ruleScriptStamp, ruleScriptStamp}, []string{comma, digits}},
		{WebVTT, "61:00:00.000", 219600000, nil, nil},
		{WebVTT, "61:00.000", -1, []schema.RuleID{ruleScriptCue}, []string{beyond}},
	} {
		t.Run(string(c.form)+" "+c.stamp, func(t *testing.T) {
			head, sign := "", ","
			if c.form == WebVTT {
				head, sign = "WEBVTT\n", "."
			}
			text := head + "\n00:00:00" + sign + "000 --> 00:00:01" + sign + "000\nDoctor: a\n\n" + c.stamp + " --> 120:00:04" + sign + "000\nPatient: b\n"
			got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: c.form}, inMemory("v", text))
			require.Len(t, got.encounters, 1)
			turn := got.encounters[0].Turns[1]
			if c.ms < 0 {
				assert.Nil(t, turn.StartMs)
			} else if assert.NotNil(t, turn.StartMs) {
				assert.Equal(t, c.ms, *turn.StartMs)
			}
			require.Len(t, got.findings, len(c.at), "%v", got.findings)
			for i, f := range got.findings {
				assert.Equal(t, c.at[i], f.Rule)
				assert.Contains(t, f.Detail, c.detail[i])
				assert.Equal(t, int64(strings.Index(text, c.stamp)), f.Position.Offset)
			}
		})
	}
}

// The second of two times is told at its own place.
func TestPlaceOfATime(t *testing.T) {
	const text = "1\n00:00:00,000 --> 00:00:01.000\nDoctor: a\n\n2\n00:00:02,000 --> 00:00:03.000\nPatient: b\n"
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: SRT}, inMemory("v.srt", text))
	f := only(t, got.findings, ruleScriptStamp)
	assert.Equal(t, "2 times have a dot before the milliseconds, where SRT has a comma; this is the first place", f.Detail)
	assert.Equal(t, schema.Position{Source: "v.srt", Line: 2, Column: 18, Offset: int64(strings.Index(text, "00:00:01.000")), Length: 12}, f.Position)
}

// Many tags that are not closed are counted, at the first of them.
func TestManyUnclosedVoices(t *testing.T) {
	text := "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Patient>a" + strings.Repeat("<v b", 50_000) + "\n"
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: WebVTT}, inMemory("v.vtt", text))
	f := only(t, got.findings, ruleScriptVoice)
	assert.True(t, strings.HasPrefix(f.Detail, "50000 tags of voices are not closed"), f.Detail)
	assert.Equal(t, 13, f.Position.Column)
}

// A tag of a voice that is not closed is told at its place, and what stands in it is neither
// a name nor talk.
func TestUnclosedVoice(t *testing.T) {
	for _, tag := range []string{"<v SECRET it hurts", "<v SECRET it <b>hurts</b>", "<v SECRET it\nhurts more", "<v.loud SECRET it <v Doctor>hurts"} {
		text := "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Doctor>where\n\n00:01.000 --> 00:02.000\n<v Patient>here</v>\nand " + tag + "\n"
		got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: WebVTT}, inMemory("v.vtt", text))
		require.Len(t, got.encounters, 1, tag)
		f := only(t, got.findings, ruleScriptVoice)
		assert.Equal(t, schema.Position{Source: "v.vtt", Line: 8, Column: 5, Offset: int64(strings.Index(text, tag)), Length: 2}, f.Position, tag)
		assert.Equal(t, int64(1), got.loss.Of("utterance").Dropped[lossUnread], tag)
		assert.Empty(t, ofRule(got.findings, ruleScriptSpeaker), tag)
	}
}
