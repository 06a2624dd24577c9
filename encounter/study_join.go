package encounter

import (
	"reflect"
	"slices"
)

// Join returns what two records of one study say together, as where it was written in
// two parts, each with those members of the team that it needed: the members of both,
// and of all else what both say alike. It reports false where the two contradict each
// other. Neither is modified.
func (s *Study) Join(other *Study) (joined *Study, agree bool) {
	all, rest := *s, *other
	all.Team, rest.Team = nil, nil
	if !reflect.DeepEqual(all, rest) {
		return nil, false
	}
	all.Team = slices.Clone(s.Team)
	for i := range other.Team {
		switch known := all.Member(other.Team[i].ID); {
		case known == nil:
			all.Team = append(all.Team, other.Team[i])
		case !reflect.DeepEqual(*known, other.Team[i]):
			return nil, false
		}
	}
	return &all, true
}
