package transcript

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A slot without a time is found at its place and in the account, whether its neighbours
// give it one or not, and so are the utterances at it.
func TestSlotsWithoutATime(t *testing.T) {
	doc := elanDoc{slots: slots(0, -1, 3000, 4000, -1, -1), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "one"), aligned("b", 1, 2, "two"), aligned("c", 2, 3, "three")) +
		tierOf(`TIER_ID="Patient"`, aligned("d", 3, 4, "four"))}
	got := readELAN(t, Script{}, doc)
	require.Len(t, got.encounters, 1)
	assert.Equal(t, exchange.Count{Read: 6, Kept: 3, Changed: map[string]int64{lossShared: 1}, Dropped: map[string]int64{lossUntimed: 2}}, got.loss.Of("time slot"))
	assert.Equal(t, exchange.Count{Read: 4, Kept: 1, Changed: map[string]int64{lossShared: 2, lossEndless: 1}}, got.loss.Of("utterance"))
	found := ofRule(got.findings, ruleScriptSlot)
	require.Len(t, found, 2)
	assert.Equal(t, "1 time slot has no time of its own, and was spaced evenly along the annotations of a tier; this is the place", found[0].Detail)
	assert.Equal(t, int64(strings.Index(doc.String(), `<TIME_SLOT TIME_SLOT_ID="t1"`)), found[0].Position.Offset)
	assert.Equal(t, "2 time slots have no time of their own, and do not lie between two that have; this is the first place", found[1].Detail)
	assert.Equal(t, int64(strings.Index(doc.String(), `<TIME_SLOT TIME_SLOT_ID="t4"`)), found[1].Position.Offset)
	assert.Equal(t, map[schema.RuleID]int{ruleScriptSlot: 2, ruleScriptRef: 1}, count(got.findings))
}

// Annotations that refer to each other in a circle, over tiers, are found at the first of
// them and counted, as utterances and as codes; one that only leads to a circle is in none.
func TestReferencesInACircle(t *testing.T) {
	doc := elanDoc{slots: slots(0, 1000), tiers: tierOf(`TIER_ID="Patient"`, aligned("p", 0, 1, "one")) +
		tierOf(`TIER_ID="D" PARTICIPANT="Doctor" LINGUISTIC_TYPE_REF="utterance"`, referring("a", "b", "two"), referring("x", "x", "three"), referring("y", "x", "four")) +
		tierOf(`TIER_ID="E" PARENT_REF="D" LINGUISTIC_TYPE_REF="other"`, referring("b", "c", "SECRET")) +
		tierOf(`TIER_ID="F" PARENT_REF="E" LINGUISTIC_TYPE_REF="act"`, referring("c", "a", "ask"), referring("k", "l", "tell"), referring("l", "k", "tell"))}
	got := readELAN(t, Script{SpeechTiers: []string{"Patient", "utterance"}, CodeTiers: []string{"act"}}, doc)
	require.Len(t, got.encounters, 1, "%v", got.findings)
	assert.Len(t, got.encounters[0].Turns, 4)
	assert.Equal(t, exchange.Count{Read: 4, Kept: 1, Changed: map[string]int64{lossCircle: 2, lossUntimed: 1}}, got.loss.Of("utterance"))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 1, Dropped: map[string]int64{lossCircle: 2}}, got.loss.Of("code"), "c belongs to a, which was said")
	assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"on a tier of " + lossNoSpeechTier: 1}}, got.loss.Of("annotation"), "b")
	refs := ofRule(got.findings, ruleScriptRef)
	require.Len(t, refs, 2)
	assert.Equal(t, "6 annotations belong to themselves, over others or not; this is the first place", refs[0].Detail, "a, b, c, x, k, l")
	assert.Equal(t, int64(strings.Index(doc.String(), `<REF_ANNOTATION ANNOTATION_ID="a"`)), refs[0].Position.Offset)
	assert.Equal(t, "1 annotation has no times; this is the place", refs[1].Detail, "y")
}

