package refi

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// The text of the fixtures: astral characters, a combining mark, Arabic, CR LF, and
// words whose edges say nothing.
const talk = "Læge: hvordan går det? 𝄞𝄞\r\nPatient: e\u0301n dag ad gangen 👍🏽 tak\r\nTolk: كيف حالك اليوم؟\r\nPatient: 𝔰𝔬 𝔰𝔬, better than before\r\n"

// quotes are what is selected in it.
var quotes = []string{"hvordan går det?", "𝄞𝄞", "e\u0301n dag ad gangen", "👍🏽 tak", "كيف حالك", "اليوم؟", "𝔰𝔬 𝔰𝔬", "better than before", "det? 𝄞𝄞\r\nPatient"}

// positions are those of all code points of a text, and of its end, counted one by one.
func (d Dialect) positions(p *passage) (at []int64) {
	n := int64(0)
	if d.Mark && p.mark {
		n = int64(map[Unit]int{CodePoint: 1, UTF16: 1, Byte: len("\ufeff")}[d.Unit])
	}
	for i, c := range p.text {
		at = append(at, n)
		switch {
		case c == '\r' && d.PairOne && strings.HasPrefix(p.text[i:], "\r\n"):
			n--
		case c == '\n' && d.LostTwo && p.lines:
			n++
		}
		n += int64(map[Unit]int{CodePoint: 1, UTF16: utf16.RuneLen(c), Byte: len(string(c))}[d.Unit])
	}
	return append(at, n)
}

// selected is a project in which a program that counts in that way has selected the
// quotes; before them stands inside.
func selected(d Dialect, names bool, place, inside string) string {
	at := d.positions(newPassage(talk, true, false))
	var q strings.Builder
	fmt.Fprintf(&q, `<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="synthetic"><CodeBook><Codes><Code guid="%s" name="a" isCodable="true"/></Codes></CodeBook>`+
		`<Sources><TextSource guid="%s"%s>%s`, guidN(1), guidN(2), place, inside)
	for n, quote := range quotes {
		from := utf8.RuneCountInString(talk[:strings.Index(talk, quote)])
		to := from + utf8.RuneCountInString(quote)
		end := at[to]
		if d.Included {
			end = at[to-1]
		}
		name := ""
		if names {
			name = fmt.Sprintf(` name="%s"`, strings.ReplaceAll(quote, "\r\n", "&#xD;&#xA;"))
		}
		fmt.Fprintf(&q, `<PlainTextSelection guid="%s" startPosition="%d" endPosition="%d"%s><Coding guid="%s"><CodeRef targetGUID="%s"/></Coding></PlainTextSelection>`,
			guidN(10+n), at[from], end, name, guidN(100+n), guidN(1))
	}
	q.WriteString(`</TextSource></Sources></Project>`)
	return q.String()
}

// spoken is that project with its text in the archive.
func spoken(d Dialect, mark, names bool) []byte {
	text := talk
	if mark {
		text = "\ufeff" + talk
	}
	return zipOf("project.qde", selected(d, names, ` plainTextPath="internal://t.txt"`, ""), "Sources/T.TXT", text)
}

// inXML is that project with its text within the XML, where it loses its carriage returns.
func inXML(d Dialect) []byte {
	return []byte(selected(d, true, "", "<PlainTextContent>"+talk+"</PlainTextContent>"))
}

// In each of the 24 ways to count a text of the archive, every quote comes back.
func TestDialects(t *testing.T) {
	require.Len(t, Dialects(), 36, "of which 12 are about texts within the XML")
	for _, d := range Dialects() {
		if d.LostTwo {
			continue
		}
		o := opened(t, spoken(d, true, true))
		assert.Equal(t, d, o.Dialect)
		assert.Equal(t, Quotes{Verified: len(quotes)}, o.Quotes, "%s", d)
		assert.Equal(t, map[schema.RuleID]int{ruleDialect: 1, ruleCoder: 1}, exchangetest.CountRules(o.Findings), "%s", d)
		assert.Contains(t, o.Findings[1].Detail, d.String())
		assert.Contains(t, o.Findings[1].Detail, "9 of 9 quotes fit so")
		text := []rune(*o.Project.Sources[0].Text.Content)
		for i, s := range o.Project.Sources[0].Selections {
			assert.Equal(t, quotes[i], string(text[s.Start:s.End]), "%s", d)
		}

		bare := opened(t, spoken(d, true, false)) // the edges of words alone
		for i, s := range bare.Project.Sources[0].Selections {
			if bare.Dialect == d && s.Start >= 0 {
				assert.Equal(t, quotes[i], string(text[s.Start:s.End]), "%s", d)
			}
		}
		assert.Equal(t, Quotes{None: len(quotes)}, bare.Quotes)
	}
}

