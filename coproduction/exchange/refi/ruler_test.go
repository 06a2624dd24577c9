package refi

import (
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// In a text of many steps each place is found at its position and no other, in every
// dialect, with the bytes that stand before it.
func TestRuler(t *testing.T) {
	text := strings.Repeat(talk, 5)
	require.Greater(t, utf8.RuneCountInString(text), 8*pace)
	for _, inline := range []bool{false, true} {
		p := newPassage(strings.Repeat("a", pace-1)+"\r\n"+text+"\na\n\r", true, inline)
		for _, d := range Dialects() {
			at, r := d.positions(p), d.ruler(p)
			bytes := []int{}
			for i := range p.text {
				bytes = append(bytes, i)
			}
			bytes = append(bytes, len(p.text))
			require.Len(t, at, len(bytes))
			for n := int64(-2); n < at[len(at)-1]+3; n++ {
				want, there := slices.BinarySearch(at, n) // the first of equals
				got, ok := r.position(n)
				require.Equal(t, there, ok, "%s %d", d, n)
				if ok {
					require.Equal(t, place{int64(want), bytes[want]}, got, "%s %d", d, n)
				}
			}
		}
	}
}

// The ways to count take much less memory than the text, and so does what is found in it.
func TestRulerMemory(t *testing.T) {
	text := strings.Repeat("aé\r\n", 1<<20)
	p := newPassage(text, false, false)
	for i := range int64(100) {
		p.marked = append(p.marked, marked{i * 4, i*4 + 2, []string{"aé"}})
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	v := judge(one(p))
	runtime.ReadMemStats(&after)
	assert.Equal(t, 100, v.fits)
	// 24 bytes for 64 characters of 1.25 bytes each are 0.3 of the text for one dialect; of the
	// 36 each that differs here is measured once: two units, for the text has no character
	// beyond U+FFFF, times two line ends and two ends. One after the other they are free again.
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(8*3*len(text)/10+1<<20), "bytes taken in all")
}

// The greatest position is none of a text, also where ends are included, and neither is one
// within the byte order mark before it.
func TestRulerOutside(t *testing.T) {
	_, _, ok := Dialect{Unit: Byte, Mark: true, Included: true}.ruler(newPassage("ab", true, false)).half(3, 2)
	assert.False(t, ok)
	for _, d := range Dialects() {
		_, _, ok := d.ruler(newPassage("a\r\n\U0001D11E", true, false)).half(0, math.MaxInt64)
		assert.False(t, ok, "%s", d)
	}
}

// Texts are held up to the limit of all, to the byte, and one finding says where it was passed.
func TestTextsHeld(t *testing.T) {
	o := &opening{Opened: &Opened{}}
	o.log = faults.New("in", Rules(), ruleCapped, func(f schema.Finding) { o.Findings = append(o.Findings, f) })
	for _, held := range []struct {
		bytes int
		room  bool
	}{{MaxTexts - 1, true}, {1, true}, {0, true}, {1, false}, {0, false}} {
		assert.Equal(t, held.room, o.holds(held.bytes, beginning))
	}
	o.log.Close(beginning)
	require.Len(t, o.Findings, 1)
	assert.Equal(t, ruleLimit, o.Findings[0].Rule)
	assert.Equal(t, "the texts up to this one have more than 268435456 bytes", o.Findings[0].Detail)
}
