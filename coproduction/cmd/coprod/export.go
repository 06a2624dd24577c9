package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

var export = command{
	name:  "export",
	args:  "FORMAT [flags] -o OUT STUDY.ndjson...",
	brief: "Write a study for other tools, and account for what they cannot carry",
	example: "coprod export csv -o tables study.ndjson\n" +
		"coprod export refi -o study.qdpx study.ndjson\n" +
		"coprod export codebook -o codes.qdc study.ndjson\n" +
		"coprod export gseq -of acts -o acts.sds study.ndjson",
	run: runExport,
}

// An exporting is one run of export.
type exporting struct {
	*call
	out, loss string
	of        string
	single    bool
	round     int64
	coder     encounter.ID
	name      string
	title     string
	authors   string
	version   string
	keepText  bool
	k         int64
	file      *draft
	folder    *folder
	say       func() // what was written, once it is; may be nil
	failed    error  // why the records could not be read
	left      leftOut
	places    places
}

// exporters write each format; they return the findings and the account.
var exporters = map[string]func(*exporting, iter.Seq[encounter.Record]) ([]schema.Finding, *exchange.Loss, error){
	"refi":     (*exporting).refi,
	"codebook": (*exporting).codebook,
	"gseq":     (*exporting).gseq,
	"csv":      (*exporting).tables,
}

// exportTakes are the formats that a flag of export is for. What of codings is written, and
// how, says nothing about the acts and turns of gseq.
var exportTakes = map[string][]string{
	"name":         {"csv"},
	"title":        {"csv"},
	"authors":      {"csv"},
	"data-version": {"csv"},
	"keep-text":    {"csv"},
	"k":            {"csv"},
	"of":           {"gseq", "gseq of acts", "gseq of turns", "gseq of codes"},
	"single":       {"gseq of codes"},
	"round":        {"refi", "gseq of codes"},
	"coder":        {"refi", "gseq of codes"},
}

func runExport(ctx context.Context, c *call) (status int, err error) {
	x := &exporting{call: c}
	defer func() { err = interrupted(err, x.out) }()
	c.flags.StringVar(&x.out, "o", "", "write to `OUT`: a new or empty folder for csv, .qdpx for refi, .qdc for codebook, .sds for gseq; - is standard output")
	c.flags.StringVar(&x.loss, "loss", "", "write the account of what was read, kept, changed and dropped to `LOSS.json`")
	c.flags.StringVar(&x.name, "name", "study", "for csv: the `NAME` of the package, of lower-case letters, digits and hyphens")
	c.flags.StringVar(&x.title, "title", "", "for csv: the `TITLE` of the data set")
	c.flags.StringVar(&x.authors, "authors", "", "for csv: the `AUTHORS` of the data set, as \"Family, Given; Family, Given <https://orcid.org/0000-0002-1825-0097>\"; without, there is no CITATION.cff")
	c.flags.StringVar(&x.version, "data-version", "", "for csv: the `VERSION` of the data set")
	c.flags.BoolVar(&x.keepText, "keep-text", false, "for csv: keep the texts of sources, condensations and reasons")
	c.flags.Int64Var(&x.k, "k", coproduction.DefaultSmallCell, "for csv: mark estimates about fewer than `K` people; 1 marks none")
	c.flags.StringVar(&x.of, "of", "acts", "for gseq: sequences of `WHAT`: acts, turns or codes")
	c.flags.BoolVar(&x.single, "single", false, "for gseq -of codes: one code at a time, where codes may come together")
	c.flags.Int64Var(&x.round, "round", 0, "for refi, and gseq -of codes: codings of that `ROUND` alone; without, for refi each coder's latest at each place, for gseq of each round")
	coder := c.flags.String("coder", "", "for refi, and gseq -of codes: codings of the coder with that `ID` alone")
	if err := c.parse(); err != nil {
		return 0, err
	}
	switch {
	case len(c.args) == 0:
		return 0, errors.New("name the format first: csv, refi, codebook or gseq")
	case exporters[c.args[0]] == nil && exists(c.args[0]):
		return 0, fmt.Errorf("name the format before the files, as in: coprod export csv -o tables %s; the formats are csv, refi, codebook and gseq", c.args[0])
	case exporters[c.args[0]] == nil:
		return 0, fmt.Errorf("%s: this is no format; the formats are csv (tables for R, Stata and spreadsheets), refi (a project for NVivo, ATLAS.ti, MAXQDA and others), codebook (its codes alone) and gseq (sequences)", c.args[0])
	}
	write := exporters[c.args[0]]
	switch {
	case x.out == "" && c.args[0] == "csv":
		return 0, errors.New("name the folder to write with -o, as in -o tables")
	case x.out == "":
		return 0, errors.New("name the file to write with -o, or -o - for standard output")
	case oneFile(x.out, x.loss):
		return 0, errors.New("-o and -loss name the same file")
	case !slices.Contains([]string{"acts", "turns", "codes"}, x.of):
		return 0, errors.New("-of must be one of acts, turns, codes")
	case x.k < 1:
		return 0, errors.New("-k must be 1 or more")
	}
	form := c.args[0]
	if form == "gseq" {
		form += " of " + x.of
	}
	if err := takenBy(c, exportTakes, form); err != nil {
		return 0, err
	}
	if *coder != "" {
		var err error
		if x.coder, err = encounter.ParseID(*coder); err != nil {
			return 0, errors.New("-coder: this is not an id")
		}
	}
	for _, name := range c.args[1:] {
		if err := c.readable(name, []string{x.out, x.loss}); err != nil {
			return 0, err
		}
	}
	if endings := exportEndings[c.args[0]]; endings != nil {
		if err := replaced("o", x.out, endings); err != nil {
			return 0, err
		}
	}
	if err := replaced("loss", x.loss, accountEndings); err != nil {
		return 0, err
	}
	records, err := x.records(ctx, c.args[1:])
	if err != nil {
		return 0, err
	}
	made, err := x.begin(c.args[0])
	if err != nil {
		return 0, err
	}
	defer made.discard()
	account, err := x.draft(x.loss)
	if err != nil {
		return 0, err
	}
	defer account.discard()
	x.left.plain = c.args[0] == "gseq"
	findings, loss, err := write(x, records)
	var nothing *nothingToWrite
	switch {
	case errors.Is(x.failed, errNoneSound):
		fmt.Fprintf(x.stderr, "No record of %d is sound, so nothing was written; coprod validate says why.\n", x.left.unsound)
		return statusFindings, nil
	case x.failed != nil:
		return 0, x.failed
	case errors.As(err, &nothing):
		loss = nothing.loss
	case err != nil:
		return 0, err
	}
	loss.Merge(&x.left.loss)
	doc, err := json.MarshalIndent(loss, "", "  ")
	if err != nil {
		return 0, err
	}
	account.Write(append(doc, '\n')) // the draft keeps the error
	outputs := []output{account, made}
	if nothing != nil {
		outputs = outputs[:1]
	}
	if err := keep(outputs...); err != nil {
		return 0, err
	}
	if nothing != nil {
		x.left.say(x.stderr)
		fmt.Fprint(x.stderr, loss.String())
		x.sayHeavyLosses(loss, x.loss)
		fmt.Fprintf(x.stderr, "%s\n", nothing)
		return statusFindings, nil
	}
	return x.finish(findings, loss), nil
}

