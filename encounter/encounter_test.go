package encounter_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

var (
	patient = encounter.MustParseID("00000000-0000-4000-8000-00000000000a")
	doctor  = encounter.MustParseID("00000000-0000-4000-8000-00000000000b")
	nurse   = encounter.MustParseID("00000000-0000-4000-8000-00000000000c")
	nobody  = encounter.MustParseID("00000000-0000-4000-8000-00000000000d")
)

func visit() *encounter.Encounter {
	return &encounter.Encounter{
		Patient: patient,
		Presence: []encounter.Presence{
			{Participant: doctor, Role: encounter.RoleProfessional, ToMs: new(int64(1000))},
			{Participant: patient, Role: encounter.RolePatient},
			{Participant: nurse, Role: encounter.RoleProfessional},
			{Participant: doctor, Role: encounter.RoleProfessional, FromMs: new(int64(5000))},
		},
		Steps:    []encounter.Step{{ID: "s1"}, {ID: "s2"}},
		Concerns: []encounter.Concern{{ID: "c1", Status: []encounter.Status{encounter.StatusRaised, encounter.StatusParked}}},
	}
}

func TestPresence(t *testing.T) {
	e := visit()
	assert.Equal(t, []encounter.ID{doctor, nurse}, e.Professionals(), "each once, as listed")
	assert.Equal(t, []encounter.ID{patient}, e.In(encounter.RolePatient))
	assert.Empty(t, e.In(encounter.RoleInterpreter))
	assert.Equal(t, encounter.RoleProfessional, e.RoleOf(nurse))
	assert.Equal(t, encounter.Role(""), e.RoleOf(nobody))
	assert.Same(t, &e.Presence[0], e.Present(doctor), "the first of two presences")
	assert.Nil(t, e.Present(nobody))
	assert.False(t, e.Interpreted())
	e.Presence[2].Role = encounter.RoleInterpreter
	assert.True(t, e.Interpreted())
}

// What a source does not tell is another thing than that nobody was there.
func TestRolesNotRecorded(t *testing.T) {
	e := visit()
	for _, role := range encounter.Roles() {
		assert.True(t, e.Records(role), role)
	}
	e.RolesNotRecorded = e.Lacking(encounter.RoleResearcher, encounter.RoleInterpreter, encounter.RoleProfessional, encounter.RoleInterpreter)
	assert.Equal(t, []encounter.Role{encounter.RoleInterpreter, encounter.RoleResearcher}, e.RolesNotRecorded,
		"a professional is present; each once, in the order of the vocabulary")
	assert.False(t, e.Records(encounter.RoleInterpreter))
	assert.True(t, e.Records(encounter.RoleProfessional))
	assert.True(t, e.Records(encounter.RoleRelative), "nobody there, and that is told")
	assert.Nil(t, e.Lacking(encounter.RoleProfessional))
	assert.Nil(t, e.Lacking())

	written, err := json.Marshal(e)
	require.NoError(t, err)
	assert.Contains(t, string(written), `"rolesNotRecorded":["interpreter","researcher"],"steps":`)
}

// Nor is a kind of link that the source has no word for one of which there is none.
func TestLinkKindsNotRecorded(t *testing.T) {
	e := visit()
	e.Links = []encounter.Link{}
	e.LinkKindsNotRecorded = encounter.OtherLinkKinds(encounter.LinkInformational)
	assert.Equal(t, []encounter.LinkKind{encounter.LinkRelational, encounter.LinkManagement}, e.LinkKindsNotRecorded, "in the order of the vocabulary")
	assert.Equal(t, encounter.LinkKinds(), encounter.OtherLinkKinds())
	assert.Empty(t, encounter.OtherLinkKinds(encounter.LinkKinds()...))

	written, err := json.Marshal(e)
	require.NoError(t, err)
	assert.Contains(t, string(written), `"links":[],"linkKindsNotRecorded":["relational","management"]`)
	e.LinkKindsNotRecorded = nil
	written, err = json.Marshal(e)
	require.NoError(t, err)
	assert.NotContains(t, string(written), "NotRecorded")
}

func TestParts(t *testing.T) {
	e := visit()
	step, at := e.Step("s2")
	assert.Same(t, &e.Steps[1], step)
	assert.Equal(t, 1, at)
	step, at = e.Step("s3")
	assert.Nil(t, step)
	assert.Equal(t, -1, at)
	assert.Same(t, &e.Concerns[0], e.Concern("c1"))
	assert.Nil(t, e.Concern("c2"))
	assert.True(t, e.Concerns[0].Was(encounter.StatusParked))
	assert.False(t, e.Concerns[0].Was(encounter.StatusResolved))
}

