package fhir_test

import (
	"testing"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A rule's id is for ever: this list only grows.
var golden = []schema.RuleID{
	"fhir-backwards", "fhir-between", "fhir-birth", "fhir-bundle-page", "fhir-class", "fhir-compressed", "fhir-deleted", "fhir-encoding", "fhir-findings-capped", "fhir-id", "fhir-identifier-shared", "fhir-interpreter-needed", "fhir-json", "fhir-json-duplicate",
	"fhir-language", "fhir-leap-second", "fhir-named-two-ways", "fhir-no-start", "fhir-nothing", "fhir-part-of-itself", "fhir-participant-period", "fhir-participants", "fhir-patient-contained", "fhir-period", "fhir-profession", "fhir-reference", "fhir-reference-ambiguous", "fhir-reference-dangling",
	"fhir-resource", "fhir-resource-long", "fhir-resource-once", "fhir-shape", "fhir-start-day", "fhir-start-zone", "fhir-status",
	"fhir-status-unknown", "fhir-subject", "fhir-translator", "fhir-utf8",
}

func TestRules(t *testing.T) {
	exchangetest.Rules(t, fhir.Rules, golden...)
}
