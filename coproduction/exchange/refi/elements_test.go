package refi

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// startTags counts the start tags of an XML document by their local names, by another
// reader than ours.
func startTags(t testing.TB, content []byte) map[string]int64 {
	n := map[string]int64{}
	for in := xml.NewDecoder(bytes.NewReader(content)); ; {
		token, err := in.Token()
		if err == io.EOF {
			return n
		}
		require.NoError(t, err)
		if start, is := token.(xml.StartElement); is {
			n[start.Name.Local]++
		}
	}
}

// accounted are the elements of the standard that an account has read.
func accounted(loss *exchange.Loss) map[string]int64 {
	n := map[string]int64{}
	for name := range elements {
		if read := loss.Of(name).Read; read != 0 {
			n[name] = read
		}
	}
	return n
}

// whole is a project with each element of the standard, and three of some.
func whole() []byte {
	n := 10
	guid := func() string { n++; return ` guid="` + guidN(n) + `"` }
	note := `<NoteRef targetGUID="` + guidN(1) + `"/>`
	ref := func(name string) string { return `<` + name + ` targetGUID="` + guidN(2) + `"/>` }
	coding := func() string {
		return `<Coding` + guid() + ` creatingUser="` + guidN(3) + `">` + ref("CodeRef") + note + `</Coding>`
	}
	said := `<Description>said</Description>`
	value := func(kind string) string {
		return `<VariableValue>` + ref("VariableRef") + `<` + kind + `Value>1</` + kind + `Value></VariableValue>`
	}
	var values string
	for _, kind := range ValueTypes() {
		values += value(string(kind))
	}
	selection := func(name, attributes, inside string) string {
		return `<` + name + guid() + ` ` + attributes + `>` + said + inside + coding() + note + `</` + name + `>`
	}
	const corners = `firstX="0" firstY="0" secondX="1" secondY="1"`
	text := func(name string) string {
		return `<` + name + guid() + `>` + said + `<PlainTextContent>one two</PlainTextContent>` + selection("PlainTextSelection", `startPosition="0" endPosition="3"`, "") +
			coding() + note + value("Text") + `</` + name + `>`
	}
	source := func(kind, inside string) string {
		return `<` + kind + guid() + `>` + said + inside + coding() + note + value("Date") + `</` + kind + `>`
	}
	transcript := func() string {
		return `<Transcript` + guid() + `>` + said + `<PlainTextContent>one</PlainTextContent><SyncPoint` + guid() + ` timeStamp="1" position="1"/>` + selection("TranscriptSelection", "", "") + note + `</Transcript>`
	}
	return []byte(head + `<Users><User guid="` + guidN(3) + `"/><User` + guid() + `/></Users>` +
		`<CodeBook><Codes><Code guid="` + guidN(2) + `" name="a" isCodable="true">` + said + note + `<Code` + guid() + ` name="b" isCodable="true"/></Code></Codes></CodeBook>` +
		`<Variables><Variable` + guid() + ` name="v" typeOfVariable="Text">` + said + `</Variable></Variables>` +
		`<Cases><Case` + guid() + `>` + said + ref("CodeRef") + values + ref("SourceRef") + ref("SelectionRef") + `</Case></Cases>` +
		`<Sources>` + text("TextSource") + source("PictureSource", text("TextDescription")+selection("PictureSelection", corners, "")) +
		source("PDFSource", selection("PDFSelection", `page="0" `+corners, text("Representation"))+text("Representation")) +
		source("AudioSource", transcript()+selection("AudioSelection", `begin="0" end="1"`, "")) +
		source("VideoSource", transcript()+selection("VideoSelection", `begin="0" end="1"`, "")) + `</Sources>` +
		`<Notes>` + text("Note") + `</Notes><Links><Link` + guid() + `>` + note + `</Link></Links>` +
		`<Sets><Set` + guid() + ` name="s">` + said + ref("MemberCode") + ref("MemberSource") + ref("MemberNote") + `</Set></Sets>` +
		`<Graphs><Graph` + guid() + `><Vertex` + guid() + ` firstX="0" firstY="0"/><Edge` + guid() + ` sourceVertex="` + guidN(4) + `" targetVertex="` + guidN(4) + `"/></Graph></Graphs>` +
		said + note + tail)
}

