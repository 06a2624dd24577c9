package gseq

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A rule's id is for ever: this list only grows.
var golden = []schema.RuleID{"gseq-gap", "gseq-length", "gseq-name", "gseq-overlap", "gseq-place",
	"gseq-several-codes", "gseq-speaker", "gseq-untimed"}

func TestRules(t *testing.T) {
	var ids []schema.RuleID
	for _, rule := range Rules() {
		ids = append(ids, rule.ID)
		assert.Contains(t, schema.Severities(), rule.Severity, rule.ID)
		assert.NotEmpty(t, rule.Title, rule.ID)
		assert.NotEmpty(t, rule.Why, rule.ID)
		assert.NotEmpty(t, rule.Mend, rule.ID)
		assert.Equal(t, rule, ruleOf(rule.ID))
	}
	assert.Equal(t, golden, ids)
	assert.True(t, slices.IsSorted(ids))

	Rules()[0].Title = ""
	assert.NotEmpty(t, Rules()[0].Title, "the list is a copy")
}
