package agreement

import (
	"encoding/json"
	"maps"
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

// uid returns the n-th of some ids for tests.
func uid(n byte) encounter.ID {
	id := encounter.MustParseID("00000000-0000-4000-8000-000000000000")
	id[15] = n
	return id
}

// The people and things of small studies.
var (
	ann, bob, cyd  = uid(1), uid(2), uid(3)
	book           = uid(9)
	visit, another = uid(20), uid(21)
	notes          = uid(30)
)

func coded(coder encounter.ID, target theme.Target, codes ...theme.CodeID) *theme.Coding {
	return &theme.Coding{Target: target, Codebook: book, Codes: append([]theme.CodeID{}, codes...), Coder: coder, Round: 1}
}

func step(n string) theme.Target { return theme.Target{Record: visit, Pointer: "/steps/" + n} }

func team(coders ...encounter.ID) *encounter.Study {
	s := &encounter.Study{}
	for _, id := range coders {
		s.Team = append(s.Team, encounter.TeamMember{ID: id, Role: encounter.TeamCoder})
	}
	return s
}

func rangeOf(id byte, start, end int64) *theme.Unit {
	return &theme.Unit{ID: uid(id), Source: notes, Range: &theme.Range{Start: start, End: end}}
}

func tallied(records ...encounter.Record) *Codings {
	t := new(Codings)
	for _, r := range records {
		t.Add(r)
	}
	return t
}

// find returns the one row of that measure whose parameters include those given.
func find(t *testing.T, rows []estimate.Row, measure string, with params) estimate.Row {
	t.Helper()
	var found []estimate.Row
	for _, r := range rows {
		matches := r.Measure == measure
		for name, v := range with {
			matches = matches && r.Params[name] == v
		}
		if matches {
			found = append(found, r)
		}
	}
	require.Len(t, found, 1, "%s %v", measure, with)
	return found[0]
}

// everyCodingOptions are combinations of options under which the laws must hold.
func everyCodingOptions() []CodingOptions {
	return []CodingOptions{{}, {Universe: UniverseMaterial, Level: .9}, {Universe: UniverseAll}, {Round: 1}, {Round: 2}, {Universe: "mine"}}
}

// everythingCoded returns the bytes of all that a tally can tell.
func everythingCoded(t *testing.T, c *Codings) string {
	t.Helper()
	var b strings.Builder
	for _, o := range everyCodingOptions() {
		require.NoError(t, estimate.Write(&b, slices.Values(c.Rows(o))))
		text, err := json.Marshal(c.Disagreements(o))
		require.NoError(t, err)
		b.Write(text)
	}
	return b.String()
}

// codedStudy returns a random study with what real ones have: several rounds, coders
// who leave places out or code them twice, ranges that overlap, records that are
// missing or there twice, and no code where one looked.
func codedStudy(seed uint64) []encounter.Record {
	records := coproductiontest.Study(seed, coproductiontest.Typical(2))
	random := rand.New(rand.NewPCG(seed, 7))
	coders := []encounter.ID{ann, bob, cyd}[:2+random.IntN(2)]
	for u := range 12 {
		start := random.Int64N(50)
		records = append(records, rangeOf(byte(100+u), start, start+1+random.Int64N(20)))
	}
	records = append(records, &theme.Source{ID: notes, Length: 70}, team(coders...),
		&theme.Unit{ID: uid(120), Encounter: visit, Steps: []encounter.Name{"b", "a"}},
		&theme.Unit{ID: uid(121), Encounter: visit, Steps: []encounter.Name{"a", "b"}},
		&theme.Unit{ID: uid(100), Source: notes}, // another record of the same id
		&encounter.Encounter{ID: visit, Steps: make([]encounter.Step, 9), Cues: make([]encounter.Cue, 2)})
	targets := []theme.Target{step("10"), {Record: visit}, {Record: notes}, {Record: uid(99)}, {Record: visit, Pointer: "/cues/0"}, {Record: ann, Pointer: "/"},
		{Record: another, Pointer: "/steps/0"}, {Record: visit, Pointer: "/extensions/mine/0"}}
	for _, n := range "012345" {
		targets = append(targets, step(string(n)))
	}
	for u := range 12 {
		targets = append(targets, theme.Target{Record: uid(byte(100 + u))})
	}
	targets = append(targets, theme.Target{Record: uid(120)}, theme.Target{Record: uid(121)})
	for _, target := range targets {
		likely := theme.CodeID(string(rune('a' + random.IntN(4))))
		for _, coder := range coders {
			for range 1 + random.IntN(2)*random.IntN(2) {
				if random.IntN(4) == 0 {
					continue
				}
				c := coded(coder, target, likely)
				if random.IntN(3) == 0 {
					c.Codes = append(c.Codes, "a", "d")[random.IntN(3):]
				}
				c.Round = 1 + random.Int64N(2)
				if random.IntN(20) == 0 {
					c.Codebook = uid(8)
				}
				records = append(records, c)
			}
		}
	}
	return records
}

func TestCodingsDoNotDependOnOrderOrCuts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for seed := range uint64(5) {
		records := codedStudy(seed)
		whole := tallied(records...)
		want := everythingCoded(t, whole)
		form, err := json.Marshal(whole)
		require.NoError(t, err)
		for range 2 {
			parts := make([]Codings, 1+random.IntN(5))
			random.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
			for _, r := range records {
				parts[random.IntN(len(parts))].Add(r)
			}
			var merged Codings
			for i := range parts {
				text, err := json.Marshal(&parts[i])
				require.NoError(t, err)
				var travelled Codings
				require.NoError(t, json.Unmarshal(text, &travelled))
				merged.Merge(&travelled)
				again, err := json.Marshal(&travelled)
				require.NoError(t, err)
				require.Equal(t, string(text), string(again), "merging leaves the other as it was")
			}
			require.True(t, want == everythingCoded(t, &merged), "seed %d", seed)
			again, err := json.Marshal(&merged)
			require.NoError(t, err)
			assert.Equal(t, string(form), string(again), "the same content has one form")
			whole.Merge(&Codings{})
			whole.Add(&theme.Codebook{})
			assert.True(t, want == everythingCoded(t, whole), "nothing more changes nothing")
		}
	}
}

