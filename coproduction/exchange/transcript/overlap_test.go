package transcript

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

func spoken(bounds ...Seconds) (t Tier) {
	for i := 0; i < len(bounds); i += 2 {
		t.Intervals = append(t.Intervals, Interval{bounds[i], bounds[i+1], "x"})
	}
	return t
}

func TestOverlap(t *testing.T) {
	tests := []struct {
		name string
		from string
		a, b Tier
		want Seconds
	}{
		{"nobody speaks", "by hand", Tier{}, Tier{}, 0},
		{"one speaks", "by hand", spoken(0, 5), Tier{}, 0},
		{"touching", "by hand", spoken(0, 5), spoken(5, 9), 0},
		{"partly", "by hand: 5 − 4", spoken(0, 5), spoken(4, 9), 1},
		{"one within the other", "by hand: 3 − 2", spoken(0, 5), spoken(2, 3), 1},
		{"the same", "by hand", spoken(1, 5), spoken(1, 5), 4},
		{"several", "by hand: 1 + 2", spoken(0, 2, 4, 8), spoken(1, 3, 6, 9), 3},
		{"one tier twice over", "by hand: 2 · (4 − 1)", spoken(0, 4, 1, 5), spoken(1, 4), 6},
		{"not sorted", "by hand: 2 + 1", spoken(4, 8, 0, 2), spoken(6, 9, 1, 3), 3},
		{"silence", "by hand", Tier{Intervals: []Interval{{0, 9, " "}}}, spoken(0, 9), 0},
		{"points", "by hand", spoken(1, 1, 2, 2), spoken(0, 9), 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, Overlap(tt.a, tt.b), tt.from)
			assert.Equal(t, tt.want, Overlap(tt.b, tt.a), "swapped")
		})
	}
}

// The walk along the boundaries is the sum over all pairs.
func TestOverlapIsTheSumOverPairs(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	tier := func() (t Tier) {
		for range rng.IntN(12) {
			start := Seconds(rng.IntN(50)) / 4 // quarters add up exactly
			t.Intervals = append(t.Intervals, Interval{start, start + Seconds(rng.IntN(20))/4, "x"})
		}
		return t
	}
	for range 2000 {
		a, b := tier(), tier()
		var want Seconds
		for _, i := range a.Intervals {
			for _, j := range b.Intervals {
				want += max(0, min(i.End, j.End)-max(i.Start, j.Start))
			}
		}
		assert.Equal(t, want, Overlap(a, b))
		assert.Equal(t, want, Overlap(b, a))
	}
}