// What is in no record is in the account: annotations of tiers that are left out and of
// none, entries that no code is, recordings, links, and what has the id of another.
func TestAccountOfELAN(t *testing.T) {
	doc := elanDoc{header: `<LICENSE LICENSE_URL=""/><HEADER TIME_UNITS="milliseconds"><MEDIA_DESCRIPTOR/><PROPERTY NAME="x">SECRET</PROPERTY></HEADER>`,
		slots: slots(0, 1000, 2000) + `<TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="9000"/>`,
		tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "one")) + tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "two")) +
			tierOf(`TIER_ID="gloss" PARENT_REF="Doctor"`, referring("g", "a", "SECRET"), referring("a", "b", "SECRET")) +
			tierOf(`TIER_ID="act" PARENT_REF="Doctor" LINGUISTIC_TYPE_REF="act"`, referring("c", "a", "ask")) + referring("n", "a", "SECRET"),
		tail: `<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="act" CONTROLLED_VOCABULARY_REF="acts"/><CONTROLLED_VOCABULARY CV_ID="acts"><DESCRIPTION LANG_REF="und">SECRET</DESCRIPTION>` +
			`<CV_ENTRY_ML CVE_ID="e1"><CVE_VALUE>ask</CVE_VALUE></CV_ENTRY_ML><CV_ENTRY_ML CVE_ID="e2"><CVE_VALUE>tell</CVE_VALUE></CV_ENTRY_ML></CONTROLLED_VOCABULARY>` +
			`<REF_LINK_SET LINK_SET_ID="l"><CROSS_REF_LINK REF1="a" REF2="b">SECRET</CROSS_REF_LINK></REF_LINK_SET>`}
	got := readELAN(t, Script{}, doc)
	require.Len(t, got.encounters, 1, "%v", got.findings)
	assert.Equal(t, []string{"professional 1 0-1000", "patient 1 1000-2000"}, turnsOf(got.encounters[0]), "of two slots with one id the first counts")
	require.Len(t, got.codings, 1)
	assert.Equal(t, "/turns/0", got.codings[0].Target.Pointer, "of two annotations with one id the first counts")
	assert.Equal(t, exchange.Count{Read: 3, Dropped: map[string]int64{"on a tier of " + lossNoSpeechTier: 2, "in no tier": 1}}, got.loss.Of("annotation"))
	assert.Equal(t, exchange.Count{Read: 4, Kept: 3, Dropped: map[string]int64{"the id of an earlier one": 1}}, got.loss.Of("time slot"))
	assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Dropped: map[string]int64{"no code is it": 1}}, got.loss.Of("vocabulary entry"))
	var details []string
	for _, f := range ofRule(got.findings, ruleScriptRef) {
		details = append(details, f.Detail[:strings.IndexByte(f.Detail, ';')])
	}
	assert.Equal(t, []string{"1 time slot has the id of an earlier one, which is the one that is referred to",
		"1 annotation has the id of an earlier one, which is the one that is referred to", "1 annotation is in no tier"}, details)
}

// The ids of entries are one within their vocabulary alone, as ELAN numbers them.
func TestEntriesOfTwoVocabularies(t *testing.T) {
	coded := func(id, of, entry, value string) string {
		return strings.Replace(referring(id, of, value), "REF_ANNOTATION ", `REF_ANNOTATION CVE_REF="`+entry+`" `, 1)
	}
	vocabulary := func(id, value, meaning string) string {
		return `<CONTROLLED_VOCABULARY CV_ID="` + id + `"><CV_ENTRY_ML CVE_ID="cveid0"><CVE_VALUE DESCRIPTION="` + meaning + `">` + value + `</CVE_VALUE></CV_ENTRY_ML></CONTROLLED_VOCABULARY>`
	}
	doc := elanDoc{slots: slots(0, 1000, 2000), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "one")) + tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "two")) +
		tierOf(`TIER_ID="1" PARENT_REF="Doctor" LINGUISTIC_TYPE_REF="act"`, coded("c", "a", "cveid0", "ask")) +
		tierOf(`TIER_ID="2" PARENT_REF="Doctor" LINGUISTIC_TYPE_REF="gaze"`, coded("d", "a", "cveid0", "")),
		tail: `<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="act" CONTROLLED_VOCABULARY_REF="acts"/><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="gaze" CONTROLLED_VOCABULARY_REF="gazes"/>` +
			vocabulary("acts", "ask", "puts a question") + vocabulary("gazes", "away", "looks away")}
	got := readELAN(t, Script{}, doc)
	require.Len(t, got.codebooks, 1)
	assert.Equal(t, "puts a question", got.codebooks[0].Code("act.ask").Definition)
	assert.Equal(t, "looks away", got.codebooks[0].Code("gaze.away").Definition)
	assert.Equal(t, exchange.Count{Read: 2, Kept: 2}, got.loss.Of("vocabulary entry"))
}

// A code on the time axis is of the utterance that holds its middle: the start is in it,
// the end is not, and of two that hold it the first of the file is taken. Where none holds it,
// it is of one whose middle the code holds.
func TestMiddlesOfCodes(t *testing.T) {
	doc := elanDoc{slots: slots(0, 500, 1000, 1500, 2000, 3000, 4000, 6000),
		tiers: tierOf(`TIER_ID="Patient"`, aligned("a", 2, 4, "in 1000-2000"), aligned("b", 0, 3, "in 0-1500"), aligned("c", 5, 6, "in 3000-4000")) +
			tierOf(`TIER_ID="P-act" PARTICIPANT="Patient" LINGUISTIC_TYPE_REF="act"`,
				aligned("k", 0, 4, "at 1000"), aligned("l", 0, 2, "at 500"), aligned("m", 4, 4, "at 2000"), aligned("n", 2, 7, "at 3500"), aligned("o", 4, 7, "at 4000")) +
			tierOf(`TIER_ID="Doctor"`, aligned("d", 0, 5, "in 0-3000")),
		tail: `<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="act" CONTROLLED_VOCABULARY_REF="acts"/>`}
	got := readELAN(t, Script{}, doc)
	require.Len(t, got.encounters, 1)
	names := map[string]string{}
	for _, c := range got.codings {
		for _, id := range c.Codes {
			names[got.codebooks[0].Code(id).Name] = c.Target.Pointer
		}
	}
	// Turns: 0 b 0-1500 (its times stay), 1 d, 2 a, 3 c. From: at 1000 a and b are under way, and a is the first of the file.
	assert.Equal(t, map[string]string{"at 1000": "/turns/2", "at 500": "/turns/0", "at 3500": "/turns/3", "at 4000": "/turns/3"}, names)
	assert.Equal(t, int64(1), got.loss.Of("code").Dropped["belongs to no utterance"], "at 2000 the patient says nothing")
}

