package decode

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
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

// Law: what is read of eight bytes is the number that their first digits are, whatever
// stands behind them.
func TestEightDigits(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	behind := []byte{0, ' ', ',', '.', '/', ':', 'e', '}', 0x7f, 0x80, '0' ^ 0x80, 0xff}
	for n := range 9 {
		for range 3000 {
			text, want := make([]byte, 8), int64(0)
			for i := range text {
				if text[i] = byte(r.IntN(256)); i < n {
					text[i] = byte('0' + r.IntN(10))
					want = want*10 + int64(text[i]-'0')
				} else if i == n {
					text[i] = behind[r.IntN(len(behind))]
				}
			}
			value, digits := eightDigits(binary.LittleEndian.Uint64(text))
			require.Equal(t, [2]int64{want, int64(n)}, [2]int64{value, int64(digits)}, "%q", text)
		}
	}
}
