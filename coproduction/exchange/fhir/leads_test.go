package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const urn = "urn:uuid:aaaaaaaa-0000-4000-8000-000000000001"

// nobody is the presence of a professional who is not identified in the encounter "e".
var nobody = encounter.Presence{Participant: exchangetest.ID("fhir/Encounter/e/professional"), Role: encounter.RoleProfessional, Unidentified: true}

// bundleOf puts resources into a Bundle; the first has the full URL [urn].
func bundleOf(resources ...string) exchange.File {
	var entries []string
	for i, one := range resources {
		url := ""
		if i == 0 {
			url = `"fullUrl":"` + urn + `",`
		}
		entries = append(entries, `{`+url+`"resource":`+one+`}`)
	}
	return exchangetest.File("in", `{"resourceType":"Bundle","type":"collection","entry":[`+strings.Join(entries, ",")+`]}`)
}

// Whoever is named by a urn, or by an identifier, is what their resource is, whatever the
// reference says; where there is none, what the reference says; or else what its place
// suggests.
func TestKindOfParticipant(t *testing.T) {
	const identifier = `{"system":"urn:s","value":"1"}`
	of := func(kind string) string {
		return `{"resourceType":"` + kind + `","identifier":[` + identifier + `]}`
	}
	by := func(key string, role encounter.Role) []encounter.Presence {
		return []encounter.Presence{{Participant: exchangetest.ID(key), Role: role}}
	}
	for _, tt := range []struct {
		name, resource, kind string
		role                 encounter.Role // "" for nobody
	}{
		{"a practitioner", of("Practitioner"), "", encounter.RoleProfessional},
		{"a relative", of("RelatedPerson"), "", encounter.RoleRelative},
		{"another patient", of("Patient"), "", encounter.RolePatient},
		{"a group", of("Group"), "", ""},
		{"a device", of("Device"), "", ""},
		{"a service", of("HealthcareService"), "", ""},
		{"an organization", of("Organization"), "", ""},
		{"a place", of("Location"), "", ""},
		{"a team", of("CareTeam"), "", ""},
		{"a practitioner, said to be a device", of("Practitioner"), "Device", encounter.RoleProfessional},
		{"a device, said to be a practitioner", of("Device"), "Practitioner", ""},
		{"absent, said to be a practitioner", `{"resourceType":"Basic"}`, "Practitioner", encounter.RoleProfessional},
		{"absent, said to be a relative", `{"resourceType":"Basic"}`, "RelatedPerson", encounter.RoleRelative},
		{"absent, said to be a patient", `{"resourceType":"Basic"}`, "Patient", encounter.RolePatient},
		{"absent, said to be a device", `{"resourceType":"Basic"}`, "Device", ""},
		{"absent, and nothing is said", `{"resourceType":"Basic"}`, "", encounter.RoleProfessional},
	} {
		for _, reverse := range []bool{false, true} {
			e := visit("e", `{"actor":{"reference":"`+urn+`","type":"`+tt.kind+`"}}`, "")
			o := imported(t, fhir.Import{}, bundleOf(tt.resource, patient, e))
			if reverse {
				o = imported(t, fhir.Import{}, exchangetest.File("first", e), bundleOf(tt.resource, patient))
			}
			require.Len(t, o.encounters(), 1)
			want := []encounter.Presence{nobody}
			switch tt.role {
			case encounter.RoleProfessional:
				want = by("fhir/"+urn, tt.role)
			case encounter.RoleRelative, encounter.RolePatient:
				want = append(by("fhir/"+urn, tt.role), want...)
			default:
				assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"not a person": 1}}, o.loss.Of("Encounter.participant"), tt.name)
				assert.Nil(t, o.participant("fhir/"+urn), tt.name)
			}
			assert.Equal(t, want, o.encounters()[0].Presence[1:], tt.name)

			if tt.kind != "" || strings.Contains(tt.resource, "Basic") {
				continue
			}
			kind := strings.Split(tt.resource, `"`)[3]
			key := "fhir/" + kind + "/identifier/urn:s|1"
			switch tt.role {
			case encounter.RoleProfessional:
				want = by("fhir/identifier/urn:s|1", tt.role)
			case encounter.RoleRelative, encounter.RolePatient:
				want = append(by(key, tt.role), nobody)
			}
			o = imported(t, fhir.Import{}, bundleOf(tt.resource, patient, visit("e", `{"actor":{"identifier":`+identifier+`}}`, "")))
			require.Len(t, o.encounters(), 1)
			assert.Equal(t, want, o.encounters()[0].Presence[1:], "%s, by an identifier", tt.name)
		}
	}
}

