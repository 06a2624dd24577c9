package indicator

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// onDays returns a tally of one patient's visits, one letter a professional; "." is nobody.
func onDays(patient, visits string, days ...int) *VisitTally {
	t := new(VisitTally)
	for i, letter := range strings.Split(visits, "") {
		day := i
		if i < len(days) {
			day = days[i]
		}
		t.AddVisit(Visit{Patient: patient, ID: fmt.Sprint(i), Start: time.Date(2024, 1, 1+day, 0, 0, 0, 0, time.UTC), Professional: strings.Trim(letter, ".")})
	}
	return t
}

func TestVisitTallyMeans(t *testing.T) {
	var all VisitTally
	all.Merge(onDays("1", "AAB"))  // UPC 2/3
	all.Merge(onDays("2", "AB"))   // 1/2
	all.Merge(onDays("3", "AAAA")) // 1
	all.Merge(onDays("4", "A"))    // too few
	all.Merge(onDays("5", "A..A")) // 1, with two left out
	all.Merge(onDays("6", ".."))   // none left
	tests := []struct {
		name, from string
		o          Options
		params     params
		want       float64
		n, left    int64
	}{
		{"patients alike", "(2/3 + 1/2 + 1 + 1)/4", Options{}, nil, 19. / 24, 4, 2},
		{"by visits", "(3·2/3 + 2·1/2 + 4 + 2)/11", Options{VisitWeighted: true}, params{"weight": "visits"}, 9. / 11, 4, 2},
		{"three visits", "(2/3 + 1)/2", Options{Minimum: 3}, params{"minimum": int64(3)}, 5. / 6, 2, 4},
		{"four visits", "the third patient alone", Options{Minimum: 4}, params{"minimum": int64(4)}, 1, 1, 5},
		{"one visit", "(2/3 + 1/2 + 3)/5", Options{Minimum: 1}, params{"minimum": int64(1)}, 25. / 30, 5, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			row := find(t, all.Rows(PerStudy, tt.o), "", "upc", tt.params)
			assert.InDelta(t, tt.want, row.Value, 1e-12, tt.from)
			assert.Equal(t, tt.n, row.N)
			assert.Equal(t, tt.left, row.Excluded)
			assert.Contains(t, row.Warnings, estimate.Warning("4 left out: visits to no identified professional"))
		})
	}
	upc := find(t, all.Rows(PerStudy, Options{}), "", "upc", nil)
	// t(.975; 3) = 3.18245, s² = Σ(y − 19/24)²/3 = .0625 by hand: 19/24 ± 3.18245 √(.0625/4).
	assert.InDelta(t, 19./24-3.18245*.125, upc.Lo, 1e-5)
	assert.Equal(t, 1., upc.Hi, "1.19 is beyond the range")
	assert.Equal(t, "mean over patients of max nᵢ / N", upc.Formula)
	none := find(t, all.Rows(PerStudy, Options{Minimum: 5}), "", "upc", params{"minimum": int64(5)})
	assert.Equal(t, estimate.Reason("patients with fewer than 5 visits"), none.Undefined)
}

func TestVisitTallyOrder(t *testing.T) {
	rows := onDays("1", "ABAB", 3, 1, 2, 0).Rows(PerPatient, Options{})
	secon := find(t, rows, "1", "secon", nil)
	assert.Equal(t, 2./3, secon.Value, "by day B, B, A, A")
}

