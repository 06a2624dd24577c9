package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// Every way to name a professional leads to the same participant. The id is made of the
// type and id where any reference says them, or else of the identifier.
func TestReferences(t *testing.T) {
	const byID, byNPI, byValue = "fhir/Practitioner/d", "fhir/identifier/urn:npi|77", "fhir/Practitioner?77"
	ways := map[string]struct{ individual, alone string }{
		"literal":               {`{"reference":"Practitioner/d"}`, byID},
		"absolute":              {`{"reference":"https://fhir.example.org/r4/Practitioner/d"}`, byID},
		"of a version":          {`{"reference":"Practitioner/d/_history/3"}`, byID},
		"conditional":           {`{"reference":"Practitioner?identifier=urn:npi|77"}`, byNPI},
		"conditional, escaped":  {`{"reference":"Practitioner?identifier=urn%3Anpi%7C77"}`, byNPI},
		"conditional, of any":   {`{"reference":"Practitioner?identifier=77"}`, byValue},
		"one of two":            {`{"reference":"Practitioner?identifier=urn:other|5,urn:npi|77"}`, byNPI},
		"by id":                 {`{"reference":"Practitioner?_id=d"}`, byID},
		"one of two ids":        {`{"reference":"Practitioner?_id=gone,d"}`, byID},
		"identifier alone":      {`{"type":"Practitioner","identifier":{"system":"urn:npi","value":"77"}}`, byNPI},
		"no type":               {`{"identifier":{"system":"urn:npi","value":"77"}}`, byNPI},
		"a type by its URL":     {`{"type":"http://hl7.org/fhir/StructureDefinition/Practitioner","identifier":{"system":"urn:npi","value":"77"}}`, byNPI},
		"through the role":      {`{"reference":"PractitionerRole/r"}`, byID},
		"identifier and a name": {`{"display":"somebody","identifier":{"system":"urn:npi","value":"77"}}`, byNPI},
	}
	for name, way := range ways {
		e, literal := visit("e", `{"individual":`+way.individual+`}`, ""), visit("l", `{"individual":{"reference":"Practitioner/d"}}`, "")
		for _, all := range [][]string{{patient, practitioner, doctor, e}, {e, doctor, practitioner, patient}, {literal, patient, practitioner, doctor, e}, {e, doctor, practitioner, patient, literal}} {
			want := way.alone
			if len(all) == 5 {
				want = byID
			}
			o := imported(t, fhir.Import{}, exchangetest.File("all.ndjson", lines(all...)))
			require.NoError(t, o.err)
			require.Len(t, o.encounters(), len(all)-3, name)
			for _, e := range o.encounters() {
				assert.Equal(t, []encounter.ID{exchangetest.ID(want)}, e.Professionals(), name)
			}
			p := o.participant(want)
			require.NotNil(t, p, name)
			assert.Equal(t, encounter.Doctor, p.Profession, name)
			assert.Equal(t, []string{"da"}, p.Languages)
			assert.Empty(t, o.rules(), name)
		}
	}
}

// The id of somebody does not depend on whether the resource is among the files.
func TestIDWithoutTheResource(t *testing.T) {
	for individual, key := range map[string]string{
		`{"reference":"Practitioner/d"}`:                     "fhir/Practitioner/d",
		`{"reference":"Practitioner?identifier=urn:npi|77"}`: "fhir/identifier/urn:npi|77",
		`{"reference":"Practitioner?identifier=77"}`:         "fhir/Practitioner?77",
		`{"identifier":{"system":"urn:npi","value":"77"}}`:   "fhir/identifier/urn:npi|77",
		`{"reference":"#c"}`:                                 "fhir/identifier/urn:npi|77",
	} {
		e := visit("e", `{"individual":`+individual+`}`, `,"contained":[{"resourceType":"Practitioner","id":"c","identifier":[{"system":"urn:npi","value":"77"},{"system":"urn:other","value":"5"}]}]`)
		with := imported(t, fhir.Import{}, exchangetest.File("people", lines(patient, practitioner)), exchangetest.File("encounters", lines(e)))
		without := imported(t, fhir.Import{}, exchangetest.File("encounters", lines(e)))
		require.Len(t, with.encounters(), 1)
		assert.Equal(t, []encounter.ID{exchangetest.ID(key)}, with.encounters()[0].Professionals(), individual)
		assert.Equal(t, with.encounters(), without.encounters(), individual)
	}
}

