package main

import (
	"cmp"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A whole is the tally of all that is computed of a study: the profile, and, unless
// it alone is asked for, the codes and the reporting checklists.
type whole struct {
	profile     indicator.Profile
	codes       indicator.CodeTally
	checklists  indicator.ChecklistTally
	profileOnly bool
	options     indicator.Options
}

// Add takes in a record.
func (w *whole) Add(r encounter.Record) {
	w.profile.Add(r)
	if !w.profileOnly {
		w.codes.Add(r)
		w.checklists.Add(r)
	}
}

// heading returns the rows under a heading of the catalogue.
func (w *whole) heading(t indicator.Theme, per indicator.Per) []estimate.Row {
	switch {
	case t == indicator.Codes && !w.profileOnly:
		return w.codes.Rows(per, w.options)
	case t == indicator.Checklists && !w.profileOnly:
		return w.checklists.Rows(per, w.options)
	}
	return w.profile.Theme(t, per, w.options)
}

// marked returns the rows under each heading, marked all at once: what marks a row may
// stand under another heading.
func (w *whole) marked(per indicator.Per, mark func([]estimate.Row)) map[indicator.Theme][]estimate.Row {
	var all []estimate.Row
	length, under := map[indicator.Theme]int{}, map[indicator.Theme][]estimate.Row{}
	for _, t := range indicator.Headings() {
		rows := w.heading(t, per)
		length[t] = len(rows)
		all = append(all, rows...)
	}
	mark(all)
	for _, t := range indicator.Headings() {
		n := length[t]
		under[t], all = all[:n:n], all[n:]
	}
	return under
}

// rows returns everything, subject by subject, in the order of the catalogue.
func (w *whole) rows(per indicator.Per) []estimate.Row {
	var rows []estimate.Row
	for _, t := range indicator.Headings() {
		rows = append(rows, w.heading(t, per)...)
	}
	slices.SortStableFunc(rows, func(a, b estimate.Row) int { return cmp.Compare(a.Of.ID, b.Of.ID) })
	return rows
}
