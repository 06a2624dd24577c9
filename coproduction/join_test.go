package coproduction_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Law: every record joined with itself is itself, and with one of another kind nothing.
func TestJoin(t *testing.T) {
	kinds := map[string]encounter.Record{}
	for _, r := range coproductiontest.Study(1, coproductiontest.Typical(30)) {
		joined, agree := coproduction.Join(r, r)
		assert.True(t, agree, r.RecordKind())
		assert.Equal(t, r, joined)
		kinds[r.RecordKind()] = r
	}
	assert.Greater(t, len(kinds), 5)
	for a := range kinds {
		for b := range kinds {
			_, agree := coproduction.Join(kinds[a], kinds[b])
			assert.Equal(t, a == b, agree, a+" "+b)
		}
	}
	for _, nothing := range []encounter.Record{nil, (*encounter.Participant)(nil)} {
		joined, agree := coproduction.Join(nothing, kinds["participant"])
		assert.False(t, agree)
		assert.Nil(t, joined)
		_, agree = coproduction.Join(kinds["participant"], nothing)
		assert.False(t, agree)
	}
}
