package indicator

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

func TestDependencyMeans(t *testing.T) {
	b := coproductiontest.NewStudy(8)
	one, two, three := b.Patient(), b.Patient(), b.Patient()
	doctor, nurse := b.Doctor(), b.Nurse()
	var tally DependencyTally
	add := func(patient *encounter.Participant, with ...*encounter.Participant) *encounter.Encounter {
		e := b.Encounter(patient).With(with...).Build()
		tally.Add(e)
		return e
	}
	add(one, doctor)
	add(one, doctor)
	add(one, doctor, nurse)
	add(one, nurse) // doctor 3 of 4
	add(two, nurse)
	add(two, nurse)
	add(two) // nurse 2 of 2, one with nobody
	add(three, doctor)
	tests := []struct {
		measure, from string
		o             Options
		params        params
		want          float64
		n, left       int64
	}{
		{"contact_concentration", "(3/4 + 1)/2", Options{}, nil, .875, 2, 1},
		{"contact_concentration", "(4·3/4 + 2·1)/6", Options{VisitWeighted: true}, params{"weight": "visits"}, 5. / 6, 2, 1},
		{"contact_concentration", "the first alone", Options{Minimum: 3}, params{"minimum": int64(3)}, .75, 1, 2},
		{"contact_concentration", "(3/4 + 1 + 1)/3", Options{Minimum: 1}, params{"minimum": int64(1)}, 2.75 / 3, 3, 0},
		{"caseload_concentration", "doctor 3 of 4, nurse 2 of 4", Options{}, nil, .625, 2, 0},
		{"caseload_concentration", "weights are for patients", Options{VisitWeighted: true}, nil, .625, 2, 0},
		{"caseload_hhi", "(10/16 + 8/16)/2", Options{}, nil, .5625, 2, 0},
	}
	for _, tt := range tests {
		row := find(t, tally.Rows(PerStudy, tt.o), "", tt.measure, tt.params)
		assert.InDelta(t, tt.want, row.Value, 1e-12, "%s: %s", tt.measure, tt.from)
		assert.Equal(t, [2]int64{tt.n, tt.left}, [2]int64{row.N, row.Excluded}, "%s: %s", tt.measure, tt.from)
	}
	row := find(t, tally.Rows(PerStudy, Options{}), "", "contact_concentration", nil)
	assert.Contains(t, row.Warnings, estimate.Warning("1 left out: patients with fewer than 2 contacts"))
	assert.Contains(t, row.Warnings, estimate.Warning("1 left out: visits to no identified professional"))
	assert.Equal(t, "mean over patients of max cᵢ / N", row.Formula)
	assert.Equal(t, 1., row.Hi, "cut at the range")
	row = find(t, tally.Rows(PerStudy, Options{Minimum: 9}), "", "caseload_hhi", params{"minimum": int64(9)})
	assert.Equal(t, estimate.Reason("professionals with fewer than 9 contacts"), row.Undefined)
	row = find(t, tally.Rows(PerProfessional, Options{}), nurse.ID.String(), "caseload_hhi", nil)
	assert.Equal(t, [3]float64{.5, 8, 16}, [3]float64{row.Value, *row.Num, *row.Den}, "2 and 2 of 4")

	stranger := add(two, doctor)
	stranger.Presence[0].Unidentified = true
	tally = DependencyTally{}
	for _, r := range b.Records() {
		tally.Add(r)
	}
	row = find(t, tally.Rows(PerProfessional, Options{}), doctor.ID.String(), "caseload_concentration", nil)
	assert.Equal(t, [3]float64{.75, 4, 1}, [3]float64{row.Value, float64(row.N), float64(row.Excluded)}, "3 of 4, and one whose patient is not identified")
	row = find(t, tally.Rows(PerStudy, Options{}), "", "caseload_concentration", nil)
	assert.Contains(t, row.Warnings, estimate.Warning("1 left out: visits of patients who are not identified"))
}

