package indicator

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// codedStudy is four synthetic encounters of three patients, with codings whose
// every number is known by hand.
type codedStudy struct {
	builder         *coproductiontest.StudyBuilder
	one, two        encounter.ID // coders
	first, second   *encounter.Encounter
	adam            *encounter.Participant
	doctor, nurse   *encounter.Participant
	social          *encounter.Participant
	book            *theme.Codebook
	uncoded, fourth *encounter.Encounter
}

func newCodedStudy() *codedStudy {
	b := coproductiontest.NewStudy(11)
	s := &codedStudy{builder: b, one: b.Coder(), two: b.Coder()}
	bilal, carla := b.Patient(), b.Patient()
	s.adam, s.doctor, s.nurse, s.social = b.Patient(), b.Doctor(), b.Nurse(), b.SocialWorker()
	s.book = b.Codebook("T1.a", "T1.b", "T2.c", "T3.d")
	s.first = b.Encounter(s.adam).With(s.doctor, s.nurse).Asks(s.doctor).Tells(s.adam).Plans(s.doctor, s.nurse).Build()
	s.second = b.Encounter(s.adam).With(s.nurse).Asks(s.nurse).Build()
	s.uncoded = b.Encounter(bilal).With(s.doctor).Asks(s.doctor).Build()
	s.fourth = b.Encounter(carla).With(s.social).Build()

	b.Coding(s.book, s.one, s.first, "/steps/0", "T1.a", "T1.b")
	b.Coding(s.book, s.two, s.first, "/steps/0", "T1.a")
	b.Coding(s.book, s.one, s.first, "/steps/1", "T2.c")
	b.Coding(s.book, s.two, s.first, "/steps/1")
	b.Coding(s.book, s.one, s.first, "/steps/2", "T1.a")
	b.Coding(s.book, s.one, s.first, "/steps/2", "T2.c").Round = 2
	b.Coding(s.book, s.one, s.second, "")
	notes := b.Source(theme.FormFieldNotes, s.fourth, "synthetic")
	b.Coding(s.book, s.one, b.Unit(notes, 0, 4), "", "T2.c", "X")
	interview := b.Source(theme.FormInterview, &encounter.Encounter{}, "synthetic")
	b.Coding(s.book, s.one, b.Unit(interview, 0, 4), "", "T1.b")
	return s
}

func (s *codedStudy) tally() *CodeTally {
	t := new(CodeTally)
	for _, r := range s.builder.Records() {
		t.Add(r)
	}
	return t
}

