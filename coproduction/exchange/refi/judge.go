package refi

import (
	"encoding/binary"
	"hash"
	"hash/fnv"
	"iter"
	"sort"
	"unicode"
	"unicode/utf8"
)

// A passage is a text with the ranges that were selected in it, as the project writes
// them.
type passage struct {
	runes  []rune
	marked []marked

	mark  bool // its file begins with a byte order mark
	lines bool // it stands within the XML, and has line feeds without a carriage return
	pairs bool // it has line feeds with one
	ascii bool
	plane bool // it has no character beyond U+FFFF
}

// A marked is a range with what its text may be.
type marked struct {
	start, end int64
	quotes     []string
}

// newPassage looks at a text, of which file and XML may have said more than is left.
func newPassage(text string, mark, inline bool) *passage {
	p := &passage{runes: make([]rune, 0, utf8.RuneCountInString(text)), mark: mark, ascii: true, plane: true}
	var before rune
	for _, c := range text {
		p.ascii = p.ascii && c < utf8.RuneSelf
		p.plane = p.plane && c < 0x10000
		if c == '\n' {
			p.pairs = p.pairs || before == '\r'
			p.lines = p.lines || before != '\r' && inline
		}
		p.runes = append(p.runes, c)
		before = c
	}
	return p
}

// A verdict is how well the dialects fit a project.
type verdict struct {
	best   Dialect
	fits   int // quotes that fit, of those there are
	quoted int
	next   int  // quotes that fit the best of the dialects with other ranges
	edges  bool // no quote fits: the edges of words decided
	tied   bool // another dialect, with other ranges, fits as well
	weak   bool // the edges of words decided, and not clearly
	single bool // every dialect gives the same ranges
	ranges int
}

// A score is how well one dialect fits.
type score struct{ quotes, edges int }

func (s score) plus(t score) score { return score{s.quotes + t.quotes, s.edges + t.edges} }

// A class is the dialects that give the same ranges.
type class struct {
	score
	first Dialect
}

// judge finds the dialect in which the ranges of a project make most sense: whose text
// is what is quoted, and, where nothing is quoted or that does not decide, which begin
// and end at the edges of words. Of equals the first of [Dialects] is taken, and the
// standard where the edges of words decide and do not clearly speak against it; see
// [clearly].
//
// It looks at one text at a time. Whether dialects give the same ranges is told by a
// hash of these of 128 bits.
func judge(passages iter.Seq[*passage]) (v verdict) {
	all := Dialects()
	scores := make([]score, len(all))
	hashes := make([]hash.Hash, len(all))
	for i := range hashes {
		hashes[i] = fnv.New128a()
	}
	for p := range passages {
		v.ranges += len(p.marked)
		for _, m := range p.marked {
			if len(m.quotes) > 0 {
				v.quoted++
			}
		}
		type reading struct {
			score
			ranges []byte
		}
		read := make(map[Dialect]reading)
		for i, d := range all {
			d = d.in(p)
			r, ok := read[d]
			if !ok {
				r.score, r.ranges = d.reads(p)
				read[d] = r
			}
			scores[i] = scores[i].plus(r.score)
			hashes[i].Write(r.ranges)
		}
	}

	byRanges := make(map[string]*class)
	var order []*class
	for i, d := range all {
		key := string(hashes[i].Sum(nil))
		if byRanges[key] == nil {
			byRanges[key] = &class{score: scores[i], first: d}
			order = append(order, byRanges[key])
		}
	}
	sort.SliceStable(order, func(i, j int) bool {
		if order[i].quotes != order[j].quotes {
			return order[i].quotes > order[j].quotes
		}
		return order[i].edges > order[j].edges
	})
	best := order[0]
	v.best, v.fits, v.edges, v.single = best.first, best.quotes, best.quotes == 0, len(order) == 1
	if len(order) > 1 {
		next := order[1].score
		v.next = next.quotes
		v.tied = next == best.score
		v.weak = next.quotes == best.quotes && best.edges-next.edges < clearly
		if standard := scores[0]; standard.quotes == best.quotes && best.edges-standard.edges < clearly {
			v.best = all[0]
		}
	}
	return v
}

// clearly is by how much the score of one way to count must exceed that of another for
// the edges of words to decide. An end that moves from within a word to its edge counts
// 2, so it takes three of them.
//
// It comes from drawn selections: of one to eight words in a text with letters of one,
// two and four bytes and both line ends, one end in five off by one or two characters
// and one in five with the space behind. In 150 sets each of 1, 2, 3, 5, 9, 20 and 60
// that were written as the standard says no other way led by more than 5. Of those in
// UTF-16 units or bytes, half led the standard by 6 and more from 3 selections, and 99 in
// 100 from 20; where ends are included it takes 20 and more for half.
const clearly = 6

// reads scores the ranges of one text in one dialect, and hashes them.
func (d Dialect) reads(p *passage) (s score, ranges []byte) {
	r := d.ruler(p)
	sum := fnv.New128a()
	var buf []byte
	for _, m := range p.marked {
		from, to, ok := r.half(m.start, m.end)
		if !ok {
			from, to = -1, -1
		}
		buf = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(buf[:0], uint64(from)), uint64(to))
		sum.Write(buf)
		if !ok {
			s.edges -= outsideCosts
			continue
		}
		if matches(p.runes[from:to], m.quotes) == fits {
			s.quotes++
		}
		s.edges += edges(p.runes, from, to)
	}
	return s, sum.Sum(nil)
}

// outsideCosts is what a range that is none of the text counts against a dialect: as
// much as two ranges that begin and end within words.
const outsideCosts = 4

// joiner ties several emoji to one.
const joiner = '\u200d'

// edges counts the ends of a range that lie at the edge of a word, and takes away for
// each that lies within one. An emoji is a word, or a part of one.
func edges(text []rune, from, to int64) (n int) {
	word := func(i int64) bool {
		return i >= 0 && i < int64(len(text)) && (unicode.In(text[i], unicode.L, unicode.Nd, unicode.M, unicode.So, unicode.Sk) || text[i] == joiner)
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
