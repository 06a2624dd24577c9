package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Of several resources with one id the latest version counts, wherever it stands; where
// nothing tells, the first, but for one that did not take place.
func TestVersions(t *testing.T) {
	const first, latest, held = "the first one counts", "the latest version counts", "the one that took place counts"
	encounterOf := func(class, status, meta string) string {
		return strings.NewReplacer("AMB", class, "finished", status).Replace(visit("e", "", `,"meta":{`+meta+`}`))
	}
	updated := func(at string) string { return `"lastUpdated":"` + at + `"` }
	for name, tt := range map[string]struct {
		first, then string // the meta of each
		status      string // of the first
		mode        encounter.Mode
		why         string
	}{
		"nothing tells":                 {"", "", "finished", encounter.InPerson, first},
		"updated later":                 {updated("2024-05-04T10:00:00Z"), updated("2024-05-04T10:00:00.001Z"), "finished", encounter.Video, latest},
		"updated later, in other zones": {updated("2024-05-04T10:00:00+02:00"), updated("2024-05-04T09:00:00Z"), "finished", encounter.Video, latest},
		"updated earlier":               {updated("2024-05-04T10:00:00Z"), updated("2024-05-04T11:00:00+02:00"), "finished", encounter.InPerson, first},
		"a higher version":              {`"versionId":"9"`, `"versionId":"10"`, "finished", encounter.Video, latest},
		"a lower version":               {`"versionId":"10"`, `"versionId":"9"`, "finished", encounter.InPerson, first},
		"the times before the versions": {updated("2024-05-04T10:00:00Z") + `,"versionId":"2"`, updated("2024-05-04T11:00:00Z") + `,"versionId":"1"`, "finished", encounter.Video, latest},
		"versions that are no numbers":  {`"versionId":"a"`, `"versionId":"b"`, "finished", encounter.InPerson, first},
		"one of them says":              {updated("2024-05-04T10:00:00Z"), `"versionId":"3"`, "finished", encounter.InPerson, first},
		"planned, then finished":        {"", "", "planned", encounter.Video, held},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("a", lines(patient, encounterOf("AMB", tt.status, tt.first))), exchangetest.File("b", lines(encounterOf("VR", "finished", tt.then))))
		require.NoError(t, o.err, name)
		require.Len(t, o.encounters(), 1, name)
		assert.Equal(t, tt.mode, o.encounters()[0].Mode, name)
		require.Len(t, o.findings, 1, name)
		assert.Equal(t, "another resource of this type has the same id; "+tt.why, o.findings[0].Detail, name)
		assert.Equal(t, map[bool]string{true: "b", false: "a"}[tt.mode == encounter.InPerson], o.findings[0].Position.Source, "%s: at the one that does not count", name)
		assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Dropped: map[string]int64{"there twice": 1}}, o.loss.Of("Encounter"), name)
	}
}

// An encounter that was entered in error, as its latest version says, is none.
func TestVersionsInError(t *testing.T) {
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, visit("e", "", `,"meta":{"versionId":"1"}`),
		strings.Replace(visit("e", "", `,"meta":{"versionId":"2"}`), "finished", "entered-in-error", 1))))
	assert.Empty(t, o.encounters())
	assert.Equal(t, counts{"fhir-resource-once": 1, "fhir-status": 1}, o.rules())
	assert.Equal(t, map[string]int64{"there twice": 1, "did not take place": 1}, o.loss.Of("Encounter").Dropped)
}

// So it is with people, and with what tells their professions.
func TestVersionsOfPeople(t *testing.T) {
	with := func(resource, version string) string {
		return strings.Replace(resource, `"id"`, `"meta":{"versionId":"`+version+`"},"id"`, 1)
	}
	nurse := strings.Replace(doctor, "208D00000X", "163W00000X", 1)
	v := visit("e", `{"individual":{"reference":"Practitioner/d"}}`, "")
	for name, all := range map[string][]string{
		"in order":    {with(speaks("da"), "1"), with(speaks("so"), "2"), practitioner, with(nurse, "1"), with(doctor, "2"), v},
		"out of it":   {with(speaks("so"), "2"), with(speaks("da"), "1"), practitioner, with(doctor, "2"), with(nurse, "1"), v},
		"three times": {with(speaks("da"), "1"), with(speaks("so"), "3"), with(speaks("en"), "2"), practitioner, with(nurse, "7"), with(doctor, "8"), v},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(all...)))
		assert.Equal(t, []string{"so"}, o.participant("fhir/Patient/p").Languages, name)
		assert.Equal(t, encounter.Doctor, o.participant("fhir/Practitioner/d").Profession, name)
		assert.Equal(t, int64(1), o.loss.Of("Patient").Kept, name)
		assert.Equal(t, int64(1), o.loss.Of("PractitionerRole").Dropped["there twice"], name)
	}
}
