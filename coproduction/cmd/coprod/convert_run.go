package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A converting is one run of an importer, with all that it hands on.
type converting struct {
	*call
	*conversion
	ctx      context.Context
	format   exchange.Format
	ids      *identity
	sink     *exchange.Sink
	progress *progress
	records  *draft
	checker  *coproduction.Checker
	hinted   map[schema.RuleID]bool

	kinds       map[string]int64
	turns       int64
	words       int64
	counted     bool  // whether any words were
	anonymous   int64 // encounters in which nobody is identified
	errors      int64
	strangers   int64  // files that are no speaker's
	reading     string // the file that was opened last
	likelier    string // what a file looks like, where another format was named; or ""
	passedOver  int    // files that were named, and not read
	sourceTexts int64  // texts of sources that name somebody, and were left behind
	unitTexts   int64  // and those of units
}

// run imports the files, and puts what was made in its place if all went well.
func (s *converting) run(from importer, inputs []inputFile) (int, error) {
	s.kinds, s.hinted = make(map[string]int64), make(map[schema.RuleID]bool)
	s.checker = new(coproduction.Validator).Checker()
	var err error
	if s.records, err = s.draft(s.out); err != nil {
		return 0, err
	}
	defer s.records.discard()
	account, err := s.draft(s.loss)
	if err != nil {
		return 0, err
	}
	defer account.discard()
	idMap, err := s.draftFor(s.idMap, 0o600) // it identifies people
	if err != nil {
		return 0, err
	}
	defer idMap.discard()

	var files []exchange.File
	for _, in := range inputs {
		files = append(files, exchange.File{Name: in.Name, Open: func() (io.ReadCloser, error) {
			s.reading = in.Name
			return in.content(s.format)
		}})
	}
	s.sink = &exchange.Sink{Record: s.record, Finding: s.finding}
	err = from.Read(s.ctx, files, s.sink)
	s.progress.done()
	if err != nil {
		return 0, err
	}
	s.forgotten(&s.sink.Loss)
	return s.finish(&s.sink.Loss, account, idMap)
}

// forget takes the text of a source or a unit out, and reports whether there was one.
// The fingerprint of a source stays.
func forget(r encounter.Record) (had bool) {
	switch r := r.(type) {
	case *theme.Source:
		had, r.Text = r.Text != nil, nil
	case *theme.Unit:
		had, r.Condensation = r.Condensation != "", ""
	}
	return had
}

// forgotten mends the account of what was kept until it was seen to name somebody: a text
// of a transcript is no longer counted as kept. In the other formats the elements that texts
// come from have other names, and what they lost is counted by itself.
func (s *converting) forgotten(loss *exchange.Loss) {
	const why = "names somebody: counted, its fingerprint taken, and left behind"
	apart := s.unitTexts
	if loss.Of("text").Kept >= s.sourceTexts {
		loss.Keep("text", -int(s.sourceTexts))
		loss.Change("text", why, int(s.sourceTexts))
	} else {
		apart += s.sourceTexts
	}
	loss.Read("kept text", int(apart))
	loss.Drop("kept text", "names somebody", int(apart))
}

// record writes a record.
func (s *converting) record(r encounter.Record) error {
	line, faults := s.check(r)
	if len(faults) > 0 && forget(r) {
		for _, f := range faults {
			f.Severity = schema.Warning // the record is sound without the text
			f.Position = s.placeOf(f.Rule)
			f.Detail += fmt.Sprintf("; the text of the %s made of this file is left out", r.RecordKind())
			s.print(f)
		}
		if r.RecordKind() == "source" {
			s.sourceTexts++
		} else {
			s.unitTexts++
		}
		line, faults = s.check(r)
	}
	if len(faults) > 0 {
		return fmt.Errorf("the %s made of the files is not sound: %w; nothing was written", r.RecordKind(), &faults[0])
	}
	s.kinds[r.RecordKind()]++
	if e, ok := r.(*encounter.Encounter); ok {
		s.turns += int64(len(e.Turns))
		for i := range e.Turns {
			if words := e.Turns[i].Words; words != nil {
				s.words, s.counted = s.words+*words, true
			}
		}
		if !slices.ContainsFunc(e.Presence, func(p encounter.Presence) bool { return !p.Unidentified }) {
			s.anonymous++
		}
	}
	s.progress.line(&coproduction.Line{})
	s.records.Write(line) // the draft keeps the error
	return s.records.WriteByte('\n')
}

