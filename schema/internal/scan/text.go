package scan

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text scans a string, and tells whether it holds an escape.
func (s *scanner) text() (escaped, ok bool) {
	s.pos++
	for {
		s.pos = SkipPlain(s.doc, s.pos)
		switch c := s.peek(); {
		case c == '"':
			s.pos++
			return escaped, true
		case c == '\\':
			if escaped = true; !s.escape() {
				return escaped, false
			}
		case c >= utf8.RuneSelf:
			s.beyondASCII()
		case s.pos == len(s.doc):
			return escaped, s.syntax("expected the closing quote of a string")
		default:
			return escaped, s.syntax("control characters in a string must be escaped")
		}
	}
}

// SkipPlain returns the offset of the first byte from pos on that is not an
// ASCII character standing for itself in a string. Most bytes of a document do,
// so this loop is its speed: it looks at eight at a time.
func SkipPlain(doc []byte, pos int) int {
	const each = 0x0101010101010101
	for ; pos+8 <= len(doc); pos += 8 {
		w := binary.LittleEndian.Uint64(doc[pos:])
		// The high bit of a byte is set where the byte is below a space, beyond
		// ASCII, a quote or a backslash. A borrow only disturbs the bytes behind one
		// that is found, and the first is what counts.
		found := (w - ' '*each) | w | ((w ^ '"'*each) - each) | ((w ^ '\\'*each) - each)
		if found &= 0x80 * each; found != 0 {
			return pos + bits.TrailingZeros64(found)>>3
		}
	}
	for pos < len(doc) {
		if c := doc[pos]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			break
		}
		pos++
	}
	return pos
}

// beyondASCII scans one character, or all the invalid bytes up to the next.
func (s *scanner) beyondASCII() {
	start := s.pos
	for s.pos < len(s.doc) {
		if r, size := utf8.DecodeRune(s.doc[s.pos:]); r != utf8.RuneError || size > 1 {
			if s.pos == start {
				s.pos += size
				return
			}
			break
		}
		s.pos++
	}
	s.collect(RuleUTF8, start, s.pos-start, "invalid UTF-8 in a string")
}

func (s *scanner) escape() bool {
	start := s.pos
	s.pos++
	switch s.peek() {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		s.pos++
		return true
	case 'u':
	default:
		return s.syntax(`a backslash takes one of " \ / b f n r t u after it`)
	}
	for range 4 {
		if s.pos++; hexDigit(s.peek()) < 0 {
			return s.syntax(`\u takes four hexadecimal digits`)
		}
	}
	s.pos++
	if r := UnicodeEscape(s.doc[start:]); utf16.IsSurrogate(r) {
		if utf16.DecodeRune(r, UnicodeEscape(s.doc[s.pos:])) == utf8.RuneError {
			s.collect(RuleSurrogate, start, s.pos-start, "half of a surrogate pair is missing")
		} else {
			s.pos += len(`\uDC00`)
		}
	}
	return true
}

// Unquote returns what a string or name says: token is its bytes, quotes
// included. What is not Unicode stays distinct: an invalid byte is kept, a lone
// surrogate becomes its three bytes in the manner of UTF-8, and an escape that
// does not exist stands for itself.
func Unquote(token []byte) string {
	if len(token) < 2 {
		return ""
	}
	inner := token[1 : len(token)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return string(inner)
	}
	return string(AppendUnescaped(make([]byte, 0, len(inner)), inner))
}

// AppendUnescaped appends what the inside of a string says, as [Unquote] does.
func AppendUnescaped(dst, inner []byte) []byte {
	for len(inner) > 0 {
		i := bytes.IndexByte(inner, '\\')
		if i < 0 || i+1 == len(inner) {
			return append(dst, inner...)
		}
		dst = append(dst, inner[:i]...)
		inner = inner[i:]
		r := UnicodeEscape(inner)
		if r < 0 {
			if k := strings.IndexByte(`"\/bfnrt`, inner[1]); k >= 0 {
				dst = append(dst, "\"\\/\b\f\n\r\t"[k])
			} else {
				dst = append(dst, inner[:2]...)
			}
			inner = inner[2:]
			continue
		}
		inner = inner[len(`\u0000`):]
		if r < utf8.RuneSelf {
			dst = append(dst, byte(r))
		} else if !utf16.IsSurrogate(r) {
			dst = utf8.AppendRune(dst, r)
		} else if pair := utf16.DecodeRune(r, UnicodeEscape(inner)); pair != utf8.RuneError {
			dst = utf8.AppendRune(dst, pair)
			inner = inner[len(`\uDC00`):]
		} else {
			dst = append(dst, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
		}
	}
	return dst
}

// UnicodeEscape returns the code unit of the escape \u and four digits that b starts with, or -1.
func UnicodeEscape(b []byte) rune {
	if len(b) < len(`\u0000`) || b[0] != '\\' || b[1] != 'u' {
		return -1
	}
	first, second, third, fourth := hexDigits[b[2]], hexDigits[b[3]], hexDigits[b[4]], hexDigits[b[5]]
	if first|second|third|fourth < 0 {
		return -1
	}
	return rune(first)<<12 | rune(second)<<8 | rune(third)<<4 | rune(fourth)
}

// hexDigits are the values of hexadecimal digits; −1 elsewhere.
var hexDigits = func() (table [256]int8) {
	for i := range table {
		table[i] = -1
	}
	for i, c := range "0123456789abcdef" {
		table[c] = int8(i)
	}
	for i, c := range "ABCDEF" {
		table[c] = int8(10 + i)
	}
	return table
}()

// hexDigit returns the value of a hexadecimal digit, or -1.
func hexDigit(c byte) rune { return rune(hexDigits[c]) }
