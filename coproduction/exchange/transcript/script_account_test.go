package transcript

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// A time stamp of CHAT that cannot be read takes no word with it, and the utterance counts
// as changed; so does a code below a line that could not be read as left behind.
func TestAccountOfChat(t *testing.T) {
	read := func(text string) imported {
		return importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("visit.cha", text))
	}
	got := read("@UTF8\n@Begin\n@Languages:\teng\n@Comment:\tSECRET\n@Tape Location:\tSECRET\n*DOC:\ta . \u00150_100\u0015\n" +
		"*PAT:\tb . \u0015SECRET\u0015\n*PAT:\tc . \u0015100_200\n*PAT SECRET\n%cod:\tSECRET\n*PAT:\tمرحبا \U0001F600 يا\n\tدكتور .\n@End\n")
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"professional 1 0-100 en", "patient 1 en", "patient 1 en", "patient 3 en"}, turnsOf(got.encounters[0]))
	assert.Empty(t, got.codings)
	assert.Equal(t, exchange.Count{Read: 5, Kept: 2, Changed: map[string]int64{lossNoTimes: 2}, Dropped: map[string]int64{lossUnread: 1}}, got.loss.Of("utterance"))
	assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{lossNobodys: 1}}, got.loss.Of("dependent tier %cod"))
}

// What stands beside the cues of WebVTT is counted, and a cue without a text is nobody's
// only in that it says nothing.
func TestAccountOfWebVTT(t *testing.T) {
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: WebVTT}, inMemory("visit.vtt",
		"WEBVTT SECRET\nKind: SECRET\n\nNOTE SECRET\n\nSTYLE\n::cue{}\n\n00:00.000 --> 00:01.000\n<v Doctor>a\n\n00:01.000 --> 00:02.000\n<v Patient>b\n\n00:02.000 --> 00:03.000\n\nSECRET\n"))
	require.Len(t, got.encounters, 1)
	assert.Equal(t, exchange.Count{Read: 4, Kept: 2, Dropped: map[string]int64{lossNoSpeech: 1, lossUnread: 1}}, got.loss.Of("utterance"))
}

// A cue whose times cannot be read is a change.
func TestUnreadTimesAreChanges(t *testing.T) {
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: WebVTT}, inMemory("x.vtt",
		"WEBVTT\n\n00:60.000 --> 01:02.000\n<v Patient>a\n\n00:59.999 --> 01:59.000\n<v Doctor>b\n"))
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"patient 1", "professional 1 59999-119000"}, turnsOf(got.encounters[0]))
	assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Changed: map[string]int64{lossNoTimes: 1}}, got.loss.Of("utterance"))
}

// More utterances than an encounter holds are not read on, in any form; as many are.
func TestTooManyUtterances(t *testing.T) {
	for form, tt := range map[Form]struct{ head, one string }{
		CHAT:   {"@Begin\n", "*PAT:\ta\n"},
		SRT:    {"", "1\n00:00:00,000 --> 00:00:01,000\nP: a\n\n"},
		WebVTT: {"WEBVTT\n\n", "00:00.000 --> 00:01.000\n<v P>a\n\n"},
	} {
		whole, _ := newCharacters(strings.NewReader(tt.head + strings.Repeat(tt.one, maxTurns+1000))).whole()
		r := &scripts{Script: Script{Form: form, Roles: ScriptRoles()}, ledger: newLedger("in"), to: &exchange.Sink{}}
		p := map[Form]func(cell) parsed{CHAT: r.parseCHAT, WebVTT: r.parseVTT, SRT: r.parseSRT}[form](whole)
		assert.Len(t, p.uttered, maxTurns+1, form)
		assert.Equal(t, ruleTooLong, r.ledger.first, form)
		at := int64(len(tt.head) + maxTurns*len(tt.one))
		if form == SRT {
			at += 2 // the number
		}
		for _, f := range ofRule(r.ledger.found, ruleTooLong) {
			assert.Equal(t, at, f.Position.Offset, form)
		}
	}
}
