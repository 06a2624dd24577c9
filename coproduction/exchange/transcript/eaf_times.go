package transcript

import (
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

// interpolate gives a time to slots that have none. Within a tier they are shared out
// evenly between the slots with times around them, as ELAN does with annotations that
// subdivide a stretch of time. A tier is not looked at again once another gave its slots
// a time.
func (f *eafFile) interpolate() {
	for _, tier := range f.tiers {
		var chain []string
		for _, a := range tier.annotations {
			if a.of != "" {
				continue
			}
			if len(chain) == 0 || chain[len(chain)-1] != a.start {
				chain = append(chain, a.start)
			}
			chain = append(chain, a.end)
		}
		last := -1 // the last slot with a time
		for i, id := range chain {
			ms, there := f.times[id]
			if !there { // what is between cannot be told
				last = -1
				continue
			}
			if ms < 0 {
				continue
			}
			if last >= 0 && i-last > 1 && f.times[chain[last]] <= ms {
				from, gaps := f.times[chain[last]], int64(i-last)
				for j := last + 1; j < i; j++ {
					if f.times[chain[j]] < 0 { // a slot may come twice
						f.times[chain[j]] = from + (ms-from)*int64(j-last)/gaps
						f.shared[chain[j]] = true
					}
				}
			}
			last = i
		}
	}
}

// timeSlots accounts for the time slots, and says which have no time of their own.
func (t *eafTalk) timeSlots() {
	t.account.Read("time slot", t.slots)
	t.account.Keep("time slot", t.slots-t.twice-len(t.untimed))
	t.account.Drop("time slot", "the id of an earlier one", t.twice)
	for _, slot := range t.untimed {
		at, length := placeOf(slot.at), slot.at.Length
		if t.shared[slot.id] {
			t.ledger.count(ruleScriptSlot, at, length, "time slots have no time of their own")
			t.account.Change("time slot", lossShared, 1)
		} else {
			t.ledger.count(ruleScriptSlot, at, length, "time slots have no time of their own, and lie between none that have")
			t.account.Drop("time slot", lossUntimed, 1)
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
				t.ledger.count(ruleScriptRef, placeOf(a.at), a.at.Length, "annotations belong to themselves, over others or not")
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
			from, ok := f.times[a.start]
			to, ok2 := f.times[a.end]
			if !ok || !ok2 || from < 0 || to < 0 {
				return 0, 0, false, false
			}
			return from + (to-from)*nth/among, from + (to-from)*(nth+1)/among, among > 1 || f.shared[a.start] || f.shared[a.end], true
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

// siblings counts the annotations of a tier that belong to the same one above.
func (f *eafFile) siblings() {
	for _, tier := range f.tiers {
		among := map[string]int{}
		for _, a := range tier.annotations {
			a.nth = among[a.of]
			among[a.of]++
		}
		for _, a := range tier.annotations {
			a.among = among[a.of]
		}
	}
}
