package scan

import (
	"bytes"
	"iter"
)

// at returns the byte at pos, or 0 at the end of the document.
func at(doc []byte, pos int) byte {
	if pos < len(doc) {
		return doc[pos]
	}
	return 0
}

// skipSpace returns the offset of the first byte from pos on that is not white space.
func skipSpace(doc []byte, pos int) int {
	for pos < len(doc) && (doc[pos] == ' ' || doc[pos] == '\n' || doc[pos] == '\r' || doc[pos] == '\t') {
		pos++
	}
	return pos
}

// root returns the outermost value of a document, without its length.
func root(doc []byte) (Node, bool) {
	pos := 0
	if bytes.HasPrefix(doc, []byte(byteOrderMark)) {
		pos = len(byteOrderMark)
	}
	n := Node{Offset: skipSpace(doc, pos)}
	n.Kind = kindOf(at(doc, n.Offset))
	return n, n.Kind != 0
}

// sibling returns the value number index of an array or object, without its
// length: pos is behind the opening bracket or behind the value before. Its
// kind is 0 where the container ends; false means that the document is faulty.
func sibling(doc []byte, parent Node, pos, index int) (Node, bool) {
	n := Node{Depth: parent.Depth + 1, Index: index}
	pos = skipSpace(doc, pos)
	if c := at(doc, pos); c != 0 && c == doc[parent.Offset]+2 { // in ASCII, ] is [ + 2 and } is { + 2
		return Node{}, true
	}
	if index > 0 {
		if at(doc, pos) != ',' {
			return Node{}, false
		}
		pos = skipSpace(doc, pos+1)
	}
	if parent.Kind == Object {
		end := textEnd(doc, pos)
		if end == 0 {
			return Node{}, false
		}
		n.NameOffset, n.NameLength = pos, end-pos
		if pos = skipSpace(doc, end); at(doc, pos) != ':' {
			return Node{}, false
		}
		pos = skipSpace(doc, pos+1)
	}
	n.Offset, n.Kind = pos, kindOf(at(doc, pos))
	return n, n.Kind != 0
}

// kindOf returns the kind of the values that start with c; 0 if none does.
func kindOf(c byte) Kind {
	switch c {
	case '{':
		return Object
	case '[':
		return Array
	case '"':
		return String
	case 't', 'f':
		return Bool
	case 'n':
		return Null
	}
	if c == '-' || isDigit(c) {
		return Number
	}
	return 0
}

// valueEnd returns the offset behind the value that starts at n.Offset; 0 if it
// does not end.
func valueEnd(doc []byte, n Node) int {
	switch n.Kind {
	case String:
		return textEnd(doc, n.Offset)
	case Object, Array:
		depth := 0
		for pos := range brackets(doc, n.Offset) {
			if doc[pos] == '[' || doc[pos] == '{' {
				depth++
			} else if depth--; depth == 0 {
				return pos + 1
			}
		}
		return 0
	}
	end := n.Offset
	for c := at(doc, end); isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '-' || c == '+' || c == '.'; c = at(doc, end) {
		end++
	}
	return end
}

// textEnd returns the offset behind the string that starts at pos; 0 if there
// is none or it does not end.
func textEnd(doc []byte, pos int) int {
	if at(doc, pos) != '"' {
		return 0
	}
	for pos++; pos < len(doc); pos++ {
		switch doc[pos] {
		case '"':
			return pos + 1
		case '\\':
			pos++
		}
	}
	return 0
}

// brackets yields the offsets, from start on, of the brackets outside strings.
func brackets(doc []byte, start int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for pos := start; pos < len(doc); pos++ {
			switch doc[pos] {
			case '[', ']', '{', '}':
				if !yield(pos) {
					return
				}
			case '"':
				end := textEnd(doc, pos)
				if end == 0 {
					return
				}
				pos = end - 1
			}
		}
	}
}
