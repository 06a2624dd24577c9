package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Law: what two runs under one secret make of two parts of a study is, put together, what
// one run makes of both: no error, the same tables, the same numbers. The contents are
// synthetic; each part has something that the other has not.
func TestConvertApart(t *testing.T) {
	const roles = "D=professional:doctor,P=patient"
	chat := func(code string) string {
		return "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tP Target_Child, D Mother\n*D:\thow are you ?\n%cod:\t" + code + "\n*P:\twell .\n%cod:\tgiven\n@End\n"
	}
	talk := "D: how are you?\nP: well\n"
	eaf := func(code string) string {
		return `<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT AUTHOR="" DATE="2024-01-01T00:00:00Z" FORMAT="3.0" VERSION="3.0"><HEADER TIME_UNITS="milliseconds"/>` +
			`<TIME_ORDER><TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="900"/><TIME_SLOT TIME_SLOT_ID="ts3" TIME_VALUE="1800"/></TIME_ORDER>` +
			`<TIER TIER_ID="D" LINGUISTIC_TYPE_REF="t"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>how are you</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>` +
			`<TIER TIER_ID="P" LINGUISTIC_TYPE_REF="t"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts3"><ANNOTATION_VALUE>well</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>` +
			`<TIER TIER_ID="act" PARENT_REF="D" LINGUISTIC_TYPE_REF="c"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a3" ANNOTATION_REF="a1"><ANNOTATION_VALUE>` + code + `</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>` +
			`<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="t" TIME_ALIGNABLE="true"/><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="c" CONSTRAINTS="Symbolic_Association" TIME_ALIGNABLE="false"/></ANNOTATION_DOCUMENT>`
	}
	cues := func(first string) string {
		return first + "00:00:00.000 --> 00:00:01.000\nD: how are you?\n\n00:00:01.000 --> 00:00:02.000\nP: well\n"
	}
	const visits = "visit_occurrence_id,person_id,visit_concept_id,visit_start_date,visit_start_datetime,visit_end_date,visit_type_concept_id,provider_id\n"
	const persons = "person_id,gender_concept_id,year_of_birth,race_concept_id,ethnicity_concept_id\n2,0,1950,0,0\n"
	const providers = "provider_id,provider_name,specialty_concept_id\n3,,38004446\n"
	qda := func(user string) string {
		const guid = "00000000-0000-4000-8000-00000000000"
		return `<Project xmlns="urn:QDA-XML:project:1.0" name="synthetic"><Users><User guid="` + guid + user + `" name="x"/></Users><CodeBook><Codes><Code guid="` + guid + `1" name="code" isCodable="true"/></Codes></CodeBook>` +
			`<Sources><TextSource guid="` + guid + `2"><PlainTextContent>one two three</PlainTextContent><PlainTextSelection guid="` + guid + `3" startPosition="4" endPosition="7">` +
			`<Coding guid="` + guid + `4" creatingUser="` + guid + user + `"><CodeRef targetGUID="` + guid + `1"/></Coding></PlainTextSelection></TextSource></Sources></Project>`
	}
	fhirOf := func(visit, day, doctor string) string {
		return `{"resourceType":"Patient","id":"p","birthDate":"1954-06-01"}` + "\n" + `{"resourceType":"Practitioner","id":"d1"}` + "\n" + `{"resourceType":"Practitioner","id":"d2"}` + "\n" +
			`{"resourceType":"Encounter","id":"` + visit + `","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/p"},"period":{"start":"` + day + `T10:00:00Z"},"participant":[{"individual":{"reference":"Practitioner/` + doctor + `"}}]}` + "\n"
	}
	for name, c := range map[string]struct {
		args   []string
		first  map[string]string
		second map[string]string
		again  string // the kinds that come in both, of the second part
	}{
		"csv": {[]string{"csv", "-roles", roles},
			map[string]string{"1/a.csv": "encounter,turn,speaker,text,code,coder\n1,1,D,how are you?,open,x\n1,1,D,how are you?,open,y\n1,2,P,well,given,x\n"},
			map[string]string{"2/b.csv": "encounter,turn,speaker,text,code,coder\n2,1,D,how are you?,closed,z\n2,2,P,well,given,x\n"}, "codebook study"},
		"csv, nothing new": {[]string{"csv", "-roles", roles},
			map[string]string{"1/a.csv": "encounter,turn,speaker,text,code,coder\n1,1,D,how are you?,open,x\n1,2,P,well,given,x\n"},
			map[string]string{"2/b.csv": "encounter,turn,speaker,text,code,coder\n2,1,D,how are you?,open,x\n2,2,P,well,given,x\n"}, "codebook study"},
		"chat":   {[]string{"chat", "-roles", roles}, map[string]string{"1/a.cha": chat("open")}, map[string]string{"2/b.cha": chat("closed")}, "codebook study"},
		"eaf":    {[]string{"eaf", "-code-tiers", "act", "-roles", roles}, map[string]string{"1/a.eaf": eaf("open")}, map[string]string{"2/b.eaf": eaf("closed")}, "codebook study"},
		"webvtt": {[]string{"webvtt", "-roles", roles}, map[string]string{"1/a.vtt": cues("WEBVTT\n\n")}, map[string]string{"2/b.vtt": cues("WEBVTT\n\n")}, ""},
		"srt": {[]string{"srt", "-roles", roles}, map[string]string{"1/a.srt": strings.ReplaceAll(cues(""), ".000", ",000")},
			map[string]string{"2/b.srt": strings.ReplaceAll(cues(""), ".000", ",000")}, ""},
		"text": {[]string{"text", "-roles", roles}, map[string]string{"1/a.txt": talk}, map[string]string{"2/b.txt": talk}, ""},
		"textgrid": {[]string{"textgrid"},
			map[string]string{"1/a_doctor.TextGrid": speech("Speaker", "how are you"), "1/a_patient.TextGrid": speech("Speaker", "well")},
			map[string]string{"2/b_doctor.TextGrid": speech("Speaker", "how are you"), "2/b_patient.TextGrid": speech("Speaker", "well")}, ""},
		"omop": {[]string{"omop"}, // the patient is of two age bands at the two visits
			map[string]string{"1/visit_occurrence.csv": visits + "1,2,9202,2019-01-01,2019-01-01 10:00:00,2019-01-01,32817,3\n", "1/person.csv": persons, "1/provider.csv": providers},
			map[string]string{"2/visit_occurrence.csv": visits + "2,2,9202,2024-01-01,2024-01-01 10:00:00,2024-01-01,32817,3\n", "2/person.csv": persons, "2/provider.csv": providers}, "participant participant"},
		"redcap": {[]string{"redcap", "-fields", "map.csv"}, // only the first part says what the professional is
			map[string]string{"1/a.csv": "record_id,visit,seen_by,prof\n1,2024-01-01,7,2\n"},
			map[string]string{"2/b.csv": "record_id,visit,seen_by,prof\n2,2024-01-02,7,\n"}, "participant"},
		"refi": {[]string{"refi"}, map[string]string{"1/a.qde": qda("8")}, map[string]string{"2/b.qde": qda("9")}, "codebook source study unit"},
		"fhir": {[]string{"fhir"}, map[string]string{"1/a.ndjson": fhirOf("e1", "2023-01-01", "d1")}, map[string]string{"2/b.ndjson": fhirOf("e2", "2024-12-01", "d2")}, "participant"},
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, c.first)
			for _, files := range []map[string]string{c.second, {"key": "sixteen letters!",
				"map.csv": "ours,theirs,value,means\npatient,record_id\nstart,visit\nprofessional,seen_by\nprofession,prof,2,nurse\n"}} {
				for name, text := range files {
					require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o777))
					require.NoError(t, os.WriteFile(name, []byte(text), 0o666))
				}
			}
			for _, run := range [][]string{{"1.ndjson", "1"}, {"2.ndjson", "2"}, {"both.ndjson", "1", "2"}} {
				args := slices.Concat([]string{"convert"}, c.args, []string{"-key-file", "key", "-o"}, run)
				if name == "omop" && len(run) == 3 { // one table is read, and not two
					require.NoError(t, os.Mkdir("12", 0o777))
					require.NoError(t, os.WriteFile("12/person.csv", []byte(persons), 0o666))
					require.NoError(t, os.WriteFile("12/provider.csv", []byte(providers), 0o666))
					require.NoError(t, os.WriteFile("12/visit_occurrence.csv", []byte(visits+strings.TrimPrefix(c.first["1/visit_occurrence.csv"], visits)+strings.TrimPrefix(c.second["2/visit_occurrence.csv"], visits)), 0o666))
					args = append(args[:len(args)-2], "12")
				}
				status, _, stderr := runCoprod(t, args...)
				require.Equal(t, statusClean, status, stderr)
			}
			status, stdout, stderr := runCoprod(t, "validate", "-format", "json", "1.ndjson", "2.ndjson")
			assert.Equal(t, statusClean, status, stdout+stderr)
			var again []string
			for line := range strings.Lines(stdout) {
				assert.NotContains(t, line, `"severity":"error"`)
				if _, kind, ok := strings.Cut(line, `"detail":"this `); ok {
					assert.Contains(t, line, `"rule":"record-again"`)
					assert.Contains(t, line, `"severity":"warning"`)
					kind, _, _ = strings.Cut(kind, " ")
					again = append(again, kind)
				}
			}
			slices.Sort(again)
			assert.Equal(t, c.again, strings.Join(again, " "))

			var together []byte
			for _, name := range []string{"1.ndjson", "2.ndjson"} {
				part, err := os.ReadFile(name)
				require.NoError(t, err)
				together = append(together, part...)
			}
			require.NoError(t, os.WriteFile("together.ndjson", together, 0o666))
			for _, args := range [][]string{{"indicators"}, {"indicators", "-by", "encounter"}, {"disagreements"}, {"agreement"}, {"saturation"}, {"transitions"}} {
				args = append(args, "-format", "json")
				_, want, _ := runCoprod(t, append(args, "both.ndjson")...)
				status, got, stderr := runCoprod(t, append(args, "together.ndjson")...)
				assert.Equal(t, statusClean, status, stderr)
				assert.Equal(t, want, got, args)
			}
			_, _, stderr = runCoprod(t, "export", "csv", "-o", "want", "both.ndjson")
			require.DirExists(t, "want", stderr)
			status, _, stderr = runCoprod(t, "export", "csv", "-o", "got", "1.ndjson", "2.ndjson")
			assert.Equal(t, statusClean, status, stderr)
			for _, table := range []string{"want", "got"} {
				entries, err := os.ReadDir(table)
				require.NoError(t, err)
				assert.NotEmpty(t, entries)
				for _, e := range entries {
					assert.Equal(t, rowsOf(t, "want/"+e.Name()), rowsOf(t, "got/"+e.Name()))
				}
			}
		})
	}
}

