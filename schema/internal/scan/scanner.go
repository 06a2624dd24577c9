package scan

import (
	"bytes"
	"unicode/utf8"
)

// A scanner is one pass over a document. Its methods begin at pos and leave it
// behind what they read; those that return false have reported a fault that
// ends the scan.
type scanner struct {
	doc      []byte
	pos      int
	depth    int // arrays and objects open at pos
	maxDepth int
	faults   []Fault
}

const byteOrderMark = "\uFEFF"

func (s *scanner) document() {
	switch {
	case bytes.HasPrefix(s.doc, []byte("\xFF\xFE")), bytes.HasPrefix(s.doc, []byte("\xFE\xFF")):
		s.fatal(RuleUTF8, 2, "the document is in UTF-16; write it in UTF-8")
		return
	case bytes.HasPrefix(s.doc, []byte(byteOrderMark)):
		s.collect(RuleUTF8, 0, len(byteOrderMark), "a byte order mark starts the document; write it without")
		s.pos = len(byteOrderMark)
	}
	if !s.value() {
		return
	}
	if s.space(); s.pos < len(s.doc) {
		s.fatal(RuleTrailing, len(s.doc)-s.pos, "expected nothing after the value")
	}
}

// value scans one value with all that is in it.
func (s *scanner) value() bool {
	s.space()
	switch c := s.peek(); c {
	case '{', '[':
		if s.depth >= s.maxDepth {
			return s.fatal(RuleDepth, 1, "nested deeper than the limit")
		}
		s.depth++
		s.pos++
		ok := c == '{' && s.object() || c == '[' && s.array()
		s.depth--
		return ok
	case '"':
		_, ok := s.text()
		return ok
	case 't':
		return s.literal("true")
	case 'f':
		return s.literal("false")
	case 'n':
		return s.literal("null")
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return s.number()
	}
	return s.expected("a value")
}

// array scans what follows the opening bracket.
func (s *scanner) array() bool {
	if s.skip(']') {
		return true
	}
	for s.value() {
		if s.skip(']') {
			return true
		}
		if !s.skip(',') {
			return s.expected("a comma or the closing bracket of the array")
		}
	}
	return false
}

// object scans what follows the opening bracket.
func (s *scanner) object() bool {
	if s.skip('}') {
		return true
	}
	var seen names
	for s.name(&seen) {
		if !s.skip(':') {
			return s.expected("a colon after the name")
		}
		if !s.value() {
			return false
		}
		if s.skip('}') {
			return true
		}
		if !s.skip(',') {
			return s.expected("a comma or the closing bracket of the object")
		}
	}
	return false
}

// name scans the name of a member and adds it to those before it.
func (s *scanner) name(seen *names) bool {
	if s.space(); s.peek() != '"' {
		return s.expected("a name in double quotes")
	}
	start := s.pos
	escaped, ok := s.text()
	if !ok {
		return false
	}
	name := s.doc[start+1 : s.pos-1]
	if escaped {
		name = AppendUnescaped(make([]byte, 0, len(name)), name)
	}
	if !seen.add(name) {
		s.collect(RuleDuplicate, start, s.pos-start, "the object has this name already")
	}
	return true
}

func (s *scanner) literal(word string) bool {
	for i := range len(word) {
		if s.peek() != word[i] {
			return s.syntax("expected true, false or null")
		}
		s.pos++
	}
	return true
}

// skip scans white space, and the byte c if it follows.
func (s *scanner) skip(c byte) bool {
	s.space()
	if s.peek() != c {
		return false
	}
	s.pos++
	return true
}

func (s *scanner) space() { s.pos = skipSpace(s.doc, s.pos) }

// peek returns the byte at pos, or 0, which the grammar has no place for, at
// the end of the document.
func (s *scanner) peek() byte { return at(s.doc, s.pos) }

// expected reports a byte that cannot start the token due at pos, and says why
// where it is a common mistake.
func (s *scanner) expected(token string) bool {
	detail := "expected " + token
	switch s.peek() {
	case '\'':
		detail += "; JSON has no single quotes"
	case '/', '#':
		detail += "; JSON has no comments"
	case '+':
		detail += "; JSON has no plus sign"
	case 'N', 'I':
		detail += "; JSON has neither NaN nor Infinity"
	case 'T', 'F':
		detail += "; true and false are in lower case"
	case 0:
		if s.pos < len(s.doc) {
			detail += "; zero bytes are a sign of UTF-16 or of a damaged file"
		}
	}
	return s.syntax(detail)
}

// syntax reports the character at pos, or the missing one, as the first that
// cannot go on the document.
func (s *scanner) syntax(detail string) bool {
	_, size := utf8.DecodeRune(s.doc[s.pos:])
	if size == 0 {
		detail = "the document ends too early: " + detail
	}
	return s.fatal(RuleSyntax, size, detail)
}

// fatal reports a fault at pos that ends the scan.
func (s *scanner) fatal(rule string, length int, detail string) bool {
	s.faults = append(s.faults, Fault{rule, s.pos, length, detail})
	return false
}

// collect reports a fault that the scan can go on from.
func (s *scanner) collect(rule string, offset, length int, detail string) {
	if len(s.faults) < MaxFaults {
		s.faults = append(s.faults, Fault{rule, offset, length, detail})
	}
}
