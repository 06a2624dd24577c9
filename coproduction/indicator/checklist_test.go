package indicator

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// fullStudy is a synthetic study whose records answer every item that data can.
func fullStudy() *codedStudy {
	s := newCodedStudy()
	b := s.builder
	study := b.Study()
	for i := range study.Team {
		m := &study.Team[i]
		m.Conducted, m.Credentials, m.Occupation, m.Gender, m.Training, m.Reflexivity = new(true), "x", "x", "x", "x", "x"
	}
	study.Relationship, study.ParticipantKnowledge, study.Methodology = "x", "x", "x"
	study.Sampling = &encounter.Sampling{Method: "x", Approach: "x", Refused: new(int64(0))}
	study.Ethics = &encounter.Ethics{Approval: "x"}
	study.Phases = []encounter.StudyPhase{{Phase: encounter.PhaseObservation}}
	study.Instruments = []encounter.Instrument{{Kind: encounter.InstrumentGuide, Name: "x"}}
	study.TranscriptsReturned = new(false)
	study.Software = []string{"x"}
	for _, e := range []*encounter.Encounter{s.first, s.second, s.uncoded, s.fourth} {
		e.Setting, e.Recording, e.DurationMs = encounter.SettingHome, encounter.RecordingAudio, new(int64(1))
	}
	for i := range s.book.Codes {
		s.book.Codes[i].Derivation = theme.Inductive
	}
	b.Coding(s.book, s.one, s.uncoded, "", "T3.d")
	b.MemberCheck(s.adam, s.book, "T1", theme.Agreed)
	return s
}

func (s *codedStudy) checklists() *ChecklistTally {
	t := new(ChecklistTally)
	for _, r := range s.builder.Records() {
		t.Add(r)
	}
	return t
}

func TestChecklistsFullyAnswered(t *testing.T) {
	s := fullStudy()
	tally := s.checklists()
	count := map[ChecklistStatus]int{}
	for _, i := range tally.Items(COREQ) {
		count[i.Status]++
		if i.Number != 30 {
			assert.True(t, i.Status.Answered(), "%d %s: %s", i.Number, i.Name, i.Status)
			assert.Empty(t, i.Hint, i.Name)
		}
		assert.NotEmpty(t, i.Where, i.Name)
	}
	assert.Equal(t, map[ChecklistStatus]int{AnsweredInData: 23, Computed: 8, LeftToAuthor: 1}, count, "as the list of items says")
	rows := tally.Rows(PerStudy, Options{})
	coreq := find(t, rows, "", "coreq_completeness", nil)
	assert.Equal(t, 31./32, coreq.Value)
	assert.Equal(t, []float64{31, 32}, []float64{*coreq.Num, *coreq.Den})
	assert.Empty(t, coreq.Method, "the items are no sample")
	assert.Equal(t, 11./21, find(t, rows, "", "srqr_completeness", nil).Value)

	s.builder.Study().Checklists = encounter.ChecklistAnswers{
		COREQ: map[string]string{"30": "page 7", "2": "page 3"},
		SRQR:  map[string]string{"2": "page 1", "21": "", "1": "x"},
	}
	tally = s.checklists()
	assert.Equal(t, AnsweredByAuthor, tally.Items(COREQ)[29].Status)
	assert.Equal(t, "study.checklists.coreq.30", tally.Items(COREQ)[29].Where)
	assert.Equal(t, AnsweredInData, tally.Items(COREQ)[1].Status, "the data goes first")
	assert.Equal(t, AnsweredByAuthor, tally.Items(SRQR)[1].Status)
	assert.Equal(t, LeftToAuthor, tally.Items(SRQR)[20].Status, "an empty answer is none")
	rows = tally.Rows(PerStudy, Options{})
	assert.Equal(t, 1., find(t, rows, "", "coreq_completeness", nil).Value)
	assert.Equal(t, 12./21, find(t, rows, "", "srqr_completeness", nil).Value)
}

