package fhir_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const (
	niece     = `{"resourceType":"RelatedPerson","id":"n","patient":{"reference":"Patient/p"}}`
	dTalks    = `{"actor":{"reference":"Practitioner/d"}}`
	dInRole   = `{"actor":{"reference":"PractitionerRole/r"}}`
	dByNPI    = `{"actor":{"reference":"Practitioner?identifier=urn:npi|77"}}`
	dReferred = `{"type":[{"coding":[{"code":"REF"}]}],"actor":{"reference":"Practitioner/d"}}`
)

// translates is a participant who translates.
func translates(who string) string {
	return `{"type":[{"coding":[{"code":"translator"}]}],"actor":{"reference":"` + who + `"}}`
}

// across are the findings between records.
func across(records ...encounter.Record) (rules []string) {
	var study coproduction.StudyRules
	for _, r := range records {
		study.Add(r)
	}
	for _, f := range new(coproduction.Validator).Across(&study) {
		rules = append(rules, string(f.Rule))
	}
	return rules
}

// Who translates in an encounter and does nothing else there is an interpreter, as
// somebody of their own, whatever their resource says; whoever also takes part otherwise
// in that encounter, and every relative, interprets ad hoc.
func TestWhoInterprets(t *testing.T) {
	const own, adHoc = "fhir/interpreter/Practitioner/d", encounter.InterpreterAdHoc
	tests := []struct {
		name, participants string
		more               []string
		key                string
		how                encounter.InterpreterMode
		role               encounter.Role
		fate               string // of the profession
	}{
		{"only interprets", translates("Practitioner/d"), nil, own, encounter.InterpreterPhone, encounter.RoleInterpreter, "not a professional"},
		{"twice", translates("Practitioner/d") + "," + translates("Practitioner/d"), nil, own, encounter.InterpreterPhone, encounter.RoleInterpreter, "not a professional"},
		{"also referred", dReferred + "," + translates("Practitioner/d"), nil, own, encounter.InterpreterPhone, encounter.RoleInterpreter, "not a professional"},
		{"talks in another encounter", translates("Practitioner/d"), []string{visit("a", dTalks, "")}, own, encounter.InterpreterPhone, encounter.RoleInterpreter, ""},
		{"also talks", translates("Practitioner/d") + "," + dTalks, nil, "fhir/Practitioner/d", adHoc, encounter.RoleProfessional, ""},
		{"talks first", dTalks + "," + translates("Practitioner/d"), nil, "fhir/Practitioner/d", adHoc, encounter.RoleProfessional, ""},
		{"of whom nothing is known", translates("Practitioner/gone"), nil, "fhir/interpreter/Practitioner/gone", encounter.InterpreterPhone, encounter.RoleInterpreter, "in no encounter"},
		{"also talks, of whom nothing is known", translates("Practitioner/gone") + `,{"actor":{"reference":"Practitioner/gone"}}`, nil, "fhir/Practitioner/gone", adHoc, encounter.RoleProfessional, "in no encounter"},
		{"in a role", translates("PractitionerRole/r"), nil, own, encounter.InterpreterPhone, encounter.RoleInterpreter, "not a professional"},
		{"a relative", translates("RelatedPerson/n"), nil, "fhir/RelatedPerson/n", adHoc, encounter.RoleRelative, "in no encounter"},
		{"a relative of whom nothing is known", translates("RelatedPerson/gone"), nil, "fhir/RelatedPerson/gone", adHoc, encounter.RoleRelative, "in no encounter"},
	}
	for _, tt := range tests {
		all := append([]string{patient, practitioner, doctor, niece, visit("b", tt.participants, "")}, tt.more...)
		for range 2 {
			o := imported(t, fhir.Import{Interpreter: encounter.InterpreterPhone}, exchangetest.File("in", lines(all...)))
			one := o.participant(tt.key)
			require.NotNil(t, one, tt.name)
			assert.Equal(t, tt.role, one.Role, tt.name)
			if tt.role == encounter.RoleInterpreter {
				assert.Empty(t, one.Profession, tt.name)
			}
			assert.Equal(t, tt.fate != "", o.loss.Of("PractitionerRole").Dropped[tt.fate] == 1, "%s: %v", tt.name, o.loss.Of("PractitionerRole"))
			for _, e := range o.encounters() {
				if e.ID == exchangetest.ID("fhir/Encounter/b") {
					i := slices.IndexFunc(e.Presence, func(p encounter.Presence) bool { return p.Role == encounter.RoleInterpreter })
					require.GreaterOrEqual(t, i, 0, tt.name)
					assert.Equal(t, encounter.Presence{Participant: one.ID, Role: encounter.RoleInterpreter, Interpreter: tt.how}, e.Presence[i], tt.name)
				}
			}
			assert.Empty(t, across(o.records...), tt.name)
			slices.Reverse(all)
		}
	}
}

