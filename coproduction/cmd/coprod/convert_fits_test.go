package main

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// wideIn is a text in UTF-16, as Excel writes it.
func wideIn(order binary.ByteOrder, text string) string {
	var all []byte
	for _, unit := range utf16.Encode([]rune("\uFEFF" + text)) {
		all = append(all, 0, 0)
		order.PutUint16(all[len(all)-2:], unit)
	}
	return string(all)
}

// A file of a folder is read as one that is named is, where what the flags say tells it:
// labels and columns of somebody's own. Others of the folder are passed over. The texts are
// made up.
func TestFolderOfOnesOwn(t *testing.T) {
	workIn(t, map[string]string{
		"talk/a.txt":      "Frau Müller: one two\nSybille: three\n",
		"talk/b.txt":      wideIn(binary.LittleEndian, "[sybille] one\r\n[Frau Müller] two\r\n"),
		"talk/c.txt":      "Nurse: one\nPatient: two\n",
		"talk/LICENSE":    "Use it as you like.\n",
		"talk/page.csv":   "a,b\n1,2\n",
		"turns/v1.csv":    "Visit;who;label\n1;Nurse;T1\n1;Patient;\n",
		"turns/v2.txt":    wideIn(binary.BigEndian, "who\tvisit\tlabel\r\nNurse\t2\tT1\r\nPatient\t2\t\r\n"),
		"turns/other.csv": "visit;label\n1;T1\n",
		"turns/v3.csv.gz": zipped(t, "visit;who;label\n3;Nurse;T1\n3;Patient;\n"),
	})
	status, _, stderr := runCoprod(t, "convert", "text", "-roles", "Frau Müller=professional:nurse,Sybille=patient", "-o", "talk.ndjson", "talk")
	assert.Equal(t, statusClean, status, stderr)
	assert.Contains(t, stderr, "Written to talk.ndjson: encounters 3, sources 3, turns 6, words 7.\n") // from: counted by hand
	assert.Contains(t, stderr, "Passed over: talk/LICENSE: nothing in it tells that it is text\nPassed over: talk/page.csv: nothing in it tells that it is text\n")

	status, _, stderr = runCoprod(t, "convert", "csv", "-columns", "encounter=visit,speaker=who,code=label", "-o", "turns.ndjson", "turns")
	assert.Equal(t, statusClean, status, stderr)
	assert.Contains(t, stderr, "codings 3, encounters 3, ")
	assert.Contains(t, stderr, "Passed over: turns/other.csv: nothing in it tells that it is csv\n")
	assert.NotContains(t, stderr, "turns/v1.csv, ")
}

// Where no file of a folder is of the format that was named, the error says what they look
// like, or how they are read all the same; and no list stands before it.
func TestNoFileIs(t *testing.T) {
	workIn(t, map[string]string{
		"log/README": "nothing\n", "log/e.ndjson": `{"resourceType":"Patient","id":"p"}` + "\n", "log/f.ndjson": `{"resourceType":"Patient","id":"q"}` + "\n",
		"own/README": "nothing\n", "own/a.txt": "Mary: one\nJohn: two\n", "own/v.csv": "a,b\n1,2\n", "own/x.png": "\x89PNG\r\n",
		"two/a.vtt": "WEBVTT\n", "two/b.txt": "Mary: one\n",
	})
	for _, c := range []struct {
		format exchange.Format
		folder string
		want   string
	}{
		{exchange.OMOP, "log", "no file is omop; log/e.ndjson looks like fhir (JSON with a resourceType), as in: coprod convert fhir log"},
		{exchange.Text, "own", "nothing tells of any file in the folder that it is text; name the files themselves, as in: coprod convert text own/a.txt, or give the labels by -roles, or the columns of a table by -columns"},
		{exchange.CSV, "own", "nothing tells of any file in the folder that it is csv; name the files themselves, as in: coprod convert csv own/v.csv, or say by -columns which column is what"},
		{exchange.Text, "two", "nothing tells of any file in the folder that it is text; name the files themselves, as in: coprod convert text two/b.txt, or give the labels by -roles, or the columns of a table by -columns"},
		{exchange.WebVTT, "own", "nothing tells of any file in the folder that it is webvtt; name the files themselves, as in: coprod convert webvtt FILE"},
	} {
		status, _, stderr := runCoprod(t, "convert", string(c.format), c.folder)
		assert.Equal(t, statusTrouble, status)
		assert.Equal(t, "coprod convert: "+c.want+"\n", stderr)
	}
	status, _, stderr := runCoprod(t, "convert", "fhir", "log")
	require.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, "Passed over: log/README: nothing in it tells that it is fhir\n")
}

