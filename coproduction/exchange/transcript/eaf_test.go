package transcript

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// An elanDoc builds synthetic annotation files.
type elanDoc struct{ header, slots, tiers, tail string }

func (d elanDoc) String() string {
	return `<ANNOTATION_DOCUMENT>` + d.header + `<TIME_ORDER>` + d.slots + `</TIME_ORDER>` + d.tiers + d.tail + `</ANNOTATION_DOCUMENT>`
}

// slots are time slots t0, t1, ...; one of −1 has no time.
func slots(times ...int) string {
	var b strings.Builder
	for i, ms := range times {
		fmt.Fprintf(&b, `<TIME_SLOT TIME_SLOT_ID="t%d"`, i)
		if ms >= 0 {
			fmt.Fprintf(&b, ` TIME_VALUE="%d"`, ms)
		}
		b.WriteString("/>")
	}
	return b.String()
}

// tierOf is a tier with attributes and annotations.
func tierOf(attributes string, annotations ...string) string {
	return "<TIER " + attributes + ">" + strings.Join(annotations, "") + "</TIER>"
}

func aligned(id string, from, to int, text string) string {
	return fmt.Sprintf(`<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="%s" TIME_SLOT_REF1="t%d" TIME_SLOT_REF2="t%d"><ANNOTATION_VALUE>%s</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`, id, from, to, text)
}

func referring(id, of, text string) string {
	return fmt.Sprintf(`<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="%s" ANNOTATION_REF="%s"><ANNOTATION_VALUE>%s</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>`, id, of, text)
}

func readELAN(t *testing.T, s Script, doc elanDoc) imported {
	t.Helper()
	s.ID, s.Form = keyed, EAF
	return importAll(t, s, inMemory("visit.eaf", doc.String()))
}

// Times in frames become milliseconds; other units are refused.
func TestTimeUnits(t *testing.T) {
	tiers := tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "one")) + tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "two"))
	for unit, want := range map[string][]string{
		"milliseconds": {"professional 1 0-100", "patient 1 100-2997"},
		"PAL-frames":   {"professional 1 0-4000", "patient 1 4000-119880"}, // from: frames × 40
		"NTSC-frames":  {"professional 1 0-3337", "patient 1 3337-100000"}, // from: 100 × 1000/29.97 = 3336.67; 2997 × 1000/29.97
	} {
		doc := elanDoc{header: `<HEADER TIME_UNITS="` + unit + `"/>`, slots: slots(0, 100, 2997), tiers: tiers}
		got := readELAN(t, Script{}, doc)
		require.Len(t, got.encounters, 1, unit)
		assert.Equal(t, want, turnsOf(got.encounters[0]), unit)
		if unit == "milliseconds" {
			assert.Empty(t, got.findings)
			continue
		}
		require.Len(t, got.findings, 1)
		assert.Equal(t, ruleScriptUnit, got.findings[0].Rule)
		assert.Equal(t, int64(strings.Index(doc.String(), "TIME_UNITS")), got.findings[0].Position.Offset)
	}
	odd := readELAN(t, Script{}, elanDoc{header: `<HEADER TIME_UNITS="SECRET"/>`, slots: slots(0, 100, 2997), tiers: tiers})
	assert.Empty(t, odd.encounters)
	assert.Equal(t, map[schema.RuleID]int{ruleScriptForm: 1}, count(odd.findings))
	assert.NotContains(t, odd.findings[0].Detail, "SECRET")
	assert.Equal(t, exchange.Count{Read: 2, Dropped: map[string]int64{lossRefused: 2}}, odd.loss.Of("tier"))
}

