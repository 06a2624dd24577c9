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
	"github.com/coproduction-lab/coproduction-go/schema"
)

// What an encounter contains says of people what a resource of their own would, and
// nobody is said to be missing.
func TestContainedPeople(t *testing.T) {
	const somali, nurse = `"communication":[{"language":{"coding":[{"code":"so"}]}}]`, `"code":[{"coding":[{"system":"http://nucc.org/provider-taxonomy","code":"163W00000X"}]}]`
	const registered = `"qualification":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0360","code":"RN"}]}}],"communication":[{"coding":[{"code":"da"}]}]`
	for _, identifier := range []string{"", `"identifier":[{"system":"urn:s","value":"%d"}],`} {
		of := func(kind string, n int, key string) string {
			if identifier == "" {
				return "fhir/Encounter/e#" + key
			}
			if kind == "Practitioner" {
				return fmt.Sprintf("fhir/identifier/urn:s|%d", n)
			}
			return fmt.Sprintf("fhir/%s/identifier/urn:s|%d", kind, n)
		}
		id := func(n int) string {
			if identifier == "" {
				return ""
			}
			return fmt.Sprintf(identifier, n)
		}
		contains := `,"contained":[{"resourceType":"Patient","id":"p",` + id(1) + `"birthDate":"1980-06-15",` + somali + `},` +
			`{"resourceType":"Practitioner","id":"d",` + id(2) + registered + `},{"resourceType":"Practitioner","id":"o",` + id(3) + somali + `},` +
			`{"resourceType":"RelatedPerson","id":"n",` + id(4) + somali + `},{"resourceType":"PractitionerRole","id":"r",` + nurse + `,"practitioner":{"reference":"#o"}},{"resourceType":"Location","id":"l"}]`
		e := strings.Replace(visit("e", `{"individual":{"reference":"#d"}},{"individual":{"reference":"#r"}},{"individual":{"reference":"#n"}}`, contains), "Patient/p", "#p", 1)
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(e)))
		require.Len(t, o.encounters(), 1)
		alone := counts{} // a patient without an identifier is one of this encounter alone
		if identifier == "" {
			alone["fhir-patient-contained"] = 1
		}
		assert.Equal(t, alone, o.rules())
		p := o.participant(of("Patient", 1, "p"))
		require.NotNil(t, p)
		assert.Equal(t, encounter.Age40, p.Age, "43 on 3 May 2024")
		assert.Equal(t, []string{"so"}, p.Languages)
		assert.Equal(t, exchange.Count{Read: 6, Changed: map[string]int64{"who took part": 5}, Dropped: map[string]int64{"tells who somebody is": 1}}, o.loss.Of("Encounter.contained"))
		if identifier == "" { // who is not identified: what is contained in another encounter may be anybody
			relative := encounter.Presence{Participant: exchangetest.ID("fhir/Encounter/e/relative/3"), Role: encounter.RoleRelative, Unidentified: true}
			first, second := nobody, nobody
			second.Participant = exchangetest.ID("fhir/Encounter/e/professional/2")
			first.Profession, second.Profession = encounter.Nurse, encounter.Nurse
			assert.Equal(t, []encounter.Presence{first, second, relative}, o.encounters()[0].Presence[1:])
			continue
		}
		d := o.participant(of("Practitioner", 2, "d"))
		require.NotNil(t, d)
		assert.Equal(t, encounter.Nurse, d.Profession, "RN")
		assert.Equal(t, []string{"da"}, d.Languages)
		by := o.participant(of("Practitioner", 3, "o"))
		require.NotNil(t, by)
		assert.Equal(t, encounter.Nurse, by.Profession, "as the role says")
		assert.Equal(t, []string{"so"}, by.Languages)
		n := o.participant(of("RelatedPerson", 4, "n"))
		require.NotNil(t, n)
		assert.Equal(t, encounter.RoleRelative, n.Role)
		assert.Equal(t, []string{"so"}, n.Languages)
	}
}

// What the files say in a resource of its own counts before what is contained; that fills
// what is missing. Two encounters that contain somebody of one identifier are of one.
func TestContainedAndListed(t *testing.T) {
	const contains = `,"contained":[{"resourceType":"Practitioner","id":"c","identifier":[{"system":"urn:npi","value":"77"}],"communication":[{"coding":[{"code":"so"}]}],` +
		`"qualification":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0360","code":"RN"}]}}]}]`
	a, b := visit("a", `{"individual":{"reference":"#c"}}`, contains), visit("b", `{"individual":{"reference":"#c"}}`, contains)
	for _, all := range [][]string{{patient, practitioner, a, b}, {a, b, practitioner, patient}} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(all...)))
		p := o.participant("fhir/identifier/urn:npi|77")
		require.NotNil(t, p)
		assert.Equal(t, []string{"da"}, p.Languages, "as the resource says")
		assert.Equal(t, encounter.Nurse, p.Profession, "of which the resource says nothing")
		assert.Equal(t, o.encounters()[0].Professionals(), o.encounters()[1].Professionals())
		assert.Empty(t, o.rules())
	}
}

