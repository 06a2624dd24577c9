package redcap_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// imported reads the files, and checks what must hold for all of them.
func imported(t *testing.T, i redcap.Import, files ...exchange.File) exchangetest.Result {
	t.Helper()
	i.ID = exchangetest.ID
	got := exchangetest.Import(t, i, files...)
	assert.Empty(t, got.Across)
	return got
}

// corpus returns files of a folder of the shared data set, or skips the test.
func corpus(t *testing.T, folder string, names ...string) []exchange.File {
	t.Helper()
	var files []exchange.File
	for _, name := range names {
		files = append(files, exchangetest.OnDisk(shareddata.Path(t, "redcap", folder, name)))
	}
	return files
}

// The counts are from a check of the same files with Python 3 csv and re; no value
// breaks the choices, types or bounds of its field.
func TestWithoutMap(t *testing.T) {
	const noPatient, unmapped = "no field is mapped to the patient", "not in the map"
	for folder, want := range map[string]struct {
		fields, rows int64
		rules        map[schema.RuleID]int
		values       map[string]int64
	}{
		"longitudinal": {95, 18, map[schema.RuleID]int{"redcap-branching": 1, "redcap-map": 1}, map[string]int64{unmapped: 329, "free text": 21,
			"marked as an identifier": 15, "notes": 15, "file": 1, "status of a form": 40, "which row it is": 18}},
		"repeating-instruments": {11, 6, map[schema.RuleID]int{"redcap-map": 1}, map[string]int64{unmapped: 20, "free text": 8,
			"marked as an identifier": 4, "status of a form": 6, "which row it is": 8}},
		"survey": {25, 2, map[schema.RuleID]int{"redcap-map": 1, "redcap-survey-completed": 1}, map[string]int64{unmapped: 6, "free text": 2,
			"marked as an identifier": 2, "status of a form": 8, "when a survey was completed": 2, "survey not completed": 1}},
	} {
		t.Run(folder, func(t *testing.T) {
			got := imported(t, redcap.Import{}, corpus(t, folder, "data.csv", "dictionary.csv")...)
			assert.Empty(t, got.Records)
			assert.Equal(t, want.rules, got.Rules())
			assert.Equal(t, exchange.Count{Read: want.fields, Dropped: map[string]int64{"values were held against it": want.fields}}, got.Loss.Of("dictionary field"))
			assert.Equal(t, exchange.Count{Read: want.rows, Dropped: map[string]int64{noPatient: want.rows}}, got.Loss.Of("row"))
			assert.Equal(t, want.values, got.Loss.Of("value").Dropped)
			assert.Equal(t, exchange.Count{Read: 2, Dropped: map[string]int64{"data dictionary": 1, "nothing of it is in the records": 1}}, got.Loss.Of("file"))
		})
	}
	got := imported(t, redcap.Import{}, corpus(t, "longitudinal", "arm.csv", "event.csv")...)
	assert.Equal(t, exchange.Count{Read: 2, Dropped: map[string]int64{"set-up of the project": 2}}, got.Loss.Of("file"))
	got = imported(t, redcap.Import{}, corpus(t, "survey", "data.csv", "dictionary.csv")...)
	assert.Equal(t, schema.Position{Source: "data.csv", Line: 2, Column: 67, Offset: 581, Length: 17}, got.Findings[1].Position)
}

func TestLongitudinal(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "study_id"}, {Ours: redcap.Age, Theirs: "age"}, {Ours: redcap.Start, Theirs: "date_enrolled"},
		{Ours: redcap.Profession, Theirs: "vbw7", Values: map[string]string{"0": "nurse", "LPN": "nurse", "nurse assistant": "other"}}}
	got := imported(t, redcap.Import{Map: m}, corpus(t, "longitudinal", "dictionary.csv", "data.csv")...)
	counts := map[string]int{}
	for _, r := range got.Records {
		switch r := r.(type) {
		case *encounter.Participant:
			counts[string(r.Role)+" "+string(r.Age)]++
		case *encounter.Encounter:
			counts["encounter"]++
			for _, p := range r.Presence[1:] {
				counts[string(p.Profession)]++
				assert.True(t, p.Unidentified)
			}
		}
	}
	// from: the rows by eye: three with the date, four others with who drew the blood
	assert.Equal(t, map[string]int{"patient 30-39": 1, "patient 0-17": 2, "encounter": 7, "nurse": 3, "other": 1}, counts)
}

func TestRepeatingInstruments(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "record_id"}, {Ours: redcap.Start, Theirs: "date_bp"}, {Ours: redcap.Birth, Theirs: "dob"}}
	got := imported(t, redcap.Import{Map: m}, corpus(t, "repeating-instruments", "dictionary.csv", "data.csv")...)
	require.Len(t, got.Records, 6, "2 records, and 4 rows of the repeating instrument")
	assert.Equal(t, encounter.AgeUnder18, got.Records[0].(*encounter.Participant).Age, "9 on the ninth birthday")
	assert.Empty(t, got.Records[1].(*encounter.Participant).Age, "the visit is before the birth")
	last := got.Records[5].(*encounter.Encounter)
	assert.Equal(t, exchangetest.ID("redcap/record/2//bp/1"), last.ID)
	assert.Equal(t, exchangetest.ID("redcap/record/2"), last.Patient)
	assert.Equal(t, time.Date(2004, 4, 4, 0, 0, 0, 0, time.UTC), last.Start)
	assert.Equal(t, exchange.Count{Read: 6, Kept: 4, Changed: map[string]int64{"facts of the patient": 1, "only the patient": 1}}, got.Loss.Of("row"))
	assert.Equal(t, exchange.Count{Read: 2, Changed: map[string]int64{"age band at the first visit": 1}, Dropped: map[string]int64{"after the first visit": 1}}, got.Loss.Of("birth"))
	assert.Equal(t, map[schema.RuleID]int{"redcap-map": 1, "redcap-start-day": 1}, got.Rules())
}

func TestSurvey(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "participant_id"}, {Ours: redcap.Start, Theirs: "prescreening_survey_timestamp"},
		{Ours: redcap.Consent, Theirs: "consent", Values: map[string]string{"1": "given"}}}
	got := imported(t, redcap.Import{Map: m, Zone: time.FixedZone("", -6*60*60)}, corpus(t, "survey", "dictionary.csv", "data.csv")...)
	require.Len(t, got.Records, 4)
	assert.Equal(t, encounter.ConsentGiven, got.Records[0].(*encounter.Participant).Consent)
	assert.Equal(t, encounter.ConsentNotAsked, got.Records[1].(*encounter.Participant).Consent, "the box is not checked")
	assert.Equal(t, "2018-03-06T15:53:15-06:00", got.Records[3].(*encounter.Encounter).Start.Format(time.RFC3339))
}
