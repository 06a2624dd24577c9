package redcap

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/calendar"
	"github.com/coproduction-lab/coproduction-go/schema"
)

var (
	wholeForm   = regexp.MustCompile(`^[-+]?\d+$`)
	numberForm  = regexp.MustCompile(`^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?$`) // an exponent of more digits is a way to take our memory
	commaForm   = regexp.MustCompile(`^[-+]?(\d+,?\d*|,\d+)([eE][-+]?\d{1,3})?$`)
	timeForm    = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$`)
	minutesForm = regexp.MustCompile(`^[0-5]\d:[0-5]\d$`)
)

// statuses are those of a form, by code and label.
var statuses = []string{"0", "1", "2", "incomplete", "unverified", "complete"}

// check holds a value against the dictionary. It returns the rule that the value
// breaks, and how; "" where it keeps all.
func (c *column) check(value string) (schema.RuleID, string) {
	f := c.field
	switch {
	case c.kind == status && !slices.Contains(statuses, strings.ToLower(value)):
		return ruleChoice, "this is no status of a form"
	case c.kind != answer || f == nil && !c.box:
		return "", ""
	case c.box:
		_, known := checked(value)
		if !known && value != c.choice.label && value != c.choice.code {
			return ruleChoice, "a check box is checked or not"
		}
		return "", ""
	case f.choices != nil:
		if _, known := f.choices.find(value); !known {
			return ruleChoice, "the field has no such choice"
		}
		return "", ""
	case f.kind == "calc" || f.kind == "slider":
		if !numberForm.MatchString(value) {
			return ruleType, "this is not a number"
		}
		return "", ""
	case f.kind != "text":
		return "", ""
	}
	form := shapeOf(f.validation)
	if form == nil {
		return "", ""
	}
	if !form.is(value) {
		return ruleType, "this is not " + form.name
	}
	if form.compare != nil && (f.least != "" && form.is(f.least) && form.compare(value, f.least) < 0 ||
		f.most != "" && form.is(f.most) && form.compare(value, f.most) > 0) {
		return ruleBounds, "this lies outside the bounds of the field"
	}
	return "", ""
}

// A shape is what the values of a validated text are.
type shape struct {
	name    string
	is      func(string) bool
	compare func(a, b string) int
}

var (
	whole   = &shape{"a whole number", short(wholeForm.MatchString), compareNumbers}
	number  = &shape{"a number", short(numberForm.MatchString), compareNumbers}
	comma   = &shape{"a number with a decimal comma", short(commaForm.MatchString), compareNumbers}
	date    = &shape{"a date, as 2024-03-01", isDate, compareInstants}
	minute  = &shape{"a date and time, as 2024-03-01 09:30", isTimed, compareInstants}
	clock   = &shape{"a time, as 09:30", timeForm.MatchString, compareClocks}
	seconds = &shape{"minutes and seconds, as 09:30", minutesForm.MatchString, strings.Compare}
)

// maxNumber is how long a number may be: comparing longer ones is a way to take our time.
const maxNumber = 1000

func short(is func(string) bool) func(string) bool {
	return func(text string) bool { return len(text) <= maxNumber && is(text) }
}

// shapeOf returns the shape that a validation asks for; nil where it is not checked.
// Dates are exported in one order, in whatever order they were entered.
func shapeOf(validation string) *shape {
	switch {
	case validation == "integer" || validation == "int":
		return whole
	case validation == "number_comma_decimal" || strings.HasPrefix(validation, "number_") && strings.HasSuffix(validation, "_comma_decimal"):
		return comma
	case validation == "number" || validation == "float" || strings.HasPrefix(validation, "number_"):
		return number
	case strings.HasPrefix(validation, "datetime_"):
		return minute
	case strings.HasPrefix(validation, "date_") || validation == "date":
		return date
	case validation == "time" || validation == "time_hh_mm_ss":
		return clock
	case validation == "time_mm_ss":
		return seconds
	}
	return nil
}

func isDate(text string) bool {
	i, ok := calendar.Parse([]byte(text), time.UTC)
	return ok && !i.Clock
}

func isTimed(text string) bool {
	i, ok := calendar.Parse([]byte(text), time.UTC)
	return ok && i.Clock
}

// compareInstants compares dates, and times that have seconds with those that have none.
func compareInstants(a, b string) int {
	i, _ := calendar.Parse([]byte(a), time.UTC)
	j, _ := calendar.Parse([]byte(b), time.UTC)
	return i.At.Compare(j.At)
}

// compareClocks compares times of day alike.
func compareClocks(a, b string) int {
	return strings.Compare((a + ":00")[:len("09:30:00")], (b + ":00")[:len("09:30:00")])
}

// compareNumbers compares in full, up to [maxNumber] digits.
func compareNumbers(a, b string) int {
	return rational(a).Cmp(rational(b))
}

func rational(text string) *big.Rat {
	n, ok := new(big.Rat).SetString(strings.Replace(text, ",", ".", 1))
	if !ok {
		return new(big.Rat)
	}
	return n
}
