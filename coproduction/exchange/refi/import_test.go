package refi

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// written is a project as a file.
func written(t testing.TB, p *Project) exchange.File {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, WriteQDE(&b, p))
	return inMemory("in", b.Bytes())
}

// A selection whose name quotes another text is kept where it says it is, and that is
// doubtful: it counts as changed.
func TestImportDoubtfulQuotes(t *testing.T) {
	text := "one two six"
	g := imported(t, written(t, &Project{
		Codes: []Code{{GUID: GUID(guidN(1)), Name: "a", Codable: true}},
		Sources: []Source{{Kind: TextKind, GUID: GUID(guidN(2)), Name: "t", Text: Text{Content: &text}, Selections: []Selection{
			{GUID: GUID(guidN(3)), Name: "one", Start: 0, End: 3},
			{GUID: GUID(guidN(4)), Name: "two", Start: 4, End: 7},
			{GUID: GUID(guidN(5)), Name: "nine", Start: 8, End: 11},
		}}},
	}))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 2, Changed: map[string]int64{"its quote is another text than that of its range": 1}}, g.loss.Of("PlainTextSelection"))
	assert.Equal(t, 1, g.rules[ruleQuote])
}

// A folder on the top of the codes that was given all the same is a code: its codings count.
func TestImportFolderThatIsGiven(t *testing.T) {
	text := "one two"
	g := imported(t, written(t, &Project{
		Codes: []Code{
			{GUID: GUID(guidN(1)), Name: "given", Codes: []Code{{GUID: GUID(guidN(2)), Name: "below", Codable: true}}},
			{GUID: GUID(guidN(3)), Name: "folder", Codes: []Code{{GUID: GUID(guidN(4)), Name: "inner folder"}}},
		},
		Sources: []Source{{Kind: TextKind, GUID: GUID(guidN(5)), Text: Text{Content: &text}, Codings: []Coding{
			{GUID: GUID(guidN(6)), Code: GUID(guidN(1)), CreatedBy: GUID(guidN(9))}, {GUID: GUID(guidN(7)), Code: GUID(guidN(4)), CreatedBy: GUID(guidN(9))}}}},
	}))
	assert.Equal(t, exchange.Count{Read: 2, Kept: 2}, g.loss.Of("Coding"))
	book := g.records[0].(*theme.Codebook)
	assert.Equal(t, []theme.Theme{{ID: "codes", Name: atTop}, {ID: "folder", Name: "folder"}}, book.Themes)
	assert.Equal(t, []theme.CodeID{"codes", "given", "below"}, book.Path("below"))
	assert.Equal(t, []theme.CodeID{"given", "inner_folder"}, g.records[len(g.records)-1].(*theme.Coding).Codes)
}

// A codebook asks every code for a definition: where a project gives none the record says
// so, which the project did not, and that is counted.
func TestImportUndefined(t *testing.T) {
	g := imported(t, written(t, &Project{Codes: []Code{{GUID: id(1), Name: "T", Codes: []Code{
		{GUID: id(2), Name: "a", Codable: true, Description: "what a is"},
		{GUID: id(3), Name: "b", Codable: true, Description: " \n"},
		{GUID: id(4), Name: "c", Codable: true},
	}}}}))
	var said []string
	for _, c := range g.records[0].(*theme.Codebook).Codes {
		said = append(said, c.Definition)
	}
	assert.Equal(t, []string{"what a is", "No definition was given.", "No definition was given."}, said)
	assert.Equal(t, exchange.Count{Read: 4, Kept: 2, Changed: map[string]int64{"without a definition": 2}}, g.loss.Of("Code"), "the theme may be without one")
}

