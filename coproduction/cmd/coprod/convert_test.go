package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// speech is a TextGrid of one tier in the short form. The talk is made up.
func speech(tier, text string) string {
	return fmt.Sprintf("\"ooTextFile\" \"TextGrid\" 0 6 <exists> 1 \"IntervalTier\" %q 0 6 2 0 2 \"\" 2 6 %q\n", tier, text)
}

// workIn makes a folder for one test, which becomes the working folder.
func workIn(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o777))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o666))
	}
}

// transcriptsMade are two consultations, of which the second lacks the patient.
var transcriptsMade = map[string]string{
	"v1_doctor.TextGrid":  speech("Speaker", "How <UNSURE>are</UNSURE> you?"),
	"v1_patient.TextGrid": speech("Speaker", "SECRET"),
	"v2_doctor.TextGrid":  speech("Speaker", "Hello?"),
	"key":                 "sixteen letters!\n",
}

func runCoprod(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	status = run(t.Context(), args, strings.NewReader(speech("patient", "from standard input")), &out, &err)
	return status, out.String(), err.String()
}

func convertGrids(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	return runCoprod(t, append([]string{"convert", "textgrid"}, args...)...)
}

// filesHere lists the files that are there.
func filesHere(t *testing.T) []string {
	t.Helper()
	return namesIn(t, ".")
}

// namesIn are the names of what is in a folder.
func namesIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// encountersIn reads a file that was written, down the whole road.
func encountersIn(t *testing.T, name string) (all []*encounter.Encounter) {
	t.Helper()
	file, err := os.Open(name)
	require.NoError(t, err)
	defer file.Close()
	for line, err := range coproduction.Read(t.Context(), file, name) {
		require.NoError(t, err)
		require.Empty(t, line.Findings)
		all = append(all, line.Record.(*encounter.Encounter))
	}
	return all
}

