package main

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/gseq"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/refi"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// begin begins what the format writes.
func (x *exporting) begin(format string) (output, error) {
	var err error
	if format == "csv" {
		if x.folder, err = newFolder(x.out); err != nil {
			return nil, err
		}
		x.folder.warn = func(what string) { fmt.Fprintln(x.stderr, what) }
		return x.folder, nil
	}
	x.file, err = x.draft(x.out)
	return x.file, err
}

// written writes the file, unless the records could not be read.
func (x *exporting) written(write func(io.Writer) error) error {
	return errors.Join(write(x.file), x.failed)
}

func (x *exporting) refi(records iter.Seq[encounter.Record]) ([]schema.Finding, *exchange.Loss, error) {
	made := refi.Export{Round: x.round, Coder: x.coder}.Project(records)
	p := made.Project
	err := x.written(func(w io.Writer) error {
		if len(p.Codes)+len(p.Sources)+len(p.Cases)+len(p.Users) == 0 {
			return x.nothing("codebook with codes and no source", &made.Loss)
		}
		return refi.WriteProject(w, p)
	})
	return made.Findings, &made.Loss, err
}

func (x *exporting) codebook(records iter.Seq[encounter.Record]) ([]schema.Finding, *exchange.Loss, error) {
	made := refi.Export{}.Codebook(records)
	err := x.written(func(w io.Writer) error { return refi.WriteCodebook(w, made.Project) })
	if errors.Is(err, refi.ErrNoCode) {
		err = x.nothing("codebook with codes", &made.Loss)
	}
	return made.Findings, &made.Loss, err
}

func (x *exporting) gseq(records iter.Seq[encounter.Record]) (findings []schema.Finding, loss *exchange.Loss, err error) {
	err = x.written(func(w io.Writer) error {
		made, err := gseq.Export{Of: gseq.Of(x.of), Single: x.single, Round: x.round, Coder: x.coder}.Write(w, records)
		if made != nil {
			findings, loss = made.Findings, &made.Loss
			if err == nil && len(made.File.Units) == 0 {
				err = x.nothing(sequenced[gseq.Of(x.of)], loss)
			}
		}
		return err
	})
	return findings, loss, err
}

// sequenced says what each kind of sequence is made of.
var sequenced = map[gseq.Of]string{gseq.Acts: "step", gseq.Turns: "turn with times", gseq.Codes: "code on a step or turn"}

// A nothingToWrite is the error of a file in which nothing would be.
type nothingToWrite struct {
	what string // would be in it
	loss *exchange.Loss
}

func (n *nothingToWrite) Error() string {
	return fmt.Sprintf("Nothing could be exported: the files hold no %s that would be written, so the exit status is 1.", n.what)
}

// nothing refuses to write a file in which nothing would be.
func (x *exporting) nothing(what string, loss *exchange.Loss) error {
	if x.failed != nil {
		return x.failed
	}
	return &nothingToWrite{what, loss}
}