// Each item of COREQ is lost when what it asks for is taken away, and no other is
// but those that ask for the same.
func TestEachItemRestsOnItsRecord(t *testing.T) {
	tests := []struct {
		lost   []int64
		srqr   []int64
		mutate func(s *codedStudy)
	}{
		{[]int64{1}, nil, func(s *codedStudy) {
			for i := range s.builder.Study().Team {
				s.builder.Study().Team[i].Conducted = new(false)
			}
		}},
		{nil, nil, func(s *codedStudy) { s.builder.Study().Team[0].Conducted = nil }},
		{[]int64{2}, nil, func(s *codedStudy) { s.builder.Study().Team[0].Credentials = "" }},
		{[]int64{3}, nil, func(s *codedStudy) { s.builder.Study().Team[1].Occupation = "" }},
		{[]int64{4}, nil, func(s *codedStudy) { s.builder.Study().Team[0].Gender = "" }},
		{[]int64{5}, nil, func(s *codedStudy) { s.builder.Study().Team[0].Training = "" }},
		{[]int64{6}, nil, func(s *codedStudy) { s.builder.Study().Relationship = "" }},
		{[]int64{7}, nil, func(s *codedStudy) { s.builder.Study().ParticipantKnowledge = "" }},
		{[]int64{8}, []int64{6}, func(s *codedStudy) { s.builder.Study().Team[0].Reflexivity = "" }},
		{[]int64{9}, []int64{5}, func(s *codedStudy) { s.builder.Study().Methodology = "" }},
		{[]int64{10}, []int64{8}, func(s *codedStudy) { s.builder.Study().Sampling.Method = "" }},
		{[]int64{11}, nil, func(s *codedStudy) { s.builder.Study().Sampling.Approach = "" }},
		{[]int64{10, 11, 13}, []int64{8}, func(s *codedStudy) { s.builder.Study().Sampling = nil }},
		{nil, []int64{9}, func(s *codedStudy) { s.builder.Study().Ethics = nil }},
		{[]int64{13}, nil, func(s *codedStudy) { s.builder.Study().Sampling.Refused = nil }},
		{[]int64{14}, []int64{7}, func(s *codedStudy) { s.second.Setting = "" }},
		{[]int64{17}, nil, func(s *codedStudy) { s.builder.Study().Instruments[0].Kind = encounter.InstrumentScale }},
		{[]int64{17}, []int64{11}, func(s *codedStudy) { s.builder.Study().Instruments = nil }},
		{[]int64{19}, nil, func(s *codedStudy) { s.second.Recording = "" }},
		{nil, nil, func(s *codedStudy) { s.second.DurationMs = nil }},
		{[]int64{21}, nil, func(s *codedStudy) {
			for _, e := range []*encounter.Encounter{s.first, s.second, s.uncoded, s.fourth} {
				e.DurationMs = nil
			}
		}},
		{[]int64{23}, nil, func(s *codedStudy) { s.builder.Study().TranscriptsReturned = nil }},
		{[]int64{26}, nil, func(s *codedStudy) { s.book.Codes[3].Derivation = "" }},
		{[]int64{27}, nil, func(s *codedStudy) { s.builder.Study().Software = nil }},
		{nil, []int64{10}, func(s *codedStudy) { s.builder.Study().Phases = nil }},
		{[]int64{31}, nil, func(s *codedStudy) { s.book.Codes[3].Parent = "T2" }},
		{nil, []int64{1}, func(s *codedStudy) { s.builder.Study().Title = "" }},
	}
	for i, tt := range tests {
		s := fullStudy()
		tt.mutate(s)
		lost := func(c Checklist) (lost []int64) {
			before := fullStudy().checklists().Items(c)
			for i, item := range s.checklists().Items(c) {
				if before[i].Status.Answered() && !item.Status.Answered() {
					lost = append(lost, item.Number)
					assert.NotEmpty(t, item.Hint)
				}
			}
			return lost
		}
		assert.Equal(t, tt.lost, lost(COREQ), "case %d", i)
		assert.Equal(t, tt.srqr, lost(SRQR), "case %d", i)
	}
}

