package transcript

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/schema"
)

func open(t *testing.T, path string) (*Transcript, []schema.Finding) {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	read, findings, err := ReadTextGrid(f, filepath.Base(path))
	require.NoError(t, err)
	return read, findings
}

// count sums up findings by rule.
func count(findings []schema.Finding) map[schema.RuleID]int {
	n := make(map[schema.RuleID]int)
	for _, f := range findings {
		n[f.Rule]++
	}
	return n
}

func TestVariants(t *testing.T) {
	type tier struct {
		points            bool
		name              string
		intervals, filled int
	}
	words := []tier{{false, `"word"`, 6, 4}, {false, "phrase", 3, 1}, {true, "", 4, 4}}
	merge := []tier{{false, "bob", 8, 4}, {false, "mary", 7, 4}, {false, "sarah", 7, 3}}
	variants := map[string]struct {
		end   Seconds
		tiers []tier
		found map[schema.RuleID]int
	}{
		// from: a regular expression over the decoded files that takes numbers, texts
		// and flags between white space (Python 3 re, no shared code); findings by hand.
		"bobby_phones.TextGrid":                            {1.194625, []tier{{false, "phone", 15, 13}}, map[schema.RuleID]int{ruleGap: 1}},
		"bobby_phones_elan.TextGrid":                       {1.194625, []tier{{false, "phone", 15, 13}}, map[schema.RuleID]int{ruleGap: 1}},
		"bobby_words.TextGrid":                             {1.194625, []tier{{false, "word", 6, 4}, {false, "phrase", 3, 1}}, map[schema.RuleID]int{}},
		"bobby_words_with_newlines.TextGrid":               {1.194625, words, map[schema.RuleID]int{ruleName: 1}},
		"bobby_words_with_newlines_longfile.TextGrid":      {1.194625, words, map[schema.RuleID]int{ruleName: 1}},
		"bobby_words_with_newlines_longfile_elan.TextGrid": {1.194625, words, map[schema.RuleID]int{ruleName: 1}},
		"damon_set_test.TextGrid": {0.9166213152, []tier{{false, "phons", 18, 16}, {false, "syllable", 8, 6},
			{false, "tonicVowel", 7, 3}, {false, "tonicSyllable", 7, 3}, {false, "words", 6, 4},
			{false, "manually_labeled_pitch_errors", 5, 2}}, map[schema.RuleID]int{}},
		"mary.TextGrid":                       {1.869687, []tier{{false, "phone", 16, 14}, {false, "word", 6, 4}, {true, "pitch", 4, 4}}, map[schema.RuleID]int{}},
		"mary_misaligned.TextGrid":            {1.869687, []tier{{false, "phone", 16, 14}, {false, "word", 6, 4}}, map[schema.RuleID]int{}},
		"textgrid_to_merge.TextGrid":          {10, merge, map[schema.RuleID]int{}},
		"textgrid_to_merge_longfile.TextGrid": {10, merge, map[schema.RuleID]int{}},
	}
	files, err := filepath.Glob(filepath.Join(shareddata.Path(t, "textgrid-variants"), "*.TextGrid"))
	require.NoError(t, err)
	assert.Len(t, files, len(variants), "every file has its line above")
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			want, known := variants[filepath.Base(path)]
			require.True(t, known)
			read, findings := open(t, path)
			require.NotNil(t, read)
			assert.Equal(t, want.found, count(findings))
			assert.Equal(t, want.end, read.End)
			var got []tier
			for _, tr := range read.Tiers {
				filled := 0
				for range tr.Utterances() {
					filled++
				}
				got = append(got, tier{tr.Points, tr.Name, len(tr.Intervals), filled})
			}
			assert.Equal(t, want.tiers, got)
		})
	}
}

func TestVariantsOfOneFile(t *testing.T) {
	read := func(name string) *Transcript {
		read, _ := open(t, shareddata.Path(t, "textgrid-variants", name))
		return read
	}
	short := read("bobby_words_with_newlines.TextGrid")
	long := read("bobby_words_with_newlines_longfile.TextGrid")
	assert.Equal(t, long, read("bobby_words_with_newlines_longfile_elan.TextGrid"), "ELAN's form is the long form")
	assert.Equal(t, short.Tiers[:2], long.Tiers[:2], "the short form is the long form; the point tiers of these files differ")
	assert.Equal(t, "133\n\"\"\"p1\"\"\"\np1", short.Tiers[2].Intervals[0].Text)
	assert.Equal(t, "133\np1", long.Tiers[2].Intervals[0].Text)
	assert.Equal(t, "\"\"\"BOBBY\"\"\"\nNoun", short.Tiers[0].Intervals[1].Text)
	assert.Equal(t, read("textgrid_to_merge.TextGrid"), read("textgrid_to_merge_longfile.TextGrid"))
}

