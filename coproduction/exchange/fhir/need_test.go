package fhir_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Whether an interpreter is needed is yes, no, or not known; what cannot be read is no "no".
func TestInterpreterNeeded(t *testing.T) {
	const core, standard = `"url":"http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed",`, `"url":"http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired",`
	const yes, no = `{` + core + `"valueCoding":{"system":"http://snomed.info/sct","code":"373066001"}}`, `{` + standard + `"valueBoolean":false}`
	const silent = "does not say whether an interpreter is needed"
	told := func(n int64) exchange.Count {
		return exchange.Count{Read: n, Changed: map[string]int64{"interpreterNeeded": n}}
	}
	for _, tt := range []struct {
		name, extensions string
		want             string
		loss             exchange.Count
		findings         int
	}{
		{"yes", yes, "true", told(1), 0},
		{"true", `{` + standard + `"valueBoolean":true}`, "true", told(1), 0},
		{"yes, as a concept", `{` + core + `"valueCodeableConcept":{"coding":[{"code":"373066001"}]}}`, "true", told(1), 0},
		{"no", `{` + core + `"valueCoding":{"code":"373067005"}}`, "false", told(1), 0},
		{"false", no, "false", told(1), 0},
		{"both", no + `,` + yes, "true", told(2), 0},
		{"unknown", `{` + core + `"valueCoding":{"code":"261665006"}}`, "", dropped(1, silent), 1},
		{"text", `{` + core + `"valueString":"yes"}`, "", dropped(1, silent), 1},
		{"of another shape", `{` + core + `"valueCoding":"373066001"}`, "", dropped(1, silent), 1},
		{"nothing", `{` + core + `"valueCoding":{}}`, "", dropped(1, silent), 1},
		{"no, and what cannot be read", no + `,{` + core + `"valueCoding":7}`, "false", exchange.Count{Read: 2, Changed: map[string]int64{"interpreterNeeded": 1}, Dropped: map[string]int64{silent: 1}}, 1},
		{"another extension", `{"url":"urn:x","valueBoolean":false}`, "", dropped(1, "no place in the records"), 0},
	} {
		var want encounter.Extensions
		if tt.want != "" {
			want = encounter.Extensions{"interpreterNeeded": json.RawMessage(tt.want)}
		}
		with := `,"extension":[` + tt.extensions + `]`
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, visit("e", "", with))))
		assert.Equal(t, want, o.encounters()[0].Extensions, tt.name)
		assert.Equal(t, tt.loss, o.loss.Of("Encounter.extension"), tt.name)
		assert.Equal(t, tt.findings, o.rules()["fhir-interpreter-needed"], tt.name)

		o = imported(t, fhir.Import{}, exchangetest.File("in", lines(strings.Replace(patient, `"id":"p"`, `"id":"p"`+with, 1), visit("e", "", ""))))
		assert.Equal(t, want, o.participant("fhir/Patient/p").Extensions, tt.name)
		assert.Equal(t, tt.loss, o.loss.Of("Patient.extension"), tt.name)
		assert.Equal(t, tt.findings, o.rules()["fhir-interpreter-needed"], tt.name)
	}
}
