package indicator

import (
	"cmp"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A Turn is one stretch of talk, as the measures of talk need it.
type Turn struct {
	Speaker    int // any number that tells the speakers of the encounter apart
	Role       encounter.Role
	Floor      encounter.Floor // empty where it was not marked
	Start, End int64           // milliseconds; read only where Timed
	Words      int64           // read only where Counted
	Timed      bool            // both times are known
	Counted    bool            // the words were counted
}

// Talk measures the turns of one encounter. Its zero value has none.
//
// The turns are taken in the order of their start, then of their end, then in the
// order given; if one of them has no time, in the order given. A measure that
// needs a time or a word count which a turn lacks is undefined, never lower.
type Talk struct {
	turns    []Turn
	speakers []speaker
	ends     []int64 // of the turns, ascending; for the sweep
	span     int64   // these three only where every turn is timed
	silence  int64
	overlap  int64
}

// A speaker is somebody's talk over the encounter.
type speaker struct {
	number      int
	time, words int64
	turns       int64
}

// longest bounds a time (more than two years) and a word count, so that no sum overflows.
const longest = 1 << 36

// TalkOf returns the talk of turns, which are copied and not modified.
func TalkOf(turns []Turn) *Talk {
	t := new(Talk)
	t.Reset(turns)
	return t
}

// Reset makes t the talk of turns, in the memory that t already has.
func (t *Talk) Reset(turns []Turn) {
	t.turns = append(t.turns[:0], turns...)
	t.speakers = t.speakers[:0]
	if t.whole(ByTime) == "" {
		slices.SortStableFunc(t.turns, func(a, b Turn) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
		})
		t.sweep()
	}
	for i := range t.turns {
		t.count(&t.turns[i])
	}
}

// count adds a turn to its speaker's talk.
func (t *Talk) count(turn *Turn) {
	i := slices.IndexFunc(t.speakers, func(s speaker) bool { return s.number == turn.Speaker })
	if i < 0 {
		i = len(t.speakers)
		t.speakers = append(t.speakers, speaker{number: turn.Speaker})
	}
	s := &t.speakers[i]
	s.time += turn.amount(ByTime)
	s.words += turn.amount(ByWords)
	s.turns++
}

// A By says in what talk is measured.
type By string

// The three ways. Times that overlap count for each speaker.
const (
	ByTime  By = "time"
	ByWords By = "words"
	ByTurns By = "turns"
)

// Bys lists the three ways.
func Bys() []By { return []By{ByTime, ByWords, ByTurns} }

// lacks returns the reason why the turn cannot be measured so, empty if it can.
func (t *Turn) lacks(by By) estimate.Reason {
	switch {
	case by == ByTime && !t.Timed:
		return estimate.NoTimes
	case by == ByTime && t.End < t.Start:
		return estimate.ReversedTime
	case by == ByTime && (t.Start < -longest || t.End > longest):
		return estimate.TooLarge
	case by == ByWords && !t.Counted:
		return estimate.NoWordCounts
	case by == ByWords && t.Words < 0:
		return estimate.NegativeCount
	case by == ByWords && t.Words > longest:
		return estimate.TooLarge
	case by != ByTime && by != ByWords && by != ByTurns:
		return estimate.UnknownOption
	}
	return ""
}

// amount returns how much the turn is; 0 where that is not known.
func (t *Turn) amount(by By) int64 {
	switch {
	case t.lacks(by) != "":
		return 0
	case by == ByTime:
		return t.End - t.Start
	case by == ByWords:
		return t.Words
	}
	return 1
}

// whole returns the reason why all talk cannot be measured so, empty if it can.
func (t *Talk) whole(by By) estimate.Reason {
	if len(t.turns) == 0 {
		return estimate.NoTurns
	}
	for i := range t.turns {
		if why := t.turns[i].lacks(by); why != "" {
			return why
		}
	}
	return ""
}

// of returns how much somebody in a role talked, in how many turns, and the reason
// why that is not known.
func (t *Talk) of(role encounter.Role, by By) (amount, turns int64, why estimate.Reason) {
	if len(t.turns) == 0 {
		return 0, 0, estimate.NoTurns
	}
	for i := range t.turns {
		if turn := &t.turns[i]; turn.Role == role {
			amount += turn.amount(by)
			turns++
			why = cmp.Or(why, turn.lacks(by))
		}
	}
	return amount, turns, why
}

// n returns the number of turns.
func (t *Talk) n() int64 { return int64(len(t.turns)) }
