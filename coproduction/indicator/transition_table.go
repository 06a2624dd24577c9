package indicator

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	transitionCountFormula = "nᵢⱼ"
	probabilityFormula     = "nᵢⱼ / nᵢ₊"
	expectedFormula        = "eᵢⱼ = nᵢ₊ n₊ⱼ / n; where a code cannot follow itself, aᵢ bⱼ fitted to the totals"
	adjustedFormula        = "(nᵢⱼ − eᵢⱼ) / √(eᵢⱼ (1 − hᵢⱼ)); 1 − hᵢⱼ = (1 − nᵢ₊/n)(1 − n₊ⱼ/n) where every cell can occur"
	yulesQFormula          = "(ad − bc) / (ad + bc)"
	patternKappaFormula    = "(nᵢⱼ − t) / (min(fᵢ, fⱼ) − t), or (nᵢⱼ − t) / t where that is negative; t = fᵢ fⱼ / Σf"
)

// A TransitionTable is a table of transitions: nᵢⱼ counts how often the code i was
// followed by the code j, nᵢ₊ and n₊ⱼ are the totals of a row and of a column, and n
// is that of all. It is made by [Transitions.Table].
//
// The codes are those that occur in a transition, in alphabetical order. Renaming
// them renames the results and changes no other bit, except for the rounding of
// those that are fitted: where codes cannot repeat, and in the long run.
type TransitionTable struct {
	lag      int
	noRepeat bool

	codes         []string
	counts        []int64 // nᵢⱼ at i·len(codes) + j
	rows, columns []int64 // nᵢ₊ and n₊ⱼ
	events        []int64 // fᵢ
	all           int64   // Σf
	n             int64
	lost          int64 // transitions from or to an event without a code
	repeats       int64 // those that cannot be, left out
	why           estimate.Reason
	quasi         *quasiFit // where a code cannot follow itself
	chain         markovChain
}

// fill computes the totals, and what is fitted to them.
func (t *TransitionTable) fill(counts, ends []int64) {
	k := len(t.codes)
	t.counts, t.events = counts, slices.Clone(ends)
	t.rows, t.columns = make([]int64, k), make([]int64, k)
	into := make([]int64, k) // columns with what cannot be
	for i := range k {
		for j := range k {
			c := &t.counts[i*k+j]
			into[j] += *c
			if t.diagonalEmpty() && i == j {
				t.repeats += *c
				*c = 0
			}
			t.rows[i] += *c
			t.columns[j] += *c
			t.n += *c
			t.events[i] += *c
		}
	}
	for i, f := range t.events {
		t.all += f
		if ends[i] > into[i] && t.why == "" { // a sequence ends in a transition
			t.why = estimate.Contradiction
		}
	}
	if t.why == "" && t.n == 0 {
		t.why = NoTransitions
	}
	if t.why != "" {
		return
	}
	if t.diagonalEmpty() {
		t.quasi = fitQuasi(k, t.counts, t.rows, t.columns, t.n)
	}
	t.chain = chainOf(k, t.counts, t.rows)
}

// diagonalEmpty reports whether the diagonal is empty by design.
func (t *TransitionTable) diagonalEmpty() bool { return t.noRepeat && t.lag == 1 }

// Codes returns the codes, in alphabetical order. The slice is the caller's own.
func (t *TransitionTable) Codes() []string { return slices.Clone(t.codes) }

// N returns the number of transitions.
func (t *TransitionTable) N() int64 { return t.n }

// A cell is one cell of the table with its totals.
type cell struct {
	i, j                 int
	count, row, column   int64
	from, to, all, total int64 // fᵢ, fⱼ, Σf, n
	why                  estimate.Reason
}

// cell returns the cell of two codes, or why there is none.
func (t *TransitionTable) cell(from, to string) cell {
	c := cell{why: t.why, all: t.all, total: t.n}
	if c.why != "" {
		return c
	}
	var iok, jok bool
	c.i, iok = slices.BinarySearch(t.codes, from)
	c.j, jok = slices.BinarySearch(t.codes, to)
	if !iok || !jok {
		c.why = NoSuchCode
		return c
	}
	c.count = t.counts[c.i*len(t.codes)+c.j]
	c.row, c.column = t.rows[c.i], t.columns[c.j]
	c.from, c.to = t.events[c.i], t.events[c.j]
	return c
}

