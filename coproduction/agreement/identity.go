package agreement

import (
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Identity returns the reasons not to trust that each coder's codings are that
// coder's own, as agreement takes for granted. They also stand with every number
// and with the list of disagreements.
//
//	SharedIdentity  one coder has all codings, and the study's team lists several who may
//	                code: its coders, or where it has none, its members
//	SoleCoder        one coder has all codings, and the team does not list several
//	…               so many coders who are neither in the team nor participants, where
//	                the team is listed at all
//
// Without codings there is none. The order of adding changes nothing.
func (t *Codings) Identity() []estimate.Warning {
	var coders []encounter.ID
	for i := range t.codings {
		coders = append(coders, t.codings[i].Coder)
	}
	coders = idsOnce(coders)
	var members, listed, people []encounter.ID
	for _, m := range t.team {
		members = append(members, m.ID)
		if m.Role == encounter.TeamCoder {
			listed = append(listed, m.ID)
		}
	}
	if len(listed) == 0 {
		listed = members
	}
	for i := range t.records {
		if t.records[i].Kind == (encounter.KindParticipant{}).String() {
			people = append(people, t.records[i].ID)
		}
	}
	var strangers int64
	members, people = idsOnce(members), idsOnce(people)
	for _, id := range coders {
		if len(members) > 0 && !among(members, id) && !among(people, id) {
			strangers++
		}
	}
	var warnings []estimate.Warning
	switch {
	case len(coders) == 1 && len(idsOnce(listed)) > 1:
		warnings = append(warnings, SharedIdentity)
	case len(coders) == 1:
		warnings = append(warnings, SoleCoder)
	}
	return warnIfAny(warnings, strangers, "of the coders are neither in the study's team nor among its participants")
}

// warnIfAny adds a warning of how many there are of something.
func warnIfAny(warnings []estimate.Warning, n int64, what string) []estimate.Warning {
	if n < 1 {
		return warnings
	}
	return append(warnings, estimate.Warning(fmt.Sprintf("%d %s", n, what)))
}

// idsOnce returns the ids, sorted, each once.
func idsOnce(ids []encounter.ID) []encounter.ID {
	ids = slices.Clone(ids)
	slices.SortFunc(ids, encounter.ID.Compare)
	return slices.Compact(ids)
}

// among reports whether an id is in a sorted list.
func among(ids []encounter.ID, id encounter.ID) bool {
	_, found := slices.BinarySearchFunc(ids, id, encounter.ID.Compare)
	return found
}
