package decode

import (
	"time"

	"github.com/coproduction-lab/coproduction-go/theme"
)

// A zone is an offset from UTC that came before.
type zone = time.Location

// time reads a date and time as RFC 3339 writes it, to whole seconds or to
// milliseconds; any other fraction is read by the standard library.
func (d *Decoder) time() (t time.Time) {
	text := d.quoted()
	if d.unsure {
		return t
	}
	if at, offset, ok := parseTime(text); ok {
		return at.In(d.zone(at, offset))
	}
	d.look = true
	if t.UnmarshalText(text) != nil {
		d.unsure = true
	}
	return t
}

// zone is the location that package time gives a time with that offset: UTC for
// none, the local one where that has this offset at the time, and otherwise one
// that has nothing but the offset. The last are kept, as a study has few.
func (d *Decoder) zone(at time.Time, offset int) *zone {
	if offset == noOffset {
		return time.UTC
	}
	local := at.In(time.Local)
	if _, here := local.Zone(); here == offset {
		return time.Local
	}
	z := d.zones[offset]
	if z == nil {
		z = time.FixedZone("", offset)
		if d.zones == nil {
			d.zones = make(map[int]*zone)
		}
		d.zones[offset] = z // there are no more than 2,879 of them
	}
	return z
}

// noOffset stands for Z.
const noOffset = 1 << 30

// parseTime reads "2006-01-02T15:04:05", a fraction of three digits or none, and "Z" or
// an offset in seconds.
func parseTime(text []byte) (t time.Time, offset int, ok bool) {
	if len(text) < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' {
		return t, 0, false
	}
	bad := false
	two := func(i int) int {
		tens, ones := text[i]-'0', text[i+1]-'0'
		bad = bad || tens > 9 || ones > 9
		return 10*int(tens) + int(ones)
	}
	year, month, day := 100*two(0)+two(2), two(5), two(8)
	hour, minute, second := two(11), two(14), two(17)
	rest, milli := text[19:], 0
	if rest[0] == '.' {
		if len(rest) < 5 {
			return t, 0, false
		}
		hundreds := rest[1] - '0'
		bad = bad || hundreds > 9
		milli = 100*int(hundreds) + two(21)
		rest = rest[4:]
	}
	switch {
	case len(rest) == 1 && rest[0] == 'Z':
		offset = noOffset
	case len(rest) == 6 && (rest[0] == '+' || rest[0] == '-') && rest[3] == ':':
		at := len(text) - len(rest)
		hours, minutes := two(at+1), two(at+4)
		bad = bad || hours > 23 || minutes > 59
		offset = 3600*hours + 60*minutes
		if rest[0] == '-' {
			offset = -offset
		}
	default:
		return t, 0, false
	}
	if bad || month < 1 || month > 12 || day < 1 || day > 28 && day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59 {
		return t, 0, false
	}
	t = time.Date(year, time.Month(month), day, hour, minute, second, milli*1e6, time.UTC)
	if offset != noOffset {
		t = t.Add(time.Duration(-offset) * time.Second)
	}
	return t, offset, true
}

// daysIn is the number of days of a month.
func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// target reads what a coding is about.
func (d *Decoder) target() (t theme.Target) {
	const urn = "urn:uuid:"
	text := d.quoted()
	if len(text) < len(urn)+36 || string(text[:len(urn)]) != urn || !parseID(&t.Record, text[len(urn):][:36]) {
		d.unsure = true
		return t
	}
	if tellsTime(t.Record.Version()) {
		d.look = true
	}
	if rest := text[len(urn)+36:]; len(rest) > 0 {
		if rest[0] != '#' || len(rest) == 1 {
			d.unsure = true
			return t
		}
		d.look = d.look || !plainPointer(rest[1:])
		t.Pointer = d.words.text(rest[1:])
	}
	return t
}

// plainPointer reports whether a JSON Pointer is names and numbers in turn, as
// "/steps/3/by/0", and no token is empty: it says nothing about anybody.
func plainPointer(pointer []byte) bool {
	last, digits := byte('a'), 0
	for i, c := range pointer {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		digit := c-'0' <= 9
		if digit {
			digits++
		}
		behindNumber := last-'0' <= 9
		if !letter && !digit && c != '/' || c == '/' && last == '/' || letter && behindNumber || digit && last == '/' && i > 1 && pointer[i-2]-'0' <= 9 {
			return false
		}
		last = c
	}
	return digits <= 7
}
