// Package estimate holds numbers that say how little they know.
//
// An [Estimate] is a value with what it rests on: the count of units, the
// numerator and denominator, an interval where there is one, what was left out,
// and warnings. Where the mathematics gives no answer it is undefined and says
// why, in words; it is never a silent 0, 1 or NaN.
//
// [Proportion], [Mean], [Ratio] and [MeanOf] make estimates with intervals;
// [Point], [Count], [Fraction] and [Undefined] make them without. Sums are kept
// as integers ([Exact]) and become floating point in the last line only, so that
// partial sums can be merged in any order and still give the same bits.
package estimate