func TestConvert(t *testing.T) {
	workIn(t, transcriptsMade)
	status, stdout, stderr := convertGrids(t, "-o", "out.ndjson", "-mode", "video", "-recording", "audio", "-loss", "loss.json", "v1_doctor.TextGrid", "v1_patient.TextGrid")
	assert.Equal(t, statusClean, status)
	assert.Empty(t, stdout)
	assert.Equal(t, `consultation: 1 read, 1 kept, 0 changed, 0 dropped
file: 2 read, 2 kept, 0 changed, 0 dropped
interval: 4 read, 2 kept, 0 changed, 2 dropped (silence: 2)
tier: 2 read, 2 kept, 0 changed, 0 dropped
Written to out.ndjson: encounters 1, turns 2, words 4.
Nobody is identified: an id stands for a person in one encounter alone, so these records say nothing about continuity.
`, stderr)

	all := encountersIn(t, "out.ndjson")
	require.Len(t, all, 1)
	assert.Equal(t, encounter.Video, all[0].Mode)
	assert.Equal(t, encounter.RecordingAudio, all[0].Recording)
	assert.Equal(t, 4, all[0].ID.Version(), "random without a key")
	assert.Equal(t, encounter.Doctor, all[0].Presence[0].Profession)
	assert.Equal(t, int64(3), *all[0].Turns[0].Words, "the tags are taken out")

	var loss exchange.Loss
	doc, err := os.ReadFile("loss.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, &loss))
	assert.True(t, loss.Balanced())
	assert.Equal(t, exchange.Count{Read: 4, Kept: 2, Dropped: map[string]int64{"silence": 2}}, loss.Of("interval"))
	assert.Len(t, filesHere(t), len(transcriptsMade)+2, "nothing else is left behind")

	again := func() []byte {
		status, _, _ := convertGrids(t, "-o", "out.ndjson", "v1_doctor.TextGrid", "v1_patient.TextGrid")
		require.Equal(t, statusClean, status, "a file that is there is overwritten")
		written, err := os.ReadFile("out.ndjson")
		require.NoError(t, err)
		return written
	}
	assert.NotEqual(t, again(), again(), "random ids")
	require.Empty(t, encountersIn(t, "out.ndjson")[0].Mode)
}

func TestConvertWithKey(t *testing.T) {
	workIn(t, transcriptsMade)
	require.NoError(t, os.WriteFile("key without line end", []byte("sixteen letters!"), 0o666))
	require.NoError(t, os.WriteFile("other key", []byte("sixteen others!!"), 0o666))
	written := func(key string, files ...string) string {
		status, stdout, _ := convertGrids(t, append([]string{"-o", "-", "-key-file", key}, files...)...)
		require.Equal(t, statusClean, status)
		return stdout
	}
	one := written("key", "v1_doctor.TextGrid", "v1_patient.TextGrid")
	assert.Equal(t, one, written("key", "v1_patient.TextGrid", "./v1_doctor.TextGrid"))
	assert.Equal(t, one, written("key without line end", "v1_patient.TextGrid", "v1_doctor.TextGrid"))
	assert.NotEqual(t, one, written("other key", "v1_patient.TextGrid", "v1_doctor.TextGrid"))
	assert.Contains(t, one, encounter.Pseudonym([]byte("sixteen letters!"), "transcript/v1/speaker/patient").String())
	assert.NotContains(t, one, "SECRET")
	assert.NotContains(t, one, "v1")
}

func TestConvertRefusesSome(t *testing.T) {
	workIn(t, transcriptsMade)
	status, _, stderr := convertGrids(t, "v1_doctor.TextGrid", "v1_patient.TextGrid", "v2_doctor.TextGrid", "-o", "out.ndjson")
	assert.Equal(t, statusFindings, status)
	assert.Len(t, encountersIn(t, "out.ndjson"), 1, "the sound one is written")
	assert.Contains(t, stderr, "v2_doctor.TextGrid:1:1: error: no speaker of this consultation is a patient [transcript-one-patient]\n   add the patient's file")
	assert.Contains(t, stderr, "consultation: 2 read, 1 kept, 0 changed, 1 dropped (transcript-one-patient: 1)\n")
	assert.Contains(t, stderr, "Errors: 1; what they are about was not converted.\n")
}

func TestConvertRefusesAll(t *testing.T) {
	workIn(t, transcriptsMade)
	require.NoError(t, os.WriteFile("out.ndjson", []byte("as it was"), 0o666))
	status, stdout, stderr := convertGrids(t, "-o", "out.ndjson", "-loss", "loss.json", "v2_doctor.TextGrid")
	assert.Equal(t, statusFindings, status)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "no record was written")
	kept, err := os.ReadFile("out.ndjson")
	require.NoError(t, err)
	assert.Equal(t, "as it was", string(kept))
	assert.FileExists(t, "loss.json", "the account says what was lost")
	assert.Len(t, filesHere(t), len(transcriptsMade)+2)
}

func TestConvertShowsPlaces(t *testing.T) {
	workIn(t, map[string]string{"v.TextGrid": strings.Replace(speech("patient", "SECRET"), "1 \"IntervalTier\"", "\n2 \"IntervalTier\" \"SECRET codes\" 0 6 1 0 6 \"x\" \"IntervalTier\"", 1)})
	status, _, stderr := convertGrids(t, "-o", "out.ndjson", "v.TextGrid", "-roles", "patient=patient")
	assert.Equal(t, statusClean, status, "warnings and notes leave the status alone")
	assert.Contains(t, stderr, "v.TextGrid:1:1: note: /tiers/0: this tier is no speaker's; it is left out [transcript-tier-role]\n")
	assert.Contains(t, stderr, "v.TextGrid:1:1: warning: no speaker of this consultation is a professional [transcript-professional]\n")
	assert.NotContains(t, stderr, "SECRET")

	workIn(t, map[string]string{"v.TextGrid": "\"ooTextFile\" \"TextGrid\"\n0 6 <exists> 1 \"IntervalTier\" \"patient\" 0 6\n1 0 6 \"SECRET"})
	status, _, stderr = convertGrids(t, "-o", "out.ndjson", "v.TextGrid")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, "v.TextGrid:3:7: error: /tiers/0/intervals/0: the text that opens here is never closed [textgrid-truncated]\n")
	assert.NotContains(t, stderr, "SECRET")
}

