package estimate

import "math/big"

const ratioFormula = "Σy / Σx"

// Ratio gathers pairs of whole numbers, one pair a cluster (an encounter, a
// patient), for the ratio of their totals: seconds of the patient's talk over
// seconds of all talk, say. It holds integers only, so adding and merging in any
// order gives the same bits. Its zero value is empty.
type Ratio struct {
	N  int64 `json:"n"`
	X  Exact `json:"x"`
	Y  Exact `json:"y"`
	XX Exact `json:"xx"`
	XY Exact `json:"xy"`
	YY Exact `json:"yy"`
}

// Add counts one cluster: its part y of its whole x.
func (r *Ratio) Add(y, x int64) {
	r.N++
	r.X = r.X.Add(Int(x))
	r.Y = r.Y.Add(Int(y))
	r.XX = r.XX.Add(Product(x, x))
	r.XY = r.XY.Add(Product(x, y))
	r.YY = r.YY.Add(Product(y, y))
}

// Merge counts what another has counted.
func (r *Ratio) Merge(other Ratio) {
	r.N += other.N
	r.X = r.X.Add(other.X)
	r.Y = r.Y.Add(other.Y)
	r.XX = r.XX.Add(other.XX)
	r.XY = r.XY.Add(other.XY)
	r.YY = r.YY.Add(other.YY)
}

// Estimate returns the ratio of the totals, with an interval that takes the
// clusters, not what is counted inside them, as the units.
//
//	r = Σy / Σx
//	r ± t √v,  v = n/(n−1) · Σ(yᵢ − r xᵢ)² / (Σx)²
//
// where t is Student's quantile of the level, two-sided, with n − 1 degrees of
// freedom, and n counts the clusters.
//
//	Unit   that of y over that of x
//	Range  any; the interval may reach beyond the range of the ratio
//	n      at least 1 cluster; at least 2 for an interval, else [NoInterval]; warns under [EnoughUnits]
//
// Undefined, with [NoUnits], without clusters, with [ZeroTotal] when Σx is 0, and
// with [Contradiction] when the sums, read from elsewhere, are those of no set of
// pairs. A level of 0 asks for no interval. The residual sum is formed in whole
// numbers, so nothing cancels.
//
// Source: Cochran WG. Sampling Techniques, 3rd ed. Wiley 1977, §6.3 and §6.4.
func (r Ratio) Estimate(level float64) Estimate {
	switch {
	case r == Ratio{}:
		return Fraction(r.Y, r.X, 0, NoUnits).As(ratioFormula)
	case r.N < 1:
		return Undefined(Contradiction, r.N).As(ratioFormula)
	}
	// (Σx)² Σ(y − r x)² = (Σx)² Σy² − 2 Σx Σy Σxy + (Σy)² Σx²
	x, y := r.X.Big(), r.Y.Big()
	mul := func(a, b, c *big.Int) *big.Int { p := new(big.Int).Mul(a, b); return p.Mul(p, c) }
	residual := mul(x, x, r.YY.Big())
	residual.Sub(residual, mul(new(big.Int).Lsh(x, 1), y, r.XY.Big()))
	residual.Add(residual, mul(y, y, r.XX.Big()))
	possible := Mean{r.N, r.X, r.XX}.spread().Sign() >= 0 && Mean{r.N, r.Y, r.YY}.spread().Sign() >= 0
	if !possible || residual.Sign() < 0 {
		return Undefined(Contradiction, r.N).As(ratioFormula)
	}
	e := Fraction(r.Y, r.X, r.N, ZeroTotal).As(ratioFormula).few()
	if level == 0 {
		return e
	}
	square := new(big.Int).Mul(x, x)
	below := mul(square, square, big.NewInt(r.N-1))
	return e.student(rational(residual.Mul(residual, big.NewInt(r.N)), below), level, LinearisedT)
}
