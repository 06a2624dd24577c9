package plan

import (
	"bytes"
	"hash/maphash"

	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// Two values are the same if v5 finds them equal: texts by what they say, numbers
// by their exact value, objects whatever the order of their members. All values
// here are known to be strict JSON.

// has reports whether the value at [pos, end) is among the choices.
func (c *choice) has(r *run, pos, end int) bool {
	if r.doc[pos] == '"' {
		said := r.doc[pos+1 : end-1]
		if bytes.IndexByte(said, '\\') >= 0 {
			r.text = scan.AppendUnescaped(r.text[:0], said)
			said = r.text
		}
		return c.texts.find(said) >= 0
	}
	for _, other := range c.others {
		if same(r.doc, pos, other, 0) {
			return true
		}
	}
	return false
}

// same reports whether the value of one document at i is that of another at j.
func same(a []byte, i int, b []byte, j int) bool {
	if isNumber(a[i]) && isNumber(b[j]) {
		return decimalOf(a[i:valueEnd(a, i)]) == decimalOf(b[j:valueEnd(b, j)])
	}
	if a[i] != b[j] {
		return false
	}
	switch a[i] {
	case '"':
		x, y := a[i:valueEnd(a, i)], b[j:valueEnd(b, j)]
		if bytes.Equal(x, y) {
			return true
		}
		if bytes.IndexByte(x, '\\') < 0 && bytes.IndexByte(y, '\\') < 0 {
			return false
		}
		return scan.Unquote(x) == scan.Unquote(y)
	case '[':
		x, y := enter(a, i), enter(b, j)
		for x.next() {
			if !y.next() || !same(a, x.start, b, y.start) {
				return false
			}
		}
		return !y.next()
	case '{':
		members := 0
		for x := enter(a, i); x.next(); members++ {
			if y, ok := memberNamed(b, j, a[x.name:x.nameEnd]); !ok || !same(a, x.start, b, y.start) {
				return false
			}
		}
		for y := enter(b, j); y.next(); {
			members--
		}
		return members == 0
	}
	return true // true, false and null are known by their first letters
}

// memberNamed finds the member of an object that has a name, given as JSON.
func memberNamed(doc []byte, pos int, name []byte) (parts, bool) {
	for p := enter(doc, pos); p.next(); {
		if other := doc[p.name:p.nameEnd]; bytes.Equal(other, name) || scan.Unquote(other) == scan.Unquote(name) {
			return p, true
		}
	}
	return parts{}, false
}

// A hasher gives the same number to values that are the same.
type hasher struct{ said []byte } // what was written with escapes

func (h *hasher) hash(doc []byte, pos, end int) uint64 {
	switch doc[pos] {
	case '"':
		said := doc[pos+1 : end-1]
		if bytes.IndexByte(said, '\\') >= 0 {
			h.said = scan.AppendUnescaped(h.said[:0], said)
			said = h.said
		}
		return maphash.Bytes(seed, said)
	case '[':
		sum := uint64('[')
		for p := enter(doc, pos); p.next(); {
			sum = sum*0x9E3779B97F4A7C15 + h.hash(doc, p.start, p.end())
		}
		return sum
	case '{':
		sum := uint64('{')
		for p := enter(doc, pos); p.next(); {
			sum += (h.hash(doc, p.name, p.nameEnd) ^ 0xD6E8FEB86659FD93) * (h.hash(doc, p.start, p.end()) | 1)
		}
		return sum
	}
	if isNumber(doc[pos]) {
		d := decimalOf(doc[pos:end])
		return maphash.Bytes(seed, d.digits[:d.n]) + uint64(d.exponent)
	}
	return uint64(doc[pos])
}

func isNumber(first byte) bool { return first == '-' || isDigit(first) }

// parts goes over the items of an array, or the members of an object, one after the
// other. Where it stands is in its fields.
type parts struct {
	doc           []byte
	at            int // the array or object
	name, nameEnd int // both 0 for items
	start         int // of the value; 0 before the first
	ended         int // where the value ends, once it is known
}

// enter stands before the first part of the array or object at pos.
func enter(doc []byte, pos int) parts { return parts{doc: doc, at: pos} }

// next goes to the next part; false where there is none.
func (p *parts) next() bool {
	at := p.at + 1
	if p.start > 0 {
		at = skipSpace(p.doc, p.end())
		if p.doc[at] == ',' {
			at++
		}
	}
	at = skipSpace(p.doc, at)
	if p.doc[at] == ']' || p.doc[at] == '}' {
		return false
	}
	if p.doc[p.at] == '{' {
		p.name, p.nameEnd = at, valueEnd(p.doc, at)
		at = skipSpace(p.doc, skipSpace(p.doc, p.nameEnd)+1)
	}
	p.start, p.ended = at, 0
	return true
}

// end returns the offset behind the value.
func (p *parts) end() int {
	if p.ended == 0 {
		p.ended = valueEnd(p.doc, p.start)
	}
	return p.ended
}

// valueEnd returns the offset behind the value at pos.
func valueEnd(doc []byte, pos int) int {
	switch doc[pos] {
	case '"':
		return stringEnd(doc, pos)
	case '[', '{':
		for depth := 0; ; pos++ {
			switch doc[pos] {
			case '[', '{':
				depth++
			case ']', '}':
				if depth--; depth == 0 {
					return pos + 1
				}
			case '"':
				pos = stringEnd(doc, pos) - 1
			}
		}
	}
	if isNumber(doc[pos]) { // what stands behind it may not be JSON: nobody has looked yet
		end, _ := numberEnd(doc, pos)
		return end
	}
	for pos < len(doc) && isLetter(doc[pos]) {
		pos++
	}
	return pos
}

func stringEnd(doc []byte, pos int) int {
	for pos++; ; {
		switch pos = scan.SkipPlain(doc, pos); doc[pos] {
		case '"':
			return pos + 1
		case '\\':
			pos += 2
		default:
			pos++
		}
	}
}
