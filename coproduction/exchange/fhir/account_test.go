package fhir_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Synthetic, by hand: in testdata/everything.json stands every element of the resources
// that are read, of R4 and R5; in everything.txt what must become of each.
func TestEveryElement(t *testing.T) {
	o := imported(t, fhir.Import{Interpreter: encounter.InterpreterAdHoc}, exchangetest.OnDisk("testdata/everything.json"))
	require.NoError(t, o.err)
	require.Len(t, o.encounters(), 3)
	want, err := os.ReadFile("testdata/everything.txt")
	require.NoError(t, err)
	assert.Equal(t, strings.Split(string(want), "\n"), strings.Split(o.loss.String(), "\n"))
	b, err := json.Marshal(o.loss)
	require.NoError(t, err)
	assert.NotContains(t, string(b), "invented", "a name that the standard does not know is not repeated")
}

// A link is counted as one only where it was made.
func TestLinkAccount(t *testing.T) {
	at := func(id, whose, start, more string) string {
		return fmt.Sprintf(`{"resourceType":"Encounter","id":%q,"subject":{"reference":"Patient/%s"},"period":{%s}%s}`, id, whose, start, more)
	}
	const first, then, last = `"start":"2024-01-01T10:00:00Z"`, `"start":"2024-02-01T10:00:00Z"`, `"start":"2024-03-01T10:00:00Z"`
	part := func(of string) string { return `,"partOf":{"reference":"Encounter/` + of + `"}` }
	episode := func(references ...string) string {
		return `,"episodeOfCare":[{"reference":"` + strings.Join(references, `"},{"reference":"`) + `"}]`
	}
	for _, tt := range []struct {
		name, element string
		encounter     string
		want          exchange.Count
		links         int
	}{
		{"earlier", "partOf", at("e", "p", then, part("first")), exchange.Count{Read: 1, Changed: map[string]int64{"a link to that encounter": 1}}, 1},
		{"at the same time", "partOf", at("e", "p", first, part("first")), exchange.Count{Read: 1, Changed: map[string]int64{"a link to that encounter": 1}}, 1},
		{"later", "partOf", at("e", "p", then, part("last")), dropped(1, "to a later encounter"), 0},
		{"not there", "partOf", at("e", "p", then, part("gone")), dropped(1, "to no encounter that is there"), 0},
		{"did not take place", "partOf", at("e", "p", then, part("planned")), dropped(1, "to no encounter that is there"), 0},
		{"itself", "partOf", at("e", "p", then, part("e")), dropped(1, "part of itself"), 0},
		{"of another", "partOf", at("e", "q", then, part("first")), dropped(1, "to an encounter of another patient"), 0},
		{"without a start", "partOf", at("e", "p", "", part("first")), dropped(1, "no start tells which came first"), 0},
		{"leads nowhere", "partOf", at("e", "p", then, `,"partOf":{"display":"x"}`), dropped(1, "leads nowhere"), 0},
		{"by an identifier", "partOf", at("e", "p", then, `,"partOf":{"identifier":{"value":"x"}}`), dropped(1, "to no encounter that is there"), 0},
		{"by an identifier that is there", "partOf", at("e", "p", then, `,"partOf":{"identifier":{"system":"urn:s","value":"1"}}`), exchange.Count{Read: 1, Changed: map[string]int64{"a link to that encounter": 1}}, 1},
		{"by a search", "partOf", at("e", "p", then, `,"partOf":{"reference":"Encounter?identifier=urn:s|1"}`), exchange.Count{Read: 1, Changed: map[string]int64{"a link to that encounter": 1}}, 1},
		{"by one of several", "partOf", at("e", "p", then, `,"partOf":{"reference":"Encounter?identifier=urn:s|7,1"}`), exchange.Count{Read: 1, Changed: map[string]int64{"a link to that encounter": 1}}, 1},
		{"by an identifier of two", "partOf", at("e", "p", then, `,"partOf":{"type":"Encounter","identifier":{"system":"urn:s","value":"2"}}`), dropped(1, "by an identifier that several encounters have"), 0},
		{"by an identifier of its own", "partOf", at("e", "p", then, `,"identifier":[{"system":"urn:s","value":"3"}],"partOf":{"identifier":{"system":"urn:s","value":"3"}}`), dropped(1, "part of itself"), 0},
		{"by an identifier of what did not take place", "partOf", at("e", "p", then, `,"partOf":{"identifier":{"system":"urn:s","value":"4"}}`), dropped(1, "to no encounter that is there"), 0},
		{"alone in its episode", "episodeOfCare", at("e", "p", then, episode("EpisodeOfCare/new")), dropped(1, "the first of the episode"), 0},
		{"nobody's episode", "episodeOfCare", at("e", "p", then, `,"episodeOfCare":[{}]`), dropped(1, "leads nowhere"), 0},
		{"twice", "episodeOfCare", at("e", "p", then, episode("EpisodeOfCare/new", "EpisodeOfCare/new")), exchange.Count{Read: 2, Dropped: map[string]int64{"there twice": 1, "the first of the episode": 1}}, 0},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(tt.encounter,
			at("first", "p", first, `,"identifier":[{"system":"urn:s","value":"1"},{"system":"urn:s","value":"2"}]`), at("last", "p", last, `,"identifier":[{"system":"urn:s","value":"2"}]`),
			strings.Replace(at("planned", "p", first, `,"identifier":[{"system":"urn:s","value":"4"}]`), `"id"`, `"status":"planned","id"`, 1))))
		assert.Equal(t, tt.want, o.loss.Of("Encounter."+tt.element), tt.name)
		links := 0
		for _, e := range o.encounters() {
			links += len(e.Links)
		}
		assert.Equal(t, tt.links, links, tt.name)
	}
}

