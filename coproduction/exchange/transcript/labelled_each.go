package transcript

import (
	"context"
	"fmt"
	"io"
)

// each calls do for every consultation of the file, with its name, the place of its
// name, and its text. What is wrong with the file is noted in book; with a nil book
// the file was looked through before, and its rows are accounted for.
func (r *labelReading) each(ctx context.Context, book *ledger, do func(name string, id, text cell) error) error {
	in, err := r.file.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	if r.table == nil {
		err = r.eachWhole(in, book, do)
	} else {
		err = r.eachRow(ctx, in, book, do)
	}
	return err
}

func (r *labelReading) eachWhole(in io.Reader, book *ledger, do func(name string, id, text cell) error) error {
	c := newCharacters(in)
	text, broken := c.whole()
	if r.end = c.at; c.err != nil {
		return fmt.Errorf("%s: %w", r.file.Name, c.err)
	}
	book.encoded(c)
	if broken != nil {
		book.flaw(broken)
		return nil
	}
	return do(named(r.Folders, r.file.Name, stem(r.file.Name)), cell{at: text.at}, text)
}

func (r *labelReading) eachRow(ctx context.Context, in io.Reader, book *ledger, do func(name string, id, text cell) error) error {
	d := newDelimited(in, r.table.delimiter)
	broken, err := d.rows(book, r.table, func(row []cell) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		fits := r.table.fits(row, book)
		var name string
		var id cell
		if fits {
			name, id = r.table.value(row, atEncounter, book), r.table.cell(row, atEncounter)
		}
		if fits && name == "" {
			book.report(ruleCSVEncounter, id.at, id.length, "the name of the consultation is blank")
		}
		if !fits || name == "" {
			if book == nil {
				r.to.Loss.Read("row", 1)
				r.to.Loss.Drop("row", lossRow, 1)
			}
			return nil
		}
		return do(named(r.Folders, r.file.Name, name), id, r.table.cell(row, atText))
	})
	if r.end = d.at; d.err != nil {
		return fmt.Errorf("%s: %w", r.file.Name, d.err)
	}
	book.encoded(d.characters)
	if broken != nil {
		book.flaw(broken)
	}
	return err
}