// A value of any system leads to the only one of the kind who has it. "|77" is of no system.
func TestReferencesOfAnySystem(t *testing.T) {
	const other = `{"resourceType":"Practitioner","id":"o","identifier":[{"system":"urn:other","value":"77"}]}`
	const namesake = `{"resourceType":"Patient","id":"n","identifier":[{"system":"urn:other","value":"77"}]}`
	const known, nobody = "fhir/Practitioner/d", "fhir/Encounter/e/professional"
	for _, tt := range []struct{ query, more, leads string }{
		{"77", namesake, known}, {"77", other, nobody}, {"|77", namesake, "fhir/identifier/|77"}, {"78", other, "fhir/Practitioner?78"},
	} {
		seen := visit("e", `{"individual":{"reference":"Practitioner?identifier=`+tt.query+`"}}`, "")
		literal := visit("l", `{"individual":{"reference":"Practitioner/d"}}`, "")
		for _, order := range [][]string{{patient, practitioner, tt.more, seen, literal}, {seen, tt.more, practitioner, patient, literal}} {
			o := imported(t, fhir.Import{}, exchangetest.File("all.ndjson", lines(order...)))
			require.NoError(t, o.err)
			assert.Equal(t, []encounter.ID{exchangetest.ID(tt.leads)}, o.encounters()[0].Professionals(), tt.query)
		}
	}
}

// Urns of a Bundle, contained resources, and people of whom there is no resource.
func TestReferencesElsewhere(t *testing.T) {
	bundle := `{"resourceType":"Bundle","type":"collection","entry":[
	 {"fullUrl":"urn:uuid:AAAAAAAA-0000-4000-8000-000000000001","resource":{"resourceType":"Patient","birthDate":"1950"}},
	 {"fullUrl":"urn:uuid:aaaaaaaa-0000-4000-8000-000000000002","resource":{"resourceType":"Practitioner","id":"x"}},
	 {"fullUrl":"urn:uuid:aaaaaaaa-0000-4000-8000-000000000003","resource":{"resourceType":"Encounter","status":"finished","class":[{"coding":[{"code":"VR"}]}],
	  "subject":{"reference":"urn:uuid:aaaaaaaa-0000-4000-8000-000000000001"},"actualPeriod":{"start":"2024-01-01T00:00:00Z"},
	  "participant":[{"actor":{"reference":"urn:uuid:aaaaaaaa-0000-4000-8000-000000000002"}},{"actor":{"reference":"#in"}},{"actor":{"reference":"Practitioner/gone"}}],
	  "contained":[{"resourceType":"Practitioner","id":"in"}]}}]}`
	o := imported(t, fhir.Import{}, exchangetest.File("bundle.json", bundle))
	require.NoError(t, o.err)
	require.Len(t, o.encounters(), 1)
	e := o.encounters()[0]
	assert.Equal(t, encounter.Video, e.Mode)
	assert.Equal(t, exchangetest.ID("fhir/urn:uuid:aaaaaaaa-0000-4000-8000-000000000001"), e.Patient)
	assert.Equal(t, encounter.Age70, o.participant("fhir/urn:uuid:aaaaaaaa-0000-4000-8000-000000000001").Age, "born in 1950: 73 or 74")
	assert.Equal(t, []encounter.ID{exchangetest.ID("fhir/Practitioner/x"), exchangetest.ID("fhir/Practitioner/gone"), exchangetest.ID("fhir/urn:uuid:aaaaaaaa-0000-4000-8000-000000000003/professional")}, e.Professionals())
	assert.Equal(t, map[schema.RuleID]int{"fhir-reference-dangling": 1}, o.rules())
	assert.Contains(t, o.findings[0].Detail, "(1 in this file)", "who is contained is in the files")
	assert.Equal(t, exchange.Count{Read: 3, Kept: 2, Changed: map[string]int64{"a professional who is not identified": 1}}, o.loss.Of("Encounter.participant"))
}
