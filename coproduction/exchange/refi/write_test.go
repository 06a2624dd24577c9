package refi

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
)

// schemaOf returns a function that judges XML by a schema of the standard with
// xmllint, another program. The test skips where either is missing.
func schemaOf(t *testing.T, xsd string) func(names ...string) {
	t.Helper()
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("needs xmllint (Debian package libxml2-utils)")
	}
	path := shareddata.Path(t, "refi-qda", xsd)
	return func(names ...string) {
		t.Helper()
		out, err := exec.CommandContext(t.Context(), xmllint, append([]string{"--nonet", "--noout", "--schema", path}, names...)...).CombinedOutput()
		require.NoError(t, err, string(out))
	}
}

const seeds = 300

func TestProjectsAreValid(t *testing.T) {
	judge := schemaOf(t, "Project.xsd")
	dir := t.TempDir()
	var names []string
	for seed := range uint64(seeds) {
		var b bytes.Buffer
		require.NoError(t, WriteQDE(&b, generate(seed)))
		names = append(names, filepath.Join(dir, fmt.Sprintf("%d.qde", seed)))
		require.NoError(t, os.WriteFile(names[seed], b.Bytes(), 0o600))
	}
	judge(names...)
}

func TestCodebooksAreValid(t *testing.T) {
	judge := schemaOf(t, "Codebook.xsd")
	dir := t.TempDir()
	var names []string
	for seed := range uint64(seeds) {
		var b bytes.Buffer
		p := generate(seed)
		err := WriteCodebook(&b, p)
		if len(p.Codes) == 0 {
			assert.ErrorIs(t, err, ErrNoCode)
			assert.Empty(t, b.Bytes())
			continue
		}
		require.NoError(t, err)
		names = append(names, filepath.Join(dir, fmt.Sprintf("%d.qdc", seed)))
		require.NoError(t, os.WriteFile(names[len(names)-1], b.Bytes(), 0o600))
	}
	judge(names...)
	assert.Greater(t, len(names), seeds/2)
}

func entries(t *testing.T, archive []byte) (names []string, content map[string]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	require.NoError(t, err)
	content = map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		require.NoError(t, err)
		b, err := io.ReadAll(r)
		require.NoError(t, err)
		assert.True(t, f.Modified.IsZero() || f.Modified.Year() < 1981, "no date")
		names, content[f.Name] = append(names, f.Name), string(b)
	}
	return names, content
}

func TestWriteProject(t *testing.T) {
	text := func(path, content string) Source {
		return Source{Kind: TextKind, GUID: "00000000-0000-4000-8000-00000000000" + GUID(content[:1]), Text: Text{Path: path, Content: &content}}
	}
	p := &Project{Name: "synthetic", Sources: []Source{
		text("internal://b.txt", "1 one\r\n"),
		text("internal://b.txt", "2 another under the same name"),
		text("internal://b.txt", "1 one\r\n"), // the same text
		text("", "3 inline \r\n & < >"),
		text("", "4 not in XML \x00"),
		text("internal://../../x.txt", "5 out of the archive"),
		text("relative:///c.txt", "6 elsewhere"),
		{Kind: TextKind, GUID: "00000000-0000-4000-8000-000000000007", Text: Text{Path: "internal://gone.txt"}},
	}}
	var b, again bytes.Buffer
	require.NoError(t, WriteProject(&b, p))
	require.NoError(t, WriteProject(&again, p))
	assert.Equal(t, b.Bytes(), again.Bytes(), "the same bytes")
	names, content := entries(t, b.Bytes())
	const guid = "00000000-0000-4000-8000-00000000000"
	assert.Equal(t, []string{"project.qde", "sources/b.txt", "sources/" + guid + "2-2.txt", "sources/" + guid + "4.txt", "sources/" + guid + "5.txt"}, names)
	assert.Equal(t, "1 one\r\n", content["sources/b.txt"])
	assert.Equal(t, "2 another under the same name", content["sources/"+guid+"2-2.txt"])
	assert.Equal(t, "4 not in XML \x00", content["sources/"+guid+"4.txt"])
	assert.Equal(t, `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="synthetic">
	<Sources>
		<TextSource guid="00000000-0000-4000-8000-000000000001" plainTextPath="internal://b.txt"/>
		<TextSource guid="00000000-0000-4000-8000-000000000002" plainTextPath="internal://00000000-0000-4000-8000-000000000002-2.txt"/>
		<TextSource guid="00000000-0000-4000-8000-000000000001" plainTextPath="internal://b.txt"/>
		<TextSource guid="00000000-0000-4000-8000-000000000003">
			<PlainTextContent>3 inline &#xD;
 &amp; &lt; &gt;</PlainTextContent>
		</TextSource>
		<TextSource guid="00000000-0000-4000-8000-000000000004" plainTextPath="internal://00000000-0000-4000-8000-000000000004.txt"/>
		<TextSource guid="00000000-0000-4000-8000-000000000005" plainTextPath="internal://00000000-0000-4000-8000-000000000005.txt"/>
		<TextSource guid="00000000-0000-4000-8000-000000000006" plainTextPath="relative:///c.txt"/>
		<TextSource guid="00000000-0000-4000-8000-000000000007" plainTextPath="internal://gone.txt"/>
	</Sources>
</Project>
`, content["project.qde"])
}