func TestConvertHintsOnce(t *testing.T) {
	workIn(t, map[string]string{"a_doctor.TextGrid": speech("x", "x"), "b_doctor.TextGrid": speech("x", "x")})
	_, _, stderr := convertGrids(t, "-o", "-", "a_doctor.TextGrid", "b_doctor.TextGrid")
	assert.Equal(t, 2, strings.Count(stderr, "[transcript-one-patient]"))
	assert.Equal(t, 1, strings.Count(stderr, "add the patient's file"))
}

// The map from names to ids is for nobody else; the records are for whom the system says.
func TestConvertMapIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs files with modes for owner, group and others")
	}
	workIn(t, transcriptsMade)
	status, _, stderr := convertGrids(t, "-o", "out.ndjson", "-id-map", "map.csv", "v1_doctor.TextGrid", "v1_patient.TextGrid")
	require.Equal(t, statusClean, status, stderr)
	info, err := os.Stat("map.csv")
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	made, err := os.ReadFile("map.csv")
	require.NoError(t, err)
	assert.Contains(t, string(made), "transcript/v1/speaker/patient,")
}

// An export of REDCap without a map can be used, so that its finding is a warning; of no
// record being made the status tells, and it is said so.
func TestConvertWithoutMap(t *testing.T) {
	workIn(t, map[string]string{"data.csv": "record_id,redcap_event_name,visit\n1,visit_1_arm_1,2024-01-01\n"})
	status, stdout, stderr := runCoprod(t, "convert", "redcap", "-o", "out.ndjson", "data.csv")
	assert.Equal(t, statusFindings, status)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "data.csv:1:1: warning: no record was made: map a field to patient, start, professional, ")
	assert.True(t, strings.HasSuffix(stderr, "\nNothing could be converted; no record was written, so the exit status is 1.\n"), stderr)
	assert.Equal(t, []string{"data.csv"}, filesHere(t))
}

func TestConvertStandardInput(t *testing.T) {
	workIn(t, nil)
	status, stdout, _ := convertGrids(t, "-o", "-", "-")
	assert.Equal(t, statusClean, status)
	assert.Contains(t, stdout, `"words":3`)
	assert.Empty(t, filesHere(t))
}

func TestConvertTags(t *testing.T) {
	workIn(t, map[string]string{"v.TextGrid": speech("patient", "<LAUGH/> oh <UNIN/>")})
	_, stdout, stderr := convertGrids(t, "-o", "-", "-tags", "<LAUGH/>,<UNIN/>", "v.TextGrid")
	assert.Contains(t, stdout, `"words":1`)
	assert.NotContains(t, stderr, "transcript-tag-unknown")
	_, stdout, stderr = convertGrids(t, "-o", "-", "-tags", "", "v.TextGrid")
	assert.Contains(t, stdout, `"words":3`)
	assert.Contains(t, stderr, "transcript-tag-unknown")
}

