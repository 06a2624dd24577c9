package transcript

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTurns(t *testing.T) {
	talk := &Transcript{Tiers: []Tier{
		{Intervals: []Interval{{0, 1, "a"}, {1, 2, ""}, {2, 3, "b"}, {5, 6, "d"}}},
		{Intervals: []Interval{{7, 8, "f"}, {5, 9, "e"}, {2.5, 2.7, "c"}}}, // not sorted; e ties with d
		{Points: true, Intervals: []Interval{{2.2, 2.2, "cue"}}},
	}}
	assert.Equal(t, []Turn{
		{0, []Interval{{0, 1, "a"}, {2, 3, "b"}}},
		{1, []Interval{{2.5, 2.7, "c"}}},
		{0, []Interval{{5, 6, "d"}}},
		{1, []Interval{{5, 9, "e"}, {7, 8, "f"}}},
	}, Turns(talk), "silence ends no turn; the earlier tier comes first on ties; points take none")
	assert.Empty(t, Turns(new(Transcript)))

	// Many that start at once keep the order of the file.
	var crowd Tier
	want := make([]Interval, 300)
	for n := range want {
		i := Interval{Seconds(n % 3), Seconds(1000 - n), "x"}
		crowd.Intervals = append(crowd.Intervals, i)
		want[100*(n%3)+n/3] = i
	}
	assert.Equal(t, []Turn{{0, want}}, Turns(&Transcript{Tiers: []Tier{crowd}}))
}
