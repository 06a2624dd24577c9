package indicator

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	cCoefficientFormula = "n₁₂ / (n₁ + n₂ − n₁₂)"
	jaccardFormula      = "a / (a + b + c)"
	diceFormula         = "2a / (2a + b + c)"
	ochiaiFormula       = "a / √((a+b)(a+c))"
	pairOverlapFormula  = "a / min(a+b, a+c)"
)

// A Cooccurrence is how often two codes were given to the same unit. Each unit counts
// once, however many coders, rounds or overlapping passages gave it the codes.
//
// Every measure of it is undefined, with [estimate.NegativeCount] or
// [estimate.TooLarge], when the counts are not counts; and it warns with [Unequal]
// where one code is more than five times as frequent as the other.
type Cooccurrence struct {
	Both    int64  // a: units that have both codes
	First   int64  // b: those that have the first one only
	Second  int64  // c: those that have the second one only
	Neither *int64 // d: those that have neither; nil where they were not counted
}

// The reasons and warnings of pairs of codes.
const (
	CodeUnused       estimate.Reason = "a code was never given"
	CodesUnused      estimate.Reason = "neither code was given"
	CodeEverywhere   estimate.Reason = "a code was never given, or given to every unit"
	NeverApart       estimate.Reason = "the product of the counts of units with one code only is 0"
	NoProducts       estimate.Reason = "both products of counts are 0"
	NeitherUncounted estimate.Reason = "the units with neither code were not counted"

	// Unequal is given because such coefficients are then bounded by the frequencies.
	Unequal estimate.Warning = "one code is more than five times as frequent as the other: the coefficient cannot be high"
)

// totals returns how often each code was given, and the units that have either or,
// where all is set, that there are.
func (o Cooccurrence) totals(all bool) (first, second, n int64, why estimate.Reason) {
	neither := o.Neither
	if neither == nil || !all {
		neither = new(int64(0))
	}
	for _, v := range []int64{o.Both, o.First, o.Second, *neither} {
		switch {
		case v < 0:
			return 0, 0, 0, estimate.NegativeCount
		case v > largestTable-n:
			return 0, 0, 0, estimate.TooLarge
		}
		n += v
	}
	if all && o.Neither == nil {
		why = NeitherUncounted
	}
	return o.Both + o.First, o.Both + o.Second, n, why
}

// fraction makes an estimate, warned where the codes are unequal.
func (o Cooccurrence) fraction(num, den estimate.Exact, n int64, ifZero estimate.Reason, formula string) estimate.Estimate {
	return o.warned(estimate.Fraction(num, den, n, ifZero)).As(formula)
}

func (o Cooccurrence) warned(e estimate.Estimate) estimate.Estimate {
	first, second := o.Both+o.First, o.Both+o.Second
	if e.Defined() && max(first, second) > 5*min(first, second) {
		return e.Warn(Unequal)
	}
	return e
}

// C returns the co-occurrence coefficient that programs for qualitative analysis
// print: of the units that have either code, the share that have both. It is
// [Cooccurrence.Jaccard] in the terms of the frequencies of the codes.
//
//	c = n₁₂ / (n₁ + n₂ − n₁₂)
//
// where n₁ and n₂ count the units with the first and the second code, n₁₂ those with both.
//
//	Unit   1 (dimensionless)
//	Range  [0, min(n₁, n₂) / max(n₁, n₂)]
//	n      units that have either code, at least 1
//
// Undefined, with [CodesUnused], when neither code was given. Swapping the codes
// changes nothing. Programs that count pairs of overlapping passages, and not units,
// print values above 1; this cannot be.
//
// Source: ATLAS.ti 22 manual, Code Co-occurrence Coefficient: 5/(100+10−5) = .048.
func (o Cooccurrence) C() estimate.Estimate { return o.jaccard(cCoefficientFormula) }

// Jaccard returns, of the units that have either code, the share that have both.
//
//	J = a / (a + b + c)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 is never apart
//	n      units that have either code, at least 1
//
// Undefined, with [CodesUnused], when neither code was given. Swapping the codes
// changes nothing.
//
// Source: Jaccard P. New Phytol 1912;11:37–50, doi:10.1111/j.1469-8137.1912.tb05611.x.
func (o Cooccurrence) Jaccard() estimate.Estimate { return o.jaccard(jaccardFormula) }

func (o Cooccurrence) jaccard(formula string) estimate.Estimate {
	_, _, n, why := o.totals(false)
	if why != "" {
		return estimate.Undefined(why, n).As(formula)
	}
	return o.fraction(estimate.Int(o.Both), estimate.Int(n), n, CodesUnused, formula)
}

// Dice returns the harmonic mean of the shares of each code's units that have the
// other one too.
//
//	2a / (2a + b + c)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 is never apart
//	n      units that have either code, at least 1
//
// Undefined, with [CodesUnused], when neither code was given. It is 2J/(1+J) of
// [Cooccurrence.Jaccard]. Swapping the codes changes nothing.
//
// Source: Dice LR. Ecology 1945;26:297–302, doi:10.2307/1932409.
func (o Cooccurrence) Dice() estimate.Estimate {
	first, second, n, why := o.totals(false)
	if why != "" {
		return estimate.Undefined(why, n).As(diceFormula)
	}
	return o.fraction(estimate.Int(2*o.Both), estimate.Int(first+second), n, CodesUnused, diceFormula)
}

// Ochiai returns the geometric mean of the shares of each code's units that have the
// other one too, which is the cosine of the codes as vectors over units.
//
//	a / √((a+b)(a+c))
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 is never apart
//	n      units that have either code
//
// Undefined, with [CodeUnused], when one of the codes was not given. Swapping the
// codes changes nothing.
//
// Source: Ochiai A. Bull Jpn Soc Sci Fish 1957;22:526–530, doi:10.2331/suisan.22.526.
func (o Cooccurrence) Ochiai() estimate.Estimate {
	first, second, n, why := o.totals(false)
	if why == "" && min(first, second) == 0 {
		why = CodeUnused
	}
	if why != "" {
		return estimate.Undefined(why, n).As(ochiaiFormula)
	}
	root := math.Sqrt(estimate.Product(first, second).Float64())
	return o.warned(estimate.Point(min(float64(o.Both)/root, 1), n)).As(ochiaiFormula)
}

// Overlap returns the share of the rarer code's units that have the other one too.
//
//	a / min(a+b, a+c)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 is never without the more frequent code
//	n      units that have either code
//
// Undefined, with [CodeUnused], when one of the codes was not given. Swapping the
// codes changes nothing. It does not warn of unequal frequencies, which do not bound it.
//
// Source: Simpson GG. Am J Sci 1943;241:1–31, doi:10.2475/ajs.241.1.1.
func (o Cooccurrence) Overlap() estimate.Estimate {
	first, second, n, why := o.totals(false)
	if why != "" {
		return estimate.Undefined(why, n).As(pairOverlapFormula)
	}
	return estimate.Fraction(estimate.Int(o.Both), estimate.Int(min(first, second)), n, CodeUnused).As(pairOverlapFormula)
}
