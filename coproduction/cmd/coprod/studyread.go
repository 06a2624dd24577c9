package main

import (
	"io"
	"iter"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
)

// A study is what a tally took in of the records of a data set, and what has to be
// said beside its numbers.
type study[T any, P interface {
	*T
	coproduction.Tally
}] struct {
	tally     T
	sum       coproduction.Summary
	cautions  []string // what the numbers leave out
	synthetic syntheticData
	ids       studyIDs
}

// readStudy gives every sound record to a tally, which is empty at first, once.
func readStudy[T any, P interface {
	*T
	coproduction.Tally
}](lines iter.Seq2[*coproduction.Line, error], v *coproduction.Validator, progress *progress, empty T) (*study[T, P], error) {
	s := new(study[T, P])
	all := onceTally[T, P]{tally: empty}
	var across coproduction.StudyRules
	var err error
	s.sum, err = coproduction.Collect(lines, &all, &across, &s.synthetic, &s.ids)
	progress.done()
	if err != nil {
		return nil, err
	}
	all.close()
	within := s.sum.Errors
	s.sum.AddFindings(v.Across(&across))
	s.cautions = cautionsOf(s.sum, within, &all.once)
	s.tally = all.tally
	return s, nil
}

// of is the subject of numbers about the whole study.
func (s *study[T, P]) of() estimate.Subject {
	rows := []estimate.Row{{Of: estimate.Subject{Kind: string(indicator.PerStudy)}}}
	s.ids.name(rows)
	return rows[0].Of
}

// heading says what was read of the data set.
func (s *study[T, P]) heading(w io.Writer, read string) {
	writeHeading(w, bool(s.synthetic), plural(s.sum.Accepted, "record")+": "+read, s.cautions...)
}

// status is the exit status that the findings call for.
func (s *study[T, P]) status() int {
	if s.sum.Errors > 0 {
		return statusFindings
	}
	return statusClean
}
