package refi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// returned is what comes back of records that go out, with their texts, and in again.
func returned(t testing.TB, records []encounter.Record) (*Made, exchangetest.Result) {
	t.Helper()
	made := Export{}.Project(slices.Values(records))
	assert.True(t, made.Loss.Balanced(), made.Loss.String())
	var b bytes.Buffer
	require.NoError(t, WriteProject(&b, made.Project))
	return made, exchangetest.Import(t, Import{Options: exchange.Options{ID: exchangetest.ID, KeepText: true}}, inMemory("in", b.Bytes()))
}

var anID = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// plain is what records say, whatever their ids are: each is a number, in the order in which
// they come.
func plain(t testing.TB, records []encounter.Record) (lines []string) {
	t.Helper()
	numbers := map[string]string{}
	for _, r := range records {
		line, err := json.Marshal(r)
		require.NoError(t, err)
		lines = append(lines, anID.ReplaceAllStringFunc(string(line), func(id string) string {
			if numbers[id] == "" {
				numbers[id] = fmt.Sprintf("#%d", len(numbers)+1)
			}
			return numbers[id]
		}))
	}
	return lines
}

func bookOf(t testing.TB, records []encounter.Record) *theme.Codebook {
	t.Helper()
	for _, r := range records {
		if b, ok := r.(*theme.Codebook); ok {
			return b
		}
	}
	require.Fail(t, "no codebook")
	return nil
}

// firstOf imports a project with its texts.
func firstOf(t testing.TB, p *Project) exchangetest.Result {
	t.Helper()
	return exchangetest.Import(t, Import{Options: exchange.Options{ID: exchangetest.ID, KeepText: true}}, written(t, p))
}

// sourceRecord is a source with a text.
func sourceRecord(n byte, text string) *theme.Source {
	s := &theme.Source{ID: id16(n), Form: theme.FormDocument, Text: &text}
	s.SHA256, s.Length = theme.Fingerprint(text)
	return s
}

// A text may begin with U+FEFF, which at the beginning of a file is none of its characters:
// it comes back, and its ranges are where they were.
func TestReturnByteOrderMark(t *testing.T) {
	for _, text := range []string{"\ufeffone two", "\ufeff\ufeffone two", "\ufeff", "one \ufefftwo"} {
		length := int64(len([]rune(text)))
		source := sourceRecord(1, text)
		_, back := returned(t, []encounter.Record{source, &theme.Unit{ID: id16(2), Source: source.ID, Range: &theme.Range{Start: length - 1, End: length}}})
		require.Len(t, back.Records, 2, "%q", text)
		got := back.Records[0].(*theme.Source)
		assert.Equal(t, text, *got.Text)
		assert.Equal(t, source.SHA256, got.SHA256, "%q", text)
		assert.Equal(t, &theme.Range{Start: length - 1, End: length}, back.Records[1].(*theme.Unit).Range, "%q", text)
	}
}

// What XML cannot hold becomes U+FFFD, which is a finding at its place and in the account.
func TestExportCharacters(t *testing.T) {
	source, other := sourceRecord(1, "a\x01b\x00c\x00d"), sourceRecord(2, "a\x01\ufffdb")
	book := &theme.Codebook{ID: id16(3), Title: "book\x02", Themes: []theme.Theme{{ID: "T", Name: "the\x00me\x00"}, {ID: "U", Name: "plain", Definition: "\uffff"}},
		Codes: []theme.Code{{ID: "T.a", Parent: "T", Name: "a\x1f", Definition: "b"}, {ID: "T.b", Parent: "T", Name: "b\t\ufffd", Definition: "\xff\xfe"}, {ID: "T.c", Parent: "T", Name: "c", Definition: "c"}}}
	records := []encounter.Record{
		&encounter.Study{ID: id16(4), Title: "study\x03"}, book, source, other,
		&theme.Unit{ID: id16(5), Source: source.ID, Range: &theme.Range{Start: 4, End: 5}, Condensation: "\x04brief"},
		&theme.Unit{ID: id16(6), Source: source.ID, Range: &theme.Range{Start: 6, End: 7}},
	}
	made, back := returned(t, records)
	var said []string
	for _, f := range made.Findings {
		if f.Rule == ruleExportCharacters {
			said = append(said, fmt.Sprint(f.Position.Record, f.Pointer, " ", strings.Fields(f.Detail)[0]))
		}
	}
	assert.Equal(t, []string{"1/title 1", "2/codes/0/name 1", "2/codes/1/definition 2", "2/themes/0/name 2", "2/themes/1/definition 1", "3/text 2", "5/condensation 1"}, said)
	const alone = "name and definition alone are carried"
	assert.Equal(t, map[string]int64{alone + "; " + replaced: 2}, made.Loss.Of("theme").Changed)
	assert.Equal(t, map[string]int64{"name, definition and place in the tree alone are carried": 1, "name, definition and place in the tree alone are carried; " + replaced: 2}, made.Loss.Of("code").Changed)
	assert.Equal(t, map[string]int64{"the text and its form alone are carried": 1, "the text and its form alone are carried; " + filedOther: 1}, made.Loss.Of("source").Changed)
	assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Changed: map[string]int64{replaced: 1}}, made.Loss.Of("unit"))
	assert.Equal(t, map[string]int64{"title and team alone are carried; " + replaced: 1}, made.Loss.Of("study").Changed)
	assert.Equal(t, "a\x01b\x00c\x00d", *source.Text, "the record is not modified")

	var texts []string
	for _, r := range back.Records {
		switch r := r.(type) {
		case *theme.Source:
			texts = append(texts, *r.Text)
		case *theme.Unit:
			texts = append(texts, r.Condensation)
		}
	}
	assert.Equal(t, []string{"a\x01b\ufffdc\ufffdd", "a\x01\ufffdb", "\ufffdbrief", ""}, texts)
	assert.Equal(t, []theme.Theme{{ID: "the_me_", Name: "the\ufffdme\ufffd"}, {ID: "plain", Name: "plain", Definition: "\ufffd"}}, bookOf(t, back.Records).Themes)
	assert.Equal(t, "\ufffd\ufffd", bookOf(t, back.Records).Codes[1].Definition, "one for each byte that is no UTF-8")
}

