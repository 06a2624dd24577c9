package table

import (
	"regexp"
	"strconv"
	"strings"
)

// numberForm is stricter than the parser, which takes infinities, hexadecimals and
// underscores.
var (
	numberForm = regexp.MustCompile(`^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$`)
	commaForm  = regexp.MustCompile(`^[+-]?\d*,\d+$`)
)

// What is the matter with a number.
const (
	notNumber    = "this is not a number"
	decimalComma = "this number has a comma where a decimal point is needed"
	outOfRange   = "this number is too large or too small to be held"
)

// number reads a number, or says what is the matter with it. A comma is a decimal sign where
// fields are separated otherwise.
func (t *reading) number(text string) (v float64, fault string) {
	if t.Otherwise() && commaForm.MatchString(text) {
		return number(strings.Replace(text, ",", ".", 1))
	}
	return number(text)
}

// number reads a number, or says what is the matter with it.
func number(text string) (v float64, fault string) {
	switch {
	case commaForm.MatchString(text):
		return 0, decimalComma
	case !numberForm.MatchString(text):
		return 0, notNumber
	}
	v, err := strconv.ParseFloat(text, 64)
	mantissa, _, _ := strings.Cut(strings.ToLower(text), "e")
	if err != nil || v == 0 && strings.ContainsAny(mantissa, "123456789") {
		return 0, outOfRange
	}
	return v, ""
}
