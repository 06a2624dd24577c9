package indicator

import (
	"fmt"
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	changesFormula  = "Σ nᵢⱼ over i ≠ j"
	pearsonFormula  = "Σ (nᵢⱼ − eᵢⱼ)² / eᵢⱼ"
	ratioChiFormula = "2 Σ nᵢⱼ ln(nᵢⱼ / eᵢⱼ)"
	freedomFormula  = "cells that can occur − rows − columns + connected parts"
)

// Changes answers: how often was a code followed by another one than itself?
//
//	Σ nᵢⱼ over i ≠ j
//
//	Unit   transitions
//	Range  [0, n]
//	n      all transitions
//
// Source: Gabadinho A, et al. J Stat Softw 2011;40(4), doi:10.18637/jss.v040.i04.
func (t *TransitionTable) Changes() estimate.Estimate {
	if t.why != "" {
		return t.finish(estimate.Undefined(t.why, t.n), changesFormula)
	}
	changes := t.n
	for i := range t.codes {
		changes -= t.counts[i*len(t.codes)+i]
	}
	return t.finish(estimate.Point(float64(changes), t.n), changesFormula)
}

// Pearson answers: how far is the whole table from what chance would give?
//
//	X² = Σ (nᵢⱼ − eᵢⱼ)² / eᵢⱼ
//
// over the cells that can occur, with eᵢⱼ as in [TransitionTable.Expected].
//
//	Unit   1 (dimensionless)
//	Range  [0, ∞); by chance alone, near chi-square with [TransitionTable.DF] degrees of freedom
//	n      all transitions; warns where an expected count is under 5
//
// Undefined, with [NoFreedom], where there are no degrees of freedom, and as
// Expected is. Relabelling the codes, and reading the sequences backwards, change
// no bit, and where codes cannot repeat only the rounding. It gives no probability:
// the transitions of one sequence overlap, and of several they come from the same
// people.
//
// Source: Pearson K. Philos Mag 1900;50:157–175, doi:10.1080/14786440009463897;
// Bakeman & Quera 2011, doi:10.1017/CBO9781139017343.
func (t *TransitionTable) Pearson() estimate.Estimate {
	return t.distance(pearsonFormula, func(o int64, e float64) float64 {
		d := float64(o) - e
		return float64(d*d) / e
	})
}

// LikelihoodRatio answers what [TransitionTable.Pearson] answers, by the likelihood
// ratio. A cell that is empty adds nothing.
//
//	G² = 2 Σ nᵢⱼ ln(nᵢⱼ / eᵢⱼ)
//
//	Unit   1 (dimensionless)
//	Range  [0, ∞)
//	n      all transitions; warns where an expected count is under 5
//
// Undefined, and what changes no bit, as there.
//
// Source: Bakeman & Quera 2011, doi:10.1017/CBO9781139017343.
func (t *TransitionTable) LikelihoodRatio() estimate.Estimate {
	return t.distance(ratioChiFormula, func(o int64, e float64) float64 {
		if o == 0 {
			return 0
		}
		return 2 * float64(o) * math.Log(float64(o)/e)
	})
}

// distance sums a term of each cell that can occur.
func (t *TransitionTable) distance(formula string, term func(o int64, e float64) float64) estimate.Estimate {
	df, why := t.freedom()
	if why == "" && df == 0 {
		why = NoFreedom
	}
	if why != "" {
		return t.finish(estimate.Undefined(why, t.n), formula)
	}
	k := len(t.codes)
	var terms []float64
	var cells, few int64
	for i, from := range t.codes {
		for j, to := range t.codes {
			if !t.occurs(i, j) {
				continue
			}
			e, _ := t.expected(t.cell(from, to))
			cells++
			if e < fewExpected {
				few++
			}
			terms = append(terms, term(t.counts[i*k+j], e))
		}
	}
	slices.Sort(terms)
	var sum float64
	for _, v := range terms {
		sum += v
	}
	e := estimate.Point(max(sum, 0), t.n)
	if few > 0 {
		e = e.Warn(estimate.Warning(fmt.Sprintf("%d of %d expected counts are under %d: chi-square is a poor approximation", few, cells, fewExpected)))
	}
	return t.finish(e, formula)
}

// DF returns the degrees of freedom of the two above.
//
//	R C − R − C + 1 = (R − 1)(C − 1)
//
// with R rows and C columns that are not empty; where a code cannot follow itself,
// the cells that can occur − R − C + the connected parts of the table, which is
// (K − 1)² − K for K codes that all follow and are followed.
//
//	Unit   1 (dimensionless)
//	Range  [0, ∞)
//	n      all transitions
//
// Undefined as [TransitionTable.Expected] is, off the diagonal.
//
// Source: Goodman LA. J Am Stat Assoc 1968;63:1091–1131, doi:10.1080/01621459.1968.10480916.
func (t *TransitionTable) DF() estimate.Estimate {
	df, why := t.freedom()
	if why != "" {
		return t.finish(estimate.Undefined(why, t.n), freedomFormula)
	}
	return t.finish(estimate.Point(float64(df), t.n), freedomFormula)
}

func (t *TransitionTable) freedom() (int64, estimate.Reason) {
	switch {
	case t.why != "":
		return 0, t.why
	case t.noRepeat && t.lag > 1:
		return 0, RepeatsAtLag
	case t.quasi != nil:
		return t.quasi.df, t.quasi.why
	}
	var rows, columns int64
	for i := range t.codes {
		if t.rows[i] > 0 {
			rows++
		}
		if t.columns[i] > 0 {
			columns++
		}
	}
	return (rows - 1) * (columns - 1), ""
}

// occurs reports whether a cell can have a transition, the totals being what they are.
func (t *TransitionTable) occurs(i, j int) bool {
	if t.quasi != nil {
		return t.quasi.free[i*len(t.codes)+j]
	}
	return t.rows[i] > 0 && t.columns[j] > 0
}

// possible counts the cells that can occur.
func (t *TransitionTable) possible() (cells int64) {
	for i := range t.codes {
		for j := range t.codes {
			if t.occurs(i, j) {
				cells++
			}
		}
	}
	return cells
}
