package coproduction

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// durationSlack is how far the recorded duration may be from the time between
// start and end before somebody should look: clocks are read to the minute.
const durationSlack = time.Minute

// timeRules are about when things happened.
func timeRules() []Rule {
	rule := func(id schema.RuleID, severity schema.Severity, title, why, mend string, check func(*encounter.Encounter, Report)) Rule {
		return Rule{
			Rule:  schema.Rule{ID: id, Severity: severity, Title: title, Why: why, Mend: mend},
			Scope: ScopeRecord,
			Check: onEncounter(check),
		}
	}
	return []Rule{
		rule("end-not-before-start", schema.Error, "An encounter, a presence, a turn and a step end no earlier than they begin",
			"a negative time would be taken from the talk of others", "swap the two times, or correct the one that is wrong", endsInOrder),
		rule("duration-agrees", schema.Warning, "The duration agrees with start and end to a minute",
			"two answers to one question: measures take the duration", "correct the one that is wrong, or leave out the duration", durationAgrees),
		rule("presence-inside-encounter", schema.Error, "A presence lies inside the encounter",
			"nobody is present before it begins or after it has ended", "correct fromMs or toMs, or the length of the encounter",
			func(e *encounter.Encounter, report Report) {
				inside := endOf(e, report).holds
				for i := range e.Presence {
					p := &e.Presence[i]
					inside(p.FromMs, "/presence/%d/fromMs", i)
					inside(p.ToMs, "/presence/%d/toMs", i)
				}
			}),
		rule("presence-once", schema.Error, "Nobody is present twice in one role at the same time",
			"people would be counted twice", "join the two presences, or say from when to when each lasted", presentOnce),
		rule("turn-inside-encounter", schema.Error, "A turn lies inside the encounter",
			"shares of time would be made of time that was not there", "correct the turn, or the length of the encounter",
			func(e *encounter.Encounter, report Report) {
				inside := endOf(e, report).holds
				for i := range e.Turns {
					inside(e.Turns[i].StartMs, "/turns/%d/startMs", i)
					inside(e.Turns[i].EndMs, "/turns/%d/endMs", i)
				}
			}),
		rule("turn-inside-presence", schema.Error, "Whoever speaks is present at that time",
			"somebody who had left, or had not come yet, would have a share of the talk", "correct the turn, its speaker, or when the speaker was present", turnsInPresence),
		rule("step-inside-encounter", schema.Error, "A step and a cue lie inside the encounter",
			"the order of events would be wrong", "correct the time, or the length of the encounter",
			func(e *encounter.Encounter, report Report) {
				inside := endOf(e, report).holds
				for i := range e.Steps {
					s := &e.Steps[i]
					inside(s.StartMs, "/steps/%d/startMs", i)
					inside(s.EndMs, "/steps/%d/endMs", i)
				}
				for i := range e.Cues {
					c := &e.Cues[i]
					inside(c.AtMs, "/cues/%d/atMs", i)
				}
			}),
		rule("turns-of-one-speaker", schema.Error, "A speaker's own turns do not overlap",
			"the same seconds would count twice for one person", "join the two turns, or correct their times or the speaker", ownTurnsApart),
	}
}

func endsInOrder(e *encounter.Encounter, report Report) {
	const late = "the end is before the start"
	if !e.Start.IsZero() && !e.End.IsZero() && e.End.Before(e.Start) {
		report("/end", late)
	}
	reversed := func(from, to *int64) bool { return from != nil && to != nil && *to < *from }
	for i := range e.Presence {
		if p := &e.Presence[i]; reversed(p.FromMs, p.ToMs) {
			report(fmt.Sprintf("/presence/%d/toMs", i), late)
		}
	}
	for i := range e.Turns {
		if t := &e.Turns[i]; reversed(t.StartMs, t.EndMs) {
			report(fmt.Sprintf("/turns/%d/endMs", i), late)
		}
	}
	for i := range e.Steps {
		if s := &e.Steps[i]; reversed(s.StartMs, s.EndMs) {
			report(fmt.Sprintf("/steps/%d/endMs", i), late)
		}
	}
}

func durationAgrees(e *encounter.Encounter, report Report) {
	if e.DurationMs == nil || e.Start.IsZero() || e.End.IsZero() || e.End.Before(e.Start) {
		return
	}
	if off := e.End.Sub(e.Start) - time.Duration(*e.DurationMs)*time.Millisecond; off.Abs() > durationSlack {
		report("/durationMs", "the duration differs from start and end by more than a minute")
	}
}