func TestGUID(t *testing.T) {
	for text, want := range map[string]GUID{
		"69A4332D-5B31-4915-B520-5275CFC21B40":     "69a4332d-5b31-4915-b520-5275cfc21b40",
		"{69a4332d-5b31-4915-b520-5275cfc21b40}\n": "69a4332d-5b31-4915-b520-5275cfc21b40",
		"00000000-0000-0000-0000-000000000000":     "00000000-0000-0000-0000-000000000000",
	} {
		got, ok := ParseGUID(text)
		assert.True(t, ok, text)
		assert.Equal(t, want, got)
	}
	for _, bad := range []string{"", "{69a4332d-5b31-4915-b520-5275cfc21b40", "69a4332d-5b31-4915-b520-5275cfc21b40}",
		"69a4332d-5b31-4915-b520-5275cfc21b4", "69a4332d-5b31-4915-b520-5275cfc21b400", "69a4332d_5b31-4915-b520-5275cfc21b40", "g9a4332d-5b31-4915-b520-5275cfc21b40"} {
		_, ok := ParseGUID(bad)
		assert.False(t, ok, bad)
	}
}

type full struct{ left int }

var errFull = errors.New("full")

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestWriteErrors(t *testing.T) {
	p := generate(3)
	for _, room := range []int{0, 20, 60, 400} {
		assert.ErrorIs(t, WriteProject(&full{room}, p), errFull)
	}
	assert.ErrorIs(t, WriteQDE(&full{}, p), errFull)
}

