package indicator

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

func TestNetworkByHand(t *testing.T) {
	// 0 builds on 1 four times and is built on once, 2 on 0 twice; 3 has nobody.
	w := NetworkOf([][]int64{{7, 4, 0, 0}, {1, 0, 0, 0}, {2, 0, 0, 0}, {0, 0, 0, 3}})
	tests := []struct {
		name, from string
		got        estimate.Estimate
		want       float64
	}{
		{"density", "3 of 12", w.Density(), .25},
		{"edge", "2 of 3", w.ReciprocityEdge(), 2. / 3},
		{"dyadic", "6 pairs, one of them one-way", w.ReciprocityDyadic(), 5. / 6},
		{"non-null", "1 of 2", w.ReciprocityNonNull(), .5},
		{"weighted", "(1 + 1)/(4 + 1 + 2)", w.ReciprocityWeighted(), 2. / 7},
		{"out", "degrees 1 1 1 0: 1/9", w.CentralisationOut(), 1. / 9},
		{"in", "degrees 2 1 0 0: (0 + 1 + 2 + 2)/9", w.CentralisationIn(), 5. / 9},
	}
	for _, tt := range tests {
		assert.InDelta(t, tt.want, tt.got.Value, 1e-12, "%s (%s)", tt.name, tt.from)
		assert.Equal(t, int64(4), tt.got.N, tt.name)
		assert.Equal(t, int64(10), tt.got.Excluded, "%s: on themselves 7 + 3", tt.name)
	}
}

func TestNetworkDegenerate(t *testing.T) {
	for _, tt := range []struct {
		name    string
		weights [][]int64
		want    estimate.Reason
	}{
		{"nobody", nil, OneNode},
		{"one", [][]int64{{5}}, OneNode},
		{"not square", [][]int64{{0, 1}, {0}}, NotSquare},
		{"not square either", [][]int64{{0, 1}}, NotSquare},
		{"negative", [][]int64{{0, -1}, {1, 0}}, estimate.NegativeCount},
		{"negative on the diagonal", [][]int64{{-1, 0}, {1, 0}}, estimate.NegativeCount},
		{"too large", [][]int64{{0, math.MaxInt64}, {1, 0}}, estimate.TooLarge},
	} {
		for _, row := range NetworkOf(tt.weights).Rows(estimate.Subject{}) {
			assert.Equal(t, tt.want, row.Undefined, "%s: %s", tt.name, row.Measure)
			assert.NotEmpty(t, row.Formula)
		}
	}
	for _, row := range NetworkOf([][]int64{{0, 0}, {0, 0}}).Rows(estimate.Subject{}) {
		switch row.Measure {
		case "reciprocity_edge", "reciprocity_dyadic_nonnull", "reciprocity_weighted":
			assert.Equal(t, NoEdges, row.Undefined, row.Measure)
		case "reciprocity_dyadic":
			assert.Equal(t, 1., row.Value)
		default:
			assert.True(t, row.Defined())
			assert.Equal(t, 0., row.Value, row.Measure)
		}
	}
}

// Laws: renaming changes no bit, turning the edges round changes the two
// centralisations into each other and nothing else, and a common factor nothing.
func TestNetworkLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	for range 300 {
		n := 2 + random.IntN(7)
		weights, turned, renamed, scaled, both := square(n), square(n), square(n), square(n), square(n)
		to := random.Perm(n)
		for i := range n {
			for j := range n {
				if random.IntN(3) == 0 {
					weights[i][j] = random.Int64N(9)
				}
				turned[j][i] = weights[i][j]
				renamed[to[i]][to[j]] = weights[i][j]
				scaled[i][j] = 1000 * weights[i][j]
				both[i][j] += weights[i][j]
				both[j][i] += weights[i][j]
			}
		}
		w := NetworkOf(weights)
		rows := w.Rows(estimate.Subject{})
		assert.Equal(t, rows, NetworkOf(renamed).Rows(estimate.Subject{}))
		back := NetworkOf(turned)
		assert.Equal(t, w.CentralisationIn().Value, back.CentralisationOut().Value)
		assert.Equal(t, w.CentralisationOut().Value, back.CentralisationIn().Value)
		for i, row := range back.Rows(estimate.Subject{})[:5] {
			assert.Equal(t, rows[i], row)
		}
		for i, row := range NetworkOf(scaled).Rows(estimate.Subject{}) {
			assert.Equal(t, rows[i].Value, row.Value, row.Measure)
		}
		for i, row := range rows {
			if row.Defined() {
				assert.GreaterOrEqual(t, row.Value, 0., row.Measure)
				assert.LessOrEqual(t, row.Value, 1., row.Measure)
			}
			assert.True(t, w.sums.possible(), i)
		}
		if mutual := NetworkOf(both); mutual.ReciprocityEdge().Defined() {
			assert.Equal(t, []float64{1, 1, 1, 1}, []float64{mutual.ReciprocityEdge().Value, mutual.ReciprocityDyadic().Value, mutual.ReciprocityNonNull().Value, mutual.ReciprocityWeighted().Value})
		}
		star := square(n)
		for i := 1; i < n; i++ {
			star[0][i] = 1
		}
		assert.Equal(t, 1., NetworkOf(star).CentralisationOut().Value)
		assert.InDelta(t, 1/float64((n-1)*(n-1)), NetworkOf(star).CentralisationIn().Value, 1e-15, "all but one are built on once")
	}
}

