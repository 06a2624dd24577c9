package transcript

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
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