// So is a subject: nobody but a patient has encounters.
func TestKindOfSubject(t *testing.T) {
	for _, tt := range []struct {
		name, resource, kind string
		n                    int
	}{
		{"a patient", `{"resourceType":"Patient"}`, "", 1},
		{"a patient, said to be a group", `{"resourceType":"Patient"}`, "Group", 1},
		{"a group", `{"resourceType":"Group"}`, "", 0},
		{"a group, said to be a patient", `{"resourceType":"Group"}`, "Patient", 0},
		{"a device", `{"resourceType":"Device"}`, "", 0},
		{"a relative", `{"resourceType":"RelatedPerson"}`, "", 0},
		{"absent", `{"resourceType":"Basic"}`, "", 1},
		{"absent, said to be a patient", `{"resourceType":"Basic"}`, "Patient", 1},
		{"absent, said to be a group", `{"resourceType":"Basic"}`, "Group", 0},
		{"absent, said to be a practitioner", `{"resourceType":"Basic"}`, "Practitioner", 0},
	} {
		e := strings.Replace(visit("e", `{"individual":{"reference":"Practitioner/gone"}}`, ""), `"Patient/p"`, `"`+urn+`","type":"`+tt.kind+`"`, 1)
		for _, files := range [][]exchange.File{{bundleOf(tt.resource, e)}, {exchangetest.File("first", e), bundleOf(tt.resource)}} {
			o := imported(t, fhir.Import{}, files...)
			assert.Len(t, o.encounters(), tt.n, tt.name)
			assert.Equal(t, 1-tt.n, o.rules()["fhir-subject"], tt.name)
			if tt.n == 0 {
				assert.Empty(t, o.records, "%s: nor is anybody handed on who was only with them", tt.name)
				assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"no patient": 1}}, o.loss.Of("Encounter"), tt.name)
				assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"no patient": 1}}, o.loss.Of("Encounter.period"), tt.name)
			}
		}
	}
}

// Somebody who was with another before they were seen themselves is a patient all the same.
func TestSubjectIsParticipantElsewhere(t *testing.T) {
	other := strings.ReplaceAll(visit("o", "", ""), "Patient/p", "Patient/q")
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(visit("e", `{"actor":{"reference":"Patient/q"}}`, ""), other)))
	require.Len(t, o.encounters(), 2)
	assert.Equal(t, encounter.RolePatient, o.participant("fhir/Patient/q").Role)
	assert.Equal(t, encounter.Presence{Participant: exchangetest.ID("fhir/Patient/q"), Role: encounter.RolePatient}, o.encounters()[0].Presence[1])
}

// Two who share an identifier stay two, and a reference by it alone leads to neither.
func TestSharedIdentifiers(t *testing.T) {
	const twin = `{"resourceType":"Patient","id":"q","identifier":[{"system":"urn:s","value":"1"}]}`
	const double = `{"resourceType":"Practitioner","id":"o","identifier":[{"system":"urn:npi","value":"77"},{"system":"urn:s","value":"2"}]}`
	p := strings.Replace(patient, `"id":"p"`, `"id":"p","identifier":[{"system":"urn:s","value":"1"}]`, 1)
	of := func(id, subject, individual string) string {
		return strings.Replace(visit(id, `{"individual":`+individual+`}`, ""), `{"reference":"Patient/p"}`, subject, 1)
	}
	const ofP, ofQ, byS = `{"reference":"Patient/p"}`, `{"reference":"Patient/q"}`, `{"identifier":{"system":"urn:s","value":"1"}}`
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(p, twin, practitioner, double,
		of("a", ofP, `{"reference":"Practitioner/d"}`), of("b", ofQ, `{"reference":"Practitioner/o"}`),
		of("c", ofP, `{"reference":"Practitioner?identifier=urn:s|2"}`), of("e", ofQ, `{"identifier":{"system":"urn:npi","value":"77"}}`),
		of("f", byS, `{"reference":"Practitioner/d"}`))))
	require.Len(t, o.encounters(), 4)
	for i, want := range []struct{ patient, professional string }{
		{"fhir/Patient/p", "fhir/Practitioner/d"}, {"fhir/Patient/q", "fhir/Practitioner/o"}, {"fhir/Patient/p", "fhir/Practitioner/o"}, {"fhir/Patient/q", "fhir/Encounter/e/professional"},
	} {
		assert.Equal(t, exchangetest.ID(want.patient), o.encounters()[i].Patient, i)
		assert.Equal(t, []encounter.ID{exchangetest.ID(want.professional)}, o.encounters()[i].Professionals(), i)
	}
	assert.Equal(t, counts{"fhir-identifier-shared": 2, "fhir-reference-ambiguous": 1, "fhir-subject": 1}, o.rules())
	assert.Equal(t, exchange.Count{Read: 2, Kept: 2}, o.loss.Of("Patient"))
	assert.Equal(t, exchange.Count{Read: 2, Kept: 2}, o.loss.Of("Practitioner"))
}

