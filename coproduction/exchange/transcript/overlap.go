package transcript

import (
	"cmp"
	"slices"
)

// Overlap returns how long two tiers' speakers speak at the same time.
//
//	Σᵢ Σⱼ max(0, min(endᵢ, endⱼ) − max(startᵢ, startⱼ))
//
// over the utterances i of a and j of b.
//
//	Unit   s
//	Range  [0, ∞); at most the shorter of the two speech times where neither
//	       tier overlaps itself
//
// Swapping a and b does not change the result, bit for bit. Utterances that touch
// do not overlap. A stretch that one tier holds twice counts twice. Points have
// no length and overlap nothing. Neither tier is modified. Time n log n, memory n.
func Overlap(a, b Tier) Seconds {
	// ∫ (utterances of a under way) · (utterances of b under way) dt is the same
	// sum, and needs one walk along the boundaries.
	type boundary struct {
		at   Seconds
		a, b int
	}
	var walk []boundary
	for i := range a.Utterances() {
		walk = append(walk, boundary{at: i.Start, a: 1}, boundary{at: i.End, a: -1})
	}
	for i := range b.Utterances() {
		walk = append(walk, boundary{at: i.Start, b: 1}, boundary{at: i.End, b: -1})
	}
	slices.SortFunc(walk, func(x, y boundary) int { return cmp.Compare(x.at, y.at) })

	var total, last Seconds
	var inA, inB int
	for _, next := range walk {
		if both := inA * inB; both > 0 {
			total += Seconds(both) * (next.at - last)
		}
		last, inA, inB = next.at, inA+next.a, inB+next.b
	}
	return total
}
