package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
)

// Of a period is counted as kept what stands in the records as it is written, as changed
// what stands there otherwise, and as dropped what does not stand there at all.
func TestPeriodAccount(t *testing.T) {
	kept := exchange.Count{Read: 1, Kept: 1}
	as := func(how string) exchange.Count { return exchange.Count{Read: 1, Changed: map[string]int64{how: 1}} }
	const day = "the day is known, not the time"
	for _, tt := range []struct {
		name, period string
		start, end   string
		want         exchange.Count
		rules        counts
	}{
		{"whole", `{"start":"2024-05-03T10:00:00+02:00","end":"2024-05-03T08:30:00Z"}`, "2024-05-03T10:00:00+02:00", "2024-05-03T08:30:00Z", kept, counts{}},
		{"no end", `{"start":"2024-05-03T10:00:00.000Z"}`, "2024-05-03T10:00:00Z", "", kept, counts{}},
		{"an end alone", `{"end":"2024-05-03T08:30:00Z"}`, "", "", dropped(1, "without a start"), counts{"fhir-no-start": 1}},
		{"empty", `{}`, "", "", dropped(1, "without a start"), counts{"fhir-no-start": 1}},
		{"of another shape", `"2024"`, "", "", dropped(1, "without a start"), counts{"fhir-no-start": 1, "fhir-shape": 1}},
		{"a start that is none", `{"start":"2024-05","end":"2024-05-03T08:30:00Z"}`, "", "", dropped(1, "no start that is a day"), counts{"fhir-period": 1}},
		{"a day", `{"start":"2024-05-03"}`, "2024-05-03T00:00:00Z", "", as(day), counts{"fhir-start-day": 1}},
		{"a day and an end", `{"start":"2024-05-03","end":"2024-05-03T08:30:00Z"}`, "2024-05-03T00:00:00Z", "", as(day + ", without an end"), counts{"fhir-start-day": 1}},
		{"an end that is a day", `{"start":"2024-05-03T10:00:00Z","end":"2024-05-03"}`, "2024-05-03T10:00:00Z", "", as("without an end"), counts{"fhir-period": 1}},
		{"parts of a second", `{"start":"2024-05-03T10:00:00.001Z"}`, "2024-05-03T10:00:00Z", "", as("without parts of a second"), counts{}},
		{"parts of a second at the end", `{"start":"2024-05-03T10:00:00Z","end":"2024-05-03T10:00:00.5Z"}`, "2024-05-03T10:00:00Z", "2024-05-03T10:00:00Z", as("without parts of a second"), counts{}},
		{"parts of a second of what is left out", `{"start":"2024-05-03T10:00:00Z","end":"2024-05-03T09:00:00.5Z"}`, "2024-05-03T10:00:00Z", "", as("without an end"), counts{"fhir-backwards": 1}},
		{"no zone at the end", `{"start":"2024-05-03T10:00:00Z","end":"2024-05-03T10:30:00"}`, "2024-05-03T10:00:00Z", "2024-05-03T10:30:00Z", as("read as UTC"), counts{"fhir-start-zone": 1}},
		{"a leap second", `{"start":"2016-12-31T23:59:60Z","end":"2017-01-01T00:30:00Z"}`, "2016-12-31T23:59:59Z", "2017-01-01T00:30:00Z", as("a leap second as the one before"), counts{"fhir-leap-second": 1}},
		{"a leap second in parts, without a zone", `{"start":"2016-12-31T23:59:59","end":"2016-12-31T23:59:60.25"}`, "2016-12-31T23:59:59Z", "2016-12-31T23:59:59Z",
			as("read as UTC, a leap second as the one before, without parts of a second"), counts{"fhir-leap-second": 1, "fhir-start-zone": 1}},
		{"no leap second", `{"start":"2016-12-31T23:59:61Z"}`, "", "", dropped(1, "no start that is a day"), counts{"fhir-period": 1}},
	} {
		for _, element := range []string{"period", "actualPeriod"} {
			e := `{"resourceType":"Encounter","id":"e","status":"in-progress","subject":{"reference":"Patient/p"},"` + element + `":` + tt.period + `}`
			o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, e)))
			require.Len(t, o.encounters(), 1, tt.name)
			assert.Equal(t, tt.want, o.loss.Of("Encounter."+element), tt.name)
			assert.Equal(t, tt.rules, o.rules(), tt.name)
			start, end := "", ""
			if got := o.encounters()[0]; !got.Start.IsZero() {
				start = got.Start.Format("2006-01-02T15:04:05.999Z07:00")
				if !got.End.IsZero() {
					end = got.End.Format("2006-01-02T15:04:05.999Z07:00")
				}
			}
			assert.Equal(t, []string{tt.start, tt.end}, []string{start, end}, tt.name)
		}
	}
}

