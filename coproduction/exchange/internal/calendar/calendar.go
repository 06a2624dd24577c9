// Package calendar reads dates and times as tables have them, and makes age bands.
package calendar

import (
	"bytes"
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// An Instant is when something was.
type Instant struct {
	At    time.Time
	Clock bool // the time of day is written
	Zone  bool // and so is its zone
	Cut   bool // parts of a second that are written were left out

	// Unsure says that the clocks of the zone that was given show this time twice, as they
	// were put back, or never, as they were put forward.
	Unsure bool
}

// Parse reads a date, or a date and time, in the order of ISO 8601. A time without a
// zone is one of the zone given: where its clocks show it twice the first, and where they
// never do as much later as they were put forward. Of a date At is when it begins.
func Parse(text []byte, zone *time.Location) (Instant, bool) {
	if len(text) < 10 || text[4] != '-' || text[7] != '-' {
		return Instant{}, false
	}
	year, ok := digits(text[:4])
	month, ok2 := digits(text[5:7])
	day, ok3 := digits(text[8:10])
	if !ok || !ok2 || !ok3 {
		return Instant{}, false
	}
	var i Instant
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if date.Year() != year || int(date.Month()) != month || date.Day() != day {
		return Instant{}, false
	}
	if len(text) == 10 {
		i.At, _ = shown(date, zone)
		return i, true
	}
	rest := text[11:]
	if text[10] != ' ' && text[10] != 'T' || len(rest) < 5 || rest[2] != ':' {
		return Instant{}, false
	}
	hour, ok := digits(rest[:2])
	minute, ok2 := digits(rest[3:5])
	if !ok || !ok2 || hour > 23 || minute > 59 {
		return Instant{}, false
	}
	rest, second := rest[5:], 0
	if len(rest) >= 3 && rest[0] == ':' {
		if second, ok = digits(rest[1:3]); !ok || second > 59 {
			return Instant{}, false
		}
		if rest = rest[3:]; len(rest) > 1 && rest[0] == '.' { // parts of a second are beyond what a visit is timed by
			end := 1
			for end < len(rest) && '0' <= rest[end] && rest[end] <= '9' {
				i.Cut = i.Cut || rest[end] != '0'
				end++
			}
			rest = rest[end:]
		}
	}
	i.Clock = true
	if rest = bytes.TrimLeft(rest, " "); len(rest) > 0 {
		offset, ok := offsetOf(rest)
		if !ok {
			return Instant{}, false
		}
		i.Zone, zone = true, time.FixedZone("", offset)
	}
	clock := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
	i.At, i.Unsure = shown(clock, zone)
	return i, true
}

// shown returns when the clocks of a zone show what a clock of UTC shows at a time, and
// whether they do so twice or never.
func shown(clock time.Time, zone *time.Location) (time.Time, bool) {
	year, month, day := clock.Date()
	hour, minute, second := clock.Clock()
	at := time.Date(year, month, day, hour, minute, second, 0, zone)
	if zone == time.UTC {
		return at, false
	}
	from, to := at.ZoneBounds()
	near := [...]time.Time{at, at, at}
	if !from.IsZero() {
		near[0] = from.Add(-time.Second)
	}
	if !to.IsZero() {
		near[2] = to
	}
	first, times := at, 0
	for _, one := range near { // the offsets before the last change of the clocks, at the time, and after the next
		_, offset := one.Zone()
		one = clock.Add(-time.Duration(offset) * time.Second).In(zone)
		if _, there := one.Zone(); there == offset && (times == 0 || !one.Equal(first)) {
			if times++; times == 1 || one.Before(first) {
				first = one
			}
		}
	}
	if times == 0 { // at is by an hour or so too early or too late: later is meant
		_, offset := at.Zone()
		if late := clock.Sub(at.Add(time.Duration(offset) * time.Second)); late > 0 {
			at = at.Add(late)
		}
		return at, true
	}
	return first, times > 1
}

// offsetOf reads Z, UTC, +02, +0200 or +02:00 as seconds.
func offsetOf(text []byte) (int, bool) {
	if s := string(text); s == "Z" || s == "UTC" {
		return 0, true
	}
	sign := map[byte]int{'+': 1, '-': -1}[text[0]]
	text = bytes.Replace(text[1:], []byte(":"), nil, 1)
	if len(text) == 2 {
		text = append(bytes.Clone(text), "00"...)
	}
	if sign == 0 || len(text) != 4 {
		return 0, false
	}
	hours, ok := digits(text[:2])
	minutes, ok2 := digits(text[2:])
	return sign * (hours*60 + minutes) * 60, ok && ok2 && hours < 24 && minutes < 60
}

func digits(text []byte) (n int, ok bool) {
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}

// A Birth is what is known of when somebody was born; 0 is what is not.
type Birth struct {
	Year       int16
	Month, Day uint8
}

// Parts is how many of year, month and day are known.
func (b Birth) Parts() (n int) {
	for _, known := range []bool{b.Year > 0, b.Month > 0, b.Day > 0} {
		if known {
			n++
		}
	}
	return n
}

// Band returns the age band on a day, where what is known of the birth leaves no doubt
// about it. The second result is false where the day is before the birth.
func (b Birth) Band(on time.Time) (encounter.AgeBand, bool) {
	oldest := on.Year() - int(b.Year)
	youngest := oldest
	switch month, day := int(on.Month()), on.Day(); {
	case b.Month == 0:
		youngest--
	case int(b.Month) > month || int(b.Month) == month && b.Day != 0 && int(b.Day) > day:
		oldest--
		youngest--
	case int(b.Month) == month && b.Day == 0:
		youngest--
	}
	if oldest < 0 {
		return "", false
	}
	if youngest < 0 {
		youngest = 0 // the visit is no earlier than the birth
	}
	if BandOf(youngest) != BandOf(oldest) {
		return "", true
	}
	return BandOf(oldest), true
}

// BandOf is the age band of an age in completed years.
func BandOf(age int) encounter.AgeBand {
	switch bands := encounter.AgeBands(); {
	case age < 18:
		return encounter.AgeUnder18
	case age < 30:
		return encounter.Age18
	default:
		return bands[min(age, 90)/10-1] // 30-39 is the third
	}
}
