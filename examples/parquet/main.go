// Command parquet writes the records of a study as Parquet files, a file for each kind
// of row: participants, encounters, presence, turns, steps and codings. Ids are plain
// text, and what is absent is null.
//
//	go run . -o tables study.ndjson
package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/parquet-go/parquet-go"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "parquet:", err)
		os.Exit(1)
	}
}

// run reads the files and writes the tables into a folder that must not be there.
func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("parquet", flag.ContinueOnError)
	dir := flags.String("o", "", "the folder to write, which must be new")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *dir == "" || flags.NArg() == 0 {
		return errors.New("name a folder with -o, and the files to read")
	}
	var t tables
	for _, name := range flags.Args() {
		if err := t.read(ctx, name); err != nil {
			return err
		}
	}
	if err := os.Mkdir(*dir, 0o777); err != nil {
		return err
	}
	return errors.Join(
		write(*dir, "participants", t.participants), write(*dir, "encounters", t.encounters), write(*dir, "presence", t.presence),
		write(*dir, "turns", t.turns), write(*dir, "steps", t.steps), write(*dir, "codings", t.codings))
}

// read takes in the sound records of a file. One that is not sound is an error: tables
// that lack records should not be made by chance.
func (t *tables) read(ctx context.Context, name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	for line, err := range coproduction.Read(ctx, file, name) {
		if err != nil {
			return err
		}
		if !line.Accepted() {
			return fmt.Errorf("%s:%d: a record is not sound; coprod validate says why", name, line.Position.Line)
		}
		again, err := t.again(line.Record)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", name, line.Position.Line, err)
		}
		if !again {
			t.add(line.Record)
		}
	}
	return nil
}

// again reports whether a record has come before, as one does that stands in two parts of a
// study; it has one row then. What an earlier one with its id contradicts is an error.
func (t *tables) again(r encounter.Record) (bool, error) {
	text, err := coproduction.Append(nil, r)
	if err != nil {
		return false, err
	}
	print := sha256.Sum256(text)
	before, known := t.prints[r.RecordID()]
	if known && before != print {
		return true, errors.New("an earlier record with this id says something else; coprod export csv joins such parts where they go together")
	}
	if t.prints == nil {
		t.prints = map[encounter.ID][sha256.Size]byte{}
	}
	t.prints[r.RecordID()] = print
	return known, nil
}

// write writes one table.
func write[T any](dir, name string, rows []T) error {
	return parquet.WriteFile(filepath.Join(dir, name+".parquet"), rows)
}