// An interpreter has the languages of their resource, and the professional whose resource
// it is too.
func TestLanguagesOfInterpreters(t *testing.T) {
	o := imported(t, fhir.Import{Interpreter: encounter.InterpreterVideo}, exchangetest.File("in", lines(patient, practitioner, doctor, visit("a", dTalks, ""), visit("b", translates("Practitioner/d"), ""))))
	require.Len(t, o.records, 5, "the patient, the practitioner as two, and two encounters")
	assert.Equal(t, &encounter.Participant{ID: exchangetest.ID("fhir/Practitioner/d"), Role: encounter.RoleProfessional, Profession: encounter.Doctor,
		Languages: []string{"da"}, Consent: encounter.ConsentNotAsked}, o.participant("fhir/Practitioner/d"))
	assert.Equal(t, &encounter.Participant{ID: exchangetest.ID("fhir/interpreter/Practitioner/d"), Role: encounter.RoleInterpreter,
		Languages: []string{"da"}, Consent: encounter.ConsentNotAsked}, o.participant("fhir/interpreter/Practitioner/d"))
	assert.Equal(t, exchange.Count{Read: 2, Kept: 2}, o.loss.Of("Encounter.participant"))
	assert.Equal(t, map[string]int64{"the role": 1}, o.loss.Of("Encounter.participant.type").Changed)
}

// What somebody does in one set of files says nothing of who they are in another: the
// records of both go together.
func TestInterpretersOfTwoRuns(t *testing.T) {
	people := lines(patient, practitioner, doctor, niece)
	for _, other := range []string{dTalks, dInRole, dByNPI, dTalks + "," + translates("Practitioner/d"), translates("PractitionerRole/r"), translates("RelatedPerson/n")} {
		i := fhir.Import{Interpreter: encounter.InterpreterPhone}
		a := imported(t, i, exchangetest.File("in", people+visit("a", translates("Practitioner/d"), "")))
		b := imported(t, i, exchangetest.File("in", people+visit("b", other, "")))
		both := imported(t, i, exchangetest.File("in", people+lines(visit("a", translates("Practitioner/d"), ""), visit("b", other, ""))))
		assert.Subset(t, []string{"record-again"}, across(append(slices.Clone(a.records), b.records...)...), other)
		if other != dByNPI { // which of the two names counts is known only where both are seen
			assert.Equal(t, both.encounters(), append(a.encounters(), b.encounters()...), other)
		}
	}
}

// Without word of how translators took part, no encounter tells whether there was one. With
// it, those that name others are taken to name all, unless they name more than there is place for.
func TestInterpreterNotRecorded(t *testing.T) {
	none, interpreter := []encounter.Role(nil), []encounter.Role{encounter.RoleInterpreter}
	for _, tt := range []struct {
		name, participants string
		without, with      []encounter.Role
	}{
		{"nobody is named", "", interpreter, interpreter},
		{"a professional", dTalks, interpreter, none},
		{"somebody who is not identified", `{"individual":{"reference":"what?ever"}}`, interpreter, none},
		{"a device", `{"actor":{"reference":"Device/x"}}`, interpreter, interpreter},
		{"a translator", translates("Practitioner/d"), interpreter, none},
		{"a relative", `{"individual":{"reference":"RelatedPerson/n"}}`, interpreter, none},
		{"as many as there is place for", strings.Repeat(dTalks+",", 197) + dTalks, interpreter, none},
		{"one more, who is left out", strings.Repeat(dTalks+",", 198) + translates("Practitioner/e"), interpreter, interpreter},
	} {
		for mode, want := range map[encounter.InterpreterMode][]encounter.Role{"": tt.without, encounter.InterpreterPhone: tt.with} {
			o := imported(t, fhir.Import{Interpreter: mode}, exchangetest.File("in", lines(patient, practitioner, doctor, niece, visit("a", tt.participants, ""))))
			require.Len(t, o.encounters(), 1, tt.name)
			assert.Equal(t, want, o.encounters()[0].RolesNotRecorded, "%s, mode %q", tt.name, mode)
		}
	}
}

// A translator of whom nothing is told is an interpreter who is not identified, and the account
// says so.
func TestInterpreterNotIdentified(t *testing.T) {
	nameless := `{"type":[{"coding":[{"code":"translator"}]}],"individual":{"display":"somebody"}}`
	o := imported(t, fhir.Import{Interpreter: encounter.InterpreterPhone}, exchangetest.File("in", lines(patient, visit("a", nameless, ""))))
	require.Len(t, o.encounters(), 1)
	assert.Contains(t, o.encounters()[0].Presence, encounter.Presence{Participant: exchangetest.ID("fhir/Encounter/a/interpreter"), Role: encounter.RoleInterpreter,
		Unidentified: true, Interpreter: encounter.InterpreterPhone})
	assert.Equal(t, exchange.Count{Read: 1, Changed: map[string]int64{"an interpreter who is not identified": 1}}, o.loss.Of("Encounter.participant"))
}
