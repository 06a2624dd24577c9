package indicator

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// everyOptions are combinations of options under which the laws must hold.
func everyOptions() []Options {
	return []Options{
		{},
		{Policy: All, Minimum: 3, LookBack: 20 * 24 * time.Hour},
		{Policy: Team, VisitWeighted: true, Level: .9, Minimum: 1, Order: ByLinks},
	}
}

// everything returns the bytes of every row under every choice of subject and options.
func everything(t *testing.T, p *Profile) string {
	t.Helper()
	var b strings.Builder
	for _, o := range everyOptions() {
		for _, per := range Pers() {
			require.NoError(t, estimate.Write(&b, slices.Values(p.Rows(per, o))))
		}
	}
	return b.String()
}

func TestTalliesDoNotDependOnOrderOrCuts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for seed := range uint64(6) {
		records := study(seed)
		var whole Profile
		for _, r := range records {
			whole.Add(r)
		}
		want := everything(t, &whole)
		form, err := json.Marshal(&whole)
		require.NoError(t, err)

		parts := make([]Profile, 1+random.IntN(5))
		random.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		for _, r := range records {
			parts[random.IntN(len(parts))].Add(r)
		}
		random.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		var merged Profile
		for i := range parts {
			text, err := json.Marshal(&parts[i])
			require.NoError(t, err)
			var travelled Profile
			require.NoError(t, json.Unmarshal(text, &travelled))
			before := everything(t, &travelled)
			merged.Merge(&travelled)
			assert.Equal(t, before, everything(t, &travelled), "merging leaves the other as it was")
		}
		assert.Equal(t, want, everything(t, &merged), "seed %d", seed)
		again, err := json.Marshal(&merged)
		require.NoError(t, err)
		assert.Equal(t, string(form), string(again), "the same content has one form")
	}
}

// study returns a random study with the gaps that real ones have: encounters
// without a start, people who are not identified, parts that are not coded, and
// records of one id that contradict each other.
func study(seed uint64) []encounter.Record {
	shape := coproductiontest.Typical(30)
	shape.Patients = 8
	records := coproductiontest.Study(seed, shape)
	random := rand.New(rand.NewPCG(seed, 3))
	for _, r := range records {
		e, ok := r.(*encounter.Encounter)
		if !ok {
			continue
		}
		if random.IntN(20) == 0 {
			e.Start = time.Time{}
		}
		if random.IntN(10) == 0 {
			for i := range e.Presence {
				e.Presence[i].Unidentified = true
			}
		}
		if random.IntN(8) == 0 {
			e.Turns, e.Cues = nil, nil
		}
		if random.IntN(8) == 0 {
			e.Steps, e.Concerns = nil, []encounter.Concern{}
		}
	}
	for _, r := range records {
		switch r := r.(type) {
		case *encounter.Encounter:
			if random.IntN(5) == 0 {
				again := *r
				again.Start = r.Start.AddDate(0, 0, 1)
				again.Presence = slices.Clone(r.Presence)
				slices.Reverse(again.Presence)
				again.Turns = again.Turns[:len(again.Turns)/2]
				records = append(records, &again)
			}
		case *encounter.Participant:
			if random.IntN(3) == 0 {
				again := *r
				again.Profession, again.Languages = encounter.Midwife, []string{"en"}
				records = append(records, &again)
			}
		}
	}
	return records
}

func TestTallyForms(t *testing.T) {
	type tally interface {
		json.Marshaler
		json.Unmarshaler
		Add(encounter.Record)
	}
	made := func() []tally {
		return []tally{new(Profile), new(VisitTally), new(TalkTally), new(TeamTally), new(ConcernTally), new(CueTally), new(DependencyTally), new(StepTally)}
	}
	for i, one := range made() {
		for _, r := range study(1) {
			one.Add(r)
		}
		own, err := json.Marshal(one)
		require.NoError(t, err)
		for j, other := range made() {
			before, _ := json.Marshal(other)
			err := json.Unmarshal(own, other)
			if i == j {
				assert.NoError(t, err)
				continue
			}
			assert.ErrorIs(t, err, ErrTally, "%d is not %d", i, j)
			after, _ := json.Marshal(other)
			assert.Equal(t, string(before), string(after), "refused, and left as it was")
		}
		later := regexp.MustCompile(`/[0-9]+"`).ReplaceAllLiteralString(string(own), `/99"`)
		assert.ErrorIs(t, json.Unmarshal([]byte(later), made()[i]), ErrTally, "another version")
		assert.ErrorIs(t, one.UnmarshalJSON([]byte(`{"tally":`)), ErrTally)
		assert.ErrorIs(t, one.UnmarshalJSON([]byte(`[]`)), ErrTally)
	}
	assert.ErrorIs(t, new(Profile).UnmarshalJSON([]byte(`{"tally":"`+profileTally+`"}`)), ErrTally, "parts are missing")
}

