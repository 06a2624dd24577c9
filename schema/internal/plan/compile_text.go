package plan

import (
	"math"
	"math/big"

	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
)

// textOf makes what a subschema demands of strings.
func textOf(s *fence.Node) *text {
	t := &text{min: s.MinLength, max: s.MaxLength}
	var forms []*form
	add := func(keyword string, l looker) {
		t.checks = append(t.checks, check{keyword, l.match})
		forms = append(forms, l.form)
	}
	if s.IsFormat != nil {
		add("format", lookForFormat(s.Format, s.IsFormat))
	}
	if s.Pattern != nil {
		add("pattern", lookFor(s.Pattern))
	}
	t.form = allOf(forms)
	if t.form != nil && (len(t.form.wants) < t.min || t.max >= 0 && len(t.form.wants) > t.max) {
		t.form = nil // nothing keeps both
	}
	return t
}

// allOf returns the form of the texts that all forms match; nil where there is none.
func allOf(forms []*form) *form {
	var all *form
	for i, f := range forms {
		switch {
		case f == nil:
			return nil
		case i == 0:
			all = f
		default:
			if all = all.and(f); all == nil {
				return nil
			}
		}
	}
	return all
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
