package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/transcript"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A converted sums up what was converted, and says what was found.
type converted struct {
	stderr        io.Writer
	progress      *progress
	hinted        map[schema.RuleID]bool
	loss          exchange.Loss
	turns, words  int64
	kept, refused int
	strangers     int // files that are no speaker's: some consultation may lack them
}

// add writes the encounter of a consultation, and shows what was found.
func (s *converted) add(one *transcript.Consultation, w io.Writer) error {
	s.loss.Merge(&one.Loss)
	s.progress.line(&coproduction.Line{Findings: one.Findings})
	if len(one.Findings) > 0 {
		s.progress.done()
	}
	for _, f := range one.Findings {
		s.show(f)
		if f.Rule == "transcript-file-role" {
			s.strangers++
		}
	}
	if one.Encounter == nil {
		s.refused++
		return nil
	}
	for _, f := range coproduction.Check(one.Encounter) {
		if f.Severity == schema.Error {
			return fmt.Errorf("the encounter made of the consultation %q is not sound: %w; nothing was written", one.Name, &f)
		}
	}
	line, err := coproduction.Append(nil, one.Encounter)
	if err != nil {
		return err
	}
	s.kept++
	s.turns += int64(len(one.Encounter.Turns))
	for _, t := range one.Encounter.Turns {
		s.words += *t.Words
	}
	_, err = w.Write(append(line, '\n'))
	return err
}

// show writes a finding as one line, and below the first of a rule how to mend it.
func (s *converted) show(f schema.Finding) {
	at := f.Pointer
	if at != "" {
		at += ": "
	}
	p := f.Position
	fmt.Fprintf(s.stderr, "%s:%d:%d: %s: %s%s [%s]\n", p.Source, p.Line, p.Column, f.Severity, at, f.Detail, string(f.Rule))
	if !s.hinted[f.Rule] && f.Hint != "" {
		s.hinted[f.Rule] = true
		fmt.Fprintf(s.stderr, "   %s\n", f.Hint)
	}
}

// finish puts the files in their places and says what became of what was read.
func (s *converted) finish(out string, records, account *draft) (int, error) {
	if s.strangers > 0 {
		fmt.Fprintf(s.stderr, "Files that no key fits: %d. Some consultation may lack them, so nothing was written: give their keys by -roles, or leave them out.\n", s.strangers)
		return statusFindings, nil
	}
	doc, err := json.MarshalIndent(s.loss, "", "  ")
	if err != nil {
		return 0, err
	}
	account.Write(append(doc, '\n')) // the draft keeps the error
	if err := account.keep(); err != nil {
		return 0, err
	}
	fmt.Fprint(s.stderr, s.loss.String())
	if s.kept == 0 {
		fmt.Fprintln(s.stderr, "No consultation could be converted; no encounter was written.")
		return statusFindings, nil
	}
	if err := records.keep(); err != nil {
		return 0, err
	}
	fmt.Fprintf(s.stderr, "Written to %s: encounters %d, turns %d, words %d.\n", out, s.kept, s.turns, s.words)
	fmt.Fprintln(s.stderr, "Nobody is identified: an id stands for a person in one encounter alone, so these records say nothing about continuity.")
	if s.refused > 0 {
		fmt.Fprintf(s.stderr, "Consultations refused: %d; the errors above say why.\n", s.refused)
		return statusFindings, nil
	}
	return statusClean, nil
}
