package agreement

import (
	"math/big"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const alphaFormula = "1 − Dₒ/Dₑ"

// Alpha returns Krippendorff's alpha: agreement beyond that of ratings dealt out to
// the units at random, for any number of coders, any pattern of missing ratings and
// any of the four scales.
//
//	α = 1 − Dₒ/Dₑ
//	Dₒ = 1/n Σᵤ Σ d(k, l) over the ordered pairs of ratings of unit u / (mᵤ − 1)
//	Dₑ = Σₖₗ nₖ nₗ d(k, l) / (n (n−1))
//
// where mᵤ counts the ratings of unit u, and only units with at least two take
// part; nₖ counts their ratings of category k, n = Σ nₖ, and d is the [Metric]. The
// divisor is mᵤ − 1 for complete data too.
//
//	Unit   1 (dimensionless)
//	Range  1 is full agreement, 0 what chance alone would give; never below −1 for
//	       two coders, and not far below 0 for many
//	n      units rated at least twice; warns under [estimate.EnoughUnits]
//
// Undefined, with [estimate.NoUnits], when nothing was rated, with [NoPairs] when no
// unit has two ratings, with [estimate.OneCategory] when all pairable ratings are of
// one category, with [NotNumbers] and [NegativeRatio] where the ratings cannot carry
// the metric, and with [estimate.UnknownOption] for another one. The order of units
// and of coders changes no bit; that of categories nothing when nominal; a change of
// zero and of unit nothing when interval, a change of unit nothing when ratio.
//
// The interval is linearised over units, with t and the rated units less one for
// degrees of freedom, and cut to 1. It takes the distances as fixed, which ordinal
// ones are not, so Ordinal has none; [Table.Bootstrap] gives one. A level of 0 asks
// for none.
//
// It takes one pass over the ratings and no memory for each unit. Without an interval it
// is that of q² (c+1) counters of 8 bytes for q categories and c coders, 1.7 kB for five
// and five; with one, that of the different rows of ratings, and 8 bytes a unit while
// these are found. Ratio takes a time that grows with the square of the number of
// different values.
//
// Source: Krippendorff K. Computing Krippendorff's alpha-reliability. University of
// Pennsylvania 2011, repository.upenn.edu/asc_papers/43; Hayes AF, Krippendorff K. Commun
// Methods Meas 2007;1:77–89, doi:10.1080/19312450709336664; the interval: Gwet 2014, ch. 5.
func (t *Table) Alpha(m Metric, level float64) estimate.Estimate {
	return t.sampleFor(level).alpha(m, level).value
}

// AlphaBy returns [Table.Alpha] for a distance of the caller's, of two categories by
// their numbers. It is taken as symmetric, 0 for a category and itself, and fixed; a
// common factor changes nothing.
//
// Undefined as Alpha, with [BadDistance] where a distance is negative, over 10²⁰⁰, not
// a number, or another one the other way round, and with [ZeroExpected] where all
// categories used are at distance 0. It asks for the distance of every two categories,
// and so takes a time that grows with the square of their number.
func (t *Table) AlphaBy(distance func(k, l int) float64, level float64) estimate.Estimate {
	s := t.sampleFor(level)
	d, why := s.givenDistance(distance)
	return s.alphaBy(d, why, level).value
}

// sampleFor returns the sample of a table, without its rows where no interval asks
// for them.
func (t *Table) sampleFor(level float64) *sample {
	if level == 0 {
		return t.marginal()
	}
	return t.sample()
}

func (s *sample) alpha(m Metric, level float64) coefficient {
	d, why := s.metric(m)
	if m != Ordinal {
		return s.alphaBy(d, why, level)
	}
	k := s.alphaBy(d, why, 0)
	if k.value.Defined() {
		k.se = estimate.Undefined(NotFixed, s.pairable).As("SE of "+alphaFormula).Exclude(s.units-s.pairable, ratedOnce)
	}
	if level != 0 && k.value.Defined() {
		k.value = k.value.Warn(estimate.NoInterval)
	}
	return k
}

func (s *sample) alphaBy(d distance, why estimate.Reason, level float64) coefficient {
	var k coefficient
	finish := func() coefficient {
		k.value = k.value.As(alphaFormula).Exclude(s.units-s.pairable, ratedOnce)
		k.se = k.se.As("SE of "+alphaFormula).Exclude(s.units-s.pairable, ratedOnce)
		return k
	}
	switch {
	case s.units == 0:
		why = estimate.NoUnits
	case why != "":
	case s.pairable == 0:
		why = NoPairs
	case s.oneUsed():
		why = estimate.OneCategory
	}
	if why != "" {
		k.value, k.se = estimate.Undefined(why, s.pairable), estimate.Undefined(why, s.pairable)
		return finish()
	}
	if d.form == equal {
		k.value = estimate.Point(s.nominalAlpha(), s.pairable)
		if level == 0 {
			k.value = few(k.value)
			return finish()
		}
	}
	shares := make([]float64, s.categories)
	for i, n := range s.used {
		shares[i] = float64(n) / float64(s.pairings)
	}
	means := d.means(shares)
	observed, expected := s.alphaDisagreement(d), mean(shares, means)
	if expected == 0 {
		k.value, k.se = estimate.Undefined(ZeroExpected, s.pairable), estimate.Undefined(ZeroExpected, s.pairable)
		return finish()
	}
	if d.form != equal {
		k.value = estimate.Point(1-float64(observed/expected*(float64(s.pairings-1)/float64(s.pairings))), s.pairable)
	}
	switch {
	case level == 0: // nobody asked
	case s.pairable < 2:
		k.se = estimate.Undefined(estimate.OneUnit, s.pairable)
	default:
		k.se = s.alphaError(d, means, observed, expected)
	}
	k.value = k.within(s.units-1, level)
	return finish()
}

// oneUsed reports whether the pairable ratings are of one category.
func (s *sample) oneUsed() bool {
	for _, n := range s.used {
		if n > 0 {
			return n == s.pairings
		}
	}
	return true
}

// nominalAlpha is exact until its last line:
//
//	1 − (n−1) Σₘ Nₘ/(m−1) / (n² − Σ nₖ²)
//
// where Nₘ counts the ordered pairs of different ratings in units with m ratings.
func (s *sample) nominalAlpha() float64 {
	observed, term := new(big.Rat), new(big.Rat)
	for i := 0; i < len(s.pairs); {
		rated, count := s.pairs[i].rated, int64(0)
		for ; i < len(s.pairs) && s.pairs[i].rated == rated; i++ {
			count += s.pairs[i].count
		}
		observed.Add(observed, term.SetFrac64(2*count, int64(rated-1)))
	}
	expected := estimate.Product(s.pairings, s.pairings)
	for _, n := range s.used {
		expected = expected.Sub(estimate.Product(n, n))
	}
	observed.Mul(observed, term.SetInt64(s.pairings-1))
	observed.Quo(observed, term.SetInt(expected.Big()))
	alpha, _ := observed.Sub(term.SetInt64(1), observed).Float64()
	return alpha
}

// alphaDisagreement returns Dₒ.
func (s *sample) alphaDisagreement(d distance) float64 {
	var sum float64
	for _, p := range s.pairs {
		sum += float64(2 * float64(p.count) * d.at(p.k, p.l) / float64(p.rated-1))
	}
	return sum / float64(s.pairings)
}

// alphaError returns the linearised standard error: with δᵢ the sum of the distances
// over the ordered pairs of unit i, divided by mᵢ − 1, ηᵢ the sum over its ratings of
// their mean distance from all ratings, D = Dₒ, E the expected disagreement with
// replacement, and n′ pairable units,
//
//	SE² = Σ (δᵢ − 2 ηᵢ D/E + mᵢ D)² / (m̄ E)² / (n′ (n′−1)),  m̄ = n/n′
func (s *sample) alphaError(d distance, means []float64, observed, expected float64) estimate.Estimate {
	scale := float64(s.pairings) / float64(s.pairable) * expected
	twice := 2 * observed / expected
	return s.error(s.unordered(), s.pairable, func(p pattern) float64 {
		if p.rated < 2 {
			return 0
		}
		own := d.apart(p.ratings) / float64(p.rated-1)
		far := float64(p.rated) * p.mean(means)
		return (own - float64(twice*far) + float64(float64(p.rated)*observed)) / scale
	})
}
