package transcript

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
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

// Two tiers of codes of one kind on one speaker's talk are two coders', where they say by whom
// each is. Where they do not, their codes come together under one coder, and a warning says so.
func TestTiersThatNameNoCoder(t *testing.T) {
	tier := func(id, of, attributes, code string) string {
		return tierOf(`TIER_ID="`+id+`" PARENT_REF="`+of+`" LINGUISTIC_TYPE_REF="phase"`+attributes, referring("x"+id, map[string]string{"Doctor": "a", "Patient": "b"}[of], code))
	}
	for _, tt := range []struct {
		name   string
		tiers  string
		coders int
		said   string // "" where nothing is to be said
	}{
		{"nobody is named", tier("1", "Doctor", "", "ask") + tier("2", "Doctor", "", "tell"), 1, "2 tiers of codes are of one kind and speaker, and name nobody who coded; their codes are taken for one coder's; this is the first place"},
		{"two are named", tier("1", "Doctor", ` ANNOTATOR="A"`, "ask") + tier("2", "Doctor", ` ANNOTATOR="B"`, "tell"), 2, ""},
		{"one is named", tier("1", "Doctor", ` ANNOTATOR="A"`, "ask") + tier("2", "Doctor", "", "tell"), 2, ""},
		{"on the axis, of nobody", tierOf(`TIER_ID="1" LINGUISTIC_TYPE_REF="phase"`, aligned("x", 0, 1, "ask")) + tierOf(`TIER_ID="2" LINGUISTIC_TYPE_REF="phase"`, aligned("y", 1, 2, "ask")), 1, ""},
		{"on the axis, of one participant", tierOf(`TIER_ID="1" PARTICIPANT="Patient" LINGUISTIC_TYPE_REF="phase"`, aligned("x", 1, 2, "ask")) + tierOf(`TIER_ID="2" PARTICIPANT="Patient" LINGUISTIC_TYPE_REF="phase"`, aligned("y", 1, 2, "tell")), 1,
			"2 tiers of codes are of one kind and speaker, and name nobody who coded; their codes are taken for one coder's; this is the first place"},
		{"on the axis, of two participants", tierOf(`TIER_ID="1" PARTICIPANT="Doctor" LINGUISTIC_TYPE_REF="phase"`, aligned("x", 0, 1, "ask")) + tierOf(`TIER_ID="2" PARTICIPANT="Patient" LINGUISTIC_TYPE_REF="phase"`, aligned("y", 1, 2, "tell")), 1, ""},
		{"of two speakers", tier("1", "Doctor", "", "ask") + tier("2", "Patient", "", "tell"), 1, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := onTheAxis(tt.tiers)
			got := readELAN(t, Script{}, doc)
			require.Len(t, got.encounters, 1, got.findings)
			coders := map[encounter.ID]bool{}
			for _, c := range got.codings {
				coders[c.Coder] = true
			}
			assert.Len(t, coders, tt.coders)
			if tt.said == "" {
				assert.Empty(t, ofRule(got.findings, ruleScriptCoder))
				return
			}
			f := only(t, got.findings, ruleScriptCoder)
			assert.Equal(t, tt.said, f.Detail)
			assert.Equal(t, int64(strings.Index(doc.String(), `<TIER TIER_ID="1"`)), f.Position.Offset)
		})
	}
}
