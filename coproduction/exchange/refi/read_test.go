package refi

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

func inMemory(name string, content []byte) exchange.File {
	return exchangetest.File(name, string(content))
}

// opened reads bytes that must be readable.
func opened(t testing.TB, content []byte) *Opened {
	t.Helper()
	o, err := Open(inMemory("in", content))
	require.NoError(t, err)
	require.NotNil(t, o.Project, "%v", o.Findings)
	return o
}

// Law: what is written comes back, in all shapes, and an import accounts for every coding.
func TestReadWritten(t *testing.T) {
	for seed := range uint64(150) {
		p := generate(seed)
		var b bytes.Buffer
		require.NoError(t, WriteProject(&b, p))
		back := opened(t, b.Bytes())
		c := Compare(p, back.Project)
		if back.Dialect == Dialects()[0] { // where nothing is quoted, another way to count may fit random ranges better
			require.True(t, c.Complete(), "seed %d\n%s", seed, c)
		} else {
			require.Zero(t, c.Kind("codings").Lost, "seed %d\n%s", seed, c)
		}
		got := imported(t, inMemory("in", b.Bytes()))
		require.EqualValues(t, codingsOf(p), got.loss.Of("Coding").Read, "seed %d", seed)
		var again bytes.Buffer
		require.NoError(t, WriteProject(&again, back.Project))
		if back.Dialect == Dialects()[0] && !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("seed %d: written again it is another file", seed)
		}
	}
}

// The text of the fixtures: astral characters, a combining mark, Arabic, CR LF, and
// words whose edges say nothing.
const talk = "Læge: hvordan går det? 𝄞𝄞\r\nPatient: e\u0301n dag ad gangen 👍🏽 tak\r\nTolk: كيف حالك اليوم؟\r\nPatient: 𝔰𝔬 𝔰𝔬, better than before\r\n"

// quotes are what is selected in it.
var quotes = []string{"hvordan går det?", "𝄞𝄞", "e\u0301n dag ad gangen", "👍🏽 tak", "كيف حالك", "اليوم؟", "𝔰𝔬 𝔰𝔬", "better than before", "det? 𝄞𝄞\r\nPatient"}

