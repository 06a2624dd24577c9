package transcript

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// The lines of the text of a source stand where they are in the file, in whatever order the
// text has them, and only while that source is handed on.
func TestLinesOfSources(t *testing.T) {
	options := exchange.Options{ID: keyed, KeepText: true}
	const chat = "@Begin\n*DOC:\tb . \u0015900_1000\u0015\n*PAT:\ta\n\ta . \u0015100_200\u0015\n@End\n"
	for name, tt := range map[string]struct {
		from importer
		file exchange.File
		want []string // line and column, offset in bytes, text
	}{
		"labelled":   {Labelled{Options: options}, inMemory("in", "Doctor: å\r\n\r\nPatient: b\n"), []string{"1:1 @0 Doctor: å", "2:1 @12 ", "3:1 @14 Patient: b"}},
		"in UTF-16":  {Labelled{Options: options}, inMemory("in", string(wide("Doctor: å\nPatient: b\n", 1, true))), []string{"1:1 @2 Doctor: å", "2:1 @22 Patient: b"}},
		"in a table": {Labelled{Options: options}, inMemory("in", "ID,dialogue\n1,\"Doctor: a\nPatient: b\"\n"), []string{"2:3 @14 Doctor: a", "3:1 @25 Patient: b"}}, // the first with its quote
		"out of order, and on two lines": {Script{Options: options, Form: CHAT}, inMemory("in", chat),
			[]string{fmt.Sprintf("3:1 @%d PAT: a a .", strings.Index(chat, "*PAT")), fmt.Sprintf("2:1 @%d DOC: b .", strings.Index(chat, "*DOC"))}},
	} {
		var got []string
		to := &exchange.Sink{}
		to.Record = func(r encounter.Record) error {
			source, is := r.(*theme.Source)
			require.Equal(t, is, to.Lines != nil, name)
			if is {
				text := ""
				for line, at := range to.Lines {
					assert.Equal(t, "in", at.Source)
					line = strings.TrimSuffix(line, "\n")
					text += line + "\n"
					got = append(got, fmt.Sprintf("%d:%d @%d %s", at.Line, at.Column, at.Offset, line))
				}
				assert.Equal(t, strings.TrimSuffix(strings.ReplaceAll(*source.Text, "\r", ""), "\n"), strings.TrimSuffix(text, "\n"), "all of it")
				for range to.Lines {
					break // as whoever found the line does
				}
			}
			return nil
		}
		require.NoError(t, tt.from.Read(t.Context(), []exchange.File{tt.file}, to))
		assert.Equal(t, tt.want, got, name)
		assert.Nil(t, to.Lines)
	}
}