// A schema does not see that two numbers are swapped.
func TestAttributes(t *testing.T) {
	p := interviews(0)
	p.Graphs[0].Vertices[0].First = Point{7, 8}
	p.Sources[1].Selections = []Selection{{GUID: id(59), Start: 9, End: 11}}
	p.Sources = append(p.Sources, Source{Kind: PictureKind, GUID: id(44), Selections: []Selection{{GUID: id(58), First: Point{12, 13}, Second: Point{14, 15}}}})
	p.Sources[0].Stamp = Stamp{CreatedBy: id(1), ModifiedBy: id(2), Created: "2018-10-04T22:56:11", Modified: "2018-10-05T22:56:11"}
	p.Stamp = p.Sources[0].Stamp
	p.Graphs[0].Edges[0] = Edge{GUID: id(97), Represents: id(90), Source: id(96), Target: id(98), Color: "#abc", Direction: "OneWay", LineStyle: "solid"}
	var b bytes.Buffer
	require.NoError(t, WriteQDE(&b, p))
	g := func(n int) string { return string(id(n)) }
	const made, by = `="2018-10-04T22:56:11"`, `="2018-10-05T22:56:11"`
	for _, want := range []string{
		`<Project xmlns="urn:QDA-XML:project:1.0" name="synthetic" creatingUserGUID="` + g(1) + `" creationDateTime` + made + ` modifyingUserGUID="` + g(2) + `" modifiedDateTime` + by + `>`,
		`<User guid="` + g(2) + `" name="coder 2" id="c2"/>`,
		`<TextSource guid="` + g(40) + `" name="visit 1" creatingUser="` + g(1) + `" creationDateTime` + made + ` modifyingUser="` + g(2) + `" modifiedDateTime` + by + `>`,
		`<PlainTextSelection guid="` + g(51) + `" startPosition="23" endPosition="34">`,
		`<AudioSelection guid="` + g(59) + `" begin="9" end="11"/>`,
		`<PDFSelection guid="` + g(53) + `" page="2" firstX="1" firstY="2" secondX="3" secondY="4"/>`,
		`<PictureSelection guid="` + g(58) + `" firstX="12" firstY="13" secondX="14" secondY="15"/>`,
		`<SyncPoint guid="` + g(47) + `" timeStamp="900" position="8"/>`,
		`<TranscriptSelection guid="` + g(52) + `" fromSyncPoint="` + g(46) + `" toSyncPoint="` + g(47) + `"/>`,
		`<Vertex guid="` + g(96) + `" representedGUID="` + g(10) + `" firstX="7" firstY="8" secondX="5" secondY="6"/>`,
		`<Edge guid="` + g(97) + `" representedGUID="` + g(90) + `" sourceVertex="` + g(96) + `" targetVertex="` + g(98) + `" color="#abc" direction="OneWay" lineStyle="solid"/>`,
		`<Link guid="` + g(90) + `" name="leads to" direction="OneWay" originGUID="` + g(10) + `" targetGUID="` + g(12) + `">`,
		`<MemberCode targetGUID="` + g(12) + `"/>`, `<MemberSource targetGUID="` + g(40) + `"/>`, `<MemberNote targetGUID="` + g(30) + `"/>`,
		`<SourceRef targetGUID="` + g(41) + `"/>`, `<SelectionRef targetGUID="` + g(50) + `"/>`, `<VariableRef targetGUID="` + g(20) + `"/>`, `<TextValue>f</TextValue>`,
		`<Code guid="` + g(10) + `" name="chaos" isCodable="true" color="#FF0000">`, `<Variable guid="` + g(20) + `" name="sex" typeOfVariable="Text"/>`,
		`<Coding guid="` + g(61) + `" creatingUser="` + g(2) + `">`, `<CodeRef targetGUID="` + g(12) + `"/>`, `path="internal://x.m4a"`,
	} {
		assert.Contains(t, b.String(), want)
	}

	p.Sets = append(p.Sets, Set{GUID: id(81), Name: "sources alone", Sources: []GUID{id(40)}})
	b.Reset()
	require.NoError(t, WriteCodebook(&b, p))
	assert.Contains(t, b.String(), `<MemberCode guid="`+g(12)+`"/>`)
	assert.NotContains(t, b.String(), "sources alone", "a set without codes is not of the codebook")
	p.Sets = p.Sets[1:]
	b.Reset()
	require.NoError(t, WriteCodebook(&b, p))
	assert.NotContains(t, b.String(), "Sets", "an empty list is not valid")
}

// onDisk is the XML of a project as a file.
func onDisk(t testing.TB, p *Project) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, WriteQDE(&b, p))
	path := filepath.Join(t.TempDir(), "project.qde")
	require.NoError(t, os.WriteFile(path, b.Bytes(), 0o600))
	return path
}
