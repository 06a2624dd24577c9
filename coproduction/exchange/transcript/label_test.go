package transcript

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A speaker whose label is written in two ways is one person: in the case of the key that
// is there as it is written, whichever stands first.
func TestLabelsInTwoCases(t *testing.T) {
	for _, text := range []string{"Doctor: a\nDOCTOR: b c\nPatient: d\nPATIENT: e\n", "DOCTOR: a\nDoctor: b c\nPATIENT: d\nPatient: e\n"} {
		got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("x.txt", text))
		require.Len(t, got.encounters, 1, text)
		e := got.encounters[0]
		require.Len(t, e.Presence, 2, text)
		assert.Equal(t, keyed("transcript/x/speaker/Doctor"), e.Presence[0].Participant)
		assert.Equal(t, []string{"professional 1", "professional 2", "patient 1", "patient 1"}, turnsOf(e))
		assert.Equal(t, 1, count(got.findings)[ruleTextLabelCase])

		table := "speaker,text\n" + strings.ReplaceAll(text, ": ", ",")
		assert.Len(t, importAll(t, coded(), inMemory("x.csv", table)).encounters[0].Presence, 2, "in a table too")
	}
	both := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("x.txt", "Doctor: a\ndoctor: b\nDOCTOR: c\nPatient: d\n"))
	assert.Equal(t, []string{"professional 1", "professional 1", "professional 1", "patient 1"}, turnsOf(both.encounters[0]))
	assert.Len(t, both.encounters[0].Presence, 2)
	assert.Equal(t, keyed("transcript/x/speaker/Doctor"), both.encounters[0].Turns[2].Speaker, "the first of the consultation that is a key as it is written")
}

// Marks of direction before a label and white space of any kind before its colon show
// nothing, and a colon may be wide.
func TestLabelsOfOtherScripts(t *testing.T) {
	const text = "\u202bDoctor: مرحبا\n\u200fPatient: شكرا جزيلا\nDoctor\u00a0: x\nPatient： y z\n"
	got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("x.txt", text))
	require.Len(t, got.encounters, 1, "%v", got.findings)
	assert.Equal(t, []string{"professional 1", "patient 2", "professional 1", "patient 2"}, turnsOf(got.encounters[0]))
	assert.Equal(t, exchange.Count{Read: 4, Kept: 4}, got.loss.Of("line"))
	spaced := ofRule(got.findings, ruleTextLabelSpace)
	require.Len(t, spaced, 1)
	assert.True(t, strings.HasPrefix(spaced[0].Detail, "3 "), spaced[0].Detail)
	assert.Equal(t, schema.Position{Source: "x.txt", Line: 1, Column: 2, Offset: 3, Length: 6}, spaced[0].Position)

	keyed := importAll(t, Labelled{Options: exchange.Options{ID: keyed}, Roles: Roles{{Key: "médecin chef", Role: "professional"}, {Key: "مريض", Role: "patient"}}},
		inMemory("x.txt", "médecin chef\u202f: a b\n\u200fمريض: c\n"))
	require.Len(t, keyed.encounters, 1, "%v", keyed.findings)
	assert.Equal(t, []string{"professional 2", "patient 1"}, turnsOf(keyed.encounters[0]))
}

// Customary labels that differ in case alone are one speaker's: of "Doctor" and "doctor" the
// first that stands in the consultation, and a warning counts the others. Roles that the caller
// gives are kept apart.
func TestCustomaryLabelsInBothCases(t *testing.T) {
	const srt = "1\n00:00:01,000 --> 00:00:02,000\nDoctor: one\n\n2\n00:00:02,000 --> 00:00:03,000\npatient: two\n\n" +
		"3\n00:00:03,000 --> 00:00:04,000\ndoctor: three\n\n4\n00:00:04,000 --> 00:00:05,000\nPatient: four\n"
	const table = "encounter,speaker,words\nv,Doctor,1\nv,patient,1\nv,doctor,1\nv,Patient,1\n"
	const text = "Doctor: one\npatient: two\ndoctor: three\nPatient: four\n"
	const given = "Doctor=professional:doctor,doctor=professional:doctor,patient=patient,Patient=relative"
	for name, c := range map[string]struct {
		from  func(Roles) importer
		file  exchange.File
		what  string
		third int64 // where the third label begins
	}{
		"subtitles": {func(r Roles) importer { return Script{Options: exchange.Options{ID: keyed}, Form: SRT, Roles: r} }, inMemory("v.srt", srt),
			"utterances have", int64(strings.Index(srt, "00:00:03,000 --> 00:00:04,000"))},
		"a table": {func(r Roles) importer { return CodedTurns{Options: exchange.Options{ID: keyed}, Roles: r} }, inMemory("v.csv", table),
			"turns have", int64(strings.Index(table, "doctor"))},
		"text": {func(r Roles) importer { return Labelled{Options: exchange.Options{ID: keyed}, Roles: r} }, inMemory("v.txt", text),
			"lines have", int64(strings.Index(text, "doctor"))},
	} {
		t.Run(name, func(t *testing.T) {
			got := importAll(t, c.from(nil), c.file)
			require.Len(t, got.encounters, 1, got.findings)
			e := got.encounters[0]
			assert.Len(t, e.Presence, 2)
			require.Len(t, e.Turns, 4)
			assert.Equal(t, keyed("transcript/v/speaker/Doctor"), e.Turns[0].Speaker)
			assert.Equal(t, e.Turns[0].Speaker, e.Turns[2].Speaker)
			assert.Equal(t, keyed("transcript/v/speaker/patient"), e.Turns[1].Speaker)
			assert.Equal(t, e.Turns[1].Speaker, e.Turns[3].Speaker)
			f := only(t, got.findings, ruleTextLabelCase)
			assert.Equal(t, "2 "+c.what+" a label that differs from an earlier one in case alone, and is taken for the same speaker's; this is the first place", f.Detail)
			assert.Equal(t, c.third, f.Position.Offset)

			roles, err := ParseRoles(given)
			require.NoError(t, err)
			apart := importAll(t, c.from(roles), c.file)
			require.Len(t, apart.encounters, 1, apart.findings)
			assert.Len(t, apart.encounters[0].Presence, 4, "as the caller says")
			assert.Empty(t, ofRule(apart.findings, ruleTextLabelCase))
		})
	}
}
