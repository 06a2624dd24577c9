package transcript

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMerge(t *testing.T) {
	doctor := &Transcript{Start: 1, End: 9, Tiers: []Tier{{Name: "Speaker", Start: 1, End: 9, Intervals: []Interval{{1, 9, "a"}}}}}
	patient := &Transcript{Start: 2, End: 10, Tiers: []Tier{{Name: "talk", Intervals: []Interval{{3, 4, "b"}}}, {Name: "cues", Points: true}}}

	both := Merge(Part{"doctor", doctor}, Part{"patient", patient})
	assert.Equal(t, &Transcript{Start: 1, End: 10, Tiers: []Tier{
		{Name: "doctor", Start: 1, End: 9, Intervals: []Interval{{1, 9, "a"}}},
		{Name: "patient/talk", Intervals: []Interval{{3, 4, "b"}}},
		{Name: "patient/cues", Points: true},
	}}, both)

	both.Tiers[0].Intervals[0].Text = "changed"
	assert.Equal(t, "Speaker", doctor.Tiers[0].Name, "the parts are not modified")
	assert.Equal(t, "a", doctor.Tiers[0].Intervals[0].Text, "no interval is shared")

	assert.Equal(t, patient, Merge(Part{"", patient}), "a part without a speaker comes through as it was")
	assert.Equal(t, Seconds(1), Merge(Part{"", patient}, Part{"", doctor}).Start, "the earliest start, in any order")
	assert.Equal(t, new(Transcript), Merge())
}
