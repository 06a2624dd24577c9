package fhir_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
)

// wish is a Goal or an Observation of a patient, with more elements.
func wish(kind, of, more string) string {
	return fmt.Sprintf(`{"resourceType":%q,"subject":{"reference":"Patient/%s"}%s}`, kind, of, more)
}

const (
	careCategory      = `,"category":[{"coding":[{"code":"survey"}]},{"coding":[{"system":"http://hl7.org/fhir/us/core/CodeSystem/us-core-category","code":"care-experience-preference"}]}]`
	careLOINC         = `,"code":{"coding":[{"system":"http://loinc.org","code":"95541-9"}]}`
	treatmentCategory = `,"category":[{"coding":[{"code":"treatment-intervention-preference"}]}]`
	treatmentLOINC    = `,"code":{"coding":[{"system":"http://loinc.org","code":"75773-2"}]}`
	words             = `,"valueString":"secret words","note":[{"text":"secret words"}],"description":{"text":"secret words"},"text":{"div":"secret words"}`
)

// What a patient wants is counted for the patient, and none of its words is repeated.
func TestPreferences(t *testing.T) {
	const goals, care, treatment = "Goal", "Observation of a care experience preference", "Observation of a treatment intervention preference"
	const counted = "counted for the patient, words left behind"
	other := strings.Replace(visit("o", "", ""), "Patient/p", "Patient/q", 1)
	for name, tt := range map[string]struct {
		wishes []string
		want   string // what the record of the patient says; "" nothing
		row    string
		count  exchange.Count
	}{
		"none":                   {nil, "", goals, exchange.Count{}},
		"goals":                  {[]string{wish("Goal", "p", words), wish("Goal", "p", `,"lifecycleStatus":"rejected"`)}, `{"goals":2}`, goals, exchange.Count{Read: 2, Changed: map[string]int64{counted: 2}}},
		"of another patient":     {[]string{wish("Goal", "q", "")}, `{"goals":0}`, goals, exchange.Count{Read: 1, Changed: map[string]int64{counted: 1}}},
		"of nobody who came":     {[]string{wish("Goal", "z", "")}, `{"goals":0}`, goals, dropped(1, "in no encounter")},
		"of a group":             {[]string{strings.Replace(wish("Goal", "z", ""), "Patient", "Group", 1)}, `{"goals":0}`, goals, dropped(1, "no patient")},
		"of nobody":              {[]string{`{"resourceType":"Goal"}`}, `{"goals":0}`, goals, dropped(1, "no patient")},
		"entered in error":       {[]string{wish("Goal", "p", `,"lifecycleStatus":"entered-in-error"`)}, `{"goals":0}`, goals, dropped(1, "entered in error")},
		"by category":            {[]string{wish("Observation", "p", careCategory+words)}, `{"careExperiencePreferences":1}`, care, exchange.Count{Read: 1, Changed: map[string]int64{counted: 1}}},
		"by LOINC":               {[]string{wish("Observation", "p", careLOINC+words)}, `{"careExperiencePreferences":1}`, care, exchange.Count{Read: 1, Changed: map[string]int64{counted: 1}}},
		"written with escapes":   {[]string{wish("Observation", "p", `,"category":[{"coding":[{"code":"c\u0061re-experience-preference"}]}]`)}, `{"careExperiencePreferences":1}`, care, exchange.Count{Read: 1, Changed: map[string]int64{counted: 1}}},
		"in a text, not a code":  {[]string{wish("Observation", "p", `,"code":{"text":"95541-9"}`)}, "", "Observation", dropped(1, "no place in the records")},
		"category before LOINC":  {[]string{wish("Observation", "p", treatmentCategory+careLOINC)}, `{"treatmentInterventionPreferences":1}`, treatment, exchange.Count{Read: 1, Changed: map[string]int64{counted: 1}}},
		"of treatment, by LOINC": {[]string{wish("Observation", "p", treatmentLOINC)}, `{"treatmentInterventionPreferences":1}`, treatment, exchange.Count{Read: 1, Changed: map[string]int64{counted: 1}}},
		"an error":               {[]string{wish("Observation", "p", careLOINC+`,"status":"entered-in-error"`), wish("Observation", "p", careLOINC)}, `{"careExperiencePreferences":1}`, care, exchange.Count{Read: 2, Changed: map[string]int64{counted: 1}, Dropped: map[string]int64{"entered in error": 1}}},
		"cancelled":              {[]string{wish("Observation", "p", careLOINC+`,"status":"cancelled"`)}, `{"careExperiencePreferences":0}`, care, dropped(1, "cancelled")},
		"declined to answer":     {[]string{wish("Observation", "p", careLOINC+`,"dataAbsentReason":{}`)}, `{"careExperiencePreferences":0}`, care, dropped(1, "without an answer")},
		"of each kind":           {[]string{wish("Goal", "p", ""), wish("Observation", "p", treatmentLOINC), wish("Observation", "p", careLOINC), wish("Goal", "p", "")}, `{"goals":2,"careExperiencePreferences":1,"treatmentInterventionPreferences":1}`, goals, exchange.Count{Read: 2, Changed: map[string]int64{counted: 2}}},
		"there twice":            {[]string{wish("Goal", "p", `,"id":"x"`), wish("Goal", "p", `,"id":"x"`)}, `{"goals":1}`, goals, exchange.Count{Read: 2, Changed: map[string]int64{counted: 1}, Dropped: map[string]int64{"there twice": 1}}},
		"an error later on":      {[]string{wish("Goal", "p", `,"id":"x","meta":{"versionId":"1"}`), wish("Goal", "p", `,"id":"x","meta":{"versionId":"2"},"lifecycleStatus":"entered-in-error"`)}, `{"goals":0}`, goals, exchange.Count{Read: 2, Dropped: map[string]int64{"there twice": 1, "entered in error": 1}}},
		"of another kind":        {[]string{wish("Observation", "p", `,"category":[{"coding":[{"code":"survey"}]}]`+words)}, "", "Observation", dropped(1, "no place in the records")},
		"by an identifier":       {[]string{`{"resourceType":"Goal","subject":{"identifier":{"value":"77"}}}`, `{"resourceType":"Patient","id":"p","identifier":[{"value":"77"}]}`}, `{"goals":1}`, goals, exchange.Count{Read: 1, Changed: map[string]int64{counted: 1}}},
	} {
		for _, first := range []bool{true, false} {
			all := append([]string{visit("e", "", ""), other}, tt.wishes...)
			if first {
				all = append(append([]string{}, tt.wishes...), visit("e", "", ""), other)
			}
			o := imported(t, fhir.Import{}, exchangetest.File("in", lines(all...)))
			require.NoError(t, o.err)
			p := o.participant("fhir/Patient/p")
			require.NotNil(t, p, name)
			assert.Equal(t, tt.want, string(p.Extensions["fhir"]), name)
			assert.Equal(t, tt.want == "", p.Extensions == nil, name)
			assert.Equal(t, tt.count, o.loss.Of(tt.row), name)
			b, err := json.Marshal(o.records)
			require.NoError(t, err)
			assert.NotContains(t, string(b)+fmt.Sprint(o.findings)+o.loss.String(), "secret", name)
			assert.Len(t, o.records, 4, "%s: two patients and two encounters, and nothing else", name)
		}
	}
}

