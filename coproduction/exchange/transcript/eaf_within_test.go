package transcript

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// onTheAxis is talk of two in turn, a second each, with a tier of codes on the time axis.
func onTheAxis(codes string) elanDoc {
	return elanDoc{slots: slots(0, 1000, 2000, 3000, 4000, 5000, 6000, 3600, 4400), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "one"), aligned("c", 2, 3, "three")) +
		tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "two"), aligned("d", 3, 4, "four")) + codes,
		tail: `<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="phase" CONTROLLED_VOCABULARY_REF="phases"/>`}
}

// A code that stretches over several utterances is given to the one in which its middle lies,
// or else to that whose middle is nearest to it; a warning counts it, and the account does not
// call it kept.
func TestCodesThatStretch(t *testing.T) {
	const phase, ofPatient = `TIER_ID="phase" LINGUISTIC_TYPE_REF="phase"`, `TIER_ID="gaze" PARTICIPANT="Patient" LINGUISTIC_TYPE_REF="phase"`
	for _, tt := range []struct {
		name, from string
		tier       string
		code       string
		want       string // where the coding is; "" where there is none
		stretches  bool
	}{
		{"over all", "its middle is 2000, where the third begins", phase, aligned("x", 0, 4, "SECRET"), "/turns/2", true},
		{"over two of one speaker", "2500 is in none of the patient's; 1500 and 3500 are as near", ofPatient, aligned("x", 1, 4, "SECRET"), "/turns/1", true},
		{"over two, nearer to the second", "3000; 3500 is nearer than 1500", ofPatient, aligned("x", 1, 5, "SECRET"), "/turns/3", true},
		{"over one and silence", "4000 is in none; 3500 lies within", ofPatient, aligned("x", 3, 5, "SECRET"), "/turns/3", false},
		{"over one of the patient's, and the doctor's", "2000; 1500 lies within", ofPatient, aligned("x", 1, 3, "SECRET"), "/turns/1", false},
		{"one alone", "1500", phase, aligned("x", 1, 2, "SECRET"), "/turns/1", false},
		{"in silence", "", phase, aligned("x", 5, 6, "SECRET"), "", false},
		{"over the end of one", "4000 is in none, and 3500 does not lie within 3600 to 4400", ofPatient, aligned("x", 7, 8, "SECRET"), "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := onTheAxis(tierOf(tt.tier, tt.code))
			got := readELAN(t, Script{}, doc)
			require.Len(t, got.encounters, 1, got.findings)
			count := exchange.Count{Read: 1, Kept: 1}
			if tt.stretches {
				count = exchange.Count{Read: 1, Changed: map[string]int64{lossStretched: 1}}
				f := only(t, got.findings, ruleScriptStretch)
				assert.Equal(t, "1 code stretches over several utterances, and was given to one; this is the place", f.Detail)
				assert.Equal(t, int64(strings.Index(doc.String(), `<ALIGNABLE_ANNOTATION ANNOTATION_ID="x"`)), f.Position.Offset)
			} else {
				assert.Empty(t, ofRule(got.findings, ruleScriptStretch))
			}
			if tt.want == "" {
				assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{lossNobodys: 1}}, got.loss.Of("code"))
				assert.Empty(t, got.codings)
				return
			}
			require.Len(t, got.codings, 1)
			assert.Equal(t, tt.want, got.codings[0].Target.Pointer, tt.from)
			assert.Equal(t, count, got.loss.Of("code"))
		})
	}
}
