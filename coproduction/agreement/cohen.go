package agreement

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	cohenFormula    = "(pₒ − pₑ) / (1 − pₑ), pₑ = Σ wₖₗ pₖ₊ p₊ₗ"
	cohenMaxFormula = "(Σ min(pₖ₊, p₊ₖ) − pₑ) / (1 − pₑ)"
	cohenZFormula   = "κ / SE₀"
)

// LargeSample names the interval of a coefficient ± z standard errors that hold for
// many units.
const LargeSample estimate.Method = "large-sample-normal"

// CohenKappa returns Cohen's kappa, the agreement of two coders beyond that of
// coders who would each keep to their own distribution of categories.
//
//	κ = (pₒ − pₑ) / (1 − pₑ)
//	pₒ = Σₖₗ wₖₗ pₖₗ,  pₑ = Σₖₗ wₖₗ pₖ₊ p₊ₗ
//
// where pₖₗ is the share of the units that the first coder put into category k and
// the second into l, among those that both rated.
//
//	Unit   1 (dimensionless)
//	Range  [−1, 1]; 1 is full agreement, 0 is what chance alone would give
//	n      units that both rated; warns under [estimate.EnoughUnits]
//
// Undefined, with [NotTwo], unless there are two coders, with [estimate.NoUnits]
// when nothing was rated, with [NoPairs] when no unit is rated by both, with
// [estimate.OneCategory] when both used one and the same category throughout
// (pₑ = 1), and with [estimate.UnknownOption] for other weights. The interval is
// κ ± z SE with [Table.CohenSE], cut to 1; a level of 0 asks for none. Swapping the
// coders, reordering the units and, unweighted, relabelling the categories change
// nothing.
//
// Source: Cohen J. Educ Psychol Meas 1960;20(1):37–46,
// doi:10.1177/001316446002000104; weighted: Cohen J. Psychol Bull
// 1968;70(4):213–220, doi:10.1037/h0026256.
func (t *Table) CohenKappa(w Weights, level float64) estimate.Estimate {
	c, why := t.sample().square(w)
	return c.kappa(why, level)
}

// CohenSE returns the standard error of Cohen's kappa, for an interval around it.
//
//	SE² = Σₖₗ pₖₗ (uₖₗ − ū)² / (n (1 − pₑ)²)
//	uₖₗ = wₖₗ − (w̄ₖ₊ + w̄₊ₗ)(1 − κ),  w̄ₖ₊ = Σₗ wₖₗ p₊ₗ,  w̄₊ₗ = Σₖ wₖₗ pₖ₊
//
// where ū is the mean of uₖₗ over the units.
//
//	Unit   1 (dimensionless)
//	Range  [0, ∞)
//	n      as [Table.CohenKappa]
//
// Undefined as CohenKappa. It holds for many units, and is 0 where all agree.
//
// Source: Fleiss JL, Cohen J, Everitt BS. Psychol Bull 1969;72(5):323–327,
// doi:10.1037/h0028106.
func (t *Table) CohenSE(w Weights) estimate.Estimate {
	c, why := t.sample().square(w)
	return c.se(why)
}

// CohenSE0 returns the standard error that Cohen's kappa would have if the coders
// rated independently of each other, to test κ = 0.
//
//	SE₀² = Σₖₗ pₖ₊ p₊ₗ (wₖₗ − w̄ₖ₊ − w̄₊ₗ + pₑ)² / (n (1 − pₑ)²)
//
//	Unit   1 (dimensionless)
//	Range  [0, ∞)
//	n      as [Table.CohenKappa]
//
// Undefined as CohenKappa. It is 0 where one coder used one category only. It takes a
// time that grows with the square of the number of categories.
//
// Source: as [Table.CohenSE]; the sum of squares is their formula with the mean taken
// out, so that nothing cancels.
func (t *Table) CohenSE0(w Weights) estimate.Estimate {
	c, why := t.sample().square(w)
	return c.se0(why)
}

// CohenZ returns Cohen's kappa over its standard error under independence.
//
//	z = κ / SE₀
//
//	Unit   standard errors
//	Range  (−∞, ∞)
//	n      as [Table.CohenKappa]
//
// Undefined as CohenKappa, and with [ZeroError] where SE₀ is 0. That kappa is not 0
// says little: it should be high.
//
// Source: as [Table.CohenSE].
func (t *Table) CohenZ(w Weights) estimate.Estimate {
	c, why := t.sample().square(w)
	return c.z(why)
}

// CohenMax returns the largest unweighted kappa that two coders with these
// distributions of categories could have reached.
//
//	(Σₖ min(pₖ₊, p₊ₖ) − pₑ) / (1 − pₑ)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 where both used each category equally often
//	n      as [Table.CohenKappa]
//
// Undefined as CohenKappa.
//
// Source: Cohen 1960, as [Table.CohenKappa].
func (t *Table) CohenMax() estimate.Estimate {
	c, why := t.sample().square(Unweighted)
	return c.max(why)
}

// A square is the table of two coders' categories against each other.
type square struct {
	n           int64 // units that both rated
	once        int64 // units that one of them rated
	cells       []pattern
	pairs       []pair
	first, both []int64 // counts of the first coder, and of the two together
	distance
}

// square returns what CohenKappa needs, or why there is none.
func (s *sample) square(w Weights) (*square, estimate.Reason) {
	d, ok := s.weighted(w)
	c := &square{
		n: s.pairable, once: s.units - s.pairable, pairs: s.pairs,
		first: make([]int64, s.categories), both: s.used, distance: d,
	}
	switch {
	case s.coders != 2:
		return c, NotTwo
	case s.units == 0:
		return c, estimate.NoUnits
	case !ok:
		return c, estimate.UnknownOption
	case s.pairable == 0:
		return c, NoPairs
	case s.oneUsed():
		return c, estimate.OneCategory
	}
	for _, p := range s.rows {
		if p.rated == 2 {
			c.cells = append(c.cells, p)
			c.first[p.ratings[0]] += p.units
		}
	}
	return c, ""
}

