package decode

import (
	"encoding/json"

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
	if d.space() != ':' {
		d.unsure = true
		return
	}
	d.at++
	d.space()
}

// quoted reads a string without escapes and returns the bytes between the quotes. Of
// one with escapes it returns nil, and is unsure.
func (d *Decoder) quoted() []byte {
	if d.unsure || d.at >= len(d.raw) || d.raw[d.at] != '"' {
		d.unsure = true
		return nil
	}
	rest := d.raw[d.at+1:]
	for i, c := range rest {
		if c == '"' {
			d.at += i + 2
			return rest[:i]
		}
		if c == '\\' {
			break
		}
	}
	d.unsure = true
	return nil
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

// text reads a string, escapes and all.
func (d *Decoder) text() string {
	begin := d.at
	if plain := d.quoted(); !d.unsure {
		d.inspect(plain)
		return d.words.text(plain)
	}
	// An escape: as seldom as it is, the standard library knows best.
	d.unsure, d.at = false, begin
	var s string
	if begin == len(d.raw) || d.raw[begin] != '"' || json.Unmarshal(d.span(), &s) != nil {
		d.unsure = true
		return ""
	}
	d.inspect([]byte(s))
	return s
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

// extensions reads the fields that a study added. Nobody has said what they hold:
// they are looked at where it is more than yes and no.
func (d *Decoder) extensions() (e encounter.Extensions) {
	span := d.span()
	d.look = d.look || !answers(span)
	if d.unsure || json.Unmarshal(span, &e) != nil {
		d.unsure = true
		return nil
	}
	return e
}

// answers reports whether all values in the bytes are true, false and null, and all
// names of letters alone: behind a string stands a colon, so that it is a name.
func answers(span []byte) bool {
	text, value := false, false // in a string; a string came, and no colon yet
	for _, c := range span {
		switch {
		case c == '"':
			text = !text
			value = !text
		case text && c != '_' && (c|0x20 < 'a' || c|0x20 > 'z'):
			return false
		case text || c == ' ' || c == '\t' || c == '\r' || c == '\n':
		case c == ':':
			value = false
		case value || c == '-' || c-'0' <= 9:
			return false
		}
	}
	return !value
}

func (d *Decoder) numberAt() *int64 { return d.numbers.one(d.number(), d.Reuse) }
func (d *Decoder) truthAt() *bool   { return d.truths.one(d.truth(), d.Reuse) }

// The elements of lists.
func readID(d *Decoder, into *encounter.ID)     { *into = d.id() }
func readName(d *Decoder, into *encounter.Name) { *into = encounter.Name(d.text()) }
func readText(d *Decoder, into *string)         { *into = d.text() }