func TestVisitTallyTies(t *testing.T) {
	noon := time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)
	midnight := noon.Add(-12 * time.Hour)
	tests := []struct {
		name   string
		visits []Visit
		ties   int
		secon  float64
	}{
		{"by size, not by letters", []Visit{{ID: "10", Professional: "B"}, {ID: "9", Professional: "A"}, {ID: "2", Professional: "A"}}, 2, .5},
		{"as text", []Visit{{ID: "x10", Professional: "B"}, {ID: "x9", Professional: "A"}, {ID: "x2", Professional: "B"}}, 2, .5},
		{"whole numbers before text", []Visit{{ID: "1a", Professional: "B"}, {ID: "2", Professional: "A"}, {ID: "10", Professional: "A"}}, 2, .5},
		{"a day and a time of that day", []Visit{{ID: "1", Professional: "A", Start: midnight, Day: true}, {ID: "2", Professional: "B", Start: noon}, {ID: "3", Professional: "B", Start: noon.Add(time.Hour)}}, 1, .5},
		{"another day", []Visit{{ID: "1", Professional: "A", Start: midnight, Day: true}, {ID: "2", Professional: "A", Start: noon.Add(12 * time.Hour)}}, 0, 1},
		{"times of one day", []Visit{{ID: "1", Professional: "A", Start: midnight}, {ID: "2", Professional: "A", Start: noon}}, 0, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var tally VisitTally
			for _, v := range tt.visits {
				v.Patient = "1"
				if v.Start.IsZero() {
					v.Start = noon
				}
				tally.AddVisit(v)
			}
			for _, per := range []Per{PerPatient, PerStudy} {
				rows := tally.Rows(per, Options{})
				secon := find(t, rows, "", "secon", nil)
				assert.Equal(t, tt.secon, secon.Value)
				assert.Equal(t, warningOfTies(tt.ties), tiesIn(secon.Warnings))
				assert.Empty(t, tiesIn(find(t, rows, "", "upc", nil).Warnings), "rests on no order")
			}
		})
	}
}

func TestVisitWithoutStart(t *testing.T) {
	tally := onDays("1", "AAB")
	tally.AddVisit(Visit{Patient: "1", ID: "9", Professional: "A"})
	tally.Merge(onDays("2", "AA"))
	tally.AddVisit(Visit{Patient: "3", ID: "1", Professional: "A"})
	ofPatient, ofStudy := tally.Rows(PerPatient, Options{}), tally.Rows(PerStudy, Options{})
	for _, measure := range []string{"secon", "handoffs", "fraction_of_care_last_provider", "known_professional_share", "median_gap_days", "longest_gap_days", "relation_days"} {
		assert.Equal(t, NoOrder, find(t, ofPatient, "1", measure, nil).Undefined, measure)
		row := find(t, ofStudy, "", measure, nil)
		assert.Equal(t, int64(1), row.N, measure)
		assert.Contains(t, row.Warnings, estimate.Warning("1 left out: "+string(NoOrder)), measure)
	}
	assert.Equal(t, .75, find(t, ofPatient, "1", "upc", nil).Value, "rests on no order")
	assert.Equal(t, int64(2), find(t, ofStudy, "", "upc", nil).N)
	assert.Equal(t, 1., find(t, ofPatient, "3", "fraction_of_care_last_provider", nil).Value, "one visit needs no order")

	tally = onDays("1", "A")
	tally.AddVisit(Visit{Patient: "1", ID: "9", Professional: "A"})
	assert.Equal(t, NoOrder, find(t, tally.Rows(PerPatient, Options{}), "1", "secon", nil).Undefined, "two visits do")
	tally = onDays("1", "AA")
	tally.AddVisit(Visit{Patient: "1", ID: "9"})
	assert.Equal(t, 1., find(t, tally.Rows(PerPatient, Options{}), "1", "secon", nil).Value, "a visit that is left out needs no start")
}

func TestLookBack(t *testing.T) {
	tests := []struct {
		name, visits string
		days         []int
		lookBack     int
		k, n         float64
	}{
		{"all earlier visits", "ABAB", []int{0, 1, 2, 3}, 0, 2, 3},
		{"exactly so long ago", "ABA", []int{0, 5, 10}, 10, 1, 1},
		{"a day longer ago", "ABA", []int{0, 5, 11}, 10, 0, 1},
		{"too soon after the first", "AAA", []int{0, 5, 9}, 10, 0, 0},
		{"nobody before", "A", []int{0}, 0, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := Options{LookBack: time.Duration(tt.lookBack) * 24 * time.Hour}
			var p params
			if tt.lookBack > 0 {
				p = params{"lookBackDays": float64(tt.lookBack)}
			}
			row := find(t, onDays("1", tt.visits, tt.days...).Rows(PerPatient, o), "1", "known_professional_share", p)
			assert.Equal(t, []float64{tt.k, tt.n}, []float64{*row.Num, *row.Den})
			assert.Equal(t, tt.n == 0, row.Undefined == NoEarlierVisit)
		})
	}
}