// errNoneSound keeps what is there from being replaced by an export of nothing.
var errNoneSound = errors.New("no record is sound")

// records yields the sound records of the files, one of each id. What else there is is left
// out, and counted.
func (x *exporting) records(ctx context.Context, names []string) (iter.Seq[encounter.Record], error) {
	progress := newProgress(x.stderr)
	lines, err := x.lines(ctx, new(coproduction.Validator), names, progress)
	if err != nil {
		return nil, err
	}
	return func(yield func(encounter.Record) bool) {
		defer progress.done()
		pass := func(r encounter.Record, at schema.Position) (more bool) {
			x.places.add(at)
			return yield(r)
		}
		for line, err := range lines {
			switch {
			case err != nil:
				x.failed = err
				return
			case x.left.passes(line) && !pass(line.Record, line.Position):
				return
			}
		}
		for _, held := range x.left.held {
			if !pass(held.Record, held.at) {
				return
			}
		}
		if x.places.count == 0 {
			x.failed = errNoneSound
		}
	}, nil
}

// ruleSafeCell is of a text that was made safe for spreadsheets.
const ruleSafeCell schema.RuleID = "tidy-formula"

// finish says what became of what was read, and returns the exit status. Of findings by the
// record the first of each rule is shown, with how many there are; of texts that were made
// safe each.
func (x *exporting) finish(findings []schema.Finding, loss *exchange.Loss) int {
	switch {
	case x.say != nil:
		x.say()
	case x.out != "-":
		fmt.Fprintf(x.stderr, "Written to %s.\n", x.out)
	}
	counts := map[schema.RuleID]int{}
	for _, f := range findings {
		counts[f.Rule]++
	}
	errors := x.left.unsound+x.left.other > 0
	shown := map[schema.RuleID]bool{}
	for _, f := range findings {
		errors = errors || f.Severity == schema.Error
		first, more := !shown[f.Rule], ""
		shown[f.Rule] = true
		switch n := counts[f.Rule]; {
		case f.Rule == ruleSafeCell: // whoever reads the table must know each
		case !first:
			continue
		case n > 1:
			more = fmt.Sprintf(" (and %d more)", n-1)
		}
		fmt.Fprintf(x.stderr, "%s: %s: %s%s [%s]\n", x.places.of(f.Position.Record), f.Severity, f.Detail, more, string(f.Rule))
		if first {
			x.advise(f, "")
		}
	}
	x.left.say(x.stderr)
	fmt.Fprint(x.stderr, loss.String())
	x.sayHeavyLosses(loss, x.loss)
	if errors {
		return statusFindings
	}
	return statusClean
}
