package scan

import "bytes"

// fewNames is the size up to which an object's names are compared with each
// other: that is faster than a map, and takes no memory.
const fewNames = 16

// names are the unescaped names of one object.
type names struct {
	few  [fewNames][]byte
	n    int                 // how many of the few there are
	many map[string]struct{} // all of them, once there are more than a few
}

// add adds a name; false if it is there already.
func (s *names) add(name []byte) bool {
	if s.many == nil {
		for _, earlier := range s.few[:s.n] {
			if bytes.Equal(earlier, name) {
				return false
			}
		}
		if s.n < fewNames {
			s.few[s.n] = name
			s.n++
			return true
		}
		s.many = make(map[string]struct{}, 4*fewNames)
		for _, earlier := range s.few {
			s.many[string(earlier)] = struct{}{}
		}
	}
	if _, ok := s.many[string(name)]; ok {
		return false
	}
	s.many[string(name)] = struct{}{}
	return true
}
