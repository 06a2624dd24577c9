package indicator

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// linked returns a tally of one patient's encounters on one day, one letter a
// professional and "." for nobody identified. Links are pairs of places in the list:
// from the later encounter to the earlier one.
func linked(visits string, links ...[2]int) *VisitTally {
	b := coproductiontest.NewStudy(11)
	patient, doctors := b.Patient(), map[rune]*encounter.Participant{}
	var made []*encounter.Encounter
	for _, letter := range visits {
		e := b.Encounter(patient).Starting(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC))
		switch {
		case letter == '.':
			e.WithUnidentified(encounter.Doctor)
		case doctors[letter] == nil:
			doctors[letter] = b.Doctor()
			fallthrough
		default:
			e.With(doctors[letter])
		}
		made = append(made, e.Build())
		made[len(made)-1].Links = []encounter.Link{}
	}
	for _, l := range links {
		made[l[0]].Links = append(made[l[0]].Links, encounter.Link{To: made[l[1]].ID, Kind: encounter.LinkInformational})
	}
	t := new(VisitTally)
	for _, e := range made {
		t.Add(e)
	}
	return t
}

func TestOrderByLinks(t *testing.T) {
	tests := []struct {
		name, visits string
		links        [][2]int
		along        string // the visits in the order that is meant; "" where there is none
		why          estimate.Reason
	}{
		{"a chain", "AABB", [][2]int{{2, 0}, {1, 2}, {3, 1}}, "ABAB", ""},
		{"a chain the other way", "ABA", [][2]int{{0, 2}, {2, 1}}, "BAA", ""},
		{"two visits", "AB", [][2]int{{0, 1}}, "BA", ""},
		{"one visit", "A", nil, "A", ""},
		{"over a visit to nobody", "A.B", [][2]int{{1, 2}, {0, 1}}, "BA", ""},
		{"links that skip change nothing", "ABAB", [][2]int{{1, 0}, {2, 1}, {3, 2}, {3, 0}}, "ABAB", ""},
		{"two links to one", "AB", [][2]int{{1, 0}, {1, 0}}, "AB", ""},
		{"broken", "AABB", [][2]int{{1, 0}, {3, 2}}, "", UnlinkedVisits},
		{"branching", "AAB", [][2]int{{1, 0}, {2, 0}}, "", UnlinkedVisits},
		{"two ends that meet", "AAB", [][2]int{{2, 0}, {2, 1}}, "", UnlinkedVisits},
		{"no link", "AA", nil, "", UnlinkedVisits},
		{"a circle", "AAB", [][2]int{{1, 0}, {2, 1}, {0, 2}}, "", CircularLinks},
		{"a circle beside a chain", "AABB", [][2]int{{1, 0}, {3, 2}, {2, 3}}, "", CircularLinks},
		{"to itself, beside another", "AA", [][2]int{{1, 1}}, "", CircularLinks},
		{"to itself", "AA", [][2]int{{1, 0}, {0, 0}}, "", CircularLinks},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := linked(tt.visits, tt.links...).Rows(PerPatient, Options{Order: ByLinks})
			p := params{"order": "links"}
			want := VisitsOf(strings.Split(tt.along, ""))
			for measure, e := range map[string]estimate.Estimate{
				"secon": want.SECON(), "handoffs": want.Handoffs(), "fraction_of_care_last_provider": want.FractionLastProvider(),
			} {
				row := find(t, rows, "", measure, p)
				if tt.why != "" {
					assert.Equal(t, tt.why, row.Undefined, measure)
					continue
				}
				assert.Equal(t, e.Undefined, row.Undefined, measure)
				assert.Equal(t, e.Value, row.Value, measure)
				for _, w := range row.Warnings {
					assert.NotContains(t, string(w), "order of their ids", "the links decide")
				}
			}
			assert.True(t, find(t, rows, "", "upc", nil).Defined(), "rests on no order")
			if len(tt.visits) > 1 {
				assert.True(t, find(t, rows, "", "median_gap_days", nil).Defined(), "rests on the starts")
			}
		})
	}
}