// An encounter without a professional says why in the account: nobody is named, or only
// others are. Of a participant who is nobody, the row of participants says it.
func TestNobodyNamed(t *testing.T) {
	const element, nobody, others = "Encounter without a professional", "a professional who is not identified, as nobody is named", "a professional who is not identified, as only others are named"
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, visit("a", "", ""), strings.Replace(visit("b", "", ""), `,"participant":[]`, "", 1),
		visit("c", `{"individual":{"reference":"RelatedPerson/n"}}`, ""), visit("d", `{}`, ""), visit("f", `{"individual":{"reference":"Practitioner/d"}}`, ""))))
	assert.Equal(t, exchange.Count{Read: 3, Changed: map[string]int64{nobody: 2, others: 1}}, o.loss.Of(element))
}

// What says once more what another says is not kept a second time: the patient, whom an
// encounter names by another reference, a professional who is named three times, and the
// second class of an R5 encounter.
func TestNamedBefore(t *testing.T) {
	const element, period = "Encounter.participant", `,"period":{"start":"2024-05-03T08:05:00Z","end":"2024-05-03T08:10:00Z"}`
	p := strings.Replace(patient, `"id":"p"`, `"id":"p","identifier":[{"system":"urn:s","value":"1"}]`, 1)
	participant := func(reference, more string) string { return `{"individual":` + reference + more + `}` }
	const d, byNPI = `{"reference":"Practitioner/d"}`, `{"reference":"Practitioner?identifier=urn:npi|77"}`
	for _, tt := range []struct {
		name         string
		participants []string
		want         exchange.Count
		period       exchange.Count
	}{
		{"the patient, by an identifier", []string{participant(`{"identifier":{"system":"urn:s","value":"1"}}`, "")},
			exchange.Count{Read: 1, Dropped: map[string]int64{"the patient, who is there anyway": 1}}, exchange.Count{}},
		{"three times", []string{participant(d, period), participant(byNPI, period), participant(d, period)},
			exchange.Count{Read: 3, Kept: 1, Dropped: map[string]int64{"named before": 2}}, exchange.Count{Read: 3, Kept: 1, Dropped: map[string]int64{"named before": 2}}},
		{"longer", []string{participant(d, period), participant(d, "")},
			exchange.Count{Read: 2, Kept: 1, Changed: map[string]int64{"one stay with another of theirs": 1}}, exchange.Count{Read: 1, Kept: 1}},
		{"at another time", []string{participant(d, period), participant(d, strings.Replace(strings.Replace(period, ":05:", ":20:", 1), ":10:", ":25:", 1))},
			exchange.Count{Read: 2, Kept: 2}, exchange.Count{Read: 2, Kept: 2}},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(p, practitioner, visit("e", strings.Join(tt.participants, ","), ""))))
		assert.Equal(t, tt.want, o.loss.Of(element), tt.name)
		assert.Equal(t, tt.period, o.loss.Of(element+".period"), tt.name)
		if tt.name == "the patient, by an identifier" {
			assert.Equal(t, int64(1), o.loss.Of("Encounter without a professional").Read, "only the patient is named")
			assert.Equal(t, []encounter.Presence{nobody}, o.encounters()[0].Presence[1:])
		}
	}

	five := strings.Replace(visit("e", "", ""), `{"code":"AMB"}`, `[{"coding":[{"code":"none"}]},{"coding":[{"code":"AMB"}]},{"coding":[{"code":"VR"}]}]`, 1)
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, five)))
	assert.Equal(t, encounter.InPerson, o.encounters()[0].Mode)
	assert.Equal(t, exchange.Count{Read: 3, Changed: map[string]int64{"mode and setting": 1}, Dropped: map[string]int64{"a class that is not known": 1, "mode and setting are told by another class": 1}}, o.loss.Of("Encounter.class"))
}

