package plan

import (
	"math"
	"math/big"

	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
)

// textOf makes what a subschema demands of strings.
func (c *compiler) textOf(s *fence.Node) *text {
	t := &text{min: s.MinLength, max: s.MaxLength}
	var looks []looker
	if s.IsFormat != nil {
		looks = append(looks, c.patterns.lookForFormat(s.Format, s.IsFormat))
		t.checks = append(t.checks, check{"format", looks[0].match})
	}
	if s.Pattern != nil {
		looks = append(looks, c.patterns.lookFor(s.Pattern))
		t.checks = append(t.checks, check{"pattern", looks[len(looks)-1].match})
	}
	if len(looks) > 0 {
		places := looks[0].places
		for _, l := range looks[1:] {
			places = both(places, l.places)
		}
		if len(places) >= t.min && (t.max < 0 || len(places) <= t.max) {
			t.form = newForm(places)
		}
	}
	return t
}

// numberOf makes what a subschema demands of numbers.
func numberOf(s *fence.Node) *number {
	n := &number{low: math.MinInt64, high: math.MaxInt64}
	one := big.NewInt(1)
	add := func(keyword string, limit *big.Rat, keeps func(order int) bool) {
		if limit != nil {
			n.bounds = append(n.bounds, bound{keyword, func(v *big.Rat) bool { return keeps(v.Cmp(limit)) }})
		}
	}
	add("minimum", s.Minimum, func(order int) bool { return order >= 0 })
	add("exclusiveMinimum", s.ExclusiveMinimum, func(order int) bool { return order > 0 })
	add("maximum", s.Maximum, func(order int) bool { return order <= 0 })
	add("exclusiveMaximum", s.ExclusiveMaximum, func(order int) bool { return order < 0 })
	if s.Minimum != nil {
		n.low = max(n.low, clamp(ceiling(s.Minimum)))
	}
	if s.ExclusiveMinimum != nil {
		n.low = max(n.low, clamp(new(big.Int).Add(floor(s.ExclusiveMinimum), one)))
	}
	if s.Maximum != nil {
		n.high = min(n.high, clamp(floor(s.Maximum)))
	}
	if s.ExclusiveMaximum != nil {
		n.high = min(n.high, clamp(new(big.Int).Sub(ceiling(s.ExclusiveMaximum), one)))
	}
	if of := s.MultipleOf; of != nil {
		n.bounds = append(n.bounds, bound{"multipleOf", func(v *big.Rat) bool { return new(big.Rat).Quo(v, of).IsInt() }})
		if n.fraction = !of.IsInt() || !of.Num().IsInt64(); !n.fraction {
			n.step = of.Num().Int64()
		}
	}
	return n
}

// floor is the greatest whole number that is not above r.
func floor(r *big.Rat) *big.Int {
	return new(big.Int).Div(r.Num(), r.Denom()) // Euclidean, and the denominator is positive
}

// ceiling is the least whole number that is not below r.
func ceiling(r *big.Rat) *big.Int {
	up := floor(new(big.Rat).Neg(r))
	return up.Neg(up)
}

// clamp keeps a number in what an int64 can hold: numbers of 18 digits are as much
// below or above either way.
func clamp(i *big.Int) int64 {
	switch {
	case i.IsInt64():
		return i.Int64()
	case i.Sign() < 0:
		return math.MinInt64
	}
	return math.MaxInt64
}
