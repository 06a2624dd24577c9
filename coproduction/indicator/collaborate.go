package indicator

import (
	"cmp"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	collaborateNFormula    = "encounters with all three items answered"
	collaborateTopFormula  = "100 · encounters with 9, 9, 9 / complete encounters"
	collaborateMeanFormula = "Σ x / (3 · complete encounters)"
	reportableFormula      = "1 where complete encounters ≥ min_n, else 0"
)

// ReportableCollaboRATE is the number of complete encounters from which CollaboRATE
// is to be reported, unless told otherwise: a convention of its authors.
const ReportableCollaboRATE = 25

const incompleteForms estimate.Reason = "encounters with an unanswered item"

var collaborateScale = scale{items: 3, least: 0, most: 9}

// CollaboRATE gathers what patients answered to its three items, one encounter at a
// time. It holds whole numbers only, so adding and merging in any order gives the
// same bits. Its zero value is empty. A form with an answer outside the scale makes
// every result undefined: nobody can tell what was meant.
type CollaboRATE struct {
	sums       estimate.Mean // of the three answers, over complete encounters
	top        int64
	incomplete int64
	wrong      estimate.Reason
}

// Add takes in the three answers about one encounter, 0 to 9, or [NoAnswer]. An
// encounter with one of these is left out and counted.
func (c *CollaboRATE) Add(answers []int64) {
	sum, answered, why := collaborateScale.add(answers)
	switch {
	case why != "":
		c.wrong = max(c.wrong, why) // one of them, whatever the order
	case answered < 3:
		c.incomplete++
	default:
		c.sums.Add(sum)
		if sum == 27 {
			c.top++
		}
	}
}

// Merge takes in what another holds, which is left as it was.
func (c *CollaboRATE) Merge(other CollaboRATE) {
	c.sums.Merge(other.sums)
	c.top += other.top
	c.incomplete += other.incomplete
	c.wrong = max(c.wrong, other.wrong)
}

// report returns e, named, unless a form was none.
func (c CollaboRATE) report(e estimate.Estimate, formula string) estimate.Estimate {
	if c.wrong != "" {
		e = estimate.Undefined(c.wrong, c.sums.N)
	}
	return e.As(formula).Exclude(c.incomplete, incompleteForms)
}

// Complete returns how many encounters have all three items answered.
//
//	Unit   encounters
//	Range  [0, ∞)
//	n      complete encounters
//
// Undefined, with [WrongItems] or [OutOfScale], where a form was none of CollaboRATE.
func (c CollaboRATE) Complete() estimate.Estimate {
	return c.report(estimate.Count(c.sums.N), collaborateNFormula)
}

// Top returns the top score: the share of encounters in which the patient gave the
// highest answer to every item, in percent, with Wilson's interval.
//
//	100 · encounters with 9, 9, 9 / complete encounters
//
//	Unit   percent
//	Range  [0, 100]
//	n      complete encounters, at least 1; warns under [estimate.EnoughUnits]
//
// Undefined, with [estimate.NoUnits], without complete encounters, and as
// [CollaboRATE.Complete]. A level of 0 asks for no interval.
//
// Source: Elwyn G, Barr PJ, Grande SW, Thompson R, Walsh T, Ozanne EM. Patient Educ
// Couns 2013;93:102–107, doi:10.1016/j.pec.2013.05.009.
func (c CollaboRATE) Top(level float64) estimate.Estimate {
	e := estimate.Proportion(c.top, c.sums.N, level)
	if e.Defined() {
		*e.Num *= 100
		e.Value = *e.Num / *e.Den
		e.Lo, e.Hi = 100*e.Lo, 100*e.Hi
	}
	return c.report(e, collaborateTopFormula)
}

// Mean returns the mean score: the mean over encounters of the mean of the three
// answers, with Student's t interval, cut to the scale.
//
//	Σ x / (3 · complete encounters)
//
//	Unit   points
//	Range  [0, 9]
//	n      complete encounters, at least 1; at least 2 for an interval; warns under [estimate.EnoughUnits]
//
// Undefined as [CollaboRATE.Top].
//
// Source: as [CollaboRATE.Top].
func (c CollaboRATE) Mean(level float64) estimate.Estimate {
	e := c.sums.Estimate(level)
	if e.Defined() {
		*e.Den *= 3
		e.Value = *e.Num / *e.Den
		e.Lo, e.Hi = max(e.Lo/3, 0), min(e.Hi/3, 9)
	}
	return c.report(e, collaborateMeanFormula)
}

// Reportable returns 1 where there are as many complete encounters as the score
// should rest on when it is reported, else 0. A minimum of 0 means [ReportableCollaboRATE].
//
//	Unit   1
//	Range  0 or 1
//	n      complete encounters
//
// Undefined as [CollaboRATE.Complete].
//
// Source: the scoring page of the instrument's authors.
func (c CollaboRATE) Reportable(minimum int64) estimate.Estimate {
	enough := 0.
	if c.sums.N >= cmp.Or(minimum, ReportableCollaboRATE) {
		enough = 1
	}
	return c.report(estimate.Point(enough, c.sums.N), reportableFormula)
}

// Rows returns every measure, in the order of the catalogue.
func (c CollaboRATE) Rows(of estimate.Subject, o Options) []estimate.Row {
	row := func(measure string, e estimate.Estimate) estimate.Row {
		return estimate.Row{Of: of, Measure: measure, Estimate: e}
	}
	reportable := row("collaborate_reportable", c.Reportable(0))
	reportable.Params = params{"min_n": int64(ReportableCollaboRATE)}
	return []estimate.Row{
		row("collaborate_complete_n", c.Complete()),
		row("collaborate_top", c.Top(o.level())),
		row("collaborate_mean", c.Mean(o.level())),
		reportable,
	}
}
