package refi

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// copyOf is a synthetic project of one text, in which somebody gave the one code to "two".
func copyOf(file, code, user string) exchange.File {
	return inMemory(file, fmt.Appendf(nil, `<Project xmlns="urn:QDA-XML:project:1.0" name="synthetic"><CodeBook><Codes><Code guid="%s" name="%s" isCodable="true"/></Codes></CodeBook>`+
		`<Sources><TextSource guid="%s"><PlainTextContent>one two three</PlainTextContent><PlainTextSelection guid="%s" startPosition="4" endPosition="7">`+
		`<Coding guid="%s" creatingUser="%s"><CodeRef targetGUID="%s"/></Coding></PlainTextSelection></TextSource></Sources></Project>`,
		guidN(1), code, guidN(2), guidN(3), guidN(4), user, guidN(1)))
}

// Copies of a project in which two people coded have one codebook, one text and one unit, and
// a study for each of them that can be joined, whatever the files are called: their codings
// can be compared. Another codebook is another.
func TestImportCopies(t *testing.T) {
	var found []string
	read := func(files ...exchange.File) []encounter.Record {
		found = nil
		got := exchangetest.Import(t, Import{Options: exchange.Options{ID: exchangetest.ID}}, files...)
		for _, f := range got.Findings {
			if f.Rule == ruleCopy {
				found = append(found, f.Position.Source+": "+f.Detail)
			}
		}
		return got.Records
	}
	kinds := func(all []encounter.Record) map[string]int {
		n := map[string]int{}
		for _, r := range all {
			n[r.RecordKind()]++
		}
		return n
	}
	books := func(all []encounter.Record) map[encounter.ID]int {
		n := map[encounter.ID]int{}
		for _, r := range all {
			if c, ok := r.(*theme.Coding); ok {
				n[c.Codebook]++
			}
		}
		return n
	}
	both := read(copyOf("a", "code", guidN(8)), copyOf("b", "code", guidN(9)))
	// a study for each, which names its coder; what else the copies share comes once
	assert.Equal(t, map[string]int{"codebook": 1, "study": 2, "source": 1, "unit": 1, "coding": 2}, kinds(both))
	assert.Len(t, books(both), 1)
	assert.Equal(t, []string{"b: records that are the same as those before them: 3; they came once"}, found)
	var study *encounter.Study
	for _, r := range both {
		if s, ok := r.(*encounter.Study); ok && study == nil {
			study = s
		} else if ok {
			joined, agree := study.Join(s)
			require.True(t, agree)
			assert.Len(t, joined.Team, 2)
		}
	}
	once := read(copyOf("a", "code", guidN(8)))
	assert.Equal(t, once, read(copyOf("elsewhere/a", "code", guidN(8))), "the name of the file says nothing")
	assert.Equal(t, once, read(copyOf("a", "code", guidN(8)), copyOf("a copy", "code", guidN(8))))
	assert.Len(t, books(read(copyOf("a", "code", guidN(8)), copyOf("b", "another code", guidN(8)))), 2)
}

