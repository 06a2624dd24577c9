package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A table that was given for a data set, and a data set for a table, are said to be what they
// are, with the command that is meant.
func TestMisplaced(t *testing.T) {
	const (
		turns  = "encounter,speaker,text,code\nv,D,SECRET,SECRET\nv,P,SECRET,\n"
		events = "sequence;code;speaker;text\nv1;a;D;x\nv1;b;P;y\n"
		any    = "this is no data set, but looks like a table; coprod agreement reads ratings, a column a coder; coprod saturation codes by interviews; coprod continuity visits; coprod transitions events; and coprod convert csv makes a data set of coded turns"
		record = `{"kind":"participant","id":"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01","participantKind":"patient","consent":"given"}` + "\n"
	)
	visits := "patient\tstart\tprofessional\np1\t2024-01-01\tSECRET\n"
	for _, c := range []struct{ command, content, want string }{
		{"validate", visits, "this is no data set, but a table of visits, with the columns patient, start and professional; coprod continuity reads it"},
		{"indicators", "Sequence,Code\nSECRET,a\n", "this is no data set, but a table of events, with the columns sequence and code; coprod transitions reads it"},
		{"disagreements", ratingsTable, any},
		{"profile", "\uFEFF\"anna\";\"bob\"\r\n1;2\r\n", any},
		{"validate", turns, "this is no data set, but looks like csv (columns of coded turns); coprod convert csv makes one of it"},
		{"continuity", record, "these are records, and no table of visits; coprod indicators measures them, continuity among the rest"},
		{"continuity", turns, "this looks like csv (columns of coded turns); coprod convert csv makes a data set of it, which coprod indicators measures"},
		{"agreement", turns, "this looks like csv (columns of coded turns); coprod convert csv makes a data set of it, which coprod agreement reads"},
		{"saturation", turns, "this looks like csv (columns of coded turns); coprod convert csv makes a data set of it, which coprod saturation reads"},
		{"transitions", turns, "this looks like csv (columns of coded turns); coprod convert csv makes a data set of it, which coprod transitions reads"},
		{"agreement", visits, "this is a table of visits, with the columns patient, start and professional; coprod continuity reads it"},
		{"continuity", "sequence,code\nv,a\n", "this is a table of events, with the columns sequence and code; coprod transitions reads it"},
		{"saturation", archived("xl/workbook.xml", "SECRET"), "this is an Excel file; save it as CSV"},
		{"agreement", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Doctor>SECRET\n", "this looks like webvtt (it begins with WEBVTT); coprod convert webvtt makes a data set of it, which coprod agreement reads"},
	} {
		t.Run(c.command+": "+c.want, func(t *testing.T) {
			workIn(t, map[string]string{"in": c.content})
			status, stdout, stderr := runCoprod(t, c.command, "in")
			assert.Equal(t, statusTrouble, status)
			assert.Empty(t, stdout)
			assert.Equal(t, "coprod "+c.command+": in: "+c.want+"\n", stderr)
		})
	}

	// Where the columns are there that a command reads, others may be too.
	status, _, stderr := coprod(t, events, "transitions", "-")
	assert.Equal(t, statusClean, status, stderr)
	status, _, stderr = coprod(t, "patient,start,professional,speaker,code\np1,2024-01-01,A,x,y\n", "continuity", "-")
	assert.Equal(t, statusClean, status, stderr)

	// A record that is damaged at its beginning is no table.
	for content, want := range map[string][2]string{
		"x" + record + strings.Replace(record, "5a01", "5a02", 1): {"in:1:1: error: ", "2 records: 1 accepted, 1 rejected. 1 finding: 1 error."},
		"null,1\n" + record:      {"in:1:5: error: ", "2 records: 1 accepted, 1 rejected. 1 finding: 1 error."},
		strings.Repeat("1\n", 3): {"in:1:1: error: ", "3 records: 0 accepted, 3 rejected. 3 findings: 3 errors."},
	} {
		workIn(t, map[string]string{"in": content})
		status, stdout, _ := runCoprod(t, "validate", "in")
		assert.Equal(t, statusFindings, status)
		assert.True(t, strings.HasPrefix(stdout, want[0]), stdout)
		assert.Contains(t, stdout, want[1])
	}
}