// The visits of newSmallStudy's first patient: doctor and nurse, nurse, doctor.
func TestPolicies(t *testing.T) {
	s := newSmallStudy()
	tests := []struct {
		policy                        Policy
		said                          estimate.Warning
		providers, upc, coc, secon    float64
		hhi, last, handoffs, entropy2 float64
	}{
		{First, "1 visit to several professionals: counted for the one listed first", 2, 2. / 3, 1. / 3, 0, 5. / 9, 2. / 3, 2, .9182958340544896},
		// Doctor ½ + 1, nurse ½ + 1; pairs of visits share ½ and 0.
		{All, "1 visit to several professionals: shared out in equal parts", 2, .5, 1. / 3, .25, .5, .5, 1.5, 1},
		{Team, "1 visit to several professionals: counted for the team as one", 3, 1. / 3, 0, 0, 1. / 3, 1. / 3, 2, 1.584962500721156},
	}
	for _, tt := range tests {
		t.Run(string(tt.policy), func(t *testing.T) {
			var p params
			if tt.policy != First {
				p = params{"policy": string(tt.policy)}
			}
			rows := s.profile().Visits.Rows(PerPatient, Options{Policy: tt.policy})
			for measure, want := range map[string]float64{
				"providers": tt.providers, "upc": tt.upc, "coc": tt.coc, "secon": tt.secon, "hhi": tt.hhi,
				"fraction_of_care_last_provider": tt.last, "handoffs": tt.handoffs,
			} {
				row := find(t, rows, s.adam, measure, p)
				assert.InDelta(t, want, row.Value, 1e-12, measure)
				assert.Contains(t, row.Warnings, tt.said, measure)
			}
			assert.InDelta(t, tt.entropy2, find(t, rows, s.adam, "visit_entropy", with(p, "base", int64(2))).Value, 1e-12)
			assert.NotContains(t, find(t, rows, s.adam, "visits", nil).Warnings, tt.said)
			k := find(t, rows, s.adam, "k_index", p)
			assert.Equal(t, tt.policy == All, k.Undefined == NotShared)
		})
	}
	row := find(t, s.profile().Visits.Rows(PerPatient, Options{Policy: "most"}), s.adam, "upc", params{"policy": "most"})
	assert.Equal(t, estimate.UnknownOption, row.Undefined)
}

// Where every visit is to one professional the policies agree, and sharing out
// gives the usual indices.
func TestPoliciesAgreeOnSingleVisits(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		visits := make([][]string, 1+random.IntN(12))
		for i := range visits {
			visits[i] = []string{string(rune('A' + random.IntN(4)))}
		}
		var of estimate.Subject
		first, shared := indices(of, visits, First), sharedOut(of, visits)
		assert.Equal(t, first, indices(of, visits, All))
		for i, row := range first {
			assert.Equal(t, row.Formula, shared[i].Formula)
			switch row.Measure {
			case "k_index", "mmci", "mci_patient":
				assert.Equal(t, NotShared, shared[i].Undefined)
			default:
				assert.Equal(t, row.Undefined, shared[i].Undefined, row.Measure)
				assert.InDelta(t, row.Value, shared[i].Value, 1e-12, row.Measure)
			}
		}
	}
	// The order within a visit matters to the first listed only.
	visits := [][]string{{"A", "B"}, {"B"}, {"C", "A"}}
	turned := [][]string{{"B", "A"}, {"B"}, {"A", "C"}}
	for _, p := range []Policy{All, Team} {
		assert.Equal(t, indices(estimate.Subject{}, visits, p), indices(estimate.Subject{}, turned, p), p)
	}
}

