package indicator

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	oddsRatioFormula      = "ad / bc"
	oddsLowFormula        = "exp(ln(ad/bc) − z √(1/a + 1/b + 1/c + 1/d))"
	oddsHighFormula       = "exp(ln(ad/bc) + z √(1/a + 1/b + 1/c + 1/d))"
	riskDifferenceFormula = "a/(a+b) − c/(c+d)"
	newcombeLowFormula    = "d − √((p₁−l₁)² + (u₂−p₂)²)"
	newcombeHighFormula   = "d + √((u₁−p₁)² + (p₂−l₂)²)"
)

// The methods of intervals of a table of two rows and two columns.
const (
	WaldLogOdds    estimate.Method = "wald-log-odds"
	NewcombeHybrid estimate.Method = "newcombe-hybrid-score"
)

// fourfold returns the cells a, b of the first row and c, d of the second.
func (t Contingency) fourfold() (a, b, c, d int64, m margin, why estimate.Reason) {
	m, why = t.margins()
	if why == "" && (len(m.rows) != 2 || len(m.columns) != 2) {
		why = NotTwoByTwo
	}
	if why != "" {
		return 0, 0, 0, 0, m, why
	}
	return t[0][0], t[0][1], t[1][0], t[1][1], m, ""
}

// OddsRatio returns how many times larger the odds of the first outcome are in the
// first group than in the second.
//
//	ad / bc
//
// where a and b are the counts of the first group, c and d those of the second.
//
//	Unit   1 (dimensionless)
//	Range  [0, ∞); 1 is no difference
//	n      units in the table, at least 1
//
// Undefined as every measure of a table, with [NotTwoByTwo] for larger tables, and
// with [NoneOutside] when b or c is 0. The interval is Wald's for the logarithm;
// where a cell is 0 it would not hold the ratio and is left to
// [Contingency.OddsRatioBounds]. Swapping the rows, or the columns, inverts it.
//
// Source: Woolf B. Ann Hum Genet 1955;19:251–253, doi:10.1111/j.1469-1809.1955.tb01348.x.
func (t Contingency) OddsRatio(level float64) estimate.Estimate {
	a, b, c, d, m, why := t.fourfold()
	if why != "" {
		return estimate.Undefined(why, m.n).As(oddsRatioFormula)
	}
	e := estimate.Fraction(estimate.Product(a, d), estimate.Product(b, c), m.n, NoneOutside).As(oddsRatioFormula)
	if !e.Defined() || level == 0 {
		return e
	}
	if a == 0 || d == 0 {
		return e.Warn(estimate.NoInterval)
	}
	lo, hi := t.OddsRatioBounds(level)
	return e.Within(lo.Value, hi.Value, level, WaldLogOdds)
}

// OddsRatioBounds returns the bounds of Wald's interval for the odds ratio.
//
//	exp(ln(ad/bc) ± z √(1/a + 1/b + 1/c + 1/d))
//
// where z is the standard normal quantile of the level, two-sided. Where a cell is 0,
// ½ is added to every cell first, and [HalfAdded] says so.
//
//	Unit   1 (dimensionless)
//	Range  (0, ∞)
//	n      units in the table, at least 1
//
// Undefined as every measure of a table, with [NotTwoByTwo] for larger tables, and
// with [estimate.UnknownOption] when the level is not between 0 and 1.
//
// Source: Woolf 1955; the ½ is Haldane's, Ann Hum Genet 1956;20:309–311,
// doi:10.1111/j.1469-1809.1955.tb01285.x.
func (t Contingency) OddsRatioBounds(level float64) (lo, hi estimate.Estimate) {
	a, b, c, d, m, why := t.fourfold()
	if why == "" && !(level > 0 && level < 1) {
		why = estimate.UnknownOption
	}
	if why != "" {
		none := estimate.Undefined(why, m.n)
		return none.As(oddsLowFormula), none.As(oddsHighFormula)
	}
	var half float64
	if min(a, b, c, d) == 0 {
		half = 0.5
	}
	first := (float64(a) + half) / (float64(b) + half)
	second := (float64(c) + half) / (float64(d) + half)
	variance := (1/(float64(a)+half) + 1/(float64(d)+half)) + (1/(float64(b)+half) + 1/(float64(c)+half))
	centre := math.Log(first) - math.Log(second)
	width := normal(level) * math.Sqrt(variance)
	bound := func(x float64, formula string) estimate.Estimate {
		e := estimate.Point(math.Exp(x), m.n).As(formula)
		if half > 0 {
			e = e.Warn(HalfAdded)
		}
		return e
	}
	return bound(centre-width, oddsLowFormula), bound(centre+width, oddsHighFormula)
}

