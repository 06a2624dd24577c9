package main

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/transcript"
)

// A table whose columns have other names: the finding is followed by the flag that says which is
// what, with all its fields, and no name of a column.
func TestColumnsAreAdvised(t *testing.T) {
	workIn(t, map[string]string{"turns.csv": "SECRET,who\nv1,Doctor\n"})
	status, _, stderr := runCoprod(t, "convert", "csv", "turns.csv")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, "\n   where yours have other names, say by -columns which is what, as in -columns speaker=COLUMN,text=COLUMN; coprod convert csv takes encounter, turn, speaker, start, end, text, words, code, coder and round\n")
	assert.NotContains(t, stderr, "SECRET")
	_, err := transcript.ParseColumns("x=y")
	require.Error(t, err)
	_, fields, _ := strings.Cut(err.Error(), "the fields are ")
	assert.Contains(t, strings.ReplaceAll(byCommand["csv-column-missing"], " and ", ", "), fields, "all of them")
}

// Where another format than the right one was named, the last word is the right one; where the
// ending is usual for the one that was named, nothing is.
func TestTheRightWordIsAdvised(t *testing.T) {
	const coded = "encounter,speaker,code\nv1,Doctor,a\n"
	for _, c := range []struct{ format, name, content, want string }{
		{"fhir", "turns.csv", "a,b\n1,2\n", "turns.csv looks like csv (by its ending), as in: coprod convert csv turns.csv\n"},
		{"refi", "turns.csv", coded, "turns.csv looks like csv (columns of coded turns), as in: coprod convert csv turns.csv\n"},
		{"text", "turns.csv", coded, "turns.csv looks like csv (columns of coded turns), as in: coprod convert csv turns.csv\n"},
		{"eaf", "talk.vtt.gz", "rubbish", "talk.vtt.gz looks like webvtt (by its ending), as in: coprod convert webvtt talk.vtt.gz\n"},
		{"omop", "turns.csv", "a,b\n1,2\n", ""},
		{"eaf", "talk.eaf", "rubbish", ""},
		{"eaf", "talk.odd", "rubbish", ""},
	} {
		workIn(t, map[string]string{c.name: c.content})
		status, _, stderr := runCoprod(t, "convert", c.format, c.name)
		assert.Equal(t, statusFindings, status)
		const end = "Nothing could be converted; no record was written, so the exit status is 1.\n"
		if c.want == "" {
			assert.NotContains(t, stderr, " looks like ", c.format)
		} else {
			assert.True(t, strings.HasSuffix(stderr, "\n"+c.want+end), stderr)
		}
	}
}

// A table with the same fault in each row: ten are shown, and how many more there are.
func TestFindingsOfATableAreSummedUp(t *testing.T) {
	rows := func(n int) string { return "A\n" + strings.Repeat("9\n", n) }
	for n, more := range map[int]string{10: "", 11: "   and 1 more, to line 12 [table-presence]\n", 300: "   and 290 more, to line 301 [table-presence]\n"} {
		workIn(t, map[string]string{"table.csv": rows(n)})
		status, _, stderr := runCoprod(t, "saturation", "table.csv")
		assert.Equal(t, statusFindings, status)
		assert.Equal(t, 10, strings.Count(stderr, "error: this is neither 0 nor 1"))
		assert.True(t, strings.HasSuffix(stderr, more+fmt.Sprintf("%d errors: nothing was computed\n", n)), stderr)
		assert.Contains(t, stderr, "\n   if each row is a turn and what it was coded, make a data set of it by coprod convert csv, and give that\n")
	}
}

// A round that nobody coded is said to be none, in each form; one that somebody did is not.
func TestNoCodingOfTheRound(t *testing.T) {
	clinic := clinicFile(t)
	const want = "no coding is of round 7: there is nothing that could agree\n"
	_, stdout, _ := runCoprod(t, "agreement", "-round", "7", clinic)
	assert.Contains(t, stdout, want)
	_, _, stderr := runCoprod(t, "agreement", "-round", "7", "-format", "csv", clinic)
	assert.Contains(t, stderr, want)
	_, stdout, stderr = runCoprod(t, "agreement", "-round", "1", clinic)
	assert.NotContains(t, stdout+stderr, "no coding is of round")
}

// A zone that is none is answered with one that is.
func TestZoneIsAdvised(t *testing.T) {
	workIn(t, map[string]string{"a.csv": "a\n1\n"})
	status, _, stderr := runCoprod(t, "convert", "omop", "-zone", "Here", "a.csv")
	assert.Equal(t, statusTrouble, status)
	assert.Equal(t, "coprod convert: -zone: \"Here\" is no zone that is known here; name a place of the time zone database, as in -zone Europe/Copenhagen, or UTC\n", stderr)
}