// Of several tiers of a speaker the first is taken, and a finding says how many there are.
func TestSeveralTiersOfASpeaker(t *testing.T) {
	doc := elanDoc{slots: slots(0, 1000, 2000), tiers: tierOf(`TIER_ID="A" PARTICIPANT="Doctor"`, aligned("a", 0, 1, "one two")) +
		tierOf(`TIER_ID="A-gesture" PARTICIPANT="Doctor"`, aligned("g", 0, 1, "SECRET")) +
		tierOf(`TIER_ID="A-gaze" PARTICIPANT="Doctor"`, aligned("h", 0, 1, "SECRET")) +
		tierOf(`TIER_ID="B" PARTICIPANT="Patient"`, aligned("b", 1, 2, "three"))}
	got := readELAN(t, Script{}, doc)
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"professional 2 0-1000", "patient 1 1000-2000"}, turnsOf(got.encounters[0]))
	assert.Equal(t, map[schema.RuleID]int{ruleScriptSpeech: 1, ruleScriptTier: 1}, count(got.findings))
	assert.Equal(t, ruleScriptSpeech, got.findings[0].Rule)
	assert.Contains(t, got.findings[0].Detail, "3 tiers")
	assert.Equal(t, int64(strings.Index(doc.String(), `<TIER TIER_ID="A"`)), got.findings[0].Position.Offset)
	assert.Equal(t, exchange.Count{Read: 4, Kept: 2, Dropped: map[string]int64{"neither speech nor codes": 2}}, got.loss.Of("tier"))

	named := readELAN(t, Script{SpeechTiers: []string{"A-gesture", "A-gaze", "B"}}, doc)
	require.Len(t, named.encounters, 1)
	assert.Len(t, named.encounters[0].Turns, 3, "those that are named")
	assert.Zero(t, count(named.findings)[ruleScriptSpeech])
}

// Speech may stand on a tier that belongs to one of references, named by its type; codes
// of the reference are codes of what was said.
func TestSpeechBelowReferences(t *testing.T) {
	doc := elanDoc{slots: slots(0, 1000, 2000), tiers: tierOf(`TIER_ID="ref@A" PARTICIPANT="Doctor"`, aligned("a", 0, 1, "001")) +
		tierOf(`TIER_ID="utt@A" PARENT_REF="ref@A" LINGUISTIC_TYPE_REF="utterance"`, referring("u", "a", "how are you")) +
		tierOf(`TIER_ID="act@A" PARENT_REF="ref@A" LINGUISTIC_TYPE_REF="act"`, referring("c", "a", "ask")) +
		tierOf(`TIER_ID="ref@B" PARTICIPANT="Patient"`, aligned("b", 1, 2, "002")) +
		tierOf(`TIER_ID="utt@B" PARENT_REF="ref@B" LINGUISTIC_TYPE_REF="utterance"`, referring("v", "b", "fine"), referring("w", "b", "very well"))}
	got := readELAN(t, Script{SpeechTiers: []string{"utterance"}, CodeTiers: []string{"act"}}, doc)
	require.Len(t, got.encounters, 1, "%v", got.findings)
	assert.Equal(t, []string{"professional 3 0-1000", "patient 1 1000-1500", "patient 2 1500-2000"}, turnsOf(got.encounters[0]), "two that belong to one share its time")
	require.Len(t, got.codings, 1)
	assert.Equal(t, "/turns/0", got.codings[0].Target.Pointer)
	assert.Equal(t, map[schema.RuleID]int{ruleScriptSlot: 1, ruleScriptTier: 1}, count(got.findings))
}

