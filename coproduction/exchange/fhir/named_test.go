package fhir_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

const (
	byBoth       = `{"actor":{"reference":"Practitioner/9","identifier":{"system":"urn:s","value":"x"}}}`
	byIdentifier = `{"actor":{"identifier":{"system":"urn:s","value":"x"}}}`
	bySearch     = `{"actor":{"reference":"Practitioner?identifier=urn:s|x"}}`
)

// A reference that has an identifier beside the type and id tells that both are of one
// person, also where no resource does; what resources say counts more.
func TestReferenceWithIdentifier(t *testing.T) {
	const ninth = "fhir/Practitioner/9"
	for _, tt := range []struct {
		name   string
		more   []string
		people []string // by the encounters a, b and c
		rules  counts
	}{
		{"no resource", nil, []string{ninth, ninth, ninth}, counts{"fhir-reference-dangling": 1}},
		{"a resource that does not say it", []string{`{"resourceType":"Practitioner","id":"9"}`}, []string{ninth, ninth, ninth}, counts{}},
		{"a resource that says it", []string{`{"resourceType":"Practitioner","id":"9","identifier":[{"system":"urn:s","value":"x"}]}`}, []string{ninth, ninth, ninth}, counts{}},
		{"the identifier of another", []string{`{"resourceType":"Practitioner","id":"8","identifier":[{"system":"urn:s","value":"x"}]}`},
			[]string{ninth, "fhir/identifier/urn:s|x", "fhir/identifier/urn:s|x"}, counts{"fhir-reference-dangling": 1, "fhir-named-two-ways": 1}},
		{"the identifier of two", []string{visit("d", `{"actor":{"reference":"Practitioner/7","identifier":{"system":"urn:s","value":"x"}}}`, "")},
			[]string{ninth, "fhir/identifier/urn:s|x", "fhir/identifier/urn:s|x", "fhir/Practitioner/7"}, counts{"fhir-reference-dangling": 1, "fhir-named-two-ways": 1}},
	} {
		all := append([]string{patient, visit("a", byBoth, ""), visit("b", byIdentifier, ""), visit("c", bySearch, "")}, tt.more...)
		for range 2 {
			o := imported(t, fhir.Import{}, exchangetest.File("in", lines(all...)))
			encounters := o.encounters()
			for i, who := range tt.people {
				id := exchangetest.ID("fhir/Encounter/" + string(rune('a'+i)))
				e := encounters[slices.IndexFunc(encounters, func(e *encounter.Encounter) bool { return e.ID == id })]
				assert.Equal(t, []encounter.ID{exchangetest.ID(who)}, e.Professionals(), "%s: %d", tt.name, i)
			}
			assert.Equal(t, tt.rules, o.rules(), tt.name)
			slices.Reverse(all)
		}
	}
}

// How people are called, and their ids are made, is in the account; where some are called
// in one way and some in the other, it is a finding, as another set of files may call
// each of them in the other.
func TestNamedTwoWays(t *testing.T) {
	const row = "person in an encounter"
	identified := `{"actor":{"identifier":{"system":"urn:s","value":"y"}}}`
	first := visit("b", dTalks+","+identified, "")
	o := imported(t, fhir.Import{}, exchangetest.File("a", lines(patient, practitioner, visit("a", dTalks, ""))), exchangetest.File("b", lines(first, visit("c", byIdentifier+","+identified, ""))))
	assert.Equal(t, exchange.Count{Read: 4, Changed: map[string]int64{"pseudonym of the type and id": 2, "pseudonym of an identifier": 2}}, o.loss.Of(row))
	i := slices.IndexFunc(o.findings, func(f schema.Finding) bool { return f.Rule == "fhir-named-two-ways" })
	require.GreaterOrEqual(t, i, 0)
	assert.Equal(t, "of those in the role professional, 1 are called by type and id and 2 by an identifier alone: in other files they may be called otherwise, and count as two", o.findings[i].Detail)
	assert.Equal(t, schema.Position{Source: "b", Line: 1, Column: 1, Length: len(first)}, o.findings[i].Position, "the first who is called by an identifier")
	assert.Equal(t, 1, o.rules()["fhir-named-two-ways"])

	for _, one := range []string{dTalks, identified, dTalks + "," + dByNPI} { // each in one way, or known to be one
		o := imported(t, fhir.Import{}, exchangetest.File("a", lines(patient, practitioner, visit("a", one, ""))))
		assert.Zero(t, o.rules()["fhir-named-two-ways"], one)
	}
}
