package indicator

import (
	"encoding/binary"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A pair is a visit of a patient to a professional, by small numbers; 0 is nobody.
type pair struct{ patient, professional uint64 }

// idOf is an id that differs from others in its last bytes only.
func idOf(n uint64) (id encounter.ID) {
	binary.BigEndian.PutUint64(id[8:], n)
	return id
}

func ids(pairs []pair) iter.Seq2[encounter.ID, encounter.ID] {
	return func(yield func(encounter.ID, encounter.ID) bool) {
		for _, p := range pairs {
			if !yield(idOf(p.patient), idOf(p.professional)) {
				return
			}
		}
	}
}

// A cohort gives each patient what VisitsOf gives, and the study what a tally does.
func TestCohortIsTheSame(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 9))
	for round := range 60 {
		pairs := make([]pair, random.IntN(1+round*20))
		for i := range pairs {
			pairs[i] = pair{random.Uint64N(uint64(2 + round)), random.Uint64N(6)}
		}
		c := CohortOf(ids(pairs))
		want := map[encounter.ID][]uint64{}
		var order []encounter.ID
		var tally VisitTally
		for i, p := range pairs {
			v := Visit{ID: fmt.Sprint(i), Patient: idOf(p.patient).String(), Start: time.Date(2024, 1, 1, 0, 0, i, 0, time.UTC), Professional: idOf(p.professional).String()}
			tally.AddVisit(v)
			if p.patient == 0 {
				tally.cards.last[len(tally.cards.last)-1].Anonymous = true
				continue
			}
			if id := idOf(p.patient); p.professional > 0 {
				if want[id] == nil {
					order = append(order, id)
				}
				want[id] = append(want[id], p.professional)
			}
		}
		var got []encounter.ID
		for patient, visits := range c.All() {
			got = append(got, patient)
			assert.Equal(t, VisitsOf(want[patient]), visits)
		}
		assert.Equal(t, order, got, "in the order of their first visit")
		assert.Equal(t, int64(len(order)), c.Patients())

		unseen := 0 // the tally also knows patients who met nobody identified
		for patient := range tally.people() {
			if want[patient] == nil {
				unseen++
			}
		}
		for _, o := range []Options{{}, {Minimum: 1}, {Minimum: 4, Level: .9}, {VisitWeighted: true}} {
			var p params
			if o.Minimum > 0 {
				p = params{"minimum": o.Minimum}
			}
			if o.VisitWeighted {
				p = params{"weight": "visits"}
			}
			tallied, mean := find(t, tally.Rows(PerStudy, o), "", "coc", p).Estimate, c.MeanCOC(o)
			if unseen == 0 {
				assert.Equal(t, tallied, mean)
			}
			assert.Equal(t, tallied.Value, mean.Value)
			assert.Equal(t, [3]float64{tallied.Lo, tallied.Hi, float64(tallied.N)}, [3]float64{mean.Lo, mean.Hi, float64(mean.N)})
		}
	}
}

// people returns the patients whom the data identifies.
func (t *VisitTally) people() map[encounter.ID]bool {
	all := map[encounter.ID]bool{}
	for _, c := range t.cards.all() {
		if !c.Anonymous {
			id, _ := hexID(c.Patient)
			all[id] = true
		}
	}
	return all
}

// hexID reads the text form of any 16 bytes.
func hexID(text string) (id encounter.ID, err error) {
	var low uint64
	_, err = fmt.Sscanf(text[19:23]+text[24:], "%x", &low)
	return idOf(low), err
}

