package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const (
	option5RawFormula = "Σ x, 5 items"
	option5Formula    = "5 Σ x, 5 items"
)

var option5Scale = scale{items: 5, least: 0, most: 4}

// Option5Raw returns the sum of the Observer OPTION⁵ items: how far an observer saw
// the professional share a decision. ratings holds the five items in their order, 0
// to 4.
//
//	Σ x
//
//	Unit   points
//	Range  [0, 20]
//	n      items, 5
//
// Undefined, with [Unanswered] when an item was not rated, with [WrongItems] unless
// there are five, and with [OutOfScale].
//
// Source: Elwyn G, Tsulukidze M, Edwards A, Légaré F, Newcombe R. Patient Educ Couns
// 2013;93:265–271, doi:10.1016/j.pec.2013.08.005.
func Option5Raw(ratings []int64) estimate.Estimate {
	return option5Scale.whole(ratings, 1, 1, option5RawFormula)
}

// Option5 returns [Option5Raw] on a scale from 0 to 100, as it is reported.
//
//	Σ x · 100/20
//
//	Unit   1/100 of the largest score
//	Range  [0, 100]
//	n      items, 5
//
// Undefined as [Option5Raw].
//
// Source: as [Option5Raw].
func Option5(ratings []int64) estimate.Estimate {
	return option5Scale.whole(ratings, 100, 20, option5Formula)
}
