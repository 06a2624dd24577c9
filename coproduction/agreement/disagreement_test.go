package agreement

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// counts are places, agreed, disagreed and single, and code, missed and boundary.
func (d Disagreements) counts() [7]int64 {
	return [7]int64{d.Places, d.Agreed, d.Disagreed, d.Single, d.ByKind[0].Count, d.ByKind[1].Count, d.ByKind[2].Count}
}

func TestDisagreements(t *testing.T) {
	unit := func(id byte) theme.Target { return theme.Target{Record: uid(id)} }
	elsewhere := theme.Target{Record: another, Pointer: "/steps/0"}
	tests := []struct {
		name    string
		records []encounter.Record
		o       CodingOptions
		want    [7]int64
		codes   []theme.CodeID // of the first disagreement
	}{
		{name: "nothing"},
		{name: "one coder", records: []encounter.Record{coded(ann, step("0"), "a")}, want: [7]int64{0, 0, 0, 1}},
		{name: "the same set, in another order", records: []encounter.Record{coded(ann, step("0"), "a", "b"), coded(bob, step("0"), "b", "a")}, want: [7]int64{1, 1}},
		{name: "no code, both", records: []encounter.Record{coded(ann, step("0")), coded(bob, step("0"))}, want: [7]int64{1, 1}},
		{name: "a code more", records: []encounter.Record{coded(ann, step("0"), "a", "b"), coded(bob, step("0"), "b")},
			want: [7]int64{1, 0, 1, 0, 1}, codes: []theme.CodeID{"a"}},
		{name: "a code against no code", records: []encounter.Record{coded(ann, step("0"), "a"), coded(bob, step("0"))},
			want: [7]int64{1, 0, 1, 0, 0, 1}, codes: []theme.CodeID{"a"}},
		{name: "passed by, in the same visit", records: []encounter.Record{coded(ann, step("0"), "a"), coded(bob, step("1"), "a"), coded(ann, step("1"), "a")},
			want: [7]int64{2, 1, 1, 0, 0, 1}, codes: []theme.CodeID{"a"}},
		{name: "passed by what has no code", records: []encounter.Record{coded(ann, step("0")), coded(bob, step("1"), "a"), coded(ann, step("1"), "a")},
			want: [7]int64{2, 2}},
		{name: "only coded elsewhere", records: []encounter.Record{coded(ann, step("0"), "a"), coded(bob, elsewhere, "a")}, want: [7]int64{0, 0, 0, 2}},
		{name: "only coded elsewhere, and saw everything", o: CodingOptions{Universe: UniverseAll},
			records: []encounter.Record{coded(ann, step("0"), "a"), coded(bob, elsewhere, "a")}, want: [7]int64{2, 0, 2, 0, 0, 2}, codes: []theme.CodeID{"a"}},
		{name: "passed by, and not rated", o: CodingOptions{Universe: UniverseRated},
			records: []encounter.Record{coded(ann, step("0"), "a"), coded(bob, step("1"), "a"), coded(ann, step("1"), "a")}, want: [7]int64{1, 1, 0, 1}},
		{name: "two against one", records: []encounter.Record{coded(ann, step("0"), "a"), coded(bob, step("0"), "a"), coded(cyd, step("0"), "b")},
			want: [7]int64{1, 0, 1, 0, 1}, codes: []theme.CodeID{"a", "b"}},
		{name: "a boundary", records: []encounter.Record{rangeOf(100, 0, 10), rangeOf(101, 5, 12), coded(ann, unit(100), "a", "b"), coded(bob, unit(101), "a", "c")},
			want: [7]int64{2, 0, 2, 0, 0, 0, 1}, codes: []theme.CodeID{"a"}},
		{name: "the same range", records: []encounter.Record{rangeOf(100, 0, 10), rangeOf(101, 0, 10), coded(ann, unit(100), "a"), coded(bob, unit(101), "a")},
			want: [7]int64{1, 1}},
		{name: "ranges that touch", records: []encounter.Record{rangeOf(100, 0, 10), rangeOf(101, 10, 12), coded(ann, unit(100), "a"), coded(bob, unit(101), "a")},
			want: [7]int64{2, 0, 2, 0, 0, 2}, codes: []theme.CodeID{"a"}},
		{name: "ranges without a code in common", records: []encounter.Record{rangeOf(100, 0, 10), rangeOf(101, 5, 12), coded(ann, unit(100), "a"), coded(bob, unit(101), "b")},
			want: [7]int64{2, 0, 2, 0, 0, 2}, codes: []theme.CodeID{"a"}},
		{name: "ranges of two sources", records: []encounter.Record{rangeOf(100, 0, 10), &theme.Unit{ID: uid(101), Source: uid(31), Range: &theme.Range{Start: 5, End: 12}},
			coded(ann, unit(100), "a"), coded(bob, unit(101), "a")}, want: [7]int64{0, 0, 0, 2}},
		{name: "both ranges by both", records: []encounter.Record{rangeOf(100, 0, 10), rangeOf(101, 5, 12), coded(ann, unit(100), "a"), coded(bob, unit(101), "a"),
			coded(ann, unit(101), "a"), coded(bob, unit(100), "a")}, want: [7]int64{2, 2}},
		// one range of Bob's against two of Ann's: three places, two boundaries
		{name: "one cut in two", records: []encounter.Record{rangeOf(100, 0, 10), rangeOf(101, 0, 5), rangeOf(102, 5, 10), coded(bob, unit(100), "a"),
			coded(ann, unit(101), "a"), coded(ann, unit(102), "a")}, want: [7]int64{3, 0, 3, 0, 0, 0, 2}, codes: []theme.CodeID{"a"}},
		// Ann and Bob agree on the code of their range; Cyd cut it differently and gave another code besides
		{name: "agreed, but for the boundary", records: []encounter.Record{rangeOf(100, 0, 10), rangeOf(101, 5, 12), coded(ann, unit(100), "a"), coded(bob, unit(100), "a"),
			coded(cyd, unit(101), "a", "b")}, want: [7]int64{2, 0, 2, 0, 0, 0, 1}, codes: []theme.CodeID{"a"}},
		{name: "an empty range between", records: []encounter.Record{rangeOf(100, 0, 10), rangeOf(101, 4, 4), rangeOf(102, 5, 12), coded(ann, unit(100), "a"),
			coded(ann, unit(101), "a"), coded(bob, unit(101), "a"), coded(bob, unit(102), "a")}, want: [7]int64{3, 1, 2, 0, 0, 0, 1}, codes: []theme.CodeID{"a"}},
		{name: "steps that nobody coded", o: CodingOptions{Universe: UniverseMaterial}, records: []encounter.Record{&encounter.Encounter{ID: visit, Steps: make([]encounter.Step, 9)},
			coded(ann, step("0"), "a"), coded(bob, step("0"), "a")}, want: [7]int64{1, 1}},
		{name: "an empty range", records: []encounter.Record{rangeOf(100, 4, 4), rangeOf(101, 0, 10), coded(ann, unit(100), "a"), coded(bob, unit(101), "a")},
			want: [7]int64{2, 0, 2, 0, 0, 2}, codes: []theme.CodeID{"a"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := tallied(test.records...).Disagreements(test.o)
			assert.Equal(t, test.want, d.counts())
			assert.Equal(t, d.Places, d.Agreed+d.Disagreed)
			if test.codes != nil && assert.NotEmpty(t, d.List) {
				assert.Equal(t, test.codes, d.List[0].Codes)
			}
			for _, one := range d.List {
				assert.Greater(t, len(one.Sides), 1)
				for _, s := range one.Sides {
					assert.NotNil(t, s.Codes)
				}
			}
		})
	}
	d := tallied(coded(ann, step("0"), "a"), coded(bob, step("0"), "a")).Disagreements(CodingOptions{Universe: "mine"})
	assert.Contains(t, d.Warnings, estimate.Warning(UnknownUniverse))
}

