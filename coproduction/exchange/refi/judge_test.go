package refi

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
)

// included is a project with selections of a text whose ends are included, one of each of n words; the first
// so many of them have their word for a name.
func included(word string, n, named int) []byte {
	var b strings.Builder
	length := len([]rune(word))
	for i := range n {
		name := ""
		if i < named {
			name = ` name="` + word + `"`
		}
		from := i * (length + 1)
		fmt.Fprintf(&b, `<PlainTextSelection guid="%s" startPosition="%d" endPosition="%d"%s/>`, guidN(10+i), from, from+length-1, name)
	}
	return []byte(head + `<Sources><TextSource guid="` + guidN(1) + `"><PlainTextContent>` + strings.Repeat(word+" ", n) + `</PlainTextContent>` + b.String() + `</TextSource></Sources>` + tail)
}

// The edges of words speak against the standard where three of them and more do: each
// counts one for it and one against the other. Else the standard it is, with a warning.
func TestEdgesClearly(t *testing.T) {
	for _, test := range []struct {
		word     string
		n        int
		included bool
		rules    counts
	}{
		{"word", 1, false, counts{ruleDialectOpen: 1}},
		{"word", 2, false, counts{ruleDialectOpen: 1}}, // from: 2·2 = 4
		{"word", 3, true, counts{ruleDialect: 1}},      // from: 3·2 = 6
		{"så👍🏽", 2, false, counts{ruleDialectOpen: 1}},
		{"så👍🏽", 9, true, counts{ruleDialect: 1}},
		{"👨\u200d👩", 9, true, counts{ruleDialect: 1}},
		{"—!", 9, false, counts{ruleDialectOpen: 1}}, // no words, no edges
	} {
		o := opened(t, included(test.word, test.n, 0))
		assert.Equal(t, Dialect{Unit: CodePoint, Included: test.included}, o.Dialect, "%s %d", test.word, test.n)
		assert.Equal(t, test.rules, exchangetest.CountRules(o.Findings), "%s %d: %v", test.word, test.n, o.Findings)
	}
}

// A quote decides against the standard that is long enough to fit nowhere else, and several
// that are as long together; what is less may be chance, and is a warning.
func TestFewQuotes(t *testing.T) {
	for _, test := range []struct {
		word     string
		n, named int
		included bool
		rules    counts
	}{
		{"a", 1, 1, false, counts{ruleDialectOpen: 1, ruleQuote: 1}},
		{"a", 2, 2, false, counts{ruleDialectOpen: 1, ruleQuote: 1}},
		{"word", 2, 1, false, counts{ruleDialectOpen: 1, ruleQuote: 1}},
		{"word", 2, 2, false, counts{ruleDialectOpen: 1, ruleQuote: 1}},         // from: 2·4 = 8
		{"eleven then", 1, 1, false, counts{ruleDialectOpen: 1, ruleQuote: 1}},  // from: 10
		{"of elevenths", 1, 1, false, counts{ruleDialectOpen: 1, ruleQuote: 1}}, // from: 11
		{"of eleven then", 1, 1, true, counts{ruleDialect: 1}},                  // from: 12
		{"of six", 2, 2, false, counts{ruleDialectOpen: 1, ruleQuote: 1}},       // from: 2·5
		{"of fifty", 2, 2, true, counts{ruleDialect: 1}},                        // from: 2·7
	} {
		o := opened(t, included(test.word, test.n, test.named))
		assert.Equal(t, Dialect{Unit: CodePoint, Included: test.included}, o.Dialect, "%s %d", test.word, test.n)
		assert.Equal(t, test.rules, exchangetest.CountRules(o.Findings), "%s %d: %v", test.word, test.n, o.Findings)
	}
	assert.Contains(t, fmt.Sprint(opened(t, included("word", 2, 2)).Findings), "0 of 2 quotes fit so, and 2 in another way, which are too few or too short to tell")

	few := strings.Replace(string(included("word", 5, 5)), `name="word"`, `name="other"`, 3)
	o := opened(t, []byte(few))
	assert.True(t, o.Dialect.Included)
	assert.Equal(t, 1, exchangetest.CountRules(o.Findings)[ruleDialectOpen], "two of five")
	assert.Contains(t, fmt.Sprint(o.Findings), "2 of 5 quotes fit, less than half")
	half := strings.Replace(few, `name="other"`, ``, 1)
	assert.Equal(t, 1, exchangetest.CountRules(opened(t, []byte(half)).Findings)[ruleDialect], "two of four")
}

// The verdict says that it is weak up to one less than the lead that is clear.
func TestWeak(t *testing.T) {
	p := newPassage("word word word", false, false)
	for i := range int64(3) {
		p.marked = append(p.marked, marked{5 * i, 5*i + 3, nil})
	}
	v := judge(slices.Values([]*passage{p}))
	assert.False(t, v.weak)
	assert.True(t, v.best.Included)
	p.marked[2].end = 14 // one that the standard reads well
	v = judge(slices.Values([]*passage{p}))
	assert.True(t, v.weak)
	assert.Equal(t, Dialects()[0], v.best)
}

// Quotes that fit both ways tell nothing, however many: what tells is by how much one way is
// ahead.
func TestLead(t *testing.T) {
	p := newPassage(strings.Repeat("word ", 20)+"𝄞 a-a b-b", false, false)
	for i := range int64(20) {
		p.marked = append(p.marked, marked{5 * i, 5*i + 4, []string{"word"}}) // with the blank too
	}
	v := judge(one(p))
	assert.Equal(t, Dialects()[0], v.best)
	assert.Equal(t, []int{20, 20}, []int{v.fits, v.next})
	assert.False(t, v.weak, "the edges of words decide")
	p.marked = append(p.marked, marked{102, 102, []string{"a"}}) // by chance, if the end were included
	v = judge(one(p))
	assert.Equal(t, Dialects()[0], v.best)
	assert.Equal(t, []int{20, 21}, []int{v.fits, v.next})
	assert.True(t, v.weak)
}

// By their quotes scores differ clearly, or by the edges of words where the quotes are no worse.
func TestBeats(t *testing.T) {
	for _, test := range []struct {
		a, b score
		want bool
	}{
		{score{weight: enough}, score{edges: 99}, true},
		{score{weight: enough - 1}, score{}, false},
		{score{edges: clearly}, score{}, true},
		{score{edges: clearly - 1}, score{}, false},
		{score{weight: 1, edges: 99}, score{weight: 2}, false},
		{score{}, score{}, false},
	} {
		assert.Equal(t, test.want, test.a.beats(test.b), "%v %v", test.a, test.b)
	}
}

// Where a quote decides it matters nothing that the edges of words do not tell.
func TestQuoteWithinAWord(t *testing.T) {
	p := newPassage("abcdefghijklmnopq", false, false)
	p.marked = []marked{{1, 14, []string{"bcdefghijklmn"}}}
	v := judge(one(p))
	assert.Equal(t, Dialects()[0], v.best)
	assert.Equal(t, []bool{false, false}, []bool{v.tied, v.weak})
}
