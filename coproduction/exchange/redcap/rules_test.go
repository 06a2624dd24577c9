package redcap_test

import (
	"testing"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A rule's id is for ever: this list only grows.
var golden = []schema.RuleID{
	"redcap-bounds", "redcap-bounds-read", "redcap-branching", "redcap-byte-order-mark", "redcap-choice", "redcap-clocks-changed", "redcap-column-known",
	"redcap-column-once", "redcap-compressed", "redcap-conflict", "redcap-encoding", "redcap-end",
	"redcap-field-missing", "redcap-field-name", "redcap-field-once", "redcap-file",
	"redcap-findings-capped", "redcap-header-labels", "redcap-map", "redcap-map-columns",
	"redcap-map-field", "redcap-map-known", "redcap-map-line", "redcap-map-once", "redcap-map-target", "redcap-map-word",
	"redcap-no-rows", "redcap-profession", "redcap-quote", "redcap-quote-bare", "redcap-ragged",
	"redcap-record", "redcap-row-long", "redcap-row-once", "redcap-separator", "redcap-start-day",
	"redcap-start-zone", "redcap-survey-completed", "redcap-type", "redcap-value",
}

func TestRules(t *testing.T) {
	exchangetest.Rules(t, redcap.Rules, golden...)
}
