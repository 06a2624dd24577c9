package fhir

import "bytes"

// A listState is how far a list is: nothing stands in it, or it ends so far in a value, or in
// a comma.
type listState int

const (
	opened listState = iota
	afterValue
	afterComma
)

// between takes in a byte of a list that stands in none of its values, or begins one.
func (c *cutter) between(b byte) (ok bool) {
	ok = true
	switch was := c.list; b {
	case ' ', '\t', '\r', '\n':
	case ',':
		if c.list = afterComma; was != afterValue {
			ok = c.stray("a comma too many in a list of resources; what stands around it is read")
		}
	case ']':
		if was == afterComma {
			ok = c.stray("a comma behind the last of a list of resources; all are read")
		}
	case '{':
		if was == afterValue {
			ok = c.stray("no comma between two resources of a list; both are read")
		}
		c.begin, c.tooLong = append(c.begin, mark{c.at, len(c.raw)}), false
		c.list = afterValue
	default:
		c.list = afterValue
	}
	return ok
}

// markHere reports whether a byte begins the mark that files in UTF-8 may begin with.
func (c *cutter) markHere(b byte) bool {
	if b != 0xef {
		return false
	}
	rest, _ := c.in.Peek(2)
	return bytes.Equal(rest, []byte("\xbb\xbf"))
}

// stray hands on that something is wrong at a byte between resources.
func (c *cutter) stray(what string) bool {
	at := c.at
	at.Length = 1
	return c.yield(piece{at: at, stray: what}, nil)
}