func TestEmptyTallies(t *testing.T) {
	var p Profile
	for _, o := range everyOptions() {
		for _, per := range []Per{PerEncounter, PerPatient, PerProfessional, "clinic"} {
			assert.Empty(t, p.Rows(per, o), per)
		}
		for _, row := range p.Rows(PerStudy, o) {
			assert.NotEmpty(t, row.Undefined, "%s %v", row.Measure, row.Params)
			assert.Zero(t, row.N, row.Measure)
			assert.NotEmpty(t, row.Formula, row.Measure)
		}
	}
	assert.Equal(t, []int64{0, 0, 0}, []int64{p.Encounters(), p.Patients(), p.Professionals()})
}

// No result is a silent number: it is finite, inside its interval, inside its
// range, and what is undefined says why.
func TestRowsAreSound(t *testing.T) {
	for seed := range uint64(6) {
		var p Profile
		for _, r := range study(seed) {
			p.Add(r)
		}
		for _, o := range everyOptions() {
			for _, per := range Pers() {
				seen := map[string]bool{}
				for _, row := range p.Rows(per, o) {
					k := row.Of.ID + variant(row)
					assert.False(t, seen[k], "%s twice", k)
					seen[k] = true
					assert.Equal(t, string(per), row.Of.Kind)
					assert.Equal(t, per == PerStudy, row.Of.ID == "")
					assert.NotEmpty(t, row.Formula, row.Measure)
					if !row.Defined() {
						continue
					}
					assert.NotZero(t, row.N+1)
					if row.Method != "" {
						assert.LessOrEqual(t, row.Lo, row.Value, k)
						assert.LessOrEqual(t, row.Value, row.Hi, k)
						least, most := bounds(row.Measure)
						assert.LessOrEqual(t, least, row.Lo, k)
						assert.LessOrEqual(t, row.Hi, most, k)
					}
				}
			}
		}
	}
}

// Whatever a form from elsewhere holds, nothing panics and nothing is silent.
func FuzzProfileForm(f *testing.F) {
	for _, p := range []*Profile{new(Profile), newSmallStudy().profile()} {
		form, err := json.Marshal(p)
		require.NoError(f, err)
		f.Add(form)
	}
	f.Fuzz(func(t *testing.T, form []byte) {
		var p Profile
		if err := json.Unmarshal(form, &p); err != nil {
			return
		}
		for _, o := range everyOptions() {
			for _, per := range Pers() {
				for _, row := range p.Rows(per, o) {
					if text, err := row.MarshalJSON(); err != nil {
						t.Error(err)
					} else if err := new(estimate.Row).UnmarshalJSON(text); err != nil {
						t.Errorf("%s: %s", err, text)
					}
				}
			}
		}
		again, err := json.Marshal(p)
		require.NoError(t, err)
		var q Profile
		require.NoError(t, json.Unmarshal(again, &q))
	})
}

// find returns the row of a measure with those parameters.
func find(t *testing.T, rows []estimate.Row, of, measure string, p params) estimate.Row {
	t.Helper()
	want := estimate.Row{Measure: measure, Params: p}
	if p == nil {
		want.Params = params(nil)
	}
	for _, row := range rows {
		if (of == "" || row.Of.ID == of) && variant(row) == variant(want) {
			return row
		}
	}
	require.Fail(t, "no such row", "%s %v", measure, p)
	return estimate.Row{}
}

// variant tells the variants of a measure apart.
func variant(r estimate.Row) string { return r.Measure + fmt.Sprint(r.Params) }