// What has one GUID and is not one thing: the first one stands, the others are told and
// accounted for, and the records hold together.
func TestImportContradictions(t *testing.T) {
	project := func(file, sources string) exchange.File {
		return inMemory(file, fmt.Appendf(nil, `<Project xmlns="urn:QDA-XML:project:1.0" name="synthetic"><CodeBook><Codes><Code guid="%s" name="a" isCodable="true"/><Code guid="%s" name="b" isCodable="true"/></Codes></CodeBook><Sources>%s</Sources></Project>`, guidN(1), guidN(2), sources))
	}
	coding := func(code int) string {
		return fmt.Sprintf(`<Coding guid="%s" creatingUser="%s"><CodeRef targetGUID="%s"/></Coding>`, guidN(20+code), guidN(8), guidN(code))
	}
	selection := func(guid int, said string, codings string) string {
		if said != "" {
			said = "<Description>" + said + "</Description>"
		}
		return fmt.Sprintf(`<PlainTextSelection guid="%s" startPosition="4" endPosition="7">%s%s</PlainTextSelection>`, guidN(guid), said, codings)
	}
	text := func(guid int, content, selections string) string {
		return fmt.Sprintf(`<TextSource guid="%s"><PlainTextContent>%s</PlainTextContent>%s</TextSource>`, guidN(guid), content, selections)
	}
	pdf := func(guid int, selections string) string {
		return fmt.Sprintf(`<PDFSource guid="%s"><Representation guid="%s"><PlainTextContent>one two three</PlainTextContent>%s</Representation></PDFSource>`, guidN(guid), guidN(30), selections)
	}
	const other, before = "another text has its GUID", "a coding by the same coder came before, at the same place"
	one := selection(10, "", coding(1))
	tests := []struct {
		name    string
		files   []exchange.File
		differ  string // texts, condensations and codings
		kinds   map[string]int
		element string
		count   exchange.Count
	}{
		{"two texts of one GUID", []exchange.File{project("a", text(3, "one two three", one)+text(3, "one six three", selection(11, "", coding(2))))},
			"1 texts, with all that is on them, 0 condensations and 0 codings", map[string]int{"codebook": 1, "study": 1, "source": 1, "unit": 1, "coding": 1},
			"Coding", exchange.Count{Read: 2, Kept: 1, Dropped: map[string]int64{other: 1}}},
		{"a text that is another in a copy", []exchange.File{project("a", text(3, "one two three", one)), project("b", text(3, "one twö three", one))},
			"1 texts, with all that is on them, 0 condensations and 0 codings", map[string]int{"codebook": 1, "study": 1, "source": 1, "unit": 1, "coding": 1},
			"PlainTextSelection", exchange.Count{Read: 2, Kept: 1, Dropped: map[string]int64{other: 1}}},
		{"two representations of one GUID", []exchange.File{project("a", pdf(3, one)+pdf(4, selection(11, "", coding(2))))},
			"1 texts, with all that is on them, 0 condensations and 0 codings", map[string]int{"codebook": 1, "study": 1, "source": 1, "unit": 1, "coding": 1},
			"PDFSource", exchange.Count{Read: 2, Changed: map[string]int64{"its text alone": 1}, Dropped: map[string]int64{other: 1}}},
		{"another condensation in a copy", []exchange.File{project("a", text(3, "one two three", selection(10, "in brief", coding(1)))), project("b", text(3, "one two three", selection(10, "in other words", coding(1))))},
			"0 texts, with all that is on them, 1 condensations and 0 codings", map[string]int{"codebook": 1, "study": 1, "source": 1, "unit": 1, "coding": 1},
			"Description", exchange.Count{Read: 2, Kept: 1, Dropped: map[string]int64{"another condensation of its range came before": 1}}},
		{"other codes in a copy", []exchange.File{project("a", text(3, "one two three", one)), project("b", text(3, "one two three", selection(10, "", coding(1)+coding(2))))},
			"0 texts, with all that is on them, 0 condensations and 2 codings", map[string]int{"codebook": 1, "study": 1, "source": 1, "unit": 1, "coding": 1},
			"Coding", exchange.Count{Read: 3, Kept: 1, Dropped: map[string]int64{before: 2}}},
	}
	for _, tt := range tests {
		got := exchangetest.Import(t, Import{Options: exchange.Options{ID: exchangetest.ID, KeepText: true}}, tt.files...)
		var found []string
		for _, f := range got.Findings {
			if f.Rule == ruleCopyDiffers {
				found = append(found, f.Position.Source+": "+f.Detail)
			}
		}
		kinds := map[string]int{}
		for _, r := range got.Records {
			kinds[r.RecordKind()]++
		}
		last := tt.files[len(tt.files)-1].Name
		assert.Equal(t, []string{last + ": others than those that came before under the same GUID: " + tt.differ + "; they are left out"}, found, tt.name)
		assert.Equal(t, tt.kinds, kinds, tt.name)
		assert.Equal(t, tt.count, got.Loss.Of(tt.element), tt.name)
	}
}
