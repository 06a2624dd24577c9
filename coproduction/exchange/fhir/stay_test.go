package fhir_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// stays are those of the practitioner in an encounter, as "from-to" in minutes; what is
// not said is left open.
func stays(e *encounter.Encounter) (all []string) {
	minutes := func(ms *int64) string {
		if ms == nil {
			return ""
		}
		return fmt.Sprint(float64(*ms) / 60_000)
	}
	for _, p := range e.Presence {
		if p.Participant == exchangetest.ID("fhir/Practitioner/d") {
			all = append(all, minutes(p.FromMs)+"-"+minutes(p.ToMs))
		}
	}
	return all
}

// there is the practitioner as a participant for each of these periods, "start/end".
func there(periods ...string) string {
	var all []string
	for _, p := range periods {
		start, end, _ := strings.Cut(p, "/")
		one := `{"individual":{"reference":"Practitioner/d"},"period":{`
		if start != "" {
			one += `"start":"` + start + `"`
		}
		if start != "" && end != "" {
			one += `,`
		}
		if end != "" {
			one += `"end":"` + end + `"`
		}
		all = append(all, one+`}}`)
	}
	return strings.Join(all, ",")
}

// The encounter lasts from 8:00 to 8:30, UTC.
func TestStays(t *testing.T) {
	const element = "Encounter.participant.period"
	kept := exchange.Count{Read: 1, Kept: 1}
	lost := func(why string) exchange.Count { return exchange.Count{Read: 1, Dropped: map[string]int64{why: 1}} }
	cut := exchange.Count{Read: 1, Changed: map[string]int64{"the part inside the encounter": 1}}
	doubt := counts{"fhir-participant-period": 1}
	for _, tt := range []struct {
		name, period string
		want         string
		loss         exchange.Count
		rules        counts
	}{
		{"all of it", "2024-05-03T10:00:00+02:00/2024-05-03T08:30:00Z", "-", kept, counts{}},
		{"the middle", "2024-05-03T08:05:00Z/2024-05-03T08:20:30Z", "5-20.5", kept, counts{}},
		{"came late", "2024-05-03T08:05:00Z/", "5-", kept, counts{}},
		{"left early", "/2024-05-03T08:20:00Z", "-20", kept, counts{}},
		{"a moment", "2024-05-03T08:05:00Z/2024-05-03T08:05:00Z", "5-5", kept, counts{}},
		{"when it ended", "2024-05-03T08:30:00Z/", "30-", kept, counts{}},
		{"was there before", "2024-05-03T07:59:59Z/2024-05-03T08:20:00Z", "-20", cut, doubt},
		{"stayed on", "2024-05-03T08:05:00Z/2024-05-03T08:30:01Z", "5-", cut, doubt},
		{"before all of it", "/2024-05-03T07:59:59Z", "-", lost("outside of the encounter"), doubt},
		{"after all of it", "2024-05-03T08:30:01Z/2024-05-03T08:40:00Z", "-", lost("outside of the encounter"), doubt},
		{"backwards", "2024-05-03T08:20:00Z/2024-05-03T08:19:59Z", "-", lost("the end is before the start"), doubt},
		{"a day", "2024-05-03/", "-", lost("no dates and times"), doubt},
		{"nothing", "/", "-", lost("no dates and times"), doubt},
		{"no zone", "2024-05-03T08:05:00/", "5-", exchange.Count{Read: 1, Changed: map[string]int64{"read as UTC": 1}}, counts{"fhir-start-zone": 1}},
		{"parts of a second", "2024-05-03T08:05:00.25Z/", "5-", exchange.Count{Read: 1, Changed: map[string]int64{"without parts of a second": 1}}, counts{}},
		{"a part, and parts of a second", "2024-05-03T07:59:59.5Z/2024-05-03T08:20:00Z", "-20", exchange.Count{Read: 1, Changed: map[string]int64{"without parts of a second, the part inside the encounter": 1}}, doubt},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, practitioner, visit("e", there(tt.period), ""))))
		require.NoError(t, o.err)
		assert.Equal(t, []string{tt.want}, stays(o.encounters()[0]), tt.name)
		assert.Equal(t, tt.loss, o.loss.Of(element), tt.name)
		assert.Equal(t, tt.rules, o.rules(), tt.name)
	}
}

// Without a time of the encounter there is nothing to count from; without its end, a
// week from the start is as far as a stay can be told.
func TestStaysOfOpenEncounters(t *testing.T) {
	for start, want := range map[string]map[string]string{
		`"start":"2024-05-03"`:           {"2024-05-03T08:05:00Z/": "-"},
		``:                               {"2024-05-03T08:05:00Z/": "-"},
		`"start":"2024-05-03T08:00:00Z"`: {"2024-05-03T08:05:00Z/2024-05-10T08:00:00Z": "5-10080", "2024-05-03T08:05:00Z/2024-05-10T08:00:01Z": "-", "2024-05-10T08:00:01Z/": "-"},
	} {
		for period, stay := range want {
			e := `{"resourceType":"Encounter","id":"e","subject":{"reference":"Patient/p"},"period":{` + start + `},"participant":[` + there(period) + `]}`
			o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, practitioner, e)))
			assert.Equal(t, []string{stay}, stays(o.encounters()[0]), "%s %s", start, period)
			assert.Equal(t, stay == "-", o.loss.Of("Encounter.participant.period").Kept == 0)
		}
	}
}

// Somebody who was there several times is present several times, and once where the
// times meet.
func TestStaysSeveral(t *testing.T) {
	at := func(from, to int) string {
		return fmt.Sprintf("2024-05-03T08:%02d:00Z/2024-05-03T08:%02d:00Z", from, to)
	}
	for _, tt := range []struct {
		periods []string
		want    []string
	}{
		{[]string{at(1, 5), at(10, 20)}, []string{"1-5", "10-20"}},
		{[]string{at(10, 20), at(1, 5)}, []string{"10-20", "1-5"}},
		{[]string{at(1, 5), at(5, 8)}, []string{"1-8"}},
		{[]string{at(1, 5), at(10, 20), at(4, 12)}, []string{"1-20"}},
		{[]string{at(10, 20), at(1, 5), at(25, 28), at(4, 12)}, []string{"1-20", "25-28"}},
		{[]string{at(1, 5), at(1, 5)}, []string{"1-5"}},
		{[]string{at(1, 5), at(0, 30)}, []string{"-"}},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, practitioner, visit("e", there(tt.periods...), ""))))
		require.NoError(t, o.err)
		assert.Equal(t, tt.want, stays(o.encounters()[0]), tt.periods)
	}
}

// Of who is not among those present no period is kept, and each is counted.
func TestStaysOfNobody(t *testing.T) {
	const period = `,"period":{"start":"2024-05-03T08:05:00Z"}}`
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, practitioner, visit("e", strings.Join([]string{
		`{"individual":{"reference":"Patient/p"}` + period, `{"individual":{"reference":"Device/x"}` + period, `{"type":[{"coding":[{"code":"REF"}]}],"individual":{"reference":"Practitioner/d"}` + period, strings.Replace(period, ",", "{", 1)}, ","), ""))))
	require.NoError(t, o.err)
	assert.Equal(t, exchange.Count{Read: 4, Dropped: map[string]int64{"of the patient, or of somebody who is left out or not identified": 4}}, o.loss.Of("Encounter.participant.period"))
}
