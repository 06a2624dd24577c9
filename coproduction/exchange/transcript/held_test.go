package transcript

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Law: codings come back as they went in, beyond the bounds of a page, and those that stay
// keep their codes.
func TestHeldCodings(t *testing.T) {
	var h heldCodings
	const n = 2*codingsOfPage + 3
	codesOf := func(i int) (codes []int16) {
		for j := range i % 4 {
			codes = append(codes, int16((i+j)%maxCodes))
		}
		return codes
	}
	for i := range n {
		h.add(encounter.ID{byte(i >> 12), 1}, heldCoding{turn: int32(i), round: int16(i % 2)}, codesOf(i))
	}
	require.Len(t, h.pages, 3)
	assert.Len(t, h.of, 3, "encounters, each once")
	for stage, step := range []int{1, 2} {
		i := 0
		for c, codes := range h.all() {
			require.Equal(t, int32(i), c.turn)
			require.Equal(t, codesOf(i), append([]int16(nil), codes...))
			require.Equal(t, byte(i>>12), h.of[c.of][0])
			i += step
		}
		assert.Equal(t, h.n, (i+step-1)/step)
		if stage == 0 {
			h.retain(func(c *heldCoding) bool { return c.round == 0 })
		}
	}
	for range h.all() {
		break
	}
}

// What is held of each coding until the last file is read.
func TestHeldSizes(t *testing.T) {
	assert.LessOrEqual(t, unsafe.Sizeof(heldCoding{}), uintptr(40))
	assert.Equal(t, uintptr(12), unsafe.Sizeof(given{}))
}