// rowsOf are the lines of a file in an order of their own.
func rowsOf(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	lines := strings.Split(string(text), "\n")
	slices.Sort(lines)
	return lines
}

// Where two parts do not agree it is said, and nothing is counted or written twice: of two
// consultations with one name, as of two folders, there are two records with one id.
func TestConvertApartContradicting(t *testing.T) {
	workIn(t, map[string]string{"key": "sixteen letters!", "1/v.txt": "D: how are you?\nP: well\n", "2/v.txt": "D: how are you?\nP: not so well\n"})
	for _, part := range []string{"1", "2"} {
		status, _, stderr := runCoprod(t, "convert", "text", "-roles", "D=professional:doctor,P=patient", "-key-file", "key", "-o", part+".ndjson", part)
		require.Equal(t, statusClean, status, stderr)
	}
	status, stdout, _ := runCoprod(t, "validate", "1.ndjson", "2.ndjson")
	assert.Equal(t, statusFindings, status)
	assert.Equal(t, 2, strings.Count(stdout, "/id: an earlier record has the same id and says something else [id-unique]"), "the encounter and its source")
	assert.NotContains(t, stdout, "[record-again]")
	status, _, stderr := runCoprod(t, "indicators", "-format", "json", "1.ndjson", "2.ndjson")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, "2 records were left out, with the id of an earlier one\n")
	status, _, stderr = runCoprod(t, "export", "csv", "-o", "tables", "1.ndjson", "2.ndjson")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, "2 records are left out, with the id of an earlier one; coprod validate says where.\n")
	assert.Contains(t, stderr, "encounter: 2 read, 1 kept, 0 changed, 1 dropped (an earlier record has its id: 1)\n")
}