// A file that tells no format says what is wrong with it, where that can be seen.
func TestConvertOdd(t *testing.T) {
	const formats = "; the formats that are converted are fhir, omop, redcap, eaf, chat, webvtt, srt, text, csv, refi, textgrid"
	for name, c := range map[string]struct{ content, want string }{
		"NUL":                 {"D: hello\x00\nP: hi\n", "in: byte 9 is NUL, which stands in no text: the file is damaged, or is none" + formats},
		"nothing but NUL":     {strings.Repeat("\x00", 1<<20), "in: byte 1 is NUL, which stands in no text: the file is damaged, or is none" + formats},
		"a line of 50 MB":     {"D: " + strings.Repeat("x", 50<<20) + "\nP: hi\n", "in: its first line has more than 65536 bytes, and nothing in them tells the format" + formats},
		"wide characters":     {strings.Repeat("ø", 1<<16), "in: its first line has more than 65536 bytes, and nothing in them tells the format" + formats},
		"cut wide characters": {"x" + strings.Repeat("ø", 1<<16), "in: its first line has more than 65536 bytes, and nothing in them tells the format" + formats},
		"an older encoding":   {"l\xe6ge: goddag\nl\xe6ge: hej\n", "in: byte 2 is of no character in UTF-8: save the file as UTF-8, if it is a text" + formats},
		"a document of Word":  {archived("word/document.xml", "SECRET"), "in: this is a document of Word; save it as text" + formats},
		"a document of Excel": {archived("[Content_Types].xml", "", "xl/workbook.xml", "SECRET"), "in: this is an Excel file; save it as CSV" + formats},
		"a presentation":      {archived("[Content_Types].xml", "", "ppt/presentation.xml", "SECRET"), "in: this is a document of Office; save it as text or CSV" + formats},
		"an OpenDocument":     {archived("mimetype", "application/vnd.oasis.opendocument.text"), "in: this is an OpenDocument or an EPUB; save it as text or CSV" + formats},
		"an archive of FHIR":  {archived("export/word/Patient.ndjson", "{}"), "in: this is a zip archive: unpack it first" + formats},

		"blanks":                {"\n \n", "in: there is nothing but blanks and line ends at its beginning" + formats},
		"a PDF":                 {"%PDF-1.7\n%\xe2\xe3", "in: this is a PDF; save what it says as text" + formats},
		"a text of another":     {"nothing that tells\n", "in: nothing in the file tells its format; name it before the file, as in: coprod convert FORMAT in, where FORMAT is one of " + words(converted)},
		"UTF-16 without a mark": {wide("nothing that tells\n"), "in: nothing in the file tells its format; name it before the file, as in: coprod convert FORMAT in, where FORMAT is one of " + words(converted)},
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, map[string]string{"in": c.content})
			status, stdout, stderr := runCoprod(t, "convert", "-o", "out", "in")
			assert.Equal(t, statusTrouble, status)
			assert.Empty(t, stdout)
			assert.Equal(t, "coprod convert: "+c.want+"\n", stderr)
			assert.Equal(t, []string{"in"}, filesHere(t), "nothing is written")
		})
	}
}

// thereAlready is what is said of a file that would be replaced by something else.
func thereAlready(endings, flag string) string {
	return ": this file is there already, and is replaced only if its name ends in " + endings + "; choose such a name, or another that is not there (is one missing after -" + flag + "?)"
}

