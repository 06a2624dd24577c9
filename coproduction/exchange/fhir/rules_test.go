package fhir_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A rule's id is for ever: this list only grows.
var golden = []schema.RuleID{
	"fhir-backwards", "fhir-birth", "fhir-class", "fhir-compressed", "fhir-encoding", "fhir-findings-capped", "fhir-id", "fhir-json", "fhir-json-duplicate",
	"fhir-language", "fhir-no-start", "fhir-nothing", "fhir-part-of-itself", "fhir-period", "fhir-profession", "fhir-reference", "fhir-reference-dangling",
	"fhir-resource", "fhir-resource-long", "fhir-resource-once", "fhir-shape", "fhir-start-day", "fhir-start-zone", "fhir-status",
	"fhir-subject", "fhir-translator", "fhir-utf8",
}

func TestRules(t *testing.T) {
	var ids []schema.RuleID
	for _, rule := range fhir.Rules() {
		ids = append(ids, rule.ID)
		assert.Contains(t, schema.Severities(), rule.Severity, rule.ID)
		assert.NotEmpty(t, rule.Title, rule.ID)
		assert.NotEmpty(t, rule.Why, rule.ID)
		assert.NotEmpty(t, rule.Mend, rule.ID)
	}
	assert.Equal(t, golden, ids)
	assert.True(t, slices.IsSorted(ids))

	fhir.Rules()[0].Title = ""
	assert.NotEmpty(t, fhir.Rules()[0].Title, "the list is a copy")
}
