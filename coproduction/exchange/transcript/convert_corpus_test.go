package transcript_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/transcript"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

const clinic = "doctor=professional:doctor,patient=patient"

func gridsIn(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.TextGrid"))
	require.NoError(t, err)
	for i := range files {
		files[i] = filepath.ToSlash(files[i])
	}
	return files
}

func fromDisk(name string) (io.ReadCloser, error) { return os.Open(filepath.FromSlash(name)) }

func roles(t *testing.T, text string) transcript.Roles {
	t.Helper()
	roles, err := transcript.ParseRoles(text)
	require.NoError(t, err)
	return roles
}

func keyed(key string) func(string) encounter.ID {
	return func(local string) encounter.ID { return encounter.Pseudonym([]byte(key), local) }
}

func convert(t *testing.T, c transcript.Conversion, names []string) []*transcript.Consultation {
	t.Helper()
	var all []*transcript.Consultation
	for one, err := range c.Encounters(names, fromDisk) {
		require.NoError(t, err)
		require.True(t, one.Loss.Balanced(), one.Loss.String())
		refused := slices.ContainsFunc(one.Findings, func(f schema.Finding) bool { return f.Severity == schema.Error })
		require.Equal(t, refused, one.Encounter == nil)
		all = append(all, one)
	}
	return all
}

// ndjson is what a file of the encounters holds.
func ndjson(t *testing.T, all []*transcript.Consultation) []byte {
	t.Helper()
	var out []byte
	for _, one := range all {
		var err error
		out, err = coproduction.Append(out, one.Encounter)
		require.NoError(t, err)
		out = append(out, '\n')
	}
	return out
}

