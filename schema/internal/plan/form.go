package plan

import "encoding/binary"

// A form is a pattern of fixed length, of eight bytes or more, in which each byte is
// held to a set of its own: one range of ASCII or two, as in the canonical form of a
// UUID. Its bytes stand for themselves in a JSON string.
//
// Eight places are looked at together. To each byte of a word a number is added that
// carries into the high bit if the byte is not below, or is above, the end of a
// range; bytes beyond ASCII have that bit before, and are refused by it.
type form struct {
	length int
	words  []formWord // the last one may overlap the one before
}

// A formWord is what is added for eight places, the first in the lowest byte.
type formWord struct {
	at                           int
	from, above, orFrom, orAbove uint64
}

const highBits = 0x8080808080808080

// newForm returns nil where there is no such form.
func newForm(places []byteSet) *form {
	if len(places) < 8 {
		return nil
	}
	f := &form{length: len(places)}
	for at := 0; at < len(places); at += 8 {
		at = min(at, len(places)-8)
		w := formWord{at: at}
		for i, place := range places[at : at+8] {
			ranges := place.ranges()
			if len(ranges) == 0 || len(ranges) > 2 {
				return nil
			}
			first, second := ranges[0], ranges[len(ranges)-1]
			w.from |= uint64(0x80-first[0]) << (8 * i)
			w.above |= uint64(0x7F-first[1]) << (8 * i)
			w.orFrom |= uint64(0x80-second[0]) << (8 * i)
			w.orAbove |= uint64(0x7F-second[1]) << (8 * i)
		}
		f.words = append(f.words, w)
	}
	return f
}

func (f *form) match(text []byte) bool {
	if len(text) != f.length {
		return false
	}
	kept := uint64(highBits)
	for i := range f.words {
		w := &f.words[i]
		b := binary.LittleEndian.Uint64(text[w.at:])
		low := b &^ highBits
		kept &= ((low+w.from)&^(low+w.above) | (low+w.orFrom)&^(low+w.orAbove)) &^ b
	}
	return kept == highBits
}

// byteSet is a set of ASCII characters.
type byteSet [2]uint64

func (s *byteSet) has(b byte) bool { return s[b>>6&1]&(1<<(b&63)) != 0 }
func (s *byteSet) add(b byte)      { s[b>>6&1] |= 1 << (b & 63) }

// ranges are the first and last characters of the stretches of the set.
func (s *byteSet) ranges() (all [][2]byte) {
	for b := byte(0); b < 0x80; b++ {
		switch {
		case !s.has(b):
		case b > 0 && s.has(b-1):
			all[len(all)-1][1] = b
		default:
			all = append(all, [2]byte{b, b})
		}
	}
	return all
}

// both returns the places of the texts that two forms match; nil where there is none.
func both(a, b []byteSet) []byteSet {
	if len(a) != len(b) {
		return nil
	}
	places := make([]byteSet, len(a))
	for i := range places {
		places[i] = byteSet{a[i][0] & b[i][0], a[i][1] & b[i][1]}
	}
	return places
}
