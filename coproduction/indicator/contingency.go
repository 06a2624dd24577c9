package indicator

import (
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	chiSquareFormula  = "Σ (O − E)² / E, E = R·C / n"
	chiSquarePFormula = "P(χ² ≥ Σ (O − E)² / E), df = (r−1)(c−1)"
	degreesFormula    = "(r − 1)(c − 1)"
	likelihoodFormula = "2 Σ O ln(O / E)"
	cramersVFormula   = "√(χ² / (n · min(r−1, c−1)))"
	cramersVBFormula  = "√(max(0, χ²/n − (r−1)(c−1)/(n−1)) / min(r̃−1, c̃−1)), r̃ = r − (r−1)²/(n−1)"
)

// A Contingency is a table of counts: a row for each group, such as a profession,
// and a column for each outcome, such as a theme. The measures do not change it.
//
// Every measure of a table is undefined, with [Ragged], when the rows are not of one
// length; with [estimate.OneCategory] under two rows or two columns; with
// [estimate.NoUnits] when all counts are 0; and with [estimate.NegativeCount] or
// [estimate.TooLarge] when the counts are not counts. The order of the rows and of
// the columns changes no bit of those that have no direction.
type Contingency [][]int64

// The reasons and warnings of tables.
const (
	Ragged        estimate.Reason = "the rows have different numbers of columns"
	EmptyCategory estimate.Reason = "a row or a column is empty"
	NotTwoByTwo   estimate.Reason = "only a table of two rows and two columns has it"
	AsManyAsUnits estimate.Reason = "as many categories as units"
	EmptyGroup    estimate.Reason = "one of the two groups is empty"
	NoneOutside   estimate.Reason = "a cell that it divides by is 0"
	TableTooBig   estimate.Reason = "the table is too large for an exact probability"

	// SmallExpected is given where a probability that rests on many units is asked of few.
	SmallExpected estimate.Warning = "an expected count is under 5: the exact probability is the safer one"
	// HalfAdded is given where a cell is 0.
	HalfAdded estimate.Warning = "½ was added to every cell, as one is 0"
)

// A margin is the totals of a table.
type margin struct {
	rows, columns []int64
	n             int64
}

// largestTable bounds the sum of the counts, so that no product of totals overflows
// and every total is exact as a float.
const largestTable = 1 << 50

// margins returns the totals, and why there is nothing to measure.
func (t Contingency) margins() (m margin, why estimate.Reason) {
	if len(t) == 0 {
		return m, estimate.NoUnits
	}
	m.rows, m.columns = make([]int64, len(t)), make([]int64, len(t[0]))
	for i, row := range t {
		if len(row) != len(m.columns) {
			return margin{}, Ragged
		}
		for j, o := range row {
			switch {
			case o < 0:
				return margin{}, estimate.NegativeCount
			case o > largestTable-m.n:
				return margin{}, estimate.TooLarge
			}
			m.n += o
			m.rows[i] += o
			m.columns[j] += o
		}
	}
	switch {
	case m.n == 0:
		return m, estimate.NoUnits
	case min(len(m.rows), len(m.columns)) < 2:
		return m, estimate.OneCategory
	}
	return m, ""
}

// degrees returns (r−1)(c−1).
func (m margin) degrees() int64 { return int64(len(m.rows)-1) * int64(len(m.columns)-1) }

// expectedUnder reports whether an expected count is smaller than most.
func (m margin) expectedUnder(most int64) bool {
	least := estimate.Product(slices.Min(m.rows), slices.Min(m.columns))
	return least.Sub(estimate.Product(most, m.n)).Sign() < 0
}

// statistic sums the terms of the cells in ascending order, so that the order of
// rows and columns changes no bit.
func (t Contingency) statistic(m margin, term func(observed, expected, difference float64) float64) float64 {
	var terms []float64
	for i, row := range t {
		for j, o := range row {
			product := estimate.Product(m.rows[i], m.columns[j])
			difference := estimate.Product(m.n, o).Sub(product)
			terms = append(terms, term(float64(o), estimate.Quotient(product, estimate.Int(m.n)), estimate.Quotient(difference, estimate.Int(m.n))))
		}
	}
	slices.Sort(terms)
	var sum float64
	for _, v := range terms {
		sum += v
	}
	return sum
}