func TestConvertTrouble(t *testing.T) {
	const d, p = "v1_doctor.TextGrid", "v1_patient.TextGrid"
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"nothing":                     {[]string{"convert"}, "name a file to read, or - for standard input"},
		"another format":              {[]string{"convert", "elan", d}, "elan: this is no file, and no format either; the nearest is eaf, as in: coprod convert eaf v1_doctor.TextGrid; the formats are " + words(converted)},
		"a flag of another format":    {[]string{"convert", "textgrid", "-zone", "UTC", d}, "-zone says nothing about textgrid; it is for omop, redcap"},
		"nothing tells the format":    {[]string{"convert", "short"}, "short: nothing in the file tells its format; name it before the file, as in: coprod convert FORMAT short, where FORMAT is one of " + words(converted)},
		"no file":                     {[]string{"convert", "textgrid", "-o", "out"}, "name a file to read, or - for standard input"},
		"an unknown flag":             {[]string{"convert", "textgrid", "-out", "out", d}, "flag provided but not defined: -out (-h shows the flags)"},
		"a missing file":              {[]string{"convert", "textgrid", "-o", "out", d, "missing.TextGrid"}, "missing.TextGrid: there is no such file"},
		"a folder":                    {[]string{"convert", "textgrid", "-o", "out", "folder"}, "folder: there is no file in this folder"},
		"an empty file":               {[]string{"convert", "textgrid", "-o", "out", "empty.TextGrid"}, "empty.TextGrid: the file is empty"},
		"a mode that is none":         {[]string{"convert", "textgrid", "-o", "out", "-mode", "zoom", d}, "-mode must be one of in-person, phone, video, text-message, home-visit"},
		"telehealth in one room":      {[]string{"convert", "omop", "-o", "out", "-telehealth", "in-person", "short"}, "-telehealth must be one of phone, video, text-message"},
		"telehealth at home":          {[]string{"convert", "omop", "-o", "out", "-telehealth", "home-visit", "short"}, "-telehealth must be one of phone, video, text-message"},
		"a recording that is none":    {[]string{"convert", "textgrid", "-o", "out", "-recording", "film", d}, "-recording must be one of none, field-notes, audio, video"},
		"roles that are none":         {[]string{"convert", "textgrid", "-o", "out", "-roles", "x", d}, "-roles: \"x\" is not of the form KEY=ROLE or KEY=ROLE:PROFESSION; a comma ends each, so that no key can hold one"},
		"a missing key":               {[]string{"convert", "textgrid", "-o", "out", "-key-file", "missing", d}, "missing: there is no such file"},
		"an empty key":                {[]string{"convert", "textgrid", "-o", "out", "-key-file", "empty.TextGrid", d}, "empty.TextGrid: a key of 0 bytes is too short to keep a secret; it must have 16 at least"},
		"a key one byte short":        {[]string{"convert", "textgrid", "-o", "out", "-key-file", "short", d}, "short: a key of 15 bytes is too short to keep a secret; it must have 16 at least"},
		"a key of a byte too many":    {[]string{"convert", "textgrid", "-o", "out", "-key-file", "long", d}, "long: a key has at most 1 MiB, and here is more: is this the file that holds the secret?"},
		"a key without end":           {[]string{"convert", "textgrid", "-o", "out", "-key-file", "/dev/zero", d}, "/dev/zero: a key has at most 1 MiB, and here is more: is this the file that holds the secret?"},
		"a key of no bytes":           {[]string{"convert", "textgrid", "-o", "out", "-key-file", os.DevNull, d}, os.DevNull + ": a key of 0 bytes is too short to keep a secret; it must have 16 at least"},
		"a folder of keys":            {[]string{"convert", "textgrid", "-o", "out", "-key-file", "folder", d}, "folder: this is a folder; -key-file names the one file that holds the secret"},
		"output into a folder":        {[]string{"convert", "textgrid", "-o", "folder", d, p}, "folder: this is a directory; name a file to write"},
		"one output for two things":   {[]string{"convert", "textgrid", "-o", "out", "-loss", "out", d, p}, "-o, -loss and -id-map must name different files"},
		"output over a transcript":    {[]string{"convert", "textgrid", "-o", d, p}, "-o v1_doctor.TextGrid" + thereAlready(".ndjson or .jsonl or .json", "o")},
		"the map over another":        {[]string{"convert", "textgrid", "-id-map", "earlier.csv", d, p}, "-id-map earlier.csv: this file is there already, and without it nobody could tell any more which earlier ids stand for whom; name a new file"},
		"the account over another":    {[]string{"convert", "textgrid", "-loss", "short", d, p}, "-loss short" + thereAlready(".json", "loss")},
		"records over a manuscript":   {[]string{"convert", "textgrid", "-o", "thesis.docx", d, p}, "-o thesis.docx" + thereAlready(".ndjson or .jsonl or .json", "o")},
		"records over what is linked": {[]string{"convert", "textgrid", "-o", "link.ndjson", d, p}, "-o link.ndjson" + thereAlready(".ndjson or .jsonl or .json", "o")},
		"output over the input":       {[]string{"convert", "textgrid", "-o", "./key", d, "key"}, "key: this file is to be read, and is named once more behind a flag; name another there"},
		"records over the key":        {[]string{"convert", "textgrid", "-key-file", "key", "-o", "key", d, p}, "key: this file is to be read, and is named once more behind a flag; name another there"},
		"the map over the key":        {[]string{"convert", "textgrid", "-key-file", "key", "-o", "out", "-id-map", "./key", d, p}, "key: this file is to be read, and is named once more behind a flag; name another there"},
		"the account over the key":    {[]string{"convert", "textgrid", "-key-file", "key", "-o", "out", "-loss", "hard", d, p}, "key: this file is to be read, and is named once more behind a flag; name another there"},
		"records over a link to it":   {[]string{"convert", "textgrid", "-key-file", "key", "-o", "soft", d, p}, "key: this file is to be read, and is named once more behind a flag; name another there"},
		"records over the fields":     {[]string{"convert", "redcap", "-fields", "short", "-o", "short", d}, "short: this file is to be read, and is named once more behind a flag; name another there"},
		"the account over fields":     {[]string{"convert", "redcap", "-fields", "short", "-o", "out", "-loss", "./short", d}, "short: this file is to be read, and is named once more behind a flag; name another there"},
		"one output, two ways":        {[]string{"convert", "textgrid", "-o", "out", "-id-map", "./out", d, p}, "-o, -loss and -id-map must name different files"},
		"no output":                   {[]string{"convert", "textgrid", "-o", "", "-loss", "loss", d, p}, "-o names no file; - is standard output"},
		"a key that is read too":      {[]string{"convert", "textgrid", "-o", "out", "-key-file", "key", "key"}, "key: this file is to be read, and is named once more behind a flag; name another there"},
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, transcriptsMade)
			if slices.Contains(c.args, "/dev/zero") && !exists("/dev/zero") {
				t.Skip("needs a device that has no end")
			}
			require.NoError(t, os.Mkdir("folder", 0o777))
			require.NoError(t, os.WriteFile("long", bytes.Repeat([]byte("x"), 1<<20+1), 0o666))
			require.NoError(t, os.WriteFile("empty.TextGrid", nil, 0o666))
			require.NoError(t, os.WriteFile("short", []byte("fifteen letters\r\n"), 0o666))
			require.NoError(t, os.WriteFile("thesis.docx", []byte("years of work"), 0o666))
			require.NoError(t, os.WriteFile("earlier.csv", []byte("name,id\n"), 0o666))
			linked(t, "key", "hard", "soft")
			require.NoError(t, os.Symlink("thesis.docx", "link.ndjson"))
			before := filesHere(t)
			status, stdout, stderr := runCoprod(t, c.args...)
			assert.Equal(t, statusTrouble, status)
			assert.Empty(t, stdout)
			assert.Equal(t, "coprod convert: "+c.want+"\n", stderr)
			assert.Equal(t, before, filesHere(t), "nothing is written")
			for name, text := range map[string]string{d: transcriptsMade[d], "key": transcriptsMade["key"], "short": "fifteen letters\r\n", "thesis.docx": "years of work", "earlier.csv": "name,id\n"} {
				kept, err := os.ReadFile(name)
				require.NoError(t, err)
				assert.Equal(t, text, string(kept), name)
			}
		})
	}
	workIn(t, transcriptsMade)
	status, _, stderr := convertGrids(t, "-o", "missing/out", d, p)
	assert.Equal(t, statusTrouble, status)
	assert.Contains(t, stderr, "missing/out: the file cannot be written: ")
	assert.Equal(t, 1, strings.Count(stderr, "\n"))
}

