package fhir_test

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A page of a search is not all of it, and what was deleted may still be read: both are said.
func TestBundleKinds(t *testing.T) {
	bundle := func(kind, more string, entries ...string) string {
		return `{"resourceType":"Bundle","type":"` + kind + `"` + more + `,"entry":[` + strings.Join(entries, ",") + `]}`
	}
	found := []string{`{"fullUrl":"https://example.org/Patient/p","resource":` + patient + `,"search":{"mode":"include"}}`, `{"resource":` + visit("e", "", "") + `,"search":{"mode":"match"}}`}
	for _, tt := range []struct {
		name, bundle string
		rules        counts
	}{
		{"transaction", bundle("transaction", "", found...), counts{}},
		{"the only page", bundle("searchset", `,"total":1,"link":[{"relation":"self","url":"https://example.org"}]`, found...), counts{}},
		{"a page", bundle("searchset", `,"link":[{"relation":"self","url":"https://example.org"},{"relation":"next","url":"https://example.org"}]`, found...), counts{"fhir-bundle-page": 1}},
		{"a history", bundle("history", "", append(found, `{"request":{"method":"DELETE","url":"Encounter/e"}}`, `{"request":{"method":"GET","url":"Encounter/e"}}`)...), counts{"fhir-deleted": 1}},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", tt.bundle))
		require.NoError(t, o.err)
		assert.Len(t, o.encounters(), 1, tt.name)
		assert.Equal(t, tt.rules, o.rules(), tt.name)
		assert.Equal(t, int64(tt.rules["fhir-deleted"]), o.loss.Of("Bundle.entry").Dropped["says that a resource was deleted"], tt.name)
	}
}

// A contained role leads to its practitioner, contained or not, and tells the profession.
func TestContainedRoles(t *testing.T) {
	const nurse = `"code":[{"coding":[{"system":"http://nucc.org/provider-taxonomy","code":"163W00000X"}]}]`
	for name, tt := range map[string]struct{ contained, key string }{
		"practitioner beside it": {`{"resourceType":"Practitioner","id":"x","identifier":[{"system":"urn:npi","value":"77"}]},{"resourceType":"PractitionerRole","id":"y","practitioner":{"reference":"#x"},` + nurse + `}`, "fhir/identifier/urn:npi|77"},
		"without an identifier":  {`{"resourceType":"Practitioner","id":"x"},{"resourceType":"PractitionerRole","id":"y","practitioner":{"reference":"#x"},` + nurse + `}`, ""},
		"practitioner elsewhere": {`{"resourceType":"PractitionerRole","id":"y","practitioner":{"reference":"Practitioner/d"},` + nurse + `}`, "fhir/Practitioner/d"},
		"of itself":              {`{"resourceType":"PractitionerRole","id":"y","practitioner":{"reference":"#y"},` + nurse + `}`, ""},
		"of nobody":              {`{"resourceType":"PractitionerRole","id":"y",` + nurse + `}`, ""},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, practitioner, visit("e", `{"individual":{"reference":"#y"}}`, `,"contained":[`+tt.contained+`]`))))
		require.Len(t, o.encounters(), 1, name)
		if tt.key == "" { // nobody could tell that it is the same person elsewhere
			assert.Equal(t, encounter.Presence{Participant: nobody.Participant, Role: encounter.RoleProfessional, Unidentified: true, Profession: encounter.Nurse}, o.encounters()[0].Presence[1], name)
			continue
		}
		assert.Equal(t, []encounter.ID{exchangetest.ID(tt.key)}, o.encounters()[0].Professionals(), name)
		require.NotNil(t, o.participant(tt.key), name)
		assert.Equal(t, encounter.Nurse, o.participant(tt.key).Profession, name)
	}
}

// Teams, places and devices are no people.
func TestNoPeople(t *testing.T) {
	for _, kind := range []string{"CareTeam", "Location", "Device", "HealthcareService", "Group", "Organization"} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, visit("e", `{"actor":{"reference":"`+kind+`/1"}}`, ""))))
		assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"not a person": 1}}, o.loss.Of("Encounter.participant"), kind)
		assert.True(t, o.encounters()[0].Presence[1].Unidentified, kind)
	}
}

// Compressed files come in parts, cut off, or with something behind them: what could be
// read is kept, and the damage is said.
func TestCompressed(t *testing.T) {
	text := lines(patient, visit("e", "", ""))
	compressed := func(parts ...string) string {
		var b bytes.Buffer
		for _, part := range parts {
			w := gzip.NewWriter(&b)
			w.Write([]byte(part))
			w.Close()
		}
		return b.String()
	}
	whole := compressed(text)
	damaged := counts{"fhir-compressed": 1}
	for _, tt := range []struct {
		name, bytes string
		rules       counts
	}{
		{"plain", whole, counts{}},
		{"in parts", compressed(text[:100], "", text[100:]), counts{}},
		{"without its check sum", whole[:len(whole)-8], damaged},
		{"with another check sum", whole[:len(whole)-8] + "\x00\x01\x02\x03" + whole[len(whole)-4:], damaged},
		{"with rubbish behind it", whole + "rubbish", damaged},
		{"with a part cut off", whole + whole[:5], damaged},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in.gz", tt.bytes))
		require.NoError(t, o.err)
		assert.Len(t, o.encounters(), 1, tt.name)
		assert.Equal(t, tt.rules, o.rules(), tt.name)
	}
}
