package fhir

import (
	"context"
	"errors"
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/unzip"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// An Import says how resources become records. ID must be given; the keys are
// "fhir/Patient/12", "fhir/Practitioner/7", "fhir/Encounter/21", for a professional whom
// only an identifier names "fhir/identifier/system|value", for a patient or relative
// "fhir/Patient/identifier/system|value", for somebody who interprets
// "fhir/interpreter/Practitioner/7", and for a professional who is not identified
// "fhir/Encounter/21/professional".
type Import struct {
	exchange.Options

	// Interpreter is how translators took part, which FHIR does not say; "" leaves them out.
	Interpreter encounter.InterpreterMode

	// Professions of codes, as "system|code", for those that are not known or are to be
	// read in another way.
	Professions map[string]encounter.Profession
}

// Read hands on a participant for each person who is in an encounter, and an
// encounter for each that took place. An error is one of opening or reading a file, of
// ctx, or of the sink; faults of the data are findings.
func (i Import) Read(ctx context.Context, files []exchange.File, to *exchange.Sink) error {
	own := &exchange.Sink{Record: to.Record, Finding: to.Finding}
	defer func() { to.Loss.Merge(&own.Loss) }()
	r := i.reader(ctx, files, own, nil)
	if err := r.pass(r.look); err != nil {
		return err
	}
	if others := r.others(); len(others) > 0 { // what was taken in is not what counts: begin again
		own.Loss = exchange.Loss{}
		r = i.reader(ctx, files, own, others)
		if err := r.pass(r.look); err != nil {
			return err
		}
	}
	if len(r.asked) > 0 { // for encounters, which are not kept under their identifiers
		again := i.reader(ctx, files, &exchange.Sink{Finding: func(schema.Finding) {}}, nil)
		again.world = r.world
		if err := again.pass(again.identify); err != nil {
			return err
		}
	}
	if r.settle(); r.failed != nil {
		return r.failed
	}
	r.second = true
	if err := r.pass(r.convert); err != nil {
		return err
	}
	r.finish()
	return r.failed
}

func (i Import) reader(ctx context.Context, files []exchange.File, to *exchange.Sink, chosen map[string]choice) *reader {
	r := &reader{Import: i, ctx: ctx, to: to, loss: &to.Loss, chosen: chosen, world: newWorld()}
	for _, f := range files {
		r.files = append(r.files, &file{File: f, book: faults.NewBook(f.Name, rules, ruleCapped, to.Finding), end: schema.Position{Line: 1, Column: 1}})
	}
	return r
}

// pass gives every resource of all files to a pass.
func (r *reader) pass(pass func(*found)) error {
	for _, f := range r.files {
		if err := r.read(f, pass); err != nil {
			return err
		}
	}
	return nil
}

// A reader is the reading of one set of files.
type reader struct {
	Import
	ctx    context.Context
	to     *exchange.Sink
	loss   *exchange.Loss // that of to, or of what is not known yet
	files  []*file
	chosen map[string]choice // of several resources of one id; nil until all were seen
	second bool              // the people are known
	failed error
	*world
}

// A file is one of the files, and what is found in it.
type file struct {
	exchange.File
	book *faults.Book
	end  schema.Position
	held int // resources of ours

	entries exchange.Loss // of the Bundle around them, which comes behind them
}

// A found is a resource, and where it was found.
type found struct {
	resource
	*file
	piece        // it, or what it stands in
	url   string // the full URL of an entry in a Bundle

	entries int64 // that were handed on before it

	places   map[string]schema.Position // of elements that were asked for
	contains map[string]resource        // what it contains, by "#id"; nil until it is asked for
	taken    map[string]target          // of that what was taken in, by id
}

// read gives every resource of a file to a pass. What is wrong with the file itself is
// said in the first.
func (r *reader) read(f *file, pass func(*found)) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	for p, err := range pieces(in) {
		if err == nil {
			err = r.ctx.Err()
		}
		f.end = p.at
		switch {
		case errors.Is(err, unzip.ErrDamaged):
			r.say(f, ruleCompressed, p.at, err.Error())
			return nil
		case errors.Is(err, errEncoding):
			r.say(f, ruleEncoding, p.at, err.Error())
			return nil
		case err != nil && err == r.ctx.Err():
			return err
		case err != nil:
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		if p.stray != "" {
			r.tolerate(f, ruleBetween, p.at, p.stray)
			continue
		}
		r.piece(f, p, pass)
		if r.failed != nil {
			return r.failed
		}
	}
	return nil
}

// say reports what is found in the first pass.
func (r *reader) say(f *file, id schema.RuleID, at schema.Position, detail string) {
	if !r.second {
		f.book.Report(id, at, "", detail)
	}
}

func (r *reader) tolerate(f *file, id schema.RuleID, at schema.Position, detail string) {
	if !r.second {
		f.book.Tolerate(id, at, detail)
	}
}

// finish hands on what was found, in the order of the files and their places.
func (r *reader) finish() {
	for _, f := range r.files {
		if f.held == 0 {
			f.book.Report(ruleNothing, f.end, "", "no Encounter, nobody who could be in one, and nothing that a patient wants")
		}
		f.book.Close(f.end)
		r.to.Loss.Read("file", 1)
		switch {
		case f.book.Failed():
			r.to.Loss.Change("file", "read with errors", 1)
		case f.held == 0:
			r.to.Loss.Drop("file", "nothing that is read", 1)
		default:
			r.to.Loss.Keep("file", 1)
		}
	}
}

func (r *reader) hand(record encounter.Record) {
	if r.failed == nil {
		r.failed = r.to.Record(record)
	}
}
