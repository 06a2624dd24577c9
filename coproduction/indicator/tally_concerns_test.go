package indicator

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A concern of which it is not recorded what became of it is not one that was left lying.
func TestConcernsWithoutACourse(t *testing.T) {
	b := coproductiontest.NewStudy(5)
	doctor, one := b.Doctor("da"), b.Patient("ar")
	told := b.Encounter(one).With(doctor).
		Raises(one, encounter.DomainHealth, encounter.StatusPrioritised).
		Raises(one, encounter.DomainWork).
		Raises(one, encounter.DomainHousing, encounter.StatusPrioritised).Build()
	told.Concerns[2].CourseNotRecorded = true
	untold := b.Encounter(one).With(doctor).Raises(one, encounter.DomainHousing).Build()
	untold.Concerns[0].CourseNotRecorded = true
	const left = "concerns of which it is not recorded what became of them"

	p := profileOf(b)
	row := find(t, p.Rows(PerStudy, Options{}), "", "concern_status_share", params{"status": "prioritised"})
	assert.InDelta(t, .5, row.Value, 1e-12, "1 of the 2 that are recorded, and not of 4")
	assert.Equal(t, int64(2), row.N)
	assert.Equal(t, int64(2), row.Excluded)
	assert.Contains(t, row.Warnings, estimate.Warning("2 left out: "+left))
	row = find(t, p.Rows(PerStudy, Options{}), "", "concern_status_share", params{"status": "resolved"})
	assert.Empty(t, row.Undefined)
	assert.Zero(t, row.Value, "of the 2 that are recorded none was")

	for _, status := range statuses {
		row = find(t, p.Rows(PerEncounter, Options{}), untold.ID.String(), "concern_status_share", params{"status": string(status)})
		assert.Equal(t, NoCourseRecorded, row.Undefined, "not 0: %s", status)
		assert.Equal(t, int64(1), row.Excluded)
	}
	nothing := b.Encounter(one).With(doctor).Build()
	nothing.Concerns = []encounter.Concern{}
	row = find(t, profileOf(b).Rows(PerEncounter, Options{}), nothing.ID.String(), "concern_status_share", params{"status": "resolved"})
	assert.Equal(t, estimate.NoUnits, row.Undefined, "there is no concern, which is another reason")
	assert.InDelta(t, 2, find(t, p.Rows(PerStudy, Options{}), "", "concerns_per_encounter", nil).Value, 1e-12, "they count as concerns: (3+1)/2")

	var tally, again ConcernTally
	for _, r := range b.Records() {
		tally.Add(r)
	}
	form, err := json.Marshal(tally)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(form, &again))
	assert.Equal(t, tally.Rows(PerStudy, Options{}), again.Rows(PerStudy, Options{}))
}