func TestCodeTallyByHand(t *testing.T) {
	s := newCodedStudy()
	one := string(s.one.String())
	const none = estimate.Reason("")
	in := func(subject, id, of string, more ...string) params {
		p := params{subject: id}
		if of != "" {
			p["of"] = of
		}
		for i := 0; i < len(more); i += 2 {
			p[more[i]] = more[i+1]
		}
		return p
	}
	every, latest, two := Options{Coders: EveryCoder}, Options{LatestRound: true}, Options{Coders: Coders(s.two.String())}
	tests := []struct {
		per      Per
		of       string
		options  Options
		measure  string
		params   params
		from     string // by hand, all of them
		want     float64
		n        int64
		excluded int64
		why      estimate.Reason
	}{
		{PerStudy, "", Options{}, "prevalence", in("code", "T1.a", "encounters"), "the first of three coded", 1. / 3, 3, 1, none},
		{PerStudy, "", Options{}, "prevalence", in("code", "T1.a", "participants"), "adam, of adam and carla", .5, 2, 1, none},
		{PerStudy, "", Options{}, "prevalence", in("code", "T2.c", "encounters"), "first and fourth", 2. / 3, 3, 1, none},
		{PerStudy, "", Options{}, "prevalence", in("code", "T2.c", "participants"), "adam and carla", 1, 2, 1, none},
		{PerStudy, "", Options{}, "prevalence", in("code", "T3.d", "participants"), "never given", 0, 2, 1, none},
		{PerStudy, "", Options{}, "prevalence", in("code", "T1.b", "encounters"), "the first; the interview is in none", 1. / 3, 3, 1, none},
		{PerStudy, "", Options{}, "prevalence", in("code", "X", "encounters"), "not in the codebook, and given", 1. / 3, 3, 1, none},
		{PerStudy, "", Options{}, "prevalence", in("theme", "T1", "encounters"), "the first", 1. / 3, 3, 1, none},
		{PerStudy, "", Options{}, "prevalence", in("theme", "T2", "participants"), "adam and carla", 1, 2, 1, none},
		{PerStudy, "", Options{}, "coded_places", in("code", "T1.a", ""), "two steps", 2, 2, 0, none},
		{PerStudy, "", Options{}, "coded_places", in("code", "T1.b", ""), "a step and a unit", 2, 2, 0, none},
		{PerStudy, "", Options{}, "coded_places", in("theme", "T1", ""), "two steps and a unit", 3, 3, 0, none},
		{PerStudy, "", Options{}, "codings", in("code", "T1.a", ""), "both coders, and one again", 3, 3, 0, none},
		{PerStudy, "", Options{}, "codings", in("theme", "T1", ""), "both, one, and one of the unit", 4, 4, 0, none},
		{PerStudy, "", Options{}, "codings", in("theme", "T3", ""), "none", 0, 0, 0, none},

		{PerStudy, "", latest, "coded_places", in("code", "T1.a", "", "rounds", "latest"), "withdrawn in round 2", 1, 1, 0, none},
		{PerStudy, "", latest, "codings", in("code", "T1.a", "", "rounds", "latest"), "both coders", 2, 2, 0, none},
		{PerStudy, "", every, "coded_places", in("code", "T1.b", "", "coders", "every"), "the unit; two did not see it in the step", 1, 1, 0, none},
		{PerStudy, "", every, "coded_places", in("code", "T2.c", "", "coders", "every"), "step 2 and the unit; two saw nothing in step 1", 2, 2, 0, none},
		{PerStudy, "", two, "prevalence", in("code", "T1.a", "encounters", "coders", s.two.String()), "two coded the first only", 1, 1, 3, none},
		{PerStudy, "", two, "prevalence", in("code", "T2.c", "participants", "coders", s.two.String()), "two did not see it", 0, 1, 2, none},
		{PerStudy, "", Options{Coders: "both"}, "prevalence", in("code", "T1.a", "encounters", "coders", "both"), "no such choice", 0, 0, 0, estimate.UnknownOption},

		{PerEncounter, s.first.ID.String(), Options{}, "prevalence", in("code", "T2.c", "encounters"), "there", 1, 1, 0, none},
		{PerEncounter, s.second.ID.String(), Options{}, "prevalence", in("code", "T2.c", "encounters"), "coded, and no code", 0, 1, 0, none},
		{PerEncounter, s.uncoded.ID.String(), Options{}, "prevalence", in("code", "T2.c", "encounters"), "nothing coded", 0, 0, 1, NotCoded},
		{PerEncounter, s.uncoded.ID.String(), Options{}, "prevalence", in("code", "T2.c", "participants"), "nothing coded", 0, 0, 1, NotCoded},
		{PerEncounter, s.uncoded.ID.String(), Options{}, "coded_places", in("code", "T2.c", ""), "none", 0, 0, 0, none},
		{PerPatient, s.adam.ID.String(), Options{}, "prevalence", in("code", "T1.a", "encounters"), "one of two", .5, 2, 0, none},
		{PerPatient, s.adam.ID.String(), Options{}, "coded_places", in("code", "T1.b", ""), "the interview is nobody's", 1, 1, 0, none},
		{PerProfessional, s.nurse.ID.String(), Options{}, "prevalence", in("theme", "T2", "encounters"), "first, of first and second", .5, 2, 0, none},
		{PerProfessional, s.doctor.ID.String(), Options{}, "prevalence", in("theme", "T2", "encounters"), "first; one not coded", 1, 1, 1, none},

		{PerStudy, "", Options{}, "code_pairs", params{}, "a with b, a with c, c with X, of 4 codes", .5, 6, 0, none},
		{PerStudy, "", Options{}, "jaccard", params{"code": "T1.a", "with": "T1.b"}, "1 of 3", 1. / 3, 3, 0, none},
		{PerStudy, "", Options{}, "lift", params{"code": "T1.a", "with": "T1.b"}, "6·1/(2·2)", 1.5, 6, 0, none},
		{PerStudy, "", Options{}, "odds_ratio", params{"code": "T1.a", "with": "T2.c"}, "1·2/(1·2)", 1, 6, 0, none},
		{PerStudy, "", Options{}, "overlap", params{"code": "T2.c", "with": "X"}, "never without it", 1, 3, 0, none},
		{PerStudy, "", every, "code_pairs", params{"coders": "every"}, "a with c, c with X, of 4", 1. / 3, 6, 0, none},
		{PerStudy, "", Options{Coders: Coders(one)}, "code_pairs", params{"coders": one}, "all of them are one's", .5, 6, 0, none},

		{PerStudy, "", Options{}, "profession_theme", params{"profession": "doctor", "theme": "T1"}, "steps 0 and 2", 2, 2, 2, none},
		{PerStudy, "", Options{}, "profession_theme", params{"profession": "nurse", "theme": "T1"}, "step 2, not 0", 1, 1, 2, none},
		{PerStudy, "", Options{}, "profession_theme", params{"profession": "nurse", "theme": "T2"}, "step 2", 1, 1, 2, none},
		{PerStudy, "", Options{}, "profession_theme", params{"profession": "social-worker", "theme": "T2"}, "present at the fourth", 1, 1, 2, none},
		{PerStudy, "", Options{}, "profession_theme", params{"profession": "social-worker", "theme": "T1"}, "never", 0, 0, 2, none},
		{PerStudy, "", Options{}, "chi2", params{"table": "profession x theme"}, "2 1, 1 1, 0 1: .25/1.5·2 + .25/.5·2", 4. / 3, 6, 2, none},
		{PerStudy, "", Options{}, "chi2_df", params{"table": "profession x theme"}, "three by two; T3 was not found", 2, 6, 2, none},
		{PerStudy, "", Options{}, "fisher_p", params{"table": "profession x theme"}, "3·2·1 of the 20 ways are like this, and no other table has more", 1, 6, 2, none},
	}
	tally := s.tally()
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.per, " ", tt.measure, tt.params), func(t *testing.T) {
			row := find(t, tally.Rows(tt.per, tt.options), tt.of, tt.measure, tt.params)
			assert.Equal(t, tt.why, row.Undefined, tt.from)
			assert.InDelta(t, tt.want, row.Value, 1e-12, tt.from)
			assert.Equal(t, tt.n, row.N, "n")
			assert.Equal(t, tt.excluded, row.Excluded, "left out: %v", row.Warnings)
		})
	}
}