// The time of an annotation is shared out over every tier below it: of 1200 ms a half is
// 600, and a third of the second half 200.
func TestSharesOfShares(t *testing.T) {
	doc := elanDoc{slots: slots(0, 1200), tiers: tierOf(`TIER_ID="Patient"`, aligned("a", 0, 1, "x")) +
		tierOf(`TIER_ID="half" PARENT_REF="Patient"`, referring("b", "a", "x"), referring("c", "a", "x")) +
		tierOf(`TIER_ID="third" PARENT_REF="half"`, referring("d", "b", "whole half"), referring("e", "c", "one"), referring("f", "c", "two"), referring("g", "c", "three"))}
	got := readELAN(t, Script{SpeechTiers: []string{"third"}}, doc)
	require.Len(t, got.encounters, 1, "%v", got.findings)
	assert.Equal(t, []string{"patient 2 0-600", "patient 1 600-800", "patient 1 800-1000", "patient 1 1000-1200"}, turnsOf(got.encounters[0]))
	assert.Equal(t, exchange.Count{Read: 4, Changed: map[string]int64{lossShared: 4}}, got.loss.Of("utterance"))

	whole := readELAN(t, Script{SpeechTiers: []string{"third"}}, elanDoc{slots: slots(0, 1200), tiers: tierOf(`TIER_ID="Patient"`, aligned("a", 0, 1, "x")) +
		tierOf(`TIER_ID="third" PARENT_REF="Patient"`, referring("b", "a", "alone"))})
	assert.Equal(t, exchange.Count{Read: 1, Kept: 1}, whole.loss.Of("utterance"), "alone below another it has its whole time")
}

// A tier on the time axis with a controlled vocabulary holds codes.
func TestCodesOnTheTimeAxis(t *testing.T) {
	doc := elanDoc{slots: slots(0, 1000, 2000), tiers: tierOf(`TIER_ID="A" PARTICIPANT="Doctor"`, aligned("a", 0, 2, "one")) +
		tierOf(`TIER_ID="B" PARTICIPANT="Patient"`, aligned("b", 0, 2, "two")) +
		tierOf(`TIER_ID="B-gaze" PARTICIPANT="Patient" LINGUISTIC_TYPE_REF="gaze"`, aligned("g", 0, 1, "away")),
		tail: `<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="gaze" CONTROLLED_VOCABULARY_REF="gazes"/>`}
	got := readELAN(t, Script{}, doc)
	require.Len(t, got.encounters, 1)
	assert.Len(t, got.encounters[0].Turns, 2)
	require.Len(t, got.codings, 1)
	assert.Equal(t, "/turns/1", got.codings[0].Target.Pointer, "the patient's, of two who talk at once")
	assert.Equal(t, map[schema.RuleID]int{ruleScriptCodes: 1}, count(got.findings))
}

// Which tiers below others hold codes: those with a controlled vocabulary, as a finding
// says, or those that are named and no other. What is left out says how it is named.
func TestCodeTiersOfELAN(t *testing.T) {
	doc := elanDoc{slots: slots(0, 1000, 2000), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "one")) + tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "two")) +
		tierOf(`TIER_ID="act@D" PARENT_REF="Doctor" LINGUISTIC_TYPE_REF="act"`, referring("c", "a", "ask")) +
		tierOf(`TIER_ID="act@P" PARENT_REF="Patient" LINGUISTIC_TYPE_REF="act"`, referring("d", "b", "tell")) +
		tierOf(`TIER_ID="note@D" PARENT_REF="Doctor" LINGUISTIC_TYPE_REF="note"`, referring("e", "a", "warm")) +
		tierOf(`TIER_ID="room"`, aligned("f", 0, 1, "door")),
		tail: `<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="act" CONSTRAINTS="Symbolic_Association" CONTROLLED_VOCABULARY_REF="acts"/><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="note" CONSTRAINTS="Symbolic_Association"/>`}
	const vocabulary = "2 tiers have a controlled vocabulary, and were read as codes; this is the first place"
	for _, tt := range []struct {
		named []string
		codes []string
		said  []string // in the order of their places
		first []string // the tiers there
	}{
		{nil, []string{"ask", "tell"},
			[]string{vocabulary,
				"1 tier belongs to another and has no controlled vocabulary: where it holds codes, name it by -code-tiers; this is the place",
				"1 tier is nobody's speech, and has no controlled vocabulary; this is the place"},
			[]string{"act@D", "note@D", "room"}},
		{[]string{"note"}, []string{"warm"}, []string{"3 tiers are nobody's speech, and are not among those of codes that were named; this is the first place"}, []string{"act@D"}},
		{[]string{"act@P", "note@D"}, []string{"tell", "warm"}, []string{"2 tiers are nobody's speech, and are not among those of codes that were named; this is the first place"}, []string{"act@D"}},
		{[]string{"none"}, nil, []string{"4 tiers are nobody's speech, and are not among those of codes that were named; this is the first place"}, []string{"act@D"}},
	} {
		got := readELAN(t, Script{CodeTiers: tt.named}, doc)
		var said []string
		assert.ElementsMatch(t, tt.codes, got.codes(), "%v", tt.named)
		for i, f := range slices.DeleteFunc(got.findings, func(f schema.Finding) bool { return f.Rule == ruleScriptNoTier }) {
			said = append(said, f.Detail)
			assert.Equal(t, int64(strings.Index(doc.String(), `<TIER TIER_ID="`+tt.first[i])), f.Position.Offset)
		}
		assert.Equal(t, tt.said, said, "%v", tt.named)
		assert.Equal(t, int64(4-len(tt.codes)), got.loss.Of("tier").Dropped[lossNoSpeechTier])
		assert.Equal(t, int64(4-len(tt.codes)), got.loss.Of("annotation").Dropped["on a tier of "+lossNoSpeechTier])
	}
}

