package redcap_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A rule's id is for ever: this list only grows.
var golden = []schema.RuleID{
	"redcap-bounds", "redcap-bounds-read", "redcap-branching", "redcap-byte-order-mark", "redcap-choice", "redcap-column-known",
	"redcap-column-once", "redcap-compressed", "redcap-conflict", "redcap-encoding", "redcap-end",
	"redcap-field-missing", "redcap-field-name", "redcap-field-once", "redcap-file",
	"redcap-findings-capped", "redcap-header-labels", "redcap-map", "redcap-map-columns",
	"redcap-map-field", "redcap-map-line", "redcap-map-once", "redcap-map-target", "redcap-map-word",
	"redcap-no-rows", "redcap-profession", "redcap-quote", "redcap-quote-bare", "redcap-ragged",
	"redcap-record", "redcap-row-long", "redcap-row-once", "redcap-separator", "redcap-start-day",
	"redcap-start-zone", "redcap-survey-completed", "redcap-type", "redcap-value",
}

func TestRules(t *testing.T) {
	var ids []schema.RuleID
	for _, rule := range redcap.Rules() {
		ids = append(ids, rule.ID)
		assert.Contains(t, schema.Severities(), rule.Severity, rule.ID)
		assert.NotEmpty(t, rule.Title, rule.ID)
		assert.NotEmpty(t, rule.Why, rule.ID)
		assert.NotEmpty(t, rule.Mend, rule.ID)
	}
	assert.Equal(t, golden, ids)
	assert.True(t, slices.IsSorted(ids))

	redcap.Rules()[0].Title = ""
	assert.NotEmpty(t, redcap.Rules()[0].Title, "the list is a copy")
}