func TestCodeTallySaysWhatItLeavesOut(t *testing.T) {
	rows := newCodedStudy().tally().Rows(PerStudy, Options{})
	said := func(measure string, p params) string {
		var b strings.Builder
		for _, w := range find(t, rows, "", measure, p).Warnings {
			b.WriteString(string(w) + "\n")
		}
		return b.String()
	}
	encounters := said("prevalence", params{"theme": "T1", "of": "encounters"})
	assert.Contains(t, encounters, "1 left out: encounters in which nothing was coded")
	assert.Contains(t, encounters, "1 left out: places in no encounter of the data")
	assert.Contains(t, encounters, "1 left out: places with a code that is below no theme of the codebook")
	assert.Contains(t, encounters, Clustered)
	assert.NotContains(t, said("prevalence", params{"code": "T1.a", "of": "encounters"}), "below no theme")
	participants := said("prevalence", params{"code": "T1.a", "of": "participants"})
	assert.Contains(t, participants, "1 left out: participants in none of whose encounters anything was coded")
	assert.NotContains(t, participants, Clustered)
	table := said("chi2_p", params{"table": "profession x theme"})
	assert.Contains(t, table, "1 left out: places to which no professional contributed")
	assert.Contains(t, table, "1 left out: places in no encounter of the data")
	assert.Contains(t, table, Overlapping)
	assert.Contains(t, table, SmallExpected)
	pairs := find(t, rows, "", "code_pairs", params{})
	assert.Equal(t, []float64{3, 6}, []float64{*pairs.Num, *pairs.Den}, "three of six were never together")
	for _, row := range rows {
		if row.Measure == "phi" {
			assert.NotEqual(t, "T3.d", row.Params["with"], "rows for pairs that were together only")
		}
	}
}

