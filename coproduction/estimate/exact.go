package estimate

import (
	"errors"
	"math/big"
	"math/bits"
)

// Exact is a whole number wide enough for any sum of products of two int64 that
// a machine can form: 192 bits, two's complement, least significant word first.
// Its zero value is 0. It is comparable and allocates nothing until it is
// written or divided.
//
// As text, and so in JSON as a string, it is a decimal number without leading zeros.
type Exact struct{ words [3]uint64 }

// ErrExact says that a text is not the canonical decimal form of an [Exact].
var ErrExact = errors.New("estimate: not a canonical whole number of at most 160 bits")

// Int returns n as an Exact.
func Int(n int64) Exact {
	sign := uint64(n >> 63)
	return Exact{[3]uint64{uint64(n), sign, sign}}
}

// Product returns a·b, in full.
func Product(a, b int64) Exact {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	p := Exact{[3]uint64{lo, hi, 0}}
	if (a < 0) != (b < 0) {
		return Exact{}.Sub(p)
	}
	return p
}

// magnitude returns |n|, right for the smallest int64 too.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// Add returns e + f.
func (e Exact) Add(f Exact) (sum Exact) {
	var carry uint64
	for i := range sum.words {
		sum.words[i], carry = bits.Add64(e.words[i], f.words[i], carry)
	}
	return sum
}

// Sub returns e − f.
func (e Exact) Sub(f Exact) (difference Exact) {
	var borrow uint64
	for i := range difference.words {
		difference.words[i], borrow = bits.Sub64(e.words[i], f.words[i], borrow)
	}
	return difference
}

// Sign returns −1, 0 or 1 as e is negative, zero or positive.
func (e Exact) Sign() int {
	switch {
	case int64(e.words[2]) < 0:
		return -1
	case e == Exact{}:
		return 0
	}
	return 1
}

// Big returns e as a new big integer.
func (e Exact) Big() *big.Int {
	if e.Sign() < 0 {
		n := Exact{}.Sub(e).Big()
		return n.Neg(n)
	}
	n := new(big.Int)
	for i := len(e.words) - 1; i >= 0; i-- {
		n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(e.words[i]))
	}
	return n
}

// Float64 returns the floating-point number nearest to e.
func (e Exact) Float64() float64 {
	if n := int64(e.words[0]); e == Int(n) {
		return float64(n)
	}
	f, _ := new(big.Float).SetInt(e.Big()).Float64()
	return f
}

// Quotient returns the floating-point number nearest to num/den, and 0 when den is zero.
func Quotient(num, den Exact) float64 {
	n, d := int64(num.words[0]), int64(den.words[0])
	switch {
	case den.Sign() == 0:
		return 0
	case num == Int(n) && den == Int(d) && max(magnitude(n), magnitude(d)) <= 1<<53:
		return float64(n) / float64(d) // both exact, so rounded once
	}
	f, _ := new(big.Rat).SetFrac(num.Big(), den.Big()).Float64()
	return f
}

// String returns e in decimal.
func (e Exact) String() string { return e.Big().String() }

// MarshalText returns e in decimal.
func (e Exact) MarshalText() ([]byte, error) { return e.Big().Append(nil, 10), nil }

// UnmarshalText reads what MarshalText writes, and nothing else; it returns
// [ErrExact] otherwise. The bound of 160 bits leaves room for four thousand
// million such sums to be merged.
func (e *Exact) UnmarshalText(text []byte) error {
	const longest = 50 // digits and sign of 160 bits
	if len(text) > longest {
		return ErrExact
	}
	n, ok := new(big.Int).SetString(string(text), 10)
	if !ok || n.BitLen() > 160 || n.String() != string(text) {
		return ErrExact
	}
	var words [4]uint64
	for i, abs := 0, new(big.Int).Abs(n); abs.Sign() > 0; i++ {
		words[i] = abs.Uint64()
		abs.Rsh(abs, 64)
	}
	*e = Exact{[3]uint64(words[:3])}
	if n.Sign() < 0 {
		*e = Exact{}.Sub(*e)
	}
	return nil
}
