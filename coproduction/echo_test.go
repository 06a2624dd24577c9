package coproduction_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
)

// sentinel is a word that no finding has of itself.
const sentinel = "zebrafinch"

// Law: no finding repeats the data, neither its texts nor the names of fields that
// somebody made up, unless the caller asks for it.
func TestNoEcho(t *testing.T) {
	var lines []string
	for _, r := range coproductiontest.Study(1, coproductiontest.Typical(20)) {
		raw, err := coproduction.Append(nil, r)
		require.NoError(t, err)
		var v map[string]any
		require.NoError(t, json.Unmarshal(raw, &v))
		for i := range 3 { // texts alone; ids too; names of members as well
			spoilt := spoil(v, i).(map[string]any)
			spoilt["kind"] = r.RecordKind()
			b, err := json.Marshal(spoilt)
			require.NoError(t, err)
			lines = append(lines, string(b), string(b[:len(b)-3]))
		}
	}
	e := `"` + sentinel + `@example.org born 1990-05-01 aged 95 070761-4285 ` + sentinel + `"`
	lines = append(lines, written(`{%x:{"`+sentinel+`":{"coder":`+e+`,"`+sentinel+`/~":[`+e+`,"`+sentinel+` tlf 20123456"]}}}`), sentinel, `{"kind":"`+sentinel+`"}`)
	text := strings.Join(lines, "\n")

	found := judge(t, new(coproduction.Validator), text)
	assert.Greater(t, len(found), 1000)
	rules := map[string]bool{}
	for _, f := range found {
		rules[string(f.Rule)] = true
		assert.NotContains(t, strings.ToLower(fmt.Sprintf("%+v %s", f, f.Error())), sentinel)
	}
	assert.Greater(t, len(rules), 40, "rules that were broken")

	shown := 0
	for _, f := range judge(t, &coproduction.Validator{ShowValues: true}, text) {
		if strings.Contains(f.Excerpt, sentinel) {
			shown++
		}
	}
	assert.Positive(t, shown, "who asks is shown")
}

// spoil puts the sentinel into every text of a value; at depth 1 into ids as well,
// and at 2 into the names of its members.
func spoil(v any, depth int) any {
	switch v := v.(type) {
	case map[string]any:
		spoilt := map[string]any{}
		for name, value := range v {
			if depth == 2 && len(name)%2 == 0 {
				name = sentinel + name
			}
			spoilt[name] = spoil(value, depth)
		}
		return spoilt
	case []any:
		var spoilt []any
		for _, value := range v {
			spoilt = append(spoilt, spoil(value, depth))
		}
		return spoilt
	case string:
		if depth == 0 && len(v) == 36 {
			return v
		}
		return sentinel + v
	}
	return v
}
