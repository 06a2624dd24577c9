package refi

import (
	"bytes"
	"fmt"
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

const synthetic = `<Project xmlns="urn:QDA-XML:project:1.0" name="synthetic">`

// Whatever has no place in the records is in the loss, and what is doubtful is a finding.
func TestNothingInSilence(t *testing.T) {
	code := func(n int, more string) string {
		return fmt.Sprintf(`<Code guid="%s" name="SECRET" isCodable="true"%s/>`, guidN(n), more)
	}
	const codes, end = `<CodeBook><Codes>`, `</Codes></CodeBook></Project>`
	within := func(position string) []byte {
		return fmt.Appendf(nil, synthetic+`<Sources><TextSource guid="%s"><PlainTextContent>one two</PlainTextContent><PlainTextSelection guid="%s" name="x" %s/></TextSource></Sources></Project>`, guidN(1), guidN(2), position)
	}
	const none = "no place in the records"
	tests := []struct {
		name    string
		content []byte
		rules   counts
		element string
		dropped map[string]int64
	}{
		{"one GUID for two codes", []byte(synthetic + codes + code(1, "") + code(1, "") + end), counts{ruleGUIDTwice: 1}, "Code", nil},
		{"a code in itself", []byte(synthetic + codes + `<Code guid="` + guidN(1) + `" name="x" isCodable="true">` + code(1, "") + `</Code>` + end), counts{ruleGUIDTwice: 1}, "Code", nil},
		{"colors", []byte(synthetic + codes + code(1, ` color="#ff0000"`) + code(2, "") + end), counts{}, "color of a code", map[string]int64{none: 1}},
		{"colors of a folder", []byte(synthetic + codes + `<Code guid="` + guidN(1) + `" name="x" color="#ff0000" isCodable="false"/>` + end), counts{}, "color of a code", map[string]int64{none: 1}},
		{"unknown elements", []byte(synthetic + `<Hidden/><Tags><Tag/></Tags>` + codes + code(1, "") + end), counts{ruleElement: 2}, "unknown element", map[string]int64{"passed over, with what is in it": 2}},
		{"no position", within(`endPosition="3"`), counts{ruleNumber: 1, ruleRange: 1, ruleDialect: 1, ruleQuote: 1}, "PlainTextSelection", map[string]int64{"no range of the text": 1}},
		{"a position that is no number", within(`startPosition="x" endPosition="3"`), counts{ruleNumber: 1, ruleRange: 1, ruleDialect: 1, ruleQuote: 1}, "PlainTextSelection", map[string]int64{"no range of the text": 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := imported(t, inMemory("x", test.content))
			assert.Equal(t, test.rules, got.rules)
			assert.Equal(t, test.dropped, got.loss.Of(test.element).Dropped, got.loss.String())
		})
	}
}

// A project with nothing in it is read, and nothing comes of it.
func TestEmptyProject(t *testing.T) {
	for _, content := range [][]byte{[]byte(empty), []byte(`<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>`), zipOf("project.qde", empty)} {
		got := imported(t, inMemory("x", content))
		assert.Equal(t, counts{ruleEmpty: 1}, got.rules)
		assert.Empty(t, got.records)
		for _, element := range got.loss.Elements() {
			if element != "file" {
				assert.EqualValues(t, got.loss.Of(element).Read, got.loss.Of(element).Dropped["no place in the records"], element)
			}
		}
		assert.Equal(t, exchange.Count{Read: 1, Kept: 1}, got.loss.Of("file"))
	}
}

// Files of an archive that are not read: each is told once, and counted once.
func TestFilesLeft(t *testing.T) {
	other := strings.Replace(listed, `"x"`, `"other"`, 1)
	unknown := strings.Replace(listed, tail, `<Hidden path="internal://a.txt"><Text plainTextPath="internal://b.txt"/></Hidden>`+tail, 1)
	known := strings.Replace(listed, tail, `<Sources><AudioSource guid="`+guidN(2)+`" path="internal://a.txt"/></Sources>`+tail, 1)
	const unused, twice, another = "not read, and nothing refers to it", "has the name of another", "another project"
	for _, test := range []struct {
		name    string
		entries []string
		rules   counts
		detail  string // of the first
		dropped map[string]int64
	}{
		{"a file, and one in a folder", []string{"project.qde", listed, "sources/a.txt", "x", "b.docx", "y"}, counts{ruleOrphan: 1},
			"nothing refers to 2 files of the archive", map[string]int64{unused: 2}},
		{"another project", []string{"b.qde", other, "project.qde", listed, "c.qde", other}, counts{ruleEntryProjects: 1},
			"the archive holds 3 projects, of which one is read", map[string]int64{another: 2}},
		{"a project in a folder", []string{"project.qde", listed, "old/project.qde", other}, counts{ruleOrphan: 1},
			"nothing refers to 1 files of the archive", map[string]int64{unused: 1}},
		{"the project twice", []string{"project.qde", listed, "Project.qde", other}, counts{ruleEntryTwice: 1},
			"entry 2 of the archive has the name of another; the first is read", map[string]int64{twice: 1}},
		{"a file three times", []string{"project.qde", known, "sources/a.txt", "x", "Sources/A.txt", "y", "sources/A.TXT", "z"}, counts{ruleEntryTwice: 2},
			"entry 3 of the archive has the name of another; the first is read", map[string]int64{twice: 2}},
		{"what is not known refers to it", []string{"project.qde", unknown, "a.txt", "x", "b.txt", "y"}, counts{ruleOrphan: 1, ruleElement: 1},
			"nothing refers to 2 files of the archive", map[string]int64{unused: 2}},
		{"a source refers to it", []string{"project.qde", known, "a.txt", "x"}, counts{}, "", nil},
	} {
		content := zipOf(test.entries...)
		got := imported(t, inMemory("x", content))
		assert.Equal(t, test.rules, got.rules, test.name)
		assert.Equal(t, test.dropped, got.loss.Of("file of the archive").Dropped, test.name)
		if findings := opened(t, content).Findings; test.detail != "" {
			assert.Equal(t, test.detail, findings[0].Detail, test.name)
		}
	}
}

// The second code of a GUID is told by the byte at which it begins.
func TestPlaceOfASecondGUID(t *testing.T) {
	first := synthetic + `<CodeBook><Codes><Code guid="` + guidN(1) + `" name="x" isCodable="true"/>`
	o, err := Open(inMemory("x", []byte(first+`<Code guid="`+guidN(1)+`" name="y" isCodable="true"/></Codes></CodeBook></Project>`)))
	require.NoError(t, err)
	require.Len(t, o.Findings, 1)
	assert.Equal(t, ruleGUIDTwice, o.Findings[0].Rule)
	assert.EqualValues(t, len(first), o.Findings[0].Position.Offset)
}

// A description that does not quote the text is the condensation of the unit, where
// texts are kept.
func TestCondensation(t *testing.T) {
	selection := func(n int, from, to int, said string) string {
		return fmt.Sprintf(`<PlainTextSelection guid="%s" startPosition="%d" endPosition="%d"><Description>%s</Description></PlainTextSelection>`, guidN(n), from, to, said)
	}
	text := []byte(synthetic + `<Sources><TextSource guid="` + guidN(1) + `"><PlainTextContent>one two three</PlainTextContent>` +
		selection(2, 0, 3, "a beginning") + selection(3, 0, 3, "another word for it") + selection(4, 4, 7, "two") + selection(5, 8, 13, strings.Repeat("long ", 1000)) + `</TextSource></Sources></Project>`)
	for _, test := range []struct {
		origin  string
		keep    bool
		units   []string
		kept    int64
		dropped map[string]int64
	}{
		{"", true, []string{"a beginning", "", ""}, 1, map[string]int64{"quotes the text": 1, "a second one of its range, or too long": 2}},
		{"", false, []string{"", "", ""}, 0, map[string]int64{"quotes the text": 1, "left behind": 3}},
		{ownOrigin, true, []string{"a beginning", "two", ""}, 2, map[string]int64{"a second one of its range, or too long": 2}}, // we quote nothing
	} {
		var units []string
		file := inMemory("x", bytes.Replace(text, []byte(` name=`), []byte(` origin="`+test.origin+`" name=`), 1))
		to := &exchange.Sink{Finding: func(schema.Finding) {}, Record: func(r encounter.Record) error {
			if u, ok := r.(*theme.Unit); ok {
				units = append(units, u.Condensation)
			}
			return nil
		}}
		require.NoError(t, Import{Options: exchange.Options{ID: exchangetest.ID, KeepText: test.keep}}.Read(t.Context(), []exchange.File{file}, to))
		assert.Equal(t, test.units, units)
		assert.Equal(t, exchange.Count{Read: 4, Kept: test.kept, Dropped: test.dropped}, to.Loss.Of("Description"))
		assert.True(t, to.Loss.Balanced())
	}
}
