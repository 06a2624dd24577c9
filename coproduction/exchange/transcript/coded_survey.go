package transcript

import (
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"strings"
)

// A codedSpan is a consultation of a table: what its rows are called, and where they end. A
// table is looked through before it is read, so that each consultation is handed on as soon
// as its last row is read.
type codedSpan struct {
	name string
	end  int32 // the number of its last row
	talk *codedTalk
}

// spans are the consultations of a table in the order in which they come first.
type spans struct {
	all  []codedSpan
	at   map[string]int32
	next int // the first that is not handed on yet
}

// of returns the place of a consultation, which it enters where it is new.
func (s *spans) of(name string, end int32) int32 {
	at, known := s.at[name]
	if !known {
		if s.at == nil {
			s.at = map[string]int32{}
		}
		at = int32(len(s.all))
		name = strings.Clone(name) // nothing else of the row
		s.at[name] = at
		s.all = append(s.all, codedSpan{name: name, end: end})
	}
	return at
}

// eachRow calls do for the rows behind the first, as many as a table may have, and returns
// where it ended. With a nil book the table was looked through before.
func (c *codedFile) eachRow(ctx context.Context, book *ledger, do func(n int32, row []cell) error) (place, error) {
	in, err := c.file.Open()
	if err != nil {
		return place{}, err
	}
	defer in.Close()
	sum := crc32.NewIEEE()
	d := newDelimited(io.TeeReader(in, sum), c.table.delimiter)
	rows := 0
	broken, err := d.rows(book, c.table, func(row []cell) error {
		if rows++; rows > MaxRows {
			if rows == MaxRows+1 {
				book.report(ruleCSVTooLong, row[0].at, 0, "this row is beyond the limit")
			}
			return ctx.Err()
		}
		if err := do(int32(rows), row); err != nil {
			return err
		}
		return ctx.Err()
	})
	switch {
	case d.err != nil:
		return d.at, fmt.Errorf("%s: %w", c.file.Name, d.err)
	case err != nil:
		return d.at, err
	case broken != nil && book != nil:
		book.flaw(broken)
	case book == nil && (rows != c.rows || broken == nil && sum.Sum32() != c.sum):
		return d.at, fmt.Errorf("%s: the file was changed while it was read", c.file.Name)
	}
	c.rows, c.sum = rows, sum.Sum32()
	book.encoded(d.characters)
	return d.at, nil
}

// survey finds out whether the table can be read to its end, and where the rows of each
// consultation end.
func (c *codedFile) survey(ctx context.Context) (place, error) {
	end, err := c.eachRow(ctx, c.ledger, func(n int32, row []cell) error {
		if !c.table.fits(row, c.ledger) {
			return nil
		}
		if name := c.encounterOf(row, nil); name != "" {
			c.spans.all[c.spans.of(name, n)].end = n
		}
		return nil
	})
	if c.rows == 0 && !c.ledger.log.Failed() && err == nil {
		c.ledger.report(ruleCSVNoRows, fileStart(), 0, "no row follows the first")
	}
	return end, err
}

// gather reads the rows, and hands on the consultations in the order in which they come
// first, each as soon as it and those before it are read. Those of a file that is refused are
// let go.
func (c *codedFile) gather(ctx context.Context) error {
	_, err := c.eachRow(ctx, nil, func(n int32, row []cell) error {
		if len(row) != c.table.width {
			c.lost[lossRagged]++
			return nil
		}
		c.row(row)
		return c.handUpTo(n)
	})
	if err != nil {
		return err
	}
	return c.handUpTo(math.MaxInt32) // no more come, whatever was seen before
}

// handUpTo hands on the consultations that end with the row, or before it.
func (c *codedFile) handUpTo(row int32) error {
	for s := &c.spans; s.next < len(s.all) && s.all[s.next].end <= row; s.next++ {
		span := &s.all[s.next]
		if span.talk != nil && !c.refused {
			if err := c.hand(span.talk); err != nil {
				return err
			}
		}
		if c.last == span.talk {
			c.last = nil
		}
		span.talk = nil
	}
	return nil
}