// A codebook given twice goes out once, and one of two codes with one id.
func TestExportAgain(t *testing.T) {
	b := &theme.Codebook{ID: id16(1), Title: "b", Themes: []theme.Theme{{ID: "T", Name: "t"}, {ID: "T", Name: "u"}},
		Codes: []theme.Code{{ID: "a", Parent: "T", Definition: "d"}, {ID: "a", Parent: "T", Definition: "e"}, {ID: "T", Parent: "a", Definition: "f"}, {ID: "x", Parent: "y", Definition: "f"}, {ID: "y", Parent: "x", Definition: "f"}}}
	made := Export{}.Project(slices.Values([]encounter.Record{b, b}))
	assert.Equal(t, "t(a) x(y)", outline(made.Project.Codes), "one codebook has no folder of its own")
	assert.Equal(t, exchange.Count{Read: 4, Changed: map[string]int64{"name and definition alone are carried": 1}, Dropped: map[string]int64{sameID: 1, "of a codebook that was there before": 2}}, made.Loss.Of("theme"))
	const carried = "name, definition and place in the tree alone are carried; " + namedByID
	assert.Equal(t, exchange.Count{Read: 10, Changed: map[string]int64{carried: 2, carried + "; " + isLoose: 1}, Dropped: map[string]int64{sameID: 2, "of a codebook that was there before": 5}}, made.Loss.Of("code"))
	assert.True(t, made.Loss.Balanced())
}

// What is not in the records is not said to be kept: that a code within others cannot be
// given, and white space around names and descriptions.
func TestImportCountsTruly(t *testing.T) {
	text := "one two"
	first := firstOf(t, &Project{
		Codes: []Code{{GUID: id(1), Name: "F", Description: " f\n", Codes: []Code{
			{GUID: id(2), Name: "inner", Description: "d", Codes: []Code{{GUID: id(3), Name: "\ta ", Codable: true, Description: "d"}}},
			{GUID: id(4), Name: " b", Description: "d "},
			{GUID: id(5), Name: "c"},
		}}},
		Sources: []Source{{Kind: TextKind, GUID: id(6), Text: Text{Content: &text}, Selections: []Selection{{GUID: id(7), Start: 0, End: 3, Description: " in brief "}, {GUID: id(8), Start: 4, End: 7, Description: "brief"}}}},
	})
	const folder = "a folder, as a code that can be given"
	assert.Equal(t, exchange.Count{Read: 5, Kept: 1, Changed: map[string]int64{
		folder: 1, "its name without the white space around it": 1, "its name without the white space around it; " + folder: 1, "without a definition; " + folder: 1}}, first.Loss.Of("Code"))
	assert.Equal(t, exchange.Count{Read: 6, Kept: 3, Changed: map[string]int64{"without the white space around it": 3}}, first.Loss.Of("Description"))
	_, back := returned(t, first.Records)
	assert.Equal(t, plain(t, first.Records), plain(t, back.Records))
	assert.Equal(t, exchange.Count{Read: 5, Kept: 4, Changed: map[string]int64{"without a definition": 1}}, back.Loss.Of("Code"))
}