// Each kind of record answers the items that rest on it, and no study without it does.
func TestItemsRestOnKindsOfRecord(t *testing.T) {
	tests := []struct {
		without string
		lost    []int64
	}{
		{"study", []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 17, 23, 27}},
		{"participant", []int64{12, 16}},
		{"encounter", []int64{12, 14, 15, 18, 19, 21, 29}}, // not 22: two documents are coded
		{"source", []int64{20, 29}},
		{"unit", []int64{29}},
		{"coding", []int64{22, 24, 29, 31, 32}},
		{"codebook", []int64{25, 26, 31, 32}},
		{"membercheck", []int64{28}},
	}
	for _, tt := range tests {
		s := fullStudy()
		tally := new(ChecklistTally)
		for _, r := range s.builder.Records() {
			if r.RecordKind() != tt.without {
				tally.Add(r)
			}
		}
		var lost []int64
		for _, i := range tally.Items(COREQ) {
			if i.Status == Missing {
				lost = append(lost, i.Number)
			}
		}
		assert.Equal(t, tt.lost, lost, "without %s", tt.without)
	}
}

// Field notes are a source of that form, or an encounter recorded so; a transcript is none.
func TestFieldNotesAreNoTranscripts(t *testing.T) {
	const fieldNotes = 20 // its number in COREQ
	for form, want := range map[theme.SourceForm]int64{theme.FormFieldNotes: 2, theme.FormTranscript: 0} {
		tally := new(ChecklistTally)
		for _, name := range []string{"a", "b"} {
			tally.Add(&theme.Source{ID: encounter.Pseudonym([]byte("a key for this test alone"), name), Form: form})
		}
		item := tally.Items(COREQ)[fieldNotes-1]
		require.Equal(t, int64(fieldNotes), item.Number)
		assert.Equal(t, want, item.Have, form)
		assert.Equal(t, want > 0, item.Status.Answered(), form)
	}
}

func TestItemsSayHowMany(t *testing.T) {
	s := fullStudy()
	s.second.Setting, s.first.DurationMs = "", nil
	items := s.checklists().Items(COREQ)
	assert.Equal(t, []int64{3, 4}, []int64{items[13].Have, items[13].Of}, "settings")
	assert.Equal(t, Missing, items[13].Status)
	assert.Equal(t, []int64{3, 4}, []int64{items[20].Have, items[20].Of}, "durations")
	assert.Equal(t, Computed, items[20].Status)
	assert.Equal(t, int64(2), items[23].Have, "coders")
	for i := range s.first.Presence {
		s.first.Presence[i].Unidentified = true
	}
	items = s.checklists().Items(COREQ)
	assert.Equal(t, []int64{3, 4}, []int64{items[17].Have, items[17].Of}, "encounters of patients who can be met again")
}

func TestChecklistsAreWhole(t *testing.T) {
	var tally ChecklistTally
	for c, n := range map[Checklist]int{COREQ: 32, SRQR: 21, "consort": 0} {
		items := tally.Items(c)
		assert.Len(t, items, n)
		names := map[string]bool{}
		for i, item := range items {
			assert.Equal(t, int64(i+1), item.Number)
			assert.False(t, names[item.Name], item.Name)
			names[item.Name] = true
			assert.False(t, item.Status.Answered(), item.Name)
			assert.NotEmpty(t, item.Hint)
			assert.Contains(t, ChecklistStatuses(), item.Status)
		}
	}
	for _, row := range tally.Rows(PerStudy, Options{}) {
		assert.Equal(t, estimate.NoUnits, row.Undefined)
	}
	for _, per := range []Per{PerEncounter, PerPatient, PerProfessional} {
		assert.Empty(t, tally.Rows(per, Options{}))
	}
	tally.Add(&encounter.Study{})
	assert.Equal(t, 0., tally.Rows(PerStudy, Options{})[0].Value, "a study that says nothing")
	assert.True(t, tally.Rows(PerStudy, Options{})[0].Defined())
	assert.Equal(t, []Checklist{COREQ, SRQR}, AllChecklists())
}