// A code belongs to an encounter by whatever way a coding points to it.
func TestDependencyCodings(t *testing.T) {
	b := coproductiontest.NewStudy(9)
	newID := coproductiontest.IDs(90)
	patient, other, doctor := b.Patient(), b.Patient(), b.Doctor()
	first, second, third := b.Encounter(patient).With(doctor).Build(), b.Encounter(patient).With(doctor).Build(), b.Encounter(other).With(doctor).Build()
	source := &theme.Source{ID: newID(), Encounter: second.ID}
	interview := &theme.Source{ID: newID()} // of no encounter
	unit := &theme.Unit{ID: newID(), Source: source.ID}
	loose := &theme.Unit{ID: newID(), Source: interview.ID}
	circle := &theme.Unit{ID: newID(), Source: newID()}
	back := &theme.Unit{ID: circle.Source, Source: circle.ID}
	coded := func(record encounter.ID, pointer string, codes ...theme.CodeID) *theme.Coding {
		return &theme.Coding{ID: newID(), Target: theme.Target{Record: record, Pointer: pointer}, Codes: codes}
	}
	tests := []struct {
		name    string
		codings []encounter.Record
		k, n    int64 // encounters
		kp, np  int64 // patients
	}{
		{"none", nil, 0, 0, 0, 0},
		{"seen, and no code", []encounter.Record{coded(first.ID, "")}, 0, 1, 0, 1},
		{"the whole record", []encounter.Record{coded(first.ID, "", "T4.boundary")}, 1, 1, 1, 1},
		{"a place in it", []encounter.Record{coded(first.ID, "/steps/3", "T4.boundary")}, 1, 1, 1, 1},
		{"another code", []encounter.Record{coded(first.ID, "", "T4.closure")}, 0, 1, 0, 1},
		{"one of two coders", []encounter.Record{coded(first.ID, ""), coded(first.ID, "", "T4.boundary")}, 1, 1, 1, 1},
		{"two of one patient", []encounter.Record{coded(first.ID, "", "T4.boundary"), coded(second.ID, "", "T4.boundary")}, 2, 2, 1, 1},
		{"two of two patients", []encounter.Record{coded(first.ID, ""), coded(third.ID, "", "T4.boundary")}, 1, 2, 1, 2},
		{"through a source", []encounter.Record{coded(source.ID, "", "T4.boundary")}, 1, 1, 1, 1},
		{"through a unit of a source", []encounter.Record{coded(unit.ID, "", "T4.boundary")}, 1, 1, 1, 1},
		{"of no encounter", []encounter.Record{coded(loose.ID, "", "T4.boundary"), coded(newID(), "", "T4.boundary")}, 0, 0, 0, 0},
		{"in a circle", []encounter.Record{coded(circle.ID, "", "T4.boundary")}, 0, 0, 0, 0},
		{"the same coding twice", []encounter.Record{coded(first.ID, "", "T4.boundary"), coded(first.ID, "", "T4.boundary")}, 1, 1, 1, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var tally DependencyTally
			for _, r := range append(tt.codings, circle, back, first, second, third, unit, loose, source, interview) {
				tally.Add(r)
			}
			rows := tally.Rows(PerStudy, Options{})
			encounters := find(t, rows, "", "dependency_code_share", params{"code": "T4.boundary", "of": "encounters"})
			people := find(t, rows, "", "dependency_code_share", params{"code": "T4.boundary", "of": "participants"})
			if tt.n == 0 {
				assert.Equal(t, [2]estimate.Reason{NotCoded, NotCoded}, [2]estimate.Reason{encounters.Undefined, people.Undefined})
				return
			}
			assert.Equal(t, [4]int64{tt.k, tt.n, tt.kp, tt.np}, [4]int64{int64(*encounters.Num), encounters.N, int64(*people.Num), people.N})
			assert.Equal(t, 3-tt.n, encounters.Excluded)
			want := estimate.Proportion(tt.k, tt.n, DefaultLevel)
			assert.Equal(t, [3]any{want.Lo, want.Hi, want.Method}, [3]any{encounters.Lo, encounters.Hi, encounters.Method})
			assert.NotContains(t, people.Warnings, Clustered, "people are independent")
		})
	}
}