func TestCodingsAddKeepsTheRecord(t *testing.T) {
	c := coded(ann, step("0"), "b", "a", "b")
	u := rangeOf(100, 1, 4)
	u.Steps = []encounter.Name{"s2", "s1"}
	tally := tallied(c, u)
	assert.Equal(t, []theme.CodeID{"b", "a", "b"}, c.Codes)
	assert.Equal(t, []encounter.Name{"s2", "s1"}, u.Steps)
	want, err := json.Marshal(tally)
	require.NoError(t, err)
	c.Codes[0], u.Range.End = "z", 9
	got, err := json.Marshal(tally)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got), "nothing of the record is kept")
}

// Asking changes nothing of what is kept, not even where slices have room for more.
func TestCodingsAreNotChangedByAsking(t *testing.T) {
	tally := tallied(coded(ann, step("0"), "b", "b", "b"), coded(ann, step("0"), "a"), coded(bob, step("0"), "a"))
	want, err := json.Marshal(tally)
	require.NoError(t, err)
	rows := everythingCoded(t, tally)
	got, err := json.Marshal(tally)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
	assert.Equal(t, rows, everythingCoded(t, tally))
}

// Of two records with one id, the same one counts whichever comes first.
func TestCodingsOfTwoRecordsWithOneID(t *testing.T) {
	unit, again := rangeOf(100, 0, 10), rangeOf(100, 5, 20)
	rest := []encounter.Record{&theme.Source{ID: notes, Length: 50}, rangeOf(101, 0, 10),
		coded(ann, theme.Target{Record: uid(100)}, "a"), coded(bob, theme.Target{Record: uid(101)}, "a")}
	one := tallied(append([]encounter.Record{unit, again}, rest...)...)
	other := tallied(append([]encounter.Record{again, unit}, rest...)...)
	assert.Equal(t, everythingCoded(t, one), everythingCoded(t, other))
	assert.Equal(t, 1., find(t, one.Rows(CodingOptions{}), "alpha_u", nil).Value)
}

