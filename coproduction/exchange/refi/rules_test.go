package refi

import (
	"testing"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A rule's id is for ever: this list only grows.
var golden = []schema.RuleID{
	"refi-archive", "refi-case-name", "refi-code-codable", "refi-code-missing", "refi-coder", "refi-coders-lost", "refi-copy", "refi-copy-differs", "refi-dialect", "refi-dialect-open", "refi-element", "refi-elements-many", "refi-empty",
	"refi-entry-name", "refi-entry-outside", "refi-entry-projects", "refi-entry-twice", "refi-export-characters", "refi-export-code", "refi-export-codebook", "refi-export-depth",
	"refi-export-empty", "refi-export-place", "refi-export-range", "refi-export-record", "refi-export-round", "refi-export-text",
	"refi-export-wording", "refi-file-unused", "refi-findings-capped", "refi-guid", "refi-guid-twice", "refi-limit", "refi-namespace",
	"refi-number", "refi-path", "refi-project", "refi-quote", "refi-range", "refi-reference", "refi-text-encoding", "refi-text-missing", "refi-text-outside",
	"refi-trailing", "refi-user", "refi-xml", "refi-xml-tolerated",
}

func TestRules(t *testing.T) {
	exchangetest.Rules(t, Rules, golden...)
}