func TestDisagreementCodes(t *testing.T) {
	other := coded(ann, step("3"), "a")
	other.Codebook = uid(8)
	d := tallied(
		coded(ann, step("0"), "a", "b"), coded(bob, step("0"), "a", "c"), coded(cyd, step("0"), "a", "c"),
		coded(ann, step("1"), "b"), coded(bob, step("1"), "b"), coded(cyd, step("1"), "b"), other,
	).Disagreements(CodingOptions{})
	// by hand: at step 0 all gave a; b and c are disputed. At step 1 all gave b
	assert.Equal(t, []CodeCount{{uid(8), "a", 0, 0}, {book, "a", 1, 0}, {book, "b", 1, 1}, {book, "c", 0, 1}}, d.ByCode)
	assert.Equal(t, [7]int64{2, 1, 1, 1, 1, 0, 0}, d.counts())
}

// Every place that two rated is agreed on or is in the list, and nothing else is.
func TestDisagreementsBalance(t *testing.T) {
	for seed := range uint64(20) {
		for _, u := range Universes() {
			d := tallied(codedStudy(seed)...).Disagreements(CodingOptions{Universe: u})
			assert.Equal(t, d.Places, d.Agreed+d.Disagreed)
			listed, byCode, kinds := map[[2]any]bool{}, map[[2]any]int64{}, map[DisagreementKind]int64{}
			for _, one := range d.List {
				kinds[one.Kind]++
				for _, code := range one.Codes {
					byCode[[2]any{one.Codebook, code}]++
				}
				where := map[string]bool{}
				for _, s := range one.Sides {
					where[s.Target.String()] = true
				}
				if one.Kind != DisagreeBoundary {
					// the first target stands for the place; coders may have other units with the same range
					listed[[2]any{one.Codebook, slices.MinFunc(one.Sides, func(a, b Side) int { return compareTargets(a.Target, b.Target) }).Target}] = true
				}
			}
			assert.LessOrEqual(t, int64(len(listed)), d.Disagreed)
			if kinds[DisagreeBoundary] == 0 {
				assert.Equal(t, int64(len(listed)), d.Disagreed)
			}
			for _, k := range d.ByKind {
				assert.Equal(t, kinds[k.Kind], k.Count)
			}
			for _, c := range d.ByCode {
				assert.Equal(t, byCode[[2]any{c.Codebook, c.Code}], c.Disagreed)
			}
		}
	}
}

