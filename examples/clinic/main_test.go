package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// What is committed is what the program writes.
func TestFilesAreWhatTheProgramWrites(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, write(dir))
	for _, name := range []string{"clinic.ndjson", "clinic-flawed.ndjson"} {
		want, err := os.ReadFile(dir + "/" + name)
		require.NoError(t, err)
		got, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.True(t, bytes.Equal(want, got), "%s: write it anew with go run ./examples/clinic", name)
		assert.Less(t, len(got), 400_000)
	}
}

// readAll reads a file; it returns the lines, and the findings across them by line.
func readAll(t *testing.T, name string) (lines []*coproduction.Line, across map[int][]schema.Finding) {
	t.Helper()
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	var study coproduction.StudyRules
	for l, err := range coproduction.Read(t.Context(), f, name) {
		require.NoError(t, err)
		study.AddLine(l)
		l.Raw = bytes.Clone(l.Raw)
		lines = append(lines, l)
	}
	across = map[int][]schema.Finding{}
	for _, f := range study.Findings() {
		across[f.Position.Line] = append(across[f.Position.Line], f)
	}
	return lines, across
}

func TestClinicIsSound(t *testing.T) {
	lines, across := readAll(t, "clinic.ndjson")
	for _, l := range lines {
		for _, f := range l.Findings {
			t.Errorf("line %d: %s", l.Position.Line, f.Error())
		}
	}
	assert.Empty(t, across)
}

func TestEveryRecordSaysItIsSynthetic(t *testing.T) {
	for _, name := range []string{"clinic.ndjson", "clinic-flawed.ndjson"} {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		for i, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
			assert.Contains(t, line, "synthetic", "%s:%d", name, i+1)
			var r struct{ Extensions struct{ Synthetic bool } }
			if name == "clinic.ndjson" {
				require.NoError(t, json.Unmarshal([]byte(line), &r))
				assert.True(t, r.Extensions.Synthetic, "%s:%d", name, i+1)
			}
		}
	}
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	assert.Contains(t, string(readme), "synthetic")
	assert.Contains(t, string(readme), "10.1016/j.jmh.2022.100101")
}

// from: the counts of Radl-Karimi et al. 2022, doi:10.1016/j.jmh.2022.100101; 70 % of
// encounters with an interpreter is 17.5 of 25.
func TestShapeIsTheStudys(t *testing.T) {
	lines, _ := readAll(t, "clinic.ndjson")
	roles, professions, consents := map[encounter.Role]int{}, map[encounter.Profession]int{}, map[encounter.Consent]int{}
	kinds, verdicts := map[schema.Kind]int{}, map[theme.Verdict]int{}
	seen, domains := map[encounter.ID]int{}, map[encounter.Domain]bool{}
	interpreted, linked, empty, relatives, cues := 0, 0, 0, 0, 0
	floors := map[encounter.Floor]int{}
	byPlace := map[theme.Target][][]theme.CodeID{}
	for _, l := range lines {
		kinds[l.Kind]++
		switch r := l.Record.(type) {
		case *encounter.Participant:
			roles[r.Role]++
			if r.Role == encounter.RoleProfessional {
				professions[r.Profession]++
			}
			if r.Role == encounter.RolePatient {
				consents[r.Consent]++
			}
		case *encounter.Encounter:
			seen[r.Patient]++
			cues += len(r.Cues)
			if r.Interpreted() {
				interpreted++
			}
			if len(r.Links) > 0 {
				linked++
			}
			relatives += len(r.In(encounter.RoleRelative))
			for _, turn := range r.Turns {
				floors[turn.Floor]++
			}
			for _, c := range r.Concerns {
				domains[c.Domain] = true
			}
			if len(r.Steps) == 0 {
				empty++
				assert.Empty(t, r.Turns)
				assert.Empty(t, r.Cues)
				assert.Empty(t, r.Concerns)
				continue
			}
			assert.GreaterOrEqual(t, len(r.Steps), 6)
			assert.LessOrEqual(t, len(r.Steps), 14)
		case *theme.Coding:
			byPlace[r.Target] = append(byPlace[r.Target], r.Codes)
		case *theme.MemberCheck:
			verdicts[r.Verdict]++
		}
	}
	assert.Equal(t, 25, kinds[schema.KindEncounter])
	assert.Equal(t, 1, kinds[schema.KindStudy])
	assert.Equal(t, 3, kinds[schema.KindSource])
	assert.Equal(t, 9, kinds[schema.KindUnit])
	assert.Equal(t, 24, roles[encounter.RolePatient])
	assert.Len(t, seen, 24, "every patient is met")
	assert.Equal(t, map[encounter.Profession]int{encounter.Doctor: 3, encounter.Nurse: 3, encounter.SocialWorker: 1}, professions)
	assert.Equal(t, map[encounter.Consent]int{encounter.ConsentGiven: 23, encounter.ConsentWithdrawn: 1}, consents)
	assert.Equal(t, 18, interpreted)
	assert.Equal(t, 1, linked)
	assert.Equal(t, 1, empty, "the encounter of the patient who withdrew consent")
	assert.Equal(t, 3, relatives)
	assert.Len(t, domains, len(encounter.Domains()))
	assert.Positive(t, cues)
	assert.Positive(t, floors[encounter.FloorInterruption])
	assert.Positive(t, floors[encounter.FloorBackchannel])
	assert.Len(t, verdicts, 3)

	differ, none := 0, 0
	for place, codes := range byPlace {
		require.Len(t, codes, 2, "%v is coded by both", place)
		if !assert.ObjectsAreEqual(codes[0], codes[1]) {
			differ++
		}
		if len(codes[0]) == 0 {
			none++
		}
	}
	assert.Positive(t, none, "seen, and no code applies")
	assert.Positive(t, differ)
	assert.Less(t, differ, len(byPlace)*2/3, "agreement beyond a third of the places")
}

