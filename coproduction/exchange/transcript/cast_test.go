package transcript

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// chatOf is a synthetic transcript in CHAT.
func chatOf(participants string, lines ...string) exchange.File {
	return inMemory("visit.cha", "@Begin\n@Participants:\t"+participants+"\n"+strings.Join(lines, "\n")+"\n@End\n")
}

// readChat reads a transcript in CHAT with the customary roles.
func readChat(t *testing.T, participants string, lines ...string) imported {
	t.Helper()
	return importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, chatOf(participants, lines...))
}

// Speakers who share a role are several people.
func TestVoicesOfOneRole(t *testing.T) {
	got := readChat(t, "DR1 Doctor, DR2 Doctor, PAT Patient",
		"*DR1:\tone . \u00150_900\u0015", "*DR2:\ttwo . \u0015500_1000\u0015", "*PAT:\tthree . \u00152000_3000\u0015")
	require.Len(t, got.encounters, 1, "%v", got.findings)
	e := got.encounters[0]
	require.Len(t, e.Presence, 3)
	assert.Equal(t, keyed("transcript/visit/speaker/DR1"), e.Turns[0].Speaker)
	assert.Equal(t, keyed("transcript/visit/speaker/DR2"), e.Turns[1].Speaker)
	assert.Equal(t, []string{"professional 1 0-900", "professional 1 500-1000", "patient 1 2000-3000"}, turnsOf(e), "two people may talk at once")
	assert.Empty(t, got.findings)

	two := readChat(t, "DOC Doctor, PA1 Patient, PA2 Patient", "*DOC:\thi .", "*PA1:\thi .", "*PA2:\thi .")
	assert.Empty(t, two.encounters)
	assert.Equal(t, map[schema.RuleID]int{rulePatient: 1}, count(two.findings))
	assert.Equal(t, "2 speakers are patients", two.findings[0].Detail)
}

// What the file says of a code outranks what the code customarily means, and what the
// caller says outranks the file.
func TestRoleOfCode(t *testing.T) {
	for _, tt := range []struct {
		name, participants string
		roles              string
		want               []string // the roles of DOC and PAT
	}{
		{"customary", "DOC Doctor, PAT Patient", "", []string{"professional", "patient"}},
		{"swapped by the file", "PAT Doctor, DOC Patient", "", []string{"patient", "professional"}},
		{"the caller's codes", "PAT Doctor, DOC Patient", "DOC=professional,PAT=patient", []string{"professional", "patient"}},
		{"the caller's roles", "PAT Doctor, DOC Patient", "Doctor=professional,Patient=patient", []string{"patient", "professional"}},
		{"a role that says nothing", "DOC Participant, PAT Adult", "", []string{"professional", "patient"}},
	} {
		s := Script{Options: exchange.Options{ID: keyed}, Form: CHAT}
		if tt.roles != "" {
			var err error
			s.Roles, err = ParseRoles(tt.roles)
			require.NoError(t, err)
		}
		got := importAll(t, s, chatOf(tt.participants, "*DOC:\thi .", "*PAT:\thi ."))
		require.Len(t, got.encounters, 1, "%s %v", tt.name, got.findings)
		e := got.encounters[0]
		assert.Equal(t, tt.want, []string{string(e.RoleOf(e.Turns[0].Speaker)), string(e.RoleOf(e.Turns[1].Speaker))}, tt.name)
	}
	other := readChat(t, "DOC Mother, PAT Patient", "*DOC:\thi .", "*PAT:\thi .")
	assert.Equal(t, 1, count(other.findings)[ruleScriptSpeaker], "a mother is no doctor, whatever her code")
	assert.Equal(t, int64(1), other.loss.Of("utterance").Dropped[lossStranger])
}

