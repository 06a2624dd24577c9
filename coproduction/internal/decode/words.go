package decode

import "encoding/binary"

// words are the texts that came before, so that those of a vocabulary, and the names
// of turns and steps, are made once: the last ones by place, and all by name.
type words struct {
	last [512]word
	all  map[string]string
}

// A word is a text with its first and last eight bytes; of a shorter one the first are all.
type word struct {
	first, last uint64
	text        string
}

// longest is the length of the longest text that is kept, and mostWords is how many are: where
// every record has texts of its own, keeping them all would help nobody.
const longest, mostWords = 32, 2048

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
	slot := &w.last[((first*odd^last+uint64(n))*odd)>>55]
	if slot.first != first || slot.last != last || len(slot.text) != n || n > 16 && slot.text != string(b) {
		*slot = word{first, last, w.named(b)}
	}
	return slot.text
}

// named makes a string of bytes, or finds it among all.
func (w *words) named(b []byte) string {
	if text, ok := w.all[string(b)]; ok {
		return text
	}
	if w.all == nil || len(w.all) == mostWords {
		w.all = make(map[string]string)
	}
	text := string(b)
	w.all[text] = text
	return text
}
