package decode

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// space passes over white space and returns the byte behind it; 0 at the end.
func (d *Decoder) space() byte {
	for d.at < len(d.raw) {
		c := d.raw[d.at]
		if c > ' ' {
			return c
		}
		d.at++
	}
	d.unsure = true
	return 0
}

// open passes over the bracket that opens an object or array.
func (d *Decoder) open(bracket byte) bool {
	if d.unsure || d.space() != bracket {
		d.unsure = true
		return false
	}
	d.at++
	return true
}

// more goes to the next member or element; there is none where the bracket closes.
func (d *Decoder) more(bracket byte) bool {
	if d.unsure {
		return false
	}
	if at := d.at; at+1 < len(d.raw) && d.raw[at] == ',' && d.raw[at+1] > ' ' { // as most programs write
		d.at++
		return true
	}
	switch c := d.space(); c {
	case bracket:
		d.at++
		return false
	case ',':
		d.at++
		d.space()
	}
	return !d.unsure
}

// colon goes to the value of a member.
func (d *Decoder) colon() {
	if at := d.at; at+1 < len(d.raw) && d.raw[at] == ':' && d.raw[at+1] > ' ' {
		d.at++
		return
	}
	if d.space() != ':' {
		d.unsure = true
		return
	}
	d.at++
	d.space()
}

// quoted reads a string and returns the bytes that it stands for, good until the next
// one with escapes is read.
func (d *Decoder) quoted() []byte {
	if d.unsure || d.at >= len(d.raw) || d.raw[d.at] != '"' {
		d.unsure = true
		return nil
	}
	rest := d.raw[d.at+1:]
	i := 0
	for ; i+8 <= len(rest); i += 8 { // this is plainRun: to call it would cost as much as the work it does
		if found := endOrEscape(binary.LittleEndian.Uint64(rest[i:])); found < 8 {
			i += found
			break
		}
	}
	for ; i < len(rest); i++ {
		switch rest[i] {
		case '"':
			d.at += i + 2
			return rest[:i]
		case '\\':
			d.at++
			return d.unescaped()
		}
	}
	d.unsure = true
	return nil
}

// plainRun is how many bytes stand before the first quote or backslash.
func plainRun(text []byte) int {
	i := 0
	for ; i+8 <= len(text); i += 8 {
		if found := endOrEscape(binary.LittleEndian.Uint64(text[i:])); found < 8 {
			return i + found
		}
	}
	for i < len(text) && text[i] != '"' && text[i] != '\\' {
		i++
	}
	return i
}

// endOrEscape is the index of the first quote or backslash among eight bytes; 8 where
// there is none.
func endOrEscape(eight uint64) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	quotes, backslashes := eight^'"'*ones, eight^'\\'*ones // zero where there is one
	return bits.TrailingZeros64(((quotes-ones)&^quotes|(backslashes-ones)&^backslashes)&highs) / 8
}

// unescaped reads the rest of a string that has escapes.
func (d *Decoder) unescaped() []byte {
	text := d.scratch[:0]
	for d.at < len(d.raw) {
		run := plainRun(d.raw[d.at:])
		text = append(text, d.raw[d.at:][:run]...)
		if d.at += run; d.at == len(d.raw) {
			break
		}
		d.at++
		if d.raw[d.at-1] == '"' {
			d.scratch = text
			return text
		}
		r, ok := d.escape()
		if !ok {
			break
		}
		text = utf8.AppendRune(text, r)
	}
	d.unsure = true
	return nil
}

// escape reads what stands behind a backslash. The two halves of a surrogate pair are
// one character.
func (d *Decoder) escape() (r rune, ok bool) {
	if d.at >= len(d.raw) {
		return 0, false
	}
	c := d.raw[d.at]
	d.at++
	if c != 'u' {
		i := strings.IndexByte(`"\/bfnrt`, c)
		if i < 0 {
			return 0, false
		}
		return rune("\"\\/\b\f\n\r\t"[i]), true
	}
	if r, ok = d.hex4(); !ok || !utf16.IsSurrogate(r) {
		return r, ok
	}
	if d.at+1 >= len(d.raw) || d.raw[d.at] != '\\' || d.raw[d.at+1] != 'u' {
		return 0, false
	}
	d.at += 2
	low, ok := d.hex4()
	r = utf16.DecodeRune(r, low)
	return r, ok && r != utf8.RuneError
}

