package encounter_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Two parts of a study have one team; what they say otherwise has to be the same.
func TestStudyJoin(t *testing.T) {
	member := func(n byte, role encounter.TeamRole) encounter.TeamMember {
		return encounter.TeamMember{ID: encounter.ID{15: n}, Role: role}
	}
	a := &encounter.Study{ID: encounter.ID{1}, Title: "Synthetic", Team: []encounter.TeamMember{member(1, encounter.TeamCoder), member(2, encounter.TeamCoder)}}
	b := &encounter.Study{ID: encounter.ID{1}, Title: "Synthetic", Team: []encounter.TeamMember{member(3, encounter.TeamCoder), member(1, encounter.TeamCoder)}}
	joined, agree := a.Join(b)
	require.True(t, agree)
	assert.Equal(t, []encounter.TeamMember{member(1, encounter.TeamCoder), member(2, encounter.TeamCoder), member(3, encounter.TeamCoder)}, joined.Team)
	assert.Len(t, a.Team, 2, "neither is modified")
	assert.Len(t, b.Team, 2, "neither is modified")

	same, agree := a.Join(a)
	require.True(t, agree)
	assert.Equal(t, a, same, "a study joined with itself is itself")
	same, agree = (&encounter.Study{ID: encounter.ID{1}}).Join(&encounter.Study{ID: encounter.ID{1}})
	require.True(t, agree)
	assert.Equal(t, &encounter.Study{ID: encounter.ID{1}}, same, "without a team there is none")

	for name, other := range map[string]*encounter.Study{
		"another id":           {ID: encounter.ID{2}, Title: "Synthetic"},
		"another title":        {ID: encounter.ID{1}, Title: "synthetic"},
		"something more":       {ID: encounter.ID{1}, Title: "Synthetic", TranscriptsReturned: new(false)},
		"a member's role":      {ID: encounter.ID{1}, Title: "Synthetic", Team: []encounter.TeamMember{member(2, encounter.TeamSupervisor)}},
		"more about a member":  {ID: encounter.ID{1}, Title: "Synthetic", Team: []encounter.TeamMember{{ID: encounter.ID{15: 2}, Role: encounter.TeamCoder, Conducted: new(true)}}},
		"an extension is more": {ID: encounter.ID{1}, Title: "Synthetic", Extensions: encounter.Extensions{"synthetic": []byte("true")}},
	} {
		_, agree := a.Join(other)
		assert.False(t, agree, name)
		_, agree = other.Join(a)
		assert.False(t, agree, name)
	}
}