// A map that cannot be used: its errors, with the words that would do, and that nothing was
// converted.
func TestMapIsAdvised(t *testing.T) {
	workIn(t, map[string]string{"map.csv": "ours,theirs,value,means\npatient,id\nstart,day\nmode,how,1,SECRET\n", "data.csv": "id,day,how\n1,2020-01-01,1\n"})
	status, _, stderr := runCoprod(t, "convert", "redcap", "-fields", "map.csv", "data.csv")
	assert.Equal(t, statusTrouble, status)
	assert.Contains(t, stderr, "map.csv:4:12: error: this is not what a value of mode can mean; it can have in-person, phone, video, text-message, home-visit [redcap-map-word]\n")
	assert.True(t, strings.HasSuffix(stderr, "\ncoprod convert: map.csv: the map cannot be used, so nothing was converted: 1 error above\n"), stderr)
	assert.NotContains(t, stderr, "computed")
	assert.NotContains(t, stderr, "SECRET")
}

// Words that nobody counted are not said to be none.
func TestWordsThatAreNotCounted(t *testing.T) {
	workIn(t, map[string]string{"turns.csv": "encounter,speaker,code\nv1,Doctor,a\nv1,Patient,b\n", "texts.csv": "encounter,speaker,code,text\nv1,Doctor,a,\nv1,Patient,b,one two\n"})
	_, _, stderr := runCoprod(t, "convert", "csv", "-o", "x.ndjson", "turns.csv")
	assert.Contains(t, stderr, "Written to x.ndjson: codebooks 1, codings 2, encounters 1, studies 1, turns 2.\n")
	_, _, stderr = runCoprod(t, "convert", "csv", "-o", "x.ndjson", "texts.csv")
	assert.Contains(t, stderr, ", turns 2, words 2.\n")
}

// Hints, which are for programs too, are followed by the flag that does what they say.
func TestFlagsAreAdvised(t *testing.T) {
	grid, clinic := speech("Mary", "one"), clinicFile(t)
	workIn(t, map[string]string{
		"v_a.TextGrid": grid, "visits.csv": "visit_occurrence_id,person_id,visit_concept_id,visit_start_date,visit_start_datetime,visit_end_date,visit_type_concept_id,provider_id\n1,2,9202,2024-01-01,2024-01-01 10:00:00,2024-01-01,32817,3\n",
		"map.csv": "ours,theirs\npatient,record_id\nstart,at\n", "data.csv": "record_id,at\n1,2024-01-01 10:00\n",
		"talk.csv": "id,dialogue\n1,\"Doctor: one\nPatient: two\"\n",
	})
	for _, c := range []struct{ args, want string }{
		{"textgrid -o a.ndjson v_a.TextGrid", "no key stands in its name, and its only tier is not named by one [transcript-file-role]\n"},
		{"textgrid -o a.ndjson v_a.TextGrid", "\n   give it by -roles, as in -roles Mary=patient,John=professional:nurse\n"},
		{"omop -o a.ndjson visits.csv", "\n   say it by -zone, as in -zone Europe/Copenhagen\n"},
		{"redcap -fields map.csv -o a.ndjson data.csv", "\n   say it by -zone, as in -zone Europe/Copenhagen\n"},
		{"text -o a.ndjson talk.csv", "\n   say it by -columns, as in -columns encounter=COLUMN,text=COLUMN\n"},
		{"text -columns encounter=id,text=talk -o a.ndjson talk.csv", "as in -columns encounter=COLUMN,text=COLUMN; of a table with a consultation in each row these two are read\n"},
		{"text -columns what=id -o a.ndjson talk.csv", "coprod convert: -columns: \"what\" is no field; the fields are encounter, "},
	} {
		_, _, stderr := runCoprod(t, append([]string{"convert"}, strings.Fields(c.args)...)...)
		assert.Contains(t, stderr, c.want)
		assert.NotContains(t, stderr, "transcript: ", "the name of a package")
	}
	status, _, stderr := runCoprod(t, "export", "csv", "-o", "tables", clinic)
	assert.Equal(t, statusClean, status)
	assert.Contains(t, stderr, "[tidy-citation-authors]\n   name the authors of the data set\n   name them by -authors, as in -authors \"Family, Given; Family, Given\"\n")
}

// Each export says first where it wrote, but for standard output; and nothing of it where
// nothing was written.
func TestExportSaysWhere(t *testing.T) {
	clinic := clinicFile(t)
	workIn(t, map[string]string{"one.ndjson": `{"kind":"participant","id":"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01","participantKind":"patient","consent":"given"}` + "\n"})
	for form, out := range map[string]string{"refi": "a.qdpx", "codebook": "a.qdc", "gseq": "a.sds"} {
		_, _, stderr := runCoprod(t, "export", form, "-o", out, clinic)
		assert.True(t, strings.HasPrefix(stderr, "Written to "+out+".\n"), stderr)
		_, _, stderr = runCoprod(t, "export", form, "-o", "-", clinic)
		assert.NotContains(t, stderr, "Written to")
	}
	_, _, stderr := runCoprod(t, "export", "gseq", "-o", "b.sds", "one.ndjson")
	assert.NotContains(t, stderr, "Written to")
}

