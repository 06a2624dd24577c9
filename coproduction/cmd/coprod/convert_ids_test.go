package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// The same name has the same id in a run, whether anybody asks for a map; random ids are of no
// two runs, and names are remembered only for a map.
func TestIdentity(t *testing.T) {
	workIn(t, map[string]string{"key": "sixteen bytes and more\n"})
	for name, c := range map[string]struct {
		keyFile string
		mapped  bool
		version int
	}{
		"random":           {"", false, 4},
		"random, with map": {"", true, 4},
		"with key":         {"key", false, 8},
		"with key and map": {"key", true, 8},
	} {
		t.Run(name, func(t *testing.T) {
			one, err := new(call).ids(c.keyFile, c.mapped)
			require.NoError(t, err)
			other, err := new(call).ids(c.keyFile, c.mapped)
			require.NoError(t, err)
			id := one.id("visit 1")
			assert.Equal(t, c.version, id.Version())
			_, err = encounter.ParseID(id.String())
			assert.NoError(t, err, "variant and version")
			assert.Equal(t, id, one.id("visit 1"))
			assert.NotEqual(t, id, one.id("visit 2"))
			assert.Equal(t, c.keyFile != "", id == other.id("visit 1"))
			if c.mapped {
				assert.Equal(t, []string{"visit 1", "visit 2"}, one.names)
			} else {
				assert.Empty(t, one.names)
				assert.Empty(t, one.known)
			}
		})
	}
}