func TestCodingsForm(t *testing.T) {
	tally := tallied(codedStudy(1)...)
	form, err := json.Marshal(tally)
	require.NoError(t, err)
	for _, bad := range []string{
		``, `null`, `[]`, `{}`, `{"tally":"codings/2","codings":[]}`, `{"tally":"codings/1"}`, `{"tally":"profile/1","codings":[]}`,
		`{"tally":"codings/1","codings":[{"coder":"somebody"}]}`, string(form[:len(form)-1]),
		`{"tally":"codings/1","codings":[],"records":[{"kind":"encounter","lists":{"steps":1048577}}]}`,
	} {
		kept := tallied(coded(ann, step("0"), "a"))
		want := everythingCoded(t, kept)
		err := kept.UnmarshalJSON([]byte(bad))
		assert.ErrorIs(t, err, ErrTally, bad)
		assert.Equal(t, want, everythingCoded(t, kept), "left as it was")
	}
	empty, err := json.Marshal(Codings{})
	require.NoError(t, err)
	assert.JSONEq(t, `{"tally":"codings/1","codings":[]}`, string(empty))
	assert.NotContains(t, string(form), "Synthetic", "no text of the records is kept")
	assert.Empty(t, new(Codings).Rows(CodingOptions{}))
}

func FuzzCodingsForm(f *testing.F) {
	small, _ := json.Marshal(tallied(team(ann, bob), coded(ann, step("0"), "a"), coded(bob, step("0"), "a", "b"), rangeOf(100, 0, 5),
		rangeOf(101, 3, 9), &theme.Source{ID: notes, Length: 8}, coded(ann, theme.Target{Record: uid(100)}, "a"), coded(bob, theme.Target{Record: uid(101)}, "a")))
	f.Add(small)
	f.Add([]byte(`{"tally":"codings/1","codings":[{"round":0},{"pointer":"x","round":-9223372036854775808}],"units":[{"range":{"start":9,"end":-9223372036854775808}}],"sources":[{"length":-1}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var c Codings
		if err := c.UnmarshalJSON(text); err != nil {
			require.ErrorIs(t, err, ErrTally)
			return
		}
		all := func(c *Codings) string {
			var b strings.Builder
			o := CodingOptions{Universe: UniverseMaterial}
			require.NoError(t, estimate.Write(&b, slices.Values(c.Rows(o))))
			text, err := json.Marshal(c.Disagreements(o))
			require.NoError(t, err)
			return b.String() + string(text)
		}
		form, err := json.Marshal(&c)
		require.NoError(t, err)
		var again Codings
		require.NoError(t, json.Unmarshal(form, &again))
		require.Equal(t, all(&c), all(&again))
		second, err := json.Marshal(&again)
		require.NoError(t, err)
		require.Equal(t, string(form), string(second))
	})
}

func TestCodingCatalogueIsWhatIsProduced(t *testing.T) {
	formulas, names, ids := map[string]string{}, map[string]map[string]bool{}, map[string]bool{}
	for _, m := range slices.Concat(setMeasures(), unitizingMeasures(), codingMeasures()) {
		for _, field := range []string{m.ID, m.Heading, m.Title, m.Answers, m.Formula, m.Unit, m.Range, m.Undefined, m.Source} {
			assert.NotEmpty(t, field, m.ID)
		}
		k := m.Heading + m.ID
		assert.False(t, ids[k], "%s twice", k)
		ids[k] = true
		formulas[k] = m.Formula
		names[k] = map[string]bool{}
		for _, p := range m.Params {
			names[k][p.Name] = true
		}
	}
	got, used := map[string]bool{}, map[string]map[string]bool{}
	check := func(heading string, rows []estimate.Row) {
		for _, r := range rows {
			k := heading + r.Measure
			got[k] = true
			assert.Equal(t, formulas[k], r.Formula, k)
			if used[k] == nil {
				used[k] = map[string]bool{}
			}
			for name := range r.Params {
				used[k][name] = true
			}
		}
	}
	check(Heading, mustSets(t, [][][]string{{{"a"}, {"b"}}}).Rows(estimate.Subject{}, .95))
	u, err := Unitize(0, 9, 2, []Segment{{0, 1, 2, "a"}})
	require.NoError(t, err)
	check(Heading, u.Rows(estimate.Subject{}))
	for seed := range uint64(6) {
		for _, o := range everyCodingOptions() {
			check(StudyHeading, tallied(codedStudy(seed)...).Rows(o))
		}
	}
	assert.Equal(t, slices.Sorted(maps.Keys(ids)), slices.Sorted(maps.Keys(got)))
	assert.Equal(t, names, used)
}
