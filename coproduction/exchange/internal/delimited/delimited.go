// Package delimited reads tables of separated values (RFC 4180) row by row, with the
// place of every field. What separates the fields, whether lines end in CR alone, and whether
// the table is compressed, is told by its content.
package delimited

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/unzip"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// MaxRow bounds the bytes of one row.
const MaxRow = 1 << 20

// What is the matter with a table that cannot be read, or not any further. They say
// nothing about its content.
var (
	ErrEmpty      = errors.New("the table is empty")
	ErrEncoding   = errors.New("the table is not text in UTF-8")
	ErrSeparator  = errors.New("the names of the columns have several separators, or none")
	ErrQuote      = errors.New("a quote is out of place, or one that opens is not closed")
	ErrLong       = errors.New("the row is longer than the limit")
	ErrCompressed = unzip.ErrDamaged
)

// Broken reports whether an error is about the table, and not one of its reader.
func Broken(err error) bool {
	for _, own := range []error{ErrEmpty, ErrEncoding, ErrSeparator, ErrQuote, ErrLong, ErrCompressed} {
		if errors.Is(err, own) {
			return true
		}
	}
	return false
}

// A Field is one value, without the quotes around it. It lasts until the next row.
type Field struct {
	Value      []byte
	start, end int // in the row, with the quotes
}

// A Table is read row by row, in the memory of its longest row.
type Table struct {
	Separator byte
	Mark      bool            // it begins with a byte order mark
	Bare      int64           // quotes in fields that do not begin with one, taken as they stand
	BareAt    schema.Position // the first of them

	in     *bufio.Reader
	raw    []byte // the row, with its line end
	fields []Field
	line   int // where the row begins
	at     int64
	next   struct {
		line int
		at   int64
	}
	bad  Field
	told struct{ start, line, column int } // the place asked for last in this row
}

// Open reads the first row, which has the names of the columns. The fields are
// separated by the one of comma, tab, semicolon and vertical bar that is there.
func Open(r io.Reader) (*Table, []Field, error) {
	t := &Table{in: bufio.NewReaderSize(r, 1<<16)}
	t.line, t.next.line = 1, 1
	if head, _ := t.in.Peek(2); unzip.Compressed(head) {
		z, err := unzip.New(t.in)
		if err != nil {
			return t, nil, err
		}
		t.in = bufio.NewReaderSize(z, 1<<16)
	}
	if head, _ := t.in.Peek(3); bytes.Equal(head, []byte("\xEF\xBB\xBF")) {
		t.Mark = true
		t.in.Discard(3)
		t.next.at = 3
	}
	t.in = lineEnds(t.in)
	var err error
	if t.Separator, err = t.separator(); err != nil {
		return t, nil, err
	}
	row, err := t.Next()
	if err == io.EOF {
		err = ErrEmpty
	}
	return t, row, err
}

// separator looks at the first line that is not blank.
func (t *Table) separator() (byte, error) {
	head, err := t.in.Peek(t.in.Size())
	if err != nil && err != io.EOF && len(head) == 0 {
		return 0, err
	}
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n \t"), []byte{'\n'})
	switch {
	case len(line) == 0 && len(head) == 0:
		return ',', nil // there is nothing, which the first row says
	case bytes.IndexByte(line, 0) >= 0 || bytes.HasPrefix(line, []byte{0xFF, 0xFE}) || bytes.HasPrefix(line, []byte{0xFE, 0xFF}):
		return 0, ErrEncoding
	}
	var found []byte
	for _, c := range []byte(",\t;|") {
		if quoted := false; bytes.ContainsFunc(line, func(r rune) bool {
			quoted = quoted != (r == '"')
			return !quoted && r == rune(c)
		}) {
			found = append(found, c)
		}
	}
	switch len(found) {
	case 0:
		return ',', nil // one column
	case 1:
		return found[0], nil
	}
	return 0, ErrSeparator
}

