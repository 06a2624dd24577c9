package refi

import (
	"fmt"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Dialect is what the positions of a project count. The standard says Unicode code
// points from 0; programs differ in all of this.
type Dialect struct {
	Unit     Unit
	PairOne  bool // a carriage return and line feed count as one
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
		for _, one := range []bool{false, true} {
			for _, mark := range []bool{false, true} {
				for _, included := range []bool{false, true} {
					all = append(all, Dialect{unit, one, mark, included})
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
	return string(d.Unit) + "s, " + say(d.PairOne, "CR LF as 1", "CR LF as 2") + ", " +
		say(d.Mark, "byte order mark counted", "byte order mark not counted") + ", " + say(d.Included, "end included", "end not included")
}

// A ruler is a text with the position of each of its code points in one dialect.
type ruler struct {
	runes []rune
	at    []int64 // of each, and of the end
	d     Dialect
}

// ruler measures a text.
func (d Dialect) ruler(text []rune) ruler {
	r := ruler{runes: text, at: make([]int64, len(text)+1), d: d}
	var n int64
	if d.Mark {
		n = map[Unit]int64{CodePoint: 1, UTF16: 1, Byte: 3}[d.Unit]
	}
	for i, c := range text {
		r.at[i] = n
		switch {
		case d.PairOne && c == '\r' && i+1 < len(text) && text[i+1] == '\n': // the line feed counts
		case d.Unit == UTF16 && c >= 0x10000:
			n += 2
		case d.Unit == Byte:
			n += int64(utf8.RuneLen(c))
		default:
			n++
		}
	}
	r.at[len(text)] = n
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
	if r.d.Included {
		to, ok = r.position(end)
		if to++; to > int64(len(r.runes)) {
			ok = false
		}
	} else {
		to, ok = r.position(end)
	}
	return from, to, ok && from <= to
}

// A marked is a range of a text as it is written in a project, with what its text may be.
type marked struct {
	text       int // which
	start, end int64
	quotes     []string
}

// A verdict is how well the dialects fit a project.
type verdict struct {
	best     Dialect
	fits     int // quotes that fit, of those there are
	quoted   int
	next     int  // quotes that fit the best of the dialects with other ranges
	edges    bool // there was no quote: the edges of words decided
	tied     bool // another dialect, with other ranges, fits as well
	single   bool // every dialect that fits gives the same ranges
	dialects int  // that give the ranges of the best
}

// judge finds the dialect in which the ranges of a project make most sense: whose text
// is what is quoted, and, where nothing is quoted or that does not decide, which begin
// and end at the edges of words. Of equals the first of [Dialects] is taken.
func judge(texts [][]rune, all []marked) verdict {
	type class struct {
		first         Dialect
		quotes, edges int
		members       int
	}
	byRanges := map[string]*class{}
	var order []*class
	quoted := 0
	for n, d := range Dialects() {
		rulers := make([]*ruler, len(texts))
		var key strings.Builder
		c := class{first: d}
		for _, m := range all {
			if rulers[m.text] == nil {
				r := d.ruler(texts[m.text])
				rulers[m.text] = &r
			}
			from, to, ok := rulers[m.text].half(m.start, m.end)
			fmt.Fprint(&key, from, " ", to, ok, ";")
			how := matches(texts[m.text], from, to, ok, m.quotes)
			if n == 0 && hasQuote(m.quotes) {
				quoted++
			}
			if how == fits {
				c.quotes++
			}
			if ok {
				c.edges += edges(texts[m.text], from, to)
			} else {
				c.edges -= 4
			}
		}
		if same := byRanges[key.String()]; same != nil {
			same.members++
			continue
		}
		c.members = 1
		byRanges[key.String()] = &c
		order = append(order, &c)
	}
	sort.SliceStable(order, func(i, j int) bool {
		if order[i].quotes != order[j].quotes {
			return order[i].quotes > order[j].quotes
		}
		return order[i].edges > order[j].edges
	})
	best := order[0]
	v := verdict{best: best.first, fits: best.quotes, quoted: quoted, edges: best.quotes == 0, single: len(order) == 1, dialects: best.members}
	if len(order) > 1 {
		v.next = order[1].quotes
		v.tied = order[1].quotes == best.quotes && order[1].edges == best.edges
	}
	return v
}

// How a range fits what is quoted.
type fit int

const (
	unquoted fit = iota
	differs
	fits
)

// shortest is the length of the shortest beginning of a text that counts as a quote:
// programs cut long ones.
const shortest = 12

// matches compares the text of a range with what may be its quote. White space is all one.
func matches(text []rune, from, to int64, ok bool, quotes []string) fit {
	how := unquoted
	for _, q := range quotes {
		q = squeeze(q)
		if q == "" {
			continue
		}
		how = max(how, differs)
		if !ok {
			continue
		}
		own := squeeze(string(text[from:to]))
		if own == q {
			return fits
		}
		if cut := strings.TrimRight(q, ".… "); len(cut) >= shortest && cut != q && strings.HasPrefix(own, cut) {
			return fits
		}
	}
	return how
}

func hasQuote(quotes []string) bool {
	for _, q := range quotes {
		if squeeze(q) != "" {
			return true
		}
	}
	return false
}

func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

// edges counts the ends of a range that lie at the edge of a word, and takes away for
// each that lies within one.
func edges(text []rune, from, to int64) (n int) {
	word := func(i int64) bool {
		return i >= 0 && i < int64(len(text)) && (unicode.IsLetter(text[i]) || unicode.IsDigit(text[i]) || unicode.IsMark(text[i]))
	}
	at := func(outside, inside int64) {
		switch {
		case word(inside) && !word(outside):
			n++
		case word(inside) && word(outside):
			n--
		case !word(inside) && word(outside):
			// a range of whole words leaves white space out
			if inside >= 0 && inside < int64(len(text)) && unicode.IsSpace(text[inside]) {
				n--
			}
		}
	}
	if from == to {
		return 0
	}
	at(from-1, from)
	at(to, to-1)
	return n
}
