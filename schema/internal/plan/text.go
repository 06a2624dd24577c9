package plan

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// string goes over a string, which begins at pos, and returns the offset behind it.
func (r *run) string(n *node, pos int) int {
	if n.kinds&kindString == 0 {
		return invalid
	}
	t := n.text
	if t == nil {
		end, _ := r.skipString(pos)
		return end
	}
	if f := t.form; f != nil { // most often the text is of its form, and nothing else need be asked
		if end := pos + 1 + f.length; end < len(r.doc) && r.doc[end] == '"' && f.match(r.doc[pos+1:end]) {
			return end + 1
		}
	}
	end := scan.SkipPlain(r.doc, pos+1) + 1
	if end > len(r.doc) || r.doc[end-1] != '"' { // something in it does not stand for itself
		how := manner(0)
		if end, how = r.skipString(pos); end < 0 {
			return end
		} else if how&escaped != 0 {
			r.text = scan.AppendUnescaped(r.text[:0], r.doc[pos+1:end-1])
			return t.end(r.text, end)
		}
	}
	return t.end(r.doc[pos+1:end-1], end)
}

// end returns the offset behind a string, if what it says keeps to t.
func (t *text) end(said []byte, end int) int {
	if t.words != nil {
		if t.words.find(said) < 0 {
			return invalid
		}
		return end
	}
	if t.form != nil && t.form.match(said) { // it was written with escapes
		return end
	}
	if !t.short(said) || !t.long(said) {
		return invalid
	}
	for i := range t.checks {
		if !t.checks[i].match(said) {
			return invalid
		}
	}
	return end
}

// short reports whether the text is long enough. Code points are counted only where
// the number of bytes does not tell.
func (t *text) short(said []byte) bool {
	return t.min <= 0 || len(said) >= t.min && (len(said) >= t.min*utf8.UTFMax || codePoints(said) >= t.min)
}

// long reports whether the text is short enough.
func (t *text) long(said []byte) bool {
	return t.max < 0 || len(said) <= t.max || codePoints(said) <= t.max
}

func codePoints(text []byte) (n int) {
	for _, c := range text {
		if c&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// How a string is written.
type manner uint8

const (
	escaped manner = 1 << iota // it holds escapes
)

// skipString goes over a string and holds it to the strict profile.
func (r *run) skipString(pos int) (end int, how manner) {
	doc := r.doc
	for pos++; ; {
		pos = scan.SkipPlain(doc, pos)
		if pos >= len(doc) {
			return invalid, how
		}
		switch c := doc[pos]; {
		case c == '"':
			return pos + 1, how
		case c == '\\':
			how |= escaped
			if pos = escape(doc, pos); pos < 0 {
				return invalid, how
			}
		case c < utf8.RuneSelf:
			return invalid, how
		default:
			if pos = character(doc, pos); pos < 0 {
				return invalid, how
			}
		}
	}
}

// character goes over characters beyond ASCII.
func character(doc []byte, pos int) int {
	for pos < len(doc) && doc[pos] >= utf8.RuneSelf {
		if c := doc[pos]; 0xC2 <= c && c <= 0xDF && pos+1 < len(doc) && doc[pos+1]&0xC0 == 0x80 {
			pos += 2
			continue
		}
		r, size := utf8.DecodeRune(doc[pos:])
		if r == utf8.RuneError && size <= 1 {
			return invalid
		}
		pos += size
	}
	return pos
}

// escape goes over an escape, or the two of a pair of surrogates.
func escape(doc []byte, pos int) int {
	if pos+1 >= len(doc) {
		return invalid
	}
	switch doc[pos+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return pos + 2
	}
	unit := scan.UnicodeEscape(doc[pos:])
	if unit < 0 {
		return invalid
	}
	pos += len(`\u0000`)
	if utf16.IsSurrogate(unit) {
		if utf16.DecodeRune(unit, scan.UnicodeEscape(doc[pos:])) == utf8.RuneError {
			return invalid
		}
		pos += len(`\u0000`)
	}
	return pos
}
