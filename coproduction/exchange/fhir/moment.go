package fhir

import (
	"slices"
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/calendar"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A moment is a date and time of FHIR, as it is read.
type moment struct {
	calendar.Instant
	leap bool // it is a leap second, for which there is the one before
}

// instant reads a date and time of FHIR. ok is false where it is none, and also where
// only a year or month is given: that is no start.
func instant(text string) (m moment, ok bool) {
	text = strings.TrimSpace(text)
	const seconds = len("2016-12-31T23:59")
	if m.leap = len(text) > seconds && strings.HasPrefix(text[seconds:], ":60"); m.leap {
		text = text[:seconds] + ":59" + text[seconds+len(":60"):]
	}
	m.Instant, ok = calendar.Parse([]byte(text), time.UTC)
	if !ok || m.At.Year() < 1900 || m.At.Year() > 2099 {
		return moment{}, false
	}
	return m, true
}

// asRead says in what moments of an element, of those that are known, differ from what is
// written; what is no mere loss of precision it tells.
func asRead(tell func(id schema.RuleID, detail string), of string, moments ...moment) (how []string) {
	moments = slices.DeleteFunc(moments, func(m moment) bool { return m.At.IsZero() })
	some := func(is func(moment) bool) bool { return slices.ContainsFunc(moments, is) }
	if some(func(m moment) bool { return !m.Zone }) {
		tell(ruleZone, of+" has no zone: it is read as UTC")
		how = append(how, "read as UTC")
	}
	if some(func(m moment) bool { return m.leap }) {
		tell(ruleLeap, of+" has a leap second: it is read as the second before")
		how = append(how, "a leap second as the one before")
	}
	if some(func(m moment) bool { return m.Cut }) {
		how = append(how, "without parts of a second")
	}
	return how
}

// amended is the fate of what stands in the records, but for what is said: "" where
// nothing is.
func amended(how ...string) (fate string) {
	how = slices.DeleteFunc(how, func(one string) bool { return one == "" })
	if len(how) == 0 {
		return ""
	}
	return changed + strings.Join(how, ", ")
}
