package indicator

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	phiFormula        = "(ad − bc) / √((a+b)(c+d)(a+c)(b+d))"
	pairYulesQFormula = "(ad − bc) / (ad + bc)"
	liftFormula       = "n a / ((a+b)(a+c))"
	pairOddsFormula   = "ad / bc"
	pairKappaFormula  = "(pₒ − pₑ) / (1 − pₑ)"
)

// The measures here hold the pair against what chance would give, so they need the
// units that have neither code.

// Phi returns the correlation of the two codes over the units.
//
//	φ = (ad − bc) / √((a+b)(c+d)(a+c)(b+d))
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1]; 0 is as often together as chance would have it
//	n      all units, a + b + c + d
//
// Undefined, with [CodeEverywhere], when a code was given to no unit or to every
// one, and with [NeitherUncounted] when d is not known. Swapping the codes changes
// nothing. n φ² is Pearson's χ² of the pair.
//
// Source: Yule GU. J R Stat Soc 1912;75:579–652, doi:10.2307/2340126.
func (o Cooccurrence) Phi() estimate.Estimate {
	first, second, n, why := o.totals(true)
	if why == "" && (min(first, second) == 0 || max(first, second) == n) {
		why = CodeEverywhere
	}
	if why != "" {
		return estimate.Undefined(why, n).As(phiFormula)
	}
	one := math.Sqrt(estimate.Product(first, n-first).Float64())
	other := math.Sqrt(estimate.Product(second, n-second).Float64())
	phi := o.cross().Float64() / (one * other)
	return o.warned(estimate.Point(max(-1, min(phi, 1)), n)).As(phiFormula)
}

// cross returns ad − bc.
func (o Cooccurrence) cross() estimate.Exact {
	return estimate.Product(o.Both, *o.Neither).Sub(estimate.Product(o.First, o.Second))
}

// YulesQ returns how strongly the codes go together, whatever their frequencies.
//
//	Q = (ad − bc) / (ad + bc)
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1]; 1 as soon as one code is never without the other
//	n      all units, a + b + c + d
//
// Undefined, with [NoProducts], when ad + bc is 0, and with [NeitherUncounted] when d
// is not known. Swapping the codes changes nothing. It is (OR − 1)/(OR + 1) of
// [Cooccurrence.OddsRatio].
//
// Source: Yule GU. Philos Trans R Soc A 1900;194:257–319, doi:10.1098/rsta.1900.0019.
func (o Cooccurrence) YulesQ() estimate.Estimate {
	_, _, n, why := o.totals(true)
	if why != "" {
		return estimate.Undefined(why, n).As(pairYulesQFormula)
	}
	sum := estimate.Product(o.Both, *o.Neither).Add(estimate.Product(o.First, o.Second))
	return estimate.Fraction(o.cross(), sum, n, NoProducts).As(pairYulesQFormula)
}

// Lift returns how many times more often the codes are together than they would be by chance.
//
//	n a / ((a+b)(a+c)),  n = a + b + c + d
//
//	Unit   1 (dimensionless)
//	Range  [0, n / max(a+b, a+c)]; 1 is as often as chance would have it
//	n      all units
//
// Undefined, with [CodeUnused], when one of the codes was not given, and with
// [NeitherUncounted] when d is not known. Swapping the codes changes nothing.
//
// Source: Brin S, Motwani R, Ullman JD, Tsur S. SIGMOD Record 1997;26(2):255–264,
// doi:10.1145/253262.253325, where it is called interest.
func (o Cooccurrence) Lift() estimate.Estimate {
	first, second, n, why := o.totals(true)
	if why != "" {
		return estimate.Undefined(why, n).As(liftFormula)
	}
	return estimate.Fraction(estimate.Product(n, o.Both), estimate.Product(first, second), n, CodeUnused).As(liftFormula)
}

// OddsRatio returns how many times larger the odds of one code are in units that
// have the other one than in those that have not.
//
//	ad / bc
//
//	Unit   1 (dimensionless)
//	Range  [0, ∞); 1 is as often together as chance would have it
//	n      all units, a + b + c + d
//
// Undefined, with [NeverApart], when b or c is 0, and with [NeitherUncounted] when d
// is not known. Swapping the codes changes nothing. [Contingency.OddsRatio] is the
// same with an interval.
//
// Source: Edwards AWF. J R Stat Soc A 1963;126:109–114, doi:10.2307/2982448.
func (o Cooccurrence) OddsRatio() estimate.Estimate {
	_, _, n, why := o.totals(true)
	if why != "" {
		return estimate.Undefined(why, n).As(pairOddsFormula)
	}
	together, apart := estimate.Product(o.Both, *o.Neither), estimate.Product(o.First, o.Second)
	return estimate.Fraction(together, apart, n, NeverApart).As(pairOddsFormula)
}

// Kappa returns Cohen's kappa of the two codes, as if each were a coder who says of
// every unit whether it is the one thing that both look for.
//
//	κ = (pₒ − pₑ) / (1 − pₑ) = 2(ad − bc) / ((a+b)(b+d) + (a+c)(c+d))
//	pₒ = (a + d)/n,  pₑ = ((a+b)(a+c) + (c+d)(b+d)) / n²
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1]; 0 is as chance would have it
//	n      all units, a + b + c + d
//
// Undefined, with [estimate.OneCategory], when both codes were given to no unit, or
// both to every one; with [estimate.NoUnits] without units; and with
// [NeitherUncounted] when d is not known. Swapping the codes changes nothing.
//
// Source: Cohen J. Educ Psychol Meas 1960;20:37–46, doi:10.1177/001316446002000104.
func (o Cooccurrence) Kappa() estimate.Estimate {
	first, second, n, why := o.totals(true)
	if why == "" && n == 0 {
		why = estimate.NoUnits
	}
	if why != "" {
		return estimate.Undefined(why, n).As(pairKappaFormula)
	}
	cross := o.cross()
	below := estimate.Product(first, n-second).Add(estimate.Product(second, n-first))
	return o.warned(estimate.Fraction(cross.Add(cross), below, n, estimate.OneCategory)).As(pairKappaFormula)
}

// Rows returns every measure of the pair, in the order of the catalogue.
func (o Cooccurrence) Rows(of estimate.Subject, p map[string]any) []estimate.Row {
	row := func(measure string, e estimate.Estimate) estimate.Row {
		return estimate.Row{Of: of, Measure: measure, Params: p, Estimate: e}
	}
	return []estimate.Row{
		row("c_coefficient", o.C()),
		row("jaccard", o.Jaccard()),
		row("dice", o.Dice()),
		row("ochiai", o.Ochiai()),
		row("overlap", o.Overlap()),
		row("phi", o.Phi()),
		row("yules_q", o.YulesQ()),
		row("lift", o.Lift()),
		row("odds_ratio", o.OddsRatio()),
		row("cohen_kappa", o.Kappa()),
	}
}