// What hangs below a case on top is no case for that, and yet no code of the codebook;
// below a case within a code it is one of that code's.
func TestImportNestedCase(t *testing.T) {
	text := "one two"
	code := func(n int, name string, codes ...Code) Code {
		return Code{GUID: id(n), Name: name, Codable: true, Codes: codes}
	}
	s := Source{Kind: TextKind, GUID: id(20), Text: Text{Content: &text}}
	for n := range 8 { // each code once, and one that is not there
		s.Codings = append(s.Codings, Coding{GUID: id(30 + n), Code: id(1 + n), CreatedBy: id(9)})
	}
	g := imported(t, written(t, &Project{
		Codes: []Code{
			code(1, "case", code(2, "inner case", code(3, "low")), code(4, "mood")),
			code(5, "code", code(6, "another case", code(7, "a code's"))),
		},
		Cases:   []Case{{GUID: id(1)}, {GUID: id(2)}, {GUID: id(6)}},
		Sources: []Source{s},
	}))
	assert.Equal(t, exchange.Count{Read: 7, Changed: map[string]int64{"without a definition": 1, "without a definition; it stood below a case": 1}, Dropped: map[string]int64{"is a case": 3, "below a case": 2}}, g.loss.Of("Code"))
	assert.Equal(t, exchange.Count{Read: 8, Kept: 2, Dropped: map[string]int64{"assigns a case": 3, "of a code that is not in the codebook": 3}}, g.loss.Of("Coding"))
	assert.Equal(t, []theme.CodeID{"codes", "code", "a_code_s"}, g.records[0].(*theme.Codebook).Path("a_code_s"))
	assert.Equal(t, []theme.CodeID{"code", "a_code_s"}, g.records[len(g.records)-1].(*theme.Coding).Codes)
}

// A picture and its text are one source: who coded both as a whole coded it once.
func TestImportPictureAndText(t *testing.T) {
	text := "one two"
	code := func(n int) Code { return Code{GUID: id(n), Name: "a", Codable: true} }
	coding := func(n, code, coder int) Coding { return Coding{GUID: id(n), Code: id(code), CreatedBy: id(coder)} }
	g := imported(t, written(t, &Project{
		Codes: []Code{code(1), code(2)},
		Sources: []Source{{Kind: PictureKind, GUID: id(3), Codings: []Coding{coding(10, 1, 8)},
			Companion:  &Source{Kind: TextKind, GUID: id(4), Text: Text{Content: &text}, Codings: []Coding{coding(11, 1, 8), coding(12, 2, 8), coding(13, 2, 9)}},
			Selections: []Selection{{GUID: id(5), Codings: []Coding{coding(14, 1, 8)}}}}},
	}))
	assert.Equal(t, exchange.Count{Read: 5, Kept: 3, Dropped: map[string]int64{"given twice by one coder": 1, "of a picture, not of its text": 1}}, g.loss.Of("Coding"))
	var codings [][]theme.CodeID
	for _, r := range g.records {
		if c, ok := r.(*theme.Coding); ok {
			codings = append(codings, c.Codes)
		}
	}
	assert.Equal(t, [][]theme.CodeID{{"a", "a_2"}, {"a_2"}}, codings)
}

// nested is a text with a coding in each place inside it that other kinds of sources
// have: in its representation, in that of a selection, in a transcript.
func nested() string {
	n := 0
	guid := func() string { n++; return `guid="` + guidN(n) + `"` }
	coding := func() string {
		return `<Coding ` + guid() + ` creatingUser="` + guidN(99) + `"><CodeRef targetGUID="` + guidN(1) + `"/></Coding>`
	}
	selection := func(name, inside string) string {
		return `<` + name + ` ` + guid() + ` startPosition="0" endPosition="3">` + inside + coding() + `</` + name + `>`
	}
	code := `<CodeBook><Codes><Code ` + guid() + ` name="a" isCodable="true"/></Codes></CodeBook>`
	text := func(name, inside string) string {
		return `<` + name + ` ` + guid() + `><PlainTextContent>one two</PlainTextContent>` + inside + coding() + `</` + name + `>`
	}
	inner := func() string { return text("Representation", selection("PlainTextSelection", "")) }
	return head + code + `<Sources>` + text("TextSource", inner()+selection("PlainTextSelection", inner())+
		`<Transcript `+guid()+`>`+selection("TranscriptSelection", inner())+`</Transcript>`) + `</Sources>` + tail
}