var primockTags = []string{"<UNSURE>", "</UNSURE>", "<UNIN/>", "<INAUDIBLE_SPEECH/>"}

func TestPriMock57(t *testing.T) {
	type speaker struct {
		End        float64 `json:"file_xmax_s"`
		Intervals  int     `json:"intervals"`
		Speech     float64 `json:"speech_s"`
		Utterances int     `json:"utterances"`
		WithWords  int     `json:"utterances_with_words_after_tag_removal"`
		Words      int     `json:"words"`
	}
	var expected struct { // from: the shared data set's independent program
		Per map[string]struct {
			Doctor, Patient speaker
			WordShare       float64 `json:"doctor_word_share"`
			Overlap         float64 `json:"overlap_s"`
			Turns           int     `json:"turns_merged_by_speaker"`
		} `json:"per_consultation"`
		Total struct {
			Consultations int
			DoctorSpeech  float64 `json:"doctor_speech_s"`
			DoctorWords   int     `json:"doctor_words"`
			PatientSpeech float64 `json:"patient_speech_s"`
			PatientWords  int     `json:"patient_words"`
			Duration      float64 `json:"duration_s"`
		}
	}
	doc, err := os.ReadFile(shareddata.Path(t, "expected", "primock57.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, &expected))
	require.Len(t, expected.Per, 25)

	const printed = 1e-9 // the figures are printed to nine decimals
	var speech [2]Seconds
	var words [2]int
	var duration Seconds
	for name, want := range expected.Per {
		t.Run(name, func(t *testing.T) {
			var parts [2]*Transcript
			for n, role := range []string{"doctor", "patient"} {
				read, findings := open(t, shareddata.Path(t, "primock57", "transcripts", name+"_"+role+".TextGrid"))
				require.NotNil(t, read)
				assert.Empty(t, findings)
				require.Len(t, read.Tiers, 1)
				parts[n] = read
			}
			both := Merge(Part{"doctor", parts[0]}, Part{"patient", parts[1]})
			require.Len(t, both.Tiers, 2)
			for n, want := range []speaker{want.Doctor, want.Patient} {
				tier := both.Tiers[n]
				utterances, withWords := 0, 0
				for i := range tier.Utterances() {
					utterances++
					if CountWords(i.Text, primockTags...) > 0 {
						withWords++
					}
				}
				assert.Equal(t, []string{"doctor", "patient"}[n], tier.Name)
				assert.InDelta(t, want.End, float64(parts[n].End), printed)
				assert.Len(t, tier.Intervals, want.Intervals)
				assert.Equal(t, want.Utterances, utterances)
				assert.Equal(t, want.WithWords, withWords)
				assert.Equal(t, want.Words, tier.Words(primockTags...))
				assert.InDelta(t, want.Speech, float64(tier.Speech()), printed)
				speech[n] += tier.Speech()
				words[n] += tier.Words(primockTags...)
			}
			doctor, patient := both.Tiers[0], both.Tiers[1]
			share := float64(doctor.Words(primockTags...)) / float64(doctor.Words(primockTags...)+patient.Words(primockTags...))
			assert.InDelta(t, want.WordShare, share, printed)
			assert.InDelta(t, want.Overlap, float64(Overlap(doctor, patient)), printed)
			assert.Equal(t, Overlap(doctor, patient), Overlap(patient, doctor))
			assert.Len(t, Turns(both), want.Turns)
			assert.InDelta(t, math.Max(want.Doctor.End, want.Patient.End), float64(both.End), printed)
			duration += both.End - both.Start
		})
	}
	assert.Equal(t, [2]int{expected.Total.DoctorWords, expected.Total.PatientWords}, words)
	assert.InDelta(t, expected.Total.DoctorSpeech, float64(speech[0]), 1e-6)
	assert.InDelta(t, expected.Total.PatientSpeech, float64(speech[1]), 1e-6)
	assert.InDelta(t, expected.Total.Duration, float64(duration), 1e-6)
}
