package xmlstream

import (
	"bytes"
	"io"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// characters appends character data to the text, up to the next "<".
func (x *Reader) characters() bool {
	outside := len(x.open) == 0
	brackets := 0 // "]" just before
	for {
		r, size := x.peek()
		switch {
		case size == 0:
			return x.end == io.EOF || x.stopped()
		case r == '<':
			return true
		case outside && !isSpace(r):
			if r == 0 {
				return x.fail(NUL, x.place(), "the character NUL")
			}
			if x.began {
				return x.fail(Trailing, x.place(), "something follows the last element")
			}
			return x.fail(NotXML, x.place(), "text stands before the first element")
		case r == '>' && brackets >= 2:
			return x.fail(Syntax, x.place(), "a text holds the three characters that end a CDATA section")
		}
		if r == ']' {
			brackets++
		} else {
			brackets = 0
		}
		if outside {
			x.advance(r, size)
			continue
		}
		var ok bool
		if x.text, ok = x.character(x.text, r, size, true); !ok {
			return false
		}
	}
}

// character appends one character, or what a reference stands for.
func (x *Reader) character(to []byte, r rune, size int, references bool) ([]byte, bool) {
	switch {
	case len(to) >= x.limits.Token:
		return to, x.fail(Length, x.place(), "a text or an attribute is longer than the limit")
	case r == '&' && references:
		return x.reference(to)
	case r == '\r':
		x.advance(r, size)
		if next, size := x.peek(); next == '\n' && size == 1 {
			x.advance(next, size)
		}
		return append(to, '\n'), true
	case !x.legal(r):
		return to, false
	}
	to = append(to, x.buf[x.pos:x.pos+size]...)
	x.advance(r, size)
	return to, true
}

// legal fails for a character that no XML holds.
func (x *Reader) legal(r rune) bool {
	switch {
	case r == 0:
		return x.fail(NUL, x.place(), "the character NUL")
	case !isChar(r):
		return x.fail(Character, x.place(), "a control character that XML does not allow")
	}
	return true
}

// isChar reports whether r is a Char (XML 1.0 §2.2).
func isChar(r rune) bool {
	return r >= 0x20 && r <= 0xD7FF || r == '\n' || r == '\t' || r == '\r' ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

var entities = map[string]byte{"lt": '<', "gt": '>', "amp": '&', "quot": '"', "apos": '\''}

// reference appends what "&…;" stands for.
func (x *Reader) reference(to []byte) ([]byte, bool) {
	start := x.place()
	x.advance('&', 1)
	var name [16]byte
	n := 0
	for {
		r, size := x.peek()
		if size == 0 {
			return to, x.stopped()
		}
		if n == len(name) || r >= utf8.RuneSelf || r != ';' && r != '#' && !isNameByte(byte(r)) {
			return to, x.fail(Entity, x.since(start), "an ampersand that begins no character reference")
		}
		x.advance(r, size)
		if r == ';' {
			break
		}
		name[n] = byte(r)
		n++
	}
	if c, ok := entities[string(name[:n])]; ok {
		return append(to, c), true
	}
	r, ok := numbered(name[:n])
	switch {
	case !ok:
		return to, x.fail(Entity, x.since(start), "a reference to an entity other than the five of XML")
	case r == 0:
		return to, x.fail(NUL, x.since(start), "the character NUL")
	case !isChar(r):
		return to, x.fail(Character, x.since(start), "a reference to a character that XML does not allow")
	}
	return utf8.AppendRune(to, r), true
}

// numbered reads "#10" and "#xA".
func numbered(name []byte) (rune, bool) {
	digits, ok := bytes.CutPrefix(name, []byte("#"))
	base := rune(10)
	if hex, is := bytes.CutPrefix(digits, []byte("x")); is {
		digits, base = hex, 16
	}
	if !ok || len(digits) == 0 {
		return 0, false
	}
	var r rune
	for _, c := range digits {
		var d rune
		switch {
		case '0' <= c && c <= '9':
			d = rune(c - '0')
		case base == 16 && 'a' <= c|0x20 && c|0x20 <= 'f':
			d = rune(c|0x20-'a') + 10
		default:
			return 0, false
		}
		if r = r*base + d; r > utf8.MaxRune {
			return -1, true
		}
	}
	return r, true
}

// aside passes over what begins with "<!" or "<?": a comment, a processing
// instruction, a CDATA section, whose content it appends to the text. Document types
// are refused.
func (x *Reader) aside() bool {
	start := x.place()
	switch {
	case x.ahead("<!--"):
		return x.until("--", func() bool {
			if x.ahead(">") {
				return true
			}
			return x.fail(Syntax, x.since(start), "a comment holds two hyphens")
		}, false)
	case x.ahead("<![CDATA["):
		if len(x.open) == 0 {
			if x.began {
				return x.fail(Trailing, start, "something follows the last element")
			}
			return x.fail(NotXML, start, "text stands before the first element")
		}
		return x.until("]]>", func() bool { return true }, true)
	case x.ahead("<!DOCTYPE"):
		return x.fail(Doctype, x.since(start), "the file has a document type")
	case x.ahead("<?"):
		return x.instruction(start)
	case x.end != nil && len(x.buf)-x.pos < len("<![CDATA["):
		return x.stoppedWithin(start)
	}
	return x.fail(Syntax, start, "mark-up that is none of XML's")
}

// stoppedWithin ends the reading within the mark-up that begins at start.
func (x *Reader) stoppedWithin(start schema.Position) bool {
	if x.end == io.EOF {
		return x.fail(Truncated, start, "the file ends within mark-up")
	}
	return x.stopped()
}

// instruction passes over a processing instruction; "<?" has been read. The XML
// declaration looks like one, and stands at the very beginning of a file alone.
func (x *Reader) instruction(start schema.Position) bool {
	target, ok := x.name()
	if !ok {
		return false
	}
	first := int64(0)
	if x.form == utf8Form && start.Offset == 3 || x.form != utf8Form && start.Offset == 2 {
		first = start.Offset // behind a byte order mark
	}
	if (target == "xml" && (start.Offset != first || x.began)) || target != "xml" && bytes.EqualFold([]byte(target), []byte("xml")) {
		return x.fail(Syntax, start, "an XML declaration that does not stand at the beginning of the file")
	}
	return x.until("?>", func() bool { return true }, false)
}

// ahead passes over the ASCII text if it comes next.
func (x *Reader) ahead(text string) bool {
	if !x.more(len(text)) || string(x.buf[x.pos:x.pos+len(text)]) != text {
		return false
	}
	for i := range len(text) {
		x.advance(rune(text[i]), 1)
	}
	return true
}

// until passes over everything up to and including end, and keeps it as text if so
// told; then it asks what closes it.
func (x *Reader) until(end string, closes func() bool, keep bool) bool {
	for {
		if x.ahead(end) {
			return closes()
		}
		r, size := x.peek()
		if size == 0 {
			return x.stopped()
		}
		if keep {
			var ok bool
			if x.text, ok = x.character(x.text, r, size, false); !ok {
				return false
			}
			continue
		}
		if !x.legal(r) {
			return false
		}
		x.advance(r, size)
	}
}