// The elements of what a patient wants have rows of their own: the words are text without
// a place.
func TestElementsOfPreferences(t *testing.T) {
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(wish("Goal", "p", `,"lifecycleStatus":"active","note":[{},{}],"description":{},"target":[{"measure":{},"dueDate":"2024-01-01"}],"invented":1`),
		wish("Observation", "p", careCategory+careLOINC+words+`,"component":[{"code":{},"valueString":"secret"}]`), visit("e", "", ""))))
	const word, kind = "words, which have no place in the records", "only tells what is counted"
	for element, want := range map[string]exchange.Count{
		"Goal.lifecycleStatus": dropped(1, kind), "Goal.note": dropped(2, word), "Goal.description": dropped(1, word), "Goal.target": dropped(1, "no place in the records"),
		"Goal.target.measure": dropped(1, "no place in the records"), "Goal.target.dueDate": dropped(1, "no place in the records"),
		"Goal.subject": dropped(1, "only leads to what it belongs to"), "Goal, other": dropped(1, "not in the standard"),
		"Observation.category": dropped(2, kind), "Observation.code": dropped(1, kind), "Observation.valueString": dropped(1, word), "Observation.note": dropped(1, word),
		"Observation.text": dropped(1, word), "Observation.component": dropped(1, "no place in the records"), "Observation.component.code": dropped(1, "no place in the records"),
		"Observation, other": dropped(1, "not in the standard"), // as an Observation has no description
	} {
		assert.Equal(t, want, o.loss.Of(element), element)
	}
	assert.Equal(t, exchange.Count{Read: 1, Kept: 1}, o.loss.Of("file"))
	o = imported(t, fhir.Import{}, exchangetest.File("in", wish("Goal", "p", "")))
	assert.Empty(t, o.rules(), "a file of goals is read")
}
