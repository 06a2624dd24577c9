package indicator

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// MaxContributors is the largest number of people in one encounter of whom it is
// computed who builds on whom.
const MaxContributors = 256

// BuildsOnWhom returns how often each of those who contributed to the steps of an
// encounter built on each other, for [NetworkOf]:
//
//	wᵢⱼ = Σ over the steps s of i, and the earlier steps r that s builds on: 1 where r is by j
//
// so a step by two that builds on one by three adds to six pairs, some of them
// perhaps of one person with themselves. The people are in the order in which they
// first contributed; those who were present and contributed nothing are not among
// them. A step that is named twice by another counts once; one that is not earlier,
// not at all. Where more than [MaxContributors] contributed, both results are nil.
func BuildsOnWhom(e *encounter.Encounter) (people []encounter.ID, weights [][]int64) {
	return buildsOn(e, func(by []encounter.ID) []encounter.ID { return by })
}

// BuildsOnWhichRole is [BuildsOnWhom] with the roles in place of the people: how
// often a step of somebody in the one role built on a step of somebody in the other.
// As roles are the same in every encounter, such weights may be added up. Who was
// not present has no role and is left out.
func BuildsOnWhichRole(e *encounter.Encounter) (roles []encounter.Role, weights [][]int64) {
	return buildsOn(e, func(by []encounter.ID) []encounter.Role {
		var roles []encounter.Role
		for _, id := range by {
			if role := e.RoleOf(id); role != "" && !slices.Contains(roles, role) {
				roles = append(roles, role)
			}
		}
		return roles
	})
}

func buildsOn[N comparable](e *encounter.Encounter, nodes func(by []encounter.ID) []N) (all []N, weights [][]int64) {
	contributors := make([][]int, len(e.Steps)) // their places in all, each once
	at := map[N]int{}
	for s := range e.Steps {
		for _, n := range nodes(e.Steps[s].By) {
			i, ok := at[n]
			if !ok {
				if i = len(all); i == MaxContributors {
					return nil, nil
				}
				at[n] = i
				all = append(all, n)
			}
			if !slices.Contains(contributors[s], i) {
				contributors[s] = append(contributors[s], i)
			}
		}
	}
	weights = make([][]int64, len(all))
	for i := range weights {
		weights[i] = make([]int64, len(all))
	}
	named := make(map[encounter.Name]int, len(e.Steps))
	taken := make([]int, len(e.Steps)) // the last step, from 1, that built on this one
	for s := range e.Steps {
		step := &e.Steps[s]
		onto := make([]int64, len(all))
		for _, name := range step.BuildsOn {
			r, ok := named[name]
			if !ok || taken[r] == s+1 {
				continue
			}
			taken[r] = s + 1
			for _, j := range contributors[r] {
				onto[j]++
			}
		}
		for _, i := range contributors[s] {
			for j, times := range onto {
				weights[i][j] += times
			}
		}
		if _, ok := named[step.ID]; !ok {
			named[step.ID] = s
		}
	}
	return all, weights
}
