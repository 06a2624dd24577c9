package transcript

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// Scopes are no codes, and other tiers are accounted for.
func TestDependentTiers(t *testing.T) {
	text := "@Begin\n@Participants:\tDOC Doctor, PAT Patient\n%cod:\tSECRET\n*DOC:\ta b c .\n%cod:\t<w1-2> $ASK <w 3> $TELL $WHY\n%mor:\tSECRET\n%com:\tSECRET\n*PAT:\td .\n@End\n"
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("visit.cha", text))
	require.Len(t, got.codebooks, 1, "%v", got.findings)
	assert.Equal(t, []string{"$ASK", "$TELL", "$WHY"}, got.codes())
	assert.Equal(t, exchange.Count{Read: 3, Kept: 3}, got.loss.Of("code"))
	assert.Equal(t, exchange.Count{Read: 3, Changed: map[string]int64{lossUndefined: 3}}, got.loss.Of("definition"), "CHAT gives none, and a codebook asks for one")
	assert.Equal(t, exchange.Count{Read: 2, Changed: map[string]int64{"codes": 1}, Dropped: map[string]int64{"belongs to no utterance": 1}}, got.loss.Of("dependent tier %cod"))
	for _, tier := range []string{"dependent tier %mor", "dependent tier %com"} {
		assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"holds no codes": 1}}, got.loss.Of(tier))
	}
	require.Len(t, got.findings, 2)
	assert.Equal(t, ruleScriptRef, got.findings[0].Rule)
	assert.Equal(t, int64(strings.Index(text, "%cod")), got.findings[0].Position.Offset)
	assert.Equal(t, ruleScriptScope, got.findings[1].Rule)
	assert.Equal(t, int64(strings.LastIndex(text, "%cod")), got.findings[1].Position.Offset)
	assert.Equal(t, "2 codes are about some words of an utterance; they were given to the whole; this is the first place", got.findings[1].Detail)

	refused := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("visit.cha", "@Begin\n*DOC:\ta .\n%cod:\tx\n@End\n"))
	assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{lossRefused: 1}}, refused.loss.Of("dependent tier %cod"))
}

// Dependent tiers that are named hold codes, and then no other does.
func TestCodeTiersOfCHAT(t *testing.T) {
	text := "@Begin\n*DOC:\ta .\n%cod:\task\n%spa:\t$QUESTION\n*PAT:\tb .\n%xact:\tnod shrug\n@End\n"
	for _, tt := range []struct {
		named []string
		want  []string
	}{
		{nil, []string{"ask"}}, {[]string{"spa"}, []string{"$QUESTION"}}, {[]string{"cod", "xact"}, []string{"ask", "nod", "shrug"}}, {[]string{"none"}, nil},
	} {
		got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT, CodeTiers: tt.named}, inMemory("visit.cha", text))
		assert.Equal(t, tt.want, got.codes(), "%v", tt.named)
	}
}

// Headers may tell who made a transcript, and when somebody in it was born.
func TestPrivacyOfCHAT(t *testing.T) {
	for header, want := range map[string]int{
		"@Birth of PAT:\t01-JAN-1950": 1, "@Birthplace of PAT:\tSECRET": 1, "@Transcriber:\tSECRET": 1, "@Coder:\tSECRET": 1,
		"@Location:\tSECRET": 1, "@Participants:\tDOC SECRET Doctor, PAT Patient": 1,
		"@Transcriber:": 0, "@Participants:\tDOC Doctor, PAT Patient": 0, "@Comment:\tx": 0,
	} {
		text := "@Begin\n" + header + "\n*DOC:\ta .\n*PAT:\td .\n@End\n"
		got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("visit.cha", text))
		require.Len(t, got.encounters, 1, header)
		require.Len(t, got.findings, want, header)
		for _, f := range got.findings {
			assert.Equal(t, ruleScriptPrivacy, f.Rule)
			assert.Equal(t, int64(len("@Begin\n")), f.Position.Offset)
			assert.NotContains(t, f.Detail, "SECRET")
		}
	}
}

// Whoever coded files without saying so is one coder: nobody is made up.
func TestUnknownCoders(t *testing.T) {
	text := "@Begin\n*DOC:\ta .\n%cod:\task\n*PAT:\td .\n%cod:\ttell\n@End\n"
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("one.cha", text), inMemory("two.cha", text))
	require.Len(t, got.codings, 4)
	for _, c := range got.codings {
		assert.Equal(t, keyed("transcripts/coder"), c.Coder)
	}
	assert.Len(t, got.studies[0].Team, 1)
}

func TestFormUnknown(t *testing.T) {
	for _, form := range []Form{"", "doc", "EAF"} {
		err := Script{Options: exchange.Options{ID: keyed}, Form: form}.Read(t.Context(), []exchange.File{inMemory("visit", "a")}, &exchange.Sink{})
		assert.ErrorIs(t, err, ErrForm, form)
	}
}

// Different faults against one rule are told apart, each with its number.
func TestLedgerWordings(t *testing.T) {
	var got []schema.Finding
	l := newLedger("file")
	at := func(offset int64) place { return place{line: 1, column: 1, offset: offset} }
	l.count(ruleScriptCue, at(7), 1, "of one kind")
	l.count(ruleScriptCue, at(3), 1, "of another")
	l.count(ruleScriptCue, at(9), 1, "of one kind")
	l.close(at(10), func(f schema.Finding) { got = append(got, f) })
	require.Len(t, got, 2)
	assert.Equal(t, "1 of another; this is the place", got[0].Detail)
	assert.Equal(t, int64(3), got[0].Position.Offset)
	assert.Equal(t, "2 of one kind; this is the first place", got[1].Detail)
	assert.Equal(t, int64(7), got[1].Position.Offset)
}

// Punctuation that stands alone in CHAT is no word, of whatever script.
func TestWordsOfChat(t *testing.T) {
	for line, want := range map[string]int{
		"مرحبا ، شكرا ؟": 2, "你好 ， 谢谢 。": 2, "hello , there .": 2, "¿ qué ?": 1, "a ʔ 3 .": 3, "+/. xxx &=laughs 0is": 0,
		"doing_well ice+cream (be)cause [: x] .": 3, "« oui » !": 1, "नमस्ते ।": 1,
	} {
		assert.Equal(t, want, chatWords(line), line)
	}
}