func TestUnidentifiedPatientsAreNoParticipants(t *testing.T) {
	s := newCodedStudy()
	for i := range s.first.Presence {
		if s.first.Presence[i].Participant == s.adam.ID {
			s.first.Presence[i].Unidentified = true
		}
	}
	rows := s.tally().Rows(PerStudy, Options{})
	e := find(t, rows, "", "prevalence", params{"code": "T1.a", "of": "participants"})
	assert.Equal(t, 0., e.Value, "of adam at the second encounter, and carla")
	assert.Equal(t, int64(2), e.N)
	assert.Contains(t, e.Warnings, estimate.Warning("1 left out: coded encounters of patients who are not identified"))
}

func TestIntervalOfPrevalence(t *testing.T) {
	p := params{"code": "T1.a", "of": "participants"}
	tally := newCodedStudy().tally()
	wilson := find(t, tally.Rows(PerStudy, Options{}), "", "prevalence", p)
	assert.Equal(t, estimate.Wilson, wilson.Method)
	assert.InDelta(t, .0945, wilson.Lo, 5e-5, "from: Wilson for 1 of 2, (1 + 1.92073 − 1.96 √(.5+.96036))/5.84146")
	exact := find(t, tally.Rows(PerStudy, Options{Interval: estimate.ClopperPearson, Level: .9}), "", "prevalence", p)
	assert.Equal(t, estimate.ClopperPearson, exact.Method)
	assert.InDelta(t, .0253, exact.Lo, 5e-5, "from: 1 − √(1 − .05)")
	assert.InDelta(t, .9747, exact.Hi, 5e-5)
	// from: Newcombe 1998, table I
	e := Prevalence(81, 263, Options{})
	assert.Equal(t, []string{"0.2553", "0.3662"}, []string{fmt.Sprintf("%.4f", e.Lo), fmt.Sprintf("%.4f", e.Hi)})
	e = Prevalence(0, 20, Options{})
	assert.Equal(t, []string{"0.0000", "0.1611"}, []string{fmt.Sprintf("%.4f", e.Lo), fmt.Sprintf("%.4f", e.Hi)})
}

func TestSeveralCodebooks(t *testing.T) {
	s := newCodedStudy()
	other := s.builder.Codebook("T1.a", "T9.z")
	s.builder.Coding(other, s.one, s.uncoded, "/steps/0", "T1.a", "T1.lost")
	rows := s.tally().Rows(PerStudy, Options{})
	p := params{"code": "T1.a", "of": "encounters", "codebook": s.book.ID.String()}
	assert.InDelta(t, 1./3, find(t, rows, "", "prevalence", p).Value, 1e-12, "the same id in another book is another code")
	p["codebook"] = other.ID.String()
	e := find(t, rows, "", "prevalence", p)
	assert.Equal(t, []float64{1, 1, 3}, []float64{e.Value, float64(e.N), float64(e.Excluded)})
	delete(p, "of")
	p["code"] = "T1.lost"
	assert.Equal(t, 1., find(t, rows, "", "codings", p).Value)
}