// Of an encounter with more people than it has place for, as many as there are places are
// kept: 200, with the patient and a professional.
func TestSeats(t *testing.T) {
	relatives := func(n int) string {
		var all []string
		for i := range n {
			all = append(all, fmt.Sprintf(`{"individual":{"reference":"RelatedPerson/%d"}}`, i))
		}
		return strings.Join(all, ",")
	}
	for n, want := range map[int]struct{ people, lost int }{197: {199, 0}, 198: {200, 0}, 199: {200, 1}, 250: {200, 52}} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, visit("e", relatives(n), ""))))
		require.Len(t, o.encounters(), 1)
		assert.Len(t, o.encounters()[0].Presence, want.people, n)
		assert.Equal(t, int64(want.lost), o.loss.Of("Encounter.participant").Dropped["more people than an encounter has place for"], n)
		assert.Equal(t, min(want.lost, 1), o.rules()["fhir-participants"], n)
	}
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, visit("e", strings.Repeat("{},", 250)+"{}", ""))))
	assert.Len(t, o.encounters()[0].Presence, 199, "the patient, and 198 who are nobody")
}

// Whose profession a role tells may have no resource: the profession is theirs all the same.
func TestRoleOfStranger(t *testing.T) {
	role := `{"resourceType":"PractitionerRole","id":"r","practitioner":{"identifier":{"system":"urn:npi","value":"77"}},"specialty":[{"coding":[{"system":"http://nucc.org/provider-taxonomy","code":"163W00000X"}]}]}`
	for _, individual := range []string{`{"reference":"PractitionerRole/r"}`, `{"reference":"Practitioner?identifier=urn:npi|77"}`} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, role, visit("e", `{"individual":`+individual+`}`, ""))))
		p := o.participant("fhir/identifier/urn:npi|77")
		require.NotNil(t, p)
		assert.Equal(t, encounter.Nurse, p.Profession)
		assert.Equal(t, map[string]int64{"profession": 1}, o.loss.Of("PractitionerRole").Changed)
		assert.Equal(t, map[string]int64{"profession": 1}, o.loss.Of("PractitionerRole.specialty").Changed, "which tells it, as there is no code")
		assert.Equal(t, counts{"fhir-reference-dangling": 1}, o.rules())
	}
}

// Whoever is no patient has no encounters, also where only the resource tells who it is.
func TestSubjectIsNoPatient(t *testing.T) {
	const urn = "urn:uuid:aaaaaaaa-0000-4000-8000-000000000001"
	for _, resource := range []string{`{"resourceType":"Practitioner"}`, `{"resourceType":"PractitionerRole"}`, `{"resourceType":"RelatedPerson"}`} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", `{"resourceType":"Bundle","entry":[{"fullUrl":"`+urn+`","resource":`+resource+`},{"resource":`+
			strings.Replace(visit("e", "", `,"partOf":{"reference":"Encounter/e2"}`), "Patient/p", urn, 1)+`},{"resource":`+strings.Replace(visit("e2", "", ""), "Patient/p", urn, 1)+`}]}`))
		require.NoError(t, o.err)
		assert.Empty(t, o.encounters(), resource)
		assert.Equal(t, 2, o.rules()["fhir-subject"], resource)
		assert.Equal(t, exchange.Count{Read: 2, Dropped: map[string]int64{"no patient": 2}}, o.loss.Of("Encounter"), resource)
	}
	o := imported(t, fhir.Import{}, exchangetest.File("in", strings.Replace(visit("e", "", ""), "Patient/p", "Location/p", 1)))
	assert.Empty(t, o.encounters())
}

