package refi

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A Dialect is what the positions of a project count. The standard says Unicode code
// points from 0; programs differ in all of this.
type Dialect struct {
	Unit     Unit
	PairOne  bool // a carriage return and line feed count as one
	LostTwo  bool // a line feed of a text within the XML counts as 2: its carriage return, which was counted, XML has no room for
	Mark     bool // the byte order mark of a file counts
	Included bool // an end is the last position of the range, and not the one behind
}

// A Unit is what is counted in a text.
type Unit string

// The units.
const (
	CodePoint Unit = "code point"
	UTF16     Unit = "UTF-16 unit" // as NVivo for Windows counts
	Byte      Unit = "byte"        // of UTF-8, as Taguette counts
)

// Dialects lists every dialect, that of the standard first.
func Dialects() (all []Dialect) {
	for _, unit := range []Unit{CodePoint, UTF16, Byte} {
		for _, lines := range []Dialect{{}, {PairOne: true}, {LostTwo: true}} {
			for _, mark := range []bool{false, true} {
				for _, included := range []bool{false, true} {
					all = append(all, Dialect{unit, lines.PairOne, lines.LostTwo, mark, included})
				}
			}
		}
	}
	return all
}

// String says in words what is counted.
func (d Dialect) String() string {
	say := func(is bool, yes, no string) string {
		if is {
			return yes
		}
		return no
	}
	return string(d.Unit) + "s, " + say(d.PairOne, "CR LF as 1", "CR LF as 2") + say(d.LostTwo, " though the XML has LF alone", "") + ", " +
		say(d.Mark, "byte order mark counted", "byte order mark not counted") + ", " + say(d.Included, "end included", "end not included")
}

// in is the first of the dialects that read the positions of one text as d does.
func (d Dialect) in(p *passage) Dialect {
	d.Mark = d.Mark && p.mark
	d.PairOne = d.PairOne && p.pairs
	d.LostTwo = d.LostTwo && p.lines
	if d.Unit == Byte && p.ascii || d.Unit == UTF16 && p.plane {
		d.Unit = CodePoint
	}
	return d
}

// A place in a text is what stands before it.
type place struct {
	point int64 // in code points
	byte  int
}

// A step is a place with its position in a dialect.
type step struct {
	place
	at int64
}

// A ruler finds the places of a text by their positions in one dialect.
type ruler struct {
	Dialect
	text  string
	steps []step // one in every so many places, from the first
}

// pace is how many code points are between two steps of a ruler. All of them would take
// more memory than the text several times over.
const pace = 64

// ruler measures a text. Memory is 24 bytes for each [pace] code points.
func (d Dialect) ruler(p *passage) ruler {
	r := ruler{Dialect: d.in(p), text: p.text}
	var s step
	if r.Mark {
		s.at = map[Unit]int64{CodePoint: 1, UTF16: 1, Byte: 3}[d.Unit]
	}
	r.steps = append(make([]step, 0, p.length/pace+1), s)
	for s.byte < len(r.text) {
		if s = r.next(s); s.point%pace == 0 {
			r.steps = append(r.steps, s)
		}
	}
	return r
}

// next is the step one code point on.
func (r ruler) next(s step) step {
	c, size := utf8.DecodeRuneInString(r.text[s.byte:])
	s.point++
	s.byte += size
	switch {
	case r.PairOne && c == '\r' && strings.HasPrefix(r.text[s.byte:], "\n"): // the line feed counts
	case r.LostTwo && c == '\n':
		s.at += 2
	case r.Unit == UTF16 && c >= 0x10000:
		s.at += 2
	case r.Unit == Byte:
		s.at += int64(size)
	default:
		s.at++
	}
	return s
}

// reach is the first place at a position or behind it; false where the text ends before.
func (r ruler) reach(n int64) (s step, ok bool) {
	i := sort.Search(len(r.steps), func(i int) bool { return r.steps[i].at >= n })
	s = r.steps[max(i-1, 0)]
	for s.at < n {
		if s.byte == len(r.text) {
			return s, false
		}
		s = r.next(s)
	}
	return s, true
}

// position returns the place at a position; false where none is there.
func (r ruler) position(n int64) (place, bool) {
	s, ok := r.reach(n)
	return s.place, ok && s.at == n
}

// half returns the two ends of a range, the second behind it; false where it is none of
// the text.
func (r ruler) half(start, end int64) (from, to place, ok bool) {
	from, ok = r.position(start)
	if !ok {
		return from, to, false
	}
	if r.Included {
		to, ok = r.behind(end)
	} else {
		to, ok = r.position(end)
	}
	return from, to, ok && from.point <= to.point
}

// behind returns the place behind the code point at a position. Of one that counts as
// several the position may be the first or the last.
func (r ruler) behind(n int64) (place, bool) {
	if s, ok := r.reach(n); ok && s.at == n {
		return r.next(s).place, s.byte < len(r.text)
	}
	s, ok := r.reach(n + 1) // nothing is at n
	return s.place, ok && s.at == n+1 && s.point > 0
}