// A text within the XML has lost its carriage returns (XML 1.0 §2.11); a program that
// counted them left positions that fit no text any more but for who counts them in.
func TestDialectsInline(t *testing.T) {
	for _, d := range Dialects() {
		if d.Mark || d.PairOne {
			continue // there is no mark and no pair
		}
		was := Dialect{Unit: d.Unit, PairOne: !d.LostTwo, Included: d.Included} // of the text with its carriage returns
		o := opened(t, inXML(was))
		assert.Equal(t, d, o.Dialect)
		assert.Equal(t, Quotes{Verified: len(quotes)}, o.Quotes, "%s", d)
		text := []rune(*o.Project.Sources[0].Text.Content)
		assert.NotContains(t, string(text), "\r")
		for i, s := range o.Project.Sources[0].Selections {
			assert.Equal(t, strings.ReplaceAll(quotes[i], "\r", ""), string(text[s.Start:s.End]), "%s", d)
		}
	}
}

// A mark counts in the texts that have one, and not in the others.
func TestDialectMarks(t *testing.T) {
	two := []*passage{newPassage("one two", true, false), newPassage("one two", false, false)}
	two[0].marked = []marked{{5, 8, []string{"two"}}}
	two[1].marked = []marked{{4, 7, []string{"two"}}}
	v := judge(slices.Values(two))
	assert.Equal(t, Dialect{Unit: CodePoint, Mark: true}, v.best)
	assert.Equal(t, 2, v.fits)
	two[0].mark = false
	assert.Equal(t, 1, judge(slices.Values(two)).fits, "no way to count begins at 1 where there is no mark")
}

// Where an end is the last position of a range, it may be the last byte of its last
// character as well as the first.
func TestIncludedEnds(t *testing.T) {
	for _, unit := range []Unit{UTF16, Byte} {
		text := "كيف 👍🏽 å x"
		p := newPassage(text, false, false)
		r, at := Dialect{Unit: unit, Included: true}.ruler(p), Dialect{Unit: unit}.positions(p)
		n := int64(utf8.RuneCountInString(text))
		for from := range n {
			for to := from + 1; to <= n; to++ {
				for _, end := range []int64{at[to-1], at[to] - 1} {
					gotFrom, gotTo, ok := r.half(at[from], end)
					require.Equal(t, [3]any{from, to, true}, [3]any{gotFrom.point, gotTo.point, ok}, "%s", unit)
				}
			}
		}
		_, _, ok := r.half(0, at[n])
		assert.False(t, ok, "behind the text")
	}
	r := Dialect{Unit: Byte, Included: true}.ruler(newPassage("a👍b", false, false))
	_, _, ok := r.half(0, 2)
	assert.False(t, ok, "within a character")
}

// What was written here is read as it was written, also where ranges begin and end at
// white space: their edges would tell of another way to count.
func TestOwnProjects(t *testing.T) {
	text := "Åse i en by"
	p := &Project{Name: "study", Origin: ownOrigin, Codes: []Code{{GUID: GUID(guidN(1)), Name: "a", Codable: true}}}
	s := Source{Kind: TextKind, GUID: GUID(guidN(2)), Name: "t", Text: Text{Content: &text}, Selections: []Selection{
		{GUID: GUID(guidN(10)), Start: 0, End: 4}, // with the space behind, as programs cut sentences: one further it ends a word
	}}
	p.Sources = []Source{s}
	var archive bytes.Buffer
	require.NoError(t, WriteProject(&archive, p))
	o := opened(t, archive.Bytes())
	assert.Equal(t, Dialects()[0], o.Dialect)
	for i, got := range o.Project.Sources[0].Selections {
		assert.Equal(t, [2]int64{s.Selections[i].Start, s.Selections[i].End}, [2]int64{got.Start, got.End})
	}

	// A condensation that repeats a sentence with the stop behind it is no quote of a range
	// whose end is included.
	long := "Åse bor i byen. Hun venter paa svar!"
	p.Sources[0].Text.Content = &long
	p.Sources[0].Selections = []Selection{{GUID: GUID(guidN(10)), Start: 0, End: 14, Description: "Åse bor i byen."}, {GUID: GUID(guidN(11)), Start: 16, End: 35, Description: "Hun venter paa svar!"}}
	archive.Reset()
	require.NoError(t, WriteProject(&archive, p))
	o = opened(t, archive.Bytes())
	assert.Equal(t, Dialects()[0], o.Dialect)
	assert.Equal(t, [2]int64{16, 35}, [2]int64{o.Project.Sources[0].Selections[1].Start, o.Project.Sources[0].Selections[1].End})

	p.Sources[0].Text.Content, p.Sources[0].Selections = &text, s.Selections
	p.Origin = "another program"
	archive.Reset()
	require.NoError(t, WriteProject(&archive, p))
	o = opened(t, archive.Bytes())
	assert.Equal(t, Dialects()[0], o.Dialect, "one edge of a word does not speak clearly against the standard")
	assert.Equal(t, counts{ruleDialectOpen: 1}, exchangetest.CountRules(o.Findings))
}