// A file that is named twice, by itself, by its folder or by a link, is read once, in the
// place where it is named first; it is said. A copy is a file of its own.
func TestNamedTwice(t *testing.T) {
	const talk = "Nurse: one\nPatient: two three\n"
	workIn(t, map[string]string{"talk/v1.txt": talk, "talk/v2.txt": talk, "copy/v1.txt": talk})
	require.NoError(t, os.Symlink("talk/v2.txt", "link.txt"))
	status, _, stderr := runCoprod(t, "convert", "-o", "out.ndjson", "talk/v1.txt", "./talk/v1.txt", "talk", "link.txt")
	assert.Equal(t, statusClean, status, stderr)
	assert.True(t, strings.HasPrefix(stderr, "Read once, though it is named twice: ./talk/v1.txt\nRead once, though it is named twice: "+filepath.Join("talk", "v1.txt")+"\nRead once, though it is named twice: link.txt\nRead as text"), stderr)
	assert.Contains(t, stderr, "file: 2 read, 2 kept")
	assert.Contains(t, stderr, "encounters 2, sources 2, turns 4, words 6.") // from: two files of two turns with three words

	status, _, stderr = runCoprod(t, "convert", "-o", "two.ndjson", "talk/v1.txt", "copy/v1.txt")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, "[transcript-ambiguous]", "a copy is another file of the same name")
}

// A dictionary without an export is said to be one.
func TestNoExportOfREDCap(t *testing.T) {
	workIn(t, map[string]string{"map.csv": "ours,theirs\npatient,record_id\nstart,at\n", "data.csv": "record_id,at\n1,2024-01-01 10:00\n", "none.csv": "a,b\n1,2\n",
		"dictionary.csv": "Variable / Field Name,Form Name,Field Type,Field Label\nrecord_id,visit,text,Id\nat,visit,text,When\n"})
	const want = "There is a data dictionary and no export: give the export too, as in: coprod convert redcap -fields MAP.csv data.csv dictionary.csv\nNothing could be converted"
	status, _, stderr := runCoprod(t, "convert", "redcap", "-fields", "map.csv", "dictionary.csv")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, want)
	for _, args := range [][]string{{"data.csv"}, {"data.csv", "dictionary.csv"}, {"none.csv"}} {
		_, _, stderr := runCoprod(t, append([]string{"convert", "redcap"}, args...)...)
		assert.NotContains(t, stderr, "There is a data dictionary", args)
	}
}

// People without an encounter make no record; it is said what is not there. FHIR in XML is
// said to be that.
func TestNoEncounterOfFHIR(t *testing.T) {
	const patient = `{"resourceType":"Patient","id":"p"}` + "\n"
	workIn(t, map[string]string{"patient.json": patient, "planned.json": patient + `{"resourceType":"Encounter","id":"e","status":"planned","subject":{"reference":"Patient/p"}}` + "\n",
		"x.xml": "\uFEFF<?xml version=\"1.0\"?>\n<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"SECRET\"/></Patient>"})
	const want = "There is no Encounter in the files, and records are made of encounters and who was in them: export Encounter too.\nNothing could be converted"
	status, _, stderr := runCoprod(t, "convert", "patient.json")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, want)
	_, _, stderr = runCoprod(t, "convert", "planned.json")
	assert.NotContains(t, stderr, "There is no Encounter")
	for _, args := range [][]string{{"x.xml"}, {"fhir", "x.xml"}} {
		status, _, stderr = runCoprod(t, append([]string{"convert"}, args...)...)
		assert.Equal(t, statusTrouble, status)
		assert.True(t, strings.HasPrefix(stderr, "coprod convert: x.xml: this is FHIR in XML; export it as JSON"), stderr)
	}
	_, _, stderr = runCoprod(t, "validate", "x.xml")
	assert.Equal(t, "coprod validate: x.xml: this is FHIR in XML; export it as JSON\n", stderr)
}