func square(n int) [][]int64 {
	w := make([][]int64, n)
	for i := range w {
		w[i] = make([]int64, n)
	}
	return w
}

func TestBuildsOnWhom(t *testing.T) {
	b := coproductiontest.NewStudy(7)
	patient, doctor, nurse, relative := b.Patient(), b.Doctor(), b.Nurse(), b.Relative()
	e := b.Encounter(patient).With(doctor, nurse).Build()
	e.Presence = append(e.Presence, encounter.Presence{Participant: relative.ID, Role: encounter.RoleRelative})
	stranger := b.Doctor() // not present
	e.Steps = []encounter.Step{
		{ID: "s1", By: []encounter.ID{patient.ID, patient.ID}},
		{ID: "s2", By: []encounter.ID{doctor.ID, nurse.ID}, BuildsOn: []encounter.Name{"s1", "s1", "s3", "s2", "none"}},
		{ID: "s3", By: []encounter.ID{patient.ID, doctor.ID}, BuildsOn: []encounter.Name{"s1", "s2"}},
		{ID: "s4", By: []encounter.ID{stranger.ID}, BuildsOn: []encounter.Name{"s3"}},
		{ID: "s5", BuildsOn: []encounter.Name{"s1"}},
	}
	people, weights := BuildsOnWhom(e)
	assert.Equal(t, []encounter.ID{patient.ID, doctor.ID, nurse.ID, stranger.ID}, people, "who contributed, in that order")
	assert.Equal(t, [][]int64{
		{1, 1, 1, 0}, // s3 on s1 (own) and on s2
		{2, 1, 1, 0}, // s2 on s1; s3 on s1, and on s2 (own, and the nurse)
		{1, 0, 0, 0}, // s2 on s1
		{1, 1, 0, 0}, // s4 on s3
	}, weights)
	roles, weights := BuildsOnWhichRole(e)
	assert.Equal(t, []encounter.Role{encounter.RolePatient, encounter.RoleProfessional}, roles)
	assert.Equal(t, [][]int64{{1, 1}, {2, 1}}, weights, "two professionals in one step are one role; who was not present has none")

	people, weights = BuildsOnWhom(new(encounter.Encounter))
	assert.Empty(t, people)
	assert.Empty(t, weights)
	crowd := encounter.Step{ID: "s1"}
	for range MaxContributors {
		crowd.By = append(crowd.By, encounter.NewID())
	}
	people, _ = BuildsOnWhom(&encounter.Encounter{Steps: []encounter.Step{crowd}})
	assert.Len(t, people, MaxContributors)
	people, weights = BuildsOnWhom(&encounter.Encounter{Steps: []encounter.Step{crowd, {ID: "s2", By: []encounter.ID{encounter.NewID()}}}})
	assert.Nil(t, people, "one too many")
	assert.Nil(t, weights)
}

func ExampleBuildsOnWhom() {
	b := coproductiontest.NewStudy(1) // synthetic
	patient, doctor := b.Patient(), b.Doctor()
	e := b.Encounter(patient).With(doctor).
		Tells(patient).
		Asks(doctor).BuildingOn(). // on the step before
		Tells(patient).BuildingOn().
		Plans(doctor, patient).BuildingOn().Build()

	people, weights := BuildsOnWhom(e)
	network := NetworkOf(weights)
	fmt.Println(len(people), "contributed")
	fmt.Printf("given back: %.2f\n", network.ReciprocityWeighted().Value)
	fmt.Println(network.ReciprocityWeighted().Warnings)
	// Output:
	// 2 contributed
	// given back: 0.67
	// [1 left out: times that somebody built on themselves]
}