// Slots without a time are shared out within their tier, not among those of other tiers.
func TestInterpolationWithinATier(t *testing.T) {
	// The slots of two stretches stand mixed: t1 and t3 divide the doctor's, t2 the patient's.
	doc := elanDoc{slots: slots(0, -1, -1, -1, 3000, 4000), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "one"), aligned("b", 1, 3, "two"), aligned("c", 3, 4, "three")) +
		tierOf(`TIER_ID="Patient"`, aligned("d", 0, 2, "x"), aligned("e", 2, 5, "y"))}
	got := readELAN(t, Script{}, doc)
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"professional 1 0-1000", "patient 1 0-2000", "professional 1 1000-2000", "professional 1 2000-3000", "patient 1 2000-4000"},
		turnsOf(got.encounters[0])) // from: 3000/3 a piece, and 4000/2; by the order of all slots t1, t2, t3 would be 750, 1500, 2250
	require.Len(t, got.findings, 1)
	assert.Equal(t, "3 time slots have no time of their own, and were spaced evenly along the annotations of a tier; this is the first place", got.findings[0].Detail)
	assert.Equal(t, int64(strings.Index(doc.String(), `<TIME_SLOT TIME_SLOT_ID="t1"`)), got.findings[0].Position.Offset)
}

// Annotations need not stand in the order of time in their tier: t1 and t2 divide 3000 ms
// in three, wherever the annotation is that they bound.
func TestInterpolationOfATierOutOfOrder(t *testing.T) {
	doc := elanDoc{slots: slots(0, -1, -1, 3000), tiers: tierOf(`TIER_ID="Patient"`, aligned("c", 2, 3, "c c c"), aligned("a", 0, 1, "a"), aligned("b", 1, 2, "b b"))}
	got := readELAN(t, Script{}, doc)
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"patient 1 0-1000", "patient 2 1000-2000", "patient 3 2000-3000"}, turnsOf(got.encounters[0]))
	assert.Equal(t, exchange.Count{Read: 4, Kept: 2, Changed: map[string]int64{lossShared: 2}}, got.loss.Of("time slot"))
}

