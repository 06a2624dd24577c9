package main

import (
	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// exportedEstimates are the tallies of the estimates that go with tables: the rows of
// coprod profile, about the study. Tables are written row by row, so that what grows with a
// study are these, by some 6 KB for each encounter with turns and steps (live memory; of
// the clinic of the examples, 400 times over), and the ids of [leftOut].
type exportedEstimates struct {
	profile   indicator.Profile
	synthetic syntheticData
	ids       studyIDs
	few       bool // whether rows are about fewer than k people
}

// Add takes in a record.
func (e *exportedEstimates) Add(r encounter.Record) {
	e.profile.Add(r)
	e.synthetic.Add(r)
	e.ids.Add(r)
}

// rows returns the estimates with the study's id, those about fewer than k people and all
// of data that is synthetic marked as such.
func (e *exportedEstimates) rows(k int64) []estimate.Row {
	rows := e.profile.Rows(indicator.PerStudy, indicator.Options{})
	e.ids.name(rows)
	coproduction.FlagSmallCells(rows, k)
	e.few = len(coproduction.SmallCells(rows, k)) > 0
	return e.synthetic.label(rows)
}

// estimateCategories are the closed vocabularies of a table of estimates. Why something is
// undefined is none: each measure has reasons of its own.
func estimateCategories() map[string][]string {
	methods := []estimate.Method{estimate.Wilson, estimate.AgrestiCoull, estimate.ClopperPearson, estimate.Jeffreys, estimate.StudentT, estimate.LinearisedT}
	return map[string][]string{"of_kind": texts(indicator.Pers()), "method": texts(methods)}
}
