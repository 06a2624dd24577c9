package saturation

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// id returns an id that is the greater the greater n is.
func id(n int) encounter.ID {
	return encounter.MustParseID(fmt.Sprintf("%08x-0000-4000-8000-000000000000", n))
}

var day = time.Date(2020, 5, 1, 9, 0, 0, 0, time.UTC)

func meet(n, days int) *encounter.Encounter {
	e := &encounter.Encounter{ID: id(n)}
	if days >= 0 {
		e.Start = day.AddDate(0, 0, days)
	}
	return e
}

func code(record int, codes ...theme.CodeID) *theme.Coding {
	return &theme.Coding{Target: theme.Target{Record: id(record), Pointer: "/steps/0"}, Codebook: id(99), Codes: codes, Coder: id(98), Round: 1}
}

func tallyOf(records ...encounter.Record) *Tally {
	var t Tally
	for _, r := range records {
		t.Add(r)
	}
	return &t
}

// fresh returns how many codes each interview brings.
func fresh(x *Incidence) (codes []float64) {
	for i := range x.n() {
		codes = append(codes, x.NewCodes(i+1).Value)
	}
	return codes
}

func TestTally(t *testing.T) {
	in := func(unit, source, met int) *theme.Unit {
		u := &theme.Unit{ID: id(unit)}
		if source > 0 {
			u.Source = id(source)
		}
		if met > 0 {
			u.Encounter = id(met)
		}
		return u
	}
	document := func(n, met int) *theme.Source {
		s := &theme.Source{ID: id(n)}
		if met > 0 {
			s.Encounter = id(met)
		}
		return s
	}
	const few = estimate.Warning("1 left out: ")
	tests := []struct {
		name     string
		records  []encounter.Record
		o        Options
		fresh    []float64
		excluded int64
		warnings []estimate.Warning // of what rests on the order
	}{
		{name: "in the order of the starts, not of the ids",
			records: []encounter.Record{meet(1, 2), meet(2, 1), meet(3, 3), code(1, "a"), code(2, "a", "b", "c"), code(3, "d")},
			fresh:   []float64{3, 0, 1}},
		{name: "coded, and no code applies",
			records: []encounter.Record{meet(1, 1), meet(2, 2), code(1), code(2, "a")},
			fresh:   []float64{0, 1}},
		{name: "nobody coded",
			records: []encounter.Record{meet(1, 1), meet(2, 2), meet(3, 3), code(2, "a")},
			fresh:   []float64{1}, excluded: 2, warnings: []estimate.Warning{"2 left out: encounters that nobody coded"}},
		{name: "without a start",
			records: []encounter.Record{meet(1, -1), meet(2, 2), meet(3, -1), code(3, "a"), code(1, "a"), code(2, "a", "b")},
			fresh:   []float64{2, 0, 0}, warnings: []estimate.Warning{"2 without a start: put last, in the order of their ids"}},
		{name: "at the same time",
			records: []encounter.Record{meet(3, 2), meet(2, 2), meet(1, 3), code(3, "a", "b"), code(2, "a"), code(1, "c", "d", "e")},
			fresh:   []float64{1, 1, 3}, warnings: []estimate.Warning{"2 start at the same time as another: put in the order of their ids"}},
		{name: "two records of one encounter: the earliest start",
			records: []encounter.Record{meet(1, 4), meet(1, -1), meet(1, 2), meet(2, 3), code(1, "a", "b", "c"), code(2, "a", "d")},
			fresh:   []float64{3, 1}},
		{name: "units and documents belong to their encounter",
			records: []encounter.Record{meet(1, 1), meet(2, 2), document(11, 1), document(12, 2), in(21, 11, 0), in(22, 0, 2), code(21, "a"), code(11, "b"), code(22, "c"), code(12, "c"), code(1, "d")},
			fresh:   []float64{3, 1}},
		{name: "a document of no encounter stands for itself",
			records: []encounter.Record{meet(1, 1), document(11, 0), in(21, 11, 0), code(21, "a"), code(1, "a", "b")},
			fresh:   []float64{2, 0}, warnings: []estimate.Warning{"1 without a start: put last, in the order of their ids"}},
		{name: "an encounter whose record is missing",
			records: []encounter.Record{in(21, 0, 1), code(21, "a")},
			fresh:   []float64{1}, warnings: []estimate.Warning{"1 without a start: put last, in the order of their ids"}},
		{name: "places that are missing",
			records: []encounter.Record{meet(1, 1), code(1, "a"), code(31, "b"), in(21, 11, 0), code(21, "c")},
			fresh:   []float64{1}, warnings: []estimate.Warning{"2 left out: codings of places that the records do not have"}},
		{name: "by document",
			records: []encounter.Record{meet(1, 2), meet(2, 1), document(11, 1), document(12, 2), document(13, 2), in(21, 13, 0), code(11, "a", "b"), code(12, "a"), code(21, "a"), code(2, "z")},
			o:       Options{By: BySource}, fresh: []float64{1, 0, 1},
			warnings: []estimate.Warning{few + "codings of an encounter that name no document", "2 start at the same time as another: put in the order of their ids"}},
		{name: "by document, nobody coded",
			records: []encounter.Record{document(11, 0), document(12, 0), code(12, "a")},
			o:       Options{By: BySource}, fresh: []float64{1}, excluded: 1,
			warnings: []estimate.Warning{few + "documents that nobody coded", "1 without a start: put last, in the order of their ids"}},
		{name: "by document whose record is missing",
			records: []encounter.Record{in(21, 11, 0), code(21, "a"), code(33, "a")},
			o:       Options{By: BySource}, fresh: []float64{1},
			warnings: []estimate.Warning{few + "codings of places that the records do not have", "1 without a start: put last, in the order of their ids"}},
		{name: "two codebooks mean two things",
			records: []encounter.Record{meet(1, 1), code(1, "a"), &theme.Coding{Target: theme.Target{Record: id(1)}, Codebook: id(97), Codes: []theme.CodeID{"a"}}},
			fresh:   []float64{2}},
		{name: "coders together, each code once",
			records: []encounter.Record{meet(1, 1), code(1, "a", "a"), &theme.Coding{Target: theme.Target{Record: id(1)}, Codebook: id(99), Codes: []theme.CodeID{"b", "a"}, Coder: id(97), Round: 2}},
			fresh:   []float64{2}},
		{name: "of one coder",
			records: []encounter.Record{meet(1, 1), code(1, "a"), &theme.Coding{Target: theme.Target{Record: id(1)}, Codebook: id(99), Codes: []theme.CodeID{"b", "c"}, Coder: id(97), Round: 2}},
			o:       Options{Coder: id(97)}, fresh: []float64{2}},
		{name: "of one round",
			records: []encounter.Record{meet(1, 1), meet(2, 2), code(1, "a"), &theme.Coding{Target: theme.Target{Record: id(2)}, Codebook: id(99), Codes: []theme.CodeID{"b", "c"}, Coder: id(97), Round: 2}},
			o:       Options{Round: 1}, fresh: []float64{1}, excluded: 1, warnings: []estimate.Warning{few + "encounters that nobody coded"}},
		{name: "other records change nothing",
			records: []encounter.Record{&encounter.Participant{}, &encounter.Study{}, theme.ClinicCodebook(), &theme.MemberCheck{}}},
		{name: "unknown unit", o: Options{By: "patient"}, records: []encounter.Record{meet(1, 1), code(1, "a")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := tallyOf(tt.records...).Incidence(tt.o)
			assert.Equal(t, tt.fresh, fresh(x))
			e := x.NewCodes(1)
			assert.Equal(t, tt.excluded, e.Excluded)
			assert.Equal(t, tt.warnings, e.Warnings)
			for _, w := range x.Codes().Warnings {
				assert.NotContains(t, w, "order of their ids", "the order does not matter there")
			}
		})
	}
	for _, row := range tallyOf(meet(1, 1), code(1, "a")).Rows(of, Options{By: "patient"}) {
		assert.Equal(t, estimate.UnknownOption, row.Undefined)
		assert.NotEmpty(t, row.Formula)
	}
}