// Each element of a project is in the account, under its name.
func TestEveryElement(t *testing.T) {
	content := whole()
	want := startTags(t, content)
	assert.Equal(t, slices.Sorted(maps.Keys(elements)), slices.Sorted(maps.Keys(want)), "the project has every element")
	for _, keep := range []bool{false, true} {
		to := &exchange.Sink{Finding: func(schema.Finding) {}, Record: func(encounter.Record) error { return nil }}
		require.NoError(t, Import{Options: exchange.Options{ID: exchangetest.ID, KeepText: keep}}.Read(t.Context(), []exchange.File{inMemory("in", content)}, to))
		assert.Equal(t, want, accounted(&to.Loss))
		assert.True(t, to.Loss.Balanced(), to.Loss.String())
		fate := exchange.Count{Read: 1, Changed: map[string]int64{"counted, its fingerprint taken, and left behind": 1}}
		if keep {
			fate = exchange.Count{Read: 1, Kept: 1}
		}
		assert.Equal(t, fate, to.Loss.Of("TextSource"))
		assert.Equal(t, fate, to.Loss.Of("TextDescription"))
		for element, kept := range map[string]int64{"Code": 1, "Coding": 6, "CodeRef": 6, "PlainTextSelection": 3, "Transcript": 0, "TranscriptSelection": 0, "User": 0} {
			assert.Equal(t, kept, to.Loss.Of(element).Kept, element) // from: by hand; a text, that of a picture and that of a PDF, with a selection and whole, but one whole of two places
		}
		assert.Equal(t, map[string]int64{"gave no coding that is kept": 1}, to.Loss.Of("User").Dropped)
	}
}

// The elements are those of the schemas of the standard.
func TestElementsOfTheSchemas(t *testing.T) {
	names := map[string]bool{}
	for _, file := range []string{"Project.xsd", "Codebook.xsd"} {
		raw, err := os.ReadFile(shareddata.Path(t, "refi-qda", file))
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`<xsd:element name="(\w+)"`).FindAllSubmatch(raw, -1) {
			names[string(m[1])] = true
		}
	}
	assert.Equal(t, slices.Sorted(maps.Keys(names)), slices.Sorted(maps.Keys(elements)))
}

// In files of other programs too the account has every element.
func TestEveryElementOfTheCorpus(t *testing.T) {
	for _, name := range []string{"example1_codebook.qdc", "example2_simple_project.qde", "Project.qde", "TestProject.qdpx", "example3_complex_transana.qde"} {
		path := shareddata.Path(t, "refi-qda", name)
		raw, err := os.ReadFile(path)
		require.NoError(t, err)
		content := raw
		if filepath.Ext(name) == ".qdpx" {
			z, err := zip.OpenReader(path)
			require.NoError(t, err)
			defer z.Close()
			for _, f := range z.File {
				if strings.HasSuffix(strings.ToLower(f.Name), ".qde") {
					in, err := f.Open()
					require.NoError(t, err)
					content, err = io.ReadAll(in)
					require.NoError(t, err)
				}
			}
		}
		got := imported(t, inMemory(name, raw))
		want := startTags(t, content)
		assert.NotEmpty(t, want)
		assert.Equal(t, want, accounted(&got.loss), name)
	}
}

// A second text where the standard has one, elements of the standard where it has none,
// and what is in them.
func TestElementsOutOfPlace(t *testing.T) {
	inner := func(n int) string {
		return `<Representation guid="` + guidN(n) + `"><Coding guid="` + guidN(n+1) + `"/></Representation>`
	}
	content := []byte(head + `<Sources><PDFSource guid="` + guidN(1) + `">` + inner(2) + inner(4) + `<Set><Set/></Set></PDFSource></Sources><SECRETValue/>` + tail)
	got := imported(t, inMemory("in", content))
	assert.Equal(t, map[string]int64{"Project": 1, "Sources": 1, "PDFSource": 1, "Representation": 2, "Coding": 2}, accounted(&got.loss))
	assert.EqualValues(t, 2, got.loss.Of("unknown element").Read)
	assert.EqualValues(t, 1, got.loss.Of("within an unknown element").Read)
	assert.NotContains(t, got.loss.String(), "SECRET")
}
