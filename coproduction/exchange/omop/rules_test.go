package omop_test

import (
	"testing"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/omop"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A rule's id is for ever: this list only grows.
var golden = []schema.RuleID{
	"omop-birth", "omop-byte-order-mark", "omop-care-site-once", "omop-chain-branch", "omop-chain-broken",
	"omop-chain-circle", "omop-chain-forward", "omop-chain-person", "omop-clocks-changed", "omop-column-missing",
	"omop-column-once", "omop-compressed", "omop-detail-visit", "omop-encoding", "omop-end",
	"omop-findings-capped", "omop-missing-word", "omop-no-rows", "omop-no-visits", "omop-number",
	"omop-number-decimal", "omop-person-listed", "omop-person-once", "omop-provider-listed",
	"omop-provider-once", "omop-quote", "omop-quote-bare", "omop-ragged", "omop-row-long",
	"omop-separator", "omop-specialty", "omop-start", "omop-start-agrees", "omop-start-day",
	"omop-start-midnight", "omop-start-zone", "omop-table", "omop-telehealth", "omop-version",
	"omop-visit-concept", "omop-visit-once", "omop-visit-professionals", "omop-visit-provider",
}

func TestRules(t *testing.T) {
	exchangetest.Rules(t, omop.Rules, golden...)
}
