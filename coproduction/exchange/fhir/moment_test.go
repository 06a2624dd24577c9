package fhir_test

import (
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
