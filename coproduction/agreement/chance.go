package agreement

import (
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// The reasons of this package's coefficients.
const (
	NoPairs           estimate.Reason = "no unit is rated by two coders"
	Incomplete        estimate.Reason = "not every coder rated every unit"
	NotSeveral        estimate.Reason = "it takes at least two coders"
	NotTwo            estimate.Reason = "it compares exactly two coders"
	NotNumbers        estimate.Reason = "the categories are names, and this metric needs numbers"
	NegativeRatio     estimate.Reason = "a ratio scale has no negative numbers"
	BadDistance       estimate.Reason = "the distance given is negative, not symmetric or not finite"
	NoIntervalHad     estimate.Reason = "no interval was asked for, or its level is not between 0 and 1"
	NotFixed          estimate.Reason = "the distances of this metric rest on the ratings themselves, so a linearised error does not hold"
	TooManyCategories estimate.Reason = "over 10,000 categories: it would take a time that grows with the square of their number"
	NoSuchCategory    estimate.Reason = "there is no such category"
	ZeroError         estimate.Reason = "the standard error is zero"

	ratedOnce       estimate.Reason = "units rated by one coder only"
	ratedBySome     estimate.Reason = "units not rated by every coder"
	ratedOnceChance estimate.Reason = "units rated by one coder only; they count in the agreement expected by chance"

	// ZeroSpread is given where a standard error is zero because all units weigh alike.
	ZeroSpread estimate.Warning = "the standard error is zero: it says nothing of how sure the number is"
)

// orZero returns a variance, and 0 for one that only rounding tells from it. The
// smallest that data can give, of one odd unit among n, is of the order of 1/n.
func orZero(variance float64) float64 {
	if variance < 1e-26 {
		return 0
	}
	return variance
}

// maxDistance is the largest distance that a caller may give: a product with a count stays finite.
const maxDistance = 1e200

// A coefficient is an estimate of agreement with what it is made of.
type coefficient struct {
	value  estimate.Estimate
	chance estimate.Estimate // the agreement expected by chance
	se     estimate.Estimate // the linearised standard error
}

// A chance is the disagreement expected by chance, 1 − pₑ, and what one unit adds
// to it: the mean of part over the units is apart.
type chance struct {
	apart float64
	none  estimate.Reason // why there is none, else empty
	still estimate.Reason // why there is no standard error though there is a coefficient, else empty
	part  func(p pattern) float64
	named bool // part depends on which coder gave which rating
}

// apart returns Σ d over the ordered pairs of ratings in a row.
func (d distance) apart(ratings []int32) float64 {
	var sum float64
	for i, k := range ratings {
		if k == Missing {
			continue
		}
		for _, l := range ratings[i+1:] {
			if l != Missing && l != k {
				sum += 2 * d.at(k, l)
			}
		}
	}
	return sum
}

// disagreement returns the mean over the pairable units of the mean distance of a
// pair of their ratings, 1 − pₐ.
func (s *sample) disagreement(d distance) float64 {
	var sum float64
	for _, p := range s.pairs {
		within := float64(p.rated) * float64(p.rated-1)
		sum += float64(2 * float64(p.count) * d.at(p.k, p.l) / within)
	}
	return sum / float64(s.pairable)
}

// shares returns the mean over the units of the share of a unit's ratings in each category.
func (s *sample) shares() []float64 {
	counts := map[int]([]int64){} // by number of ratings, so that whole numbers are added up
	for _, p := range s.rows {
		if counts[p.rated] == nil {
			counts[p.rated] = make([]int64, s.categories)
		}
		for _, r := range p.ratings {
			if r != Missing {
				counts[p.rated][r] += p.units
			}
		}
	}
	out := make([]float64, s.categories)
	for rated := 1; rated <= s.coders; rated++ {
		for k, n := range counts[rated] {
			out[k] += float64(n) / float64(rated)
		}
	}
	for k := range out {
		out[k] /= float64(s.units)
	}
	return out
}

// beyond returns the coefficient (pₐ − pₑ) / (1 − pₑ) with its linearised standard
// error over units, n of them, n′ of them rated at least twice:
//
//	κᵢ = (n/n′) (pₐᵢ − pₑ [rated twice]) / (1 − pₑ) − 2 (1 − κ) (pₑᵢ − pₑ) / (1 − pₑ)
//	SE² = Σ (κᵢ − κ)² / (n (n−1))
//	κ ± t SE, t with n − 1 degrees of freedom, the upper bound at most 1
//
// With a level of 0 there is no standard error either.
func (s *sample) beyond(d distance, c chance, formula string, once estimate.Reason, level float64) coefficient {
	k := coefficient{chance: estimate.Point(1-c.apart, s.units)}
	if c.none != "" {
		k.chance = estimate.Undefined(c.none, s.units)
	}
	why := c.none
	switch {
	case s.units == 0:
		why = estimate.NoUnits
		k.chance = estimate.Undefined(why, 0)
	case why == "" && s.pairable == 0:
		why = NoPairs
	}
	finish := func() coefficient {
		k.value = k.value.As(formula).Exclude(s.units-s.pairable, once)
		k.se = k.se.As("SE of "+formula).Exclude(s.units-s.pairable, once)
		k.chance = k.chance.As("pₑ of " + formula)
		return k
	}
	if why != "" {
		k.value, k.se = estimate.Undefined(why, s.pairable), estimate.Undefined(why, s.pairable)
		return finish()
	}
	value := 1 - s.disagreement(d)/c.apart
	k.value = estimate.Point(value, s.pairable)
	switch {
	case level == 0: // nobody asked
	case s.units < 2:
		k.se = estimate.Undefined(estimate.OneUnit, s.pairable)
	case c.still != "":
		k.se = estimate.Undefined(c.still, s.pairable)
	default:
		rows := s.unordered()
		if c.named {
			rows = s.rows
		}
		k.se = s.error(rows, s.units, func(p pattern) float64 {
			var own float64
			if p.rated >= 2 {
				apart := d.apart(p.ratings) / float64(p.rated) / float64(p.rated-1)
				own = float64(s.units) / float64(s.pairable) * (c.apart - apart) / c.apart
			}
			return own - float64(2*(1-value)*(c.apart-c.part(p))/c.apart) - value
		})
	}
	k.value = k.within(s.units-1, level)
	return finish()
}

// error returns the root of Σ influence² / (n (n−1)) over that many units.
func (s *sample) error(rows []pattern, units int64, influence func(pattern) float64) estimate.Estimate {
	type addend struct {
		square float64
		units  int64
	}
	addends := make([]addend, 0, len(rows))
	for _, p := range rows {
		v := influence(p)
		addends = append(addends, addend{v * v, p.units})
	}
	slices.SortFunc(addends, func(a, b addend) int { // so that the order of units changes no bit
		switch {
		case a.square < b.square:
			return -1
		case a.square > b.square:
			return 1
		}
		return 0
	})
	var sum float64
	for _, a := range addends {
		sum += float64(a.square * float64(a.units))
	}
	n := float64(units)
	return estimate.Point(math.Sqrt(orZero(sum/n)/(n-1)), s.pairable)
}

// within returns the value with its interval.
func (k coefficient) within(df int64, level float64) estimate.Estimate {
	e := k.value
	if level == 0 {
		return few(e)
	}
	se, ok := k.se.Float()
	if !ok {
		return few(e.Warn(estimate.NoInterval))
	}
	e = e.WithinT(se, df, level, estimate.LinearisedT)
	e.Hi = min(e.Hi, 1)
	if se == 0 && e.Method != "" {
		e = e.Warn(ZeroSpread)
	}
	return few(e)
}

// few returns e with [estimate.FewUnits] where its n is under [estimate.EnoughUnits].
func few(e estimate.Estimate) estimate.Estimate {
	if e.Defined() && e.N < estimate.EnoughUnits {
		return e.Warn(estimate.FewUnits)
	}
	return e
}

// unknownWeights is the coefficient of weights that do not exist.
func unknownWeights(formula string, n int64) coefficient {
	none := estimate.Undefined(estimate.UnknownOption, n).As(formula)
	return coefficient{none, none, none}
}

// onlyOne reports whether at most one category is among those with a share.
func onlyOne(shares []float64) bool {
	used := 0
	for _, p := range shares {
		if p > 0 {
			used++
		}
	}
	return used < 2
}
