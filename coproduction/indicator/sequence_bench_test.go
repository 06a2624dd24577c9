package indicator

import (
	"math/rand/v2"
	"testing"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// million is a sequence of a million acts.
func million() []string {
	random := rand.New(rand.NewPCG(1, 2))
	acts := encounter.Acts()
	sequence := make([]string, 1_000_000)
	for i := range sequence {
		sequence[i] = string(acts[random.IntN(len(acts))])
	}
	return sequence
}

func BenchmarkTransitions(b *testing.B) {
	sequence := million()
	b.Run("table", func(b *testing.B) {
		for b.Loop() {
			var t Transitions
			t.Add(sequence)
		}
	})
	b.Run("map of pairs", func(b *testing.B) { // what comes to mind first
		for b.Loop() {
			counts := map[[2]string]int64{}
			for i := range sequence[1:] {
				counts[[2]string{sequence[i], sequence[i+1]}]++
			}
		}
	})
}

func BenchmarkTransitionTable(b *testing.B) {
	for _, noRepeat := range []bool{false, true} {
		t := NewTransitions(1, noRepeat)
		t.Add(million()[:10_000])
		name := "independence"
		if noRepeat {
			name = "no repeat"
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				t.Table()
			}
		})
	}
}