// finish names the formula and says what was left out.
func (t *TransitionTable) finish(e estimate.Estimate, formula string) estimate.Estimate {
	return e.Exclude(t.lost, uncodedEvent).Exclude(t.repeats, repeatedCode).As(formula)
}

// Count returns how often one code was followed by the other.
//
//	nᵢⱼ
//
//	Unit   transitions
//	Range  [0, n]
//	n      the count itself
//
// Undefined, with [NoSuchCode], for a code that is not among [TransitionTable.Codes],
// and for every result of this type with [NoTransitions], [TooManyCodes] or
// [estimate.UnknownOption] where there is no table.
func (t *TransitionTable) Count(from, to string) estimate.Estimate {
	c := t.cell(from, to)
	if c.why != "" {
		return t.finish(estimate.Undefined(c.why, t.n), transitionCountFormula)
	}
	return t.finish(estimate.Count(c.count), transitionCountFormula)
}

// Probability answers: of all that followed the one code, what share was the other?
//
//	pᵢⱼ = nᵢⱼ / nᵢ₊
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; those of a row add up to 1
//	n      nᵢ₊; Wilson's interval, as in [estimate.Proportion], at that level
//
// Undefined, with [NothingAfter], when nᵢ₊ = 0. From i to j is not from j to i.
//
// Source: Bakeman R, Quera V. Sequential Analysis and Observational Methods for the
// Behavioral Sciences. Cambridge 2011, ch. 8, doi:10.1017/CBO9781139017343.
func (t *TransitionTable) Probability(from, to string, level float64) estimate.Estimate {
	c := t.cell(from, to)
	switch {
	case c.why != "":
		return t.finish(estimate.Undefined(c.why, t.n), probabilityFormula)
	case c.row == 0:
		return t.finish(estimate.Undefined(NothingAfter, 0), probabilityFormula)
	}
	return t.finish(estimate.Proportion(c.count, c.row, level), probabilityFormula)
}

// Expected answers: how often would the one code be followed by the other, if what
// comes next did not rest on what came before?
//
//	eᵢⱼ = nᵢ₊ n₊ⱼ / n
//
// and where a code cannot follow itself (quasi-independence)
//
//	eᵢⱼ = aᵢ bⱼ for i ≠ j, with Σⱼ eᵢⱼ = nᵢ₊ and Σᵢ eᵢⱼ = n₊ⱼ
//
//	Unit   transitions
//	Range  [0, n]; each row and each column adds up to its total
//	n      all transitions
//
// Undefined, where a code cannot follow itself, with [CannotOccur] on the diagonal,
// with [RepeatsAtLag] at a lag above 1, as the rule then empties no cell, and with
// [NoFit] where the fit does not come to an end.
//
// Source: Bakeman & Quera 2011 as at [TransitionTable.Probability]; Goodman LA. J Am
// Stat Assoc 1968;63:1091–1131, doi:10.1080/01621459.1968.10480916.
func (t *TransitionTable) Expected(from, to string) estimate.Estimate {
	c := t.cell(from, to)
	e, why := t.expected(c)
	if why != "" {
		return t.finish(estimate.Undefined(why, t.n), expectedFormula)
	}
	return t.finish(estimate.Point(e, t.n), expectedFormula)
}

func (t *TransitionTable) expected(c cell) (float64, estimate.Reason) {
	switch {
	case c.why != "":
		return 0, c.why
	case t.noRepeat && t.lag > 1:
		return 0, RepeatsAtLag
	case t.quasi == nil:
		return estimate.Quotient(estimate.Product(c.row, c.column), estimate.Int(t.n)), ""
	case c.i == c.j:
		return 0, CannotOccur
	case t.quasi.why != "":
		return 0, t.quasi.why
	}
	return t.quasi.expected[c.i*len(t.codes)+c.j], ""
}