// shares returns pₖ₊ and p₊ₖ.
func (c *square) shares() (first, second []float64) {
	first, second = make([]float64, len(c.first)), make([]float64, len(c.first))
	for k, n := range c.first {
		first[k] = float64(n) / float64(c.n)
		second[k] = float64(c.both[k]-n) / float64(c.n)
	}
	return first, second
}

// chance returns w̄ₖ₊, w̄₊ₗ and pₑ, each as a distance, 1 − w.
func (c *square) chance() (rows, columns []float64, apart float64) {
	first, second := c.shares()
	rows, columns = c.means(second), c.means(first)
	return rows, columns, mean(first, rows)
}

func (c *square) undefined(why estimate.Reason) estimate.Estimate {
	return c.without(estimate.Undefined(why, c.n))
}

func (c *square) without(e estimate.Estimate) estimate.Estimate {
	return e.Exclude(c.once, ratedOnce)
}

// value returns kappa. Unweighted it is rounded once: with A units on which both
// agree, κ = (n A − Σ aₖ bₖ) / (n² − Σ aₖ bₖ).
func (c *square) value() estimate.Estimate {
	if c.form == equal {
		agreed := c.n
		for _, p := range c.pairs {
			agreed -= p.count
		}
		var chance estimate.Exact
		for k, a := range c.first {
			chance = chance.Add(estimate.Product(a, c.both[k]-a))
		}
		num := estimate.Product(c.n, agreed).Sub(chance)
		den := estimate.Product(c.n, c.n).Sub(chance)
		return estimate.Point(estimate.Quotient(num, den), c.n)
	}
	var observed float64
	for _, p := range c.pairs {
		observed += float64(float64(p.count) * c.at(p.k, p.l))
	}
	_, _, apart := c.chance()
	return estimate.Point(1-observed/float64(c.n)/apart, c.n)
}

func (c *square) kappa(why estimate.Reason, level float64) estimate.Estimate {
	if why != "" {
		return c.undefined(why).As(cohenFormula)
	}
	e := c.value().As(cohenFormula)
	if level != 0 {
		e = largeSample(e, c.se(""), level)
	}
	return few(c.without(e))
}

// largeSample returns e ± z se, cut to 1.
func largeSample(e, se estimate.Estimate, level float64) estimate.Estimate {
	error, ok := se.Float()
	if !ok || !e.Defined() || e.N < 2 { // of one unit the spread is not known, and not 0
		return e.Warn(estimate.NoInterval)
	}
	half := float64(math.Sqrt2 * math.Erfinv(level) * error)
	e = e.Within(e.Value-half, min(e.Value+half, 1), level, LargeSample)
	if error == 0 && e.Method != "" {
		e = e.Warn(ZeroSpread)
	}
	return e
}

func (c *square) se(why estimate.Reason) estimate.Estimate {
	const formula = "SE of " + cohenFormula
	if why != "" {
		return c.undefined(why).As(formula)
	}
	rows, columns, apart := c.chance()
	less := 1 - c.value().Value
	var centre float64 // of the distances, whose spread is that of the weights
	u := make([]float64, len(c.cells))
	for i, p := range c.cells {
		k, l := p.ratings[0], p.ratings[1]
		u[i] = c.at(k, l) - float64(less*(rows[k]+columns[l]))
		centre += float64(u[i] * (float64(p.units) / float64(c.n)))
	}
	var sum float64
	for i, p := range c.cells {
		sum += float64(float64((u[i]-centre)*(u[i]-centre)) * float64(p.units))
	}
	n := float64(c.n)
	return c.without(estimate.Point(math.Sqrt(orZero(sum/n)/n)/apart, c.n).As(formula))
}

func (c *square) se0(why estimate.Reason) estimate.Estimate {
	const formula = "SE₀ of " + cohenFormula
	if why != "" {
		return c.undefined(why).As(formula)
	}
	first, second := c.shares()
	rows, columns, apart := c.chance()
	var sum float64
	for k, p := range first {
		for l, q := range second {
			if p > 0 && q > 0 {
				u := c.at(int32(k), int32(l)) - rows[k] - columns[l] + apart
				sum += float64(float64(u*u) * float64(p*q))
			}
		}
	}
	return c.without(estimate.Point(math.Sqrt(orZero(sum)/float64(c.n))/apart, c.n).As(formula))
}

func (c *square) z(why estimate.Reason) estimate.Estimate {
	if why != "" {
		return c.undefined(why).As(cohenZFormula)
	}
	se0 := c.se0("")
	if se0.Defined() && se0.Value == 0 {
		return c.undefined(ZeroError).As(cohenZFormula)
	}
	return c.without(estimate.Point(c.value().Value/se0.Value, c.n).As(cohenZFormula))
}

func (c *square) max(why estimate.Reason) estimate.Estimate {
	if why != "" {
		return c.undefined(why).As(cohenMaxFormula)
	}
	var chance estimate.Exact
	var agreed int64
	for k, a := range c.first {
		b := c.both[k] - a
		agreed += min(a, b)
		chance = chance.Add(estimate.Product(a, b))
	}
	num := estimate.Product(c.n, agreed).Sub(chance)
	den := estimate.Product(c.n, c.n).Sub(chance)
	return c.without(estimate.Point(estimate.Quotient(num, den), c.n).As(cohenMaxFormula))
}