// A run that is broken off leaves the place of the output as it was.
func TestConvertWholeOrNotAtAll(t *testing.T) {
	workIn(t, transcriptsMade)
	require.NoError(t, os.WriteFile("out.ndjson", []byte("as it was"), 0o666))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var stderr bytes.Buffer
	status := run(ctx, []string{"convert", "textgrid", "-o", "out.ndjson", "v1_doctor.TextGrid", "v1_patient.TextGrid"}, nil, &bytes.Buffer{}, &stderr)
	assert.Equal(t, statusTrouble, status)
	assert.Equal(t, "coprod convert: interrupted; nothing was written\n", stderr.String())
	kept, err := os.ReadFile("out.ndjson")
	require.NoError(t, err)
	assert.Equal(t, "as it was", string(kept))
	assert.Len(t, filesHere(t), len(transcriptsMade)+1)
}

func TestConvertFollowsLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs symbolic links")
	}
	workIn(t, transcriptsMade)
	require.NoError(t, os.WriteFile("real.ndjson", nil, 0o640))
	require.NoError(t, os.Symlink("real.ndjson", "link.ndjson"))
	status, _, _ := convertGrids(t, "-o", "link.ndjson", "v1_doctor.TextGrid", "v1_patient.TextGrid")
	require.Equal(t, statusClean, status)
	info, err := os.Lstat("link.ndjson")
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&os.ModeSymlink, "the link stays a link")
	assert.Len(t, encountersIn(t, "real.ndjson"), 1)

	status, _, _ = convertGrids(t, "-o", os.DevNull, "v1_doctor.TextGrid", "v1_patient.TextGrid")
	require.Equal(t, statusClean, status)
	info, err = os.Stat(os.DevNull)
	require.NoError(t, err)
	assert.False(t, info.Mode().IsRegular(), "a device is written to, not replaced")
}