// A theEnd is when an encounter ends, and reports times that lie behind that.
type theEnd struct {
	ms     int64 // from the start
	report Report
}

// endOf returns the end of an encounter; where that is not known, nothing lies behind it.
func endOf(e *encounter.Encounter, report Report) theEnd {
	length, known := e.Duration()
	if !known || length < 0 {
		return theEnd{math.MaxInt64, report}
	}
	return theEnd{length.Milliseconds(), report}
}

func (end theEnd) holds(at *int64, pointer string, index int) {
	if at != nil && *at > end.ms {
		end.report(place(pointer, index, 0), "this is after the end of the encounter")
	}
}

// turnsInPresence holds each end of a turn against the stretches of its speaker.
func turnsInPresence(e *encounter.Encounter, report Report) {
	there := func(person encounter.ID, at int64) bool {
		known := false
		for i := range e.Presence {
			p := &e.Presence[i]
			if p.Participant != person {
				continue
			}
			known = true
			if (p.FromMs == nil || *p.FromMs <= at) && (p.ToMs == nil || at <= *p.ToMs) {
				return true
			}
		}
		return !known // another rule's
	}
	for i := range e.Turns {
		t := &e.Turns[i]
		if t.StartMs != nil && !there(t.Speaker, *t.StartMs) {
			report(fmt.Sprintf("/turns/%d/startMs", i), "the speaker is not present at this time")
		} else if t.EndMs != nil && !there(t.Speaker, *t.EndMs) {
			report(fmt.Sprintf("/turns/%d/endMs", i), "the speaker is not present at this time")
		}
	}
}

func presentOnce(e *encounter.Encounter, report Report) {
	for i := range e.Presence {
		p := &e.Presence[i]
		for j := range i {
			q := &e.Presence[j]
			if p.Participant == q.Participant && p.Role == q.Role &&
				startsBefore(p.FromMs, q.ToMs) && startsBefore(q.FromMs, p.ToMs) {
				report(fmt.Sprintf("/presence/%d", i), "this person is already present in this role at that time")
				break
			}
		}
	}
}

// startsBefore reports whether a stretch that begins at from, or at the start,
// begins before one that lasts until to, or to the end.
func startsBefore(from, to *int64) bool {
	return from == nil || to == nil || *from < *to
}

func ownTurnsApart(e *encounter.Encounter, report Report) {
	var few [64]int
	timed := few[:0] // the turns with times, by start
	sorted := true
	earlier := func(i, j int) int {
		a, b := &e.Turns[i], &e.Turns[j]
		return cmp.Or(cmp.Compare(*a.StartMs, *b.StartMs), cmp.Compare(*a.EndMs, *b.EndMs))
	}
	for i := range e.Turns {
		if e.Turns[i].Timed() {
			if n := len(timed); n > 0 && earlier(timed[n-1], i) > 0 {
				sorted = false
			}
			timed = append(timed, i)
		}
	}
	if !sorted { // as only few are
		slices.SortStableFunc(timed, earlier)
	}
	var ends speakerEnds
	for _, i := range timed {
		t := &e.Turns[i]
		if end := ends.of(t.Speaker); end != nil {
			if *t.StartMs < *end {
				report(place("/turns/%d/startMs", i, 0), "the same speaker is still speaking")
			}
			*end = max(*end, *t.EndMs)
		} else {
			ends.begin(t.Speaker, *t.EndMs)
		}
	}
}

// speakerEnds are the latest ends of the turns of each speaker so far. The few
// speakers that an encounter mostly has need no memory of their own.
type speakerEnds struct {
	few  [8]speakerEnd
	n    int
	many map[encounter.ID]*int64 // of those beyond
}

type speakerEnd struct {
	speaker encounter.ID
	end     int64
}

// of returns the end of a speaker, or nil before the first turn.
func (s *speakerEnds) of(speaker encounter.ID) *int64 {
	for i := range s.few[:s.n] {
		if s.few[i].speaker == speaker {
			return &s.few[i].end
		}
	}
	return s.many[speaker]
}

// begin keeps the end of a speaker's first turn.
func (s *speakerEnds) begin(speaker encounter.ID, end int64) {
	if s.n < len(s.few) {
		s.few[s.n] = speakerEnd{speaker, end}
		s.n++
		return
	}
	if s.many == nil {
		s.many = make(map[encounter.ID]*int64)
	}
	latest := end // end itself would be on the heap for every speaker
	s.many[speaker] = &latest
}