// hex4 reads four hexadecimal digits.
func (d *Decoder) hex4() (r rune, ok bool) {
	if d.at+4 > len(d.raw) {
		return 0, false
	}
	for _, c := range d.raw[d.at:][:4] {
		switch {
		case c-'0' <= 9:
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	d.at += 4
	return r, true
}

// span returns the bytes of a value of any kind.
func (d *Decoder) span() []byte {
	begin, depth, text := d.at, 0, false
	for ; d.at < len(d.raw); d.at++ {
		switch c := d.raw[d.at]; {
		case text && c == '\\':
			d.at++
		case c == '"':
			text = !text
		case text:
		case c == '{' || c == '[':
			depth++
		case (c == '}' || c == ']' || c == ',') && depth == 0:
			return d.raw[begin:d.at]
		case c == '}' || c == ']':
			depth--
		}
	}
	d.unsure = true
	return nil
}

// text reads a string that people wrote.
func (d *Decoder) text() string {
	text := d.quoted()
	d.inspect(text)
	return d.words.text(text)
}

// word reads a string of a closed vocabulary, or one whose form says all about it.
func (d *Decoder) word() string { return d.words.text(d.quoted()) }

// number reads a whole number. One that is not written as such is for encoding/json,
// which says what is wrong with it.
func (d *Decoder) number() int64 {
	begin := d.at
	if d.at < len(d.raw) && d.raw[d.at] == '-' {
		d.at++
	}
	first := d.at
	var n int64
	if d.at+8 <= len(d.raw) {
		few, digits := eightDigits(binary.LittleEndian.Uint64(d.raw[d.at:]))
		n, d.at = few, d.at+digits
	}
	for d.at < len(d.raw) {
		c := d.raw[d.at] - '0'
		if c > 9 {
			break
		}
		n = 10*n + int64(c)
		d.at++
	}
	if digits := d.at - first; digits == 0 || digits > 18 || d.at < len(d.raw) && (d.raw[d.at] == '.' || d.raw[d.at]|0x20 == 'e') {
		d.unsure = true
	}
	if first > begin {
		return -n
	}
	return n
}

// eightDigits returns the number that the first of eight bytes are the digits of, and
// how many are.
func eightDigits(text uint64) (value int64, n int) {
	const each, pair = 0x0101010101010101, 0x000000ff000000ff
	digits := text ^ '0'*each // each is its value, or above nine
	more := (digits + (0x80-10)*each | digits) & (0x80 * each)
	n = bits.TrailingZeros64(more) / 8 // a carry only disturbs the bytes behind
	digits <<= 64 - 8*n                // zeros before the digits; nothing where there is none
	digits = digits*10 + digits>>8     // pairs, in every other byte
	return int64((digits&pair*(100+1000000<<32) + digits>>16&pair*(1+10000<<32)) >> 32), n
}

// truth reads true or false.
func (d *Decoder) truth() bool {
	rest := d.raw[d.at:]
	switch {
	case len(rest) >= 4 && string(rest[:4]) == "true":
		d.at += 4
		return true
	case len(rest) >= 5 && string(rest[:5]) == "false":
		d.at += 5
		return false
	}
	d.unsure = true
	return false
}

func (d *Decoder) numberAt() *int64 { return d.numbers.one(d.number(), d.Reuse) }
func (d *Decoder) truthAt() *bool   { return d.truths.one(d.truth(), d.Reuse) }

// The elements of lists.
func readID(d *Decoder, into *encounter.ID)     { *into = d.id() }
func readName(d *Decoder, into *encounter.Name) { *into = encounter.Name(d.text()) }
func readText(d *Decoder, into *string)         { *into = d.text() }