// Of the same practitioner in two encounters, each of which contains them without an
// identifier, nobody can tell that it is one: there is no continuity to be had of that.
func TestContainedTwice(t *testing.T) {
	const contains = `,"contained":[{"resourceType":"Practitioner","id":"dr"}]`
	named := `{"individual":{"reference":"#dr"}}`
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, visit("a", named, contains), visit("b", named+","+named, contains))))
	require.Len(t, o.encounters(), 2)
	for _, e := range o.encounters() {
		require.Len(t, e.Presence, 2)
		assert.True(t, e.Presence[1].Unidentified)
	}
	assert.Len(t, o.records, 3, "the patient and two encounters")
	assert.Equal(t, exchange.Count{Read: 3, Changed: map[string]int64{"a professional who is not identified": 2}, Dropped: map[string]int64{"named before": 1}}, o.loss.Of("Encounter.participant"))
}

// A translator who is nobody that could be known again is still no professional.
func TestTranslatorUnknown(t *testing.T) {
	const code = `"type":[{"coding":[{"code":"translator"}]}]`
	stranger := encounter.Presence{Participant: exchangetest.ID("fhir/Encounter/e/interpreter"), Role: encounter.RoleInterpreter, Interpreter: encounter.InterpreterPhone, Unidentified: true}
	second := nobody
	second.Participant = exchangetest.ID("fhir/Encounter/e/professional/2")
	for _, who := range []string{`{` + code + `}`, `{` + code + `,"individual":{"display":"somebody"}}`, `{` + code + `,"actor":{"type":"Practitioner"}}`, `{` + code + `,"individual":{"reference":"#dr"}}`} {
		file := exchangetest.File("in", lines(patient, visit("e", who, `,"contained":[{"resourceType":"Practitioner","id":"dr"}]`)))
		o := imported(t, fhir.Import{Interpreter: encounter.InterpreterPhone}, file)
		assert.Equal(t, []encounter.Presence{stranger, second}, o.encounters()[0].Presence[1:], who)
		assert.Empty(t, o.rules(), who)
		o = imported(t, fhir.Import{}, file)
		assert.Equal(t, []encounter.Presence{nobody}, o.encounters()[0].Presence[1:], who)
		assert.Equal(t, map[schema.RuleID]int{"fhir-translator": 1}, o.rules(), who)
		assert.Equal(t, map[string]int64{"a translator, without saying how": 1}, o.loss.Of("Encounter.participant").Dropped)
	}
}

// A contained group or device is nobody.
func TestContainedThings(t *testing.T) {
	const contains = `,"contained":[{"resourceType":"Device","id":"x"},{"resourceType":"Group","id":"g"}]`
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, visit("e", `{"actor":{"reference":"#x"}}`, contains), strings.Replace(visit("g", "", contains), "Patient/p", "#g", 1))))
	require.Len(t, o.encounters(), 1)
	assert.Equal(t, []encounter.Presence{nobody}, o.encounters()[0].Presence[1:])
	assert.Equal(t, counts{"fhir-subject": 1}, o.rules())
}

// The practitioner that a PractitionerRole contains is a person too.
func TestContainedInRole(t *testing.T) {
	const role = `{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"#c"},"contained":[{"resourceType":"Practitioner","id":"c","communication":[{"coding":[{"code":"so"}]}]}]}`
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, role, visit("e", `{"individual":{"reference":"PractitionerRole/r"}}`, ""))))
	p := o.participant("fhir/PractitionerRole/r#c")
	require.NotNil(t, p)
	assert.Equal(t, []string{"so"}, p.Languages)
	assert.Empty(t, o.rules())
}

// A patient who is contained in an encounter and has no identifier is a patient of that
// encounter alone, and the finding stands at the reference; an identifier makes the patients
// of two encounters one.
func TestContainedPatient(t *testing.T) {
	within := func(id, identifier string) string {
		return strings.Replace(visit(id, "", `,"contained":[{"resourceType":"Patient","id":"c"`+identifier+`}]`), "Patient/p", "#c", 1)
	}
	a, b := within("a", ""), within("b", "")
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(a, b)))
	es := o.encounters()
	require.Len(t, es, 2)
	assert.NotEqual(t, es[0].Patient, es[1].Patient)
	assert.Equal(t, counts{"fhir-patient-contained": 1}, o.rules())
	assert.Equal(t, "this patient is contained in the Encounter, without an identifier (2 in this file)", o.findings[0].Detail)
	assert.Equal(t, int64(strings.Index(a, `{"reference":"#c"}`)), o.findings[0].Position.Offset)
	assert.Equal(t, exchange.Count{Read: 2, Changed: map[string]int64{"a patient of this encounter alone": 2}}, o.loss.Of("Encounter.subject"))

	const identifier = `,"identifier":[{"system":"urn:s","value":"1"}]`
	o = imported(t, fhir.Import{}, exchangetest.File("in", lines(within("a", identifier), within("b", identifier))))
	es = o.encounters()
	require.Len(t, es, 2)
	assert.Equal(t, es[0].Patient, es[1].Patient)
	assert.Empty(t, o.rules())
}
