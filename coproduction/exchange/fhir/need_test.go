package fhir_test

import (
	"encoding/json"
	"fmt"
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
	const neither = "neither yes nor no, nor true nor false: whether an interpreter is needed is not known (1 in this file)"
	const misshapen = "the element has another shape than the standard gives it: whether an interpreter is needed is not known (1 in this file)"
	told := func(n int64) exchange.Count {
		return exchange.Count{Read: n, Changed: map[string]int64{"interpreterNeeded": n}}
	}
	found := func(o *outcome, text, element, detail string) {
		t.Helper()
		var want, got []string
		if detail != "" {
			want = append(want, fmt.Sprint("fhir-interpreter-needed @", strings.Index(text, element), " +", len(element), ": ", detail))
		}
		for _, f := range o.findings {
			got = append(got, fmt.Sprint(string(f.Rule), " @", f.Position.Offset, " +", f.Position.Length, ": ", f.Detail))
		}
		assert.Equal(t, want, got)
	}
	for _, tt := range []struct {
		name, extensions string
		want             string
		loss             exchange.Count
		detail           string // of a finding
	}{
		{"yes", yes, "true", told(1), ""},
		{"true", `{` + standard + `"valueBoolean":true}`, "true", told(1), ""},
		{"yes, as a concept", `{` + core + `"valueCodeableConcept":{"coding":[{"code":"373066001"}]}}`, "true", told(1), ""},
		{"no", `{` + core + `"valueCoding":{"code":"373067005"}}`, "false", told(1), ""},
		{"false", no, "false", told(1), ""},
		{"both", no + `,` + yes, "true", told(2), ""},
		{"unknown", `{` + core + `"valueCoding":{"code":"261665006"}}`, "", dropped(1, silent), neither},
		{"text", `{` + core + `"valueString":"yes"}`, "", dropped(1, silent), neither},
		{"of another shape", `{` + core + `"valueCoding":"373066001"}`, "", dropped(1, silent), misshapen},
		{"nothing", `{` + core + `"valueCoding":{}}`, "", dropped(1, silent), neither},
		{"no, and what cannot be read", no + `,{` + core + `"valueCoding":7}`, "false", exchange.Count{Read: 2, Changed: map[string]int64{"interpreterNeeded": 1}, Dropped: map[string]int64{silent: 1}}, misshapen},
		{"another extension", `{"url":"urn:x","valueBoolean":false}`, "", dropped(1, "no place in the records"), ""},
	} {
		var want encounter.Extensions
		if tt.want != "" {
			want = encounter.Extensions{"interpreterNeeded": json.RawMessage(tt.want)}
		}
		with := `,"extension":[` + tt.extensions + `]`
		text := lines(patient, visit("e", "", with))
		o := imported(t, fhir.Import{}, exchangetest.File("in", text))
		assert.Equal(t, want, o.encounters()[0].Extensions, tt.name)
		assert.Equal(t, tt.loss, o.loss.Of("Encounter.extension"), tt.name)
		found(o, text, `[`+tt.extensions+`]`, tt.detail)

		text = lines(strings.Replace(patient, `"id":"p"`, `"id":"p"`+with, 1), visit("e", "", ""))
		o = imported(t, fhir.Import{}, exchangetest.File("in", text))
		assert.Equal(t, want, o.participant("fhir/Patient/p").Extensions, tt.name)
		assert.Equal(t, tt.loss, o.loss.Of("Patient.extension"), tt.name)
		found(o, text, `[`+tt.extensions+`]`, tt.detail)
	}
}
