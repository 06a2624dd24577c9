package fhir

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A stay is when somebody was there, in milliseconds from the start of the encounter:
// from its start and to its end where nothing is said.
type stay struct{ from, to *int64 }

// longest is how far from the start of an encounter a stay can be told: a week.
const longest = 7 * 24 * 60 * 60 * 1000

// stay reads the period of a participant, once people are known, and says what becomes of
// it. What lies outside of the encounter is cut off.
func (r *reader) stay(x *found, m *meeting, p period) (s stay, fate string) {
	doubt := func(why, fate string) (stay, string) {
		x.file.book.Tolerate(ruleStay, x.within("participant"), why)
		return stay{}, fate
	}
	if !m.start.Clock {
		return stay{}, "the encounter does not say at what time it began"
	}
	end := never
	if !m.end.At.IsZero() {
		end = m.end.At.Sub(m.start.At).Milliseconds()
	}
	from, to := int64(0), end
	var moments []moment
	for _, one := range []struct {
		text string
		ms   *int64
	}{{p.Start, &from}, {p.End, &to}} {
		if one.text == "" {
			continue
		}
		at, ok := instant(one.text)
		if !ok || !at.Clock {
			return doubt("the period of a participant is no date and time; it is left out", "no dates and times")
		}
		moments = append(moments, at)
		*one.ms = at.At.Sub(m.start.At).Milliseconds()
	}
	part := ""
	switch {
	case len(moments) == 0:
		return doubt("the period of a participant has neither start nor end", "no dates and times")
	case len(moments) == 2 && to < from:
		return doubt("the period of a participant ends before it starts; it is left out", "the end is before the start")
	case from > end || to < 0:
		return doubt("the period of a participant lies outside of the encounter; it is left out", "outside of the encounter")
	case from > longest || to < end && to > longest:
		return stay{}, "more than a week after the start of the encounter"
	case from < 0 || to > end:
		part = "the part inside the encounter"
		doubt("the period of a participant reaches beyond the encounter; that part is left out", "")
	}
	if from > 0 {
		s.from = &from
	}
	if to < end {
		s.to = &to
	}
	tell := func(id schema.RuleID, detail string) { x.file.book.Tolerate(id, x.within("participant"), detail) }
	return s, amended(append(asRead(tell, "the period of a participant", moments...), part)...)
}

// attend adds a presence. Those of one person in one role that meet are one, in the
// place of the first.
func attend(all []encounter.Presence, here encounter.Presence) (_ []encounter.Presence, how joined) {
	at := len(all)
	for i := 0; i < len(all); i++ {
		was := all[i]
		if was.Participant != here.Participant || was.Role != here.Role || before(was.ToMs, here.FromMs) || before(here.ToMs, was.FromMs) {
			continue
		}
		here.FromMs = outer(was.FromMs, here.FromMs, func(a, b int64) int64 { return min(a, b) })
		here.ToMs = outer(was.ToMs, here.ToMs, func(a, b int64) int64 { return max(a, b) })
		if how = longer; same(here.FromMs, was.FromMs) && same(here.ToMs, was.ToMs) {
			how = nothingNew
		}
		all = slices.Delete(all, i, i+1)
		at, i = min(at, i), i-1
	}
	return slices.Insert(all, min(at, len(all)), here), how
}

// joined is what a presence adds to those that are there.
type joined int

const (
	another    joined = iota // one more
	longer                   // time to one that is there
	nothingNew               // nothing
)

func same(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }

// before reports whether a stay that lasts to an end is over when another begins.
func before(to, from *int64) bool { return to != nil && from != nil && *to < *from }

// outer is that of two ends that reaches further; nil reaches furthest.
func outer(a, b *int64, of func(a, b int64) int64) *int64 {
	if a == nil || b == nil {
		return nil
	}
	n := of(*a, *b)
	return &n
}
