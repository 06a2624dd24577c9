package indicator

import "slices"

// A Theme is one of the four under which the study reported what partnership is.
type Theme string

// The four themes, as the study words them.
const (
	TeamEffort Theme = "A team effort of sense-making"
	Chaos      Theme = "Disentangling the chaos first"
	Listen     Theme = "When everything fails - listen to the patient"
	Continuity Theme = "Continuity - becoming part of the patient's story"
)

// Themes lists the four themes, in the order of the study.
func Themes() []Theme { return []Theme{TeamEffort, Chaos, Listen, Continuity} }

// A Param is an option that tells the variants of a measure apart.
type Param struct {
	Name   string
	Values string // what it may be, in words
}

// A Measure is one entry of the catalogue: what a number is called, what it
// answers, and what it rests on. The same ID under two themes is the same formula
// over other units.
type Measure struct {
	ID        string // as in estimate.Row; never renamed, never given to another measure
	Theme     Theme
	Title     string
	Answers   string // the question that it answers
	Formula   string // as in estimate.Estimate
	Params    []Param
	Unit      string
	Range     string
	Undefined string // when there is no value
	Source    string
}

// Measures returns the catalogue: every measure that this package computes, by
// theme in the order of [Themes]. The slice is the caller's own.
func Measures() []Measure {
	return slices.Concat(teamMeasures(), stepMeasures(), chaosMeasures(), listenMeasures(), cueMeasures(),
		averaged(continuityMeasures()), averaged(courseMeasures()))
}

const (
	one        = "1"
	zeroToOne  = "[0, 1]"
	fromZero   = "[0, ∞)"
	noCounts   = "no category, or all counts 0"
	noVisits   = "no visits"
	oneVisit   = "fewer than two visits"
	noTimes    = "no turns, or a turn without usable times"
	noRoleTurn = "nobody in the role spoke, or one of the role's turns lacks what is measured"
)
