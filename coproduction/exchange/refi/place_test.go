package refi

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// head begins a project; a project of the tests that follow ends with tail.
const (
	head = `<Project xmlns="urn:QDA-XML:project:1.0" name="x">`
	tail = `</Project>`
)

// listed is a project with which nothing is wrong.
var listed = head + `<Users><User guid="` + guidN(1) + `"/></Users>` + tail

// Each finding stands at the character marked with ⟦, and reaches to the one marked with ⟧.
func TestPlaces(t *testing.T) {
	one, two := guidN(1), guidN(2)
	text := `<Sources><TextSource guid="` + one + `"><PlainTextContent>one two</PlainTextContent>`
	const textTail = `</TextSource></Sources>`
	tests := []struct {
		name string
		in   string
		rule schema.RuleID
		read bool
	}{
		{"a start that is no number", head + text + `<PlainTextSelection guid="` + two + `" ⟦startPosition="SECRET"⟧ endPosition="3"/>` + textTail + tail, ruleNumber, true},
		{"no end", head + text + `⟦<PlainTextSelection guid="` + two + `" startPosition="0"/>⟧` + textTail + tail, ruleNumber, true},
		{"no GUID", head + `<Users>⟦<User/>⟧</Users>` + tail, ruleGUID, false},
		{"a reference that is no GUID", head + "<Sets>\r\n<Set guid='" + one + "' name='é🙂'><MemberCode ⟦targetGUID='SECRET'⟧/></Set></Sets>" + tail, ruleGUID, false},
		{"a folder of a computer", `<Project xmlns="urn:QDA-XML:project:1.0" name="x" ⟦basePath="/home/SECRET"⟧/>`, rulePath, true},
		{"a user with a name", head + `<Users>⟦<User guid="` + one + `" name="SECRET"/>⟧</Users>` + tail, ruleUser, true},
		{"the second user with a name", head + `<Users><User guid="` + one + `"/>⟦<User guid="` + two + `" id="SECRET"/>⟧<User guid="` + guidN(3) + `" name="SECRET"/></Users>` + tail, ruleUser, true},
		{"an element of nobody", head + `<Sources>⟦<SECRET>⟧</SECRET></Sources>` + tail, ruleElement, true},
		{"a code that may be one", head + `<CodeBook><Codes>⟦<Code guid="` + one + `" name="SECRET">⟧</Code></Codes></CodeBook>` + tail, ruleCodable, true},
		{"another namespace", `⟦<Project xmlns="urn:QDA-XML:project:0:10" name="x">⟧` + tail, ruleNamespace, true},
		{"another codebook", `⟦<CodeBook xmlns="urn:QDA-XML:codebook:0:4">⟧<Codes></Codes></CodeBook>`, ruleNamespace, true},
		{"a text elsewhere", `⟦⟧` + head + `<Sources><TextSource guid="` + one + `" plainTextPath="internal://SECRET.txt"/></Sources>` + tail, ruleMissing, true},
		{"an encoding that is not so", "⟦⟧<?xml version='1.0' encoding='utf-16'?>" + head + tail, ruleTolerated, true},
		{"nothing in it", "⟦⟧" + head + tail, ruleEmpty, true},
		{"something behind", head + tail + "⟦⟧<SECRET/>", ruleTrailing, true},
		{"an end that is not there", head + "<Users>⟦⟧", ruleXML, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before, rest, _ := strings.Cut(test.in, "⟦")
			inside, after, _ := strings.Cut(rest, "⟧")
			want := schema.Position{Source: "in", Line: 1 + strings.Count(before, "\n"), Offset: int64(len(before)), Length: len(inside)}
			want.Column = 1 + len([]rune(before[strings.LastIndex(before, "\n")+1:]))
			whole := before + inside + after
			o, err := Open(inMemory("in", []byte(whole)))
			require.NoError(t, err)
			assert.Equal(t, test.read, o.Project != nil)
			assert.Equal(t, want, placeOf(t, o, test.rule))

			want.Source = "in!project.qde" // the same in an archive
			if test.rule == ruleMissing {
				want.Line, want.Column, want.Offset = 1, 1+strings.Index(whole, "<TextSource"), int64(strings.Index(whole, "<TextSource"))
				want.Length = strings.Index(whole, "</Sources>") - strings.Index(whole, "<TextSource")
			}
			o, err = Open(inMemory("in", zipOf("project.qde", whole)))
			require.NoError(t, err)
			assert.Equal(t, test.read, o.Project != nil)
			assert.Equal(t, want, placeOf(t, o, test.rule))
			for _, f := range o.Findings {
				assert.NotContains(t, f.Detail, "SECRET")
			}
		})
	}
}

// placeOf is the place of the one finding of a rule.
func placeOf(t *testing.T, o *Opened, rule schema.RuleID) (at schema.Position) {
	t.Helper()
	assert.Equal(t, 1, exchangetest.CountRules(o.Findings)[rule], "%v", o.Findings)
	for _, f := range o.Findings {
		if f.Rule == rule {
			at = f.Position
		}
	}
	return at
}

