package agreement

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// universeStudy is a visit of six steps and another of four. Ann and Bob coded
// both, Cyd the first alone. A letter is a code, - no code applies, . not coded:
//
//	visit    0 1 2 3 4 5      another  0 1 2 3
//	Ann      a a - . b .      Ann      a . . .
//	Bob      a - . . b .      Bob      . b . .
//	Cyd      a . . . . .
func universeStudy() []encounter.Record {
	elsewhere := func(n string) theme.Target { return theme.Target{Record: another, Pointer: "/steps/" + n} }
	return []encounter.Record{
		team(ann, bob, cyd),
		&encounter.Encounter{ID: visit, Steps: make([]encounter.Step, 6), Turns: make([]encounter.Turn, 50)},
		&encounter.Encounter{ID: another, Steps: make([]encounter.Step, 4)},
		&encounter.Encounter{ID: uid(22), Steps: make([]encounter.Step, 8)}, // nobody coded it
		coded(ann, step("0"), "a"), coded(ann, step("1"), "a"), coded(ann, step("2")), coded(ann, step("4"), "b"), coded(ann, elsewhere("0"), "a"),
		coded(bob, step("0"), "a"), coded(bob, step("1")), coded(bob, step("4"), "b"), coded(bob, elsewhere("1"), "b"),
		coded(cyd, step("0"), "a"),
	}
}

func TestUniverses(t *testing.T) {
	tests := []struct {
		universe Universe
		units    int64
		pairable int64
		excluded int64
		percent  float64 // on code a
	}{
		// by hand: steps 0, 1 and 4 were coded by two or more, and 2 and two of the other visit by one; they agree on 0 and 4
		{UniverseRated, 6, 3, 3, 2. / 3},
		// by hand: all six steps of the one by all three, all four of the other by two; each of the three disagrees in one unit:
		// step 1 (1/3 of the pairs agree), and the other visit's step 0 (none agree)
		{UniverseMaterial, 10, 10, 0, (8 + 1./3) / 10},
		// by hand: as before, but of the other visit's step 0 one pair of three agrees that it has no a
		{UniverseAll, 10, 10, 0, (8 + 2./3) / 10},
	}
	for _, test := range tests {
		t.Run(string(test.universe), func(t *testing.T) {
			rows := tallied(universeStudy()...).Rows(CodingOptions{Universe: test.universe})
			with := params{"unit": "steps", "universe": string(test.universe), "coders": int64(3)}
			assert.Equal(t, float64(test.units), find(t, rows, "coded_units", with).Value)
			assert.Equal(t, 3., find(t, rows, "coders", with).Value)
			with["code"] = "a"
			percent := find(t, rows, "percent_agreement", with)
			assert.InDelta(t, test.percent, percent.Value, 1e-15)
			assert.Equal(t, test.pairable, percent.N)
			assert.Equal(t, test.excluded, percent.Excluded)
			assert.Equal(t, test.pairable, find(t, rows, "conger_kappa", with).N, "not Cohen's, as there are three coders")
			for _, r := range rows {
				assert.NotEqual(t, "cohen_kappa", r.Measure)
				assert.Equal(t, estimate.Subject{Kind: "study"}, r.Of)
				assert.NotContains(t, r.Params, "round")
				assert.NotContains(t, r.Params, "codebook")
			}
		})
	}
	assert.Equal(t, tallied(universeStudy()...).Rows(CodingOptions{Universe: UniverseRated}), tallied(universeStudy()...).Rows(CodingOptions{}), "the default")
	for _, r := range tallied(universeStudy()...).Rows(CodingOptions{Universe: "mine"}) {
		assert.Equal(t, UnknownUniverse, r.Undefined)
		assert.NotEmpty(t, r.Formula)
	}
}

func TestCodingsOfUnreadRecords(t *testing.T) {
	tally := tallied(universeStudy()[3:]...) // neither visit
	for _, u := range Universes() {
		rows := tally.Rows(CodingOptions{Universe: u})
		units := find(t, rows, "coded_units", params{"unit": "steps"})
		assert.Equal(t, 6., units.Value, "those that were coded")
		const unread = estimate.Warning("2 of the records that were coded were not read: places in them that nobody coded are missing")
		if u == UniverseRated {
			assert.NotContains(t, units.Warnings, unread)
		} else {
			assert.Contains(t, units.Warnings, unread)
		}
	}
}

func TestCodingsSayWhatWasCoded(t *testing.T) {
	at := func(pointer string) theme.Target { return theme.Target{Record: visit, Pointer: pointer} }
	tests := []struct {
		target theme.Target
		unit   string
	}{
		{at("/steps/3"), "steps"}, {at("/turns/12"), "turns"}, {at("/steps/3/outcome"), "steps/outcome"}, {at(""), "encounters"},
		{at("/extensions/anything/said/1"), "extensions"}, {at("/"), "records"}, {at("/0"), "records"},
		{theme.Target{Record: notes}, "sources"}, {theme.Target{Record: uid(100)}, "units"}, {theme.Target{Record: uid(40)}, "participants"},
		{theme.Target{Record: uid(41)}, "records"},
	}
	for _, test := range tests {
		rows := tallied(&encounter.Encounter{ID: visit}, &theme.Source{ID: notes}, &theme.Unit{ID: uid(100)},
			&encounter.Participant{ID: uid(40)}, coded(ann, test.target, "a")).Rows(CodingOptions{})
		find(t, rows, "coded_units", params{"unit": test.unit})
	}
}

