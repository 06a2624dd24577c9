package transcript

import (
	"cmp"
	"slices"
)

// A Turn is a run of utterances of one speaker that no other speaker's utterance
// starts within.
type Turn struct {
	Tier       int        // which tier of the transcript speaks, from 0
	Utterances []Interval // at least one, by start
}

// Turns returns who held the floor, in order of time: the utterances of all tiers
// sorted by start, cut wherever the tier changes. Of utterances that start at the
// same moment the earlier tier's comes first, and within a tier the file's order
// holds. Point tiers take no turns.
//
//	Unit   turns
//	Range  [0, utterances]; two neighbours are never of one tier
func Turns(t *Transcript) []Turn {
	type spoken struct {
		tier int
		Interval
	}
	var all []spoken
	for n, tier := range t.Tiers {
		if tier.Points {
			continue
		}
		for i := range tier.Utterances() {
			all = append(all, spoken{n, i})
		}
	}
	slices.SortStableFunc(all, func(a, b spoken) int { return cmp.Compare(a.Start, b.Start) })

	var turns []Turn
	for _, s := range all {
		if last := len(turns) - 1; last < 0 || turns[last].Tier != s.tier {
			turns = append(turns, Turn{Tier: s.tier})
		}
		last := &turns[len(turns)-1]
		last.Utterances = append(last.Utterances, s.Interval)
	}
	return turns
}
