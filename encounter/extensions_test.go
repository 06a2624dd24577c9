package encounter_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Only true itself says so, however it is set out.
func TestExtensionsSays(t *testing.T) {
	for value, want := range map[string]bool{"true": true, " true\n": true, "false": false, `"true"`: false, "1": false, "[true]": false, "null": false} {
		assert.Equal(t, want, encounter.Extensions{"synthetic": json.RawMessage(value)}.Says("synthetic"), value)
	}
	assert.False(t, encounter.Extensions{"other": json.RawMessage("true")}.Says("synthetic"))
	assert.False(t, encounter.Extensions(nil).Says("synthetic"))
}
