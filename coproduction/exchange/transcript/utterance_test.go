package transcript

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

func TestCountWords(t *testing.T) {
	tags := []string{"<UNSURE>", "</UNSURE>", "<UNIN/>", ""}
	tests := []struct {
		name string
		from string
		text string
		want int
	}{
		{"nothing", "by hand", "", 0},
		{"white space of many kinds", "by hand", " \t\r\n\u00a0\u2003", 0},
		{"one", "by hand", "Hello?", 1},
		{"line ends part words", "by hand", "how\r\nare\nyou", 3},
		{"a tag alone is no word", "by hand", " <UNIN/> ", 0},
		{"tags go, what they hold stays", "by hand", "<UNSURE>chest pain</UNSURE> since <UNIN/>", 3},
		{"a tag does not split a word", "by hand", "hea<UNIN/>dache", 1},
		{"another scheme's tag is a word", "by hand", "<LAUGH/> yes", 2},
		{"punctuation alone is a word", "by hand", "yes - no", 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, CountWords(tt.text, tags...), tt.from)
		})
	}
	assert.Equal(t, 0, CountWords("<a><b>", "<a>", "<a><b>"), "the longer tag goes first")
	assert.Equal(t, 0, CountWords("<a><b>", "<a><b>", "<a>"), "whatever the order")
	assert.Equal(t, 1, CountWords("<a<a>>x", "<a>", "<a<a>>"))

	given := []string{"b", "long"}
	CountWords("text", given...)
	assert.Equal(t, []string{"b", "long"}, given, "the tags are not modified")
}

func TestCountWordsAdds(t *testing.T) {
	a, b := "how are you", "since Monday"
	assert.Equal(t, CountWords(a)+CountWords(b), CountWords(a+" "+b))
	assert.Equal(t, 50, CountWords(strings.Repeat("x ", 50)))
}

func TestUtterances(t *testing.T) {
	tier := Tier{Intervals: []Interval{{0, 1, ""}, {1, 3, "so"}, {3, 4, " \r\n"}, {4, 4.5, "<UNIN/>"}}}
	assert.Equal(t, []Interval{{1, 3, "so"}, {4, 4.5, "<UNIN/>"}}, slices.Collect(tier.Utterances()),
		"a tag is an utterance: somebody spoke")
	assert.Equal(t, Seconds(2.5), tier.Speech(), "by hand: 2 + 0.5")
	assert.Equal(t, 1, tier.Words("<UNIN/>"))
	assert.Equal(t, 2, tier.Words())
	for range tier.Utterances() {
		break // stopping early is allowed
	}
	assert.Zero(t, Tier{}.Speech())
}

// Words that do not stand apart are found: eight letters in a row, of a script that parts no
// words, also with punctuation between them. Other scripts may have words as long as they like.
func TestUnparted(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "你好吗今天怎么样": true, "你好吗今天怎么": false, "你好吗，今天怎么样": true, "你好 吗 今天 怎么样 谢谢 你好": false,
		"お元気ですか今日は": true, "สวัสดีครับวันนี้": true, "ສະບາຍດີມື້ນີ້": true, "ជំរាបសួរថ្ងៃនេះ": true, "မင်္ဂလာပါဒီနေ့": true,
		"Donaudampfschifffahrtsgesellschaft": false, "안녕하세요오늘은어떠세요": false, "好abcdefgh": false,
	} {
		assert.Equal(t, want, unparted(text), text)
	}
}

// In every form of transcript a warning counts the utterances whose words do not stand apart;
// a number of words that the table gives is none of ours.
func TestWordsThatDoNotStandApart(t *testing.T) {
	const said = "你好吗今天怎么样"
	for name, c := range map[string]struct {
		from importer
		file exchange.File
		want int
	}{
		"text":      {Labelled{Options: exchange.Options{ID: keyed}}, inMemory("v.txt", "Doctor: "+said+"\nPatient: "+said+"\nPatient: yes\n"), 2},
		"subtitles": {Script{Options: exchange.Options{ID: keyed}, Form: WebVTT}, inMemory("v.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Doctor>"+said+"\n\n00:02.000 --> 00:03.000\n<v Patient>yes\n"), 1},
		"CHAT":      {Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("v.cha", "@UTF8\n@Begin\n@Participants:\tDOC Doctor, PAT Patient\n*DOC:\t"+said+" .\n*PAT:\tyes .\n@End\n"), 1},
		"ELAN": {Script{Options: exchange.Options{ID: keyed}, Form: EAF}, inMemory("v.eaf", elanDoc{slots: slots(0, 1000, 2000),
			tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, said)) + tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "yes"))}.String()), 1},
		"a table":             {CodedTurns{Options: exchange.Options{ID: keyed}}, inMemory("v.csv", "encounter,speaker,text\nv,Doctor,"+said+"\nv,Patient,"+said+"\n"), 2},
		"a table that counts": {CodedTurns{Options: exchange.Options{ID: keyed}}, inMemory("v.csv", "encounter,speaker,text,words\nv,Doctor,"+said+",4\nv,Patient,"+said+",4\n"), 0},
	} {
		got := importAll(t, c.from, c.file)
		require.Len(t, got.encounters, 1, name)
		found := ofRule(got.findings, ruleTextUnparted)
		if c.want == 0 {
			assert.Empty(t, found, name)
			continue
		}
		require.Len(t, found, 1, name)
		assert.True(t, strings.HasPrefix(found[0].Detail, fmt.Sprint(c.want, " ")), found[0].Detail)
		assert.NotContains(t, found[0].Detail, said)
	}

	grids := files{"v_doctor.TextGrid": grid(tier("Speaker", Interval{0, 2, said}, Interval{2, 4, said}, Interval{4, 10, "yes"})), "v_patient.TextGrid": grid(tier("Speaker", Interval{0, 10, "yes"}))}
	found := ofRule(grids.convert(t, two)[0].Findings, ruleTextUnparted)
	require.Len(t, found, 1)
	assert.Equal(t, "2 utterances hold words that do not stand apart, and several count as one", found[0].Detail)
}
