package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const (
	sdmq9RawFormula = "Σ x, 9 items"
	sdmq9Formula    = "20/9 Σ x, 9 items"
)

var sdmq9Scale = scale{items: 9, least: 0, most: 5}

// SDMQ9Raw returns the sum of the nine-item Shared Decision Making Questionnaire:
// how far the patient felt part of a decision. answers holds the nine items in their
// order, 0 to 5.
//
//	Σ x
//
//	Unit   points
//	Range  [0, 45]
//	n      items, 9
//
// Undefined, with [Unanswered] when an item has no answer, with [WrongItems] unless
// there are nine, and with [OutOfScale]. Nothing is filled in.
//
// Source: Kriston L, Scholl I, Hölzel L, Simon D, Loh A, Härter M. Patient Educ Couns
// 2010;80:94–99, doi:10.1016/j.pec.2009.09.034.
func SDMQ9Raw(answers []int64) estimate.Estimate {
	return sdmq9Scale.whole(answers, 1, 1, sdmq9RawFormula)
}

// SDMQ9 returns [SDMQ9Raw] on a scale from 0 to 100, as it is reported.
//
//	Σ x · 20/9
//
//	Unit   1/100 of the largest score
//	Range  [0, 100]
//	n      items, 9
//
// Undefined as [SDMQ9Raw].
//
// Source: as [SDMQ9Raw].
func SDMQ9(answers []int64) estimate.Estimate {
	return sdmq9Scale.whole(answers, 20, 9, sdmq9Formula)
}