func TestEncounterDuration(t *testing.T) {
	start := time.Date(2022, 3, 1, 9, 0, 0, 0, time.UTC)
	tests := []struct {
		name  string
		e     encounter.Encounter
		want  time.Duration
		known bool
	}{
		{name: "nothing recorded"},
		{name: "start alone", e: encounter.Encounter{Start: start}},
		{name: "end alone", e: encounter.Encounter{End: start}},
		{name: "start and end", e: encounter.Encounter{Start: start, End: start.Add(time.Hour)}, want: time.Hour, known: true},
		{name: "recorded zero", e: encounter.Encounter{DurationMs: new(int64(0))}, known: true},
		{name: "recorded wins", e: encounter.Encounter{Start: start, End: start.Add(time.Hour), DurationMs: new(int64(1500))},
			want: 1500 * time.Millisecond, known: true},
	}
	for _, test := range tests {
		got, known := test.e.Duration()
		assert.Equal(t, test.known, known, test.name)
		assert.Equal(t, test.want, got, test.name)
	}
}

func TestTurnAndStepDuration(t *testing.T) {
	turn := encounter.Turn{StartMs: new(int64(0))}
	_, known := turn.Duration()
	assert.False(t, known)
	assert.False(t, turn.Timed())
	turn.EndMs = new(int64(250))
	length, known := turn.Duration()
	assert.True(t, known)
	assert.Equal(t, 250*time.Millisecond, length)

	step := encounter.Step{EndMs: new(int64(900))}
	_, known = step.Duration()
	assert.False(t, known)
	step.StartMs = new(int64(400))
	length, known = step.Duration()
	assert.True(t, known)
	assert.Equal(t, 500*time.Millisecond, length)
}

func TestBefore(t *testing.T) {
	early := time.Date(2022, 3, 1, 9, 0, 0, 0, time.FixedZone("", 3600)) // 08:00 UTC
	a := &encounter.Encounter{ID: doctor, Start: early}
	b := &encounter.Encounter{ID: patient, Start: time.Date(2022, 3, 1, 8, 30, 0, 0, time.UTC)}
	assert.True(t, a.Before(b), "instants are compared, not clock faces")
	assert.False(t, b.Before(a))
	b.Start = early.UTC()
	assert.True(t, b.Before(a), "ties go by id")
	assert.False(t, a.Before(a))
}

func TestSpeaks(t *testing.T) {
	speaker := func(tags ...string) *encounter.Participant { return &encounter.Participant{Languages: tags} }
	assert.True(t, speaker("da", "ar-SY").Speaks(speaker("AR")))
	assert.True(t, speaker("sr-Latn").Speaks(speaker("sr-Cyrl")))
	assert.False(t, speaker("da").Speaks(speaker("dar")))
	assert.False(t, speaker("ar").Speaks(speaker()), "unknown languages meet with none")
	assert.False(t, speaker().Speaks(speaker()))
}

func TestMember(t *testing.T) {
	s := encounter.Study{Team: []encounter.TeamMember{{ID: doctor}, {ID: nurse}}}
	assert.Same(t, &s.Team[1], s.Member(nurse))
	assert.Nil(t, s.Member(nobody))
}

func TestKindsWriteThemselves(t *testing.T) {
	for want, r := range map[string]encounter.Record{
		"study":       &encounter.Study{ID: nurse},
		"participant": &encounter.Participant{ID: nurse},
		"encounter":   &encounter.Encounter{ID: nurse, Patient: patient},
	} {
		assert.Equal(t, want, r.RecordKind())
		assert.Equal(t, nurse, r.RecordID())
		b, err := json.Marshal(r)
		require.NoError(t, err)
		var head struct{ Kind string }
		require.NoError(t, json.Unmarshal(b, &head))
		assert.Equal(t, want, head.Kind)
		require.NoError(t, json.Unmarshal(b, r), "it reads what it wrote")
		assert.Error(t, json.Unmarshal([]byte(`{"kind":"coding"}`), r), "and no other kind")
	}
}

func TestVocabulariesDoNotHoldTheirZero(t *testing.T) {
	closed(t, encounter.Roles())
	closed(t, encounter.Professions())
	closed(t, encounter.Sectors())
	closed(t, encounter.AgeBands())
	closed(t, encounter.Residences())
	closed(t, encounter.Educations())
	closed(t, encounter.Consents())
	closed(t, encounter.Modes())
	closed(t, encounter.Settings())
	closed(t, encounter.Recordings())
	closed(t, encounter.InterpreterModes())
	closed(t, encounter.Floors())
	closed(t, encounter.Acts())
	closed(t, encounter.Tools())
	closed(t, encounter.Outcomes())
	closed(t, encounter.CueForms())
	closed(t, encounter.Spaces())
	closed(t, encounter.Domains())
	closed(t, encounter.Statuses())
	closed(t, encounter.LinkKinds())
	closed(t, encounter.Phases())
	closed(t, encounter.TeamRoles())
	closed(t, encounter.InstrumentKinds())
}

// closed asserts that a vocabulary has words, each once, and that none is empty.
func closed[T ~string](t *testing.T, words []T) {
	seen := map[T]bool{"": true}
	for _, w := range words {
		assert.False(t, seen[w], "%T %q", w, w)
		seen[w] = true
	}
	assert.Greater(t, len(seen), 2)
}
