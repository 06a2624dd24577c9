package plan

// A form is a pattern of fixed length in which each byte is held to a set of its
// own, as the canonical form of a UUID is. Its bytes stand for themselves in a
// JSON string. All of them are looked at whatever the first ones say: that is
// faster than to stop.
type form struct {
	sets  [256]uint8 // by byte: the sets that it is in, a bit for each
	wants []uint8    // by place: the set that the byte there must be in
}

// newForm returns nil where the places need more than eight different sets.
func newForm(places []byteSet) *form {
	f := &form{wants: make([]uint8, len(places))}
	known := map[byteSet]uint8{}
	for i, place := range places {
		bit, ok := known[place]
		if !ok {
			if len(known) == 8 {
				return nil
			}
			bit = 1 << len(known)
			known[place] = bit
			for b := range f.sets {
				if place.has(byte(b)) {
					f.sets[b] |= bit
				}
			}
		}
		f.wants[i] = bit
	}
	return f
}

func (f *form) match(text []byte) bool {
	if len(text) != len(f.wants) {
		return false
	}
	var missed uint8
	for i, want := range f.wants {
		missed |= want &^ f.sets[text[i]]
	}
	return missed == 0
}

// places are the sets of the places again.
func (f *form) places() []byteSet {
	places := make([]byteSet, len(f.wants))
	for i, want := range f.wants {
		for b := range f.sets {
			if f.sets[b]&want != 0 {
				places[i].add(byte(b))
			}
		}
	}
	return places
}

// and returns the form of the texts that both forms match; nil where it has none
// or there are too many sets.
func (f *form) and(other *form) *form {
	places, others := f.places(), other.places()
	if len(places) != len(others) {
		return nil
	}
	for i := range places {
		for j := range places[i] {
			places[i][j] &= others[i][j]
		}
	}
	return newForm(places)
}

// byteSet is a set of bytes.
type byteSet [4]uint64

func (s *byteSet) has(b byte) bool { return s[b>>6]&(1<<(b&63)) != 0 }
func (s *byteSet) add(b byte)      { s[b>>6] |= 1 << (b & 63) }