// A conditional reference that fits several, or one of several who are not there, makes
// up nobody.
func TestAmbiguousReferences(t *testing.T) {
	const double = `{"resourceType":"Practitioner","id":"o","identifier":[{"system":"urn:npi","value":"77"},{"system":"urn:s","value":"2"}]}`
	const third = `{"resourceType":"Practitioner","id":"t","identifier":[{"system":"urn:s","value":"a,b"}]}`
	for query, want := range map[string]string{
		"urn:npi|77":             "",
		"77":                     "",
		"urn:s|2":                "fhir/Practitioner/o",
		"urn:s|2,urn:gone|3":     "fhir/Practitioner/o",
		"urn:gone|3,urn:s|2":     "fhir/Practitioner/o",
		"2,urn:s|2":              "fhir/Practitioner/o",
		"urn:s|2,urn:npi|77":     "",
		`urn:s|2,urn:s|a\,b`:     "",
		`urn:s|a\,b`:             "fhir/Practitioner/t",
		"urn:gone|1,urn:gone|2":  "",
		"urn:gone|1,urn:gone|1,": "fhir/identifier/urn:gone|1",
	} {
		e := visit("e", `{"individual":{"reference":"Practitioner?identifier=`+strings.ReplaceAll(query, `\`, `\\`)+`"}}`, "")
		all := lines(patient, practitioner, double, third, e, visit("l", `{"individual":{"reference":"Practitioner/o"}},{"individual":{"reference":"Practitioner/t"}}`, ""))
		o := imported(t, fhir.Import{}, exchangetest.File("in", all))
		require.Len(t, o.encounters(), 2)
		if want != "" {
			assert.Equal(t, []encounter.ID{exchangetest.ID(want)}, o.encounters()[0].Professionals(), query)
			assert.Zero(t, o.rules()["fhir-reference-ambiguous"], query)
			continue
		}
		assert.Equal(t, nobody, o.encounters()[0].Presence[1], query)
		assert.Equal(t, 1, o.rules()["fhir-reference-ambiguous"], query)
		assert.Equal(t, int64(1), o.loss.Of("Encounter.participant").Changed["a professional who is not identified"], query)
	}
}

// A relative of two may have a resource for each: who of them was there cannot be told,
// and they are a relative still.
func TestAmbiguousRelative(t *testing.T) {
	mother := `{"resourceType":"RelatedPerson","id":"m","identifier":[{"system":"urn:s","value":"1"}]}`
	for _, reference := range []string{`{"reference":"RelatedPerson?identifier=urn:s|1"}`, `{"type":"RelatedPerson","identifier":{"system":"urn:s","value":"1"}}`, `{"identifier":{"system":"urn:s","value":"1"}}`} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, mother, strings.Replace(mother, `"m"`, `"n"`, 1), visit("e", `{"actor":`+reference+`}`, ""))))
		require.Len(t, o.encounters(), 1)
		assert.Equal(t, encounter.Presence{Participant: exchangetest.ID("fhir/Encounter/e/relative"), Role: encounter.RoleRelative, Unidentified: true}, o.encounters()[0].Presence[1])
		assert.Equal(t, counts{"fhir-reference-ambiguous": 1}, o.rules())
	}
}

// A patient and a practitioner who have the same identifier are two.
func TestIdentifierOfTwoKinds(t *testing.T) {
	const value = `"identifier":{"system":"urn:s","value":"1"}`
	e := strings.Replace(visit("e", `{"individual":{"type":"Practitioner",`+value+`}}`, ""), `"reference":"Patient/p"`, `"type":"Patient",`+value, 1)
	p := strings.Replace(patient, `"id":"p"`, `"id":"p","identifier":[{"system":"urn:s","value":"1"}]`, 1)
	d := strings.Replace(practitioner, `"urn:npi","value":"77"`, `"urn:s","value":"1"`, 1)
	for _, all := range []string{lines(e), lines(p, d, e), lines(d, p, e), lines(e, d)} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", all))
		require.Len(t, o.encounters(), 1)
		assert.Equal(t, exchangetest.ID("fhir/Patient/identifier/urn:s|1"), o.encounters()[0].Patient)
		assert.Equal(t, []encounter.ID{exchangetest.ID("fhir/identifier/urn:s|1")}, o.encounters()[0].Professionals())
	}
}

// A reference may say no more than what it leads to.
func TestKindAlone(t *testing.T) {
	relative := encounter.Presence{Participant: exchangetest.ID("fhir/Encounter/e/relative"), Role: encounter.RoleRelative, Unidentified: true}
	second := nobody
	second.Participant = exchangetest.ID("fhir/Encounter/e/professional/2")
	for kind, want := range map[string][]encounter.Presence{
		"Practitioner": {nobody}, "RelatedPerson": {relative, second}, "Device": {nobody}, "Patient": {nobody}, "": {nobody},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, visit("e", `{"actor":{"type":"`+kind+`","display":"somebody"}}`, ""))))
		assert.Equal(t, want, o.encounters()[0].Presence[1:], kind)
		assert.Empty(t, o.rules(), kind)
	}
}
