package calendar

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

func TestParse(t *testing.T) {
	east := time.FixedZone("", 3600)
	for text, want := range map[string]string{
		"2024-03-01": "2024-03-01T00:00:00+01:00", "2024-03-01 09:30": "2024-03-01T09:30:00+01:00",
		"2024-03-01T09:30:59.123": "2024-03-01T09:30:59+01:00", "2024-03-01T09:30:59.000": "2024-03-01T09:30:59+01:00", "2024-02-29 23:59:59Z": "2024-02-29T23:59:59Z",
		"2024-03-01 09:30:00 UTC": "2024-03-01T09:30:00Z", "2024-03-01 09:30:00-0530": "2024-03-01T09:30:00-05:30",
		"2024-03-01 09:30+02": "2024-03-01T09:30:00+02:00",
	} {
		i, ok := Parse([]byte(text), east)
		assert.True(t, ok, text)
		assert.Equal(t, want, i.At.Format(time.RFC3339), text)
		assert.Equal(t, len(text) > 10, i.Clock, text)
		assert.Equal(t, strings.Contains(text, ".1"), i.Cut, text)
	}
	for _, text := range []string{"", "2024", "2023-02-29", "2024-13-01", "2024-00-01", "2024-03-00", "01-03-2024", "2024-03-01x", "2024-03-01 9:30",
		"2024-03-01 24:00", "2024-03-01 23:60", "2024-03-01 23:59:60", "2024-03-01 09:30:00+24:00", "2024-03-01 09:30:00+1:00", "2024-03-01 09:30:00 CET", "2024-03-01 09:30:", "+024-03-01"} {
		_, ok := Parse([]byte(text), east)
		assert.False(t, ok, text)
	}
}

// When clocks are put forward or back a time is shown never or twice.
func TestParseClockChanges(t *testing.T) {
	for _, tt := range []struct {
		zone, text, want string
		unsure           bool
	}{ // from: the rules of the zones in the tz database
		{"Europe/Copenhagen", "2024-03-31 01:59:59", "2024-03-31T01:59:59+01:00", false},
		{"Europe/Copenhagen", "2024-03-31 02:00", "2024-03-31T03:00:00+02:00", true},
		{"Europe/Copenhagen", "2024-03-31 02:59:59", "2024-03-31T03:59:59+02:00", true},
		{"Europe/Copenhagen", "2024-03-31 03:00", "2024-03-31T03:00:00+02:00", false},
		{"Europe/Copenhagen", "2024-10-27 01:59:59", "2024-10-27T01:59:59+02:00", false},
		{"Europe/Copenhagen", "2024-10-27 02:00", "2024-10-27T02:00:00+02:00", true},
		{"Europe/Copenhagen", "2024-10-27 02:59:59", "2024-10-27T02:59:59+02:00", true},
		{"Europe/Copenhagen", "2024-10-27 03:00", "2024-10-27T03:00:00+01:00", false},
		{"Europe/Copenhagen", "2024-10-27 02:30+01", "2024-10-27T02:30:00+01:00", false}, // it says which
		{"Europe/Copenhagen", "2024-10-27", "2024-10-27T00:00:00+02:00", false},
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00", false}, // this day begins at one
		{"America/Sao_Paulo", "2018-11-04 00:30", "2018-11-04T01:30:00-02:00", true},
		{"America/Sao_Paulo", "2018-02-17 23:30", "2018-02-17T23:30:00-02:00", true},
		{"America/Havana", "2024-11-03", "2024-11-03T00:00:00-04:00", false}, // of two beginnings the first
		{"Australia/Lord_Howe", "2024-10-06 02:10", "2024-10-06T02:40:00+11:00", true},
		{"Asia/Kolkata", "2024-03-31 02:30", "2024-03-31T02:30:00+05:30", false},
		{"UTC", "2024-03-31 02:30", "2024-03-31T02:30:00Z", false},
	} {
		zone, err := time.LoadLocation(tt.zone)
		require.NoError(t, err)
		i, ok := Parse([]byte(tt.text), zone)
		assert.True(t, ok, tt.text)
		assert.Equal(t, tt.want, i.At.Format(time.RFC3339), tt.text)
		assert.Equal(t, tt.unsure, i.Unsure, tt.text)
	}
}

func TestBandOf(t *testing.T) {
	for age, want := range map[int]encounter.AgeBand{0: encounter.AgeUnder18, 17: encounter.AgeUnder18, 18: encounter.Age18, 29: encounter.Age18,
		30: encounter.Age30, 39: encounter.Age30, 40: encounter.Age40, 79: encounter.Age70, 80: encounter.Age80, 89: encounter.Age80, 90: encounter.Age90, 120: encounter.Age90} {
		assert.Equal(t, want, BandOf(age), age)
	}
}

func TestBand(t *testing.T) {
	day := time.Date(2024, 3, 10, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name string
		born Birth
		want encounter.AgeBand
		ok   bool
	}{
		{"birthday", Birth{1994, 3, 10}, encounter.Age30, true},
		{"a day before", Birth{1994, 3, 11}, encounter.Age18, true},
		{"that month", Birth{1994, 3, 0}, "", true},
		{"that year", Birth{1994, 0, 0}, "", true},
		{"a clear year", Birth{1993, 0, 0}, encounter.Age30, true},
		{"not born", Birth{2024, 3, 11}, "", false},
		{"born this year", Birth{2024, 0, 0}, encounter.AgeUnder18, true},
	} {
		band, ok := tt.born.Band(day)
		assert.Equal(t, tt.want, band, tt.name)
		assert.Equal(t, tt.ok, ok, tt.name)
	}
}

func TestParts(t *testing.T) {
	for n, b := range []Birth{{}, {Year: 1990}, {Year: 1990, Month: 2}, {Year: 1990, Month: 2, Day: 3}} {
		assert.Equal(t, n, b.Parts())
	}
}
