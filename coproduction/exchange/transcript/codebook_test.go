package transcript

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// The id of a code does not depend on what was coded before it.
func TestCodeIDs(t *testing.T) {
	names := []codeName{{"act", "ask"}, {"act", "1.2"}, {"act.1", "2"}, {"act", "spørge"}, {"act", "spårge"}, {"акт", "спросить"}, {"акт", "сказать"},
		{"act", strings.Repeat("x", 80)}, {"act", strings.Repeat("x", 81)}, {"1", "a"}, {"c1", "a"}, {"_", "_"}}
	ids := func(reversed bool) map[codeName]theme.CodeID {
		b, all := newCodebook(exchange.Options{ID: keyed}), map[codeName]theme.CodeID{}
		for i := range names {
			name := names[i]
			if reversed {
				name = names[len(names)-1-i]
			}
			at, _ := b.code(name)
			all[name] = b.Codes[at].ID
		}
		return all
	}
	forward := ids(false)
	assert.Equal(t, forward, ids(true))
	assert.Equal(t, theme.CodeID("act.ask"), forward[names[0]])
	assert.Equal(t, theme.CodeID("act.1.2"), forward[names[1]])
	// from: printf 'act\0spørge' | sha256sum
	assert.Equal(t, theme.CodeID("act.sp_rge_201d413cf4a3"), forward[names[3]])
	seen := map[theme.CodeID]bool{}
	for name, id := range forward {
		assert.False(t, seen[id], "%v", name)
		assert.Regexp(t, `^[A-Za-z][A-Za-z0-9._-]{0,63}$`, string(id))
		seen[id] = true
	}
}

// The first definition of a code stays, an empty one says nothing, and another is found.
func TestDefinitions(t *testing.T) {
	doc := func(description string) string {
		return elanDoc{slots: slots(0, 1000, 2000), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "one")) + tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "two")) +
			tierOf(`TIER_ID="act" PARENT_REF="Doctor" LINGUISTIC_TYPE_REF="act" `, referring("c", "a", "ask")),
			tail: `<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="act" CONTROLLED_VOCABULARY_REF="acts"/><CONTROLLED_VOCABULARY CV_ID="acts"><CV_ENTRY DESCRIPTION="` + description + `">ask</CV_ENTRY></CONTROLLED_VOCABULARY>`}.String()
	}
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: EAF},
		inMemory("1.eaf", doc("")), inMemory("2.eaf", doc("SECRET")), inMemory("3.eaf", doc("")), inMemory("4.eaf", doc("other")))
	require.Len(t, got.codebooks, 1)
	assert.Equal(t, "SECRET", got.codebooks[0].Code("act.ask").Definition)
	found := ofRule(got.findings, ruleScriptMeaning)
	require.Len(t, found, 1)
	f := found[0]
	assert.Equal(t, "4.eaf", f.Position.Source)
	assert.Equal(t, int64(strings.Index(doc("other"), "<REF_ANNOTATION")), f.Position.Offset)
	assert.NotContains(t, f.Detail, "SECRET")
}
