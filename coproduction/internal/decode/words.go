package decode

import (
	"encoding/binary"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// words are the texts that came last, so that those of a vocabulary are made once.
type words [1024]string

// longest is the length of the longest text that is kept.
const longest = 32

// text makes a string of bytes, or finds the one that was made before.
func (w *words) text(b []byte) string {
	n := len(b)
	if n == 0 || n > longest {
		return string(b)
	}
	var head, tail uint64
	if n >= 8 {
		head, tail = binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[n-8:])
	} else {
		for _, c := range b {
			head = head<<8 | uint64(c)
		}
	}
	const odd = 0x9e3779b97f4a7c15 // 2⁶⁴ over the golden ratio spreads the bits upwards
	slot := &w[((head*odd^tail+uint64(n))*odd)>>54]
	if *slot != string(b) {
		*slot = string(b)
	}
	return *slot
}

// ids are the ids that came last: the few people of an encounter are named at every turn.
type ids [64]struct {
	text [36]byte
	id   encounter.ID
}

// parse reads the 36 characters of a UUID, or finds them read before.
func (s *ids) parse(text []byte) (id encounter.ID, ok bool) {
	slot := &s[binary.LittleEndian.Uint32(text)*0x9e3779b1>>26]
	if slot.text == [36]byte(text) {
		return slot.id, true
	}
	if !parseID(&id, text) {
		return id, false
	}
	slot.text, slot.id = [36]byte(text), id
	return id, true
}
