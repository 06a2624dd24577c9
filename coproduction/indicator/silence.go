package indicator

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	spanFormula    = "last end − first start"
	silenceFormula = "time in the span with no turn"
	overlapFormula = "time in the span with two turns or more"
)

// Span returns the time from the first start to the last end.
//
//	Unit   ms
//	Range  [0, ∞)
//	n      all turns, at least 1
//
// Undefined, with [estimate.NoTurns], without turns, and with [estimate.NoTimes]
// or [estimate.ReversedTime] where a turn has no usable time. Moving all turns by
// the same time changes nothing.
//
// Source: Heldner M, Edlund J. J Phon 2010;38:555–568, doi:10.1016/j.wocn.2010.08.002.
func (t *Talk) Span() estimate.Estimate { return t.measured(t.span, spanFormula) }

// Silence returns the time inside the span in which nobody talked.
//
//	Unit   ms
//	Range  [0, span]
//	n      all turns, at least 1
//
// Undefined as [Talk.Span]. Silence before the first turn and after the last is
// not seen. The order of the turns changes nothing.
//
// Source: as Talk.Span.
func (t *Talk) Silence() estimate.Estimate { return t.measured(t.silence, silenceFormula) }

// Overlap returns the time in which two turns or more were going on; it counts
// once, however many they were.
//
//	Unit   ms
//	Range  [0, span − silence]
//	n      all turns, at least 1
//
// Undefined as [Talk.Span]. The order of the turns changes nothing.
//
// Source: as Talk.Span.
func (t *Talk) Overlap() estimate.Estimate { return t.measured(t.overlap, overlapFormula) }

func (t *Talk) measured(ms int64, formula string) estimate.Estimate {
	if why := t.whole(ByTime); why != "" {
		return estimate.Undefined(why, t.n()).As(formula)
	}
	return estimate.Point(float64(ms), t.n()).As(formula)
}

// sweep walks the starts and ends of the turns, which are timed and sorted, in
// the order of time, and measures what lies between two of them by how many turns
// are going on there.
func (t *Talk) sweep() {
	t.ends = t.ends[:0]
	for i := range t.turns {
		t.ends = append(t.ends, t.turns[i].End)
	}
	slices.Sort(t.ends)
	started := 0
	at := t.turns[0].Start
	t.span, t.silence, t.overlap = t.ends[len(t.ends)-1]-at, 0, 0
	for ended, end := range t.ends {
		for next := at; next < end; at = next {
			for started < len(t.turns) && t.turns[started].Start <= at {
				started++
			}
			next = end
			if started < len(t.turns) {
				next = min(next, t.turns[started].Start)
			}
			switch going := started - ended; {
			case going <= 0:
				t.silence += next - at
			case going >= 2:
				t.overlap += next - at
			}
		}
	}
}
