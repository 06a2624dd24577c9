package fhir_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// An outcome is all that an import gives.
type outcome struct {
	records  []encounter.Record
	findings []schema.Finding
	loss     exchange.Loss
	err      error
}

func (o *outcome) rules() map[schema.RuleID]int { return exchangetest.CountRules(o.findings) }

func (o *outcome) encounters() (all []*encounter.Encounter) {
	for _, r := range o.records {
		if e, ok := r.(*encounter.Encounter); ok {
			all = append(all, e)
		}
	}
	return all
}

func (o *outcome) participant(key string) *encounter.Participant {
	for _, r := range o.records {
		if p, ok := r.(*encounter.Participant); ok && p.ID == exchangetest.ID(key) {
			return p
		}
	}
	return nil
}

// imported runs an import, and holds its promises: sound records, people before their
// encounters, an account that balances, findings inside the files.
func imported(t testing.TB, i fhir.Import, files ...exchange.File) *outcome {
	t.Helper()
	o := new(outcome)
	if i.ID == nil {
		i.ID = exchangetest.ID
	}
	people := map[encounter.ID]bool{}
	sink := &exchange.Sink{
		Finding: func(f schema.Finding) { o.findings = append(o.findings, f) },
		Record: func(r encounter.Record) error {
			for _, f := range coproduction.Check(r) {
				assert.NotEqual(t, schema.Error, f.Severity, "%s: %s", f.Place(), f.Detail)
			}
			switch r := r.(type) {
			case *encounter.Participant:
				assert.False(t, people[r.ID], "a participant twice")
				people[r.ID] = true
			case *encounter.Encounter:
				assert.True(t, people[r.Patient], "the patient comes first")
				for _, p := range r.Presence {
					assert.Equal(t, !p.Unidentified, people[p.Participant])
				}
			}
			o.records = append(o.records, r)
			return nil
		},
	}
	o.err = i.Read(context.Background(), files, sink)
	o.loss = sink.Loss
	if o.err == nil {
		assert.True(t, o.loss.Balanced(), o.loss.String())
	}
	return o
}

// Synthetic resources; they stand for nobody.
const (
	patient      = `{"resourceType":"Patient","id":"p","birthDate":"1980-06-15","communication":[{"language":{"coding":[{"code":"en"}]}},{"language":{"coding":[{"code":"ar-sy"}]},"preferred":true}]}`
	practitioner = `{"resourceType":"Practitioner","id":"d","identifier":[{"system":"urn:npi","value":"77"}],"communication":[{"coding":[{"code":"da"}]}]}`
	doctor       = `{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/d"},"code":[{"coding":[{"system":"http://nucc.org/provider-taxonomy","code":"208D00000X"}]}]}`
)

// visit is an Encounter of the patient with that participant, and more elements.
func visit(id, participant, more string) string {
	return fmt.Sprintf(`{"resourceType":"Encounter","id":%q,"status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/p"},`+
		`"period":{"start":"2024-05-03T10:00:00+02:00","end":"2024-05-03T10:30:00+02:00"},"participant":[%s]%s}`, id, participant, more)
}

func lines(text ...string) string { return strings.Join(text, "\n") + "\n" }

