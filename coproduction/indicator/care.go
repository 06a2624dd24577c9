package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const careFormula = "10 Σ x / (answered items), at least 8 of 10 answered"

var careScale = scale{items: 10, least: 1, most: 5}

// CARE returns the score of the Consultation and Relational Empathy measure: what
// the patient thought of the professional's empathy in one consultation. answers
// holds the ten items in their order, 1 to 5, or [NoAnswer].
//
//	Σ x · 10 / m
//
// where m counts the items that have an answer: up to two without one take the mean
// of the others.
//
//	Unit   points
//	Range  [10, 50]
//	n      answered items, at least 8 of 10
//
// Undefined, with [TooFewAnswers], when more than two items have no answer, with
// [WrongItems] unless there are ten, and with [OutOfScale]. The order of the items
// changes nothing.
//
// Source: Mercer SW, Maxwell M, Heaney D, Watt GCM. Fam Pract 2004;21:699–705,
// doi:10.1093/fampra/cmh621.
func CARE(answers []int64) estimate.Estimate {
	sum, answered, why := careScale.add(answers)
	if why == "" && answered < 8 {
		why = TooFewAnswers
	}
	if why != "" {
		return estimate.Undefined(why, answered).As(careFormula)
	}
	e := estimate.Point(estimate.Quotient(estimate.Int(10*sum), estimate.Int(answered)), answered).As(careFormula)
	return e.Warn(leftOut(10-answered, "items without an answer, which take the mean of the others")...)
}