// selected is a project in which a program that counts in that way has selected the
// quotes; before them stands inside.
func selected(d Dialect, names bool, place, inside string) string {
	r := d.ruler(newPassage(talk, true, false))
	var q strings.Builder
	fmt.Fprintf(&q, `<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="synthetic"><CodeBook><Codes><Code guid="%s" name="a" isCodable="true"/></Codes></CodeBook>`+
		`<Sources><TextSource guid="%s"%s>%s`, guidN(1), guidN(2), place, inside)
	for n, quote := range quotes {
		from := utf8.RuneCountInString(talk[:strings.Index(talk, quote)])
		to := from + utf8.RuneCountInString(quote)
		end := r.at[to]
		if d.Included {
			end = r.at[to-1]
		}
		name := ""
		if names {
			name = fmt.Sprintf(` name="%s"`, strings.ReplaceAll(quote, "\r\n", "&#xD;&#xA;"))
		}
		fmt.Fprintf(&q, `<PlainTextSelection guid="%s" startPosition="%d" endPosition="%d"%s><Coding guid="%s"><CodeRef targetGUID="%s"/></Coding></PlainTextSelection>`,
			guidN(10+n), r.at[from], end, name, guidN(100+n), guidN(1))
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

func guidN(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012x", n) }

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
		r := Dialect{Unit: unit, Included: true}.ruler(newPassage(text, false, false))
		n := int64(utf8.RuneCountInString(text))
		for from := range n {
			for to := from + 1; to <= n; to++ {
				for _, end := range []int64{r.at[to-1], r.at[to] - 1} {
					gotFrom, gotTo, ok := r.half(r.at[from], end)
					require.Equal(t, [3]any{from, to, true}, [3]any{gotFrom, gotTo, ok}, "%s", unit)
				}
			}
		}
		_, _, ok := r.half(0, r.at[n])
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
		how, _ := matches([]rune(test.text), quotesOf(&Selection{Name: test.quote}))
		assert.Equal(t, test.want, how, "%.20q %q", test.text, test.quote)
	}
}

// The standard's own examples, and what a program wrote.
func TestReadCorpus(t *testing.T) {
	const texts = 11                            // that no file has beside it, and no archive in it
	for name, want := range map[string]struct { // from: Python 3 re, counting the start tags of each file, sources by their five elements, and plainTextPath
		codes, sources, codings, sets, users, notes, links, graphs int
		rules                                                      counts
	}{
		"example1_codebook.qdc":         {6, 0, 0, 0, 0, 0, 0, 0, counts{}},
		"example2_simple_project.qde":   {14, 12, 16, 16, 3, 2, 1, 1, counts{ruleUser: 1, rulePath: 1, ruleCoders: 1, ruleMissing: 1}},
		"Project.qde":                   {14, 12, 16, 16, 3, 2, 1, 1, counts{ruleUser: 1, rulePath: 1, ruleCoders: 1, ruleMissing: 1}},
		"TestProject.qdpx":              {14, 12, 16, 16, 3, 2, 1, 1, counts{ruleUser: 1, rulePath: 1, ruleCoders: 1, ruleMissing: texts, ruleEntryName: 1}},
		"example3_complex_transana.qde": {19, 16, 66, 6, 63, 40, 0, 0, counts{ruleNamespace: 1, ruleUser: 1, rulePath: 1, ruleCoder: 1, ruleMissing: 1}},
	} {
		raw, err := os.ReadFile(shareddata.Path(t, "refi-qda", name))
		require.NoError(t, err)
		o := opened(t, raw)
		p := o.Project
		codes := 0
		var count func([]Code)
		count = func(all []Code) {
			codes += len(all)
			for _, c := range all {
				count(c.Codes)
			}
		}
		count(p.Codes)
		codings := codingsOf(p)
		assert.Equal(t, []int{want.codes, codings, want.sets, want.users, want.links, want.graphs},
			[]int{codes, codings, len(p.Sets), len(p.Users), len(p.Links), len(p.Graphs)}, name)
		assert.Equal(t, []int{want.sources, want.notes}, []int{len(p.Sources), len(p.Notes)}, name)
		assert.Equal(t, want.rules, exchangetest.CountRules(o.Findings), name)

		var b bytes.Buffer
		if strings.HasSuffix(name, ".qdc") {
			require.NoError(t, WriteCodebook(&b, p))
		} else {
			require.NoError(t, WriteProject(&b, p))
		}
		c := Compare(p, opened(t, b.Bytes()).Project)
		assert.True(t, c.Complete(), "%s: in, out and in again\n%s", name, c)

		got := imported(t, inMemory(name, raw))
		assert.EqualValues(t, codings, got.loss.Of("Coding").Read, name)
		assert.EqualValues(t, codes, got.loss.Of("Code").Read, name)
	}
}

// A got is what an import gives.
type got struct {
	records []encounter.Record
	loss    exchange.Loss
	rules   map[schema.RuleID]int
}

// imported makes records; each must be sound, and all of them together.
func imported(t testing.TB, files ...exchange.File) got {
	t.Helper()
	var g got
	var study coproduction.StudyRules
	var findings []schema.Finding
	to := &exchange.Sink{
		Finding: func(f schema.Finding) { findings = append(findings, f) },
		Record: func(r encounter.Record) error {
			for _, f := range coproduction.Check(r) {
				assert.NotEqual(t, schema.Error, f.Severity, "%s %s: %s", r.RecordKind(), f.Place(), f.Detail)
			}
			study.Add(r)
			g.records = append(g.records, r)
			return nil
		},
	}
	require.NoError(t, Import{Options: exchange.Options{ID: exchangetest.ID}}.Read(t.Context(), files, to))
	for _, f := range new(coproduction.Validator).Across(&study) {
		assert.NotEqual(t, schema.Error, f.Severity, "%s %s", f.Rule, f.Detail)
	}
	g.loss, g.rules = to.Loss, exchangetest.CountRules(findings)
	assert.True(t, g.loss.Balanced(), g.loss.String())
	return g
}

// What the records hold goes out and comes back: texts, ranges, codes and who gave them.
func TestImport(t *testing.T) {
	const head = `<Project xmlns="urn:QDA-XML:project:1.0" name="synthetic"><Users><User guid="` + "%[1]s" + `" name="SECRET"/><User guid="%[2]s"/></Users><CodeBook><Codes>` +
		`<Code guid="%[3]s" name="Theme" isCodable="false"><Code guid="%[4]s" name="code" isCodable="true"><Description>what it is</Description></Code></Code>` +
		`<Code guid="%[5]s" name="SECRET person" isCodable="true"/></Codes></CodeBook><Cases><Case guid="%[5]s" name="SECRET"/></Cases>`
	const body = `<Sources><TextSource guid="%[6]s" name="SECRET"><PlainTextContent>one two three</PlainTextContent>` +
		`<PlainTextSelection guid="%[7]s" name="two" startPosition="4" endPosition="7"><Coding guid="%[8]s" creatingUser="%[1]s"><CodeRef targetGUID="%[4]s"/></Coding>` +
		`<Coding guid="%[9]s" creatingUser="%[2]s"><CodeRef targetGUID="%[4]s"/></Coding></PlainTextSelection>` +
		`<PlainTextSelection guid="%[10]s" name="two" startPosition="4" endPosition="7"><Coding guid="%[11]s" creatingUser="%[1]s"><CodeRef targetGUID="%[5]s"/></Coding></PlainTextSelection>` +
		`</TextSource></Sources></Project>`
	var guids []any
	for n := range 11 {
		guids = append(guids, guidN(n+1))
	}
	guids[3] = "{" + strings.ToUpper(guidN(4)) + "}" // braces and case are one
	text := fmt.Sprintf(head+body, guids...)
	g := imported(t, inMemory("in", []byte(text)))
	kinds := map[string]int{}
	for _, r := range g.records {
		kinds[r.RecordKind()]++
		switch r := r.(type) {
		case *theme.Codebook:
			assert.Equal(t, []theme.Theme{{ID: "Theme", Name: "Theme"}}, r.Themes)
			assert.Equal(t, []theme.Code{{ID: "code", Parent: "Theme", Name: "code", Definition: "what it is"}}, r.Codes)
		case *theme.Source:
			assert.Nil(t, r.Text)
			assert.True(t, r.Describes("one two three"))
		case *theme.Unit:
			assert.Equal(t, &theme.Range{Start: 4, End: 7}, r.Range)
		case *theme.Coding:
			assert.Equal(t, []theme.CodeID{"code"}, r.Codes)
		case *encounter.Study:
			assert.Equal(t, []encounter.TeamMember{{ID: exchangetest.ID("refi/user/" + guidN(1)), Role: encounter.TeamCoder}, {ID: exchangetest.ID("refi/user/" + guidN(2)), Role: encounter.TeamCoder}}, r.Team)
		}
	}
	assert.Equal(t, map[string]int{"codebook": 1, "study": 1, "source": 1, "unit": 1, "coding": 2}, kinds)
	unit := "refi/unit/" + guidN(6) + "/4-7"
	for i, key := range []string{"refi/codebook/in", "refi/study/in", "refi/source/" + guidN(6), unit, unit + "/coding/" + guidN(1), unit + "/coding/" + guidN(2)} {
		assert.Equal(t, exchangetest.ID(key), g.records[i].RecordID(), key)
	}
	assert.Equal(t, exchange.Count{Read: 3, Kept: 2, Dropped: map[string]int64{"assigns a case": 1}}, g.loss.Of("Coding"))
	assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Changed: map[string]int64{"of a range that is selected already": 1}}, g.loss.Of("PlainTextSelection"))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 2, Dropped: map[string]int64{"is a case": 1}}, g.loss.Of("Code"))

	// Out and in again: the same texts, ranges, codes and numbers of coders.
	made := Export{Text: func(*theme.Source) (string, bool) { return "one two three", true }}.Project(func(yield func(encounter.Record) bool) {
		for _, r := range g.records {
			if !yield(r) {
				return
			}
		}
	})
	var b bytes.Buffer
	require.NoError(t, WriteProject(&b, made.Project))
	again := imported(t, inMemory("in", b.Bytes()))
	summary := func(records []encounter.Record) (all []string) {
		for _, r := range records {
			switch r := r.(type) {
			case *theme.Codebook:
				all = append(all, fmt.Sprint("book ", len(r.Themes), r.Codes))
			case *theme.Source:
				all = append(all, r.SHA256)
			case *theme.Unit:
				all = append(all, fmt.Sprint(*r.Range))
			case *theme.Coding:
				all = append(all, fmt.Sprint(r.Codes))
			}
		}
		return all
	}
	assert.Equal(t, summary(g.records), summary(again.records))
}