// Annotations that do not meet share no stretch: the doctor's t2 and t3 lie between the times
// around them in the order of all slots, and not behind t4, as a third of the doctor's 1000 to
// 5000 would.
func TestInterpolationAcrossAGap(t *testing.T) {
	doc := elanDoc{slots: slots(0, 1000, -1, -1, 4000, 5000, 6000), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "one"), aligned("c", 2, 3, "two"), aligned("e", 5, 6, "three")) +
		tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "x"), aligned("d", 3, 4, "y"))}
	got := readELAN(t, Script{}, doc)
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"professional 1 0-1000", "patient 1 1000-2000", "professional 1 2000-3000", "patient 1 3000-4000", "professional 1 5000-6000"},
		turnsOf(got.encounters[0])) // from: 1000 + 3000/3 a piece; along the tier 1000 + 4000/3 a piece
	assert.Equal(t, exchange.Count{Read: 7, Kept: 5, Changed: map[string]int64{lossBetween: 2}}, got.loss.Of("time slot"))

	near := readELAN(t, Script{}, elanDoc{slots: slots(0, 1000, -1, -1, 3000, 5000, 6000), tiers: doc.tiers})
	require.Len(t, near.encounters, 1)
	assert.Equal(t, []string{"professional 1 0-1000", "patient 1 1000-1666", "professional 1 1666-2333", "patient 1 2333-3000", "professional 1 5000-6000"}, turnsOf(near.encounters[0]))
	assert.Empty(t, ofRule(near.findings, ruleScriptTimes), "no time of the file is wrong")
}

// A slot whose tier gives no times around it lies between those of the order of all slots.
func TestInterpolationAlongTheOrderOfSlots(t *testing.T) {
	patient := func(from, to int) string { return tierOf(`TIER_ID="Patient"`, aligned("p", from, to, "x")) }
	for _, tt := range []struct {
		name    string
		from    string
		doc     elanDoc
		want    []string // the last is that of the slot without a time
		changed map[string]int64
	}{
		{"between two of another tier", "by hand: 1000 + 2000/2",
			elanDoc{slots: slots(0, 1000, -1, 3000), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "a"), aligned("b", 1, 3, "b")) + patient(0, 2)},
			[]string{"professional 1 0-1000", "patient 1 0-2000", "professional 1 1000-3000"}, map[string]int64{lossBetween: 1}},
		{"two at once", "by hand: 1000 + 2100/3 and 1000 + 2·2100/3",
			elanDoc{slots: slots(0, 1000, -1, -1, 3100), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "a"), aligned("b", 1, 4, "b")) + patient(2, 3)},
			[]string{"professional 1 0-1000", "professional 1 1000-3100", "patient 1 1700-2400"}, map[string]int64{lossBetween: 2}},
		{"beside one that its tier places", "by hand: t1 = 3000/2 along its tier, and t2 = (1500 + 3000)/2 behind it",
			elanDoc{slots: slots(0, -1, -1, 3000), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "a"), aligned("b", 1, 3, "b")) + patient(0, 2)},
			[]string{"professional 1 0-1500", "patient 1 0-2250", "professional 1 1500-3000"}, map[string]int64{lossShared: 1, lossBetween: 1}},
		{"beside one that its tier places beyond the next time", "by hand: t1 = 4000/2 is not before t3 = 1500, and t2 = 2·1500/3",
			elanDoc{slots: slots(0, -1, -1, 1500, 4000), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "a"), aligned("b", 1, 4, "b")) + patient(0, 2)},
			[]string{"professional 1 0-2000", "patient 1 0-1000", "professional 1 2000-4000"}, map[string]int64{lossShared: 1, lossBetween: 1}},
		{"between two that are one", "by hand: from 1000 to 1000",
			elanDoc{slots: slots(0, 1000, -1, 1000, 2000), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "a"), aligned("b", 3, 4, "b")) + patient(0, 2)},
			[]string{"professional 1 0-1000", "patient 1 0-1000", "professional 1 1000-2000"}, map[string]int64{lossBetween: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := readELAN(t, Script{}, tt.doc)
			require.Len(t, got.encounters, 1)
			assert.Equal(t, tt.want, turnsOf(got.encounters[0]), tt.from)
			assert.Equal(t, tt.changed, got.loss.Of("time slot").Changed)
			said := ofRule(got.findings, ruleScriptSlot)
			require.Len(t, said, len(tt.changed))
			last := said[len(said)-1]
			assert.True(t, strings.HasPrefix(last.Detail, amount(int(tt.changed[lossBetween]), "{time slot has no time of its own, and was|time slots have no time of their own, and were} spaced evenly between those around {it|them} in the order of time; this is the ")), last.Detail)
			assert.Equal(t, int64(strings.Index(tt.doc.String(), `<TIME_SLOT TIME_SLOT_ID="t2"`)), last.Position.Offset)
		})
	}
}

