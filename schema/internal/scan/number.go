package scan

import (
	"bytes"
	"strconv"
)

// number scans a number literal.
func (s *scanner) number() bool {
	start := s.pos
	if s.peek() == '-' {
		s.pos++
	}
	if s.peek() == '0' {
		if s.pos++; isDigit(s.peek()) {
			return s.syntax("a number has no leading zero")
		}
	} else if !s.digits() {
		return s.syntax("expected a digit")
	}
	if s.peek() == '.' {
		if s.pos++; !s.digits() {
			return s.syntax("expected a digit after the decimal point")
		}
	}
	mantissa := s.doc[start:s.pos]
	if s.peek()|0x20 == 'e' {
		if s.pos++; s.peek() == '+' || s.peek() == '-' {
			s.pos++
		}
		if !s.digits() {
			return s.syntax("expected a digit in the exponent")
		}
	}
	if detail := Misread(mantissa, s.doc[start:s.pos]); detail != "" {
		s.collect(RuleNumber, start, s.pos-start, detail)
	}
	return true
}

// Misread tells how a float64 would fail to stand for a literal; "" if it does
// not. Rounding is no failure.
func Misread(mantissa, literal []byte) string {
	switch {
	case len(literal) > MaxNumber:
		return "number literal longer than " + strconv.Itoa(MaxNumber) + " bytes"
	case len(literal) == len(mantissa):
		return "" // without an exponent, 64 bytes cannot leave the range
	}
	f, err := strconv.ParseFloat(string(literal), 64)
	switch {
	case err != nil: // the grammar has been seen to: only the range is left
		return "number too large: it would be read as infinite"
	case f == 0 && bytes.ContainsAny(mantissa, "123456789"):
		return "number too small: it would be read as zero"
	}
	return ""
}

// digits scans one digit or more.
func (s *scanner) digits() bool {
	start := s.pos
	for isDigit(s.peek()) {
		s.pos++
	}
	return s.pos > start
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