// Each row of the table yields a finding of its rule and none of another.
func TestEachFlawYieldsItsRule(t *testing.T) {
	lines, across := readAll(t, "clinic-flawed.ndjson")
	sound := len(lines) - len(flaws)
	for i, l := range lines {
		rules := map[schema.RuleID]bool{}
		for _, f := range append(l.Findings, across[l.Position.Line]...) {
			rules[f.Rule] = true
		}
		want := map[schema.RuleID]bool{}
		if i >= sound {
			want[flaws[i-sound].rule] = true
		}
		assert.Equal(t, want, rules, "line %d: %.60s", l.Position.Line, l.Raw)
	}
}

// Every authored rule has a row, but for those that no line of a file can break, and
// every keyword of the schemas has one.
func TestEveryKindOfFindingHasAFlaw(t *testing.T) {
	elsewhere := map[schema.RuleID]string{
		schema.RuleRecordSize:   "takes a record of 16 MiB",
		schema.RuleInputBOM:     "stands before the first record",
		schema.RuleRecordJudged: "is a fault of the validator",
		schema.RuleCapped:       "takes a thousand findings of one record",
	}
	have := map[schema.RuleID]int{}
	keywords := map[string]bool{"const": true} // only a kind is constant, and another one is of rule record-kind
	for _, f := range flaws {
		have[f.rule]++
		assert.Equal(t, 1, have[f.rule], "%q", string(f.rule))
		if _, keyword, ok := strings.Cut(string(f.rule), "#"); ok {
			keywords[keyword] = true
		}
	}
	for _, r := range coproduction.Rules() {
		switch r.Scope {
		case coproduction.ScopeSchema:
			_, keyword, _ := strings.Cut(string(r.ID), "#")
			assert.True(t, keywords[keyword], "no flaw shows the keyword %s, as in %s", keyword, string(r.ID))
		case coproduction.ScopeReading, coproduction.ScopeRecord, coproduction.ScopeStudy, coproduction.ScopePrivacy:
			if elsewhere[r.ID] == "" {
				assert.Equal(t, 1, have[r.ID], "%q", string(r.ID))
			}
		}
	}
}
