package indicator

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

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

// The headings of what lies across the four themes.
const (
	Codes       Theme = "Themes and codes"
	Checklists  Theme = "Reporting checklists"
	Instruments Theme = "Instruments"
)

// Headings lists what the catalogue is divided by: the four themes, and then what
// lies across them.
func Headings() []Theme { return append(Themes(), Codes, Checklists, Instruments) }

type (
	measure = estimate.Measure
	param   = estimate.Param
)

// Measures returns the catalogue: every measure that this package computes, by
// heading in the order of [Headings]. The slice is the caller's own.
func Measures() []estimate.Measure {
	return slices.Concat(teamMeasures(), stepMeasures(), transitionMeasures(), networkCatalogue(), chaosMeasures(), listenMeasures(), cueMeasures(),
		averaged(continuityMeasures()), averaged(courseMeasures()), dependencyMeasures(),
		enaMeasures(), codeMeasures(), checklistMeasures(), instrumentMeasures())
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
