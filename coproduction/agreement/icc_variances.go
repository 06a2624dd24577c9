package agreement

import (
	"math"
	"math/big"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// variances are the mean squares of n units by k coders, up to a common factor.
type variances struct {
	n, k     int64 // units that every coder rated, and coders
	excluded int64
	none     estimate.Reason // why there are none
	// between units and coders, within units, and residual; they add up to 1 with one another
	msr, msc, msw, mse *big.Rat
}

// variances returns the mean squares of the units that every coder rated.
func (t *Table) variances() variances {
	v := variances{k: int64(t.coders)}
	values := t.decimals()
	units, columns := new(big.Int), make([]big.Int, t.coders)
	squares, row, product := new(big.Int), new(big.Int), new(big.Int)
	for u := range t.Units() {
		ratings := t.row(u)
		if missing := count(ratings, Missing); missing > 0 {
			if missing < t.coders { // a unit that nobody rated is not there
				v.excluded++
			}
			continue
		}
		v.n++
		if values == nil {
			continue
		}
		row.SetInt64(0)
		for c, r := range ratings {
			x := &values[r]
			row.Add(row, x)
			columns[c].Add(&columns[c], x)
			squares.Add(squares, product.Mul(x, x))
		}
		units.Add(units, product.Mul(row, row))
	}
	switch {
	case v.n+v.excluded == 0:
		v.none = estimate.NoUnits
	case values == nil:
		v.none = NotNumbers
	case v.n == 0:
		v.none = NoneByAll
	case v.k < 2:
		v.none = TooFewCoders
	case v.n == 1:
		v.none = estimate.OneUnit
	default:
		total, coders := new(big.Int), new(big.Int)
		for c := range columns {
			total.Add(total, &columns[c])
			coders.Add(coders, product.Mul(&columns[c], &columns[c]))
		}
		v.square(squares, units, coders, total)
	}
	return v
}

// square turns the sums of squares of single ratings, of units' totals, of coders'
// totals, and the grand total into mean squares.
func (v *variances) square(squares, units, coders, total *big.Int) {
	n, k := big.NewInt(v.n), big.NewInt(v.k)
	all := new(big.Int).Mul(n, k)
	all.Mul(all, squares)
	units.Mul(units, n)
	coders.Mul(coders, k)
	total.Mul(total, total)
	mean := func(plus, minus *big.Int, df int64) *big.Rat {
		return new(big.Rat).SetFrac(new(big.Int).Sub(plus, minus), big.NewInt(df))
	}
	v.msr = mean(units, total, v.n-1)
	v.msc = mean(coders, total, v.k-1)
	v.msw = new(big.Rat).SetFrac(new(big.Int).Sub(all, units), new(big.Int).Mul(n, big.NewInt(v.k-1)))
	within := new(big.Int).Sub(all, units)
	v.mse = new(big.Rat).SetFrac(within.Sub(within, coders.Sub(coders, total)), new(big.Int).Mul(big.NewInt(v.n-1), big.NewInt(v.k-1)))
	sum := new(big.Rat).Add(v.msr, v.msc)
	sum.Add(sum, v.msw).Add(sum, v.mse)
	if sum.Sign() == 0 {
		v.none = estimate.OneCategory
		return
	}
	for _, ms := range []*big.Rat{v.msr, v.msc, v.msw, v.mse} {
		ms.Quo(ms, sum) // so that their floating-point forms neither overflow nor vanish
	}
}

// parts returns M and C of a form, and whether it is about the mean of all coders.
func (v *variances) parts(form Form) (m, c *big.Rat, ofMean bool) {
	m, c = v.mse, new(big.Rat)
	switch form {
	case ICC11, ICC1k:
		m = v.msw
	case ICC21, ICC2k:
		c.Sub(v.msc, v.mse)
	}
	return m, c, form == ICC1k || form == ICC2k || form == ICC3k
}

func (v *variances) value(form Form) estimate.Estimate {
	switch {
	case !slices.Contains(Forms(), form):
		return estimate.Undefined(estimate.UnknownOption, v.n)
	case v.none != "":
		return estimate.Undefined(v.none, v.n)
	}
	m, c, ofMean := v.parts(form)
	n, k := new(big.Rat).SetInt64(v.n), new(big.Rat).SetInt64(v.k)
	c.Quo(c, n)
	if !ofMean {
		c.Mul(c, k)
		c.Add(c, n.Mul(m, k.SetInt64(v.k-1)))
	}
	divisor := c.Add(c, v.msr)
	if divisor.Sign() == 0 {
		return estimate.Undefined(ZeroDivisor, v.n)
	}
	above := new(big.Rat).Sub(v.msr, m)
	f, _ := above.Quo(above, divisor).Float64()
	return estimate.Point(f, v.n)
}

// interval returns the bounds, and whether there are any.
func (v *variances) interval(form Form, level float64) (lo, hi float64, ok bool) {
	if !(level > 0 && level < 1) {
		return 0, 0, false
	}
	mRat, cRat, ofMean := v.parts(form)
	if mRat.Sign() == 0 {
		return 0, 0, false
	}
	r, _ := v.msr.Float64()
	m, _ := mRat.Float64()
	c, _ := cRat.Float64()
	n, k := float64(v.n), float64(v.k)
	df := (n - 1) * (k - 1) // of M
	switch form {
	case ICC11, ICC1k:
		df = n * (k - 1)
	case ICC21, ICC2k:
		if v.msr.Sign() == 0 && v.msc.Sign() == 0 {
			return 0, 0, false // the degrees of freedom are 0/0
		}
		df = v.satterthwaite()
	}
	p := (1 + level) / 2
	bound := func(r, m, c float64) float64 {
		if ofMean {
			return (r - m) / (r + c/n)
		}
		return (r - m) / (r + float64((k-1)*m) + float64(k*c/n))
	}
	above, below := estimate.QuantileF(p, n-1, df), estimate.QuantileF(p, df, n-1)
	// The ratio of MSR to the other variance is divided by one quantile, or multiplied by the other.
	lo = bound(r, above*m, above*c)
	hi = bound(below*r, m, c)
	return lo, hi, !math.IsNaN(lo) && !math.IsNaN(hi)
}

// satterthwaite returns the degrees of freedom of a MSC + b MSE, of which the bounds
// of the second pair are made.
//
//	v = (a MSC + b MSE)² / ((a MSC)²/(k−1) + (b MSE)²/((n−1)(k−1)))
//	a = k ρ, b = n (1−ρ) + k ρ (n−1),  ρ = ICC(2,1)
func (v *variances) satterthwaite() float64 {
	rho := v.value(ICC21).Value
	msc, _ := v.msc.Float64()
	mse, _ := v.mse.Float64()
	n, k := float64(v.n), float64(v.k)
	coders := k * rho * msc
	rest := (float64(n*(1-rho)) + float64(k*rho*(n-1))) * mse
	both := coders + rest
	return both * both / (float64(coders*coders)/(k-1) + float64(rest*rest)/((n-1)*(k-1)))
}

// decimals returns the numbers of the categories, as printed, over a common power of
// ten; nil where they are names.
func (t *Table) decimals() []big.Int {
	if t.values == nil {
		return nil
	}
	rats := make([]*big.Rat, len(t.values))
	common := big.NewInt(1)
	for i, name := range t.categories {
		rats[i], _ = new(big.Rat).SetString(name) // a name of a number is a number
		if d := rats[i].Denom(); new(big.Int).Rem(common, d).Sign() != 0 {
			g := new(big.Int).GCD(nil, nil, common, d)
			common.Mul(common, g.Quo(d, g))
		}
	}
	values := make([]big.Int, len(rats))
	for i, r := range rats {
		values[i].Quo(values[i].Mul(r.Num(), common), r.Denom())
	}
	return values
}

func count(ratings []int32, r int32) int {
	n := 0
	for _, other := range ratings {
		if other == r {
			n++
		}
	}
	return n
}