func TestThemesAtAnyDepth(t *testing.T) {
	s := newCodedStudy()
	s.book.Codes = append(s.book.Codes,
		theme.Code{ID: "deep", Parent: "deeper"}, theme.Code{ID: "deeper", Parent: "T3.d"},
		theme.Code{ID: "round", Parent: "about"}, theme.Code{ID: "about", Parent: "round"})
	s.builder.Coding(s.book, s.one, s.uncoded, "/steps/0", "deep", "round")
	rows := s.tally().Rows(PerStudy, Options{})
	assert.Equal(t, .25, find(t, rows, "", "prevalence", params{"theme": "T3", "of": "encounters"}).Value, "deep is below T3.d")
	assert.Equal(t, 0., find(t, rows, "", "prevalence", params{"code": "T3.d", "of": "encounters"}).Value, "but T3.d was not given")
	e := find(t, rows, "", "prevalence", params{"theme": "T3", "of": "encounters"})
	assert.Contains(t, e.Warnings, estimate.Warning("2 left out: places with a code that is below no theme of the codebook"), "X, and one of a circle")
}

func TestPlacesOfUnits(t *testing.T) {
	s := newCodedStudy()
	b := s.builder
	unit := func(u *theme.Unit) *theme.Unit {
		u.ID = b.Coder() // an id of its own
		b.Add(u)
		return u
	}
	steps := unit(&theme.Unit{Encounter: s.first.ID, Steps: []encounter.Name{"s1"}})
	turns := unit(&theme.Unit{Encounter: s.first.ID, Steps: []encounter.Name{"s1"}, Turns: []encounter.Name{"t1"}})
	count := func(profession string) float64 {
		return find(t, s.tally().Rows(PerStudy, Options{}), "", "profession_theme", params{"profession": profession, "theme": "T1"}).Value
	}
	b.Coding(s.book, s.one, steps, "", "T1.a")
	assert.Equal(t, []float64{3, 1}, []float64{count("doctor"), count("nurse")}, "the doctor took the first step")
	b.Coding(s.book, s.one, turns, "", "T1.a")
	assert.Equal(t, []float64{4, 2}, []float64{count("doctor"), count("nurse")}, "both were there while it was talked")
	b.Coding(s.book, s.one, s.first, "/steps/0/act", "T1.a")
	assert.Equal(t, []float64{5, 2}, []float64{count("doctor"), count("nurse")}, "a place inside the step")
	b.Coding(s.book, s.one, s.first, "/steps/9", "T1.a")
	assert.Equal(t, []float64{6, 3}, []float64{count("doctor"), count("nurse")}, "no such step: who was present")
}

// codeOptions are choices under which the laws must hold.
func codeOptions() []Options {
	return []Options{{}, {Coders: EveryCoder, Interval: estimate.Jeffreys}, {LatestRound: true, Level: .9}, {Coders: "nobody"}}
}

func everyCode(t *testing.T, tally *CodeTally) string {
	t.Helper()
	var b strings.Builder
	for _, o := range codeOptions() {
		for _, per := range Pers() {
			require.NoError(t, estimate.Write(&b, slices.Values(tally.Rows(per, o))))
		}
	}
	return b.String()
}

func randomCoded(seed uint64) []encounter.Record {
	shape := coproductiontest.Typical(20)
	shape.Coded, shape.Documented, shape.Patients = .5, .5, 6
	records := coproductiontest.Study(seed, shape)
	random := rand.New(rand.NewPCG(seed, 4))
	for _, r := range records { // records of one id that contradict each other
		switch r := r.(type) {
		case *theme.Coding:
			if random.IntN(6) == 0 {
				again := *r
				again.Codes = r.Codes[:len(r.Codes)/2]
				records = append(records, &again)
			}
		case *encounter.Encounter:
			if random.IntN(6) == 0 {
				again := *r
				again.Steps = r.Steps[:len(r.Steps)/2]
				records = append(records, &again)
			}
		}
	}
	return records
}

