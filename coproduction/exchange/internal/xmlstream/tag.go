package xmlstream

import (
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A binding gives a prefix its namespace.
type binding struct{ prefix, space string }

// A piece is an attribute whose value is not cut out yet.
type piece struct {
	tag        string
	start, end int // in values
	at         schema.Position
}

const namespaceXML = "http://www.w3.org/XML/1998/namespace"

// tag reads a start tag or an end tag; "<" comes next.
func (x *Reader) tag() (Token, bool) {
	start := x.place()
	x.advance('<', 1)
	if x.ahead("/") {
		return x.endTag(start)
	}
	if len(x.open) == 0 && x.began {
		return Token{}, x.fail(Trailing, start, "something follows the last element")
	}
	tag, ok := x.name()
	if !ok {
		return Token{}, false
	}
	if len(x.open) == x.limits.Depth {
		return Token{}, x.fail(Depth, x.since(start), "elements lie within each other deeper than the limit")
	}
	if !x.attributes() {
		return Token{}, false
	}
	x.began = true
	x.empty = x.ahead("/")
	if !x.ahead(">") {
		return Token{}, x.unexpected("a start tag is not closed")
	}
	e := element{tag: tag, bindings: len(x.bindings)}
	at := x.since(start)
	if !x.bind(at) {
		return Token{}, false
	}
	if e.space, e.name, ok = x.resolve(tag, true, at); !ok || !x.resolveAttributes() {
		return Token{}, false
	}
	x.open = append(x.open, e)
	return Token{Kind: Start, Space: e.space, Name: e.name, Attrs: x.attrs, Depth: len(x.open), At: at}, true
}

// endTag reads the rest of an end tag.
func (x *Reader) endTag(start schema.Position) (Token, bool) {
	tag, ok := x.name()
	if !ok {
		return Token{}, false
	}
	x.space()
	if !x.ahead(">") {
		return Token{}, x.unexpected("an end tag is not closed")
	}
	at := x.since(start)
	switch n := len(x.open); {
	case n == 0 && x.began:
		return Token{}, x.fail(Trailing, at, "an end tag follows the last element")
	case n == 0 || x.open[n-1].tag != tag:
		return Token{}, x.fail(Syntax, at, "an end tag that is not that of the element open")
	}
	return x.leave(at), true
}

// leave closes the innermost element.
func (x *Reader) leave(at schema.Position) Token {
	last := len(x.open) - 1
	e := x.open[last]
	x.open, x.bindings = x.open[:last], x.bindings[:e.bindings]
	return Token{Kind: End, Space: e.space, Name: e.name, Depth: last + 1, At: at}
}

// attributes reads what stands between the name and the end of a start tag.
func (x *Reader) attributes() bool {
	x.pieces, x.values = x.pieces[:0], x.values[:0]
	for {
		spaced := x.space()
		r, size := x.peek()
		switch {
		case size == 0:
			return x.stopped()
		case r == '>' || r == '/':
			return true
		case !spaced:
			return x.unexpected("no white space stands before an attribute")
		case len(x.pieces) == x.limits.Attributes:
			return x.fail(Number, x.place(), "an element has more attributes than the limit")
		}
		p := piece{at: x.place(), start: len(x.values)}
		var ok bool
		if p.tag, ok = x.name(); !ok {
			return false
		}
		x.space()
		if !x.ahead("=") {
			return x.unexpected("an attribute has no value")
		}
		x.space()
		if !x.value() {
			return false
		}
		p.at, p.end = x.since(p.at), len(x.values)
		x.pieces = append(x.pieces, p)
	}
}

// value appends an attribute value to the values.
func (x *Reader) value() bool {
	quote, size := x.peek()
	if quote != '"' && quote != '\'' {
		return x.unexpected("the value of an attribute has no quotes")
	}
	x.advance(quote, size)
	for {
		r, size := x.peek()
		switch {
		case size == 0:
			return x.stopped()
		case r == quote:
			x.advance(r, size)
			return true
		case r == '<':
			return x.fail(Syntax, x.place(), "an attribute holds the character that begins a tag")
		}
		var ok bool
		if x.values, ok = x.character(x.values, r, size, true); !ok {
			return false
		}
		if isSpace(r) {
			x.values[len(x.values)-1] = ' '
		}
	}
}

// bind puts the namespaces that the tag at that place declares into scope.
func (x *Reader) bind(at schema.Position) bool {
	for _, p := range x.pieces {
		prefix, declares := "", p.tag == "xmlns"
		if !declares {
			prefix, declares = strings.CutPrefix(p.tag, "xmlns:")
		}
		if !declares {
			continue
		}
		if len(x.bindings) == x.limits.Attributes {
			return x.fail(Number, at, "more namespaces are in scope than the limit")
		}
		x.bindings = append(x.bindings, binding{prefix, x.kept(x.values[p.start:p.end])})
	}
	return true
}

// resolveAttributes cuts the attributes out. One string holds all values of an element.
func (x *Reader) resolveAttributes() bool {
	x.attrs = x.attrs[:0]
	values := string(x.values)
	for i, p := range x.pieces {
		for _, before := range x.pieces[:i] {
			if before.tag == p.tag {
				return x.fail(Syntax, p.at, "an attribute stands twice in one tag")
			}
		}
		if p.tag == "xmlns" || strings.HasPrefix(p.tag, "xmlns:") {
			continue
		}
		space, name, ok := x.resolve(p.tag, false, p.at)
		if !ok {
			return false
		}
		x.attrs = append(x.attrs, Attr{Space: space, Name: name, Value: values[p.start:p.end], At: p.at})
	}
	return true
}

// resolve splits a name and finds the namespace of its prefix. Attributes without a
// prefix have no namespace.
func (x *Reader) resolve(tag string, isElement bool, at schema.Position) (space, name string, ok bool) {
	prefix, name, cut := strings.Cut(tag, ":")
	if !cut {
		prefix, name = "", tag
	}
	switch {
	case cut && (prefix == "" || name == "" || strings.Contains(name, ":")):
		return "", "", x.fail(Syntax, at, "a name has a colon that parts no prefix from it")
	case !cut && !isElement:
		return "", name, true
	case prefix == "xml":
		return namespaceXML, name, true
	}
	for i := len(x.bindings) - 1; i >= 0; i-- {
		if x.bindings[i].prefix == prefix {
			return x.bindings[i].space, name, true
		}
	}
	if cut {
		x.tolerate(Undeclared, at, "a prefix that no namespace is declared for")
	}
	return prefix, name, true
}

// name reads the name of an element, an attribute or a processing instruction.
func (x *Reader) name() (string, bool) {
	var word [64]byte
	name := word[:0]
	for {
		r, size := x.peek()
		if size == 0 {
			return "", x.stopped()
		}
		if r < utf8.RuneSelf && !isNameByte(byte(r)) && r != ':' || len(name) == 0 && !isNameStart(r) {
			break
		}
		if !x.legal(r) {
			return "", false
		}
		if len(name) >= maxName {
			return "", x.fail(Length, x.place(), "a name is longer than the limit")
		}
		name = append(name, x.buf[x.pos:x.pos+size]...)
		x.advance(r, size)
	}
	if len(name) == 0 {
		return "", x.unexpected("a name is missing")
	}
	return x.kept(name), true
}

// kept returns the name as a string, the same one for the same name where there are
// not too many of them.
func (x *Reader) kept(name []byte) string {
	if known, ok := x.names[string(name)]; ok {
		return known
	}
	s := string(name)
	if len(x.names) < maxName {
		x.names[s] = s
	}
	return s
}

// space passes over white space, and reports whether there was any.
func (x *Reader) space() bool {
	found := false
	for {
		r, size := x.peek()
		if size == 0 || !isSpace(r) {
			return found
		}
		x.advance(r, size)
		found = true
	}
}

// unexpected fails at the next character, which may be one that no XML holds, or none.
func (x *Reader) unexpected(detail string) bool {
	r, size := x.peek()
	if size == 0 {
		return x.stopped()
	}
	return x.legal(r) && x.fail(Syntax, x.place(), detail)
}

func isNameByte(c byte) bool {
	return isNameStart(rune(c)) && c != ':' || '0' <= c && c <= '9' || c == '-' || c == '.'
}

func isNameStart(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '_' || r == ':' || r >= utf8.RuneSelf
}