// Who took part, and who did not.
func TestParticipants(t *testing.T) {
	const niece = `{"resourceType":"RelatedPerson","id":"n","patient":{"reference":"Patient/p"}}`
	translator := `{"type":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/participant-type","code":"translator"}]}],"individual":{"reference":"Practitioner/d"}}`
	tests := []struct {
		name, participant string
		i                 fhir.Import
		want              []encounter.Presence
		rules             map[schema.RuleID]int
	}{
		{"nobody is named", "", fhir.Import{}, []encounter.Presence{{Participant: exchangetest.ID("fhir/Encounter/e/professional"), Role: encounter.RoleProfessional, Unidentified: true}}, nil},
		{"a role without a person", `{"individual":{"reference":"PractitionerRole/lone"}}`, fhir.Import{},
			[]encounter.Presence{{Participant: exchangetest.ID("fhir/Encounter/e/professional"), Role: encounter.RoleProfessional, Unidentified: true, Profession: encounter.Nurse}}, nil},
		{"a relative", `{"individual":{"reference":"RelatedPerson/n"}},{"individual":{"reference":"Practitioner/d"}}`, fhir.Import{},
			[]encounter.Presence{{Participant: exchangetest.ID("fhir/RelatedPerson/n"), Role: encounter.RoleRelative}, {Participant: exchangetest.ID("fhir/Practitioner/d"), Role: encounter.RoleProfessional}}, nil},
		{"one twice", `{"individual":{"reference":"Practitioner/d"}},{"individual":{"reference":"Practitioner?identifier=urn:npi|77"}}`, fhir.Import{},
			[]encounter.Presence{{Participant: exchangetest.ID("fhir/Practitioner/d"), Role: encounter.RoleProfessional}}, nil},
		{"a translator, nobody says how", translator, fhir.Import{},
			[]encounter.Presence{{Participant: exchangetest.ID("fhir/Encounter/e/professional"), Role: encounter.RoleProfessional, Unidentified: true}}, map[schema.RuleID]int{"fhir-translator": 1}},
		{"a translator on the phone", translator, fhir.Import{Interpreter: encounter.InterpreterPhone},
			[]encounter.Presence{{Participant: exchangetest.ID("fhir/interpreter/Practitioner/d"), Role: encounter.RoleInterpreter, Interpreter: encounter.InterpreterPhone},
				{Participant: exchangetest.ID("fhir/Encounter/e/professional"), Role: encounter.RoleProfessional, Unidentified: true}}, nil},
		{"who referred was not there", `{"type":[{"coding":[{"code":"REF"}]}],"individual":{"reference":"Practitioner/d"}},{}`, fhir.Import{},
			[]encounter.Presence{{Participant: exchangetest.ID("fhir/Encounter/e/professional"), Role: encounter.RoleProfessional, Unidentified: true}}, nil},
		{"whom to notify was not there", `{"type":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"NOT"}]}],"individual":{"reference":"Practitioner/d"}},{}`, fhir.Import{},
			[]encounter.Presence{{Participant: exchangetest.ID("fhir/Encounter/e/professional"), Role: encounter.RoleProfessional, Unidentified: true}}, nil},
		{"a device", `{"actor":{"reference":"Device/x"}},{"individual":{"reference":"Practitioner/d"}}`, fhir.Import{},
			[]encounter.Presence{{Participant: exchangetest.ID("fhir/Practitioner/d"), Role: encounter.RoleProfessional}}, nil},
		{"nothing that can be followed", `{"individual":{"reference":"what?ever"}}`, fhir.Import{},
			[]encounter.Presence{{Participant: exchangetest.ID("fhir/Encounter/e/professional"), Role: encounter.RoleProfessional, Unidentified: true}}, map[schema.RuleID]int{"fhir-reference": 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := imported(t, tt.i, exchangetest.File("in", lines(patient, practitioner, doctor, niece,
				`{"resourceType":"PractitionerRole","id":"lone","specialty":[{"coding":[{"system":"http://nucc.org/provider-taxonomy","code":"163W00000X"}]}]}`,
				visit("e", tt.participant, ""))))
			require.NoError(t, o.err)
			require.Len(t, o.encounters(), 1)
			e := o.encounters()[0]
			assert.Equal(t, encounter.Presence{Participant: exchangetest.ID("fhir/Patient/p"), Role: encounter.RolePatient}, e.Presence[0])
			assert.Equal(t, tt.want, e.Presence[1:])
			if tt.rules == nil {
				tt.rules = map[schema.RuleID]int{}
			}
			assert.Equal(t, tt.rules, o.rules())
		})
	}
}