// Whose encounter nobody knows counts as an encounter and not as a participant.
func TestDependencyCodingsOfStrangers(t *testing.T) {
	b := coproductiontest.NewStudy(10)
	doctor := b.Doctor()
	known, stranger := b.Encounter(b.Patient()).With(doctor).Build(), b.Encounter(b.Patient()).With(doctor).Build()
	stranger.Presence[0].Unidentified = true
	var tally DependencyTally
	for _, e := range []*encounter.Encounter{known, stranger} {
		tally.Add(e)
		tally.Add(&theme.Coding{Target: theme.Target{Record: e.ID}, Codes: []theme.CodeID{"T4.boundary"}})
	}
	rows := tally.Rows(PerStudy, Options{})
	assert.Equal(t, int64(2), find(t, rows, "", "dependency_code_share", params{"code": "T4.boundary", "of": "encounters"}).N)
	people := find(t, rows, "", "dependency_code_share", params{"code": "T4.boundary", "of": "participants"})
	assert.Equal(t, []float64{1, 1}, []float64{*people.Num, *people.Den})
	assert.Contains(t, people.Warnings, estimate.Warning("1 left out: visits of patients who are not identified"))
	assert.Empty(t, find(t, tally.Rows(PerPatient, Options{}), known.Patient.String(), "dependency_code_share", params{"code": "T4.boundary", "of": "encounters"}).Undefined)
}

// What was merged in is not changed by what is added later, and the other way round.
func TestDependencySharesNothing(t *testing.T) {
	newID := coproductiontest.IDs(3)
	place, more := newID(), newID()
	code := func(record encounter.ID, codes ...theme.CodeID) *theme.Coding {
		return &theme.Coding{Target: theme.Target{Record: record}, Codes: codes}
	}
	var a, b DependencyTally
	a.Add(code(place, "T4.boundary"))
	b.Merge(&a)
	before, err := json.Marshal(a)
	require.NoError(t, err)
	b.Add(code(place, "T4.closure", "T4.kinship"))
	b.Add(code(more))
	b.Add(&theme.Unit{ID: place, Encounter: more})
	after, err := json.Marshal(a)
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after))
	form, err := json.Marshal(b)
	require.NoError(t, err)
	assert.Equal(t, 1, strings.Count(string(form), "T4.boundary"))

	empty := b
	empty.Merge(new(DependencyTally))
	again, err := json.Marshal(empty)
	require.NoError(t, err)
	assert.Equal(t, string(form), string(again), "an empty tally changes nothing")
	b.Add(&theme.Codebook{})
	b.Add(&encounter.Participant{})
	again, _ = json.Marshal(b)
	assert.Equal(t, string(form), string(again), "nor do other records")
}

// A form from elsewhere whose sets are not sorted, or not sets, is read as what it says.
func TestDependencyFormIsMended(t *testing.T) {
	var tally DependencyTally
	require.NoError(t, json.Unmarshal([]byte(`{"tally":"dependency/1","encounters":[],"codes":[{"record":"x","set":["b","a","b"]},{"record":"x","set":["c"]}]}`), &tally))
	form, err := json.Marshal(tally)
	require.NoError(t, err)
	assert.Equal(t, `{"tally":"dependency/1","encounters":[],"codes":[{"record":"x","set":["a","b","c"]}]}`, string(form))
}

func ExampleDependencyTally() {
	b := coproductiontest.NewStudy(1) // synthetic
	patient, nurse := b.Patient(), b.Nurse()
	b.Encounter(patient).With(nurse).By(encounter.InPerson).InitiatedBy(nurse).WithinLimits(true)
	b.Encounter(patient).With(nurse).By(encounter.Phone).InitiatedBy(patient).WithinLimits(true)
	b.Encounter(patient).With(nurse).By(encounter.TextMessage).InitiatedBy(patient).WithinLimits(false)
	var tally DependencyTally
	for _, r := range b.Records() {
		tally.Add(r)
	}
	for _, row := range tally.Rows(PerPatient, Options{}) {
		if row.Measure != "dependency_code_share" {
			fmt.Printf("%s %.2f (n = %d)\n", row.Measure, row.Value, row.N)
		}
	}
	// Output:
	// contact_concentration 1.00 (n = 3)
	// contacts_between_visits 0.67 (n = 3)
	// contacts_initiated_by_patient 0.67 (n = 3)
	// contacts_outside_limits 0.33 (n = 3)
}