// Where two people coded the same talk in a file each, one run takes it for two
// consultations of one name; converted apart, the talk comes once and their codings can be
// compared.
func TestConvertApartCoders(t *testing.T) {
	coded := func(coder, second string) string {
		return "encounter,turn,speaker,text,code,coder\n1,1,D,how are you?,open," + coder + "\n1,2,P,well," + second + "," + coder + "\n1,3,D,good,close," + coder + "\n"
	}
	workIn(t, map[string]string{"key": "sixteen letters!", "a.csv": coded("x", "given"), "b.csv": coded("y", "close")})
	args := []string{"convert", "csv", "-roles", "D=professional:doctor,P=patient", "-key-file", "key", "-o"}
	status, _, stderr := runCoprod(t, append(args, "both.ndjson", "a.csv", "b.csv")...)
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, "[transcript-ambiguous]")
	assert.Contains(t, stderr, "convert apart under one secret (-key-file)")
	for _, part := range []string{"a", "b"} {
		status, _, stderr := runCoprod(t, append(args, part+".ndjson", part+".csv")...)
		require.Equal(t, statusClean, status, stderr)
	}
	status, stdout, _ := runCoprod(t, "validate", "a.ndjson", "b.ndjson")
	assert.Equal(t, statusClean, status, stdout)
	status, stdout, _ = runCoprod(t, "disagreements", "a.ndjson", "b.ndjson")
	assert.Equal(t, statusClean, status)
	assert.Contains(t, stdout, "3 places rated by two coders or more: 2 agreed, 1 disagreed; 0 more rated by one\n", "from: by hand, the second turn")
}