// A selection without two ends is no range: not one from 0.
func TestPositionMissing(t *testing.T) {
	for _, ends := range []string{`startPosition="x" endPosition="3"`, `endPosition="3"`, `startPosition="0"`, `startPosition="0" endPosition="9223372036854775808"`} {
		in := head + `<Sources><TextSource guid="` + guidN(1) + `"><PlainTextContent>one two</PlainTextContent><PlainTextSelection guid="` + guidN(2) + `" ` + ends + `/></TextSource>` +
			`<AudioSource guid="` + guidN(3) + `"><AudioSelection guid="` + guidN(4) + `" begin="1"/></AudioSource></Sources>` + tail
		o := opened(t, []byte(in))
		assert.Equal(t, []int64{-1, -1}, []int64{o.Project.Sources[0].Selections[0].Start, o.Project.Sources[0].Selections[0].End}, ends)
		assert.Equal(t, []int64{-1, -1}, []int64{o.Project.Sources[1].Selections[0].Start, o.Project.Sources[1].Selections[0].End}, ends)
		assert.Equal(t, 1, exchangetest.CountRules(o.Findings)[ruleRange])
		got := imported(t, inMemory("in", []byte(in)))
		assert.EqualValues(t, 1, got.loss.Of("PlainTextSelection").Dropped["no range of the text"])
	}
}

// The project named project.qde is the one, wherever it stands among others.
func TestEntryProjects(t *testing.T) {
	other := strings.Replace(empty, `"x"`, `"other"`, 1)
	for _, entries := range [][]string{
		{"backup.qde", other, "Project.QDE", empty}, {"project.qde", empty, "backup.qde", other}, {"a.qde", empty, "b.qde", other},
		{"a/project.qde", other, "project.qde", empty, "b.qde", other},
	} {
		o := opened(t, zipOf(entries...))
		assert.Equal(t, "x", o.Project.Name, entries)
		assert.Equal(t, 1, exchangetest.CountRules(o.Findings)[ruleEntryProjects], entries)
	}
	assert.Empty(t, opened(t, zipOf("project.qde", listed)).Findings)
}

// An archive has 100,000 entries at most.
func TestEntriesMost(t *testing.T) {
	for n, rules := range map[int]counts{MaxEntries: {ruleOrphan: 1}, MaxEntries + 1: {ruleLimit: 1}} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create("project.qde")
		require.NoError(t, err)
		io.WriteString(w, listed)
		for i := range n - 1 {
			_, err := z.CreateHeader(&zip.FileHeader{Name: strconv.Itoa(i)})
			require.NoError(t, err)
		}
		require.NoError(t, z.Close())
		o, err := Open(inMemory("in", b.Bytes()))
		require.NoError(t, err)
		assert.Equal(t, n == MaxEntries, o.Project != nil)
		assert.Equal(t, rules, exchangetest.CountRules(o.Findings))
		if n > MaxEntries {
			assert.Equal(t, "the archive has 100001 entries, and 100000 are read at most", o.Findings[0].Detail)
		}
	}
}

// The last finding gives the true number of all.
func TestCapped(t *testing.T) {
	o := opened(t, []byte(strings.Replace(listed, tail, strings.Repeat("<x/>", faults.Max+7)+tail, 1)))
	last := o.Findings[len(o.Findings)-1]
	assert.Equal(t, ruleCapped, last.Rule)
	assert.Equal(t, "1007 findings, of which 1000 are listed", last.Detail)
	assert.Len(t, o.Findings, faults.Max+1)
}

// A file on a disk is read in place: what of it is not needed is not read.
func TestInPlace(t *testing.T) {
	content := zipOf("sources/film.mp4", incompressible(1<<20), "project.qde", withText("internal://a.txt"), "sources/a.txt", "one")
	name := filepath.Join(t.TempDir(), "in.qdpx")
	require.NoError(t, os.WriteFile(name, content, 0o600))
	read := &counted{}
	file := exchange.File{Name: "in", Open: func() (io.ReadCloser, error) {
		var err error
		read.File, err = os.Open(name)
		return read, err
	}}
	o, err := Open(file)
	require.NoError(t, err)
	assert.Equal(t, opened(t, content), o, "as it is from memory")
	assert.Equal(t, "one", *o.Project.Sources[0].Text.Content)
	assert.Less(t, read.n, 100_000)

	read.fails = errors.New("the disk is gone")
	_, err = Open(file)
	assert.ErrorIs(t, err, read.fails, "which is no fault of the file")
}

// A counted file counts the bytes that are read in place, and may fail there.
type counted struct {
	*os.File
	n     int
	fails error
}

func (c *counted) ReadAt(p []byte, at int64) (int, error) {
	if c.fails != nil {
		return 0, c.fails
	}
	n, err := c.File.ReadAt(p, at)
	c.n += n
	return n, err
}

// incompressible is bytes without a pattern.
func incompressible(n int) string {
	var b bytes.Buffer
	for x := uint32(1); b.Len() < n; x = x*1664525 + 1013904223 {
		b.WriteByte(byte(x >> 24))
	}
	return b.String()
}

// A code that does not say whether it can be given can be.
func TestCodable(t *testing.T) {
	for attribute, want := range map[string]bool{``: true, ` isCodable="SECRET"`: true, ` isCodable="true"`: true, ` isCodable="1"`: true, ` isCodable=" false "`: false, ` isCodable="0"`: false} {
		o := opened(t, []byte(head+`<CodeBook><Codes><Code guid="`+guidN(1)+`" name="a"`+attribute+`/></Codes></CodeBook>`+tail))
		assert.Equal(t, want, o.Project.Codes[0].Codable, attribute)
	}
}