// One user for all codings, where several are listed: who coded what was lost. Codings
// of nobody are another matter.
func TestCodersLost(t *testing.T) {
	const lost, nobody = "all 2 codings are by one user, and 2 users are listed: who coded what was lost", " of 2 codings do not say who coded"
	for _, test := range []struct {
		name   string
		listed int
		by     [2]int // the users of two codings; 0 is nobody
		rule   schema.RuleID
		detail string
	}{
		{"one of two", 2, [2]int{1, 1}, ruleCoders, lost},
		{"one who is not listed, of two", 2, [2]int{9, 9}, ruleCoders, lost},
		{"both of two", 2, [2]int{1, 2}, "", ""},
		{"the one there is", 1, [2]int{1, 1}, "", ""},
		{"nobody", 2, [2]int{0, 0}, ruleCoder, "2" + nobody},
		{"one of two, and nobody", 2, [2]int{1, 0}, ruleCoder, "1" + nobody},
		{"nobody, and one of two", 2, [2]int{0, 2}, ruleCoder, "1" + nobody},
	} {
		p := &Project{Codes: []Code{{GUID: id(3), Codable: true, Name: "a"}}, Sources: []Source{{Kind: PictureKind, GUID: id(4)}}}
		for n := range test.listed {
			p.Users = append(p.Users, User{GUID: id(100 + n + 1)})
		}
		for n, user := range test.by {
			c := Coding{GUID: id(5 + n), Code: id(3)}
			if user > 0 {
				c.CreatedBy = id(100 + user)
			}
			p.Sources[0].Codings = append(p.Sources[0].Codings, c)
		}
		var b bytes.Buffer
		require.NoError(t, WriteProject(&b, p))
		o := opened(t, b.Bytes())
		if test.rule == "" {
			assert.Empty(t, o.Findings, test.name)
			continue
		}
		require.Len(t, o.Findings, 1, test.name)
		assert.Equal(t, []string{string(test.rule), test.detail}, []string{string(o.Findings[0].Rule), o.Findings[0].Detail}, test.name)
	}

	o := opened(t, []byte(head+`<Users><User guid="`+guidN(1)+`"/><User guid="`+guidN(2)+`"/></Users>`+tail))
	assert.Empty(t, o.Findings, "nobody coded anything")
}
