package plan

import (
	"bytes"
	"encoding/binary"
	"math/big"
	"math/bits"

	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// hugeExponent is how many digits of an exponent, without zeros in front, only zero
// can have: the strict profile bounds all other numbers.
const hugeExponent = 4

// number goes over a number, which begins at pos, and returns the offset behind it.
func (r *run) number(n *node, pos int) int {
	doc := r.doc
	at := pos
	if doc[at] == '-' {
		at++
	}
	first := at
	value, at := digitsFrom(doc, first)
	if at == first || doc[first] == '0' && at > first+1 {
		return invalid
	}
	if at < len(doc) {
		if c := doc[at]; isDigit(c) || c == '.' || c|0x20 == 'e' {
			return r.otherNumber(n, pos)
		}
	}
	switch t := n.number; {
	case n.kinds&(kindNumber|kindWhole) == 0:
		return invalid
	case t == nil:
		return at
	default:
		if first > pos {
			value = -value
		}
		if value < t.low || value > t.high {
			return invalid
		}
		if t.step != 0 && value%t.step != 0 || t.fraction && !keepsAll(t, new(big.Rat).SetInt64(value)) {
			return invalid
		}
		return at
	}
}

// digitsFrom reads up to 18 digits from a place on, and returns the offset behind them.
func digitsFrom(doc []byte, at int) (value int64, end int) {
	if at+8 <= len(doc) {
		if few, n := eightDigits(binary.LittleEndian.Uint64(doc[at:])); n < 8 { // as nearly all
			return few, at + n
		}
	}
	for end = min(len(doc), at+18); at < end && isDigit(doc[at]); at++ {
		value = value*10 + int64(doc[at]-'0')
	}
	return value, at
}

// eightDigits returns the number that the first of eight bytes are the digits of, and
// how many are.
func eightDigits(text uint64) (value int64, n int) {
	const each, pair = 0x0101010101010101, 0x000000ff000000ff
	digits := text ^ '0'*each // each is its value, or above nine
	more := (digits + (0x80-10)*each | digits) & highBits
	n = bits.TrailingZeros64(more) / 8 // a carry only disturbs the bytes behind
	digits <<= 64 - 8*n                // zeros before the digits; nothing where there is none
	digits = digits*10 + digits>>8     // pairs, in every other byte
	return int64((digits&pair*(100+1000000<<32) + digits>>16&pair*(1+10000<<32)) >> 32), n
}

// otherNumber goes over a number that is not a whole one of up to 18 digits.
func (r *run) otherNumber(n *node, pos int) int {
	end, mantissa := numberEnd(r.doc, pos)
	if end < 0 {
		return invalid
	}
	literal := r.doc[pos:end]
	if scan.Misread(literal[:mantissa-pos], literal) != "" {
		return invalid
	}
	if exponent := bytes.TrimLeft(r.doc[mantissa:end], "eE+-0"); len(exponent) >= hugeExponent {
		return doubtful // v5 may not be able to read it
	}
	if n.kinds&kindNumber == 0 && (n.kinds&kindWhole == 0 || !isWhole(literal)) {
		return invalid
	}
	if n.number != nil && !keepsAll(n.number, rational(literal)) {
		return invalid
	}
	return end
}

func keepsAll(t *number, value *big.Rat) bool {
	for i := range t.bounds {
		if !t.bounds[i].keeps(value) {
			return false
		}
	}
	return true
}

// numberEnd goes over a number literal by the grammar. It returns the offsets behind
// it and behind what stands before the exponent; negative where it is none.
func numberEnd(doc []byte, pos int) (end, mantissa int) {
	if doc[pos] == '-' {
		pos++
	}
	zero := pos < len(doc) && doc[pos] == '0'
	end = skipDigits(doc, pos)
	if end == pos || zero && end > pos+1 {
		return invalid, invalid
	}
	if end < len(doc) && doc[end] == '.' {
		start := end + 1
		if end = skipDigits(doc, start); end == start {
			return invalid, invalid
		}
	}
	mantissa = end
	if end < len(doc) && doc[end]|0x20 == 'e' {
		start := end + 1
		if start < len(doc) && (doc[start] == '+' || doc[start] == '-') {
			start++
		}
		if end = skipDigits(doc, start); end == start {
			return invalid, invalid
		}
	}
	return end, mantissa
}

func skipDigits(doc []byte, pos int) int {
	for pos < len(doc) && isDigit(doc[pos]) {
		pos++
	}
	return pos
}

// rational is the exact value of a literal that the strict profile lets through:
// that keeps it small.
func rational(literal []byte) *big.Rat {
	value, ok := new(big.Rat).SetString(string(literal))
	if !ok {
		panic("plan: a number that is none")
	}
	return value
}

// A decimal is a number in the one way to write it: 0.digits × 10^exponent, where
// the first and the last digit are not zero. Zero has no digits.
type decimal struct {
	digits   [scan.MaxNumber]byte
	n        int
	exponent int
	negative bool
}

// decimalOf reads a literal that the strict profile lets through.
func decimalOf(literal []byte) (d decimal) {
	i := 0
	if d.negative = literal[0] == '-'; d.negative {
		i++
	}
	point := false
	for ; i < len(literal) && literal[i]|0x20 != 'e'; i++ {
		switch c := literal[i]; {
		case c == '.':
			point = true
			continue
		case d.n > 0 || c != '0':
			d.digits[d.n] = c
			d.n++
			if !point {
				d.exponent++
			}
		case point:
			d.exponent--
		}
	}
	if i < len(literal) {
		i++
		less := literal[i] == '-'
		if less || literal[i] == '+' {
			i++
		}
		e := 0
		for ; i < len(literal); i++ {
			e = min(e*10+int(literal[i]-'0'), 1<<20)
		}
		if less {
			e = -e
		}
		d.exponent += e
	}
	for d.n > 0 && d.digits[d.n-1] == '0' {
		d.n--
		d.digits[d.n] = 0
	}
	if d.n == 0 {
		return decimal{}
	}
	return d
}

// isWhole reports whether a literal stands for a whole number, however written.
func isWhole(literal []byte) bool {
	d := decimalOf(literal)
	return d.n <= d.exponent || d.n == 0
}