// Codings of texts that stand in a text are in the account, and why they are lost.
func TestImportTextsWithinAText(t *testing.T) {
	content := []byte(nested())
	g := imported(t, inMemory("in", content))
	assert.Equal(t, exchange.Count{Read: 9, Kept: 2, Dropped: map[string]int64{"of a text within a text": 7}}, g.loss.Of("Coding"),
		"of the text and its selection; of three representations with a selection each, and of the transcript")
	assert.Equal(t, exchange.Count{Read: 4, Kept: 1, Dropped: map[string]int64{"of a text within a text": 3}}, g.loss.Of("PlainTextSelection"))
	assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"of a text within a text": 1}}, g.loss.Of("TranscriptSelection"))
	assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"no place in the records": 1}}, g.loss.Of("Transcript"))
	assert.Equal(t, 9, codingsOf(opened(t, content).Project))
}

// codingsOf is the number of codings in a project, wherever they stand.
func codingsOf(p *Project) (n int) {
	p.eachCoding(func(*Coding) { n++ })
	return n
}

// Ids of codes are made of their names; names of one shape are numbered.
func TestFreshIDs(t *testing.T) {
	r := &recording{taken: map[theme.CodeID]bool{}, like: map[string]int{}}
	var got []string
	for _, name := range []string{"a b", "a_b", "a-b", "a_b_2", "a b", "مع", "عم", "", "2x", strings.Repeat("x", 99), strings.Repeat("x", 98)} {
		got = append(got, string(r.fresh(name)))
	}
	assert.Equal(t, []string{"a_b", "a_b_2", "a-b", "a_b_2_2", "a_b_3", "c__", "c___2", "c", "c2x", strings.Repeat("x", 56), strings.Repeat("x", 56) + "_2"}, got)
}

// Work grows with the size of a project; with its square this would take hours: 40,000 codes of one
// shape, 40,000 selections of one text, each quoting all of it.
func TestImportLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("needs some seconds: left out by -short")
	}
	const n = 40_000
	text := strings.Repeat("word ", n)
	quote := strings.Repeat("word ", 20) + "…"
	p := &Project{}
	s := Source{Kind: TextKind, GUID: GUID(guidN(1)), Text: Text{Content: &text}}
	for i := range n {
		code := GUID(guidN(1_000_000 + i))
		p.Codes = append(p.Codes, Code{GUID: code, Name: fmt.Sprintf("%c%c", 'ا'+i%26, 'ا'+i/26%26), Codable: true})
		s.Selections = append(s.Selections, Selection{GUID: GUID(guidN(2_000_000 + i)), Name: quote, Start: int64(i % 100 * 5), End: int64(len(text) - 1 - i/100*5)})
		s.Codings = append(s.Codings, Coding{GUID: GUID(guidN(3_000_000 + i)), Code: code, CreatedBy: GUID(guidN(4_000_000 + i%MostCoders))})
	}
	p.Sources = []Source{s}
	file := written(t, p)
	var to exchange.Sink
	to.Finding, to.Record = discardFinding, discardRecord
	require.NoError(t, Import{Options: exchange.Options{ID: exchangetest.ID}}.Read(t.Context(), []exchange.File{file}, &to))
	assert.EqualValues(t, n, to.Loss.Of("PlainTextSelection").Kept)
	assert.Equal(t, exchange.Count{Read: n, Kept: MostCodes, Dropped: map[string]int64{"of a code that is not in the codebook": n - MostCodes}}, to.Loss.Of("Coding"))
	assert.Equal(t, exchange.Count{Read: n, Changed: map[string]int64{"without a definition": MostCodes}, Dropped: map[string]int64{"more than a codebook takes": n - MostCodes}}, to.Loss.Of("Code"))
}

