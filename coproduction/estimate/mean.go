package estimate

import (
	"math"
	"math/big"
	"slices"
)

const meanFormula = "Σy / n"

// Mean gathers whole numbers for their mean. It holds integers only, so adding
// and merging in any order gives the same bits. Its zero value is empty.
type Mean struct {
	N       int64 `json:"n"`
	Sum     Exact `json:"sum"`
	Squares Exact `json:"squares"`
}

// Add counts one value.
func (m *Mean) Add(y int64) {
	m.N++
	m.Sum = m.Sum.Add(Int(y))
	m.Squares = m.Squares.Add(Product(y, y))
}

// Merge counts what another has counted.
func (m *Mean) Merge(other Mean) {
	m.N += other.N
	m.Sum = m.Sum.Add(other.Sum)
	m.Squares = m.Squares.Add(other.Squares)
}

// Estimate returns the mean, with Student's t interval.
//
//	ȳ = Σy / n
//	ȳ ± t √(s² / n),  s² = (n Σy² − (Σy)²) / (n (n−1))
//
// where t is Student's quantile of the level, two-sided, with n − 1 degrees of freedom.
//
//	Unit   that of y
//	Range  that of y for the mean; the interval may reach beyond it
//	n      at least 1; at least 2 for an interval, else [NoInterval]; warns under [EnoughUnits]
//
// Undefined, with [NoUnits], when nothing was added, and with [Contradiction] when
// the sums, read from elsewhere, are those of no set of numbers. A level of 0 asks
// for no interval.
//
// Source: Student. Biometrika 1908;6:1–25, doi:10.1093/biomet/6.1.1.
func (m Mean) Estimate(level float64) Estimate {
	spread := m.spread()
	if m.N < 0 || spread.Sign() < 0 || m.N == 0 && m != (Mean{}) {
		return Undefined(Contradiction, m.N).As(meanFormula)
	}
	e := Fraction(m.Sum, Int(m.N), m.N, NoUnits).As(meanFormula).few()
	if level == 0 {
		return e
	}
	n := big.NewInt(m.N)
	below := n.Mul(n, n)
	below.Mul(below, big.NewInt(m.N-1))
	return e.student(rational(spread, below), level, StudentT)
}

// spread returns n Σy² − (Σy)², which is n (n−1) s² and never negative for real numbers.
func (m Mean) spread() *big.Int {
	sum := m.Sum.Big()
	spread := new(big.Int).Mul(big.NewInt(m.N), m.Squares.Big())
	return spread.Sub(spread, sum.Mul(sum, sum))
}

// MeanOf returns the mean of numbers that are not whole, such as one index per
// patient, with Student's t interval as in [Mean.Estimate]. The order of the
// values does not change a bit of the result, and they are not modified; it takes
// memory for a copy. Undefined, with [NotFinite], when one of them is NaN or infinite.
func MeanOf(values []float64, level float64) Estimate {
	n := int64(len(values))
	if n == 0 {
		return Undefined(NoUnits, 0).As(meanFormula)
	}
	sorted := slices.Sorted(slices.Values(values))
	var sum float64
	for _, y := range sorted {
		sum += y
	}
	mean := sum / float64(n)
	var squares float64
	for _, y := range sorted {
		squares += float64((y - mean) * (y - mean)) // the conversion forbids fusing: same bits everywhere
	}
	e := Point(mean, n).As(meanFormula).few()
	if level == 0 {
		return e
	}
	return e.student(squares/float64(n)/float64(n-1), level, StudentT)
}

// WithinT returns e with the interval value ± t · se, where t is Student's quantile
// of the level, two-sided, with df degrees of freedom. Where se or df cannot carry
// one, it warns with [NoInterval] instead.
func (e Estimate) WithinT(se float64, df int64, level float64, by Method) Estimate {
	switch {
	case !e.Defined():
		return e
	case df < 1 || !validLevel(level) || !(se >= 0):
		return e.Warn(NoInterval)
	}
	half := studentQuantile(level, float64(df)) * se
	return e.Within(e.Value-half, e.Value+half, level, by)
}

// student returns e with the interval value ± t √variance, t with n − 1 degrees of freedom.
func (e Estimate) student(variance, level float64, by Method) Estimate {
	return e.WithinT(math.Sqrt(variance), e.N-1, level, by)
}

// rational returns the floating-point number nearest to num/den, NaN when den is zero.
func rational(num, den *big.Int) float64 {
	if den.Sign() == 0 {
		return math.NaN()
	}
	f, _ := new(big.Rat).SetFrac(num, den).Float64()
	return f
}