// Between times that run backwards, before the first and behind the last, nothing can be told.
func TestSlotsBetweenNoTimes(t *testing.T) {
	for name, times := range map[string][]int{"backwards": {0, 3000, -1, 1000}, "the last": {0, 3000, -1}, "the first": {-1, 3000, 4000}} {
		untimed := slices.Index(times, -1)
		got := readELAN(t, Script{}, elanDoc{slots: slots(times...), tiers: tierOf(`TIER_ID="Patient"`, aligned("a", untimed, 1, "one"))})
		require.Len(t, got.encounters, 1, name)
		assert.Equal(t, []string{"patient 1"}, turnsOf(got.encounters[0]), name)
		assert.Equal(t, map[string]int64{lossUntimed: 1, lossSilentSlot: int64(len(times) - 1)}, got.loss.Of("time slot").Dropped, name)
		said := ofRule(got.findings, ruleScriptSlot)
		require.Len(t, said, 1, name)
		assert.Equal(t, "1 time slot has no time of its own, and does not lie between two that have; this is the place", said[0].Detail)
	}
}

// An utterance that has a start and no end keeps its start, and its place in the order; one
// that has an end alone, or neither, has no times, and the finding says which.
func TestUtterancesWithoutAnEnd(t *testing.T) {
	doc := elanDoc{slots: slots(-1, 1000, 2000, maxMs+1, 3000, -1), tiers: tierOf(`TIER_ID="Patient"`, aligned("a", 4, 5, "late")) +
		tierOf(`TIER_ID="Doctor"`, aligned("c", 1, 2, "early"), aligned("d", 3, 9, "gone"), aligned("b", 0, 1, "first"), aligned("e", 9, 9, "none"))}
	got := readELAN(t, Script{}, doc)
	require.Len(t, got.encounters, 1)
	var starts []int64
	for _, turn := range got.encounters[0].Turns {
		assert.Equal(t, turn.Timed(), turn.EndMs != nil)
		if turn.StartMs != nil {
			starts = append(starts, *turn.StartMs)
		}
	}
	assert.Equal(t, []int64{1000, 3000}, starts, "a week and a millisecond is no start of an utterance")
	assert.Equal(t, exchange.Count{Read: 5, Kept: 1, Changed: map[string]int64{lossEndless: 1, lossNoTimes: 1, lossUntimed: 2}}, got.loss.Of("utterance"))
	said := map[string]int64{}
	for _, f := range ofRule(got.findings, ruleScriptRef) {
		said[f.Detail] = f.Position.Offset
	}
	at := func(id string) int64 {
		return int64(strings.Index(doc.String(), `<ALIGNABLE_ANNOTATION ANNOTATION_ID="`+id+`"`))
	}
	assert.Equal(t, map[string]int64{
		"2 annotations have a start, and no end that is known; this is the first place": at("a"),
		"1 annotation has an end, and no start that is known; this is the place":        at("b"),
		"1 annotation has no times; this is the place":                                  at("e"),
	}, said)
	assert.Equal(t, at("d"), only(t, got.findings, ruleScriptTimes).Position.Offset)
}

