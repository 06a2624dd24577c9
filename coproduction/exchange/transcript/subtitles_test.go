package transcript

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// What stands before a voice, behind it and around a nested one.
func TestVTTPieces(t *testing.T) {
	for text, want := range map[string][]vttPiece{
		"a <v Doctor>b</v> c":                         {{text: "a "}, {voice: "Doctor", opened: true, text: "b"}, {text: " c"}},
		"<v A>b<v B>c</v>d</v>e":                      {{}, {voice: "A", opened: true, text: "b"}, {voice: "B", opened: true, text: "c"}, {voice: "A", text: "d"}, {text: "e"}},
		"<v.loud.x Ann  Lee>a <b>b</b>":               {{}, {voice: "Ann Lee", opened: true, text: "a b"}},
		"<v A>one <00:00.500>two<01:00:00.500> three": {{}, {voice: "A", opened: true, text: "one two three"}},
		"<video>a</video> 1 < 2 <3":                   {{text: "a 1 < 2 <3"}},
		"<v A":                                        {{}, {opened: true, unclosed: true}},
		"a</v>b":                                      {{text: "a"}, {text: "b"}},
		"<v>a":                                        {{}, {opened: true, text: "a"}},
	} {
		assert.Equal(t, want, vttPieces(text, &exchange.Loss{}), text)
	}
}

// Much of the same is a bounded number of pieces; with work that grew as the square of it
// this would take hours.
func TestVTTPiecesHostile(t *testing.T) {
	for _, text := range []string{strings.Repeat("<", 1<<22), strings.Repeat("< ", 1<<21) + ">", strings.Repeat("<v A>", 1<<20), "<v " + strings.Repeat("a", 1<<22), strings.Repeat("<v ", 1<<20)} {
		assert.LessOrEqual(t, len(vttPieces(text, &exchange.Loss{})), maxPieces+1)
	}
}

// A cue of many voices is read whole, or refused: what is beyond a limit is not given to the
// last of them.
func TestVTTManyVoices(t *testing.T) {
	const head, pair = "WEBVTT\n\n00:00.000 --> 00:01.000\n", "<v Doctor>a</v><v Patient>b</v>"
	read := func(pairs int) imported {
		return importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: WebVTT}, inMemory("visit.vtt", head+strings.Repeat(pair, pairs)+"\n"))
	}
	got := read(600)
	require.Len(t, got.encounters, 1)
	assert.Len(t, got.encounters[0].Turns, 1200)
	for _, turn := range got.encounters[0].Turns {
		require.Equal(t, int64(1), *turn.Words)
	}
	got = read(maxTurns/2 + 1)
	assert.Empty(t, got.encounters)
	assert.Equal(t, "more utterances than an encounter holds", only(t, got.findings, ruleTooLong).Detail)
	assert.Equal(t, exchange.Count{Read: maxTurns + 2, Dropped: map[string]int64{lossRefused: maxTurns + 2}}, got.loss.Of("utterance"))
}

// Words of nobody are not somebody's, and times are no words.
func TestVTTVoices(t *testing.T) {
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: WebVTT}, inMemory("visit.vtt",
		"WEBVTT\n\n00:00.000 --> 00:01.000\none <v Doctor>two <00:00.500>three</v> four five\n\n00:01.000 --> 00:02.000\n<v Patient>six\n"))
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"professional 2 0-1000", "patient 1 1000-2000"}, turnsOf(got.encounters[0]))
	assert.Equal(t, exchange.Count{Read: 4, Kept: 2, Dropped: map[string]int64{lossUnnamed: 2}}, got.loss.Of("utterance"))
}

// A line with an arrow begins a subtitle, whatever stands above it.
func TestSubtitlesWithoutBlankLines(t *testing.T) {
	for form, text := range map[Form]string{
		SRT:    "1\n00:00:00,000 --> 00:00:01,000\nDoctor: a\nb\n2\n00:00:01,000 --> 00:00:02,000\nPatient: c\n00:00:02,000 --> 00:00:03,000\nDoctor: d\n",
		WebVTT: "WEBVTT\n00:00.000 --> 00:01.000\n<v Doctor>a b\n00:01.000 --> 00:02.000\n<v Patient>c\n00:02.000 --> 00:03.000\n<v Doctor>d\n",
	} {
		got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: form}, inMemory("visit", text))
		require.Len(t, got.encounters, 1, "%s %v", form, got.findings)
		assert.Equal(t, []string{"professional 2 0-1000", "patient 1 1000-2000", "professional 1 2000-3000"}, turnsOf(got.encounters[0]), "%s", form)
		require.Len(t, got.findings, 1)
		assert.Equal(t, "2 subtitles begin without a blank line above; this is the first place", got.findings[0].Detail)
	}
}

// A dash begins what somebody else says, who is not named.
func TestDashes(t *testing.T) {
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: SRT}, inMemory("visit.srt",
		"1\n00:00:00,000 --> 00:00:01,000\n- Doctor: one two\n- three\n- Patient: four\n-5 degrees\n"))
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"professional 2 0-1000", "patient 3 0-1000"}, turnsOf(got.encounters[0]))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 2, Dropped: map[string]int64{lossUnnamed: 1}}, got.loss.Of("utterance"))
	for line, want := range map[string]string{"- a": "a", "-a": "a", "– a": "a", "—a": "a", "-5": "-5", "--": "--", "-": "", "a-b": "a-b"} {
		bare, dashed := undashed(line)
		assert.Equal(t, want, bare, line)
		assert.Equal(t, bare != line, dashed, line)
	}
}
