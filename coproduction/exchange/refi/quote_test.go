package refi

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMatches(t *testing.T) {
	tests := []struct {
		text, quote string
		want        fit
	}{
		{"one  two\r\nthree", "one two three", fits},
		{" one two\n", "one two", fits},
		{"one two three", "one two", differs},
		{"one two", "one two three", differs},
		{"onetwo", "one two", differs},
		{"one two three four", "one two three…", fits}, // cut by the program
		{"one two three four", "one two...", differs},  // too short to tell
		{"one two", "", unquoted},
		{"", "one", differs},
		{"one" + strings.Repeat(" ", blank) + "two", "one two", fits},
		{"one" + strings.Repeat(" ", blank+1) + "two", "one two", differs},
	}
	for _, test := range tests {
		how, _ := matches(test.text, quotesOf(&Selection{Name: test.quote}))
		assert.Equal(t, test.want, how, "%.20q %q", test.text, test.quote)
	}
}

// A quote weighs as many characters as it has, up to those that are enough; where it is cut,
// as many as are left.
func TestWeight(t *testing.T) {
	for quote, want := range map[string]int{"": 0, "a": 1, "å 👍🏽\n": 3, "of eleven at": 10, strings.Repeat("a", enough): enough, strings.Repeat("a", enough+1): enough} {
		assert.Equal(t, want, weight(quote), quote)
	}
	_, quote := matches("one two three four", []string{"x", "one two three…"})
	assert.Equal(t, "one two three", quote)
}
