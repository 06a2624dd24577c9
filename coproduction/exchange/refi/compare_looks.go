package refi

import "strconv"

// looks are hashes of what a thing is, without its GUIDs. They tell apart what one key
// finds several of; whether two things are alike is never told by them.
type looks struct {
	own    uint64 // of itself, and what it refers to
	around uint64 // and what refers to it
	far    uint64 // and what is around those
}

// look gives all things their looks. Kinds come after those that they refer to; what
// refers to its own kind is looked at again.
func (g *gathered) look() {
	var things, refers []*thing
	var ends []int // of the references of each thing
	v := view{g: g, name: func(t *thing) string { return strconv.FormatUint(t.looks.own, 36) },
		seen: func(t *thing) { refers = append(refers, t) }}
	for _, kind := range kinds {
		of := g.things[kind]
		next := make([]uint64, len(of))
		passes := 1
		if kind == "note" || kind == "code" || kind == "source" {
			passes = 3
		}
		first := len(refers)
		for range passes {
			refers, ends = refers[:first], ends[:len(things)]
			for i, t := range of {
				next[i] = hashed(kind, t.aspects(v, t))
				ends = append(ends, len(refers))
			}
			for i, t := range of {
				t.looks.own = next[i]
			}
		}
		things = append(things, of...)
	}
	each := func(do func(t, refersTo *thing)) {
		from := 0
		for i, t := range things {
			for _, other := range refers[from:ends[i]] {
				do(t, other)
			}
			from = ends[i]
		}
	}
	for _, t := range things {
		t.looks.around = mix(t.looks.own, 1)
	}
	each(func(t, other *thing) { other.looks.around += mix(t.looks.own, 2) })
	for _, t := range things {
		t.looks.far = mix(t.looks.around, 3)
	}
	each(func(t, other *thing) {
		t.looks.far += mix(other.looks.around, 4)
		other.looks.far += mix(t.looks.around, 5)
	})
}

// hashed is a hash of what is said of a thing (FNV-1a).
func hashed(kind string, aspects []aspect) uint64 {
	hash := uint64(0xcbf29ce484222325)
	add := func(text string) {
		for i := range len(text) {
			hash = (hash ^ uint64(text[i])) * 0x100000001b3
		}
		hash *= 0x100000001b3
	}
	add(kind)
	for _, one := range aspects {
		add(one.is)
	}
	return hash
}

// mix makes of a hash another, which can be added to others in any order (the finalizer
// of SplitMix64).
func mix(hash, role uint64) uint64 {
	hash += role * 0x9e3779b97f4a7c15
	hash = (hash ^ hash>>30) * 0xbf58476d1ce4e5b9
	hash = (hash ^ hash>>27) * 0x94d049bb133111eb
	return hash ^ hash>>31
}
