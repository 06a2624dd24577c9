package indicator

import (
	"iter"
	"math/rand/v2"
	"testing"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// synthetic returns visits of so many patients to so many professionals, in random order.
func synthetic(seed uint64, visits, patients, professionals int) iter.Seq2[encounter.ID, encounter.ID] {
	random := rand.New(rand.NewPCG(seed, 1))
	ids := func(n int) []encounter.ID {
		all := make([]encounter.ID, n)
		for i := range all {
			for j := range all[i] {
				all[i][j] = byte(random.Uint32())
			}
		}
		return all
	}
	people, staff := ids(patients), ids(professionals)
	of, to := make([]encounter.ID, visits), make([]encounter.ID, visits)
	for i := range of {
		p := random.IntN(patients)
		of[i] = people[p]
		to[i] = staff[(p*7+random.IntN(1+random.IntN(5)))%professionals]
	}
	return func(yield func(encounter.ID, encounter.ID) bool) {
		for i := range of {
			if !yield(of[i], to[i]) {
				return
			}
		}
	}
}

// textbook is what one would write first: a map of maps.
func textbook(visits iter.Seq2[encounter.ID, encounter.ID]) estimate.Estimate {
	counts := map[encounter.ID]map[encounter.ID]int{}
	for patient, professional := range visits {
		if counts[patient] == nil {
			counts[patient] = map[encounter.ID]int{}
		}
		counts[patient][professional]++
	}
	var coc []float64
	for _, to := range counts {
		n, squares := 0, 0
		for _, k := range to {
			n += k
			squares += k * k
		}
		if n > 1 {
			coc = append(coc, float64(squares-n)/float64(n*(n-1)))
		}
	}
	return estimate.MeanOf(coc, DefaultLevel)
}

// BenchmarkCohort compares the mean COC of 1,000,000 visits with that by a map of maps.
func BenchmarkCohort(b *testing.B) {
	visits := synthetic(1, 1_000_000, 150_000, 5_000)
	var want, got float64
	b.Run("map of maps", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			want = textbook(visits).Value
		}
	})
	b.Run("cohort", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			got = CohortOf(visits).MeanCOC(Options{}).Value
		}
	})
	b.Run("cohort, counting alone", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			CohortOf(visits)
		}
	})
	if want != 0 && got != 0 && want != got {
		b.Fatalf("not the same value: %v, %v", got, want)
	}
}