// Consultations of one name in two folders are told apart where folders are part of names,
// in one run as apart; otherwise they are refused.
func TestConvertFolders(t *testing.T) {
	const roles = "D=professional:doctor,P=patient"
	for name, c := range map[string]struct {
		args  []string
		files map[string]string // in a folder
	}{
		"text":     {[]string{"text", "-roles", roles}, map[string]string{"v1.txt": "D: how are you?\nP: well\n"}},
		"table":    {[]string{"text", "-roles", roles}, map[string]string{"t.csv": "encounter_id,dialogue\nv1,\"D: how are you?\nP: well\"\n"}},
		"csv":      {[]string{"csv", "-roles", roles}, map[string]string{"t.csv": "encounter,turn,speaker,text\nv1,1,D,how are you?\nv1,2,P,well\n"}},
		"webvtt":   {[]string{"webvtt", "-roles", roles}, map[string]string{"v1.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nD: how are you?\n\n00:01.000 --> 00:02.000\nP: well\n"}},
		"textgrid": {[]string{"textgrid"}, map[string]string{"v1_doctor.TextGrid": speech("Speaker", "how are you"), "v1_patient.TextGrid": speech("Speaker", "well")}},
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, map[string]string{"key": "sixteen letters!"})
			for _, folder := range []string{"siteA", "siteB"} {
				require.NoError(t, os.Mkdir(folder, 0o777))
				for name, text := range c.files {
					require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666))
				}
			}
			args := append(append([]string{"convert"}, c.args...), "-key-file", "key")
			status, _, stderr := runCoprod(t, append(args, "-o", "refused.ndjson", "siteA", "siteB")...)
			assert.Equal(t, statusFindings, status)
			assert.Contains(t, stderr, "[transcript-ambiguous]")
			assert.Contains(t, stderr, "(-folders)")

			args = append(args, "-folders")
			for _, run := range [][]string{{"both.ndjson", "siteA", "siteB"}, {"a.ndjson", "siteA"}, {"b.ndjson", "siteB"}} {
				status, _, stderr := runCoprod(t, append(append(args, "-id-map", run[0]+".map", "-o"), run...)...)
				require.Equal(t, statusClean, status, stderr)
			}
			both := mapOf(t, "both.ndjson.map")
			assert.Contains(t, both, "transcript/siteA%2Fv1")
			assert.Contains(t, both, "transcript/siteB%2Fv1")
			apart := slices.Concat(rowsOf(t, "a.ndjson"), rowsOf(t, "b.ndjson")[1:]) // each begins with what is behind the last line
			slices.Sort(apart)
			assert.Equal(t, rowsOf(t, "both.ndjson"), apart)
			status, stdout, _ := runCoprod(t, "validate", "a.ndjson", "b.ndjson")
			assert.Equal(t, statusClean, status, stdout)
			assert.NotContains(t, stdout, "[record-again]")
		})
	}
}