// Next reads the next row that is not blank. At the end it returns [io.EOF].
func (t *Table) Next() ([]Field, error) {
	const (
		opening = iota // at the beginning of a field
		plain
		quoted
		closing // behind a quote in a quoted field
	)
	t.raw, t.fields = t.raw[:0], t.fields[:0]
	t.line, t.at = t.next.line, t.next.at
	t.told.line = 0
	state, begin, doubled := opening, 0, false
	for {
		from := len(t.raw)
		switch err := t.readLine(); {
		case err != nil && err != io.EOF:
			t.bad = Field{start: min(begin, len(t.raw)), end: min(begin, len(t.raw))}
			return nil, err
		case err == io.EOF && from == len(t.raw) && from > 0:
			t.bad = Field{start: begin, end: begin + 1}
			return nil, ErrQuote
		case err == io.EOF && len(t.raw) == 0:
			return nil, io.EOF
		case from == 0 && len(bytes.TrimRight(t.raw, "\r\n")) == 0:
			t.raw = t.raw[:0]
			t.line, t.at = t.next.line, t.next.at
			continue
		}
		end := len(bytes.TrimRight(t.raw[from:], "\r\n")) + from
		for i := from; i < end; i++ {
			c := t.raw[i]
			switch {
			case state == quoted:
				if c == '"' {
					state = closing
				}
			case c == t.Separator:
				t.field(begin, i, state == closing, doubled)
				state, begin, doubled = opening, i+1, false
			case state == closing && c == '"':
				state, doubled = quoted, true
			case state == closing:
				t.bad = Field{start: i, end: i + 1}
				return nil, ErrQuote
			case state == opening && c == '"':
				state = quoted
			default:
				if c == '"' {
					if t.Bare++; t.Bare == 1 {
						t.BareAt = t.Place(Field{start: i, end: i + 1})
					}
				}
				state = plain
			}
		}
		if state == quoted {
			continue
		}
		t.field(begin, end, state == closing, doubled)
		return t.fields, nil
	}
}

func (t *Table) field(start, end int, quoted, doubled bool) {
	value := t.raw[start:end]
	if quoted {
		value = value[1 : len(value)-1]
	}
	if doubled {
		value = bytes.ReplaceAll(value, []byte(`""`), []byte(`"`))
	}
	t.fields = append(t.fields, Field{value, start, end})
}

// readLine appends the next line, with its end, to the row.
func (t *Table) readLine() error {
	for {
		piece, err := t.in.ReadSlice('\n')
		t.raw = append(t.raw, piece...)
		t.next.at += int64(len(piece))
		switch {
		case err == bufio.ErrBufferFull && len(t.raw) <= MaxRow:
			continue
		case len(t.raw) > MaxRow:
			return ErrLong
		case err == nil:
			t.next.line++
		}
		return err
	}
}

// Place is where a field of the row is. Asked for the fields of a row in their order it
// takes time in the length of the row.
func (t *Table) Place(f Field) schema.Position {
	start, end := min(f.start, len(t.raw)), min(f.end, len(t.raw))
	told := &t.told
	if told.line == 0 || start < told.start {
		told.start, told.line, told.column = 0, t.line, 1
	}
	between := t.raw[told.start:start]
	if n := bytes.Count(between, []byte{'\n'}); n > 0 {
		told.line, told.column = told.line+n, 1
		between = between[bytes.LastIndexByte(between, '\n')+1:]
	}
	told.start, told.column = start, told.column+utf8.RuneCount(between)
	return schema.Position{Line: told.line, Column: told.column, Offset: t.at + int64(start), Length: end - start}
}

// Row is where the row is, without its line end.
func (t *Table) Row() schema.Position {
	return t.Place(Field{end: len(bytes.TrimRight(t.raw, "\r\n"))})
}

// Fault is where reading came to an end with an error.
func (t *Table) Fault() schema.Position { return t.Place(t.bad) }

// End is the place behind what has been read.
func (t *Table) End() schema.Position {
	return t.Place(Field{start: len(t.raw), end: len(t.raw)})
}