// Many codes on the time axis find their utterances, and a file that is beyond any
// consultation is refused where it is.
func TestHostileELAN(t *testing.T) {
	const n = 30_000
	var times []int
	var said, coded []string
	for i := range n {
		times = append(times, 1000*i, 1000*i+900)
		said = append(said, aligned(fmt.Sprint("a", i), 2*i, 2*i+1, "x"))
		coded = append(coded, aligned(fmt.Sprint("c", i), 2*i, 2*i+1, "y"))
	}
	doc := elanDoc{slots: slots(times...), tiers: tierOf(`TIER_ID="Patient"`, said...) + tierOf(`TIER_ID="act" PARTICIPANT="Patient"`, coded...)}.String()
	to := exchange.Sink{}
	r := &scripts{to: &to, met: map[string]bool{}, Script: Script{Roles: ScriptRoles(), CodeTiers: []string{"act"}}, ledger: newLedger("x.eaf")}
	p, err := r.parseEAF(strings.NewReader(doc))
	require.NoError(t, err)
	require.Len(t, p.uttered, n)
	for i, u := range p.uttered {
		require.Len(t, u.codes, 1, i)
	}

	tiers := strings.Repeat("<TIER/>", maxTiers)
	entry := `<CV_ENTRY/>`
	for _, tt := range []struct {
		tiers  string
		offset int
		detail string
	}{
		{"<TIER/>" + strings.Repeat(entry, maxDefinitions+1), len("<TIER/>") + maxDefinitions*len(entry), "more than 1000000 time slots and definitions"},
		{tiers + "<TIER/>", len(tiers), "more than 10000 tiers"},
		{"<TIER>" + strings.Repeat("<REF_ANNOTATION/>", maxAnnotations+1) + "</TIER>", len("<TIER>") + maxAnnotations*len("<REF_ANNOTATION/>"), "more than 500000 annotations"},
	} {
		doc := elanDoc{tiers: tt.tiers}.String()
		got := readELAN(t, Script{}, elanDoc{tiers: tt.tiers})
		assert.Empty(t, got.encounters)
		long := ofRule(got.findings, ruleTooLong)
		require.Len(t, long, 1)
		assert.Equal(t, tt.detail, long[0].Detail)
		assert.Equal(t, int64(strings.Index(doc, "<TIER")+tt.offset), long[0].Position.Offset)
		assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{string(ruleTooLong): 1}}, got.loss.Of("file"))
	}
	assert.Empty(t, ofRule(readELAN(t, Script{}, elanDoc{tiers: tiers}).findings, ruleTooLong), "as many as there may be")
}

// A time slot is kept where an utterance of somebody with a role begins or ends at it: those of
// tiers that are left out, and of speakers without a role, stand in no record.
func TestSlotsOfNoUtterance(t *testing.T) {
	doc := elanDoc{slots: slots(0, 1000, -1, 2000, 3000, 4000), tiers: tierOf(`TIER_ID="Patient"`, aligned("a", 0, 1, "one")) +
		tierOf(`TIER_ID="part" PARENT_REF="Patient"`, referring("p", "a", "half"), referring("q", "a", "other")) +
		tierOf(`TIER_ID="Guest" LINGUISTIC_TYPE_REF="talk"`, aligned("b", 1, 2, "two"), aligned("c", 2, 3, "three")) + tierOf(`TIER_ID="room"`, aligned("d", 4, 5, "door"))}
	for name, tt := range map[string]struct {
		speech []string
		kept   int64
	}{
		"the first tier of the patient": {nil, 2},
		"a tier below it":               {[]string{"part"}, 2},
		"a speaker without a role too":  {[]string{"Patient", "talk"}, 2},
	} {
		got := readELAN(t, Script{SpeechTiers: tt.speech}, doc)
		require.Len(t, got.encounters, 1, name)
		assert.Equal(t, exchange.Count{Read: 6, Kept: tt.kept, Dropped: map[string]int64{lossSilentSlot: 6 - tt.kept}}, got.loss.Of("time slot"), name)
	}
}
