package transcript

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A first row in an encoding of one language is refused for that, at its place, and not for a
// column that it has: also where the columns are named, of coded turns and of consultations,
// and whatever separates the fields.
func TestEncodingOfTheFirstRow(t *testing.T) {
	for name, c := range map[string]struct {
		from importer
		text string
	}{
		"coded turns":            {coded(), "speaker,w\xf6rter,text\nDoctor,1,a\n"},
		"of semicolons":          {coded(), "W\xf6rter;speaker;text\n1;Doctor;a\n"},
		"a column that is named": {CodedTurns{Options: exchange.Options{ID: keyed}, Columns: Columns{Speaker: "Sprecher", Words: "W\u00f6rter"}}, "Sprecher\tW\xf6rter\nDoctor\t1\n"},
		"consultations":          {Labelled{Options: exchange.Options{ID: keyed}, Columns: Columns{Encounter: "id", Text: "Gespr\u00e4ch"}}, "id,Gespr\xe4ch\n1,Doctor: a\n"},
		"of a known collection":  {Labelled{Options: exchange.Options{ID: keyed}}, "ID,dialogue,Gespr\xe4ch\n1,Doctor: a,b\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got := importAll(t, c.from, inMemory("v.csv", c.text))
			assert.Equal(t, map[schema.RuleID]int{ruleTextEncoding: 1}, count(got.findings))
			at := invalid([]byte(c.text))
			assert.Equal(t, schema.Position{Source: "v.csv", Line: 1, Column: 1 + at, Offset: int64(at)}, got.findings[0].Position)
			assert.Equal(t, dropped(1, string(ruleTextEncoding)), got.loss.Of("file"))
		})
	}
}

// A text in UTF-16 without a mark is read as in UTF-8, also where it begins with no
// character of ASCII; that no mark says so is told.
func TestWithoutMark(t *testing.T) {
	roles, err := ParseRoles("طبيب=professional:doctor,مريض=patient")
	require.NoError(t, err)
	const text = "طبيب: كيف حالك\nمريض: لست بخير اليوم\n"
	read := func(content []byte) imported {
		return importAll(t, Labelled{Options: exchange.Options{ID: keyed}, Roles: roles}, inMemory("visit.txt", string(content)))
	}
	want := read([]byte(text))
	require.Len(t, want.encounters, 1)
	require.Len(t, want.encounters[0].Turns, 2)
	for high := range 2 {
		got := read(wide(text, high, false))
		assert.Equal(t, want.encounters, got.encounters)
		assert.Equal(t, want.sources, got.sources, "the same fingerprint")
		found := ofRule(got.findings, ruleTextNoMark)
		require.Len(t, found, 1)
		assert.Equal(t, schema.Position{Source: "visit.txt", Line: 1, Column: 1}, found[0].Position)
	}
}

// What an annotation file of ELAN says of its encoding, or fails to, is told at its place; the
// talk is the same.
func TestEncodingOfELAN(t *testing.T) {
	doc := elanDoc{slots: slots(0, 1000, 2000), tiers: tierOf(`TIER_ID="Doctor"`, aligned("a", 0, 1, "café one")) + tierOf(`TIER_ID="Patient"`, aligned("b", 1, 2, "two"))}.String()
	read := func(content []byte) imported {
		return importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: EAF}, inMemory("visit.eaf", string(content)))
	}
	want := read([]byte(doc))
	require.Len(t, want.encounters, 1)
	require.Empty(t, want.findings)
	declared := func(encoding string) string { return `<?xml version="1.0" encoding="` + encoding + `"?>` + doc }
	for name, c := range map[string]struct {
		content []byte
		rule    schema.RuleID
	}{
		"UTF-16, the less significant byte first": {wide(doc, 1, false), ruleTextNoMark},
		"UTF-16, the more significant byte first": {wide(doc, 0, false), ruleTextNoMark},
		"marked":             {wide(doc, 1, true), ""},
		"ISO-8859-1":         {[]byte(strings.ReplaceAll(declared("ISO-8859-1"), "é", "\xe9")), ruleScriptDeclared},
		"declared otherwise": {[]byte(declared("UTF-16")), ruleScriptDeclared},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(c.content)
			assert.Equal(t, want.encounters, got.encounters)
			assert.Equal(t, want.sources, got.sources, "the same fingerprint")
			if c.rule == "" {
				assert.Empty(t, got.findings)
				return
			}
			f := only(t, got.findings, c.rule)
			assert.Equal(t, schema.Position{Source: "visit.eaf", Line: 1, Column: 1}, f.Position)
		})
	}
}
