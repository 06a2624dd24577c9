package transcript

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// A name of a tier that is in no file is told: in ELAN by name or type, in CHAT without %.
// One that is in the second file only is there.
func TestTiersThatNobodyHas(t *testing.T) {
	missed := func(s Script, first, second string) (details []string) {
		s.ID = keyed
		got := importAll(t, s, inMemory("a", first), inMemory("b", second))
		for _, f := range ofRule(got.findings, ruleScriptNoTier) {
			assert.Equal(t, "a", f.Position.Source)
			assert.Equal(t, 1, f.Position.Line)
			details = append(details, f.Detail)
		}
		return details
	}
	talk := tierOf(`TIER_ID="Doctor" LINGUISTIC_TYPE_REF="talk"`, aligned("a", 0, 1, "one"))
	act := tierOf(`TIER_ID="SECRET" PARENT_REF="Doctor" LINGUISTIC_TYPE_REF="act"`, referring("c", "a", "ask"))
	plain, coded := elanDoc{slots: slots(0, 1000), tiers: talk}.String(), elanDoc{slots: slots(0, 1000), tiers: talk + act}.String()
	eaf := Script{Form: EAF, CodeTiers: []string{"act"}, SpeechTiers: []string{"Doctor"}}
	assert.Empty(t, missed(eaf, plain, coded))
	eaf = Script{Form: EAF, CodeTiers: []string{"Act", "act", "SECRET "}, SpeechTiers: []string{"doctor", "talk"}}
	assert.Equal(t, []string{
		"name 1 of 2 for tiers of speech is that of no tier in the files",
		"name 1 of 3 for tiers of codes is that of no tier in the files", "name 3 of 3 for tiers of codes is that of no tier in the files"}, missed(eaf, plain, coded))
	assert.Empty(t, missed(Script{Form: EAF}, plain, plain))

	const said, acted = "@Begin\n*DOC:\ta .\n@End\n", "@Begin\n%xact:\tnod\n@End\n"
	assert.Empty(t, missed(Script{Form: CHAT, CodeTiers: []string{"xact"}}, said, acted), "in a file of nobody's, too")
	assert.Len(t, missed(Script{Form: CHAT, CodeTiers: []string{"%xact"}}, said, acted), 1)
	assert.Empty(t, missed(Script{Form: CHAT}, said, acted))

	var none exchange.Sink
	assert.NoError(t, Script{Options: exchange.Options{ID: keyed}, Form: EAF, CodeTiers: []string{"act"}}.Read(t.Context(), nil, &none))
}