// What a record has no room for is left out, with a finding that gives the numbers.
func TestImportMost(t *testing.T) {
	text := "one two"
	s := Source{Kind: TextKind, GUID: id(1), Text: Text{Content: &text}}
	p := &Project{}
	for i := range MostCodes + 3 {
		c := Code{GUID: id(100_000 + i), Name: "a", Codable: true, Description: "d"}
		if i < 3 {
			c.Description = strings.Repeat("d", mostDefinition+2-i)
		}
		p.Codes = append(p.Codes, c)
	}
	for i := range mostThemes {
		p.Codes = append([]Code{{GUID: id(200_000 + i), Name: "t"}}, p.Codes...)
	}
	p.Codes[0].Name = strings.Repeat("n", mostName+1)
	for i := range MostCoders + 2 {
		s.Codings = append(s.Codings, Coding{GUID: id(300_000 + i), Code: id(100_000), CreatedBy: id(400_000 + i)})
	}
	for i := range mostGiven {
		s.Codings = append(s.Codings, Coding{GUID: id(500_000 + i), Code: id(100_001 + i), CreatedBy: id(400_000)})
	}
	p.Sources = []Source{s}
	g := imported(t, written(t, p))
	assert.Equal(t, exchange.Count{Read: mostThemes + MostCodes + 3, Kept: mostThemes - 2 + MostCodes - 3,
		Changed: map[string]int64{"its name is missing or too long": 1, "without its definition, which is too long": 2, "without a definition; a folder, as a code that can be given": 1},
		Dropped: map[string]int64{"more than a codebook takes": 4}}, g.loss.Of("Code"), "one theme is that of codes without one: the last folder is a code")
	assert.Equal(t, exchange.Count{Read: MostCodes + 3, Kept: MostCodes - 3, Dropped: map[string]int64{"longer than a definition may be": 2, "no place in the records": 4}}, g.loss.Of("Description"))
	assert.Equal(t, exchange.Count{Read: MostCoders + 2 + mostGiven, Kept: MostCoders + mostGiven - 1,
		Dropped: map[string]int64{"by one of more coders than a study takes": 2, "of more codes than a coding takes": 1}}, g.loss.Of("Coding"))
	assert.Equal(t, 2, g.rules[ruleMany])
	var said []string
	for _, f := range exchangetest.Import(t, Import{Options: exchange.Options{ID: exchangetest.ID}}, written(t, p)).Findings {
		if f.Rule == ruleMany {
			said = append(said, f.Detail)
		}
	}
	assert.Equal(t, []string{"202 users coded, and a study holds 200 coders: the first 200 were taken", "there are 5004 codes, and a codebook holds 5000: the first 5000 were taken"}, said)
}

func discardFinding(schema.Finding)        {}
func discardRecord(encounter.Record) error { return nil }

// A code that one coder gave twice to one place is given once; two coders give it twice.
func TestImportTwice(t *testing.T) {
	text := "one two"
	coding := func(n, coder int) Coding {
		return Coding{GUID: GUID(guidN(n)), Code: GUID(guidN(1)), CreatedBy: GUID(guidN(coder))}
	}
	g := imported(t, written(t, &Project{
		Codes: []Code{{GUID: GUID(guidN(1)), Name: "a", Codable: true}},
		Sources: []Source{{Kind: TextKind, GUID: GUID(guidN(2)), Text: Text{Content: &text},
			Codings: []Coding{coding(10, 8), coding(11, 9), coding(12, 8)}}},
	}))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 2, Dropped: map[string]int64{"given twice by one coder": 1}}, g.loss.Of("Coding"))
}

// A codebook is one record, which readers take up to 16 MiB: definitions that would make it
// longer are left out, with a finding, for nobody could read it with them.
func TestImportLongDefinitions(t *testing.T) {
	const n = 450
	p := &Project{}
	for i := range n {
		p.Codes = append(p.Codes, Code{GUID: id(i), Name: fmt.Sprintf("c%03d", i), Codable: true, Description: strings.Repeat("🩺", mostDefinition)})
	}
	g := exchangetest.Import(t, Import{Options: exchange.Options{ID: exchangetest.ID}}, written(t, p))
	const taken = 416 // (16,777,216 - 1,024 - 450 * 257) / 40,002 = 416.5
	assert.Equal(t, exchange.Count{Read: n, Kept: taken, Changed: map[string]int64{"without its definition, for which the record has no room": n - taken}}, g.Loss.Of("Code"))
	assert.Equal(t, exchange.Count{Read: n, Kept: taken, Dropped: map[string]int64{"no room in the record": n - taken}}, g.Loss.Of("Description"))
	at := slices.IndexFunc(g.Findings, func(f schema.Finding) bool { return f.Rule == ruleMany })
	require.GreaterOrEqual(t, at, 0)
	assert.Equal(t, "the definitions of 34 codes are left out: a record of 16 MiB, which holds the codebook, has no room for more", g.Findings[at].Detail)
	for _, r := range g.Records {
		line, err := coproduction.Append(nil, r)
		require.NoError(t, err)
		assert.Less(t, len(line), coproduction.DefaultMaxRecord)
	}
}
