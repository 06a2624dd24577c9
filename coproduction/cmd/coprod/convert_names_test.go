package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// oneOfEach are synthetic files in which everybody and everything that has a local name is
// called "1", by format.
var oneOfEach = map[string]struct {
	args  []string
	files map[string]string
	names []string // as in the map of ids
}{
	"omop": {[]string{"omop"}, map[string]string{
		"omop/visit_occurrence.csv": "visit_occurrence_id,person_id,visit_concept_id,visit_start_date,visit_start_datetime,visit_end_date,visit_type_concept_id,provider_id\n" +
			"1,1,9202,2024-01-01,2024-01-01 10:00:00,2024-01-01,32817,1\n",
	}, []string{"omop/person/1", "omop/provider/1", "omop/visit/1"}},
	"redcap": {[]string{"redcap", "-fields", "map.csv"}, map[string]string{"redcap/data.csv": "record_id,visit,seen_by\n1,2024-01-01,1\n"},
		[]string{"redcap/record/1", "redcap/professional/1", "redcap/record/1///"}},
	"fhir": {[]string{"fhir"}, map[string]string{"fhir/a.ndjson": `{"resourceType":"Patient","id":"1"}` + "\n" + `{"resourceType":"Practitioner","id":"1"}` + "\n" + `{"resourceType":"RelatedPerson","id":"1","patient":{"reference":"Patient/1"}}` + "\n" +
		`{"resourceType":"Encounter","id":"1","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/1"},"period":{"start":"2024-01-01T10:00:00Z"},` +
		`"participant":[{"individual":{"reference":"Practitioner/1"}},{"individual":{"reference":"RelatedPerson/1"}}]}` + "\n"},
		[]string{"fhir/Patient/1", "fhir/Practitioner/1", "fhir/RelatedPerson/1", "fhir/Encounter/1"}},
	"csv": {[]string{"csv", "-roles", "D=professional:doctor,1=patient"}, map[string]string{"csv/1.csv": "encounter,turn,speaker,text,code,coder\n1,1,1,well,1,1\n"},
		[]string{"transcript/1", "transcript/1/speaker/1", "transcript/1/source", "transcript/1/coding/0/1", "transcripts/coder/1", "transcripts/codebook", "transcripts/study"}},
}

// One name in two columns, and in two systems, is two people: whatever is called "1" has an
// id of its own, also under one secret. In the transcripts of all formats it is one
// consultation.
func TestConvertNamesApart(t *testing.T) {
	workIn(t, map[string]string{"key": "sixteen letters!", "map.csv": "ours,theirs\npatient,record_id\nstart,visit\nprofessional,seen_by\n",
		"text/1.txt": "D: how are you?\nP: well\n", "1_doctor.TextGrid": speech("Speaker", "how are you"), "1_patient.TextGrid": speech("Speaker", "well")})
	of := map[encounter.ID]string{}
	for format, c := range oneOfEach {
		for name, text := range c.files {
			require.NoError(t, os.MkdirAll(format, 0o777))
			require.NoError(t, os.WriteFile(name, []byte(text), 0o666))
		}
		args := append(append([]string{"convert"}, c.args...), "-key-file", "key", "-id-map", format+".map", "-o", format+".ndjson", format)
		status, stdout, stderr := runCoprod(t, args...)
		require.Equal(t, statusClean, status, stderr)
		names := mapOf(t, format+".map")
		for _, name := range c.names {
			assert.Contains(t, names, name)
		}
		for name, id := range names {
			assert.Empty(t, of[id], "%s and %s", of[id], name)
			of[id] = name
			assert.Equal(t, encounter.Pseudonym([]byte("sixteen letters!"), name), id, "from: HMAC-SHA-256 of the name")
		}
		out, err := os.ReadFile(format + ".ndjson")
		require.NoError(t, err)
		for _, secret := range []string{"sixteen letters!", "c2l4dGVlbiBsZXR0ZXJzIQ"} { // as it is, and in base64
			assert.NotContains(t, stdout+stderr+string(out), secret)
		}
	}
	status, stdout, _ := runCoprod(t, "validate", "omop.ndjson", "redcap.ndjson", "fhir.ndjson", "csv.ndjson")
	assert.Equal(t, statusClean, status, stdout)
	assert.NotContains(t, stdout, "[record-again]")

	status, _, stderr := runCoprod(t, "convert", "text", "-roles", "D=professional:doctor,P=patient", "-key-file", "key", "-id-map", "text.map", "-o", "text.ndjson", "text")
	require.Equal(t, statusClean, status, stderr)
	assert.Equal(t, "transcript/1", of[mapOf(t, "text.map")["transcript/1"]])
	status, _, stderr = runCoprod(t, "convert", "textgrid", "-key-file", "key", "-id-map", "grid.map", "-o", "grid.ndjson", "1_doctor.TextGrid", "1_patient.TextGrid")
	require.Equal(t, statusClean, status, stderr)
	assert.Equal(t, "transcript/1", of[mapOf(t, "grid.map")["transcript/1"]])
}

// Without a secret nobody has the id of another run, and nothing tells whom it stands for.
func TestConvertRandomIDs(t *testing.T) {
	workIn(t, oneOfEach["omop"].files)
	var runs [2]map[string]encounter.ID
	for i, name := range []string{"a", "b"} {
		status, _, stderr := runCoprod(t, "convert", "omop", "-id-map", name+".map", "-o", name+".ndjson", "omop")
		require.Equal(t, statusClean, status, stderr)
		runs[i] = mapOf(t, name+".map")
		out, err := os.ReadFile(name + ".ndjson")
		require.NoError(t, err)
		assert.NotContains(t, string(out), "omop/")
	}
	require.Len(t, runs[0], 3)
	for name, id := range runs[0] {
		assert.NotEqual(t, id, runs[1][name])
		assert.Equal(t, byte(0x40), id[6]&0xf0, "version 4: of random bits")
	}
}

// mapOf reads a map of ids.
func mapOf(t *testing.T, name string) map[string]encounter.ID {
	t.Helper()
	raw, err := os.ReadFile(name)
	require.NoError(t, err)
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, "name,id", strings.Join(rows[0], ","))
	ids := map[string]encounter.ID{}
	for _, row := range rows[1:] {
		ids[row[0]] = encounter.MustParseID(row[1])
	}
	require.Len(t, ids, len(rows)-1, "each name once")
	return ids
}