// Coders make meaning units of their own; with the same range they are one place.
func TestUnitsThatAreOnePlace(t *testing.T) {
	rows := tallied(
		rangeOf(100, 0, 10), rangeOf(101, 0, 10), rangeOf(102, 0, 11),
		&theme.Unit{ID: uid(103), Encounter: visit, Steps: []encounter.Name{"s1", "s2"}},
		&theme.Unit{ID: uid(104), Encounter: visit, Steps: []encounter.Name{"s2", "s1"}},
		&theme.Unit{ID: uid(105), Encounter: visit, Turns: []encounter.Name{"s2", "s1"}},
		coded(ann, theme.Target{Record: uid(100)}, "a"), coded(bob, theme.Target{Record: uid(101)}, "a"),
		coded(bob, theme.Target{Record: uid(102)}, "a"),
		&theme.Unit{ID: uid(106), Encounter: visit, Turns: []encounter.Name{"t1"}, Steps: []encounter.Name{"s1", "s2"}},
		coded(ann, theme.Target{Record: uid(106)}, "b"),
		coded(ann, theme.Target{Record: uid(103)}, "a"), coded(bob, theme.Target{Record: uid(104)}, "b"), coded(bob, theme.Target{Record: uid(105)}, "b"),
	).Rows(CodingOptions{})
	assert.Equal(t, 5., find(t, rows, "coded_units", nil).Value)
	percent := find(t, rows, "percent_agreement", params{"code": "a"})
	assert.Equal(t, int64(2), percent.N)
	assert.Equal(t, .5, percent.Value)
}

// Meaning units that nobody coded are in where the rest of their source or encounter was coded.
func TestUnitsThatNobodyCoded(t *testing.T) {
	records := []encounter.Record{
		rangeOf(100, 0, 10), rangeOf(101, 10, 20), rangeOf(102, 10, 20), rangeOf(103, 15, 20), // 101 and 102 are one place
		&theme.Unit{ID: uid(104), Source: uid(31), Range: &theme.Range{Start: 0, End: 9}},
		&theme.Unit{ID: uid(105), Encounter: visit, Steps: []encounter.Name{"s1"}},
		coded(ann, theme.Target{Record: uid(100)}, "a"), coded(bob, theme.Target{Record: uid(100)}, "a"),
	}
	for u, want := range map[Universe]float64{UniverseRated: 1, UniverseMaterial: 3, UniverseAll: 3} {
		assert.Equal(t, want, find(t, tallied(records...).Rows(CodingOptions{Universe: u}), "coded_units", nil).Value, u)
	}
}

func TestRounds(t *testing.T) {
	in := func(round int64, c *theme.Coding) *theme.Coding {
		c.Round = round
		return c
	}
	records := []encounter.Record{
		in(1, coded(ann, step("0"), "a")), in(1, coded(ann, step("1"), "a")),
		in(2, coded(ann, step("0"), "b")),
		in(1, coded(bob, step("0"), "a")), in(1, coded(bob, step("1"), "a")),
	}
	latest := find(t, tallied(records...).Rows(CodingOptions{}), "percent_agreement", params{"code": "a"})
	assert.Equal(t, 0., latest.Value, "Ann's second round against Bob's first")
	assert.Equal(t, int64(1), latest.N)
	assert.Contains(t, latest.Warnings, RoundsDiffer)
	assert.Contains(t, latest.Warnings, estimate.Warning("2 of the codings are of other rounds, and left out"))

	first := find(t, tallied(records...).Rows(CodingOptions{Round: 1}), "percent_agreement", params{"code": "a", "round": int64(1)})
	assert.Equal(t, 1., first.Value)
	assert.Equal(t, int64(2), first.N)
	assert.NotContains(t, first.Warnings, RoundsDiffer)
	assert.Contains(t, first.Warnings, estimate.Warning("1 of the codings are of other rounds, and left out"))

	second := find(t, tallied(records...).Rows(CodingOptions{Round: 2}), "percent_agreement", params{"code": "b"})
	assert.Equal(t, NoPairs, second.Undefined)
	assert.Equal(t, int64(1), second.Params["coders"])
	third := tallied(records...).Rows(CodingOptions{Round: 3})
	assert.Equal(t, 0., find(t, third, "coded_units", nil).Value, "a round that there never was")
	assert.Equal(t, 0., find(t, third, "coders", nil).Value)

	records = append(records, in(2, coded(bob, step("0"), "b")))
	assert.NotContains(t, find(t, tallied(records...).Rows(CodingOptions{}), "percent_agreement", params{"code": "b"}).Warnings, RoundsDiffer)
}