func TestChecklistTallyDoesNotDependOnOrderOrCuts(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for seed := range uint64(3) {
		records := append(randomCoded(seed), fullStudy().builder.Records()...)
		var whole ChecklistTally
		for _, r := range records {
			whole.Add(r)
		}
		form, err := json.Marshal(&whole)
		require.NoError(t, err)
		random.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		parts := make([]ChecklistTally, 3)
		for _, r := range records {
			parts[random.IntN(3)].Add(r)
		}
		var merged ChecklistTally
		for i := range parts {
			text, err := json.Marshal(&parts[i])
			require.NoError(t, err)
			var travelled ChecklistTally
			require.NoError(t, json.Unmarshal(text, &travelled))
			merged.Merge(&travelled)
			after, _ := json.Marshal(&travelled)
			assert.Equal(t, string(text), string(after), "merging leaves the other as it was")
		}
		again, err := json.Marshal(&merged)
		require.NoError(t, err)
		assert.Equal(t, string(form), string(again))
		for _, c := range AllChecklists() {
			assert.Equal(t, whole.Items(c), merged.Items(c))
		}
	}
}

func TestChecklistForms(t *testing.T) {
	form, err := json.Marshal(fullStudy().checklists())
	require.NoError(t, err)
	for _, bad := range []string{`{"tally":`, `[]`, `{"tally":"checklists/1"}`, strings.Replace(string(form), "checklists/1", "checklists/2", 1)} {
		tally := fullStudy().checklists()
		assert.ErrorIs(t, tally.UnmarshalJSON([]byte(bad)), ErrTally)
		after, _ := json.Marshal(tally)
		assert.Equal(t, string(form), string(after), "refused, and left as it was")
	}
	assert.NotContains(t, string(form), "page", "no answer is kept, only that there is one")
}

func FuzzChecklistForm(f *testing.F) {
	for _, t := range []*ChecklistTally{new(ChecklistTally), fullStudy().checklists()} {
		form, err := json.Marshal(t)
		require.NoError(f, err)
		f.Add(form)
	}
	f.Fuzz(func(t *testing.T, form []byte) {
		var tally ChecklistTally
		if err := json.Unmarshal(form, &tally); err != nil {
			return
		}
		for _, row := range tally.Rows(PerStudy, Options{}) {
			if text, err := row.MarshalJSON(); err != nil {
				t.Error(err)
			} else if err := new(estimate.Row).UnmarshalJSON(text); err != nil {
				t.Errorf("%s: %s", err, text)
			}
		}
		again, err := json.Marshal(tally)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(again, new(ChecklistTally)))
	})
}

func ExampleChecklistTally() {
	b := coproductiontest.NewStudy(1) // synthetic
	b.Study().Methodology = "Synthetic"
	b.Encounter(b.Patient()).With(b.Doctor())
	var tally ChecklistTally
	for _, r := range b.Records() {
		tally.Add(r)
	}
	for _, i := range tally.Items(COREQ)[8:12] {
		fmt.Println(i.Number, i.Name+":", i.Status, "-", cmp.Or(i.Hint, "nothing to mend"))
	}
	for _, row := range tally.Rows(PerStudy, Options{}) {
		fmt.Println(row.Measure, *row.Num, "of", *row.Den)
	}
	// Output:
	// 9 Methodological orientation and theory: answered in the data - nothing to mend
	// 10 Sampling: missing - say how participants were selected
	// 11 Method of approach: missing - say how participants were approached
	// 12 Sample size: computed from the data - nothing to mend
	// coreq_completeness 5 of 32
	// srqr_completeness 3 of 21
}
