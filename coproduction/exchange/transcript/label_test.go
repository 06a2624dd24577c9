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
	assert.Len(t, both.encounters[0].Presence, 3, "two keys as they are written are two speakers; the third is one of them")
	assert.Equal(t, keyed("transcript/x/speaker/doctor"), both.encounters[0].Turns[2].Speaker, "the first of the roles")
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
