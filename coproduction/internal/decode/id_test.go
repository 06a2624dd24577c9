package decode

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Each byte in each place of a UUID is read as package encoding/hex reads it, or is
// refused as there; small letters alone are canonical.
func TestParseID(t *testing.T) {
	const sound = "0a1b2c3d-4e5f-8967-89ab-cdef01234567"
	for at := range len(sound) {
		for c := range 256 {
			text := []byte(sound)
			text[at] = byte(c)
			var id encounter.ID
			ok := parseID(&id, text)
			n, err := hex.Decode(make([]byte, 16), bytes.ReplaceAll(text, []byte("-"), nil))
			want := err == nil && n == 16 && (c < 'A' || c > 'F') && (sound[at] == '-') == (c == '-')
			require.Equal(t, want, ok, "%q at %d", c, at)
			if ok {
				require.Equal(t, string(text), id.String())
			}
		}
	}
	for _, text := range []string{"", sound[1:], sound + "0", strings.ReplaceAll(sound, "-", "")} {
		assert.False(t, parseID(new(encounter.ID), []byte(text)), text)
	}
}
