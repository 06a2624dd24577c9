package transcript

import (
	"cmp"
	"fmt"
	"slices"
)

// order takes away times that cannot be, and puts utterances in the order of their
// starts. One without times stays behind the one above it, in its strand.
func (c *castOf) order() {
	for i := range c.turns {
		u := &c.turns[i]
		if u.words > maxWords {
			c.refuse(ruleTooLong, u.at, u.length, fmt.Sprintf("%d words in one utterance", u.words))
		}
		if u.timed && (u.end < u.start || u.end > maxMs || u.start < 0) || u.open && u.start > maxMs {
			c.ledger.count(ruleScriptTimes, u.at, u.length, "{utterance ends before it begins, or lies|utterances end before they begin, or lie} beyond a week; {its|their} times are left out")
			u.timed, u.open, u.changed = false, false, lossNoTimes
		}
	}
	if c.table && c.ordered {
		c.backwards()
		return
	}
	index, starts := make([]int, len(c.turns)), make([]int64, len(c.turns))
	above := map[int]int64{} // the latest start of a strand; those that nothing timed is above come first
	for i, u := range c.turns {
		before, any := above[u.strand]
		if u.timed || u.open {
			if any && u.start < before && c.Form != EAF { // in ELAN the order of annotations means nothing
				c.ledger.count(ruleScriptOrder, u.at, u.length, "{utterance begins|utterances begin} before the one above; {it was|they were} put in order")
			}
			above[u.strand] = u.start
		} else if !any {
			above[u.strand] = -1
		}
		index[i], starts[i] = i, above[u.strand]
	}
	if slices.IsSorted(starts) {
		return
	}
	slices.SortStableFunc(index, func(i, j int) int { return cmp.Compare(starts[i], starts[j]) })
	turns, who := make([]uttered, len(index)), make([]voiceKey, len(index))
	for to, from := range index {
		turns[to], who[to] = c.turns[from], c.who[from]
	}
	c.turns, c.who = turns, who
}

// backwards finds turns that begin before the one above, where their numbers say that
// they come later.
func (c *castOf) backwards() {
	last := int64(-1)
	for _, u := range c.turns {
		if !u.timed && !u.open {
			continue
		}
		if u.start < last {
			c.ledger.count(ruleScriptOrder, u.at, u.length, "{turn begins|turns begin} before the one above; {it stays|they stay} in the order of {its number|their numbers}")
		}
		last = u.start
	}
}

// parted makes sure that nobody talks twice at once: the times of the utterance that
// begins later are left out; one millisecond is rounding, and taken off the earlier one.
func (c *castOf) parted() {
	var timed []int // turns of a table need not stand in the order in which they begin
	for i, u := range c.turns {
		if u.timed {
			timed = append(timed, i)
		}
	}
	slices.SortStableFunc(timed, func(i, j int) int { return cmp.Compare(c.turns[i].start, c.turns[j].start) })
	last := map[voiceKey]int{} // the last timed turn of each
	for _, i := range timed {
		u := &c.turns[i]
		if j, ok := last[c.who[i]]; ok {
			switch before := &c.turns[j]; {
			case u.start >= before.end:
			case before.end-u.start <= 1:
				before.end, before.changed = u.start, lossClipped
			default:
				c.ledger.count(ruleScriptOverlap, u.at, u.length, "{utterance begins|utterances begin} while the same speaker has not finished; {its|their} times are left out")
				u.timed, u.changed = false, lossNoTimes
				continue
			}
		}
		last[c.who[i]] = i
	}
}
