package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

// An Order says what puts the visits of one patient in order, for the measures that
// rest on it.
type Order string

// The orders. Where starts are exact and each encounter is linked to the one before
// they agree.
const (
	// ByStart goes by the starts of the visits, ties by id. It is the default.
	ByStart Order = "start"

	// ByLinks goes along the continuity links, as along the chain by which a register
	// says which visit came before: every link leads back. It tells the order of
	// visits within a day where starts are dates. Encounters that were with nobody
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
	at, coded := map[string]int{}, false
	for i, c := range cards {
		at[c.Encounter] = i
		coded = coded || c.LinksCoded
	}
	if len(cards) > 1 && !coded {
		return nil, NotCoded
	}
	next := make([][]int, len(cards)) // the encounters that are linked to this one
	waits := make([]int, len(cards))  // links to encounters that are not in order yet
	for i, c := range cards {
		for _, id := range c.to() {
			if before, here := at[id]; here {
				next[before] = append(next[before], i)
				waits[i]++
			}
		}
	}
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