// An encounter of which the status does not say that it took place is read, and that is a
// finding; only of the others a status counts as told.
func TestStatus(t *testing.T) {
	const rule, why, same = "fhir-status-unknown", "does not say whether the encounter took place", "only that the encounter took place is kept"
	for _, status := range []string{`"arrived"`, `"triaged"`, `"in-progress"`, `"onleave"`, `"finished"`, `"on-hold"`, `"discharged"`, `"completed"`, `"discontinued"`} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, strings.Replace(visit("e", "", ""), `"finished"`, status, 1))))
		assert.Empty(t, o.rules(), status)
		assert.Equal(t, exchange.Count{Read: 1, Changed: map[string]int64{same: 1}}, o.loss.Of("Encounter.status"), status)
	}
	for status, detail := range map[string]string{
		`"unknown"`:          "the status is not known: the encounter is read as one that took place (1 in this file)",
		`"entered-in-erorr"`: "the status is none of those that are known: the encounter is read as one that took place (1 in this file)",
		`"FINISHED"`:         "the status is none of those that are known: the encounter is read as one that took place (1 in this file)",
		`{"a":1}`:            "the status is no text: the encounter is read as one that took place (1 in this file)",
		`null`:               "the status is none of those that are known: the encounter is read as one that took place (1 in this file)",
	} {
		text := strings.Replace(visit("e", "", ""), `"finished"`, status, 1)
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(text)))
		require.Len(t, o.encounters(), 1, status)
		assert.Equal(t, counts{rule: 1, "fhir-reference-dangling": 1}, o.rules(), status)
		assert.Equal(t, dropped(1, why), o.loss.Of("Encounter.status"), status)
		for _, f := range o.findings {
			if f.Rule == rule {
				assert.Equal(t, detail, f.Detail, status)
				assert.Equal(t, int64(strings.Index(text, `"status":`)+len(`"status":`)), f.Position.Offset, status)
				assert.Equal(t, len(status), f.Position.Length, status)
			}
		}
	}
	text := strings.Replace(visit("e", "", ""), `"status":"finished",`, "", 1)
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(text, patient)))
	require.Equal(t, counts{rule: 1}, o.rules())
	assert.Equal(t, "the Encounter has no status: the encounter is read as one that took place (1 in this file)", o.findings[0].Detail)
	assert.Equal(t, len(text), o.findings[0].Position.Length, "there is no other place than that of the Encounter")
	assert.Zero(t, o.loss.Of("Encounter.status"))
}

// Of a class that tells no setting only the mode is told.
func TestClassAccount(t *testing.T) {
	for class, want := range map[string]string{"AMB": "mode and setting", "HH": "mode and setting", "VR": "mode"} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, strings.Replace(visit("e", "", ""), "AMB", class, 1))))
		assert.Equal(t, exchange.Count{Read: 1, Changed: map[string]int64{want: 1}}, o.loss.Of("Encounter.class"), class)
		assert.Equal(t, want == "mode", o.encounters()[0].Setting == "", class)
	}
}
