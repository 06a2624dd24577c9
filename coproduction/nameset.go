package coproduction

import "github.com/coproduction-lab/coproduction-go/encounter"

// A nameSet is a set of the names in an encounter. As many as an encounter mostly
// has need no memory beyond the set. Its zero value is empty.
type nameSet struct {
	slots [128]encounter.Name // by hash, each name in the first free slot behind it; "" is free
	n     int
	many  map[encounter.Name]struct{} // of all, once the slots are nearly full
}

// crowded is how many names the slots take before looking for one would take long.
const crowded = 96

// add reports whether the name is new. The empty name always is.
func (s *nameSet) add(name encounter.Name) (fresh bool) {
	switch {
	case name == "":
		return true
	case s.n == crowded && s.many == nil:
		s.many = make(map[encounter.Name]struct{}, 2*crowded)
		for _, one := range s.slots {
			if one != "" {
				s.many[one] = struct{}{}
			}
		}
	}
	if s.many != nil {
		before := len(s.many)
		s.many[name] = struct{}{}
		return len(s.many) > before
	}
	slot := s.find(name)
	if *slot == name {
		return false
	}
	*slot = name
	s.n++
	return true
}

func (s *nameSet) has(name encounter.Name) bool {
	if s.many != nil {
		_, ok := s.many[name]
		return ok
	}
	return name != "" && *s.find(name) == name
}

// find returns the slot that holds the name, or the free one where it belongs.
func (s *nameSet) find(name encounter.Name) *encounter.Name {
	hash := uint32(2166136261) // FNV-1a
	for i := range len(name) {
		hash = (hash ^ uint32(name[i])) * 16777619
	}
	for i := hash ^ hash>>16; ; i++ {
		if slot := &s.slots[i%uint32(len(s.slots))]; *slot == "" || *slot == name {
			return slot
		}
	}
}
