package indicator

import (
	"container/heap"
	"slices"
	"sort"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// An Order says what puts the visits of one patient in order, for the measures that
// rest on it.
type Order string

// The orders. Where starts are exact and each encounter is linked to the one before
// they agree.
const (
	// ByStart goes by the starts of the visits; of those that begin at the same time by the
	// links from one to another, and where these do not tell by id. It is the default.
	ByStart Order = "start"

	// ByLinks goes along the continuity links, as along the chain by which a register
	// says which visit came before: every link leads back, whatever the starts say. Encounters that were with nobody
	// identified are links of the chain too. Links to encounters that are not here
	// lead nowhere.
	ByLinks Order = "links"
)

// Orders lists the orders.
func Orders() []Order { return []Order{ByStart, ByLinks} }

// UnlinkedVisits is why links that are there may still give no order.
const UnlinkedVisits estimate.Reason = "the links leave the order of the visits open: a chain is broken or branches"

// along returns the encounters of one patient in the one order in which every link
// leads back, or says why there is none: no links, a circle, or several such orders.
func along(cards []visitCard) ([]visitCard, estimate.Reason) {
	if len(cards) > 1 && !slices.ContainsFunc(cards, func(c visitCard) bool { return c.LinksCoded }) {
		return nil, NotCoded
	}
	next, waits := linksAmong(cards)
	var ready []int
	for i, n := range waits {
		if n == 0 {
			ready = append(ready, i)
		}
	}
	ordered, open := make([]visitCard, 0, len(cards)), false
	for len(ready) > 0 {
		open = open || len(ready) > 1
		i := ready[0]
		ready = ready[1:]
		ordered = append(ordered, cards[i])
		for _, after := range next[i] {
			if waits[after]--; waits[after] == 0 {
				ready = append(ready, after)
			}
		}
	}
	switch {
	case len(ordered) < len(cards):
		return nil, CircularLinks
	case open:
		return nil, UnlinkedVisits
	}
	return ordered, ""
}

// linksAmong returns, by their places, the encounters that are linked to each of these, and to
// how many of these each is linked.
func linksAmong(cards []visitCard) (next [][]int, waits []int) {
	at := make(map[string]int, len(cards))
	for i, c := range cards {
		at[c.Encounter] = i
	}
	next, waits = make([][]int, len(cards)), make([]int, len(cards))
	for i, c := range cards {
		for _, id := range c.to() {
			if before, here := at[id]; here {
				next[before] = append(next[before], i)
				waits[i]++
			}
		}
	}
	return next, waits
}

// untie puts visits that begin at the same time in the order of the links from one to
// another. They are in order by start and id; where no link tells, or links run in a circle,
// the ids decide.
func untie(visits []visitCard) {
	for begin, end := 0, 0; begin < len(visits); begin = end {
		linked := false
		for end < len(visits) && visits[end].Start.Equal(visits[begin].Start) {
			linked = linked || len(visits[end].Links) > 0
			end++
		}
		if same := visits[begin:end]; linked && len(same) > 1 {
			copy(same, byLinksThenID(same))
		}
	}
}

// byLinksThenID returns the visits, which are in the order of their ids, so that each comes
// behind those that it is linked to; as they are where links run in a circle.
func byLinksThenID(visits []visitCard) []visitCard {
	next, waits := linksAmong(visits)
	var ready places
	for i, n := range waits {
		if n == 0 {
			ready.IntSlice = append(ready.IntSlice, i) // in order, which is a heap
		}
	}
	ordered := make([]visitCard, 0, len(visits))
	for len(ready.IntSlice) > 0 {
		i := heap.Pop(&ready).(int)
		ordered = append(ordered, visits[i])
		for _, after := range next[i] {
			if waits[after]--; waits[after] == 0 {
				heap.Push(&ready, after)
			}
		}
	}
	if len(ordered) < len(visits) {
		return visits
	}
	return ordered
}

// places are a heap of which the lowest comes first.
type places struct{ sort.IntSlice }

func (p *places) Push(x any) { p.IntSlice = append(p.IntSlice, x.(int)) }

func (p *places) Pop() any {
	last := len(p.IntSlice) - 1
	x := p.IntSlice[last]
	p.IntSlice = p.IntSlice[:last]
	return x
}
