package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A file that is no data set is said to be what it is, in one line, and no finding is
// written of each of its lines.
func TestValidateForeign(t *testing.T) {
	const resource = `{"resourceType":"Patient","id":"SECRET"}` + "\n"
	for name, c := range map[string]struct{ content, want string }{
		"labelled":   {"[D] SECRET\n[P] SECRET\n", "this is no data set, but looks like text (lines with a speaker's label); coprod convert text makes one of it"},
		"a TextGrid": {speech("patient", "SECRET"), "this is no data set, but looks like textgrid (a text file of Praat with a TextGrid); coprod convert textgrid makes one of it"},
		"a table":    {"encounter,speaker,text\n" + strings.Repeat("1,D,SECRET\n", 300), "this is no data set, but looks like csv (columns of coded turns); coprod convert csv makes one of it"},
		"a project":  {archived("project.qde", "SECRET"), "this is no data set, but looks like refi (an archive with a project of REFI-QDA); coprod convert refi makes one of it"},
		"Word":       {archived("word/document.xml", "SECRET"), "this is a document of Word; save it as text"},
		"a PDF":      {"%PDF-1.7\nSECRET", "this is a PDF; save what it says as text"},
	} {
		for _, command := range [][]string{{"validate"}, {"validate", "-format", "sarif"}, {"export", "refi", "-o", "out.qdpx"}} {
			t.Run(name+" "+command[0], func(t *testing.T) {
				workIn(t, map[string]string{"in": c.content})
				status, stdout, stderr := runCoprod(t, append(command, "in")...)
				assert.Equal(t, statusTrouble, status)
				assert.Empty(t, stdout)
				assert.Equal(t, "coprod "+command[0]+": in: "+c.want+"\n", stderr)
			})
		}
	}

	// What holds JSON may be a data set with one fault: its findings are shown.
	for _, content := range []string{resource, "\uFEFF[ " + resource + "]"} {
		workIn(t, map[string]string{"in": content})
		status, stdout, stderr := runCoprod(t, "validate", "in")
		assert.Equal(t, statusFindings, status)
		assert.Contains(t, stdout, " rejected. ")
		assert.Equal(t, "in: this is no data set, but looks like fhir (JSON with a resourceType); coprod convert fhir makes one of it\n", stderr)
	}
}

// A document is none of the format that was named, and is told by what it is; a table whose
// first column is called as a recording begins is one.
func TestConvertDocuments(t *testing.T) {
	workIn(t, map[string]string{"x.xlsx": archived("[Content_Types].xml", "", "xl/workbook.xml", "SECRET"), "x.zip": archived("Patient.ndjson", "{}"), "x.qdpx": archived(),
		"x.csv": "ID3,speaker,text\n1,D,hello\n"})
	for _, c := range []struct{ format, file, want string }{
		{"csv", "x.xlsx", "this is an Excel file; save it as CSV"},
		{"omop", "x.xlsx", "this is an Excel file; save it as CSV"},
		{"fhir", "x.zip", "this is a zip archive: unpack it first"},
	} {
		status, _, stderr := runCoprod(t, "convert", c.format, c.file)
		assert.Equal(t, statusTrouble, status)
		assert.Equal(t, "coprod convert: "+c.file+": "+c.want+"\n", stderr)
	}
	status, _, stderr := runCoprod(t, "convert", "x.qdpx")
	assert.Equal(t, statusTrouble, status)
	assert.Contains(t, stderr, "coprod convert: x.qdpx: this is a zip archive with nothing in it")
	status, stdout, stderr := runCoprod(t, "convert", "csv", "-columns", "encounter=ID3", "-roles", "D=professional:doctor,P=patient", "-patient-present", "x.csv")
	assert.Equal(t, statusClean, status, stderr)
	assert.Contains(t, stdout, `"kind":"encounter"`)
}
