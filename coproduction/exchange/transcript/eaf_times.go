package transcript

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/xmlstream"
)

// The units of time of ELAN.
const (
	eafMilliseconds = "milliseconds"
	eafPAL          = "PAL-frames"  // of 40 ms
	eafNTSC         = "NTSC-frames" // 29.97 in a second
)

// timeUnit takes in the unit of the times, and says where it is not milliseconds.
func (r *scripts) timeUnit(header *xmlstream.Token, f *eafFile) {
	a, _ := header.Attr("TIME_UNITS")
	switch f.unit = a.Value; f.unit {
	case "", eafMilliseconds:
	case eafPAL, eafNTSC:
		r.ledger.report(ruleScriptUnit, placeOf(a.At), a.At.Length, "read as "+f.unit)
	default:
		r.ledger.report(ruleScriptForm, placeOf(a.At), a.At.Length, "the unit of the times is none of ELAN's")
	}
}

// milliseconds reads a time; it is −1 where there is none.
func (f *eafFile) milliseconds(value string) (ms int64, ok bool) {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n < 0 {
		return -1, false
	}
	n = min(n, 1<<40) // beyond any recording, and what follows does not overflow
	switch f.unit {
	case eafPAL:
		n *= 40
	case eafNTSC:
		n = (n*100_000 + 2997/2) / 2997
	}
	return n, true
}

// interpolate gives a time to slots that have none: first along the annotations of each
// tier, then, to those that are left, along the order of all slots.
func (f *eafFile) interpolate() {
	for _, tier := range f.tiers {
		f.alongTier(tier)
	}
	f.alongOrder()
}

// alongTier spaces the slots of annotations that meet evenly between those with times around
// them, as ELAN does with annotations that subdivide a stretch of time. What an earlier tier
// gave a slot stays, and counts as its time.
func (f *eafFile) alongTier(tier *eafTier) {
	var onAxis []*eafAnnotation
	for _, a := range tier.annotations {
		if a.of == "" {
			onAxis = append(onAxis, a)
		}
	}
	nth := func(a *eafAnnotation) int {
		if slot := f.slot[a.start]; slot != nil {
			return slot.nth
		}
		return -1
	}
	slices.SortStableFunc(onAxis, func(a, b *eafAnnotation) int { return cmp.Compare(nth(a), nth(b)) })
	var chain []*eafSlot
	last := -1 // the last slot of the chain with a time
	for _, a := range onAxis {
		from, to := f.slot[a.start], f.slot[a.end]
		if n := len(chain); n == 0 || chain[n-1] != from { // they do not meet: what is between is none of theirs
			chain, last = nil, -1
		}
		for _, slot := range []*eafSlot{from, to} {
			switch n := len(chain); {
			case slot == nil: // what is between cannot be told
				chain, last = nil, -1
				continue
			case n > 0 && chain[n-1] == slot: // where two annotations meet
				continue
			}
			if chain = append(chain, slot); slot.timed() {
				if last >= 0 && chain[last].ms <= slot.ms {
					space(chain[last+1:], chain[last].ms, slot.ms, lossShared)
				}
				last = len(chain) - 1
			}
		}
	}
}

// alongOrder spaces the slots that are still without a time evenly between those around
// them. What a tier gave a slot counts as its time where it stands in order with the times
// of the file; where those run backwards, nothing can be told.
func (f *eafFile) alongOrder() {
	last := -1 // the last slot with a time of its own
	for i, slot := range f.slots {
		if slot.how != "" {
			continue
		}
		if last >= 0 && f.slots[last].ms <= slot.ms {
			from := last
			for j := last + 1; j <= i; j++ {
				if one := f.slots[j]; one.timed() && one.ms >= f.slots[from].ms && one.ms <= slot.ms {
					space(f.slots[from+1:j+1], f.slots[from].ms, one.ms, lossBetween)
					from = j
				}
			}
		}
		last = i
	}
}

// space gives those of the slots that have no time one, evenly from a time to that of the
// last of them.
func space(slots []*eafSlot, from, to int64, how string) {
	for i, slot := range slots {
		if !slot.timed() {
			slot.ms, slot.how = from+(to-from)*int64(i+1)/int64(len(slots)), how
		}
	}
}

// circles finds the annotations that belong, over others or not, to themselves. Each is
// passed once.
func (t *eafTalk) circles() {
	passed := map[*eafAnnotation]int{} // by the walk that came along
	walk := 0
	for _, tier := range t.tiers {
		for _, a := range tier.annotations {
			walk++
			for a != nil && a.of != "" && passed[a] == 0 {
				passed[a] = walk
				a = t.annotations[a.of]
			}
			for a != nil && passed[a] == walk && !a.circular {
				a.circular = true
				a = t.annotations[a.of]
			}
		}
	}
	for _, tier := range t.tiers {
		for _, a := range tier.annotations {
			if a.circular {
				t.ledger.count(ruleScriptRef, placeOf(a.at), a.at.Length, "{annotation belongs to itself|annotations belong to themselves}, over others or not")
			}
		}
	}
}

// span is when an annotation was: between its slots, or its share of the annotation
// that it belongs to. A time is shared where others have a part of the same stretch.
func (f *eafFile) span(a *eafAnnotation) (start, end int64, shared, ok bool) {
	nth, among := int64(0), int64(1) // the share of the annotation reached so far
	for range maxTierDepth {
		if a.of == "" {
			from, to := f.slot[a.start], f.slot[a.end]
			if from == nil || to == nil || !from.timed() || !to.timed() {
				return 0, 0, false, false
			}
			length := to.ms - from.ms
			return from.ms + length*nth/among, from.ms + length*(nth+1)/among, among > 1 || from.how != "" || to.how != "", true
		}
		if among*int64(a.among) > 1<<20 { // no share of a recording is as small
			return 0, 0, false, false
		}
		nth, among = int64(a.nth)*among+nth, among*int64(a.among)
		above, there := f.annotations[a.of]
		if !there {
			return 0, 0, false, false
		}
		a = above
	}
	return 0, 0, false, false
}

// siblings counts the annotations of a tier that belong to the same one above, in the
// order in which each names the one before it; in that of the file where that says nothing.
func (f *eafFile) siblings() {
	for _, tier := range f.tiers {
		among := map[string]int{}
		of := map[string]string{} // what each belongs to
		for _, a := range tier.annotations {
			among[a.of]++
			of[a.id] = a.of
		}
		behind := map[string][]*eafAnnotation{}
		var next []*eafAnnotation // the first ones
		for _, a := range tier.annotations {
			a.among, a.nth = among[a.of], -1
			if above, there := of[a.previous]; there && a.previous != "" && above == a.of {
				behind[a.previous] = append(behind[a.previous], a)
			} else {
				next = append(next, a)
			}
		}
		clear(among)
		follow := func(first *eafAnnotation) {
			for waiting := []*eafAnnotation{first}; len(waiting) > 0; {
				a := waiting[len(waiting)-1]
				if waiting = waiting[:len(waiting)-1]; a.nth >= 0 {
					continue
				}
				a.nth = among[a.of]
				among[a.of]++
				for _, after := range slices.Backward(behind[a.id]) {
					waiting = append(waiting, after)
				}
			}
		}
		for _, a := range slices.Concat(next, tier.annotations) { // the latter where they run in a circle
			follow(a)
		}
	}
}