func TestCohortDegenerate(t *testing.T) {
	var zero Cohort
	assert.Equal(t, estimate.NoUnits, zero.MeanCOC(Options{}).Undefined)
	tests := []struct {
		name  string
		pairs []pair
		o     Options
		want  float64
		n     int64
		why   estimate.Reason
	}{
		{"nothing", nil, Options{}, 0, 0, estimate.NoUnits},
		{"one visit", []pair{{1, 1}}, Options{}, 0, 0, "patients with fewer than 2 visits"},
		{"one visit is enough, but there is no COC", []pair{{1, 1}}, Options{Minimum: 1}, 0, 0, estimate.TooFewVisits},
		{"nobody identified the patients", []pair{{0, 1}, {0, 1}}, Options{}, 0, 0, NoPatientKnown},
		{"nobody identified the professionals", []pair{{1, 0}, {1, 0}}, Options{}, 0, 0, estimate.NoUnits},
		{"one professional", []pair{{1, 1}, {1, 1}}, Options{}, 1, 1, ""},
		{"by hand: 1 and (5 − 3)/6", []pair{{1, 1}, {2, 1}, {2, 2}, {1, 1}, {2, 1}}, Options{}, 2. / 3, 2, ""},
		{"by hand, weighted: (2·1 + 3·⅓)/5", []pair{{1, 1}, {2, 1}, {2, 2}, {1, 1}, {2, 1}}, Options{VisitWeighted: true}, .6, 2, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := CohortOf(ids(tt.pairs)).MeanCOC(tt.o)
			assert.Equal(t, tt.why, e.Undefined)
			assert.InDelta(t, tt.want, e.Value, 1e-12)
			assert.Equal(t, tt.n, e.N)
			assert.Equal(t, "mean over patients of (Σ nᵢ² − N) / (N(N−1))", e.Formula)
		})
	}
	left := CohortOf(ids([]pair{{0, 1}, {1, 0}, {1, 1}, {1, 2}, {1, 0}})).MeanCOC(Options{})
	assert.Contains(t, left.Warnings, estimate.Warning("2 left out: visits to no identified professional"))
	assert.Contains(t, left.Warnings, estimate.Warning("1 left out: visits of patients who are not identified"))
}

// Other keys for the hash, other patients in between and stopping early change nothing.
func TestCohortLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	pairs := make([]pair, 30_000)
	for i := range pairs {
		pairs[i] = pair{1 + random.Uint64N(9_000)<<20, 1 + random.Uint64N(300)<<40}
	}
	one, other := CohortOf(ids(pairs)), CohortOf(ids(pairs))
	assert.Equal(t, one, other)
	slices.SortStableFunc(pairs, func(a, b pair) int { return int(a.patient>>20) - int(b.patient>>20) })
	sorted := CohortOf(ids(pairs))
	assert.Equal(t, one.MeanCOC(Options{}), sorted.MeanCOC(Options{}))
	for range one.All() {
		break
	}
	by := map[encounter.ID]Visits{}
	for patient, v := range one.All() {
		by[patient] = v
	}
	for patient, v := range sorted.All() {
		assert.Equal(t, by[patient], v)
	}
}

func TestNumbers(t *testing.T) {
	n := newNumbers()
	var h [1]uint64
	number := func(id encounter.ID) uint32 {
		n.hash([]encounter.ID{id}, h[:])
		return n.of(&id, h[0])
	}
	for _, shift := range []int{0, 8, 24, 32, 40} { // ids that differ in a few bits only
		before := uint32(len(n.ids))
		for i := range uint64(3000) {
			id := idOf((i + 1) << shift)
			id[0] = byte(shift)
			require.Equal(t, before+uint32(i), number(id))
		}
		for i := range uint64(3000) {
			id := idOf((i + 1) << shift)
			id[0] = byte(shift)
			require.Equal(t, before+uint32(i), number(id), "and again")
		}
	}
	assert.LessOrEqual(t, 2*len(n.ids), len(n.slots))
	assert.Len(t, n.slots, 1<<(64-n.shift), "the search begins anywhere in the table")
	assert.Equal(t, n.ids[2999], idOf(3000))
}

// Ids that all begin their search at one slot are still told apart.
func TestNumbersThatFallTogether(t *testing.T) {
	n := newNumbers()
	for i := range uint64(100) {
		id := idOf(i)
		require.Equal(t, uint32(i), n.of(&id, ^uint64(0)), "the last slot, and on from the first")
	}
	for i := range uint64(100) {
		id := idOf(i)
		require.Equal(t, uint32(i), n.of(&id, ^uint64(0)))
	}
}

func ExampleCohortOf() {
	adam, bilal := idOf(1), idOf(2) // synthetic
	doctor, nurse := idOf(11), idOf(12)
	visits := [][2]encounter.ID{{adam, doctor}, {bilal, nurse}, {adam, doctor}, {adam, nurse}, {bilal, nurse}}
	cohort := CohortOf(func(yield func(patient, professional encounter.ID) bool) {
		for _, v := range visits {
			if !yield(v[0], v[1]) {
				return
			}
		}
	})
	for patient, v := range cohort.All() {
		fmt.Printf("%s UPC %.3f COC %.3f\n", patient, v.UPC().Value, v.COC().Value)
	}
	fmt.Printf("mean COC %.3f of %d patients\n", cohort.MeanCOC(Options{}).Value, cohort.Patients())
	// Output:
	// 00000000-0000-0000-0000-000000000001 UPC 0.667 COC 0.333
	// 00000000-0000-0000-0000-000000000002 UPC 1.000 COC 1.000
	// mean COC 0.667 of 2 patients
}
