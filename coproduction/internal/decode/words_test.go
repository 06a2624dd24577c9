package decode

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Law: a text is itself, whatever came before it and however alike the two are.
func TestWordsTellTextsApart(t *testing.T) {
	var w words
	r := rand.New(rand.NewPCG(6, 7))
	for range 50_000 { // alike at the beginning, and often in one slot
		text := []byte("alike at")
		for range r.IntN(12) {
			text = append(text, byte('a'+r.IntN(26)))
		}
		require.Equal(t, string(text), w.text(text))
	}
	for letter := 'a'; letter <= 'z'; letter++ { // alike at both ends
		for long := range longest + 2 {
			for short := range long {
				x, y := strings.Repeat(string(letter), long), strings.Repeat(string(letter), short)
				require.Equal(t, x, w.text([]byte(x)))
				require.Equal(t, y, w.text([]byte(y)))
			}
		}
	}
	for n := range longest + 2 { // and elsewhere
		for at := range n {
			x, y := []byte(strings.Repeat("x", n)), []byte(strings.Repeat("x", n))
			y[at] = 'y'
			require.Equal(t, string(x), w.text(x))
			require.Equal(t, string(y), w.text(y))
		}
	}
}

// A name that differs in one letter from one of a type is none of its names.
func TestNamesOfMembers(t *testing.T) {
	for i, k := range encounterMembers.keys {
		name := encounterMembers.members[i].name
		assert.Equal(t, `"`+name+`":`, k.text)
		for at := range name {
			changed := name[:at] + string(name[at]^1) + name[at+1:]
			if _, known := encounterMembers.byName[changed]; known {
				continue
			}
			var d Decoder
			d.raw = []byte(`"` + changed + `": null, and more`)
			assert.Equal(t, -1, encounterMembers.next(&d, 0), changed)
		}
	}
	long := objectOf([]member[encounter.Encounter]{{name: "a name of just thirty letters."}, {name: "sixteen letters."}, {name: "fourteen lette"}})
	for i, m := range long.members {
		for at := range len(m.name) {
			d := Decoder{raw: []byte(`"` + m.name + `":1, and more`)}
			assert.Equal(t, i, long.next(&d, 0))
			assert.Equal(t, len(m.name)+3, d.at)
			d = Decoder{raw: []byte(`"` + m.name[:at] + "#" + m.name[at+1:] + `":1, and more`)}
			assert.Equal(t, -1, long.next(&d, 0))
		}
	}
}
