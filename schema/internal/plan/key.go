package plan

import (
	"encoding/binary"
	"math"
	"strings"
)

// A key is the bytes of a name that needs no escapes, with its quotes and the colon,
// as words to be compared with: the first eight and the last eight.
type key struct {
	length            int
	first, mask, last uint64
	middle            string // between them
}

func newKey(name string) key {
	if strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' }) {
		return key{length: math.MaxInt32} // longer than any document
	}
	text := `"` + name + `":`
	k := key{length: len(text), mask: ^uint64(0)}
	if len(text) < 8 {
		k.mask = 1<<(8*len(text)) - 1
	}
	k.first = binary.LittleEndian.Uint64([]byte(text + "12345")[:8]) & k.mask
	if len(text) > 8 {
		k.last = binary.LittleEndian.Uint64([]byte(text[len(text)-8:]))
	}
	if len(text) > 16 {
		k.middle = text[8 : len(text)-8]
	}
	return k
}

// stands reports whether the name stands at pos. Near the end of the document it
// may say no where it does. A name that needs escapes never does.
func (k *key) stands(doc []byte, pos int) bool {
	if k.length+8 > len(doc)-pos || binary.LittleEndian.Uint64(doc[pos:])&k.mask != k.first {
		return false
	}
	if k.length <= 8 {
		return true
	}
	last := pos + k.length - 8
	return binary.LittleEndian.Uint64(doc[last:]) == k.last && (k.middle == "" || string(doc[pos+8:last]) == k.middle)
}