// What is wrong with an encounter is a finding at its element, to the byte.
func TestEncounterFindings(t *testing.T) {
	tests := []struct {
		name, encounter string
		rule            schema.RuleID
		at              string // what stands there
		kept            bool
	}{
		{"clock running backwards", `{"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/p"},"period":⟦{"start":"2024-05-03T10:00:00Z","end":"2024-05-03T09:00:00Z"}⟧}`, "fhir-backwards", "", true},
		{"a day", `{"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/p"},"period":⟦{"start":"2024-05-03"}⟧}`, "fhir-start-day", "", true},
		{"no zone", `{"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/p"},"period":⟦{"start":"2024-05-03T10:00:00"}⟧}`, "fhir-start-zone", "", true},
		{"a month", `{"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/p"},"period":⟦{"start":"2024-05"}⟧}`, "fhir-period", "", true},
		{"no time", `⟦{"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/p"}}⟧`, "fhir-no-start", "", true},
		{"no patient", `⟦{"resourceType":"Encounter","id":"e"}⟧`, "fhir-subject", "", false},
		{"no id", `⟦{"resourceType":"Encounter","subject":{"reference":"Patient/p"}}⟧`, "fhir-id", "", false},
		{"cancelled", `{"resourceType":"Encounter","id":"e","status":⟦"cancelled"⟧,"subject":{"reference":"Patient/p"}}`, "fhir-status", "", false},
		{"a list for an object", `{"resourceType":"Encounter","id":"e","status":"finished","subject":⟦["Patient/p"]⟧}`, "fhir-shape", "", false},
		{"a class that is not known", `{"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/p"},"period":{"start":"2024-05-03T10:00:00Z"},"class":⟦{"code":"æøå"}⟧}`, "fhir-class", "", true},
		{"broken", `⟦{"resourceType":"Encounter","id":"e",⟧`, "fhir-json", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before, rest, _ := strings.Cut(tt.encounter, "⟦")
			marked, after, _ := strings.Cut(rest, "⟧")
			o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, "", before+marked+after, visit("sound", "", ""))))
			require.NoError(t, o.err)
			i := slices.IndexFunc(o.findings, func(f schema.Finding) bool { return f.Rule == tt.rule })
			require.GreaterOrEqual(t, i, 0, "%v", o.findings)
			assert.Equal(t, schema.Position{Source: "in", Line: 3, Column: 1 + len([]rune(before)), Offset: int64(len(patient) + 2 + len(before)), Length: len(marked)}, o.findings[i].Position)
			want := 1
			if tt.kept {
				want++
			}
			assert.Len(t, o.encounters(), want, "the others are read")

			if tt.rule == "fhir-json" {
				return // not an entry any more
			}
			open := "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" + patient + "},\n {\"fullUrl\":\"https://example.org/\U0001F600\",\"resource\" : " // the same in a Bundle
			o = imported(t, fhir.Import{}, exchangetest.File("in", open+before+marked+after+"}]}"))
			require.NoError(t, o.err)
			require.NotEmpty(t, o.findings)
			assert.Equal(t, tt.rule, o.findings[0].Rule)
			column := 1 + len([]rune(open[strings.LastIndex(open, "\n")+1:]+before))
			assert.Equal(t, schema.Position{Source: "in", Line: 2, Column: column, Offset: int64(len(open) + len(before)), Length: len(marked)}, o.findings[0].Position)
		})
	}
}

// Links go to what the data ties together, and to earlier encounters alone.
func TestLinks(t *testing.T) {
	at := func(id, start, more string) string {
		return fmt.Sprintf(`{"resourceType":"Encounter","id":%q,"subject":{"reference":"Patient/p"},"period":{"start":%q}%s}`, id, start, more)
	}
	const episode = `,"episodeOfCare":[{"reference":"EpisodeOfCare/1"}]`
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(
		at("c", "2024-03-01T10:00:00Z", episode), at("a", "2024-01-01T10:00:00Z", episode), at("b", "2024-02-01T10:00:00Z", episode),
		at("stay", "2024-04-01T10:00:00Z", `,"partOf":{"reference":"Encounter/late"}`), at("late", "2024-05-01T10:00:00Z", `,"partOf":{"reference":"Encounter/stay"}`),
		at("lost", "2024-06-01T10:00:00Z", `,"partOf":{"reference":"Encounter/gone"}`), at("free", "2024-07-01T10:00:00Z", ""),
		at("two", "2024-08-01T10:00:00Z", `,"partOf":{"type":"Encounter","identifier":{"value":"1"}}`),
		at("one", "2024-01-02T10:00:00Z", `,"identifier":[{"value":"1"}]`), at("other", "2024-01-03T10:00:00Z", `,"identifier":[{"value":"1"}]`),
		at("whenever", "", `,"partOf":{"reference":"Encounter/free"}`), at("some", "2024-09-01T10:00:00Z", `,"episodeOfCare":[{}]`),
		at("known", "2024-10-01T10:00:00Z", `,"partOf":{"reference":"Encounter/free"},"episodeOfCare":[{}]`))))
	require.NoError(t, o.err)
	links := map[encounter.ID][]encounter.Link{}
	for _, e := range o.encounters() {
		links[e.ID] = e.Links
	}
	link := func(to string) []encounter.Link {
		return []encounter.Link{{To: exchangetest.ID("fhir/Encounter/" + to), Kind: encounter.LinkManagement}}
	}
	assert.Equal(t, []encounter.Link{}, links[exchangetest.ID("fhir/Encounter/a")], "looked for, and none")
	assert.Equal(t, link("a"), links[exchangetest.ID("fhir/Encounter/b")])
	assert.Equal(t, link("b"), links[exchangetest.ID("fhir/Encounter/c")])
	assert.Equal(t, link("stay"), links[exchangetest.ID("fhir/Encounter/late")])
	assert.Equal(t, []encounter.Link{}, links[exchangetest.ID("fhir/Encounter/stay")], "what it is part of came later")
	assert.Nil(t, links[exchangetest.ID("fhir/Encounter/lost")], "what it is part of is not here")
	assert.Nil(t, links[exchangetest.ID("fhir/Encounter/two")], "one of two is meant")
	assert.Nil(t, links[exchangetest.ID("fhir/Encounter/whenever")], "no start tells which came first")
	assert.Nil(t, links[exchangetest.ID("fhir/Encounter/some")], "an episode that is not named")
	assert.Equal(t, link("free"), links[exchangetest.ID("fhir/Encounter/known")], "the episode that is not named takes no link away")
	assert.Nil(t, links[exchangetest.ID("fhir/Encounter/free")], "the data says nothing")

	for _, e := range o.encounters() {
		want := []encounter.LinkKind{encounter.LinkRelational, encounter.LinkInformational} // of which no element tells
		if e.Links == nil {
			want = nil // which says it already
		}
		assert.Equal(t, want, e.LinkKindsNotRecorded, "%d links", len(e.Links))
	}
}