func TestAnonymousPatients(t *testing.T) {
	s := newSmallStudy()
	for _, r := range s.records {
		if e, ok := r.(*encounter.Encounter); ok && e.ID.String() == s.foreign {
			e.Presence[0].Unidentified = true
		}
	}
	p := s.profile()
	assert.Equal(t, int64(2), p.Patients(), "the other encounter identifies the patient")
	rows := p.Visits.Rows(PerStudy, Options{})
	assert.Contains(t, find(t, rows, "", "upc", nil).Warnings, estimate.Warning("1 left out: visits of patients who are not identified"))
	assert.Equal(t, 0., find(t, p.Visits.Rows(PerPatient, Options{}), s.bilal, "visits", nil).Value, "the visit cannot be joined")
	social := find(t, p.Visits.Rows(PerProfessional, Options{}), s.social, "visits", nil)
	assert.Equal(t, 0., social.Value)
	assert.Equal(t, int64(1), social.Excluded)
}

func TestNobodyIdentified(t *testing.T) {
	b := coproductiontest.NewStudy(7)
	e := b.Encounter(b.Patient()).WithUnidentified(encounter.Doctor).Build()
	e.Presence[0].Unidentified = true
	var p Profile
	p.Add(e)
	rows := p.Rows(PerStudy, Options{})
	assert.Equal(t, NoPatientKnown, find(t, rows, "", "upc", nil).Undefined)
	doctors := find(t, rows, "", "professionals", params{"profession": "doctor"})
	assert.Equal(t, 1., doctors.Value)
	assert.Contains(t, doctors.Warnings, estimate.Warning("1 professional not identified: counted at each encounter"))
	assert.Empty(t, p.Visits.Rows(PerPatient, Options{}))
	assert.NotEmpty(t, p.Team.Rows(PerPatient, Options{}), "a patient with one encounter")
}

func TestChains(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2024, 1, 1+n, 0, 0, 0, 0, time.UTC) }
	b := coproductiontest.NewStudy(4)
	patient, doctor := b.Patient(), b.Doctor()
	var made []*encounter.Encounter
	link := func(to ...int) {
		e := b.Encounter(patient).With(doctor).Starting(day(len(made))).Build()
		e.Links = []encounter.Link{}
		for _, i := range to {
			e.Links = append(e.Links, encounter.Link{To: made[i].ID, Kind: encounter.LinkManagement})
		}
		made = append(made, e)
	}
	chain := func() estimate.Row {
		var tally VisitTally
		for _, r := range b.Records() {
			tally.Add(r)
		}
		return find(t, tally.Rows(PerPatient, Options{}), "", "longest_chain", nil)
	}
	link()
	assert.Equal(t, 1., chain().Value, "one encounter")
	link(0)
	link(0)
	assert.Equal(t, 2., chain().Value, "two links to one")
	link(0, 1)
	link(3, 2)
	assert.Equal(t, 4., chain().Value, "0, 1, 3, 4")
	made[0].Links = nil
	uncoded := chain()
	assert.Equal(t, 4., uncoded.Value, "the end of a chain need not be coded")
	assert.Equal(t, int64(1), uncoded.Excluded)
	made[0].Links = append(made[0].Links, encounter.Link{To: encounter.NewID(), Kind: encounter.LinkManagement})
	assert.Equal(t, 4., chain().Value, "what is not here makes no chain")
	made[0].Links[0].To = made[4].ID
	assert.Equal(t, CircularLinks, chain().Undefined)
}

func ExampleVisitTally() {
	var tally VisitTally
	for day, professional := range []string{"A", "A", "B", "A"} {
		tally.AddVisit(Visit{Patient: "P1", Start: time.Date(2024, 3, 1+day, 0, 0, 0, 0, time.UTC), Day: true, Professional: professional})
	}
	for _, row := range tally.Rows(PerPatient, Options{}) {
		if row.Measure == "upc" || row.Measure == "relation_days" {
			fmt.Println(row.Measure, row.Value)
		}
	}
	// Output:
	// upc 0.75
	// relation_days 3
}