// Timed utterances stand in the order of their starts; the others behind the one above.
func TestOrderWithoutTimes(t *testing.T) {
	got := readChat(t, "DOC Doctor, PAT Patient",
		"*DOC:\ta b c . \u00152000_3000\u0015", "*DOC:\ta b c d .", "*PAT:\ta . \u00150_900\u0015", "*PAT:\ta b . \u00151900_1000\u0015")
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"patient 1 0-900", "patient 2", "professional 3 2000-3000", "professional 4"}, turnsOf(got.encounters[0]))
	assert.Equal(t, map[schema.RuleID]int{ruleScriptOrder: 1, ruleScriptTimes: 1}, count(got.findings))
	assert.Equal(t, exchange.Count{Read: 4, Kept: 3, Changed: map[string]int64{lossNoTimes: 1}}, got.loss.Of("utterance"), "the reversed one is changed")

	first := readChat(t, "DOC Doctor, PAT Patient", "*DOC:\ta b .", "*PAT:\ta . \u00150_900\u0015")
	assert.Equal(t, []string{"professional 2", "patient 1 0-900"}, turnsOf(first.encounters[0]), "what nothing is above comes first")
}

// Tiers of ELAN are woven into each other though one annotation has no times.
func TestOrderAcrossTiers(t *testing.T) {
	annotation := func(id, from, to, text string) string {
		return `<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="` + id + `" TIME_SLOT_REF1="` + from + `" TIME_SLOT_REF2="` + to + `"><ANNOTATION_VALUE>` + text + `</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`
	}
	slot := func(id, ms string) string { return `<TIME_SLOT TIME_SLOT_ID="` + id + `" TIME_VALUE="` + ms + `"/>` }
	doc := `<ANNOTATION_DOCUMENT><TIME_ORDER>` + slot("t0", "0") + slot("t1", "1000") + slot("t2", "2000") + slot("t3", "3000") + `</TIME_ORDER>` +
		`<TIER TIER_ID="Doctor">` + annotation("a1", "t0", "t1", "one") + annotation("a2", "gone", "gone", "one two") + annotation("a3", "t2", "t3", "one two three") + `</TIER>` +
		`<TIER TIER_ID="Patient">` + annotation("b0", "gone", "gone", "x y z") + annotation("b1", "t1", "t2", "x") + annotation("b2", "t3", "t2", "x y") + `</TIER></ANNOTATION_DOCUMENT>`
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: EAF}, inMemory("visit.eaf", doc))
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"patient 3", "professional 1 0-1000", "professional 2", "patient 1 1000-2000", "patient 2", "professional 3 2000-3000"}, turnsOf(got.encounters[0]))
	assert.Equal(t, map[schema.RuleID]int{ruleScriptRef: 1, ruleScriptTimes: 1}, count(got.findings))
	assert.Equal(t, int64(strings.Index(doc, `<ALIGNABLE_ANNOTATION ANNOTATION_ID="b2"`)), got.findings[1].Position.Offset)
}

// One millisecond is rounding, and is accounted for.
func TestTrimmedByOne(t *testing.T) {
	got := readChat(t, "DOC Doctor, PAT Patient", "*DOC:\ta . \u00150_1001\u0015", "*DOC:\tb . \u00151000_2000\u0015", "*PAT:\tc . \u00152000_3000\u0015")
	assert.Equal(t, []string{"professional 1 0-1000", "professional 1 1000-2000", "patient 1 2000-3000"}, turnsOf(got.encounters[0]))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 2, Changed: map[string]int64{lossClipped: 1}}, got.loss.Of("utterance"))

	two := readChat(t, "DOC Doctor, PAT Patient", "*DOC:\ta . \u00150_1002\u0015", "*DOC:\tb . \u00151000_2000\u0015", "*PAT:\tc . \u00152000_3000\u0015")
	assert.Equal(t, []string{"professional 1 0-1002", "professional 1", "patient 1 2000-3000"}, turnsOf(two.encounters[0]), "two are not")
}

// A patient who is there without a word has an id that no code takes.
func TestSilentPatient(t *testing.T) {
	s := Script{Options: exchange.Options{ID: keyed}, Form: CHAT, PatientPresent: true}
	got := importAll(t, s, chatOf("patient Doctor, NUR Nurse", "*patient:\thi .", "*NUR:\thi ."))
	require.Len(t, got.encounters, 1, "%v", got.findings)
	assert.Len(t, got.encounters[0].Presence, 3)
	assert.Equal(t, keyed("transcript/visit/speaker/patient_"), got.encounters[0].Patient)

	s.Roles = Roles{{Key: "DOC", Role: encounter.RoleProfessional}}
	none := importAll(t, s, chatOf("DOC Doctor", "*DOC:\thi ."))
	assert.Empty(t, none.encounters, "no role is a patient's")
	assert.Equal(t, 1, count(none.findings)[rulePatient])
}
