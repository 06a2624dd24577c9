package redcap

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/delimited"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// An Import says how exports become records. ID must be given; the keys are
// "redcap/record/17", "redcap/professional/3" and, for a row, those of the record, its
// event, instrument and instance, as "redcap/record/17/visit_1_arm_1//", each with the
// escapes of a URL path.
type Import struct {
	exchange.Options

	Map     Map            // what the fields are; without it the export is only checked
	Missing []string       // the missing data codes of the project
	Zone    *time.Location // of times, which in these exports have none; nil means UTC
}

// Read hands on a participant for each record and each professional, and an encounter
// for each row that has a field of an encounter. An export may come in several files,
// as one for each instrument. An error is one of opening or reading a file, of ctx, or
// of the sink; faults of the data are findings.
func (i Import) Read(ctx context.Context, files []exchange.File, to *exchange.Sink) error {
	r := &reader{Import: i, ctx: ctx, to: to, fields: map[string]*field{}, patients: map[string]*patient{},
		professionals: map[string]*professional{}, rowsAt: map[string]*draft{}, missing: map[string]bool{},
		missingBox: map[string]bool{}, labels: map[heading][]*field{}, forms: map[string]bool{}}
	r.utc, r.consent = i.Zone == nil, i.Map.has(Consent)
	r.Zone = cmp.Or(r.Zone, time.UTC)
	for _, code := range i.Missing {
		r.missing[code] = true
		r.missingBox[boxName(code)] = true
	}
	for _, f := range files {
		r.files = append(r.files, &file{File: f, Book: faults.NewBook(f.Name, rules, ruleCapped, to.Finding), end: schema.Position{Line: 1, Column: 1}})
		to.Loss.Read("file", 1)
	}
	for _, read := range []func(*file) error{r.look, r.export} {
		for _, f := range r.files {
			if err := read(f); err != nil {
				return err
			}
		}
		r.noMode = r.Map.has(Interpreter) && !slices.ContainsFunc(r.Map, r.namesInterpreters) // once the dictionary is known
	}
	r.unmapped()
	r.unseen()
	r.complete()
	for _, f := range r.files {
		f.Close(f.end)
	}
	if err := r.records(); err != nil {
		return err
	}
	r.account()
	return nil
}

// A reader is the reading of one project.
type reader struct {
	Import
	ctx        context.Context
	to         *exchange.Sink
	files      []*file
	missing    map[string]bool
	missingBox map[string]bool // by [boxName]

	utc bool // nobody said which zone the times are in

	consent bool // a field is mapped to the consent, which a later row may withdraw

	noMode bool // no answer that is mapped to an interpreter can name one

	fields map[string]*field
	listed []*field             // in the order of the dictionary
	labels map[heading][]*field // two of each at most: nobody can tell which is meant
	forms  map[string]bool
	mapped []bool // whether some column has the field of a mapping

	patients      map[string]*patient
	record        []*patient // in the order in which they come
	professionals map[string]*professional
	team          []*professional
	rowsAt        map[string]*draft
	drafts        []*draft
	later         []func() // what has to wait for all rows
}

// A file is one of the files.
type file struct {
	exchange.File
	*faults.Book
	done bool // it was a dictionary, or cannot be read at all
	data bool
	cut  bool // the rest could not be read
	end  schema.Position

	stands bool // something of it is in a record
}

// look reads a file if it is a dictionary.
func (r *reader) look(f *file) error {
	fate := "refused"
	err := r.open(f, func(t *delimited.Table, header []delimited.Field) error {
		fate = ""
		columns, is := dictionaryNames(names(header))
		switch {
		case is:
			f.done, fate = true, "data dictionary"
			return r.dictionary(f, t, columns)
		case slices.Contains(columns, "arm_num") || slices.Contains(columns, "unique_event_name"):
			f.done, fate = true, "set-up of the project"
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case fate != "":
		f.done = true
		r.to.Loss.Drop("file", fate, 1)
	}
	return nil
}

// export reads a file that is no dictionary.
func (r *reader) export(f *file) error {
	if f.done {
		return nil
	}
	err := r.open(f, func(t *delimited.Table, header []delimited.Field) error {
		if !r.isExport(names(header)) {
			f.Report(ruleFile, t.Place(header[0]), "", "the columns are neither those of an export nor those of a dictionary")
			return nil
		}
		f.data = true
		s := &sheet{reader: r, file: f, Table: t}
		s.cols = r.columns(f, t, header)
		return s.read()
	})
	switch {
	case err != nil:
		return err
	case !f.data:
		r.to.Loss.Drop("file", "no table that is read", 1)
	}
	return nil
}

// isExport reports whether a table has columns that only an export has, or fields of
// the dictionary or the map.
func (r *reader) isExport(header []string) bool {
	return slices.ContainsFunc(header, func(name string) bool {
		_, isOwn := own[strings.ToLower(name)]
		base, _, _ := strings.Cut(name, "___")
		return isOwn || r.fields[base] != nil || strings.HasSuffix(name, "_complete") ||
			slices.ContainsFunc(r.Map, func(m Mapping) bool { return m.Theirs == base }) ||
			r.labels[heading{plain(name), false}] != nil
	})
}

// open opens a file and reads its first row. What is broken is a finding.
func (r *reader) open(f *file, do func(*delimited.Table, []delimited.Field) error) error {
	t, broken, err := delimited.Visit(r.ctx, f.File, do)
	if t == nil {
		return err
	}
	f.end = t.End()
	if t.Mark {
		f.TolerateAll(ruleMark, schema.Position{Line: 1, Column: 1, Length: 3}, "the file begins with a byte order mark", 1)
	}
	if t.Bare > 0 {
		f.TolerateAll(ruleBare, t.BareAt, "quotes stand in fields that do not begin with one, and were taken as they stand", t.Bare)
	}
	if broken != nil {
		f.Report(brokenBy[broken], t.Fault(), "", broken.Error())
		f.cut = true
	}
	return err
}

var brokenBy = map[error]schema.RuleID{
	delimited.ErrEmpty: ruleNoRows, delimited.ErrEncoding: ruleEncoding, delimited.ErrSeparator: ruleSeparator,
	delimited.ErrQuote: ruleQuote, delimited.ErrLong: ruleLong, delimited.ErrCompressed: ruleCompressed,
}

// rows reads every row, and does what is to be done with those of the right width.
func (r *reader) rows(f *file, t *delimited.Table, element string, width int, do func([]delimited.Field)) error {
	for n := 0; ; n++ {
		if n%1024 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		row, err := t.Next()
		if err != nil {
			if n == 0 && err == io.EOF {
				f.Report(ruleNoRows, t.End(), "", "there is no row below the names of the columns")
			}
			return ignoreEnd(err)
		}
		r.to.Loss.Read(element, 1)
		if len(row) != width {
			f.Report(ruleRagged, t.Row(), "", fmt.Sprintf("the row has %d fields, the first row has %d", len(row), width))
			r.to.Loss.Drop(element, lossRow, 1)
			if element == exportRow {
				n := len(slices.DeleteFunc(slices.Clone(row), func(f delimited.Field) bool { return text(f) == "" }))
				r.to.Loss.Read("value", n)
				r.to.Loss.Drop("value", lossRow, n)
			}
			continue
		}
		do(row)
	}
}

func names(header []delimited.Field) []string {
	all := make([]string, len(header))
	for i, f := range header {
		all[i] = text(f)
	}
	return all
}

// text is the value of a field without the white space around it.
func text(f delimited.Field) string { return string(bytes.TrimSpace(f.Value)) }

func ignoreEnd(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}