func TestPriMock57Encounters(t *testing.T) {
	type speaker struct{ Utterances, Words, Intervals int }
	var expected struct { // from: the shared data set's independent program
		Per map[string]struct {
			Doctor, Patient speaker
			WordShare       float64 `json:"doctor_word_share"`
			Overlap         float64 `json:"overlap_s"`
			Turns           int     `json:"turns_merged_by_speaker"`
		} `json:"per_consultation"`
		Total struct {
			DoctorUtterances  int `json:"doctor_utterances"`
			PatientUtterances int `json:"patient_utterances"`
		}
	}
	doc, err := os.ReadFile(shareddata.Path(t, "expected", "primock57.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, &expected))
	require.Len(t, expected.Per, 25)

	files := gridsIn(t, shareddata.Path(t, "primock57", "transcripts"))
	require.Len(t, files, 50)
	conversion := transcript.Conversion{Roles: roles(t, clinic), IDs: keyed("a key of the tests"), Tags: transcript.DefaultTags()}
	all := convert(t, conversion, files)
	require.Len(t, all, 25)

	var total exchange.Loss
	ids := make(map[encounter.ID]bool)
	for _, one := range all {
		want, known := expected.Per[one.Name]
		require.True(t, known, one.Name)
		assert.Empty(t, one.Findings)
		e := one.Encounter
		assert.Empty(t, coproduction.Check(e), one.Name)

		// Nobody is identified, and nothing is made up.
		assert.True(t, e.Start.IsZero() && e.End.IsZero())
		assert.Empty(t, e.Mode)
		assert.Empty(t, e.Recording)
		assert.Empty(t, e.Links)
		require.Len(t, e.Presence, 2)
		doctor, patient := e.Presence[0], e.Presence[1]
		assert.Equal(t, encounter.Presence{Participant: doctor.Participant, Role: encounter.RoleProfessional, Unidentified: true, Profession: encounter.Doctor}, doctor)
		assert.Equal(t, encounter.Presence{Participant: e.Patient, Role: encounter.RolePatient, Unidentified: true}, patient)
		for _, id := range []encounter.ID{e.ID, doctor.Participant, patient.Participant} {
			assert.False(t, ids[id], "an id is used once")
			ids[id] = true
		}

		var utterances, words [2]int
		var last encounter.ID
		turns := 0
		for i, turn := range e.Turns {
			who := 0
			if turn.Speaker == e.Patient {
				who = 1
			}
			utterances[who]++
			words[who] += int(*turn.Words)
			if turn.Speaker != last {
				turns++
			}
			last = turn.Speaker
			assert.Empty(t, turn.Floor)
			assert.LessOrEqual(t, *turn.EndMs, *e.DurationMs)
			if i > 0 {
				assert.LessOrEqual(t, *e.Turns[i-1].StartMs, *turn.StartMs)
			}
		}
		assert.Equal(t, [2]int{want.Doctor.Utterances, want.Patient.Utterances}, utterances, one.Name)
		assert.Equal(t, [2]int{want.Doctor.Words, want.Patient.Words}, words, one.Name)
		assert.InDelta(t, want.WordShare, float64(words[0])/float64(words[0]+words[1]), 1e-9, "printed to nine decimals")
		assert.Equal(t, want.Turns, turns, one.Name)

		overlap, pairs := 0.0, 0
		for _, a := range e.Turns {
			for _, b := range e.Turns {
				if a.Speaker == e.Patient || b.Speaker != e.Patient {
					continue
				}
				if both := min(*a.EndMs, *b.EndMs) - max(*a.StartMs, *b.StartMs); both >= 0 {
					overlap += float64(both) / 1000
					pairs++
				}
			}
		}
		// Each boundary moves by half a millisecond at most, so each pair by one.
		assert.InDelta(t, want.Overlap, overlap, float64(pairs)*0.001+1e-9, one.Name)
		total.Merge(&one.Loss)
	}
	assert.Len(t, ids, 75)
	assert.Equal(t, exchange.Count{Read: 25, Kept: 25}, total.Of("consultation"))
	assert.Equal(t, exchange.Count{Read: 50, Kept: 50}, total.Of("file"))
	assert.Equal(t, exchange.Count{Read: 50, Kept: 50}, total.Of("tier"))
	intervals := 0
	for _, want := range expected.Per {
		intervals += want.Doctor.Intervals + want.Patient.Intervals
	}
	utterances := expected.Total.DoctorUtterances + expected.Total.PatientUtterances
	assert.Equal(t, exchange.Count{Read: int64(intervals), Kept: int64(utterances),
		Dropped: map[string]int64{"silence": int64(intervals - utterances)}}, total.Of("interval"))

	// The whole road, and all records together.
	written := ndjson(t, all)
	var study coproduction.StudyRules
	summary, err := coproduction.Collect(coproduction.Read(t.Context(), bytes.NewReader(written), "out"), &study)
	require.NoError(t, err)
	assert.Equal(t, coproduction.Summary{Records: 25, Accepted: 25}, summary)
	assert.Empty(t, new(coproduction.Validator).Across(&study))

	// The same key gives the same bytes, in whatever order the files come.
	slices.Reverse(files)
	assert.Equal(t, written, ndjson(t, convert(t, conversion, files)))
	conversion.IDs = keyed("another key of the tests")
	assert.NotEqual(t, written, ndjson(t, convert(t, conversion, files)))
}

func TestVariantsEncounters(t *testing.T) {
	folder := shareddata.Path(t, "textgrid-variants")
	convertible := map[string]string{ // roles that fit the tiers; what the speakers say is made up
		"textgrid_to_merge.TextGrid": "bob=professional:nurse,mary=patient,sarah=relative", "textgrid_to_merge_longfile.TextGrid": "bob=professional:nurse,mary=patient,sarah=relative",
		"bobby_words.TextGrid": "word=patient", "bobby_words_with_newlines.TextGrid": "\"word\"=patient",
		"bobby_words_with_newlines_longfile.TextGrid": "\"word\"=patient", "bobby_words_with_newlines_longfile_elan.TextGrid": "\"word\"=patient",
		"bobby_phones.TextGrid": "phone=patient", "bobby_phones_elan.TextGrid": "phone=patient",
		"damon_set_test.TextGrid": "words=patient", "mary.TextGrid": "word=patient", "mary_misaligned.TextGrid": "word=patient",
	}
	files := gridsIn(t, folder)
	require.Len(t, files, len(convertible))
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, known := convertible[filepath.Base(file)]
			require.True(t, known)
			conversion := transcript.Conversion{Roles: roles(t, text), IDs: keyed("a key of the tests")}
			all := convert(t, conversion, []string{file})
			require.Len(t, all, 1)
			require.NotNil(t, all[0].Encounter, all[0].Findings)
			for _, f := range coproduction.Check(all[0].Encounter) {
				assert.NotEqual(t, schema.Error, f.Severity, f.Error())
			}

			conversion.Roles = roles(t, clinic)
			refused := convert(t, conversion, []string{file})
			require.Len(t, refused, 1)
			assert.Nil(t, refused[0].Encounter, "no tier of these files is a doctor's or a patient's")
			last := refused[0].Findings[0]
			assert.Equal(t, schema.RuleID("transcript-file-role"), last.Rule)
		})
	}
	family := convert(t, transcript.Conversion{Roles: roles(t, convertible["textgrid_to_merge.TextGrid"]), IDs: keyed("a key of the tests")},
		[]string{folder + "/textgrid_to_merge.TextGrid"})[0]
	assert.Len(t, family.Encounter.Turns, 11, "from: 4 + 4 + 3 filled intervals, as counted in the variants' own test")
	assert.Equal(t, int64(10_000), *family.Encounter.DurationMs)
}