// The team comes back in its order: that of the codings in the records.
func TestReturnTeam(t *testing.T) {
	text := "one two"
	by := func(n, coder int) []Coding {
		return []Coding{{GUID: id(n), Code: id(1), CreatedBy: id(coder)}}
	}
	first := firstOf(t, &Project{Codes: []Code{{GUID: id(1), Name: "a", Codable: true}}, Sources: []Source{{Kind: TextKind, GUID: id(2), Text: Text{Content: &text}, Selections: []Selection{
		{GUID: id(3), Start: 0, End: 3, Codings: by(10, 21)}, {GUID: id(4), Start: 4, End: 7, Codings: by(11, 22)}, {GUID: id(5), Start: 0, End: 3, Codings: by(12, 23)}}}}})
	require.Len(t, first.Records[1].(*encounter.Study).Team, 3)
	_, back := returned(t, first.Records)
	assert.Equal(t, plain(t, first.Records), plain(t, back.Records))
}

// However many sources name one text, it is read up to the limit of all texts, and one
// finding says so.
func TestOneTextManyTimes(t *testing.T) {
	if testing.Short() {
		t.Skip("needs some seconds: left out by -short")
	}
	sources := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<TextSource guid="%s" plainTextPath="internal://a.txt"/>`, guidN(i+1))
		}
		return synthetic + `<Sources>` + b.String() + `</Sources></Project>`
	}
	for size, detail := range map[int]string{MaxText: "the texts up to this one have more than 268435456 bytes", MaxText + 1: "the text has more than 67108864 bytes"} {
		content := zipOf("project.qde", sources(1000), "sources/a.txt", strings.Repeat("x", size))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		o, err := Open(inMemory("in", content))
		require.NoError(t, err)
		assert.Nil(t, o.Project)
		assert.Equal(t, counts{ruleLimit: 1}, exchangetest.CountRules(o.Findings))
		assert.Equal(t, detail, o.Findings[0].Detail)
		runtime.ReadMemStats(&after)
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(8<<30), "read a thousand times it would be more than 64 GiB")
	}
	inXML := strings.Repeat("x", MaxText-1)
	o, err := Open(repeated(synthetic+`<Sources>`, `<TextSource guid="00000000-0000-4000-8000-%012x"><PlainTextContent>`+inXML+`</PlainTextContent></TextSource>`, `</Sources></Project>`, 5))
	require.NoError(t, err)
	assert.Nil(t, o.Project, "texts within the XML count as well")
	assert.Equal(t, counts{ruleLimit: 1}, exchangetest.CountRules(o.Findings))
	assert.Equal(t, "the texts up to this one have more than 268435456 bytes", o.Findings[0].Detail)
	o = opened(t, zipOf("project.qde", sources(1000), "sources/a.txt", "one"))
	for _, s := range o.Project.Sources {
		assert.Equal(t, "one", *s.Text.Content)
	}
}

// A case is no code, also where it has another GUID than its code; what has but its name is
// one, and said to have it.
func TestCasesUnderOtherGUIDs(t *testing.T) {
	text := "one two"
	code := func(n int, name string) Code { return Code{GUID: id(n), Name: name, Codable: true, Description: "d"} }
	s := Source{Kind: TextKind, GUID: id(20), Text: Text{Content: &text}}
	for n := range 5 {
		s.Codings = append(s.Codings, Coding{GUID: id(30 + n), Code: id(1 + n), CreatedBy: id(9)})
	}
	first := firstOf(t, &Project{
		Codes:   []Code{code(1, "SECRET one"), code(2, "secret  ONE "), code(3, "mood"), code(4, "SECRET two"), code(5, "SECRET one too")},
		Cases:   []Case{{GUID: id(1), Name: "SECRET one"}, {GUID: id(41), Name: "SECRET one", Codes: []GUID{id(2), id(3)}}, {GUID: id(42), Name: "Secret Two", Codes: []GUID{id(3)}}, {GUID: id(43), Codes: []GUID{id(5)}}},
		Sources: []Source{s},
	})
	assert.Equal(t, exchange.Count{Read: 5, Kept: 3, Dropped: map[string]int64{"is a case": 2}}, first.Loss.Of("Code"))
	assert.Equal(t, exchange.Count{Read: 5, Kept: 3, Dropped: map[string]int64{"assigns a case": 2}}, first.Loss.Of("Coding"))
	assert.Equal(t, exchange.Count{Read: 4, Dropped: map[string]int64{"no place in the records": 4}}, first.Loss.Of("Case"))
	assert.Equal(t, exchange.Count{Read: 9, Kept: 3, Dropped: map[string]int64{"no place in the records": 6}}, first.Loss.Of("CodeRef"))
	at := slices.IndexFunc(first.Findings, func(f schema.Finding) bool { return f.Rule == ruleCaseName })
	require.GreaterOrEqual(t, at, 0)
	assert.Equal(t, "codes that have the name of a case, and another GUID: 1; they are kept as codes, with their names", first.Findings[at].Detail)
	made, back := returned(t, first.Records)
	assert.Empty(t, made.Project.Cases)
	assert.Equal(t, "mood SECRET two SECRET one too", outline(made.Project.Codes))
	assert.Equal(t, plain(t, first.Records), plain(t, back.Records))
}
