package decode

import "encoding/binary"

// words are the texts that came last, so that those of a vocabulary are made once.
type words [512]word

// A word is a text with its first and last eight bytes; of a shorter one the first are all.
type word struct {
	first, last uint64
	text        string
}

// longest is the length of the longest text that is kept.
const longest = 32

// text makes a string of bytes, or finds the one that was made before.
func (w *words) text(b []byte) string {
	n := len(b)
	if n == 0 || n > longest {
		return string(b)
	}
	var first, last uint64
	if n >= 8 {
		first, last = binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[n-8:])
	} else {
		for _, c := range b {
			first = first<<8 | uint64(c)
		}
	}
	const odd = 0x9e3779b97f4a7c15 // 2⁶⁴ over the golden ratio spreads the bits upwards
	slot := &w[((first*odd^last+uint64(n))*odd)>>55]
	if slot.first != first || slot.last != last || len(slot.text) != n || n > 16 && slot.text != string(b) {
		*slot = word{first, last, string(b)}
	}
	return slot.text
}
