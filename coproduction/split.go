package coproduction

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"math/bits"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/gunzip"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// space is what JSON calls white space.
const space = " \t\r\n"

// A piece is the bytes of one record, before anything is known about them.
type piece struct {
	raw     []byte          // valid until the next piece
	base    schema.Position // of its first byte
	tooLong bool            // raw is only the beginning of it
	marked  bool            // a byte order mark stands before it
	stray   bool            // it stands behind the end of an array
	cut     bool            // the input ended where the array had to go on
}

// A splitter takes an input apart into the bytes of its records. It holds one
// record at a time, and of a record longer than max only the beginning.
type splitter struct {
	in     *bufio.Reader
	max    int
	layout layout
	at     schema.Position // of the next byte
	raw    []byte
	begun  bool
	ended  bool
	comma  bool // an array's comma was read, so that an element has to follow
	read   int  // pieces so far
}

func newSplitter(r io.Reader, source string, max int) (*splitter, error) {
	in := bufio.NewReaderSize(&sticky{in: r}, 64<<10)
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unzipped, err := gunzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		in = bufio.NewReaderSize(unzipped, 64<<10)
	}
	return &splitter{in: in, max: max, at: schema.Position{Source: source, Line: 1, Column: 1}}, nil
}

// A sticky reader goes on returning its first error. Peeking passes over errors, and
// an input that goes on behind one would have a hole that nobody sees.
type sticky struct {
	in  io.Reader
	err error
}

func (s *sticky) Read(b []byte) (n int, err error) {
	if s.err != nil {
		return 0, s.err
	}
	n, s.err = s.in.Read(b)
	return n, s.err
}

// next returns the next piece. At the end of the input the error is [io.EOF].
func (s *splitter) next() (p piece, err error) {
	if p, err = s.piece(); err == nil {
		s.read++
		p.base.Record, p.base.Length = s.read, len(p.raw)
	}
	return p, err
}

// buffered reports whether all of the next piece has been read from the input.
func (s *splitter) buffered() bool {
	rest, _ := s.in.Peek(s.in.Buffered())
	rest = bytes.TrimLeft(rest, space)
	var end end
	switch s.layout {
	case lines:
		end = line
	case values:
		end = new(nesting).value
	case array:
		end = new(nesting).element
	default:
		end = endless
	}
	_, ended := end(rest)
	return ended && !s.ended
}

// piece returns the next piece, but for its number and length.
func (s *splitter) piece() (p piece, err error) {
	if !s.begun {
		s.begun = true
		p.marked = s.begin()
	}
	if err := s.skipSpace(); err != nil {
		if s.layout == array && !s.ended && err == io.EOF {
			s.ended = true
			p.base, p.cut = s.at, true
			return p, nil
		}
		return piece{}, err
	}
	p.base = s.at
	s.raw = s.raw[:0]
	switch {
	case s.layout == array && s.ended:
		p.stray = true
		err = s.collect(endless, &p)
	case s.layout == array:
		return s.element(p)
	case s.layout == values:
		var n nesting
		err = s.collect(n.value, &p)
	case s.layout == whole:
		err = s.collect(endless, &p)
		p.tooLong = false // its first bytes tell what it is
	default:
		err = s.collect(line, &p)
	}
	p.raw = bytes.TrimRight(s.raw, space)
	return p, err
}

// element reads the next element of an array, up to the comma or bracket behind it.
func (s *splitter) element(p piece) (piece, error) {
	var n nesting
	if err := s.collect(n.element, &p); err != nil {
		return piece{}, err
	}
	p.raw = bytes.TrimRight(s.raw, space)
	needed := s.comma
	s.comma = false
	switch c, err := s.in.ReadByte(); {
	case err == nil:
		s.advance([]byte{c})
		s.ended, s.comma = c == ']', c == ','
		if s.ended && len(p.raw) == 0 && !needed { // [] holds no record
			rest, err := s.piece()
			rest.marked = p.marked
			return rest, err
		}
	case err == io.EOF:
		s.ended = true
		p.cut = true
	default:
		return piece{}, err
	}
	return p, nil
}

// skipSpace goes to the next byte that is not white space.
func (s *splitter) skipSpace() error {
	for {
		buffered, err := s.fill()
		if err != nil {
			return err
		}
		rest := bytes.TrimLeft(buffered, space)
		if s.layout == whole { // white space belongs to what nobody can read
			rest = buffered
		}
		s.drop(buffered[:len(buffered)-len(rest)])
		if len(rest) > 0 {
			return nil
		}
	}
}

// An end finds where a record ends, given its bytes as they come: how many of these
// belong to it, and whether it ends there.
type end func(b []byte) (n int, ended bool)

// endless is the end of a record that only the input ends.
func endless(b []byte) (n int, ended bool) { return len(b), false }

// line ends a record with its line break, which is white space to it.
func line(b []byte) (n int, ended bool) {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return i + 1, true
	}
	return len(b), false
}

// collect reads the bytes of one record into s.raw. The end of the input ends it as well.
func (s *splitter) collect(end end, p *piece) error {
	for {
		buffered, err := s.fill()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		n, ended := end(buffered)
		room := min(n, s.max-len(s.raw))
		s.raw = append(s.raw, buffered[:room]...)
		if len(bytes.TrimRight(buffered[room:n], space)) > 0 { // white space behind the record is not part of it
			p.tooLong = true
		}
		s.drop(buffered[:n])
		if ended {
			return nil
		}
	}
}

// fill returns what is buffered, after reading more if that is nothing.
func (s *splitter) fill() ([]byte, error) {
	if s.in.Buffered() == 0 {
		if _, err := s.in.Peek(1); err != nil {
			return nil, err
		}
	}
	return s.in.Peek(s.in.Buffered())
}

// drop passes over bytes that are buffered.
func (s *splitter) drop(buffered []byte) {
	s.advance(buffered)
	s.in.Discard(len(buffered))
}

// advance counts bytes into the position.
func (s *splitter) advance(read []byte) {
	s.at.Offset += int64(len(read))
	if i := bytes.LastIndexByte(read, '\n'); i >= 0 {
		s.at.Line += bytes.Count(read, []byte{'\n'})
		s.at.Column = 1
		read = read[i+1:]
	}
	s.at.Column += codePoints(read)
}

// codePoints counts the bytes that begin a code point, eight at a time.
func codePoints(b []byte) int {
	n := len(b)
	for ; len(b) >= 8; b = b[8:] {
		eight := binary.LittleEndian.Uint64(b)
		n -= bits.OnesCount64((eight >> 7) & (^eight >> 6) & 0x0101010101010101) // 10xxxxxx goes on
	}
	for _, c := range b {
		if c&0xc0 == 0x80 {
			n--
		}
	}
	return n
}