// normal returns the standard normal quantile of a level, two-sided.
func normal(level float64) float64 { return math.Sqrt2 * math.Erfinv(level) }

// RiskDifference returns by how much the share of the first outcome is larger in the
// first group than in the second, with Newcombe's interval.
//
//	d = p₁ − p₂,  p₁ = a/(a+b),  p₂ = c/(c+d)
//
// where a and b are the counts of the first group, c and d those of the second.
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1]; 0 is no difference
//	n      units in the table; each group at least 1
//
// Undefined as every measure of a table, with [NotTwoByTwo] for larger tables, and
// with [EmptyGroup] when a group is empty. Swapping the rows, or the columns, changes
// the sign. A level of 0 asks for no interval; see [Contingency.Newcombe] for it.
//
// Source: Newcombe RG. Stat Med 1998;17:873–890, method 10,
// doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
func (t Contingency) RiskDifference(level float64) estimate.Estimate {
	a, b, c, d, m, why := t.fourfold()
	if why != "" {
		return estimate.Undefined(why, m.n).As(riskDifferenceFormula)
	}
	first, second := a+b, c+d
	num := estimate.Product(a, second).Sub(estimate.Product(c, first))
	e := estimate.Fraction(num, estimate.Product(first, second), m.n, EmptyGroup).As(riskDifferenceFormula)
	if !e.Defined() || level == 0 {
		return e
	}
	lo, hi := t.Newcombe(level)
	if !lo.Defined() {
		return e.Warn(estimate.NoInterval)
	}
	e = e.Within(lo.Value, hi.Value, level, NewcombeHybrid)
	if min(first, second) < estimate.EnoughUnits {
		e = e.Warn(estimate.FewUnits)
	}
	return e
}

// Newcombe returns the bounds of the interval of [Contingency.RiskDifference], which
// is put together from Wilson's intervals of the two shares.
//
//	d − √((p₁−l₁)² + (u₂−p₂)²)  and  d + √((u₁−p₁)² + (p₂−l₂)²)
//
// where lᵢ and uᵢ are the bounds of Wilson's interval of pᵢ, without correction for
// continuity.
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1]
//	n      units in the table; each group at least 1
//
// Undefined as [Contingency.RiskDifference], and with [estimate.UnknownOption] when
// the level is not between 0 and 1. Swapping the rows, or the columns, gives the other
// bound with the other sign.
//
// Source: as [Contingency.RiskDifference].
func (t Contingency) Newcombe(level float64) (lo, hi estimate.Estimate) {
	a, b, c, d, m, why := t.fourfold()
	switch {
	case why != "":
	case a+b == 0 || c+d == 0:
		why = EmptyGroup
	case !(level > 0 && level < 1):
		why = estimate.UnknownOption
	}
	if why != "" {
		none := estimate.Undefined(why, m.n)
		return none.As(newcombeLowFormula), none.As(newcombeHighFormula)
	}
	p, q := estimate.Proportion(a, a+b, level), estimate.Proportion(c, c+d, level)
	difference := t.RiskDifference(0).Value
	low := difference - math.Hypot(p.Value-p.Lo, q.Hi-q.Value)
	high := difference + math.Hypot(p.Hi-p.Value, q.Value-q.Lo)
	return estimate.Point(max(low, -1), m.n).As(newcombeLowFormula), estimate.Point(min(high, 1), m.n).As(newcombeHighFormula)
}
