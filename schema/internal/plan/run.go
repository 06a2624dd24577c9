package plan

import (
	"hash/maphash"

	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// What the methods of a run return for an offset where there is none to go on from.
const (
	invalid  = -1 // the document departs from the strict profile or from the schema
	doubtful = -2 // nothing can be said
)

// A run goes over one document after the other, and keeps its memory for the next.
//
// Its methods begin at a place in the document and return the offset behind what
// they went over, or one of the above; they stop at the first fault.
type run struct {
	plan  *Plan
	doc   []byte
	depth int // arrays and objects open
	again int // above 0: what is gone over now was gone over before

	guesses  []guess // by object and name
	names    []name  // of the objects open, those that the schema does not mention
	items    []item  // of the arrays open whose items must differ
	unquoted []byte  // names that were written with escapes
	text     []byte  // the same of the string at hand
	hasher
}

// A guess is which two names followed on one lately, the last one first.
type guess [2]uint8

// A name is one of an object's members, as it reads without escapes.
type name struct {
	hash uint64
	text []byte
}

// seed makes hashes differ from program to program, so that nobody can choose names
// that collide. No answer depends on it.
var seed = maphash.MakeSeed()

// document goes over a document from its beginning to its end, and holds it to a node.
func (r *run) document(n *node, doc []byte) Answer {
	r.start(doc)
	end := r.value(n, 0)
	switch {
	case end == doubtful:
		return Unsure
	case end < 0 || skipSpace(doc, end) < len(doc):
		return Invalid
	}
	return Valid
}

func (r *run) start(doc []byte) {
	r.doc, r.depth, r.again = doc, 0, 0
	r.names, r.items, r.unquoted = r.names[:0], r.items[:0], r.unquoted[:0]
}

// value goes over a value and the space before it, and holds it to a node.
func (r *run) value(n *node, pos int) int {
	if n.unsure {
		return doubtful
	}
	pos = r.space(pos)
	end := invalid
	switch c := r.at(pos); {
	case c == '"':
		end = r.string(n, pos)
	case isNumber(c):
		end = r.number(n, pos)
	case c == '{':
		end = r.object(n, pos)
	case c == '[':
		end = r.array(n, pos)
	case c == 't':
		end = r.literal(n, kindBool, pos, "true")
	case c == 'f':
		end = r.literal(n, kindBool, pos, "false")
	case c == 'n':
		end = r.literal(n, kindNull, pos, "null")
	}
	if end < 0 || n.plain {
		return end
	}
	for i := range n.choices {
		if !n.choices[i].has(r, pos, end) {
			return invalid
		}
	}
	if n.also != nil {
		return r.also(n.also, pos, end)
	}
	return end
}

func (r *run) literal(n *node, kind kinds, pos int, word string) int {
	if end := pos + len(word); n.kinds&kind != 0 && end <= len(r.doc) && string(r.doc[pos:end]) == word {
		return end
	}
	return invalid
}

// also holds a value, whose bytes are known to be in order, to other nodes.
func (r *run) also(a *also, pos, end int) int {
	for _, n := range a.all {
		if got := r.try(n, pos); got < 0 {
			return got
		}
	}
	if len(a.any) > 0 {
		if keeps, doubts := r.kept(a.any, pos, 1); keeps == 0 {
			return either(doubts)
		}
	}
	if len(a.one) > 0 {
		if keeps, doubts := r.kept(a.one, pos, 2); keeps != 1 || doubts {
			return either(doubts && keeps < 2)
		}
	}
	if a.not != nil {
		if got := r.try(a.not, pos); got != invalid {
			return either(got == doubtful)
		}
	}
	if a.when != nil {
		next := a.then
		switch r.try(a.when, pos) {
		case doubtful:
			return doubtful
		case invalid:
			next = a.orElse
		}
		if next != nil {
			if got := r.try(next, pos); got < 0 {
				return got
			}
		}
	}
	return end
}

// kept counts the nodes that a value keeps, up to enough of them, and tells whether
// there were some that nothing can be said about.
func (r *run) kept(nodes []*node, pos, enough int) (keeps int, doubts bool) {
	for _, n := range nodes {
		switch got := r.try(n, pos); {
		case got == doubtful:
			doubts = true
		case got >= 0:
			if keeps++; keeps == enough {
				return keeps, doubts
			}
		}
	}
	return keeps, doubts
}

func either(doubts bool) int {
	if doubts {
		return doubtful
	}
	return invalid
}

// try holds a value to a node, and leaves everything as it was.
func (r *run) try(n *node, pos int) int {
	depth, names, items, unquoted := r.depth, len(r.names), len(r.items), len(r.unquoted)
	r.again++
	end := r.value(n, pos)
	r.again--
	r.depth, r.names, r.items, r.unquoted = depth, r.names[:names], r.items[:items], r.unquoted[:unquoted]
	return end
}

// at returns the byte at pos, or 0, which no value begins with, behind the end.
func (r *run) at(pos int) byte {
	if pos < len(r.doc) {
		return r.doc[pos]
	}
	return 0
}

// space goes over white space. Mostly there is none.
func (r *run) space(pos int) int {
	if pos < len(r.doc) && r.doc[pos] > ' ' {
		return pos
	}
	return skipSpace(r.doc, pos)
}

func skipSpace(doc []byte, pos int) int {
	for pos < len(doc) && (doc[pos] == ' ' || doc[pos] == '\n' || doc[pos] == '\r' || doc[pos] == '\t') {
		pos++
	}
	return pos
}

// unescaped returns what the string at [pos, end) says, if it was written so. The
// bytes are kept as long as the object that is open.
func (r *run) unescaped(pos, end int, how manner) []byte {
	said := r.doc[pos+1 : end-1]
	if how&escaped == 0 {
		return said
	}
	start := len(r.unquoted)
	r.unquoted = scan.AppendUnescaped(r.unquoted, said)
	return r.unquoted[start:]
}
