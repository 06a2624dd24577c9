package indicator

import (
	"fmt"
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

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