// A tier whose times run backwards, and one with an annotation at a slot that is not there,
// give no slot a time; the others of the file are read on.
func TestChainsThatAreBroken(t *testing.T) {
	backwards := readELAN(t, Script{}, elanDoc{slots: slots(3000, -1, 1000), tiers: tierOf(`TIER_ID="Patient"`, aligned("a", 0, 1, "one"), aligned("b", 1, 2, "two"))})
	assert.Equal(t, exchange.Count{Read: 3, Kept: 1, Dropped: map[string]int64{lossUntimed: 1, lossSilentSlot: 1}}, backwards.loss.Of("time slot"), "the first utterance has a start")

	gone := readELAN(t, Script{}, elanDoc{slots: slots(0, 1000, -1, 3000, 4000),
		tiers: tierOf(`TIER_ID="Patient"`, aligned("a", 0, 1, "one"), aligned("b", 2, 9, "two"), aligned("c", 3, 4, "three"))})
	require.Len(t, gone.encounters, 1)
	assert.Equal(t, []string{"patient 1 0-1000", "patient 1", "patient 1 3000-4000"}, turnsOf(gone.encounters[0]))
	assert.Equal(t, exchange.Count{Read: 5, Kept: 4, Changed: map[string]int64{lossBetween: 1}}, gone.loss.Of("time slot"), "2000, by the order of all slots")
}

// Whoever made the file, and the folders of their computers, are found.
func TestPrivacyOfELAN(t *testing.T) {
	doc := elanDoc{header: `<HEADER MEDIA_FILE=""><MEDIA_DESCRIPTOR MEDIA_URL="SECRET" RELATIVE_MEDIA_URL="SECRET"/><LINKED_FILE_DESCRIPTOR LINK_URL="SECRET" RELATIVE_LINK_URL="SECRET"/></HEADER>`,
		slots: slots(0, 1000, 2000), tiers: tierOf(`TIER_ID="Doctor" ANNOTATOR="SECRET"`, aligned("a", 0, 1, "one")) + tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "two"))}
	got := readELAN(t, Script{}, doc)
	require.Len(t, got.findings, 1)
	assert.Equal(t, ruleScriptPrivacy, got.findings[0].Rule)
	assert.True(t, strings.HasPrefix(got.findings[0].Detail, "5 "), got.findings[0].Detail)
	assert.Equal(t, int64(strings.Index(doc.String(), "MEDIA_URL")), got.findings[0].Position.Offset)
}

// A tier refers to a language by a name, which the file defines.
func TestLanguageOfTier(t *testing.T) {
	for _, tt := range []struct{ ref, id, definition, want string }{
		{"eng", "eng", "http://cdb.iso.org/lg/CDB-00138502-001", "en"},
		{"L1", "L1", "dan", "da"},
		{"L1", "L1", "https://example.org/iso639-3#ara", "ar"},
		{"L1", "other", "dan", ""},
	} {
		doc := elanDoc{slots: slots(0, 1000, 2000), tiers: tierOf(`TIER_ID="Doctor" LANG_REF="`+tt.ref+`"`, aligned("a", 0, 1, "one")) + tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "two")),
			tail: `<LANGUAGE LANG_ID="` + tt.id + `" LANG_DEF="` + tt.definition + `"/>`}
		got := readELAN(t, Script{}, doc)
		require.Len(t, got.encounters, 1)
		assert.Equal(t, tt.want, got.encounters[0].Turns[0].Language, tt.definition)
	}
}

