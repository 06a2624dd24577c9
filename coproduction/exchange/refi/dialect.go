package refi

import (
	"sort"
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

// A ruler is a text with the position of each of its code points in one dialect.
type ruler struct {
	at       []int64 // of each, and of the end
	included bool
}

// ruler measures a text. Memory is 8 bytes for each code point.
func (d Dialect) ruler(p *passage) ruler {
	d = d.in(p)
	r := ruler{at: make([]int64, len(p.runes)+1), included: d.Included}
	var n int64
	if d.Mark {
		n = map[Unit]int64{CodePoint: 1, UTF16: 1, Byte: 3}[d.Unit]
	}
	for i, c := range p.runes {
		r.at[i] = n
		switch {
		case d.PairOne && c == '\r' && i+1 < len(p.runes) && p.runes[i+1] == '\n': // the line feed counts
		case d.LostTwo && c == '\n':
			n += 2
		case d.Unit == UTF16 && c >= 0x10000:
			n += 2
		case d.Unit == Byte:
			n += int64(utf8.RuneLen(c))
		default:
			n++
		}
	}
	r.at[len(p.runes)] = n
	return r
}

// position returns the code point at a position; false where none is there.
func (r ruler) position(n int64) (int64, bool) {
	i := sort.Search(len(r.at), func(i int) bool { return r.at[i] >= n })
	if i == len(r.at) || r.at[i] != n {
		return 0, false
	}
	return int64(i), true
}

// half returns a range as a half-open one of code points; false where it is none of the text.
func (r ruler) half(start, end int64) (from, to int64, ok bool) {
	from, ok = r.position(start)
	if !ok {
		return 0, 0, false
	}
	if r.included {
		to, ok = r.behind(end)
	} else {
		to, ok = r.position(end)
	}
	return from, to, ok && from <= to && to < int64(len(r.at))
}

// behind returns the code point behind that at a position. Of one that counts as several
// the position may be the first or the last.
func (r ruler) behind(n int64) (int64, bool) {
	if i, ok := r.position(n); ok {
		return i + 1, true
	}
	i, ok := r.position(n + 1)
	return i, ok && i > 0 && r.at[i-1] < n
}
