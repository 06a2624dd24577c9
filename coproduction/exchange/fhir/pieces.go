package fhir

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/unzip"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// MaxResource is the length in bytes of the longest resource that is read: 16 MiB. What
// is longer is passed over, with a finding. It is also the most memory for the bytes
// of a file; the entries of a Bundle are read one by one.
const MaxResource = 16 << 20

// A piece is the bytes of one resource, or of one entry of a Bundle.
type piece struct {
	raw     []byte // valid until the next
	at      schema.Position
	entry   bool   // an element of a member "entry" of the value around it
	tooLong bool   // raw is only the beginning
	stray   string // what is wrong at this place between resources; there is no resource then
}

// errEncoding is that of a file in another encoding. One that is compressed and damaged
// is [unzip.ErrDamaged]; all others are errors of reading.
var errEncoding = errors.New("this is not text in UTF-8")

// pieces takes a file apart: NDJSON, a JSON value, or several, and gzip of any. In a
// file that has a value a line, a line that is broken ends with the line.
func pieces(r io.Reader) iter.Seq2[piece, error] {
	return func(yield func(piece, error) bool) {
		c := &cutter{yield: yield, at: schema.Position{Line: 1, Column: 1}}
		if err := c.open(r); err != nil {
			yield(piece{at: c.at}, err)
			return
		}
		c.run()
	}
}

// A cutter follows brackets and strings, as far as it takes to see where values end.
type cutter struct {
	in    *bufio.Reader
	yield func(piece, error) bool
	at    schema.Position // of the next byte

	raw     []byte
	begin   []mark // where the value, and the entry in it, begin
	depth   int
	text    bool
	escaped bool
	key     int  // where in raw the last string of the outermost object begins
	tooLong bool // of the innermost value in begin
	inner   int  // how deep entries stand: 2 in the member "entry", 1 in an array, 0 outside

	list   listState // of the list that entries stand in
	values int       // that have ended
	lined  bool      // every value so far stood on one line
	broken bool      // a line break came inside the value
}

type mark struct {
	at  schema.Position
	raw int
}

func (c *cutter) open(r io.Reader) error {
	c.lined = true
	c.in = bufio.NewReaderSize(r, 64<<10)
	if magic, _ := c.in.Peek(2); unzip.Compressed(magic) {
		unzipped, err := unzip.New(c.in)
		if err != nil {
			return err
		}
		c.in = bufio.NewReaderSize(unzipped, 64<<10)
	}
	switch head, _ := c.in.Peek(3); {
	case bytes.Equal(head, []byte("\xef\xbb\xbf")):
		c.in.Discard(3)
		c.at.Offset += 3
	case len(head) > 1 && (head[0] == 0 || head[1] == 0 || head[0] >= 0xfe):
		return errEncoding // UTF-16, or nothing that anybody reads
	}
	return nil
}

func (c *cutter) run() {
	for {
		b, err := c.in.ReadByte()
		if err != nil {
			c.end(err)
			return
		}
		if !c.take(b) {
			return
		}
		c.at.Offset++
		switch {
		case b == '\n':
			c.at.Line++
			c.at.Column = 1
		case b&0xc0 != 0x80:
			c.at.Column++
		}
	}
}

// end hands on what the input broke off in.
func (c *cutter) end(err error) {
	if len(c.begin) > 0 && !c.emit(c.begin[0], false, c.at.Offset-c.begin[0].at.Offset) {
		return
	}
	if err != io.EOF {
		c.yield(piece{at: c.at}, err)
	}
}

// take takes in one byte. It reports whether anybody wants more.
func (c *cutter) take(b byte) bool {
	if len(c.begin) == 0 {
		switch {
		case b == ' ' || b == '\t' || b == '\r' || b == '\n':
			return true
		case b == ',':
			return c.stray("a comma between resources, which belongs into a list; what stands around it is read")
		case c.markHere(b):
			ok := c.stray("a byte order mark between resources, as of files that were put together; what stands around it is read")
			c.in.Discard(2)
			c.at.Offset += 2
			return ok
		}
		c.begin = append(c.begin, mark{c.at, 0})
		c.raw, c.tooLong, c.broken, c.key = c.raw[:0], false, false, -1
	}
	if b == '\n' && c.breaks() {
		c.depth, c.text, c.escaped, c.inner = 0, false, false, 0
		ok := c.emit(c.begin[0], false, c.at.Offset-c.begin[0].at.Offset)
		c.begin = c.begin[:0]
		c.values++
		return ok
	}
	if c.inner > 0 && c.depth == c.inner && !c.text {
		if !c.between(b) {
			return false
		}
		if b == ',' {
			return true
		}
	}
	c.keep(b)
	switch {
	case c.escaped:
		c.escaped = false
	case c.text && b == '\\':
		c.escaped = true
	case b == '"':
		if c.text = !c.text; c.text && c.depth == 1 {
			c.key = len(c.raw) - 1
		}
	case c.text:
	case b == '{' || b == '[':
		c.depth++
		if c.depth == 1 && b == '[' {
			c.inner, c.list = 1, opened
		}
		if c.inner == 0 && c.depth == 2 && b == '[' && c.key >= 0 && bytes.HasPrefix(c.raw[c.key:], []byte(`"entry"`)) {
			c.inner, c.list = 2, opened
		}
	case b == '}' || b == ']':
		return c.close()
	}
	return true
}

// breaks reports whether a line break ends the value that it stands in: values stood
// on one line so far, or what follows begins as a resource on its own does.
func (c *cutter) breaks() bool {
	if c.values > 0 && c.lined {
		return true
	}
	if c.inner == 1 {
		c.broken = true
		return false // between the elements of an array
	}
	next, _ := c.in.Peek(16)
	if bytes.HasPrefix(next, []byte(`{"resourceType":`)) {
		return true
	}
	c.broken = true
	return false
}

// keep adds a byte to the value, as long as there is room.
func (c *cutter) keep(b byte) {
	if len(c.raw)-c.begin[len(c.begin)-1].raw >= MaxResource {
		c.tooLong = true
		return
	}
	c.raw = append(c.raw, b)
}

// close takes in a closing bracket: it may end an entry, or the value.
func (c *cutter) close() bool {
	if c.depth--; c.depth < c.inner {
		c.inner = 0
	}
	switch {
	case len(c.begin) == 2 && c.depth == c.inner:
		entry := c.begin[1]
		ok := c.emit(entry, true, c.at.Offset+1-entry.at.Offset)
		c.raw, c.begin, c.tooLong = c.raw[:entry.raw], c.begin[:1], false
		return ok
	case c.depth <= 0:
		c.depth = 0
		c.lined = c.lined && !c.broken
		ok := c.emit(c.begin[0], false, c.at.Offset+1-c.begin[0].at.Offset)
		c.begin = c.begin[:0]
		c.values++
		return ok
	}
	return true
}

// emit hands on what was read from a mark on, the given number of bytes of it.
func (c *cutter) emit(from mark, entry bool, length int64) bool {
	at := from.at
	at.Length = int(length)
	return c.yield(piece{raw: c.raw[from.raw:], at: at, entry: entry && c.inner == 2, tooLong: c.tooLong}, nil)
}
