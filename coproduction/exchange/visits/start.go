package visits

import (
	"regexp"
	"time"
)

// A clock is how much a start tells.
type clock int

const (
	noClock  clock = iota // it cannot be read
	dateOnly              // the day
	local                 // day and time, in a zone that is not said
	zoned                 // an instant
)

// startForm is stricter than the parser, which takes "9:00" and decimal commas.
var startForm = regexp.MustCompile(`^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?:(:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?)?$`)

// parseStart reads a start. A time without a zone is taken as UTC, which changes
// nothing as long as all are.
func parseStart(text string) (time.Time, clock) {
	parts := startForm.FindStringSubmatch(text)
	form, layout := local, "2006-01-02T15:04"
	switch {
	case parts == nil:
		return time.Time{}, noClock
	case len(text) == len(time.DateOnly):
		form, layout = dateOnly, time.DateOnly
	case parts[2] != "":
		form, layout = zoned, time.RFC3339
	case parts[1] != "":
		layout = "2006-01-02T15:04:05"
	}
	if form != dateOnly {
		text = text[:10] + "T" + text[11:]
	}
	at, err := time.Parse(layout, text)
	if err != nil {
		return time.Time{}, noClock
	}
	return at, form
}