func TestCodeTallyDoesNotDependOnOrderOrCuts(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for seed := range uint64(4) {
		records := randomCoded(seed)
		var whole CodeTally
		for _, r := range records {
			whole.Add(r)
		}
		want := everyCode(t, &whole)
		form, err := json.Marshal(&whole)
		require.NoError(t, err)

		parts := make([]CodeTally, 3)
		random.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		for _, r := range records {
			parts[random.IntN(len(parts))].Add(r)
		}
		var merged CodeTally
		for i := range parts {
			text, err := json.Marshal(&parts[i])
			require.NoError(t, err)
			var travelled CodeTally
			require.NoError(t, json.Unmarshal(text, &travelled))
			before, _ := json.Marshal(&travelled)
			merged.Merge(&travelled)
			after, _ := json.Marshal(&travelled)
			assert.Equal(t, string(before), string(after), "merging leaves the other as it was")
		}
		merged.Merge(new(CodeTally))
		merged.Add(new(theme.MemberCheck))
		assert.Equal(t, want, everyCode(t, &merged), "seed %d", seed)
		again, err := json.Marshal(&merged)
		require.NoError(t, err)
		assert.Equal(t, string(form), string(again), "the same content has one form")
	}
}

// No number of a code is above that of its theme, every share is inside its
// interval, and a variant occurs once.
func TestCodeRowsAreSound(t *testing.T) {
	for seed := range uint64(3) {
		records := randomCoded(seed)
		var tally CodeTally
		var book *theme.Codebook
		for _, r := range records {
			tally.Add(r)
			if b, ok := r.(*theme.Codebook); ok {
				book = b
			}
		}
		for _, o := range codeOptions() {
			for _, per := range Pers() {
				seen, values := map[string]bool{}, map[string]float64{}
				rows := tally.Rows(per, o)
				for _, row := range rows {
					k := row.Of.ID + variant(row)
					assert.False(t, seen[k], "%s twice", k)
					seen[k] = true
					assert.NotEmpty(t, row.Formula, k)
					if row.Method != "" {
						assert.LessOrEqual(t, row.Lo, row.Value)
						assert.LessOrEqual(t, row.Value, row.Hi)
					}
					values[k] = row.Value
				}
				for _, row := range rows {
					code, ok := row.Params["code"].(string)
					if _, pair := row.Params["with"]; !ok || pair {
						continue
					}
					row.Params["theme"] = string(book.ThemeOf(theme.CodeID(code)).ID)
					delete(row.Params, "code")
					assert.LessOrEqual(t, row.Value, values[row.Of.ID+variant(row)], "%s", variant(row))
				}
			}
		}
	}
}

func TestCodeTallyWithLittle(t *testing.T) {
	var empty CodeTally
	for _, row := range empty.Rows(PerStudy, Options{}) {
		assert.NotEmpty(t, row.Undefined, row.Measure)
		assert.NotEmpty(t, row.Formula, row.Measure)
		assert.Zero(t, row.N)
	}
	for _, per := range []Per{PerEncounter, PerPatient, PerProfessional, "clinic"} {
		assert.Empty(t, empty.Rows(per, Options{}))
	}
	var book CodeTally
	book.Add(theme.ClinicCodebook())
	rows := book.Rows(PerStudy, Options{})
	e := find(t, rows, "", "prevalence", params{"code": "T3.validation", "of": "participants"})
	assert.Equal(t, estimate.NoUnits, e.Undefined, "a codebook and no encounters")
	assert.Len(t, rows, (4+34)*4+1+7)
	var lonely CodeTally // a coding of something that is not there, with a book that is not there
	lonely.Add(&theme.Coding{Codes: []theme.CodeID{"a"}})
	rows = lonely.Rows(PerStudy, Options{})
	assert.Equal(t, 1., find(t, rows, "", "coded_places", params{"code": "a"}).Value)
	assert.Equal(t, estimate.NoUnits, find(t, rows, "", "prevalence", params{"code": "a", "of": "encounters"}).Undefined)
	assert.Equal(t, estimate.OneCategory, find(t, rows, "", "code_pairs", params{}).Undefined)
}