// A tier that is named as speech is speech, with a controlled vocabulary or without.
func TestSpeechTierWithAVocabulary(t *testing.T) {
	doc := elanDoc{slots: slots(0, 1000, 2000), tiers: tierOf(`TIER_ID="A" PARTICIPANT="Doctor" LINGUISTIC_TYPE_REF="words"`, aligned("a", 0, 1, "yes")) +
		tierOf(`TIER_ID="B" PARTICIPANT="Patient" LINGUISTIC_TYPE_REF="words"`, aligned("b", 1, 2, "no")),
		tail: `<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="words" CONTROLLED_VOCABULARY_REF="answers"/>`}
	got := readELAN(t, Script{SpeechTiers: []string{"words"}}, doc)
	require.Len(t, got.encounters, 1, "%v", got.findings)
	assert.Equal(t, []string{"professional 1 0-1000", "patient 1 1000-2000"}, turnsOf(got.encounters[0]))
	assert.Equal(t, exchange.Count{Read: 2, Kept: 2}, got.loss.Of("tier"))
	assert.Empty(t, readELAN(t, Script{}, doc).encounters, "and codes where nobody says so")
}

// A code of a reference that several utterances share is of none of them: nobody can tell
// of which.
func TestCodeBesideTwoUtterances(t *testing.T) {
	doc := elanDoc{slots: slots(0, 1000, 2000), tiers: tierOf(`TIER_ID="ref" PARTICIPANT="Patient"`, aligned("a", 0, 1, "001")) +
		tierOf(`TIER_ID="utt" PARENT_REF="ref" LINGUISTIC_TYPE_REF="utterance"`, referring("u", "a", "one"), referring("v", "a", "two")) +
		tierOf(`TIER_ID="act" PARENT_REF="ref"`, referring("c", "a", "SECRET"))}
	got := readELAN(t, Script{SpeechTiers: []string{"utterance"}, CodeTiers: []string{"act"}}, doc)
	require.Len(t, got.encounters, 1)
	assert.Empty(t, got.codings)
	assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"belongs to no utterance": 1}}, got.loss.Of("code"))
	refs := ofRule(got.findings, ruleScriptRef)
	require.Len(t, refs, 1)
	assert.Equal(t, int64(strings.Index(doc.String(), `<REF_ANNOTATION ANNOTATION_ID="c"`)), refs[0].Position.Offset)
}

// Annotations that share the stretch of another stand in the order in which each names the
// one before it, and not in that of the file.
func TestPreviousAnnotation(t *testing.T) {
	part := func(id, previous, text string) string {
		return strings.Replace(referring(id, "a", text), " ANNOTATION_REF", ` PREVIOUS_ANNOTATION="`+previous+`" ANNOTATION_REF`, 1)
	}
	for name, parts := range map[string]string{
		"the last one first":    part("w3", "w2", "three three three") + referring("w1", "a", "one") + part("w2", "w1", "two two"),
		"in order":              referring("w1", "a", "one") + part("w2", "w1", "two two") + part("w3", "w2", "three three three"),
		"none is named":         referring("w1", "a", "one") + referring("w2", "a", "two two") + referring("w3", "a", "three three three"),
		"one that is not there": part("w1", "gone", "one") + part("w2", "w1", "two two") + part("w3", "w2", "three three three"),
		"one of another tier":   part("w1", "b", "one") + part("w2", "w1", "two two") + part("w3", "w2", "three three three"),
		"itself":                part("w1", "w1", "one") + part("w2", "w1", "two two") + part("w3", "w2", "three three three"),
		"in a circle":           part("w1", "w3", "one") + part("w2", "w1", "two two") + part("w3", "w2", "three three three"),
	} {
		doc := elanDoc{slots: slots(0, 300, 600), tiers: tierOf(`TIER_ID="stretch" PARTICIPANT="Doctor"`, aligned("a", 0, 1, "")) +
			tierOf(`TIER_ID="Doctor" PARTICIPANT="Doctor" PARENT_REF="stretch"`, parts) + tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "yes"))}
		got := readELAN(t, Script{SpeechTiers: []string{"Doctor", "Patient"}}, doc)
		require.Len(t, got.encounters, 1, name)
		assert.Equal(t, []string{"professional 1 0-100", "professional 2 100-200", "professional 3 200-300", "patient 1 300-600"}, turnsOf(got.encounters[0]), name)
	}
}