func TestOrderByLinksOfStudy(t *testing.T) {
	both := linked("AABB", [2]int{2, 0}, [2]int{1, 2}, [2]int{3, 1})
	raw, err := json.Marshal(both)
	require.NoError(t, err)
	var read VisitTally
	require.NoError(t, json.Unmarshal(raw, &read))
	row := find(t, read.Rows(PerStudy, Options{Order: ByLinks}), "", "secon", params{"order": "links"})
	assert.Equal(t, 0., row.Value, "A B A B along the links, also from the JSON form")

	read.Merge(onDays("another", "AAAB")) // a register has no links
	row = find(t, read.Rows(PerStudy, Options{Order: ByLinks}), "", "secon", params{"order": "links"})
	assert.Equal(t, int64(1), row.N)
	assert.Contains(t, row.Warnings, estimate.Warning("1 left out: "+string(NotCoded)))
	assert.Equal(t, int64(2), find(t, read.Rows(PerStudy, Options{Order: ByLinks}), "", "coc", nil).N)
}

func TestOrderByLinksWithoutStarts(t *testing.T) {
	tally := linked("AB", [2]int{1, 0})
	for i := range tally.cards.last {
		tally.cards.last[i].Start = time.Time{}
	}
	rows := tally.Rows(PerPatient, Options{Order: ByLinks})
	assert.Equal(t, 1., find(t, rows, "", "handoffs", params{"order": "links"}).Value, "links need no start")
	assert.Equal(t, NoOrder, find(t, rows, "", "median_gap_days", nil).Undefined, "gaps do")
	assert.True(t, find(t, rows, "", "known_professional_share", params{"order": "links"}).Defined())
	rows = tally.Rows(PerPatient, Options{Order: ByLinks, LookBack: 24 * time.Hour})
	known := find(t, rows, "", "known_professional_share", params{"order": "links", "lookBackDays": 1.})
	assert.Equal(t, NoOrder, known.Undefined, "and so does a look-back")
}

func TestOrderUnknown(t *testing.T) {
	rows := onDays("1", "ABA").Rows(PerPatient, Options{Order: "luck"})
	assert.Equal(t, estimate.UnknownOption, find(t, rows, "1", "secon", params{"order": "luck"}).Undefined)
	assert.True(t, find(t, rows, "1", "coc", nil).Defined())
	assert.Equal(t, []Order{ByStart, ByLinks}, Orders())
	for _, row := range onDays("1", "ABA").Rows(PerPatient, Options{Order: ByStart}) {
		assert.NotContains(t, row.Params, "order", "the default is not among the parameters")
	}
}

// Of visits that begin at the same time links tell which came first, whatever their ids; where
// they do not, the ids decide, and a warning says so.
func TestLinksBetweenTies(t *testing.T) {
	tests := []struct {
		name, visits string
		links        [][2]int
		by           string // the visits in the order that is meant
		ties         int
	}{
		{"a chain against the ids", "AABB", [][2]int{{2, 0}, {1, 2}, {3, 1}}, "ABAB", 0},
		{"a chain", "ABAB", [][2]int{{1, 0}, {2, 1}, {3, 2}}, "ABAB", 0},
		{"none", "AABB", nil, "AABB", 3},
		{"one", "AABB", [][2]int{{1, 3}}, "ABBA", 2}, // 0, 2, 3 by id, and 1 behind 3
		{"a circle", "AABB", [][2]int{{1, 0}, {2, 1}, {0, 2}}, "AABB", 1},
		{"over a visit to nobody", "A.B", [][2]int{{1, 2}, {0, 1}}, "BA", 0},
		{"over a visit to nobody, behind one without a link", "BA.C", [][2]int{{2, 1}, {3, 2}}, "BAC", 1},
		{"up to a visit to nobody", "A.B", [][2]int{{1, 2}}, "AB", 1},     // 0, 2, and 1 behind 2
		{"only from a visit to nobody", "A.B", [][2]int{{0, 1}}, "AB", 1}, // 1, 0, 2
		{"two that wait for one", "ABA", [][2]int{{0, 1}, {2, 1}}, "BAA", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			row := find(t, renumbered(linked(tt.visits, tt.links...)).Rows(PerPatient, Options{}), "", "secon", nil)
			assert.Equal(t, VisitsOf(strings.Split(tt.by, "")).SECON().Value, row.Value)
			assert.Equal(t, warningOfTies(tt.ties), tiesIn(row.Warnings))
		})
	}
	later := renumbered(linked("AB", [2]int{0, 1})) // a link does not outweigh a start
	later.cards.last[1].Start = later.cards.last[1].Start.Add(time.Hour)
	assert.Equal(t, "AB", order(later), "by start")
	later.cards.last[1].Start = later.cards.last[0].Start
	assert.Equal(t, "BA", order(later), "by the link")
}