// placeOf is the line of a text that breaks a rule of privacy, where the importer knows the
// places of its lines; elsewhere, and where no line does it alone, it is the file.
func (s *converting) placeOf(rule schema.RuleID) schema.Position {
	if s.sink.Lines != nil {
		for line, at := range s.sink.Lines {
			if slices.ContainsFunc(coproduction.Identifying(line), func(broken schema.Rule) bool { return broken.ID == rule }) {
				return at
			}
		}
	}
	return schema.Position{Source: s.reading, Line: 1, Column: 1}
}

// check gives the line of a record, and what is wrong with it.
func (s *converting) check(r encounter.Record) (line []byte, faults []schema.Finding) {
	line, found := s.checker.Check(r)
	for _, f := range found {
		if f.Severity == schema.Error {
			faults = append(faults, f)
		}
	}
	return line, faults
}

func (s *converting) finding(f schema.Finding) {
	s.progress.done()
	switch {
	case f.Rule == ruleStranger:
		s.strangers++
	case f.Severity == schema.Error:
		s.errors++
	}
	s.print(f)
}

// finish puts the files in their places and says what became of what was read.
func (s *converting) finish(loss *exchange.Loss, account, idMap *draft) (int, error) {
	if s.strangers > 0 {
		fmt.Fprintf(s.stderr, "Files that no key fits: %d. Some consultation may lack them, so nothing was written: give their keys by -roles, or leave them out.\n", s.strangers)
		return statusFindings, nil
	}
	doc, err := json.MarshalIndent(loss, "", "  ")
	if err != nil {
		return 0, err
	}
	account.Write(append(doc, '\n')) // the draft keeps the error
	if len(s.kinds) == 0 {
		if err := keep(account); err != nil {
			return 0, err
		}
		fmt.Fprint(s.stderr, loss.String())
		s.sayHeavyLosses(loss, s.loss)
		if s.errors == 0 {
			fmt.Fprint(s.stderr, lacks(s.format, loss))
		}
		if s.likelier != "" {
			fmt.Fprintln(s.stderr, s.likelier)
		}
		fmt.Fprintln(s.stderr, "Nothing could be converted; no record was written, so the exit status is 1.")
		return statusFindings, nil
	}
	s.ids.write(idMap)
	if err := keep(idMap, account, s.records); err != nil {
		return 0, err
	}
	fmt.Fprint(s.stderr, loss.String())
	place := s.out
	if place == "-" {
		place = "standard output"
	}
	fmt.Fprintf(s.stderr, "Written to %s: %s.\n", place, s.written())
	s.sayHeavyLosses(loss, s.loss)
	if n := s.kinds["encounter"]; n > 0 && s.anonymous == n {
		fmt.Fprintln(s.stderr, "Nobody is identified: an id stands for a person in one encounter alone, so these records say nothing about continuity.")
	}
	if s.passedOver > 0 {
		fmt.Fprintf(s.stderr, "%s passed over that you named, as said above, so the exit status is 1: leave out what is no data, or convert it by itself.\n", filesWere(s.passedOver))
	}
	if s.errors > 0 {
		fmt.Fprintf(s.stderr, "Errors: %d; what they are about was not converted.\n", s.errors)
		return statusFindings, nil
	}
	if s.passedOver > 0 {
		return statusFindings, nil
	}
	return statusClean, nil
}

// filesWere counts files that something was done with.
func filesWere(files int) string {
	if files == 1 {
		return "1 file was"
	}
	return fmt.Sprintf("%d files were", files)
}

// written counts the records by kind.
func (s *converting) written() string {
	var all []string
	for _, kind := range slices.Sorted(maps.Keys(s.kinds)) {
		name := kind + "s"
		if kind == "study" {
			name = "studies"
		}
		all = append(all, fmt.Sprintf("%s %d", name, s.kinds[kind]))
	}
	if s.turns > 0 {
		all = append(all, fmt.Sprintf("turns %d", s.turns))
	}
	if s.counted {
		all = append(all, fmt.Sprintf("words %d", s.words))
	}
	return strings.Join(all, ", ")
}

// newMap refuses to replace a map that is there: random ids are written nowhere else.
func newMap(name string) error {
	if !regular(name) {
		return nil
	}
	return fmt.Errorf("-id-map %s: this file is there already, and without it nobody could tell any more which earlier ids stand for whom; name a new file", name)
}
