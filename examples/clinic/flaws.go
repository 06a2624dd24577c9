package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// nobody is an id that no record has.
var nobody = encounter.MustParseID("00000000-0000-4000-8000-000000000000")

// flaws has a row for each kind of finding that this file can have: every authored
// rule once, and every keyword of the schemas once. To add one, add a row.
var flaws = []flaw{
	// The bytes of a record.
	{"json-syntax", written(person, `"consent":`, `"consent"`)},
	{"json-trailing", written(person, `"extensions":{"synthetic":true}}`, `"extensions":{"synthetic":true}} {}`)},
	{"json-utf8", written(person, `"synthetic"`, "\"synthetic\xff\"")},
	{"json-surrogate", written(person, `"synthetic"`, `"synthetic\ud800"`)},
	{"json-duplicate-name", written(person, `"consent":"given"`, `"consent":"given","consent":"withdrawn"`)},
	{"json-number", extension("size", "1e400")},
	{"json-depth", extension("deep", strings.Repeat("[", 70)+strings.Repeat("]", 70))},
	{"record-object", func(*bench) ([]byte, error) { return []byte(`"synthetic"`), nil }},
	{"record-kind", written(person, `"kind":"participant"`, `"kind":"person"`)},
	{"integer-form", written(visit, `"startMs":0`, `"startMs":0.0`)},

	// The shape of a record: each keyword of the schemas.
	{"encounter/planned#type", written(visit, `"planned":true`, `"planned":"true"`)},
	{"encounter/mode#enum", written(visit, `"mode":"in-person"`, `"mode":"synthetic"`)},
	{"participant/consent#required", written(person, `,"consent":"given"`, ``)},
	{"encounter#additionalProperties", written(visit, `"presence":`, `"synthetic":true,"presence":`)},
	{"encounter/steps/*/id#pattern", written(visit, `"id":"s4"`, `"id":"S4"`)},
	{"encounter/start#format", written(visit, `"start":"2000-0`, `"start":"2000-13-`)},
	{"encounter/turns/*/words#minimum", written(visit, `"words":`, `"words":-`)},
	{"encounter/durationMs#maximum", written(visit, `"durationMs":`, `"durationMs":9999999`)},
	{"encounter/presence#minItems", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Presence = []encounter.Presence{} })},
	{"encounter/presence#maxItems", inEncounter(func(b *bench, e *encounter.Encounter) {
		for range 200 {
			e.Presence = append(e.Presence, encounter.Presence{Participant: nobody, Role: encounter.RoleRelative})
		}
	})},
	{"encounter/concerns/*/status#uniqueItems", inEncounter(func(_ *bench, e *encounter.Encounter) {
		e.Concerns[0].Status = []encounter.Status{encounter.StatusParked, encounter.StatusParked}
	})},
	{"encounter/presence/*/profession#dependentRequired", inEncounter(func(_ *bench, e *encounter.Encounter) {
		e.Presence[1].Profession = encounter.Nurse
	})},
	{"codebook/title#minLength", spoil(codebook, func(_ *bench, c *theme.Codebook) { c.Title = "" })},
	{"codebook/version#maxLength", spoil(codebook, func(_ *bench, c *theme.Codebook) { c.Version = strings.Repeat("1", 65) })},
	{"unit#anyOf", spoil(unit, func(b *bench, u *theme.Unit) { u.Source, u.Range, u.Encounter = encounter.ID{}, nil, b.encounter.ID })},
	{"unit#oneOf", spoil(unit, func(b *bench, u *theme.Unit) { u.Encounter, u.Steps = b.encounter.ID, []encounter.Name{"s1"} })},
	{"participant/extensions#maxProperties", extension("a", manyMembers)},

	// Within one record: who was there.
	{"speaker-present", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Turns[0].Speaker = nobody })},
	{"addressee-present", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Turns[0].Addressees = []encounter.ID{nobody} })},
	{"step-by-participant", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Steps[3].By = []encounter.ID{nobody} })},
	{"cue-by-participant", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Cues[0].ElicitedBy = nobody })},
	{"concern-by-participant", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Concerns[0].RaisedBy = nobody })},
	{"decision-by-participant", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Decisions[0].By = []encounter.ID{nobody} })},
	{"link-professional-present", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Links[0].Professional = nobody })},
	{"patient-present", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Patient = nobody })},
	{"interpreter-mode-given", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Presence[1].Interpreter = encounter.InterpreterPhone })},
	{"unrecorded-role-absent", inEncounter(func(_ *bench, e *encounter.Encounter) {
		e.RolesNotRecorded = []encounter.Role{encounter.RoleProfessional}
	})},
	{"unidentified-profession", inEncounter(func(b *bench, e *encounter.Encounter) {
		e.Presence = append(e.Presence, encounter.Presence{
			Participant: b.newID(), Role: encounter.RoleRelative, Unidentified: true, Profession: encounter.Nurse,
		})
	})},
	{"profession-of-professional", spoil(person, func(_ *bench, p *encounter.Participant) { p.Profession = "" })},

	// Within one record: when.
	{"end-not-before-start", inEncounter(func(_ *bench, e *encounter.Encounter) { e.End = e.Start.Add(-time.Hour) })},
	{"duration-agrees", inEncounter(func(_ *bench, e *encounter.Encounter) { e.End = e.Start.Add(20 * time.Hour) })},
	{"presence-inside-encounter", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Presence[1].ToMs = new(*e.DurationMs + 1) })},
	{"presence-once", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Presence = append(e.Presence, e.Presence[1]) })},
	{"turn-inside-encounter", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Turns[2].EndMs = new(*e.DurationMs + 1) })},
	{"turn-inside-presence", inEncounter(func(_ *bench, e *encounter.Encounter) {
		e.Present(e.Turns[2].Speaker).ToMs = new(*e.Turns[2].EndMs - 1)
		e.Turns = e.Turns[:3] // the speaker's later turns would say the same again
	})},
	{"step-inside-encounter", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Steps[3].EndMs = new(*e.DurationMs + 1) })},
	{"turns-of-one-speaker", inEncounter(func(_ *bench, e *encounter.Encounter) {
		e.Turns[1].Speaker, e.Turns[1].StartMs = e.Turns[0].Speaker, new(*e.Turns[0].EndMs-1)
	})},

	// Within one record: what refers to what.
	{"names-unique", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Steps[3].ID, e.Decisions[0].Step = "s3", "" })},
	{"builds-on-earlier-step", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Steps[1].BuildsOn = []encounter.Name{"s3"} })},
	{"step-known", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Cues[0].Step = "s9" })},
	{"concern-known", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Steps[0].Concerns = []encounter.Name{"c9"} })},
	{"link-not-to-itself", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Links[0].To = e.ID })},
	{"unrecorded-link-absent", inEncounter(func(_ *bench, e *encounter.Encounter) {
		e.LinkKindsNotRecorded = []encounter.LinkKind{e.Links[0].Kind}
	})},
	{"code-unique", spoil(codebook, func(_ *bench, c *theme.Codebook) { c.Codes[1].ID = c.Codes[0].ID })},
	{"code-parent-known", spoil(codebook, func(_ *bench, c *theme.Codebook) { c.Codes[1].Parent = "T9" })},
	{"codebook-acyclic", spoil(codebook, func(_ *bench, c *theme.Codebook) {
		c.Codes[0].Parent, c.Codes[1].Parent = c.Codes[1].ID, c.Codes[0].ID
	})},
	{"range-order", spoil(unit, func(_ *bench, u *theme.Unit) { u.Range.Start, u.Range.End = u.Range.End, u.Range.Start })},
	{"source-fits-text", spoil(source, func(_ *bench, s *theme.Source) { s.Length++ })},
	{"team-unique", spoil(study, func(_ *bench, s *encounter.Study) { s.Team[1].ID = s.Team[0].ID })},

	// Across records.
	{"id-unique", spoil(person, func(b *bench, p *encounter.Participant) { p.ID, p.Languages = b.nurse.ID, []string{"sv"} })},
	{"record-again", spoil(person, func(b *bench, p *encounter.Participant) { *p = *b.nurse })},
	{"participant-known", inEncounter(func(_ *bench, e *encounter.Encounter) {
		e.Presence = append(e.Presence, encounter.Presence{Participant: nobody, Role: encounter.RoleRelative})
	})},
	{"patient-known", ofAnother(func(*bench) encounter.ID { return nobody })},
	{"encounter-known", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Links[1].To = nobody })},
	{"source-known", spoil(unit, func(_ *bench, u *theme.Unit) { u.Source = nobody })},
	{"codebook-known", spoil(coding, func(_ *bench, c *theme.Coding) { c.Codebook = nobody })},
	{"code-known", spoil(coding, func(_ *bench, c *theme.Coding) { c.Codes[0] = "T3.saef_space" })},
	{"coding-target-known", spoil(coding, func(_ *bench, c *theme.Coding) { c.Target.Record = nobody })},
	{"coding-target-place", spoil(coding, func(b *bench, c *theme.Coding) {
		c.Target = theme.Target{Record: b.encounter.ID, Pointer: "/steps/4"}
	})},
	{"unit-place-known", spoil(unit, func(b *bench, u *theme.Unit) {
		u.Source, u.Range, u.Encounter, u.Steps = encounter.ID{}, nil, b.encounter.ID, []encounter.Name{"s9"}
	})},
	{"range-inside-source", spoil(unit, func(b *bench, u *theme.Unit) { u.Range.End = b.source.Length + 1 })},
	{"link-earlier", inEncounter(func(b *bench, e *encounter.Encounter) { e.Start = b.earlier.Start.Add(-time.Hour) })},
	{"link-order-unknown", inEncounter(func(_ *bench, e *encounter.Encounter) { e.Start = time.Time{} })},
	{"link-same-patient", func(b *bench) ([]byte, error) {
		line, err := inEncounter(func(*bench, *encounter.Encounter) {})(b) // as it is
		return []byte(strings.ReplaceAll(string(line), b.patient.ID.String(), b.other.ID.String())), err
	}},
	{"link-professional-met", inEncounter(func(b *bench, e *encounter.Encounter) {
		e.Presence = append(e.Presence, encounter.Presence{Participant: b.doctor.ID, Role: encounter.RoleProfessional})
		e.Links[0].Professional = b.doctor.ID
	})},
	{"role-agrees", inEncounter(func(b *bench, e *encounter.Encounter) {
		e.Presence = append(e.Presence, encounter.Presence{Participant: b.doctor.ID, Role: encounter.RoleRelative})
	})},
	{"consent-withdrawn", ofAnother(func(b *bench) encounter.ID { return b.gone.ID })},
	{"coder-known", spoil(coding, func(_ *bench, c *theme.Coding) { c.Coder = nobody })},
	{"coded-once", spoil(coding, func(b *bench, c *theme.Coding) { c.Round = b.coding.Round })},
	{"unidentified-stays-local", inEncounter(func(b *bench, e *encounter.Encounter) {
		e.Presence = append(e.Presence, encounter.Presence{Participant: b.doctor.ID, Role: encounter.RoleProfessional, Unidentified: true})
	})},

	// What could tell who somebody is. None of these numbers and names is anybody's.
	{"privacy-cpr", extension("synthetic_number", `"010100-0000"`)},
	{"privacy-email", extension("synthetic_address", `"nobody@example.org"`)},
	{"privacy-phone", extension("synthetic_phone", `"+45 00 00 00 00"`)},
	{"privacy-birth-date", extension("birthDate", `"1900-01-01"`)},
	{"privacy-age", extension("age", `99`)},
	{"privacy-time-uuid", spoil(person, func(_ *bench, p *encounter.Participant) {
		p.ID = encounter.MustParseID("00000000-0000-1000-8000-000000000000")
	})},
	{"privacy-name", extension("coder", `"Synthetic Nobody"`)},
	{"privacy-free-text", extension("remark", `"synthetic words that no patient ever said"`)},
}

// manyMembers is the value of a first local field, and a hundred more fields.
var manyMembers = func() string {
	var b strings.Builder
	b.WriteString("0")
	for i := range 100 {
		fmt.Fprintf(&b, `,"a%d":0`, i)
	}
	return b.String()
}()
