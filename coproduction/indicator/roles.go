package indicator

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// NotRecorded is the reason why what is counted by a role may not exist: the source does not
// tell whether anybody took part in it, so that nobody there is not known to be 0.
func NotRecorded(role encounter.Role) estimate.Reason {
	article := "a "
	if role != "" && slices.Contains([]byte("aeiou"), role[0]) {
		article = "an "
	}
	return estimate.Reason("it is not recorded whether " + article + string(role) + " took part")
}

// unrecorded is why encounters are left out of what is counted by a role.
func unrecorded(role encounter.Role) estimate.Reason {
	return "encounters of which " + NotRecorded(role)
}

// records reports whether the encounter tells if anybody took part in the role.
func (m *meeting) records(role encounter.Role) bool { return !m.Unrecorded.has(role) }

// recorded returns the encounters that tell whether anybody took part in the role, and
// counts the others.
func recorded[C any, P card[C]](cards []C, role encounter.Role) (known []C, silent int64) {
	known = slices.DeleteFunc(slices.Clone(cards), func(c C) bool { return !P(&c).met().records(role) })
	return known, int64(len(cards) - len(known))
}