// warningOfTies is what is said of that many; nothing of none.
func warningOfTies(n int) (said []estimate.Warning) {
	if n > 0 {
		said = append(said, estimate.Warning(counted(int64(n), "pair")+" of visits at the same time: put in the order of their ids"))
	}
	return said
}

// tiesIn are those of the warnings that speak of ties.
func tiesIn(warnings []estimate.Warning) (said []estimate.Warning) {
	for _, w := range warnings {
		if strings.Contains(string(w), "at the same time") {
			said = append(said, w)
		}
	}
	return said
}

// order is the order of one patient's visits, one letter a professional as they come in it.
func order(t *VisitTally) (letters string) {
	for _, v := range courseOf("", t.cards.last, ByStart).inOrder {
		letters += string(rune('A' - 1 + v.Encounter[0] - '0'))
	}
	return letters
}

// renumbered gives the encounters of a tally the ids 1, 2, 3 as they came.
func renumbered(t *VisitTally) *VisitTally {
	number := map[string]string{}
	for i := range t.cards.last {
		number[t.cards.last[i].Encounter] = fmt.Sprint(i + 1)
	}
	for i := range t.cards.last {
		v := &t.cards.last[i]
		v.Encounter = number[v.Encounter]
		for j := range v.Links {
			v.Links[j].To = number[v.Links[j].To]
		}
	}
	return t
}

func ExampleByLinks() {
	// Three encounters, of which one was entered with the wrong time; the register says which
	// came before.
	id := encounter.MustParseID
	doctor, nurse, patient := id("1f5a1c52-3c3c-4d0e-8f64-58a3a3a2b001"), id("1f5a1c52-3c3c-4d0e-8f64-58a3a3a2b002"), id("1f5a1c52-3c3c-4d0e-8f64-58a3a3a2b003")
	day := time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)
	start := map[string]time.Time{"1": day, "2": day.Add(time.Hour), "3": day.Add(2 * time.Hour)}
	at := func(number string, to encounter.ID, before ...string) *encounter.Encounter {
		e := &encounter.Encounter{ID: id("1f5a1c52-3c3c-4d0e-8f64-58a3a3a2b10" + number), Patient: patient,
			Start:    start[number],
			Presence: []encounter.Presence{{Participant: to, Role: encounter.RoleProfessional}}, Links: []encounter.Link{}}
		for _, n := range before {
			e.Links = append(e.Links, encounter.Link{To: id("1f5a1c52-3c3c-4d0e-8f64-58a3a3a2b10" + n), Kind: encounter.LinkInformational})
		}
		return e
	}
	var tally VisitTally
	tally.Add(at("1", doctor))
	tally.Add(at("2", doctor, "3"))
	tally.Add(at("3", nurse, "1"))
	for _, by := range Orders() {
		for _, row := range tally.Rows(PerPatient, Options{Order: by}) {
			if row.Measure == "handoffs" {
				fmt.Println(by, row.Value)
			}
		}
	}
	// Output:
	// start 1
	// links 2
}
