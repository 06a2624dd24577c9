package gseq

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A rule's id is for ever: this list only grows.
var golden = []schema.RuleID{"gseq-gap", "gseq-length", "gseq-name", "gseq-overlap", "gseq-place",
	"gseq-several-codes", "gseq-speaker", "gseq-untimed"}

func TestRules(t *testing.T) {
	exchangetest.Rules(t, Rules, golden...)
	for _, rule := range Rules() {
		assert.Equal(t, rule, ruleOf(rule.ID))
	}
}
