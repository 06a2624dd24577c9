package redcap_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
)

// What REDCap takes as a number, and where the bounds of times are.
func TestShapes(t *testing.T) {
	for _, tt := range []struct {
		validation, least, most string
		value                   string // with the rule before it, where it breaks one
	}{
		{"integer", "-5", "5", "+5"}, {"integer", "-5", "5", "⟦redcap-bounds⟧+6"}, {"integer", "", "", "⟦redcap-type⟧1e3"},
		{"number", "", "1000", "1e3"}, {"number", "", "1000", "⟦redcap-bounds⟧1.001E+3"}, {"number", "0.01", "", "1e-2"},
		{"number", "", "", "⟦redcap-type⟧1e"}, {"number", "", "", "⟦redcap-type⟧1e9999999"}, {"number", "0", "", "⟦redcap-bounds⟧-.5"},
		{"number_comma_decimal", "", "1000", "⟦redcap-bounds⟧\"1,001e3\""}, {"number_comma_decimal", "", "", "⟦redcap-type⟧1.5"},
		{"datetime_seconds_ymd", "2024-03-01 09:30", "2024-03-01 09:30", "2024-03-01 09:30:00"},
		{"datetime_seconds_ymd", "", "2024-03-01 09:30", "⟦redcap-bounds⟧2024-03-01 09:30:01"},
		{"datetime_ymd", "2024-03-01 09:30:00", "", "2024-03-01 09:30"}, {"datetime_ymd", "2024-03-01 09:30:00", "", "⟦redcap-bounds⟧2024-03-01 09:29"},
		{"date_dmy", "2024-03-01", "2024-03-02", "2024-03-02"}, {"date_dmy", "2024-03-01", "2024-03-02", "⟦redcap-bounds⟧2024-03-03"},
		{"time", "09:30:00", "", "09:30"}, {"time", "", "09:30:00", "09:30"}, {"time", "", "09:30", "⟦redcap-bounds⟧09:31"}, {"time_hh_mm_ss", "", "09:30", "09:30:00"},
		{"time_mm_ss", "", "09:30", "⟦redcap-bounds⟧09:31"}, {"time_mm_ss", "", "", "⟦redcap-type⟧60:00"},
	} {
		file, want := exchangetest.Marked("e", "x,redcap_event_name\n"+tt.value+",a\n")
		quoted := func(s string) string { return `"` + s + `"` }
		words := exchangetest.File("d", head+"x,who,,text,X,,,"+tt.validation+","+quoted(tt.least)+","+quoted(tt.most)+",,\n")
		got := imported(t, redcap.Import{Map: redcap.Map{{Ours: redcap.Patient, Theirs: "x"}, {Ours: redcap.Start, Theirs: "x_"}, {Ours: redcap.Professional, Theirs: "x"}}}, file, words)
		var rest []string
		for _, place := range exchangetest.Places(got.Findings) {
			if !strings.Contains(place, "redcap-map-known") {
				rest = append(rest, place)
			}
		}
		assert.Equal(t, want, rest, tt)
	}
}

// A bound that is computed when somebody answers cannot be held against an export.
func TestBoundsNotRead(t *testing.T) {
	words, want := exchangetest.Marked("d", head+"record_id,who,,text,Record,,,,,,,\n⟦redcap-bounds-read⟧seen,who,,text,Seen,,,date_ymd,2024-01-01,today,,\nleft,who,,text,Left,,,date_ymd,[seen],,,\n")
	got := imported(t, redcap.Import{Map: redcap.Map{{Ours: redcap.Patient, Theirs: "record_id"}, {Ours: redcap.Start, Theirs: "seen"}, {Ours: redcap.Professional, Theirs: "record_id"}}},
		words, exchangetest.File("e", "record_id,seen,left\n1,,2024-02-01\n"))
	assert.Equal(t, want, exchangetest.Places(got.Findings))
	require.Len(t, got.Findings, 1)
	assert.Contains(t, got.Findings[0].Detail, "(2 in this file)")
}