func FuzzCodeTallyForm(f *testing.F) {
	for _, t := range []*CodeTally{new(CodeTally), newCodedStudy().tally()} {
		form, err := json.Marshal(t)
		require.NoError(f, err)
		f.Add(form)
	}
	f.Add([]byte(`{"tally":"codes/1","encounters":[{"encounter":""}],"codings":[{"record":"","pointer":"/steps/99999999999999999999"}],"codebooks":[{"themes":["a","a"],"codes":[{"code":"a","parent":"a"}]}]}`))
	f.Fuzz(func(t *testing.T, form []byte) {
		var tally CodeTally
		if err := json.Unmarshal(form, &tally); err != nil {
			return
		}
		for _, per := range Pers() {
			for _, row := range tally.Rows(per, Options{Coders: EveryCoder, LatestRound: true}) {
				if text, err := row.MarshalJSON(); err != nil {
					t.Error(err)
				} else if err := new(estimate.Row).UnmarshalJSON(text); err != nil {
					t.Errorf("%s: %s", err, text)
				}
			}
		}
		again, err := json.Marshal(tally)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(again, new(CodeTally)))
	})
}

func TestCodeTallyForms(t *testing.T) {
	form, err := json.Marshal(newCodedStudy().tally())
	require.NoError(t, err)
	for _, other := range []json.Unmarshaler{new(Profile), new(CueTally), new(TeamTally)} {
		assert.ErrorIs(t, json.Unmarshal(form, other), ErrTally)
	}
	for _, bad := range []string{`{"tally":`, `[]`, `{"tally":"codes/2"}`, `{"tally":"cues/1"}`} {
		tally := newCodedStudy().tally()
		assert.ErrorIs(t, tally.UnmarshalJSON([]byte(bad)), ErrTally)
		after, _ := json.Marshal(tally)
		assert.Equal(t, string(form), string(after), "refused, and left as it was")
	}
}

func ExampleCodeTally() {
	b := coproductiontest.NewStudy(1) // synthetic
	patient, doctor, coder := b.Patient(), b.Doctor(), b.Coder()
	book := b.Codebook("T3.validation", "T3.trust")
	visit := b.Encounter(patient).With(doctor).Tells(patient).Validates(doctor).Build()
	b.Coding(book, coder, visit, "/steps/1", "T3.validation")
	b.Encounter(b.Patient()).With(doctor) // nobody coded it

	var tally CodeTally
	for _, r := range b.Records() {
		tally.Add(r)
	}
	for _, row := range tally.Rows(PerStudy, Options{}) {
		if row.Measure == "prevalence" && row.Params["of"] == "participants" {
			fmt.Println(row.Params["theme"], row.Params["code"], *row.Num, "of", *row.Den)
		}
	}
	// Output:
	// T3 <nil> 1 of 1
	// <nil> T3.validation 1 of 1
	// <nil> T3.trust 0 of 1
}

// producedCodes returns a row of every measure and variant of codes.
func producedCodes(of estimate.Subject) []estimate.Row {
	s := newCodedStudy()
	rows := s.tally().Rows(PerStudy, Options{})
	s.builder.Codebook("T9.z")
	s.builder.Coding(s.book, s.one, s.fourth, "", "T1.a", "T2.c") // together, and each apart
	s.builder.Coding(s.book, s.one, s.second, "/steps/0", "T1.a")
	s.builder.Coding(s.book, s.one, s.uncoded, "/steps/0", "T2.c")
	rows = append(rows, s.tally().Rows(PerStudy, Options{Coders: EveryCoder, LatestRound: true})...)
	rows = append(rows, fullStudy().checklists().Rows(PerStudy, Options{})...)
	rows = append(rows, Contingency{{15, 5}, {10, 8}}.Rows(of, 0)...)
	rows = append(rows, Contingency{{15, 5}, {10, 8}}.Rows(of, .9)...)
	return append(rows, Cooccurrence{Both: 5, First: 95, Second: 5, Neither: new(int64(9))}.Rows(of, nil)...)
}
