package xmlstream

import (
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/schema"
)

const chunk = 64 << 10

// A source is the bytes of a file as UTF-8, with the place of the next one in the file.
type source struct {
	r     io.Reader
	form  form
	raw   []byte // read, and not yet decoded
	buf   []byte // decoded: whole characters only
	pos   int    // of the next one
	read  int64
	limit int64
	end   error // what comes behind buf; nil while there may be more

	line, column int
	offset       int64
	cr           bool // the character before was a carriage return
}

func (s *source) place() schema.Position {
	return schema.Position{Line: s.line, Column: s.column, Offset: s.offset}
}

// since is the place that begins at start and ends here.
func (s *source) since(start schema.Position) schema.Position {
	start.Length = int(s.offset - start.Offset)
	return start
}

// more reports whether n bytes of text are there to be looked at.
func (s *source) more(n int) bool {
	for len(s.buf)-s.pos < n && s.end == nil {
		s.buf = s.buf[:copy(s.buf, s.buf[s.pos:])]
		s.pos = 0
		err := s.pull()
		s.decode(err == io.EOF)
		if err != nil && s.end == nil {
			s.end = err
		}
	}
	return len(s.buf)-s.pos >= n
}

// pull appends a chunk of the file to raw.
func (s *source) pull() error {
	have := len(s.raw)
	s.raw = append(s.raw, make([]byte, chunk)...)
	for range 100 {
		n, err := s.r.Read(s.raw[have:])
		if over := s.read + int64(n) - s.limit; over > 0 {
			s.raw = s.raw[:have+n-int(over)]
			s.read = s.limit
			return &Fault{Kind: Bytes, Detail: "the file is larger than the limit"}
		}
		s.read += int64(n)
		if n > 0 || err != nil {
			s.raw = s.raw[:have+n]
			if err != nil && errors.Is(err, io.EOF) {
				err = io.EOF
			}
			return err
		}
	}
	s.raw = s.raw[:have]
	return io.ErrNoProgress
}

// decode moves what it can from raw to buf. last says that raw ends the file.
func (s *source) decode(last bool) {
	used := 0
	if s.form == utf8Form && utf8.Valid(s.raw) {
		s.buf = append(s.buf, s.raw...)
		used = len(s.raw)
	}
	for used < len(s.raw) {
		r, size := s.form.rune(s.raw[used:])
		if size == 0 { // not all of a character
			if last {
				s.end = &Fault{Kind: Encoding, Detail: "the file ends within a character"}
			}
			break
		}
		if size < 0 {
			s.end = &Fault{Kind: Encoding, Detail: "a byte that is not a character in " + s.form.String()}
			break
		}
		s.buf = utf8.AppendRune(s.buf, r)
		used += size
	}
	s.raw = s.raw[:copy(s.raw, s.raw[used:])]
}

// peek returns the next character and how many bytes it takes in buf; 0 at the end.
func (s *source) peek() (rune, int) {
	if s.pos == len(s.buf) && !s.more(1) {
		return 0, 0
	}
	if c := s.buf[s.pos]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRune(s.buf[s.pos:])
}

// advance passes over the character that was peeked.
func (s *source) advance(r rune, size int) {
	s.pos += size
	s.offset += int64(s.form.width(r, size))
	switch {
	case r == '\n' && s.cr: // the line end has been counted
		s.cr = false
	case r == '\n' || r == '\r':
		s.line, s.column, s.cr = s.line+1, 1, r == '\r'
	default:
		s.column++
		s.cr = false
	}
}

// A form is how a file writes characters.
type form byte

const (
	utf8Form form = iota
	utf16Little
	utf16Big
	latin1
	windows1252
)

func (f form) String() string {
	return [...]string{"UTF-8", "UTF-16", "UTF-16", "ISO-8859-1", "windows-1252"}[f]
}

// rune decodes the first character of b. The size is 0 where b ends within it and
// negative where it is none.
func (f form) rune(b []byte) (rune, int) {
	switch f {
	case utf16Little, utf16Big:
		return f.wide(b)
	case latin1:
		return rune(b[0]), 1
	case windows1252:
		if b[0] < 0x80 || b[0] >= 0xA0 {
			return rune(b[0]), 1
		}
		if r := rune(windows[b[0]-0x80]); r != 0 {
			return r, 1
		}
		return 0, -1
	}
	r, size := utf8.DecodeRune(b)
	switch {
	case r != utf8.RuneError || size > 1:
		return r, size
	case !utf8.FullRune(b):
		return 0, 0
	}
	return 0, -1
}

// wide decodes the first character of UTF-16.
func (f form) wide(b []byte) (rune, int) {
	unit := func(i int) rune {
		if f == utf16Big {
			return rune(b[i])<<8 | rune(b[i+1])
		}
		return rune(b[i+1])<<8 | rune(b[i])
	}
	if len(b) < 2 {
		return 0, 0
	}
	r := unit(0)
	if !utf16.IsSurrogate(r) {
		return r, 2
	}
	if len(b) < 4 {
		return 0, 0
	}
	if r = utf16.DecodeRune(r, unit(2)); r == utf8.RuneError {
		return 0, -1
	}
	return r, 4
}

// width is how many bytes of the file a character takes that takes size in UTF-8.
func (f form) width(r rune, size int) int {
	switch {
	case f == utf8Form:
		return size
	case f > utf16Big:
		return 1
	case r > 0xFFFF:
		return 4
	}
	return 2
}

// windows holds the characters of windows-1252 from 0x80 to 0x9F; 0 is none.
var windows = [32]uint16{
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
}