// An episode may be named by an identifier, with its type or without.
func TestEpisodeByIdentifier(t *testing.T) {
	const value = `"identifier":{"system":"urn:s","value":"1"}`
	a, b := visit("a", "", `,"episodeOfCare":[{`+value+`}]`), visit("b", "", `,"episodeOfCare":[{"type":"EpisodeOfCare",`+value+`}]`)
	c := visit("c", "", `,"episodeOfCare":[{"reference":"EpisodeOfCare?identifier=urn:s|1"}]`)
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, a, b, c)))
	assert.Equal(t, map[string]int64{"a link to the encounter before": 2}, o.loss.Of("Encounter.episodeOfCare").Changed)
}

// Needs, plans and what has no place.
func TestEncounterElements(t *testing.T) {
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient,
		visit("a", "", `,"appointment":[{"reference":"Appointment/1"}],"hospitalization":{"specialArrangement":[{"coding":[{"code":"int"}]}]},"reasonCode":[],"made_up":1,"text":{}`),
		visit("b", "", `,"extension":[{"url":"http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed","valueCoding":{"code":"373066001"}}]`),
		visit("c", "", `,"extension":[{"url":"http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed","valueCoding":{"code":"373067005"}}]`),
		`{"resourceType":"Goal","id":"g"}`, `{"resourceType":"Anything","id":"g"}`)))
	all := o.encounters()
	require.Len(t, all, 3)
	assert.True(t, *all[0].Planned)
	assert.Nil(t, all[1].Planned)
	assert.JSONEq(t, `{"interpreterNeeded":true}`, fmt.Sprintf(`{"interpreterNeeded":%s}`, all[0].Extensions["interpreterNeeded"]))
	assert.NotNil(t, all[1].Extensions)
	assert.Equal(t, encounter.Extensions{"interpreterNeeded": json.RawMessage("false")}, all[2].Extensions, "which is more than nothing")
	assert.Equal(t, []string{"ar-SY", "en"}, o.participant("fhir/Patient/p").Languages, "the preferred one first")
	assert.Equal(t, encounter.Age40, o.participant("fhir/Patient/p").Age, "43 on 3 May 2024")
	assert.Equal(t, dropped(1, "no patient"), o.loss.Of("Goal"))
	assert.Equal(t, dropped(1, "no place in the records"), o.loss.Of("other resource"))
	assert.Equal(t, dropped(1, "not in the standard"), o.loss.Of("Encounter, other"))
	assert.Equal(t, dropped(1, "tells who somebody is"), o.loss.Of("Encounter.text"))
	assert.Equal(t, dropped(1, "no place in the records"), o.loss.Of("Encounter.reasonCode"))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 3}, o.loss.Of("Encounter.period"))
}
