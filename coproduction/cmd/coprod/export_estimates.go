package main

import (
	"errors"
	"os"
	"runtime/debug"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// exportedEstimates are the tallies of the estimates that go with tables: the rows of
// coprod profile, about the study. They are all that grows with a study, but for the ids of
// [leftOut], while tables are written row by row. So of a large study they are laid down in
// files, and taken up one tally after the other: what is in memory at once is one of the seven.
type exportedEstimates struct {
	folder    string // in which a folder for those files is made
	parted    string // that folder, once there is one
	every     int    // of how many records a part is; 0 is recordsOfPart
	records   int    // since the last part
	failed    error  // why a part could not be laid down
	team      parted[indicator.TeamTally, *indicator.TeamTally]
	steps     parted[indicator.StepTally, *indicator.StepTally]
	concerns  parted[indicator.ConcernTally, *indicator.ConcernTally]
	talk      parted[indicator.TalkTally, *indicator.TalkTally]
	cues      parted[indicator.CueTally, *indicator.CueTally]
	visits    parted[indicator.VisitTally, *indicator.VisitTally]
	reliance  parted[indicator.DependencyTally, *indicator.DependencyTally]
	synthetic syntheticData
	ids       studyIDs
	few       bool // whether rows are about fewer than k people
}

// recordsOfPart is so much that a study of the usual size lays nothing down.
const recordsOfPart = 1 << 15

// A partedTally is a tally that can be laid down and taken up.
type partedTally interface {
	Add(r encounter.Record)
	lay(folder string) error
	rows() ([]estimate.Row, error)
	close()
}

// all are the tallies in the order of [indicator.Profile.Rows].
func (e *exportedEstimates) all() []partedTally {
	return []partedTally{&e.team, &e.steps, &e.concerns, &e.talk, &e.cues, &e.visits, &e.reliance}
}

// Add takes in a record.
func (e *exportedEstimates) Add(r encounter.Record) {
	for _, t := range e.all() {
		t.Add(r)
	}
	e.synthetic.Add(r)
	e.ids.Add(r)
	every := e.every
	if every == 0 {
		every = recordsOfPart
	}
	if e.records++; e.records >= every && e.failed == nil {
		e.failed = e.lay()
	}
}

// lay lays down what the tallies hold.
func (e *exportedEstimates) lay() (err error) {
	e.records = 0
	if e.parted == "" {
		if e.parted, err = os.MkdirTemp(e.folder, "estimates"); err != nil {
			return err
		}
	}
	for _, t := range e.all() {
		if err := t.lay(e.parted); err != nil {
			return err
		}
	}
	return nil
}

// close takes away what was laid down.
func (e *exportedEstimates) close() error {
	for _, t := range e.all() {
		t.close()
	}
	if e.parted == "" {
		return nil
	}
	return os.RemoveAll(e.parted)
}

// rows returns the estimates with the study's id, those about fewer than k people and all
// of data that is synthetic marked as such. It closes.
func (e *exportedEstimates) rows(k int64) ([]estimate.Row, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(40)) // a tally that is taken up is most of the memory
	err := e.failed
	if err == nil && e.parted != "" {
		err = e.lay()
	}
	var rows []estimate.Row
	for _, t := range e.all() {
		if err != nil {
			break
		}
		var some []estimate.Row
		some, err = t.rows()
		rows = append(rows, some...)
	}
	if err = errors.Join(err, e.close()); err != nil {
		return nil, err
	}
	e.ids.name(rows)
	coproduction.FlagSmallCells(rows, k)
	e.few = len(coproduction.SmallCells(rows, k)) > 0
	return e.synthetic.label(rows), nil
}

// estimateCategories are the closed vocabularies of a table of estimates. Why something is
// undefined is none: each measure has reasons of its own.
func estimateCategories() map[string][]string {
	methods := []estimate.Method{estimate.Wilson, estimate.AgrestiCoull, estimate.ClopperPearson, estimate.Jeffreys, estimate.StudentT, estimate.LinearisedT}
	return map[string][]string{"of_kind": texts(indicator.Pers()), "method": texts(methods)}
}