func lines(t *testing.T, tally *Tally) string {
	t.Helper()
	var b strings.Builder
	for _, by := range Units() {
		require.NoError(t, estimate.Write(&b, slices.Values(tally.Rows(of, Options{By: by}))))
	}
	return b.String()
}

func TestTallyDoesNotDependOnOrderOrCuts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for seed := range uint64(4) {
		records := coproductiontest.Study(seed, coproductiontest.Typical(25))
		for _, r := range records { // gaps and contradictions, as real data have them
			switch r := r.(type) {
			case *encounter.Encounter:
				if random.IntN(4) == 0 {
					again := *r
					again.Start = r.Start.AddDate(0, 0, 1)
					r.Start = time.Time{}
					records = append(records, &again)
				}
				if random.IntN(8) == 0 {
					r.Start = time.Time{}
				}
			case *theme.Source:
				if random.IntN(4) == 0 {
					again := *r
					again.Encounter = encounter.ID{}
					records = append(records, &again)
				}
			}
		}
		whole := tallyOf(records...)
		want := lines(t, whole)
		assert.NotContains(t, want, `"rarefied_codes","params":{"interviews":1},"value":null`)
		form, err := json.Marshal(whole)
		require.NoError(t, err)

		parts := make([]Tally, 1+random.IntN(5))
		random.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		for _, r := range records {
			parts[random.IntN(len(parts))].Add(r)
		}
		parts = append(parts, parts[0], Tally{}) // what comes twice, and what is empty, changes nothing
		var merged Tally
		for i := range parts {
			text, err := json.Marshal(parts[i])
			require.NoError(t, err)
			var travelled Tally
			require.NoError(t, json.Unmarshal(text, &travelled))
			before := lines(t, &travelled)
			merged.Merge(&travelled)
			assert.Equal(t, before, lines(t, &travelled), "merging leaves the other as it was")
		}
		assert.Equal(t, want, lines(t, &merged), "seed %d", seed)
		again, err := json.Marshal(&merged)
		require.NoError(t, err)
		assert.Equal(t, string(form), string(again), "the same content has one form")
	}
}

