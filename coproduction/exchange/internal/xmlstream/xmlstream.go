// Package xmlstream reads XML 1.0 with namespaces as a stream of tokens, each with
// its exact place, from files that nobody vouches for.
//
// It understands UTF-8 and UTF-16 with and without byte order mark, ISO-8859-1 and
// windows-1252. It refuses what no file of the field needs and what harms who reads
// it: document types and with them entities, NUL and control characters, and
// whatever exceeds the [Limits]. What it refuses is a [Fault] with a place and fixed
// words; no error holds content of the file.
//
// As XML demands (§2.11, §3.3.3), line ends within texts become "\n", and white space
// within attribute values becomes " ", but for character references.
//
// Memory is that of the longest text or start tag, and of the elements open.
package xmlstream

import (
	"errors"
	"io"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// Limits bound what a [Reader] accepts. A limit of zero is the default.
type Limits struct {
	Bytes      int64 // of the file; default 1 GiB
	Depth      int   // of elements within elements; default 256
	Attributes int   // of one element, and namespaces in scope; default 256
	Token      int   // bytes of UTF-8 of one text, or of all attribute values of one element; default 64 MiB
}

const maxName = 1024 // bytes of the name of an element or attribute

func (l Limits) orDefault() Limits {
	or := func(n *int, otherwise int) {
		if *n == 0 {
			*n = otherwise
		}
	}
	if l.Bytes == 0 {
		l.Bytes = 1 << 30
	}
	or(&l.Depth, 256)
	or(&l.Attributes, 256)
	or(&l.Token, 64<<20)
	return l
}

// A Kind is what a token is.
type Kind byte

const (
	Start Kind = iota + 1 // a start tag, or the first half of an empty-element tag
	End                   // an end tag, or the second half
	Text                  // character data between two tags, comments left out; never empty
)

// A Token is one piece of a document. Its slices hold until the next call of [Reader.Next].
type Token struct {
	Kind  Kind
	Space string // the namespace of an element, or the prefix where that is not declared
	Name  string // the local name of an element
	Attrs []Attr // of a start tag, in the order of the file, namespace declarations left out
	Text  []byte // UTF-8
	Depth int    // how many elements are open; a start and an end tag are within their own

	// At is the whole token: line from 1, column in code points from 1, offset and
	// length in bytes of the file. The second half of an empty-element tag has length 0.
	At schema.Position
}

// An Attr is an attribute of a start tag.
type Attr struct {
	Space, Name, Value string
	At                 schema.Position // from the name through the closing quote
}

// Attr returns the attribute of that name that has no namespace.
func (t *Token) Attr(name string) (Attr, bool) {
	for _, a := range t.Attrs {
		if a.Name == name && a.Space == "" {
			return a, true
		}
	}
	return Attr{}, false
}

// A Reader reads one document.
type Reader struct {
	source
	limits   Limits
	open     []element
	bindings []binding
	names    map[string]string // names seen, so that each is kept once
	pieces   []piece
	values   []byte
	attrs    []Attr
	text     []byte
	began    bool // the root element has
	empty    bool // an empty-element tag owes its second half
	err      error
	passed   []Fault
}

// An element is one that is open.
type element struct {
	tag         string // as it is written
	space, name string
	bindings    int // those in scope outside of it
}

// NewReader begins to read r.
func NewReader(r io.Reader, limits Limits) *Reader {
	limits = limits.orDefault()
	x := &Reader{limits: limits, names: make(map[string]string)}
	x.source = source{r: r, limit: limits.Bytes, line: 1, column: 1}
	x.err = x.detect()
	return x
}

// Next returns the next token. After the end of the root element, when nothing but
// white space and comments follows, the error is [io.EOF]. A *[Fault] says what is
// wrong with the file; any other error is one of the underlying reader. After an
// error every call returns it again.
func (x *Reader) Next() (Token, error) {
	if x.err != nil {
		return Token{}, x.err
	}
	if x.empty {
		x.empty = false
		return x.leave(x.place()), nil
	}
	token, ok := x.next()
	if !ok {
		return Token{}, x.err
	}
	return token, nil
}

// Place is where the reader stands, with length 0.
func (x *Reader) Place() schema.Position { return x.place() }

// Tolerated returns what departed from the standard and was read all the same: the
// first of each kind, in the order in which they were met.
func (x *Reader) Tolerated() []Fault { return x.passed }

// tolerate keeps the first fault of a kind.
func (x *Reader) tolerate(kind FaultKind, at schema.Position, detail string) {
	for _, f := range x.passed {
		if f.Kind == kind {
			return
		}
	}
	x.passed = append(x.passed, Fault{kind, at, detail})
}

// fail ends the reading.
func (x *Reader) fail(kind FaultKind, at schema.Position, detail string) bool {
	if x.err == nil {
		x.err = &Fault{kind, at, detail}
	}
	return false
}

// stopped ends the reading where the input has ended: it is cut off, or damaged, or
// cannot be read.
func (x *Reader) stopped() bool {
	var fault *Fault
	switch {
	case x.end == io.EOF:
		return x.fail(Truncated, x.place(), "the file ends before its last element does")
	case errors.As(x.end, &fault):
		return x.fail(fault.Kind, x.place(), fault.Detail)
	case x.err == nil:
		x.err = x.end
	}
	return false
}

// next reads texts and mark-up up to the next token.
func (x *Reader) next() (Token, bool) {
	x.text = x.text[:0]
	begin := x.place()
	for {
		if !x.more(1) {
			if len(x.open) > 0 || x.end != io.EOF {
				return Token{}, x.stopped()
			}
			if !x.began {
				return Token{}, x.fail(NotXML, x.place(), "there is no element")
			}
			x.err = io.EOF
			return Token{}, false
		}
		if x.buf[x.pos] != '<' {
			if !x.characters() {
				return Token{}, false
			}
			continue
		}
		if x.more(2) && (x.buf[x.pos+1] == '!' || x.buf[x.pos+1] == '?') {
			if !x.aside() {
				return Token{}, false
			}
			continue
		}
		if len(x.text) > 0 && len(x.open) > 0 {
			begin.Length = int(x.offset - begin.Offset)
			return Token{Kind: Text, Text: x.text, Depth: len(x.open), At: begin}, true
		}
		return x.tag()
	}
}
