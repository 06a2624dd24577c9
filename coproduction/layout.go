package coproduction

import "bytes"

// A layout is how the records of an input stand one after the other.
type layout int

const (
	lines  layout = iota // a record a line (NDJSON)
	array                // the elements of one JSON array
	values               // JSON values one after the other, over as many lines as each likes
	whole                // not a layout of ours: one piece
)

// begin tells the layout from the first bytes, and goes to the first record. It
// reports whether a byte order mark was passed over.
func (s *splitter) begin() (marked bool) {
	head := s.peek(func(b []byte) bool { return len(b) >= 3 })
	switch {
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}), bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		s.layout = whole // UTF-16
		return false
	case bytes.HasPrefix(head, []byte("\ufeff")):
		marked = true
		s.in.Discard(3)
		s.at.Offset += 3
	}
	if s.skipSpace() != nil {
		return marked // the next read says so again
	}
	switch first, _ := s.in.Peek(1); first[0] {
	case '[':
		s.layout = array
		s.drop(first)
	case '{':
		if s.manyLines() {
			s.layout = values
		}
	}
	return marked
}

// manyLines reports whether the first record goes on behind its first line: the
// line leaves an object open, and what follows cannot begin a record. It asks for
// no more bytes than it takes to see that, as the next record may be long in coming.
func (s *splitter) manyLines() bool {
	var first, rest []byte
	s.peek(func(b []byte) bool {
		first, rest, _ = bytes.Cut(b, []byte{'\n'})
		rest = bytes.TrimLeft(rest, space)
		return len(rest) > 0 || closes(first)
	})
	return len(rest) > 0 && rest[0] != '{' && !closes(first)
}

// closes reports whether a value ends within the line.
func closes(line []byte) bool {
	_, ended := new(nesting).value(line)
	return ended
}

// peek returns buffered bytes, reading more until there are enough, the buffer is
// full or the input ends.
func (s *splitter) peek(enough func([]byte) bool) []byte {
	for {
		buffered, _ := s.in.Peek(s.in.Buffered())
		if enough(buffered) {
			return buffered
		}
		if _, err := s.in.Peek(len(buffered) + 1); err != nil {
			buffered, _ = s.in.Peek(s.in.Buffered()) // it may have been moved
			enough(buffered)
			return buffered
		}
	}
}

// A nesting follows brackets and strings, as far as it takes to see where a value
// ends. What it sees in faulty JSON need not be right: judging comes later.
type nesting struct {
	depth     int
	text      bool // inside a string
	backslash bool // the byte before was one, inside a string
}

// see takes in one byte that counts; see [counts].
func (n *nesting) see(c byte) (outside bool) {
	switch {
	case n.text && c == '\n': // no string goes over a line break: this one is broken
		n.text, n.backslash = false, false
		return true
	case n.backslash:
		n.backslash = false
		return false
	case n.text:
		n.text, n.backslash = c != '"', c == '\\'
		return false
	}
	switch c {
	case '"':
		n.text = true
		return false
	case '{', '[':
		n.depth++
	case '}', ']':
		n.depth--
	}
	return true
}

// counts marks the bytes that can change a nesting or end a record; all others are
// passed over. A byte behind a backslash counts whatever it is.
var counts = [256]bool{'"': true, '\\': true, '\n': true, '{': true, '}': true, '[': true, ']': true, ',': true}

// value ends a record with the bracket that closes it; bytes outside all brackets
// end with their line.
func (n *nesting) value(b []byte) (length int, ended bool) {
	for i, c := range b {
		if !counts[c] && !n.backslash {
			continue
		}
		switch outside := n.see(c); {
		case outside && n.depth <= 0 && (c == '}' || c == ']'):
			return i + 1, true
		case outside && n.depth <= 0 && c == '\n':
			return i, true
		}
	}
	return len(b), false
}

// element ends a record before the comma or the bracket that follows it in an
// array. A brace too many belongs to the record, which is broken.
func (n *nesting) element(b []byte) (length int, ended bool) {
	for i, c := range b {
		if !counts[c] && !n.backslash {
			continue
		}
		if outside := n.see(c); outside && (c == ',' && n.depth == 0 || c == ']' && n.depth < 0) {
			return i, true
		}
		n.depth = max(n.depth, 0)
	}
	return len(b), false
}
