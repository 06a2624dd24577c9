package plan

import (
	"encoding/binary"
	"math/bits"
)

// words is a list of words without duplicates that finds a word's number with one
// look: the words were given numbers beforehand that do not collide.
type words struct {
	list     []string
	marks    []mark   // of the words
	slots    []uint16 // the number of the word, plus one
	multiply uint64
	shift    uint
	other    map[string]int // used where no numbers could be found
}

func newWords(list []string) *words {
	w := &words{list: list}
	known := map[mark]bool{}
	for _, word := range list {
		w.marks = append(w.marks, markOf([]byte(word)))
		known[w.marks[len(w.marks)-1]] = true
	}
	if len(known) == len(list) {
		for size := bits.Len(uint(len(list))); size <= bits.Len(uint(len(list)))+6 && size <= 16; size++ {
			w.shift = 64 - uint(size)
			seed := uint64(0x9E3779B97F4A7C15)
			for range 64 {
				w.multiply = seed | 1
				if w.spread(1 << size) {
					return w
				}
				seed = seed*6364136223846793005 + 1442695040888963407
			}
		}
	}
	w.slots, w.other = nil, make(map[string]int, len(list))
	for i, word := range list {
		w.other[word] = i
	}
	return w
}

// spread tries to give each word a slot of its own.
func (w *words) spread(size int) bool {
	w.slots = make([]uint16, size)
	for i, p := range w.marks {
		slot := &w.slots[p.mixed()*w.multiply>>w.shift]
		if *slot != 0 {
			return false
		}
		*slot = uint16(i + 1)
	}
	return true
}

// find returns the number of a word in the list, or -1.
func (w *words) find(word []byte) int {
	if w.slots == nil {
		if i, ok := w.other[string(word)]; ok {
			return i
		}
		return -1
	}
	p := markOf(word)
	i := int(w.slots[p.mixed()*w.multiply>>w.shift]) - 1
	if i >= 0 && w.marks[i] == p && (p.length <= 16 || w.list[i] == string(word)) {
		return i
	}
	return -1
}

// A mark tells words of up to sixteen bytes apart, and most of the others: it is a
// word's length, its first eight bytes and its last.
type mark struct {
	first, last uint64
	length      int
}

func markOf(word []byte) mark {
	n := len(word)
	p := mark{length: n}
	switch {
	case n >= 8:
		p.first, p.last = binary.LittleEndian.Uint64(word), binary.LittleEndian.Uint64(word[n-8:])
	case n >= 4:
		p.first, p.last = uint64(binary.LittleEndian.Uint32(word)), uint64(binary.LittleEndian.Uint32(word[n-4:]))
	case n > 0:
		p.first, p.last = uint64(word[0])|uint64(word[n/2])<<8, uint64(word[n-1])
	}
	return p
}

// mixed makes one number of it.
func (p *mark) mixed() uint64 {
	return p.first ^ bits.RotateLeft64(p.last, 23)*0xD6E8FEB86659FD93 + uint64(p.length)*0xA24BAED4963EE407
}