// Where nobody is identified, numbers for each are none, and it is said why; a project is
// called a project, also where its entry has another name.
func TestNothingForEach(t *testing.T) {
	workIn(t, map[string]string{"talk.txt": "Nurse: one\nPatient: two\n", "a.zip": "PK\x03\x04" + strings.Repeat("\x00", 22) + "\x0b\x00\x00\x00Project.qde", "b.zip": "PK\x03\x04" + strings.Repeat("\x00", 22) + "\x05\x00\x00\x00a.txt"})
	_, _, stderr := runCoprod(t, "convert", "-o", "a.ndjson", "talk.txt")
	require.Contains(t, stderr, "encounters 1")
	const said = "no professional is identified, so nothing can be counted for each\n"
	_, stdout, _ := runCoprod(t, "indicators", "-by", "professional", "a.ndjson")
	assert.Equal(t, "2 records: 1 encounter of no identified patient with no identified professional\n"+said, stdout)
	_, _, stderr = runCoprod(t, "profile", "-by", "professional", "-format", "csv", "a.ndjson")
	assert.Contains(t, stderr, said)
	_, stdout, _ = runCoprod(t, "indicators", "-by", "encounter", "a.ndjson")
	assert.NotContains(t, stdout, "identified, so")
	for _, command := range []string{"saturation", "agreement", "transitions", "continuity"} {
		_, _, stderr = runCoprod(t, command, "a.zip")
		assert.Contains(t, stderr, "a.zip: this looks like refi (an archive with a project of REFI-QDA); coprod convert refi makes a data set of it", command)
		_, _, stderr = runCoprod(t, command, "b.zip")
		assert.Equal(t, "coprod "+command+": b.zip: this is a zip archive: unpack it first\n", stderr)
	}
}

// A rule and a command that are none are answered with those that are like them; a rule is
// found as it stands behind a finding.
func TestNearestNames(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"rules birth-dat", "coprod rules: there is no rule \"birth-dat\"; like it are privacy-birth-date; \"coprod rules\" lists all\n"},
		{"rules stepbyparticipant", "coprod rules: there is no rule \"stepbyparticipant\"; like it are step-by-participant; \"coprod rules\" lists all\n"},
		{"rules frob", "coprod rules: there is no rule \"frob\"; \"coprod rules\" lists all\n"},
		{"rules -", "coprod rules: there is no rule \"-\"; \"coprod rules\" lists all\n"},
		{"covert x", "coprod: there is no command \"covert\"; the nearest is convert; \"coprod help\" lists all\n"},
		{"frobnicate", "coprod: there is no command \"frobnicate\"; \"coprod help\" lists all\n"},
	} {
		status, _, stderr := runCoprod(t, strings.Fields(c.args)...)
		assert.Equal(t, statusTrouble, status)
		assert.Equal(t, c.want, stderr)
	}
	status, stdout, _ := runCoprod(t, "rules", "[privacy-birth-date]")
	assert.Equal(t, statusClean, status)
	assert.Contains(t, stdout, "privacy-birth-date (error)\n")
}

// A first line that only a spreadsheet reads is told, in UTF-16 too; where the columns are
// missing for another reason, it is not.
func TestSeparatorLine(t *testing.T) {
	const want = "\n   take the first line out: it only tells a spreadsheet which sign separates fields\n"
	workIn(t, map[string]string{
		"turns.csv": "sep=;\r\nencounter;speaker\r\n1;Doctor\r\n", "wide.csv": wideIn(binary.LittleEndian, "SEP=;\r\nencounter;speaker\r\n1;Doctor\r\n"),
		"visits.csv": "sep=;\npatient;start;professional\np;2024-01-01;d\n", "events.csv": "\uFEFFsep=,\nsequence,code\n1,a\n", "ratings.csv": "sep=;\nA;B\n1;1\n", "other.csv": "sepal;width\n1;2\n",
	})
	for _, args := range []string{"convert csv turns.csv", "convert csv wide.csv", "continuity visits.csv", "transitions events.csv", "agreement ratings.csv"} {
		status, _, stderr := runCoprod(t, strings.Fields(args)...)
		assert.Equal(t, statusFindings, status)
		assert.Contains(t, stderr, want, args)
	}
	for _, args := range []string{"convert csv other.csv", "continuity other.csv"} {
		_, _, stderr := runCoprod(t, strings.Fields(args)...)
		assert.NotContains(t, stderr, "first line out", args)
	}
}
