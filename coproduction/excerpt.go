package coproduction

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/schema"
)

const (
	excerptContext = 40  // bytes shown on either side of a place, and of the place itself
	placeBegin     = "⟦" // stands in an excerpt before the place …
	placeEnd       = "⟧" // … and behind it
)

// excerpt shows the bytes round a place of a record, for [schema.Finding.Excerpt]:
// up to 40 of its line before it, 40 of the place itself and 40 behind it, with
// the place between ⟦ and ⟧ and an ellipsis wherever something was cut off.
//
// What a terminal would obey instead of showing, and brackets of that shape in
// the data, are escaped as JSON escapes them. Characters are never cut in two.
func excerpt(raw []byte, p schema.Position) string {
	begin := int(min(max(p.Offset, 0), int64(len(raw))))
	end := begin + min(max(p.Length, 0), len(raw)-begin)
	before, place, after := raw[:begin], raw[begin:end], raw[end:]
	before = before[bytes.LastIndexByte(before, '\n')+1:]
	place, whole := firstLine(place)
	after, _ = firstLine(after)

	var b strings.Builder
	tail := lastRunes(before, excerptContext)
	if len(tail) < len(before) {
		b.WriteString("…")
	}
	b.WriteString(visible(string(tail)) + placeBegin)
	head := firstRunes(place, excerptContext)
	b.WriteString(visible(string(head)))
	if !whole || len(head) < len(place) {
		return b.String() + "…" + placeEnd
	}
	head = firstRunes(after, excerptContext)
	b.WriteString(placeEnd + visible(string(head)))
	if len(head) < len(after) {
		b.WriteString("…")
	}
	return b.String()
}

// firstLine returns b up to its first line break, and whether that is all of b.
func firstLine(b []byte) (line []byte, whole bool) {
	line, _, cut := bytes.Cut(b, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'}), !cut
}

// firstRunes returns at most n bytes from the beginning of b that end with a whole character.
func firstRunes(b []byte, n int) []byte {
	if len(b) <= n {
		return b
	}
	for n > 0 && !utf8.RuneStart(b[n]) {
		n--
	}
	return b[:n]
}

// lastRunes returns at most n bytes from the end of b that begin with a whole character.
func lastRunes(b []byte, n int) []byte {
	from := max(len(b)-n, 0)
	for from > 0 && from < len(b) && !utf8.RuneStart(b[from]) {
		from++
	}
	return b[from:]
}

// visible writes text so that it can only be seen: control characters, those that
// turn the direction of writing, broken bytes and the marks of a place become escapes.
func visible(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == utf8.RuneError && isBroken(text[i:]):
			b.WriteString(`\x` + escaped(uint32(text[i]), 2))
		case r > 0xffff && !unicode.IsPrint(r):
			b.WriteString(`\U` + escaped(uint32(r), 8))
		case r == '⟦' || r == '⟧' || !unicode.IsPrint(r):
			b.WriteString(`\u` + escaped(uint32(r), 4))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isBroken tells a byte that is no character from a replacement character that
// somebody wrote.
func isBroken(text string) bool {
	_, size := utf8.DecodeRuneInString(text)
	return size == 1
}

func escaped(n uint32, digits int) string {
	s := strconv.FormatUint(uint64(n), 16)
	return strings.Repeat("0", max(digits-len(s), 0)) + s
}

// columns is how many columns of a terminal a text takes: two for a character of
// East Asian writing or a pictogram, none for one that sits on the character before.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me):
		case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana),
			0x3000 <= r && r <= 0x303e, 0xff01 <= r && r <= 0xff60, 0x1f300 <= r && r <= 0x1faff:
			n += 2
		default:
			n++
		}
	}
	return n
}
