package indicator

import (
	"fmt"
	"math"
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

// fewExpected is the expected count under which the normal and the chi-square
// distribution are held to be poor approximations: Cochran's rule.
const fewExpected = 5

// FewExpected is given with a residual that rests on an expected count under 5.
const FewExpected estimate.Warning = "the expected count is under 5: the residual is far from normal"

// manyCells is the number of cells from which one residual in it is expected beyond ±1.96 by chance.
const manyCells = 20

// AdjustedResidual answers: how far is the count from what chance would give, in
// standard errors?
//
//	z = (nᵢⱼ − eᵢⱼ) / √(eᵢⱼ (1 − hᵢⱼ))
//	1 − hᵢⱼ = (1 − nᵢ₊/n)(1 − n₊ⱼ/n)
//
// where eᵢⱼ is as in [TransitionTable.Expected]. Where a code cannot follow itself,
// hᵢⱼ is the leverage of the cell in the log-linear model: the diagonal of
// X(XᵀWX)⁻¹XᵀW, with X the indicators of rows and columns and W the expected counts.
//
//	Unit   standard errors
//	Range  (−∞, ∞); near standard normal by chance alone, where the expected counts are not small
//	n      all transitions; warns with [FewExpected] where eᵢⱼ < 5, and where the
//	       table has 20 cells or more, as some are then far out by chance
//
// Undefined, with [NothingAfter] or [NothingBefore] where a total is 0, with
// [ZeroVariance] where one code has all transitions of a row or column total or
// hᵢⱼ = 1, and as Expected is.
//
// Source: Haberman SJ. Biometrics 1973;29:205–220, doi:10.2307/2529686; Bakeman &
// Quera 2011 as at [TransitionTable.Probability].
func (t *TransitionTable) AdjustedResidual(from, to string) estimate.Estimate {
	c := t.cell(from, to)
	e, why := t.expected(c)
	var z float64
	switch {
	case why != "":
	case c.row == 0:
		why = NothingAfter
	case c.column == 0:
		why = NothingBefore
	case t.quasi == nil:
		// (nᵢⱼ n − nᵢ₊ n₊ⱼ) / √(nᵢ₊ n₊ⱼ (n − nᵢ₊)(n − n₊ⱼ) / n), so that nothing cancels
		difference := estimate.Product(c.count, t.n).Sub(estimate.Product(c.row, c.column))
		spread := float64(e*float64(t.n-c.row)) * float64(t.n-c.column)
		if spread == 0 {
			why = ZeroVariance
			break
		}
		z = difference.Float64() / math.Sqrt(spread)
	default:
		room := t.quasi.room[c.i*len(t.codes)+c.j]
		if e == 0 || room < leastRoom {
			why = ZeroVariance
			break
		}
		z = (float64(c.count) - e) / math.Sqrt(e*room)
	}
	if why != "" {
		return t.finish(estimate.Undefined(why, t.n), adjustedFormula)
	}
	r := estimate.Point(z, t.n)
	if e < fewExpected {
		r = r.Warn(FewExpected)
	}
	if cells := t.possible(); cells >= manyCells {
		r = r.Warn(estimate.Warning(fmt.Sprintf("one of %d cells: by chance alone, about one in 20 of them lies beyond ±1.96", cells)))
	}
	return t.finish(r, adjustedFormula)
}

// YulesQ answers: how strongly does the one code draw the other after it, on a
// scale that does not rest on how common they are?
//
//	Q = (ad − bc) / (ad + bc)
//	a = nᵢⱼ, b = nᵢ₊ − a, c = n₊ⱼ − a, d = n − a − b − c
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1]; 0 is chance, and ±1 already where one of the four is 0
//	n      all transitions
//
// Undefined, with [estimate.ZeroTotal], where ad + bc = 0, and with [NotForRepeats]
// where a code cannot follow itself, as d then counts cells that cannot occur.
//
// Source: Yule GU. J R Stat Soc 1912;75:579–652, doi:10.2307/2340126; Bakeman &
// Quera 2011 as at [TransitionTable.Probability].
func (t *TransitionTable) YulesQ(from, to string) estimate.Estimate {
	x := t.cell(from, to)
	if t.noRepeat && x.why == "" {
		x.why = NotForRepeats
	}
	if x.why != "" {
		return t.finish(estimate.Undefined(x.why, t.n), yulesQFormula)
	}
	a, b, c := x.count, x.row-x.count, x.column-x.count
	ad, bc := estimate.Product(a, t.n-a-b-c), estimate.Product(b, c)
	return t.finish(estimate.Fraction(ad.Sub(bc), ad.Add(bc), t.n, estimate.ZeroTotal), yulesQFormula)
}

// TransformedKappa answers: how much of the most (or least) that the two codes
// allow was reached, beyond chance?
//
//	t = fᵢ fⱼ / Σf
//	κ = (nᵢⱼ − t) / (min(fᵢ, fⱼ) − t); where that is negative, (nᵢⱼ − t) / t
//
// where fᵢ counts the events with code i: the nᵢ₊ that something follows, and one
// for each sequence that ends in it, or at lag 1 is cut off after it by an event
// without a code.
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1] at lag 1; −1 is never, 1 is always
//	n      all transitions
//
// Undefined, with [ZeroVariance], where all events have one and the same code,
// and with [NotForRepeats] where a code cannot follow itself.
//
// Source: Wampold BE. Qual Quant 1989;23:171–187, as in O'Connor BP. Behav Res
// Methods Instrum Comput 1999;31:718–726, doi:10.3758/BF03200753.
func (t *TransitionTable) TransformedKappa(from, to string) estimate.Estimate {
	c := t.cell(from, to)
	if t.noRepeat && c.why == "" {
		c.why = NotForRepeats
	}
	if c.why == "" && max(c.from, c.to) == t.all {
		c.why = ZeroVariance
	}
	if c.why != "" {
		return t.finish(estimate.Undefined(c.why, t.n), patternKappaFormula)
	}
	chance := estimate.Product(c.from, c.to) // all times Σf
	above := estimate.Product(c.count, t.all).Sub(chance)
	most := estimate.Product(min(c.from, c.to), t.all).Sub(chance)
	if above.Sign() < 0 {
		most = chance
	}
	return t.finish(estimate.Fraction(above, most, t.n, ZeroVariance), patternKappaFormula)
}
