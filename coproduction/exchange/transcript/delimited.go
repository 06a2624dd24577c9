package transcript

import (
	"io"
	"unicode/utf8"
)

// MaxColumns bounds the columns of a table.
const MaxColumns = 10_000

// A delimited is a table of separated values, read row by row: RFC 4180 with any
// delimiter, any encoding that [characters] know, and any line ends.
//
// Where RFC 4180 is silent or broken: a quote inside a field that does not begin
// with one is part of the field, and counted; a line end may be CR alone.
type delimited struct {
	*characters
	delimiter rune
	limit     int    // bytes of a row, in UTF-8
	text      []byte // of the row
	ends      []int  // of each cell in text
	cells     []cell
	bare      int   // quotes in fields without quotes
	bareAt    place // the first of them
}

func newDelimited(r io.Reader, delimiter rune) *delimited {
	return &delimited{characters: newCharacters(r), delimiter: delimiter, limit: MaxText}
}

// row reads the next row; nil at the end. The row is valid until the next call,
// its texts for ever. After a flaw there is nothing more to read.
func (d *delimited) row() ([]cell, *flaw) {
	if d.ended() {
		return nil, d.flaw()
	}
	d.text, d.ends, d.cells = d.text[:0], d.ends[:0], d.cells[:0]
	for more := true; more; {
		if len(d.cells) == MaxColumns {
			return nil, &flaw{rule: ruleTextSize, at: d.at, detail: "the row has more columns than the limit"}
		}
		c := cell{at: d.at, wide: d.wide}
		if broken := d.field(&c); broken != nil {
			return nil, broken
		}
		c.length = int(d.at.offset - c.at.offset)
		d.cells, d.ends = append(d.cells, c), append(d.ends, len(d.text))
		more = !d.ended() && d.ahead == d.delimiter
		if !d.ended() {
			if end := d.take(); end == '\r' && d.ahead == '\n' {
				d.take()
			}
		}
		if d.bad {
			return nil, d.flaw()
		}
	}
	text, from := string(d.text), 0
	for i := range d.cells {
		d.cells[i].text = text[from:d.ends[i]]
		from = d.ends[i]
	}
	return d.cells, nil
}

func (d *delimited) field(c *cell) *flaw {
	if !d.ended() && d.ahead == '"' {
		c.quoted = true
		return d.quotedField(c)
	}
	for !d.ended() && d.ahead != d.delimiter && d.ahead != '\n' && d.ahead != '\r' {
		if d.ahead == '"' {
			if d.bare++; d.bare == 1 {
				d.bareAt = d.at
			}
		}
		if broken := d.keep(d.take()); broken != nil {
			return broken
		}
	}
	return nil
}

func (d *delimited) quotedField(c *cell) *flaw {
	quote := d.size
	d.take()
	for {
		if d.ended() {
			if d.bad {
				return d.flaw()
			}
			return &flaw{ruleCSVQuote, c.at, quote, "the quote that opens here is never closed"}
		}
		r := d.take()
		if r == '"' {
			if d.ahead != '"' {
				break
			}
			d.take()
		}
		if broken := d.keep(r); broken != nil {
			return broken
		}
		if r == '\n' || r == '\r' && d.ahead != '\n' {
			if c.lines = append(c.lines, d.at); len(c.lines) >= MaxLines {
				return &flaw{rule: ruleTextSize, at: d.at, detail: "the text goes on beyond the limit"}
			}
		}
	}
	if !d.ended() && d.ahead != d.delimiter && d.ahead != '\n' && d.ahead != '\r' {
		return &flaw{ruleCSVQuote, d.at, d.size, "something follows the quote that closes the field"}
	}
	return nil
}

func (d *delimited) keep(r rune) *flaw {
	d.text = utf8.AppendRune(d.text, r)
	if len(d.text) > d.limit {
		return &flaw{rule: ruleTextSize, at: d.at, detail: "the row goes on beyond the limit"}
	}
	return nil
}

// isBlank reports whether the row is a line with nothing on it.
func isBlank(row []cell) bool { return len(row) == 1 && row[0].text == "" && !row[0].quoted }

// delimiterName is how a delimiter is called in findings.
func delimiterName(r rune) string {
	switch r {
	case ';':
		return "semicolons"
	case '\t':
		return "tabs"
	}
	return "commas"
}

// rows calls do for each row behind the first; blank lines are passed over. It returns the flaw that ended the table, or the error of do. Whether
// reading failed, d.err tells.
func (d *delimited) rows(book *ledger, h *header, do func(row []cell) error) (*flaw, error) {
	for first := true; ; first = false {
		row, broken := d.row()
		switch {
		case d.err != nil || broken != nil:
			return broken, nil
		case row == nil:
			if d.bare > 0 {
				book.many(ruleCSVBareQuote, d.bareAt, 1, d.bare, "{quote stands in a field that does|quotes stand in fields that do} not begin with one")
			}
			return nil, nil
		case first:
			h.heading(row, book)
		case isBlank(row):
			book.count(ruleCSVBlank, row[0].at, 0, "{line holds|lines hold} nothing")
		default:
			if err := do(row); err != nil {
				return nil, err
			}
		}
	}
}
