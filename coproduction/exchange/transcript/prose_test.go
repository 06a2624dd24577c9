package transcript

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// Names of codes that look like talk are found where the first is given, with their
// number, and none is repeated.
func TestProseOnCodeTiers(t *testing.T) {
	table := func(codes ...string) string {
		var b strings.Builder
		b.WriteString("turn,speaker,code\n0,Doctor,\n")
		for i, code := range codes {
			fmt.Fprintf(&b, "%d,Patient,%s\n", i+1, code)
		}
		return b.String()
	}
	// codes are n of that number of words, of which the last ones are all the same
	codes := func(n, same, words int) (all []string) {
		for i := range n {
			all = append(all, strings.Repeat("SECRET ", words-1)+fmt.Sprint("SECRET", min(i, n-same)))
		}
		return all
	}
	long := strings.Repeat("é", longName)
	for name, tt := range map[string]struct {
		codes []string
		want  string
	}{
		"as many as there may be":         {codes(fewCodes-1, 0, 3), ""},
		"all different":                   {codes(fewCodes, 0, 3), "20 codes are given here and below on one tier or in one column, and 20 of them are different, most of several words"},
		"nine in ten different":           {codes(fewCodes, 3, 3), "20 codes are given here and below on one tier or in one column, and 18 of them are different, most of several words"},
		"fewer":                           {codes(fewCodes, 4, 3), ""},
		"labels":                          {codes(fewCodes, 0, 2), ""},
		"half of several words":           {append(codes(fewCodes/2, 0, 3), codes(fewCodes/2, 0, 1)...), "20 codes are given here and below on one tier or in one column, and 20 of them are different, most of several words"},
		"not half of them":                {append(codes(fewCodes/2-1, 0, 3), codes(fewCodes/2+1, 0, 1)...), ""},
		"as long as a name may be":        {[]string{long}, ""},
		"longer, and one of them again":   {[]string{"ask", "SECRET" + long, long + "é", long + "é"}, "2 names of codes have more than 80 characters; this is the first place"},
		"long, and nearly all different ": {append(codes(fewCodes, 0, 3), long+"é"), "21 codes are given here and below on one tier or in one column, and 21 of them are different, most of several words"},
	} {
		text := table(tt.codes...)
		got := importAll(t, coded(), inMemory("x.csv", text))
		require.Len(t, got.codings, len(tt.codes), name)
		found := ofRule(got.findings, ruleScriptProse)
		if tt.want == "" {
			assert.Empty(t, found, name)
			continue
		}
		require.Len(t, found, 1, name)
		assert.Equal(t, tt.want, found[0].Detail, name)
		first := "1,Patient"
		if tt.codes[0] == "ask" {
			first = "2,Patient"
		}
		assert.Equal(t, int64(strings.Index(text, first)+len("1,")), found[0].Position.Offset, name)
		assert.NotContains(t, found[0].Detail+found[0].Hint, "SECRET")
	}
}

// What one file or one tier gives is not counted with that of another.
func TestProseByFileAndTier(t *testing.T) {
	table := func(of string) string {
		text := "turn,speaker,code\n0,Doctor,\n"
		for i := range fewCodes - 1 {
			text += fmt.Sprintf("%d,Patient,a code of %s%d\n", i+1, of, i)
		}
		return text
	}
	got := importAll(t, coded(), inMemory("1.csv", table("one")), inMemory("2.csv", table("two")))
	require.Len(t, got.codes(), 2*(fewCodes-1))
	assert.Empty(t, ofRule(got.findings, ruleScriptProse))

	below := func(tier string) (all []string) {
		for i := range fewCodes - 1 {
			all = append(all, referring(fmt.Sprint(tier, i), "b", fmt.Sprint("a code of ", tier, i)))
		}
		return all
	}
	doc := elanDoc{slots: slots(0, 1000, 2000), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "one")) + tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "two")) +
		tierOf(`TIER_ID="one" PARENT_REF="Patient"`, below("one")...) + tierOf(`TIER_ID="two" PARENT_REF="Patient"`, below("two")...)}
	got = readELAN(t, Script{CodeTiers: []string{"one", "two"}}, doc)
	require.Len(t, got.codes(), 2*(fewCodes-1))
	assert.Empty(t, ofRule(got.findings, ruleScriptProse))

	long := strings.Repeat("x", longName+1)
	got = importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT},
		inMemory("1.cha", "@Begin\n*DOC:\ta .\n*PAT:\tb .\n%cod:\t"+long+"\n@End\n"), inMemory("2.cha", "@Begin\n*DOC:\ta .\n*PAT:\tb .\n@End\n"))
	found := ofRule(got.findings, ruleScriptProse)
	require.Len(t, found, 1)
	assert.Equal(t, "1.cha", found[0].Position.Source)
}