// chiSquare returns the statistic of [Contingency.ChiSquare], or why there is none.
func (t Contingency) chiSquare() (x float64, m margin, why estimate.Reason) {
	m, why = t.margins()
	if why == "" && (slices.Contains(m.rows, 0) || slices.Contains(m.columns, 0)) {
		why = EmptyCategory
	}
	if why != "" {
		return 0, m, why
	}
	return t.statistic(m, func(_, expected, difference float64) float64 { return difference * (difference / expected) }), m, ""
}

// ChiSquare returns Pearson's statistic, how far the counts are from what they would
// be if the groups did not differ. It has no correction for continuity.
//
//	χ² = Σ (O − E)² / E,  E = R·C / n
//
// where O is the count of a cell, R and C are the totals of its row and column, and
// n is the total of the table.
//
//	Unit   1 (dimensionless)
//	Range  [0, n · min(r−1, c−1)], r rows and c columns
//	n      units in the table, at least 1
//
// Undefined as every measure of a table, and with [EmptyCategory] when a row or a
// column is empty. A common factor on all counts is one on χ². The units must be
// independent, and each must be in one cell only.
//
// Source: Pearson K. Philos Mag 1900;50:157–175, doi:10.1080/14786440009463897.
func (t Contingency) ChiSquare() estimate.Estimate {
	x, m, why := t.chiSquare()
	if why != "" {
		return estimate.Undefined(why, m.n).As(chiSquareFormula)
	}
	return estimate.Point(x, m.n).As(chiSquareFormula)
}

// ChiSquareP returns how likely a statistic at least as large is, if the groups do
// not differ and units are many.
//
//	P(χ² ≥ Σ (O − E)² / E),  df = (r−1)(c−1)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      units in the table; warns with [SmallExpected] where an expected count is under 5
//
// Undefined as [Contingency.ChiSquare]. [Contingency.FisherP] does not rest on many units.
//
// Source: Pearson 1900, with the degrees of freedom of Fisher RA. J R Stat Soc
// 1922;85:87–94, doi:10.2307/2340521.
func (t Contingency) ChiSquareP() estimate.Estimate {
	x, m, why := t.chiSquare()
	if why != "" {
		return estimate.Undefined(why, m.n).As(chiSquarePFormula)
	}
	e := estimate.Point(estimate.ChiSquareTail(x, m.degrees()), m.n).As(chiSquarePFormula)
	if m.expectedUnder(5) {
		e = e.Warn(SmallExpected)
	}
	return e
}

// Degrees returns the degrees of freedom, how many cells are free once the totals are known.
//
//	df = (r − 1)(c − 1)
//
//	Unit   degrees of freedom
//	Range  [1, ∞)
//	n      units in the table
//
// Undefined as every measure of a table. An empty row or column is declared, and
// counts.
//
// Source: Fisher 1922, doi:10.2307/2340521.
func (t Contingency) Degrees() estimate.Estimate {
	m, why := t.margins()
	if why != "" {
		return estimate.Undefined(why, m.n).As(degreesFormula)
	}
	return estimate.Point(float64(m.degrees()), m.n).As(degreesFormula)
}

// LikelihoodRatio returns the statistic G², which answers what χ² does by the
// likelihoods of the counts.
//
//	G² = 2 Σ O ln(O / E),  E = R·C / n
//
// with 0 ln 0 = 0.
//
//	Unit   1 (dimensionless)
//	Range  [0, 2 n ln min(r, c)]
//	n      units in the table, at least 1
//
// Undefined as every measure of a table. An empty row or column adds nothing.
//
// Source: Wilks SS. Ann Math Stat 1935;6:190–196, doi:10.1214/aoms/1177732564.
func (t Contingency) LikelihoodRatio() estimate.Estimate {
	m, why := t.margins()
	if why != "" {
		return estimate.Undefined(why, m.n).As(likelihoodFormula)
	}
	g := t.statistic(m, func(observed, expected, difference float64) float64 {
		switch {
		case expected == 0:
			return 0
		case observed == 0:
			return expected
		}
		// O ln(O/E) − (O − E): the differences sum to 0, and so no term is negative
		return float64(observed*math.Log1p(difference/expected)) - difference
	})
	return estimate.Point(2*max(g, 0), m.n).As(likelihoodFormula)
}
