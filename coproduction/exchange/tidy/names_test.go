package tidy

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Stata takes 32 characters: longer names are cut, and two that become the same are
// numbered.
func TestLongNamesForStata(t *testing.T) {
	long := strings.Repeat("a", 32)
	got := stataNames([]field{{Name: long}, {Name: long + "b"}, {Name: long + "c"}, {Name: "short"}})
	cut := strings.Repeat("a", 29)
	assert.Equal(t, []string{long, cut + "2", cut + "3", "short"}, got)
	assert.Equal(t, []string{long}, stataNames([]field{{Name: long + "b"}}))
}

// Names that cannot be one in Stata (User's Guide, 11.3) stay as the program itself calls
// the column.
func TestNamesThatStataRefuses(t *testing.T) {
	got := stataNames([]field{{Name: "a b"}, {Name: "if"}, {Name: "str8"}, {Name: "v1"}, {Name: "ælde"}, {Name: "1st"}, {Name: "_n"}, {Name: "n"}, {Name: "string"}, {Name: "v1a"}})
	assert.Equal(t, []string{"v1", "v2", "v3", "v4", "v5", "v6", "v7", "n", "string", "v1a"}, got)
}

// Nothing ends the quotes of a label, and nothing in it is a macro.
func TestQuotesOfStata(t *testing.T) {
	for text, want := range map[string]string{
		`a "b" c`:        "`\"a \"b\" c\"'",
		`a "'b`:          "`\"a \" 'b\"'",
		"a \"`b'":        "`\"a \" 'b'\"'", // a backtick that becomes an apostrophe behind a quote
		"`x' 5 $ $y":     "`\"'x' 5 \\$ \\$y\"'",
		"a\r\nb":         "`\"a  b\"'",
		"لغة \U0001D11E": "`\"لغة \U0001D11E\"'",
	} {
		assert.Equal(t, want, quoteStata(text))
	}
	assert.Equal(t, `"a\\b \"c\" \r\n"`, quoteR("a\\b \"c\" \r\n"))
}

// A label of a variable has 80 characters in Stata (Quick reference for limits).
func TestLongTitlesInStata(t *testing.T) {
	title := strings.Repeat("ø", 79) + "\U0001D11E"
	r := newResource("t", "", "")
	r.rows, r.Schema.Fields = 1, []field{{Name: "a", Title: title}, {Name: "b", Title: title + "c"}}
	script := string(new(writing).scriptStata([]resource{r}))
	assert.Contains(t, script, "\nlabel variable a `\""+title+"\"'\n")
	assert.Contains(t, script, "\nlabel variable b `\""+title+"\"'\n")
}
