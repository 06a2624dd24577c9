package tidy_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// foreignKeys are those of a package, as "table.columns -> table.columns".
func foreignKeys(t *testing.T, f folder) (keys []string) {
	t.Helper()
	var p struct {
		Resources []struct {
			Name   string
			Schema struct {
				ForeignKeys []struct {
					Fields    []string
					Reference struct {
						Resource string
						Fields   []string
					}
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal(f["datapackage.json"].Bytes(), &p))
	for _, r := range p.Resources {
		for _, k := range r.Schema.ForeignKeys {
			keys = append(keys, r.Name+"."+strings.Join(k.Fields, "+")+" -> "+k.Reference.Resource+"."+strings.Join(k.Reference.Fields, "+"))
		}
	}
	return keys
}

// The references of the synthetic clinic study, in which everybody is identified, are foreign
// keys behind those to the table above, and no other column is.
func TestForeignKeys(t *testing.T) {
	f, _ := written(t, tidy.Export{}, clinic(t)...)
	above := regexp.MustCompile(`^\S+\.(codebook_id|coding_id|study_id|participant_id|encounter_id(\+\w+_position)?) -> `)
	keys := slices.DeleteFunc(foreignKeys(t, f), above.MatchString)
	// from: the schemas, where a member is said to be the id or the name of something; member
	// checks of the clinic are of a theme and of a code, and its codings give codes alone
	assert.ElementsMatch(t, []string{
		"encounters.patient -> participants.id",
		"encounters.initiatedBy -> participants.id",
		"encounter_presence.participant -> participants.id",
		"encounter_turns.encounter_id+speaker -> encounter_presence.encounter_id+participant",
		"encounter_turns_addressees.encounter_id+addressees -> encounter_presence.encounter_id+participant",
		"encounter_steps_by.encounter_id+by -> encounter_presence.encounter_id+participant",
		"encounter_steps_buildson.encounter_id+buildsOn -> encounter_steps.encounter_id+id",
		"encounter_steps_concerns.encounter_id+concerns -> encounter_concerns.encounter_id+id",
		"encounter_cues.encounter_id+by -> encounter_presence.encounter_id+participant",
		"encounter_cues.elicitedBy -> participants.id",
		"encounter_cues.response_by -> participants.id",
		"encounter_concerns.raisedBy -> participants.id",
		"encounter_decisions_by.encounter_id+by -> encounter_presence.encounter_id+participant",
		"encounter_decisions_concerns.encounter_id+concerns -> encounter_concerns.encounter_id+id",
		"encounter_links.to -> encounters.id",
		"encounter_links.professional -> participants.id",
		"codebook_codes.codebook_id+parent -> codebook_themes.codebook_id+id",
		"sources.encounter -> encounters.id",
		"units.source -> sources.id",
		"units.encounter -> encounters.id",
		"codings.codebook -> codebooks.id",
		"codings.coder -> study_team.id",
		"coding_codes.codes -> codebook_codes.id",
		"memberchecks.codebook -> codebooks.id",
		"memberchecks.coding -> codings.id",
		"memberchecks.by -> participants.id",
	}, keys)
	assert.Contains(t, foreignKeys(t, f), "encounter_turns.encounter_id -> encounters.id", "to the table above")
}

// Somebody who is not identified has no record, so that the columns of people lead to
// participants only where everybody is. What leads to one of two tables is a key where all of
// it leads to one.
func TestForeignKeysThatHold(t *testing.T) {
	one, two := encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e"), encounter.MustParseID("1e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
	patient := &encounter.Participant{ID: one, Role: encounter.RolePatient, Consent: encounter.ConsentGiven}
	visit := func(unidentified bool) encounter.Record {
		return &encounter.Encounter{ID: two, Patient: one, Presence: []encounter.Presence{{Participant: one, Role: encounter.RolePatient, Unidentified: unidentified}}}
	}
	book := func(parents ...theme.CodeID) encounter.Record {
		b := &theme.Codebook{ID: one, Themes: []theme.Theme{{ID: "T"}}}
		for i, parent := range parents {
			b.Codes = append(b.Codes, theme.Code{ID: theme.CodeID("c" + string(rune('0'+i))), Parent: parent})
		}
		return b
	}
	coding := func(coder encounter.ID, codes ...theme.CodeID) encounter.Record {
		return &theme.Coding{ID: two, Codebook: one, Coder: coder, Codes: codes}
	}
	check := func(shown theme.CodeID) encounter.Record {
		return &theme.MemberCheck{ID: two, Codebook: one, Theme: shown, By: one}
	}
	team := &encounter.Study{ID: one, Team: []encounter.TeamMember{{ID: one}}}
	for name, c := range map[string]struct {
		key     string
		with    []encounter.Record
		without []encounter.Record
	}{
		"identified":   {"encounters.patient -> participants.id", []encounter.Record{patient, visit(false)}, []encounter.Record{patient, visit(true)}},
		"no record":    {"encounters.patient -> participants.id", []encounter.Record{visit(false), patient}, []encounter.Record{visit(false)}},
		"team":         {"codings.coder -> study_team.id", []encounter.Record{team, coding(one)}, []encounter.Record{team, coding(one), coding(two)}},
		"of a theme":   {"codebook_codes.codebook_id+parent -> codebook_themes.codebook_id+id", []encounter.Record{book("T", "T")}, []encounter.Record{book("T", "c0")}},
		"codes given":  {"coding_codes.codes -> codebook_codes.id", []encounter.Record{book("T"), coding(one, "c0")}, []encounter.Record{book("T"), coding(one, "c0", "T")}},
		"themes shown": {"memberchecks.theme -> codebook_themes.id", []encounter.Record{book("T"), check("T")}, []encounter.Record{book("T"), check("T"), check("c0")}},
		"codes shown":  {"memberchecks.theme -> codebook_codes.id", []encounter.Record{book("T"), check("c0")}, []encounter.Record{book("T"), check("T"), check("c0")}},
		"themes":       {"coding_codes.codes -> codebook_themes.id", []encounter.Record{coding(one, "T"), book("T")}, []encounter.Record{coding(one, "T", "c0"), book("T")}},
	} {
		f, _ := written(t, tidy.Export{}, c.with...)
		assert.Contains(t, foreignKeys(t, f), c.key, name)
		f, _ = written(t, tidy.Export{}, c.without...)
		assert.NotContains(t, foreignKeys(t, f), c.key, name)
	}
}

// More values than are held have no foreign key, and no memory.
func TestForeignKeysOfFew(t *testing.T) {
	one := encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
	const key = "codings.coder -> study_team.id"
	var records []encounter.Record
	study := &encounter.Study{ID: one}
	for range 1<<16 + 1 {
		id := encounter.NewID()
		study.Team = append(study.Team, encounter.TeamMember{ID: id})
		records = append(records, &theme.Coding{ID: one, Codebook: one, Coder: id})
	}
	f, _ := written(t, tidy.Export{}, append(records[:1<<16:1<<16], study)...)
	assert.Contains(t, foreignKeys(t, f), key)
	f, _ = written(t, tidy.Export{}, append(records, study)...)
	assert.NotContains(t, foreignKeys(t, f), key)
}
