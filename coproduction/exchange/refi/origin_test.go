package refi

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// told imports a file and lists the lines that are given with sources and units, as
// "kind line:column @offset+length text", each with the bytes at its place where raw, the
// files by their names, has them.
func told(t *testing.T, content []byte, raw map[string]string) (all []string) {
	t.Helper()
	to := &exchange.Sink{Finding: discardFinding}
	to.Record = func(r encounter.Record) error {
		if kind := r.RecordKind(); kind != "source" && kind != "unit" {
			assert.Nil(t, to.Lines, kind)
			return nil
		}
		if to.Lines == nil {
			return nil
		}
		for line, at := range to.Lines {
			in, known := raw[at.Source]
			require.True(t, known, at.Source)
			all = append(all, fmt.Sprintf("%s %d:%d %q %q", r.RecordKind(), at.Line, at.Column, line, in[at.Offset:at.Offset+int64(at.Length)]))
		}
		for range to.Lines {
			break // as whoever found the line does
		}
		return nil
	}
	require.NoError(t, Import{Options: exchange.Options{ID: exchangetest.ID, KeepText: true}}.Read(t.Context(), []exchange.File{inMemory("in", content)}, to))
	assert.Nil(t, to.Lines)
	return all
}

// The lines of a text that is a file of the archive stand there, byte for byte.
func TestLinesOfAFile(t *testing.T) {
	const text = "å\r\n\r\n𝄞 b\rc\n"
	as := func(written ...string) (want []string) { // the four lines, as they are written
		for i, line := range []string{"å", "", "𝄞 b", "c"} {
			want = append(want, fmt.Sprintf("source %d:1 %q %q", i+1, line, written[i]))
		}
		return want
	}
	for content, want := range map[string][]string{
		text:                            as("å", "", "𝄞 b", "c"),
		"\ufeff" + text:                 as("å", "", "𝄞 b", "c"),
		"\xff\xfe" + littleEndian(text): as("\xe5\x00", "", "\x34\xd8\x1e\xdd \x00b\x00", "c\x00"),
	} {
		got := told(t, zipOf("project.qde", withText("internal://x.txt"), `Sources\x.txt`, content), map[string]string{"in!entry 2": content})
		assert.Equal(t, want, got, "%q", content)
	}
	got := told(t, zipOf("project.qde", withText("internal://SECRET.txt"), "sources/SECRET.txt", "one"), map[string]string{"in!entry 2": "one"})
	assert.Equal(t, []string{`source 1:1 "one" "one"`}, got, "names of files are not shown")
}

func littleEndian(text string) (all string) {
	for _, unit := range utf16.Encode([]rune(text)) {
		all += string([]byte{byte(unit), byte(unit >> 8)})
	}
	return all
}

// The lines of a text within the project stand on its lines, and at their bytes where those
// are the same. Where they are not, the bytes are those of the whole text.
func TestLinesOfAProject(t *testing.T) {
	before := "<TextSource guid='" + guidN(1) + "'><PlainTextContent>"
	for text, want := range map[string][]string{
		"å\n\nb\n":                     {`source 3:x "å" "å"`, `source 4:1 "" ""`, `source 5:1 "b" "b"`},
		"å\r\nb":                       {`source 3:x "å" "å\r\nb"`, `source 4:1 "b" "å\r\nb"`},
		"a &amp;\nb":                   {`source 3:x "a &" "a &amp;\nb"`, `source 4:1 "b" "a &amp;\nb"`},
		"a&#10;b":                      {`source 3:x "a" "a&#10;b"`, `source 3:x "b" "a&#10;b"`},
		"a&#13;\nb":                    {`source 3:x "a" "a&#13;\nb"`, `source 4:1 "b" "a&#13;\nb"`},
		"a<!--\n-->\nb":                {`source 3:x "a" "a<!--\n-->\nb"`, `source 3:x "b" "a<!--\n-->\nb"`},
		"a<Hidden>\nb</Hidden><i/>\nc": {`source 3:x "a" "a<Hidden>\nb</Hidden><i/>\nc"`, `source 3:x "c" "a<Hidden>\nb</Hidden><i/>\nc"`},
	} {
		project := "<?xml version='1.0'?>\n" + head + "<Sources>\n" + before + text + "</PlainTextContent></TextSource></Sources>" + tail
		for i := range want {
			want[i] = strings.Replace(want[i], "3:x", fmt.Sprint("3:", len(before)+1), 1)
		}
		assert.Equal(t, want, told(t, []byte(project), map[string]string{"in": project}), "%q", text)
		assert.Equal(t, want, told(t, zipOf("project.qde", project), map[string]string{"in!project.qde": project}), "%q in an archive", text)
	}
}

// What a unit says stands where the selection begins that says it: the first that is no quote.
func TestLinesOfUnits(t *testing.T) {
	selection := func(n int, says string) string {
		return fmt.Sprintf(`<PlainTextSelection guid="%s" startPosition="0" endPosition="3">`, guidN(n)) + "<Description>" + says + "</Description></PlainTextSelection>"
	}
	project := head + "<Sources><TextSource guid='" + guidN(1) + "'><PlainTextContent>one two</PlainTextContent>\n" +
		selection(2, "one") + "\n" + selection(3, "says\nmuch") + "\n" + selection(4, "more") + "</TextSource></Sources>" + tail
	tag, _, _ := strings.Cut(selection(3, ""), "<Desc")
	got := told(t, []byte(project), map[string]string{"in": project})
	assert.Equal(t, []string{fmt.Sprintf("unit 3:1 %q %q", "says\nmuch", tag)}, got[1:])
}
