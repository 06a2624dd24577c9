package refi

import (
	"fmt"
	"strconv"
)

// A footing is what the places in the text of two sources that are one can be compared by.
type footing int

const (
	asWritten footing = iota // the texts are the same, or there is nothing to tell: positions as they are
	byWords                  // the texts differ: positions, and the words there
	byLines                  // line ends differ: positions where each is one character, and the words there
	lacking                  // neither text is there: positions as they are, whatever they count
	lackingA                 // one is not there: by nothing
	lackingB
)

// blind reports that places cannot be compared.
func (f footing) blind() bool { return f == lackingA || f == lackingB }

// place finds out what places can be compared by, of all sources, notes and transcripts
// that are in both.
func (m *matching) place() {
	for _, kind := range []string{"note", "source", "transcript"} {
		for _, p := range m.pairs[kind] {
			if p.a == nil || p.b == nil {
				continue
			}
			f := asWritten
			switch a, b := p.a.content, p.b.content; {
			case a == nil && b == nil:
				f = lacking
				if p.a.elsewhere {
					m.doubt("text", TextMissing)
				}
			case a == nil:
				f = lackingA
			case b == nil:
				f = lackingB
			case *a.text == *b.text:
			case a.ends != b.ends:
				f = byLines
			default:
				f = byWords
			}
			p.a.footing, p.b.footing = f, f
		}
	}
}

// inText reports whether the place of a thing is one of a text.
func (t *thing) inText() bool {
	if t.kind == "transcript" {
		for _, p := range t.points {
			if p.At != nil {
				return true
			}
		}
		return false
	}
	if t.kind != "selection" {
		return false
	}
	if t.owner.kind == "transcript" {
		return t.owner.points[t.part.FromSync].At != nil || t.owner.points[t.part.ToSync].At != nil
	}
	return t.owner.texty
}

// text is the thing whose text the place of a thing is in.
func (t *thing) text() *thing {
	if t.owner != nil && t.kind == "selection" {
		return t.owner
	}
	return t
}

// outside reports a selection that is no range of its text.
func (s *Selection) outside() bool { return s != nil && (s.Start < 0 || s.End < 0) }

// where is the place of a selection in its source, in words that are the same for the
// same place of both projects.
func (t *thing) where(s *Selection) string {
	start, end := s.Start, s.End
	switch {
	case !t.texty:
	case t.footing.blind():
		start, end = 0, 0
	case s.outside():
		return fmt.Sprint("outside ", s.Start, s.End, s.unplaced)
	default:
		start, end = t.position(start), t.position(end)
	}
	where := make([]byte, 0, 64)
	for _, n := range []int64{start, end, s.Page, s.First.X, s.First.Y, s.Second.X, s.Second.Y} {
		where = append(strconv.AppendInt(where, n, 10), ' ')
	}
	if s.FromSync+s.ToSync != "" {
		where = append(where, t.moment(s.FromSync)+" to "+t.moment(s.ToSync)...)
	}
	return string(where)
}

// moment is the place of a sync point of a transcript.
func (t *thing) moment(g GUID) string {
	p, known := t.points[g]
	switch {
	case g == "":
		return "-"
	case !known:
		return string(g)
	}
	return t.point(p)
}

func (t *thing) point(p SyncPoint) string {
	switch {
	case t.footing.blind():
		return number(p.AtMs)
	case p.At == nil:
		return number(p.AtMs) + " -"
	}
	return fmt.Sprint(number(p.AtMs), " ", t.position(*p.At))
}

// position is a position in the text as it is compared.
func (t *thing) position(n int64) int64 {
	if t.footing == byLines {
		if at, ok := t.content.at(n); ok {
			return at.units
		}
	}
	return n
}

// noWords stands for the words at what is no range of the text.
const noWords = "none"

// words tells apart what stands at a place, where that need not be the same.
func (t *thing) words(s *Selection) string {
	if t.footing != byWords && t.footing != byLines {
		return ""
	}
	start, end := s.Start, s.End
	if t.kind == "transcript" {
		from, to := t.points[s.FromSync].At, t.points[s.ToSync].At
		if from == nil || to == nil {
			return noWords
		}
		start, end = *from, *to
	}
	from, ok := t.content.at(start)
	to, also := t.content.at(end)
	if !ok || !also || end < start {
		return noWords
	}
	return strconv.FormatUint(from.until(to), 36)
}

func number(n *int64) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}