// Without quotes the ways that programs really count are found by the edges of words.
func TestDialectsOfPrograms(t *testing.T) {
	for name, d := range map[string]Dialect{
		"the standard": {Unit: CodePoint}, "NVivo for Windows": {Unit: UTF16}, "ATLAS.ti": {Unit: UTF16, PairOne: true}, "Taguette": {Unit: Byte},
		"requal": {Unit: CodePoint, Included: true},
	} {
		o := opened(t, spoken(d, false, false))
		assert.Equal(t, d, o.Dialect, "%s: %v", name, o.Findings)
	}
}

// ASCII with line feeds is the same in all ways but for the end.
func TestDialectSingle(t *testing.T) {
	of := func(text string, m marked) *passage {
		p := newPassage(text, false, false)
		p.marked = []marked{m}
		return p
	}
	one := func(text string, m marked) verdict { return judge(slices.Values([]*passage{of(text, m)})) }
	alike := func(text string, m marked) (n int) { // dialects with the ranges of the standard
		_, want := Dialect{Unit: CodePoint}.reads(of(text, m))
		for _, d := range Dialects() {
			if _, got := d.reads(of(text, m)); bytes.Equal(got, want) {
				n++
			}
		}
		return n
	}
	v := one("one two three", marked{4, 7, []string{"two"}})
	assert.Equal(t, Dialect{Unit: CodePoint}, v.best)
	assert.Equal(t, 18, alike("one two three", marked{4, 7, nil}), "three units, three line ends, with and without mark")
	assert.False(t, v.single)
	assert.Equal(t, 1, v.fits)
	assert.Equal(t, 1, v.next, "the end included, with the space behind the word")
	assert.False(t, v.tied, "the edge of the word decides")
	tied := one("aaaaaaaa", marked{2, 4, nil})
	assert.True(t, tied.tied, "nothing tells")
	assert.True(t, tied.edges)
	assert.True(t, one("aaaa", marked{-1, -1, nil}).single, "no range in any of them")
	assert.Equal(t, 18, alike("one\ntwo", marked{4, 7, nil}), "a line feed of a file never had a carriage return")
	assert.Equal(t, UTF16, one("\U00010000 two", marked{3, 6, []string{"two"}}).best.Unit, "the first character that takes two units")
	assert.Equal(t, CodePoint, one("\uFFFD two", marked{2, 5, []string{"two"}}).best.Unit, "one of the last that take one")
}

// Where another way takes the blank behind as well, all quotes fit it too: it is said that
// the edges of words decided, and not that the two are equally good.
func TestDialectByEdges(t *testing.T) {
	text := `<Sources><TextSource guid="` + guidN(1) + `"><PlainTextContent>one two three four five</PlainTextContent>`
	for n, word := range []string{"one", "two", "three"} {
		from := []int{0, 4, 8}[n]
		text += fmt.Sprintf(`<PlainTextSelection guid="%s" name="%s" startPosition="%d" endPosition="%d"/>`, guidN(10+n), word, from, from+len(word))
	}
	o := opened(t, []byte(head+text+`</TextSource></Sources>`+tail))
	require.Equal(t, counts{ruleDialect: 1}, exchangetest.CountRules(o.Findings))
	assert.Equal(t, "read as: code points, CR LF as 2, byte order mark not counted, end not included; 3 of 3 quotes fit so, as many in another way, and the edges of words decided", o.Findings[0].Detail)
	assert.Equal(t, Quotes{Verified: 3}, o.Quotes)
}