func TestTallyKeepsNoText(t *testing.T) {
	secret := "SECRET"
	text, err := json.Marshal(tallyOf(
		&theme.Source{ID: id(1), Text: &secret}, &theme.Unit{ID: id(2), Source: id(1), Condensation: secret}, code(2, "a", "a")))
	require.NoError(t, err)
	assert.NotContains(t, string(text), secret)
	assert.Equal(t, `{"tally":"saturation/1","codings":[{"target":"00000002-0000-4000-8000-000000000000","codebook":"00000063-0000-4000-8000-000000000000","coder":"00000062-0000-4000-8000-000000000000","round":1,"codes":["a"]}],`+
		`"units":[{"id":"00000002-0000-4000-8000-000000000000","source":"00000001-0000-4000-8000-000000000000"}],"sources":[{"id":"00000001-0000-4000-8000-000000000000"}]}`, string(text))
}

func TestTallyForms(t *testing.T) {
	kept := tallyOf(meet(1, 1), code(1, "a"))
	before, err := json.Marshal(kept)
	require.NoError(t, err)
	for _, bad := range []string{
		`{}`, `[]`, `{"tally":`, `{"tally":"visits/1"}`, `{"tally":"saturation/2","codings":[]}`,
		`{"tally":"saturation/1","codings":[{"target":"x"}]}`, `{"tally":"saturation/1","encounters":[{"start":"yesterday"}]}`,
	} {
		assert.ErrorIs(t, kept.UnmarshalJSON([]byte(bad)), ErrTally, bad)
		after, err := json.Marshal(kept)
		require.NoError(t, err)
		assert.Equal(t, string(before), string(after), "refused, and left as it was")
	}
	empty, err := json.Marshal(Tally{})
	require.NoError(t, err)
	assert.Equal(t, `{"tally":"saturation/1","codings":[]}`, string(empty))
}

// Whatever a form from elsewhere holds, nothing panics and nothing is silent.
func FuzzTallyForm(f *testing.F) {
	for _, tally := range []*Tally{new(Tally), tallyOf(meet(1, 1), meet(2, -1), &theme.Unit{ID: id(3), Encounter: id(2)}, &theme.Source{ID: id(4)}, code(1, "b", "a"), code(3), code(4, "a"))} {
		form, err := json.Marshal(tally)
		require.NoError(f, err)
		f.Add(form)
	}
	f.Fuzz(func(t *testing.T, form []byte) {
		var tally Tally
		if json.Unmarshal(form, &tally) != nil {
			return
		}
		for _, by := range Units() {
			for _, row := range tally.Rows(of, Options{By: by}) {
				text, err := row.MarshalJSON()
				require.NoError(t, err)
				require.NoError(t, new(estimate.Row).UnmarshalJSON(text))
			}
		}
		again, err := json.Marshal(tally)
		require.NoError(t, err)
		var back Tally
		require.NoError(t, json.Unmarshal(again, &back))
		require.Equal(t, lines(t, &tally), lines(t, &back))
	})
}
