package transcript

// rounding is the difference up to which two times are one: programs write the
// same boundary with different numbers of decimals.
const rounding Seconds = 1e-6

// A sequence watches the intervals of a tier go by.
type sequence struct {
	*textGrid
	tier    *Tier
	at      token   // where the last one is written
	any     bool    // there was one
	latest  Seconds // its start
	covered Seconds // up to where the intervals so far reach
}

// next looks at an interval, which is written at the token at.
func (s *sequence) next(i Interval, at token) {
	s.at = at
	if i.Start < s.tier.Start-rounding || i.End > s.tier.End+rounding {
		s.note(ruleOutside, at, "before the tier's start or after its end")
	}
	if i.End < i.Start {
		s.note(ruleReversed, at, "the end lies before the start")
		return
	}
	if i.Start == i.End && !s.tier.Points {
		s.note(ruleEmpty, at, "starts and ends at the same moment")
	}
	switch {
	case s.any && i.Start < s.latest:
		s.note(ruleOrder, at, "starts before the one that precedes it")
	case s.tier.Points:
	case s.any && i.Start < s.covered-rounding:
		s.note(ruleOverlap, at, "starts before an earlier interval has ended")
	case i.Start > s.covered+rounding:
		s.note(ruleGap, at, "nothing covers the stretch before this interval")
	}
	s.any, s.latest, s.covered = true, i.Start, max(s.covered, i.End)
}

// finish looks at the stretch after the last interval.
func (s *sequence) finish() {
	if !s.tier.Points && s.covered < s.tier.End-rounding {
		s.note(ruleGap, s.at, "nothing covers the stretch up to the tier's end")
	}
}
