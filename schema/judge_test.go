package schema_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// TestJudgeLeadsToFaults: a fault of the bytes is found in the value that it stands
// in, as far as the schema knows the way; what somebody called a field stays out.
func TestJudgeLeadsToFaults(t *testing.T) {
	const head = `{"kind":"encounter",`
	tests := []struct {
		name, record string
		want         map[schema.RuleID]string
	}{
		{"a number", head + `"durationMs":1e20000000}`, map[schema.RuleID]string{"json-number": "/durationMs"}},
		{"deep inside", head + `"turns":[{},{"words":1e400}]}`, map[schema.RuleID]string{"json-number": "/turns/1/words"}},
		{"a name that stands twice", head + `"mode":"phone","mode":"video"}`, map[schema.RuleID]string{"json-duplicate-name": "/mode"}},
		{"a field of one's own", head + `"extensions":{"SENTINEL":"\ud800"}}`, map[schema.RuleID]string{"json-surrogate": "/extensions"}},
		{"a stranger", head + `"SENTINEL":"\ud800"}`, map[schema.RuleID]string{"json-surrogate": ""}},
		{"behind the record", head + `"id":"x"}x`, map[schema.RuleID]string{"json-trailing": ""}},
		{"right behind a value", head + `"mode":"phone"x}`, map[schema.RuleID]string{"json-syntax": ""}},
		{"no kind", `{"durationMs":1e400}`, map[schema.RuleID]string{"json-number": ""}},
		{"two", head + `"durationMs":1e400,"patient":"\udc00"}`, map[schema.RuleID]string{"json-number": "/durationMs", "json-surrogate": "/patient"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			judged := schema.Judge([]byte(tt.record))
			require.Len(t, judged.Findings, len(tt.want))
			for _, f := range judged.Findings {
				assert.Equal(t, tt.want[f.Rule], f.Pointer, string(f.Rule))
			}
			assert.False(t, judged.Clean())
		})
	}
}

// TestJudgeManyFaults: a hundred thousand strange names do not take a hundred
// thousand times as long as one: else this test would not end.
func TestJudgeManyFaults(t *testing.T) {
	var record strings.Builder
	record.WriteString(`{"kind":"study","id":"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01","title":"Synthetic"`)
	for i := range 100_000 {
		record.WriteString(`,"` + strings.Repeat("x", i%7+1) + string(rune(0x4E00+i%20_000)) + string(rune(0x4E00+i/20_000)) + `":1`)
	}
	found := schema.Judge([]byte(record.String() + "}")).Findings
	require.Len(t, found, 100_000)
	assert.Equal(t, schema.RuleID("study#additionalProperties"), found[0].Rule)
	assert.Less(t, found[0].Position.Offset, found[1].Position.Offset)
}