func TestCodedTwiceIsUnited(t *testing.T) {
	rows := tallied(coded(ann, step("0"), "b"), coded(ann, step("0"), "a"), coded(ann, step("0")), coded(bob, step("0"), "a", "b"),
		coded(ann, step("1"), "b"), coded(bob, step("1"), "a")).Rows(CodingOptions{})
	sets := find(t, rows, "krippendorff_alpha_sets", params{"distance": "jaccard"})
	// by hand: {ab, ab}, {b, a}: Dₒ = 2·1/4, Dₑ = (4·½·2 + 2·1)/12 = ½
	assert.InDelta(t, 0, sets.Value, 1e-15)
	assert.Contains(t, sets.Warnings, estimate.Warning("2 of the codings are of a place that the same coder had already coded in that round: their codes were united"))
}

func TestCodebooksAreNotPooled(t *testing.T) {
	other := coded(ann, step("1"), "a")
	other.Codebook = uid(8)
	rows := tallied(coded(ann, step("0"), "a"), coded(bob, step("0"), "a"), other).Rows(CodingOptions{})
	assert.Equal(t, 1., find(t, rows, "coded_units", params{"codebook": book.String()}).Value)
	assert.Equal(t, 1., find(t, rows, "coders", params{"codebook": uid(8).String()}).Value)
}

func TestUnitizingOfSources(t *testing.T) {
	unit := func(id byte) theme.Target { return theme.Target{Record: uid(id)} }
	records := []encounter.Record{
		team(ann, bob, cyd), &theme.Source{ID: notes, Length: 100},
		rangeOf(100, 0, 20), rangeOf(101, 5, 25), rangeOf(102, 10, 30), rangeOf(103, 60, 80),
		&theme.Unit{ID: uid(104), Source: uid(31), Range: &theme.Range{Start: 0, End: 9}},
		coded(ann, unit(100), "a"), coded(bob, unit(101), "a"), coded(ann, unit(102), "a", "b"), coded(bob, unit(103)), coded(cyd, unit(104), "a"),
	}
	of := func(rows []estimate.Row, source encounter.ID, measure string, with params) estimate.Row {
		var own []estimate.Row
		for _, r := range rows {
			if r.Of == (estimate.Subject{Kind: "source", ID: source.String()}) {
				own = append(own, r)
			}
		}
		return find(t, own, measure, with)
	}
	rows := tallied(records...).Rows(CodingOptions{})
	alpha := of(rows, notes, "alpha_u", params{"unit": "ranges", "coders": int64(2), "universe": "rated"})
	v, _ := textbookAlphaU(0, 100, 2, []Segment{{0, 0, 30, "a"}, {1, 5, 20, "a"}, {0, 10, 20, "b"}}).Float64()
	assert.Equal(t, v, alpha.Value, "Ann's two ranges with a are one")
	assert.Equal(t, int64(3), alpha.N)
	assert.Contains(t, alpha.Warnings, estimate.Warning("1 of the ranges overlap another of the same coder and code: they were taken as one"))
	v, _ = textbookAlphaU(0, 100, 2, []Segment{{0, 10, 20, "b"}}).Float64()
	assert.Equal(t, v, of(rows, notes, "alpha_u_category", params{"category": "b"}).Value)
	assert.Equal(t, NoSourceLength, of(rows, uid(31), "alpha_u", nil).Undefined)
	assert.Equal(t, NoSourceLength, of(rows, uid(31), "alpha_u_category", params{"category": "a"}).Undefined)

	all := of(tallied(records...).Rows(CodingOptions{Universe: UniverseAll}), notes, "alpha_u", params{"coders": int64(3)})
	v, _ = textbookAlphaU(0, 100, 3, []Segment{{0, 0, 30, "a"}, {1, 5, 20, "a"}, {0, 10, 20, "b"}}).Float64()
	assert.Equal(t, v, all.Value, "in which Cyd marked nothing")

	inside := []encounter.Record{&theme.Source{ID: notes, Length: 100}, rangeOf(100, 0, 30), rangeOf(101, 5, 10), rangeOf(102, 30, 40), rangeOf(103, 30, 40),
		coded(ann, unit(100), "a"), coded(ann, unit(101), "a"), coded(ann, unit(102), "a"), coded(bob, unit(103), "a")}
	v, _ = textbookAlphaU(0, 100, 2, []Segment{{0, 0, 30, "a"}, {0, 30, 10, "a"}, {1, 30, 10, "a"}}).Float64()
	assert.Equal(t, v, of(tallied(inside...).Rows(CodingOptions{}), notes, "alpha_u", nil).Value, "one inside another is in it; those that touch are two")

	records[1] = &theme.Source{ID: notes, Length: 79}
	assert.Equal(t, RangeOutside, of(tallied(records...).Rows(CodingOptions{}), notes, "alpha_u", nil).Undefined)
	for _, bad := range []theme.Range{{Start: 7, End: 7}, {Start: 9, End: 3}, {Start: -1, End: 5}} {
		records[1], records[3] = &theme.Source{ID: notes, Length: 100}, rangeOf(101, bad.Start, bad.End)
		assert.Equal(t, RangeOutside, of(tallied(records...).Rows(CodingOptions{}), notes, "alpha_u", nil).Undefined)
	}
}
