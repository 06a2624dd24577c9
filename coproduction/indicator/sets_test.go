package indicator

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// written holds a set to its JSON form, there and back.
func written[S any](t *testing.T, set S, form string) {
	t.Helper()
	b, err := json.Marshal(set)
	require.NoError(t, err)
	assert.Equal(t, form, string(b))
	var back S
	require.NoError(t, json.Unmarshal(b, &back))
	assert.Equal(t, set, back)
}

// The form is a list of words in the order of the vocabulary, and nothing else is read.
func TestSets(t *testing.T) {
	written(t, roleSet(0), `[]`)
	written(t, roleSetOf("interpreter", "patient"), `["patient","interpreter"]`)
	written(t, roleSetOf(encounter.Roles()...), `["patient","professional","interpreter","relative","observer","researcher"]`)
	written(t, linkSet(0), `[]`)
	written(t, linkSetOf("management", "relational"), `["relational","management"]`)
	written(t, linkSetOf(encounter.LinkKinds()...), `["relational","informational","management"]`)
	for _, form := range []string{`["judge"]`, `["chain"]`, `"patient"`, `"relational"`, `[7]`} {
		assert.ErrorIs(t, new(roleSet).UnmarshalJSON([]byte(form)), ErrTally, form)
		assert.ErrorIs(t, new(linkSet).UnmarshalJSON([]byte(form)), ErrTally, form)
	}
	assert.Zero(t, roleSetOf("judge", ""))
	assert.False(t, roleSetOf(encounter.Roles()...).has("judge"))
	assert.True(t, roleSetOf("relative").has("relative"))
	assert.False(t, roleSetOf("relative").has("observer"))
	assert.Zero(t, linkSetOf("chain", ""))
	assert.False(t, linkSetOf(encounter.LinkKinds()...).has("chain"))
	assert.True(t, linkSetOf("management").has("management"))
	assert.False(t, linkSetOf("management").has("relational"))
}

func TestNotRecordedReadsWell(t *testing.T) {
	assert.Equal(t, estimate.Reason("it is not recorded whether an observer took part"), NotRecorded(encounter.RoleObserver))
	assert.Equal(t, estimate.Reason("it is not recorded whether a patient took part"), NotRecorded(encounter.RolePatient))
}
