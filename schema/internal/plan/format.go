package plan

import (
	"regexp"
	"strings"
)

// Formats are judged by what v5 asks. Here is what sees at once that a text written
// in the usual way has a format; where it does not see that, v5's own function is
// asked, so that both always say the same.
var usual = map[string]func(text []byte) bool{
	"date-time": usualDateTime,
	"date":      usualDate,
	"time":      usualTime,
	"duration":  usualDuration,
	"uri":       usualURI,
	"email":     usualEmail,
}

// uuid is the one format that has places.
const uuid = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"

// lookForFormat returns what matches where v5 asserts the format.
func (p *Patterns) lookForFormat(name string, is func(text string) bool) looker {
	if name == "uuid" {
		return p.lookFor(regexp.MustCompile(uuid))
	}
	quick := usual[name]
	if quick == nil {
		return looker{match: func(text []byte) bool { return is(string(text)) }}
	}
	return looker{match: func(text []byte) bool { return quick(text) || is(string(text)) }}
}

// digits reads a number of two digits; -1 where there is none.
func digits(b []byte) int {
	tens, ones := b[0]-'0', b[1]-'0'
	if tens > 9 || ones > 9 {
		return -1
	}
	return int(tens)*10 + int(ones)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func usualDate(text []byte) bool {
	if len(text) != len("2006-01-02") || text[4] != '-' || text[7] != '-' {
		return false
	}
	century, year, month, day := digits(text), digits(text[2:]), digits(text[5:]), digits(text[8:])
	if century < 0 || year < 0 || month < 1 || month > 12 || day < 1 {
		return false
	}
	days := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if leap := year%4 == 0 && (year != 0 || century%4 == 0); month == 2 && leap {
		days = 29
	}
	return day <= days
}

// usualTime leaves leap seconds, and small letters, to others.
func usualTime(text []byte) bool {
	if len(text) < len("15:04:05Z") || text[2] != ':' || text[5] != ':' {
		return false
	}
	hour, minute, second := digits(text), digits(text[3:]), digits(text[6:])
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 {
		return false
	}
	zone := text[8:]
	if zone[0] == '.' {
		n := 1
		for n < len(zone) && isDigit(zone[n]) {
			n++
		}
		if n < 2 || n > 10 {
			return false
		}
		zone = zone[n:]
	}
	switch {
	case len(zone) == 1:
		return zone[0] == 'Z'
	case len(zone) != len("+01:00") || zone[0] != '+' && zone[0] != '-' || zone[3] != ':':
		return false
	}
	hour, minute = digits(zone[1:]), digits(zone[4:])
	return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59
}

func usualDateTime(text []byte) bool {
	const date = len("2006-01-02")
	return len(text) > date && text[date] == 'T' && usualDate(text[:date]) && usualTime(text[date+1:])
}

// usualDuration knows P1Y2M3DT4H5M6S and what is left of it where units are left
// out in front or behind, and P1W.
func usualDuration(text []byte) bool {
	if len(text) < 3 || text[0] != 'P' {
		return false
	}
	units, found := "YMD", 0
	for i := 1; i < len(text); {
		if text[i] == 'T' && units != "HMS" && (units == "YMD" || found > 0) {
			units, found = "HMS", 0
			i++
			continue
		}
		start := i
		for i < len(text) && isDigit(text[i]) {
			i++
		}
		if i == start || i == len(text) {
			return false
		}
		if text[i] == 'W' {
			return units == "YMD" && found == 0 && i == len(text)-1
		}
		unit := strings.IndexByte(units, text[i])
		if unit < 0 || found > 0 && unit != found {
			return false
		}
		found = unit + 1
		i++
	}
	return found > 0
}

// usualURI knows a scheme, a host and a path without anything odd in them.
func usualURI(text []byte) bool {
	i := 0
	for i < len(text) && isLetter(text[i]) {
		i++
	}
	if i == 0 || len(text) < i+4 || string(text[i:i+3]) != "://" {
		return false
	}
	host := i + 3
	for i = host; i < len(text) && text[i] != '/'; i++ {
		if c := text[i]; !isLetter(c) && !isDigit(c) && c != '-' && c != '.' {
			return false
		}
	}
	if i == host {
		return false
	}
	for _, c := range text[i:] {
		if !isLetter(c) && !isDigit(c) && strings.IndexByte("/-._~", c) < 0 {
			return false
		}
	}
	return true
}

// usualEmail knows words of letters and digits, joined by dots and hyphens, on both sides.
func usualEmail(text []byte) bool {
	if len(text) > 64 {
		return false
	}
	at, between := 0, true // between: a word has to begin
	for i, c := range text {
		switch {
		case isLetter(c), isDigit(c):
			between = false
			continue
		case between:
			return false
		case c == '@' && at == 0:
			at = i
		case c != '.' && c != '-':
			return false
		}
		between = true
	}
	return at > 0 && !between
}