func TestConvertHelp(t *testing.T) {
	status, stdout, stderr := runCoprod(t, "convert", "-h")
	assert.Equal(t, statusClean, status)
	assert.Empty(t, stderr)
	for _, flag := range []string{"-roles", "-o", "-loss", "-key-file", "-mode", "-recording", "-tags"} {
		assert.Contains(t, stdout, "\n  "+flag+" ")
	}
}

func TestConvertPriMock57(t *testing.T) {
	files := shareddata.Glob(t, "primock57/transcripts/*.TextGrid")
	out := filepath.Join(t.TempDir(), "out.ndjson")
	status, _, stderr := convertGrids(t, append([]string{"-o", out}, files...)...)
	assert.Equal(t, statusClean, status)
	// from: the shared data set's independent program: 1719 + 1491 utterances, 25850 + 16011 words
	assert.Contains(t, stderr, "encounters 25, turns 3210, words 41861.")
	assert.Len(t, encountersIn(t, out), 25)
}

// A key of the most bytes that one may have is taken whole: the last byte counts.
func TestConvertLongestKey(t *testing.T) {
	workIn(t, transcriptsMade)
	key := bytes.Repeat([]byte("x"), 1<<20)
	require.NoError(t, os.WriteFile("a", key, 0o666))
	key[len(key)-1] = 'y'
	require.NoError(t, os.WriteFile("b", key, 0o666))
	var made []string
	for _, name := range []string{"a", "b"} {
		status, stdout, stderr := convertGrids(t, "-key-file", name, "v1_doctor.TextGrid", "v1_patient.TextGrid")
		require.Equal(t, statusClean, status, stderr)
		made = append(made, stdout)
	}
	assert.NotEqual(t, made[0], made[1])
}

// Whoever gives the role of one speaker keeps those that the others have without it.
func TestConvertRolesBeside(t *testing.T) {
	files := map[string]string{"v_tolk.TextGrid": speech("Speaker", "SECRET"), "v.txt": "Doctor: one\nTolk: two\nPatient: three\n", "v.csv": "encounter,speaker,words\nv,D,1\nv,Tolk,1\nv,P,1\n"}
	for _, who := range []string{"doctor", "patient"} {
		files["v_"+who+".TextGrid"] = speech("Speaker", "SECRET")
	}
	workIn(t, files)
	for format, in := range map[string][]string{"textgrid": {"v_doctor.TextGrid", "v_patient.TextGrid", "v_tolk.TextGrid"}, "text": {"v.txt"}, "csv": {"v.csv"}} {
		status, stdout, stderr := runCoprod(t, append([]string{"convert", format, "-roles", "tolk=interpreter:phone"}, in...)...)
		assert.Equal(t, statusClean, status, stderr)
		assert.Contains(t, stdout, `"interpreterMode":"phone"`, format)
		assert.Contains(t, stdout, `"role":"patient"`, format)
		assert.Contains(t, stdout, `"profession":"doctor"`, format)
	}
}