// Of more languages than records hold, 20, those preferred stay before the others.
func TestLanguageAccount(t *testing.T) {
	var all []string
	for i := range 21 {
		all = append(all, string([]byte{'a' + byte(i), 'a'}))
	}
	for n, want := range map[int]exchange.Count{
		20: {Read: 20, Changed: map[string]int64{"a language, as BCP 47": 20}},
		21: {Read: 21, Changed: map[string]int64{"a language, as BCP 47": 20}, Dropped: map[string]int64{"more languages than records hold": 1}},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(strings.Replace(speaks(all[:n]...), `}]}}]}`, `}]},"preferred":true}]}`, 1), visit("e", "", ""))))
		assert.Equal(t, want, o.loss.Of("Patient.communication"), n)
		assert.Equal(t, all[n-1], o.participant("fhir/Patient/p").Languages[0], "the last one is preferred")
		assert.Len(t, o.participant("fhir/Patient/p").Languages, 20, n)
	}
}

// What stands alone where the standard has a list is of another shape, and its parts with it.
func TestNoList(t *testing.T) {
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(`{"resourceType":"Patient","id":"p","communication":{"language":{},"preferred":true}}`,
		strings.Replace(visit("e", "", ""), `"participant":[]`, `"participant":{"individual":{},"type":[{},{}]}`, 1))))
	const why = "of another shape"
	for element, n := range map[string]int64{"Patient.communication": 1, "Patient.communication.language": 1, "Patient.communication.preferred": 1,
		"Encounter.participant": 1, "Encounter.participant.individual": 1, "Encounter.participant.type": 2} {
		assert.Equal(t, dropped(n, why), o.loss.Of(element), element)
	}
	assert.Equal(t, counts{"fhir-shape": 2}, o.rules())
}

// What stands in a part beside what the standard gives it is in no record, whatever became
// of the part: ids, extensions, also those of a simple value, and a second name of who took
// part. What the standard does not know, it does not know beside a simple value either.
func TestAccountBesideParts(t *testing.T) {
	const beside = `"id":"a","extension":[{"url":"x"},{"url":"y"}],"modifierExtension":[{"url":"z"}],`
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(practitioner,
		`{"resourceType":"Patient","id":"p","communication":[{`+beside+`"language":{"coding":[{"code":"da"}]},"preferred":true,"_preferred":{"id":"b"},"_made_up":{}}]}`,
		visit("e", `{`+beside+`"individual":{"reference":"Practitioner/d"},"actor":{"reference":"Practitioner/d"},"_actor":{}}`, `,"location":[{"status":"active","_status":{"extension":[]}}]`))))
	const why = "no place in the records"
	for element, want := range map[string]exchange.Count{
		"Patient.communication":                   {Read: 1, Changed: map[string]int64{"a language, as BCP 47": 1}},
		"Patient.communication.language":          {Read: 1, Changed: map[string]int64{"a language, as BCP 47": 1}},
		"Patient.communication.id":                dropped(1, why),
		"Patient.communication.extension":         dropped(3, why),
		"Patient.communication.modifierExtension": dropped(1, why),
		"Patient.communication, other":            dropped(1, "not in the standard"),
		"Encounter.participant":                   {Read: 1, Kept: 1},
		"Encounter.participant.individual":        {Read: 1, Kept: 1},
		"Encounter.participant.actor":             dropped(1, "the individual is read"),
		"Encounter.participant.id":                dropped(1, why),
		"Encounter.participant.extension":         dropped(3, why),
		"Encounter.participant.modifierExtension": dropped(1, why),
		"Encounter.location.status":               dropped(1, why),
		"Encounter.location.extension":            dropped(1, why),
	} {
		assert.Equal(t, want, o.loss.Of(element), element)
	}
	o = imported(t, fhir.Import{}, exchangetest.File("in", lines(visit("e", `{`+beside+`"type":[{"coding":[{"code":"REF"}]}],"_type":[null],"individual":{"reference":"Practitioner/d"}}`, ""))))
	assert.Equal(t, dropped(3, "was not there"), o.loss.Of("Encounter.participant.extension"), "as the whole")
}
