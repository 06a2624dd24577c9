package transcript

import (
	"bufio"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/unicodeform"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// The bounds of what is read as text.
const (
	// MaxText bounds a text that is read whole: a file of one consultation, or one
	// row of a table. 64 MiB, counted in UTF-8.
	MaxText = 64 << 20
	// MaxLines bounds the lines of such a text.
	MaxLines = 1_000_000
)

// A place is where a character stands in the bytes of a file.
type place struct {
	line, column int // from 1; the column in code points
	offset       int64
}

// position is the place as findings give it, of something that takes length bytes.
func (p place) position(length int) schema.Position {
	return schema.Position{Line: p.line, Column: p.column, Offset: p.offset, Length: length}
}

// characters are the characters of a file one by one, each with its place, whether
// they are written in UTF-8 or UTF-16; see [unicodeform.Of].
type characters struct {
	in      *bufio.Reader
	at      place // of the character ahead
	ahead   rune
	size    int // bytes that the one ahead takes in the file; 0 at the end
	last    rune
	wide    bool // UTF-16
	high    int  // index of the more significant byte of a unit
	guessed bool // UTF-16 without a mark
	bad     bool // what is at the place is no text
	err     error
}

func newCharacters(r io.Reader) *characters {
	c := &characters{in: bufio.NewReaderSize(r, 1<<16), at: place{line: 1, column: 1}}
	head, err := c.in.Peek(unicodeform.HeadLength)
	if err != nil && err != io.EOF {
		c.err = err
		return c
	}
	form := unicodeform.Of(head)
	c.wide, c.high, c.guessed = form.Wide, form.High, form.Guessed
	c.in.Discard(form.Mark)
	c.at.offset = int64(form.Mark)
	c.look()
	return c
}

// ended reports whether there is no character ahead: the end of the file, or the
// place from which on it cannot be read.
func (c *characters) ended() bool { return c.size == 0 }

// take returns the character ahead and goes on to the next.
func (c *characters) take() rune {
	r := c.ahead
	if c.size == 0 {
		return 0
	}
	c.at.offset += int64(c.size)
	switch {
	case r == '\r', r == '\n' && c.last != '\r':
		c.at.line, c.at.column = c.at.line+1, 1
	case r == '\n': // the second half of a line end
	default:
		c.at.column++
	}
	c.last = r
	c.look()
	return r
}

func (c *characters) look() {
	c.ahead, c.size = 0, 0
	if c.wide {
		c.lookWide()
		return
	}
	r, size, err := c.in.ReadRune()
	switch {
	case err == io.EOF:
	case err != nil:
		c.err = err
	case r == 0 || r == utf8.RuneError && size == 1:
		c.bad = true
	default:
		c.ahead, c.size = r, size
	}
}

func (c *characters) lookWide() {
	r, ok := c.unit()
	if !ok {
		return
	}
	size := 2
	if utf16.IsSurrogate(r) {
		second, ok := c.unit()
		if r = utf16.DecodeRune(r, second); !ok || r == utf8.RuneError {
			c.bad = c.err == nil
			return
		}
		size = 4
	}
	if r == 0 {
		c.bad = true
		return
	}
	c.ahead, c.size = r, size
}

// unit reads half a character or a whole one.
func (c *characters) unit() (rune, bool) {
	var two [2]byte
	switch _, err := io.ReadFull(c.in, two[:]); err {
	case nil:
		return rune(two[c.high])<<8 | rune(two[1-c.high]), true
	case io.EOF:
	case io.ErrUnexpectedEOF:
		c.bad = true
	default:
		c.err = err
	}
	return 0, false
}

// A cell is a stretch of text with its place: a field of a table, or a whole file.
type cell struct {
	text   string
	at     place // where it begins, with its quote where it has one
	length int   // bytes in the file, quotes included
	quoted bool
	wide   bool
	lines  []place // where the second line of its text begins, the third, ...
}

// A flaw is why a file cannot be read on.
type flaw struct {
	rule   schema.RuleID
	at     place
	length int
	detail string
}

// whole takes everything that is left as one text.
func (c *characters) whole() (cell, *flaw) {
	all := cell{at: c.at, wide: c.wide}
	var text []byte
	for !c.ended() {
		r := c.take()
		text = utf8.AppendRune(text, r)
		if (r == '\n' || r == '\r' && c.ahead != '\n') && !c.ended() {
			all.lines = append(all.lines, c.at)
		}
		if len(text) > MaxText || len(all.lines) >= MaxLines {
			return cell{}, &flaw{rule: ruleTextSize, at: c.at, detail: "the text goes on beyond the limit"}
		}
	}
	all.text, all.length = string(text), int(c.at.offset-all.at.offset)
	return all, c.flaw()
}

// flaw is why there are no more characters, where it is not that the file ends.
func (c *characters) flaw() *flaw {
	if !c.bad {
		return nil
	}
	return &flaw{rule: ruleTextEncoding, at: c.at, detail: "this is not text: neither UTF-8 nor UTF-16 from here on"}
}

// eachLine calls do for every line, without its line end. Lines end with CR, LF or both.
func (c cell) eachLine(do func(line string, at place)) {
	at := c.at
	rest := c.text
	for n := 0; ; n++ {
		if n > 0 {
			at = c.lines[n-1]
		}
		i := indexLineEnd(rest)
		if i < 0 {
			do(rest, at)
			return
		}
		do(rest[:i], at)
		if rest[i] == '\r' && i+1 < len(rest) && rest[i+1] == '\n' {
			i++
		}
		if rest = rest[i+1:]; n >= len(c.lines) {
			return // the last line is ended, and none begins
		}
	}
}

func indexLineEnd(s string) int {
	for i := range len(s) {
		if s[i] == '\n' || s[i] == '\r' {
			return i
		}
	}
	return -1
}

// width returns how many bytes of the file a piece of the cell's text takes, quotes
// left aside.
func (c cell) width(piece string) int { return text{wide: c.wide}.width([]byte(piece)) }

// behind is the place behind a piece of a line that begins at a place.
func (c cell) behind(at place, piece string) place {
	at.column += utf8.RuneCountInString(piece)
	at.offset += int64(c.width(piece))
	return at
}