func TestDisagreementJSON(t *testing.T) {
	d := tallied(rangeOf(100, 0, 10), rangeOf(101, 5, 12), coded(ann, theme.Target{Record: uid(100)}, "a"), coded(bob, theme.Target{Record: uid(101)}, "a"),
		coded(ann, theme.Target{Record: uid(102)}, "a"), coded(bob, theme.Target{Record: uid(102)})).Disagreements(CodingOptions{})
	text, err := json.MarshalIndent(d, "", " ")
	require.NoError(t, err)
	assert.JSONEq(t, `{
		"places": 3, "agreed": 0, "disagreed": 3, "single": 0,
		"byKind": [{"kind":"code","count":0},{"kind":"missed","count":1},{"kind":"boundary","count":1}],
		"byCode": [{"codebook":"00000000-0000-4000-8000-000000000009","code":"a","agreed":0,"disagreed":2}],
		"disagreements": [
			{"kind":"missed","unit":"records","codebook":"00000000-0000-4000-8000-000000000009","codes":["a"],"sides":[
				{"coder":"00000000-0000-4000-8000-000000000001","target":"urn:uuid:00000000-0000-4000-8000-000000000066","coded":true,"codes":["a"]},
				{"coder":"00000000-0000-4000-8000-000000000002","target":"urn:uuid:00000000-0000-4000-8000-000000000066","coded":true,"codes":[]}]},
			{"kind":"boundary","unit":"units","codebook":"00000000-0000-4000-8000-000000000009","codes":["a"],"sides":[
				{"coder":"00000000-0000-4000-8000-000000000001","target":"urn:uuid:00000000-0000-4000-8000-000000000064","range":{"start":0,"end":10},"coded":true,"codes":["a"]},
				{"coder":"00000000-0000-4000-8000-000000000002","target":"urn:uuid:00000000-0000-4000-8000-000000000065","range":{"start":5,"end":12},"coded":true,"codes":["a"]}]}],
		"warnings": []}`, string(text))
	text, err = json.Marshal(new(Codings).Disagreements(CodingOptions{}))
	require.NoError(t, err)
	assert.NotContains(t, string(text), "null")
}

// Somebody who passed a place by is a side too, at the place and not coded.
func TestDisagreementSides(t *testing.T) {
	d := tallied(coded(ann, step("0"), "a"), coded(bob, step("10"), "b"), coded(bob, step("9"), "a")).Disagreements(CodingOptions{})
	require.Len(t, d.List, 3)
	assert.Equal(t, []Side{{Coder: ann, Target: step("0"), Coded: true, Codes: []theme.CodeID{"a"}}, {Coder: bob, Target: step("0"), Codes: []theme.CodeID{}}}, d.List[0].Sides)
	assert.Equal(t, step("9"), d.List[1].Sides[0].Target, "step 9 comes before step 10")
	assert.Equal(t, step("10"), d.List[2].Sides[0].Target)
}

// A place with several targets goes by the first, whichever was coded first.
func TestDisagreementTargets(t *testing.T) {
	first, second := theme.Target{Record: uid(100)}, theme.Target{Record: uid(101)}
	for _, targets := range [][]theme.Target{{first, second}, {second, first}} {
		d := tallied(rangeOf(100, 0, 10), rangeOf(101, 0, 10), rangeOf(102, 50, 60), coded(ann, targets[0], "a"), coded(ann, targets[1], "a"),
			coded(bob, theme.Target{Record: uid(102)}, "b")).Disagreements(CodingOptions{})
		require.Len(t, d.List, 2)
		assert.Equal(t, first, d.List[0].Sides[0].Target, "Ann's own")
		assert.Equal(t, first, d.List[0].Sides[1].Target, "where Bob coded nothing")
	}
}

// A boundary stands in the list where the range that begins first does.
func TestBoundaryComesWhereItBegins(t *testing.T) {
	at := func(id byte) theme.Target { return theme.Target{Record: uid(id)} }
	d := tallied(rangeOf(100, 5, 12), rangeOf(101, 40, 50), rangeOf(102, 0, 10),
		coded(ann, at(100), "a"), coded(bob, at(102), "a"), coded(ann, at(101), "b")).Disagreements(CodingOptions{})
	require.Len(t, d.List, 2)
	assert.Equal(t, DisagreeMissed, d.List[0].Kind, "at the second place")
	assert.Equal(t, DisagreeBoundary, d.List[1].Kind, "at the third, which begins before the first")
	assert.Equal(t, at(102), d.List[1].Sides[0].Target)
}

// Whoever coded one unit of a source saw the others, with a range or without.
func TestMissedUnitWithoutRange(t *testing.T) {
	d := tallied(&theme.Unit{ID: uid(100), Source: notes}, rangeOf(101, 0, 10),
		coded(ann, theme.Target{Record: uid(100)}, "a"), coded(bob, theme.Target{Record: uid(101)}, "b")).Disagreements(CodingOptions{})
	assert.Equal(t, [7]int64{2, 0, 2, 0, 0, 2, 0}, d.counts())
}
