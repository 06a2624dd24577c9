package redcap_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// REDCap gives each missing data code that was used a column of a check box of its own,
// beside those of the choices. It says nothing of the patient or the visit.
func TestMissingBox(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "record_id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"},
		{Ours: redcap.Concern, Theirs: "topics", Values: map[string]string{"1": "housing"}}}
	words := head + "record_id,who,,text,Record,,,,,,,\nvisit,who,,text,Visit,,,date_ymd,,,,\nstaff,who,,text,Staff,,,,,,,\ntopics,who,,checkbox,Topics,\"1, Housing\",,,,,,\n"
	for name, files := range map[string][]exchange.File{
		"with a dictionary": {text("e", "record_id,visit,staff,topics___1,topics____99\n1,,,,1\n2,,,1,0\n"), text("d", words)},
		"without one":       {text("e", "record_id,visit,staff,topics___1,topics____99\n1,,,,1\n2,,,1,0\n")},
	} {
		t.Run(name, func(t *testing.T) {
			got := imported(t, redcap.Import{Map: m, Missing: []string{"-99"}}, files...)
			assert.Empty(t, got.findings)
			require.Len(t, got.records, 3, "two patients and one visit")
			e := got.records[2].(*encounter.Encounter)
			assert.Equal(t, named("redcap/record/2"), e.Patient)
			assert.Len(t, e.Concerns, 1)
			assert.Equal(t, map[string]int64{"missing data code": 2}, got.loss.Of("value").Dropped)
		})
	}
}

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
		file, want := marked("e", "x,redcap_event_name\n"+tt.value+",a\n")
		quoted := func(s string) string { return `"` + s + `"` }
		words := text("d", head+"x,who,,text,X,,,"+tt.validation+","+quoted(tt.least)+","+quoted(tt.most)+",,\n")
		got := imported(t, redcap.Import{Map: redcap.Map{{Ours: redcap.Patient, Theirs: "x"}, {Ours: redcap.Start, Theirs: "x_"}, {Ours: redcap.Professional, Theirs: "x"}}}, file, words)
		var rest []string
		for _, place := range placesOf(got.findings) {
			if !strings.Contains(place, "redcap-map-field") {
				rest = append(rest, place)
			}
		}
		assert.Equal(t, want, rest, tt)
	}
}

// A bound that is computed when somebody answers cannot be held against an export.
func TestBoundsNotRead(t *testing.T) {
	words, want := marked("d", head+"record_id,who,,text,Record,,,,,,,\n⟦redcap-bounds-read⟧seen,who,,text,Seen,,,date_ymd,2024-01-01,today,,\nleft,who,,text,Left,,,date_ymd,[seen],,,\n")
	got := imported(t, redcap.Import{Map: redcap.Map{{Ours: redcap.Patient, Theirs: "record_id"}, {Ours: redcap.Start, Theirs: "seen"}, {Ours: redcap.Professional, Theirs: "record_id"}}},
		words, text("e", "record_id,seen,left\n1,,2024-02-01\n"))
	assert.Equal(t, want, placesOf(got.findings))
	require.Len(t, got.findings, 1)
	assert.Contains(t, got.findings[0].Detail, "(2 in this file)")
}

// The same instant in two files is no conflict, whatever its zone.
func TestSameStart(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"}, {Ours: redcap.End, Theirs: "left"}}
	one := "id,visit,staff,left\n1,2024-03-01 09:30+05:30,7,2024-03-01 10:00+05:30\n"
	got := imported(t, redcap.Import{Map: m}, text("a", one), text("b", one))
	assert.Empty(t, got.findings)
	got = imported(t, redcap.Import{Map: m}, text("a", one), text("b", strings.Replace(one, "09:30", "09:31", 1)))
	assert.Equal(t, []string{"b redcap-conflict 2:3 @22"}, placesOf(got.findings))
}

// A day and its midnight are not the same: of the one the time of day is known.
func TestMidnight(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"}}
	got := imported(t, redcap.Import{Map: m}, text("a", "id,visit,staff\n1,2024-03-01 00:00Z,7\n"), text("b", "id,visit,staff\n1,2024-03-01,7\n"))
	assert.Equal(t, 1, got.rules()["redcap-conflict"])
}

// Of two choices with one code the first counts, and codes that differ in a digit have
// columns of their own.
func TestChoicesAlike(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "id"},
		{Ours: redcap.Mode, Theirs: "way"}, {Ours: redcap.Concern, Theirs: "topics"}}
	words := text("d", head+"id,who,,text,Id,,,,,,,\nvisit,who,,text,Visit,,,,,,,\nway,who,,radio,Way,\"1, Phone | 1, Video\",,,,,,\n"+
		"topics,who,,checkbox,Topics,\"1-, Economy | 10, Housing\",,,,,,\n")
	got := imported(t, redcap.Import{Map: m}, words, text("e", "id,visit,way,topics___1_,topics___10\n1,,1,0,1\n"))
	require.Empty(t, got.findings)
	e := got.records[len(got.records)-1].(*encounter.Encounter)
	assert.Equal(t, encounter.Phone, e.Mode)
	assert.Equal(t, encounter.DomainHousing, e.Concerns[0].Domain)
}

// A dictionary and an export made to break us: reading takes time in their lengths, not
// in the product of the two. Without an index each part would take minutes.
func TestHostileWidth(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	const n = 60_000
	var words, header, choices, boxes, rows strings.Builder
	words.WriteString(head)
	for i := range n {
		k := strconv.Itoa(i)
		words.WriteString("f" + k + ",who,,descriptive,Question " + k + ",,,,,,,\n")
		header.WriteString(",Answer " + k)
		choices.WriteString("|" + k + ", L" + k)
		rows.WriteString("1,L" + strconv.Itoa(n-1-i%7) + "," + k + "\n")
	}
	for i := range n {
		boxes.WriteString(",b___" + strconv.Itoa(n-i))
	}
	got := imported(t, redcap.Import{}, text("d", words.String()), text("e", "redcap_event_name"+header.String()+"\n"))
	assert.NotEmpty(t, got.findings)
	dictionary := text("d", head+"a,who,,radio,A,\""+choices.String()+"\",,,,,,\nb,who,,checkbox,B,\""+choices.String()+"\",,,,,,\n")
	got = imported(t, redcap.Import{}, dictionary, text("e", "redcap_event_name,a,redcap_repeat_instance\n"+rows.String()), text("f", "redcap_event_name"+boxes.String()+"\n"))
	assert.Equal(t, int64(n), got.loss.Of("row").Read)
	assert.NotContains(t, got.rules(), "redcap-choice")
}
