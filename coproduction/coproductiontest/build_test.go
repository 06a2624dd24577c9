package coproductiontest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A printingTB prints a failure, for examples.
type printingTB struct{ testing.TB }

func (printingTB) Helper()                           {}
func (printingTB) Errorf(format string, args ...any) { fmt.Printf(format, args...) }

func TestIDs(t *testing.T) {
	a, b, other := coproductiontest.IDs(1), coproductiontest.IDs(1), coproductiontest.IDs(2)
	seen := map[encounter.ID]bool{}
	for range 1000 {
		id := a()
		assert.Equal(t, id, b(), "the same seed")
		assert.NotEqual(t, id, other(), "another seed")
		assert.Equal(t, 4, id.Version())
		assert.False(t, seen[id], "each once")
		seen[id] = true
		_, err := encounter.ParseID(id.String())
		assert.NoError(t, err)
	}
}

func TestTalkIsTimed(t *testing.T) {
	study := coproductiontest.NewStudy(1)
	doctor, patient := study.Doctor(), study.Patient()
	e := study.Encounter(patient).With(doctor).
		Says(patient, 4*time.Second, 12).To(doctor).In("ar").
		Murmurs(doctor).
		Pauses(time.Second).
		Says(doctor, 2*time.Second, 5).
		Interrupts(patient, 500*time.Millisecond, time.Second, 3).
		Says(doctor, time.Second, 2).
		Interrupts(patient, 900*time.Millisecond, 100*time.Millisecond, 1). // in vain: the doctor goes on
		Says(patient, time.Second, 4).
		Build()

	type turn struct {
		id         encounter.Name
		from, to   int64
		words      int64
		floor      encounter.Floor
		byPatient  bool
		addressees int
	}
	var got []turn
	for _, u := range e.Turns {
		got = append(got, turn{u.ID, *u.StartMs, *u.EndMs, *u.Words, u.Floor, u.Speaker == patient.ID, len(u.Addressees)})
	}
	assert.Equal(t, []turn{
		{"t1", 0, 4000, 12, encounter.FloorTurn, true, 1},
		{"t2", 3500, 4000, 1, encounter.FloorBackchannel, false, 0},
		{"t3", 5000, 7000, 5, encounter.FloorTurn, false, 0},
		{"t4", 6500, 7500, 3, encounter.FloorInterruption, true, 0},
		{"t5", 7500, 8500, 2, encounter.FloorTurn, false, 0},
		{"t6", 7600, 7700, 1, encounter.FloorInterruption, true, 0},
		{"t7", 8500, 9500, 4, encounter.FloorTurn, true, 0},
	}, got)
	assert.Equal(t, "ar", e.Turns[0].Language)
	assert.Nil(t, e.DurationMs, "nobody said how long it lasted")
}

func TestBuilderSetsWhatIsSaid(t *testing.T) {
	study := coproductiontest.NewStudy(1)
	doctor, patient, relative := study.Doctor(), study.Patient(), study.Relative()
	interpreter, researcher := study.Interpreter(), study.Researcher()
	at := time.Date(2021, 3, 1, 9, 0, 0, 0, time.UTC)
	first := study.Encounter(patient).With(doctor).Starting(at).Lasting(time.Minute).Build()
	e := study.Encounter(patient).With(doctor).
		InterpretedBy(interpreter, encounter.InterpreterPhone).
		InterpretedBy(relative, encounter.InterpreterAdHoc).From(0, time.Second).
		ObservedBy(researcher).WithUnidentified(encounter.Midwife).
		By(encounter.Video).Starting(at.AddDate(0, 1, 0)).Planned(false).InitiatedBy(patient).WithinLimits(false).
		NotRecording(encounter.RoleRelative).NotRecordingLinks(encounter.LinkManagement).
		Worries(patient).AnsweredBy(doctor, false, encounter.SpaceReduced).
		Summarises(doctor).Using(encounter.ToolDrawing).
		Following(first, encounter.LinkRelational, doctor).
		Following(first, encounter.LinkInformational, nil).
		Build()

	assert.Equal(t, []encounter.Role{"patient", "professional", "interpreter", "interpreter", "observer", "professional"}, roles(e))
	assert.Equal(t, int64(1000), *e.Presence[3].ToMs)
	assert.Equal(t, encounter.InterpreterAdHoc, e.Presence[3].Interpreter)
	assert.True(t, e.Presence[5].Unidentified)
	assert.Equal(t, encounter.Midwife, e.Presence[5].Profession)
	assert.Equal(t, encounter.Video, e.Mode)
	assert.False(t, *e.Planned)
	assert.Equal(t, patient.ID, e.InitiatedBy)
	assert.False(t, *e.WithinLimits)
	assert.Equal(t, []encounter.Role{encounter.RoleRelative}, e.RolesNotRecorded)
	assert.Equal(t, []encounter.LinkKind{encounter.LinkManagement}, e.LinkKindsNotRecorded)
	assert.Equal(t, encounter.Cue{ID: "q1", Form: encounter.CueConcern, By: patient.ID,
		Response: &encounter.Response{By: doctor.ID, Space: encounter.SpaceReduced}}, e.Cues[0])
	assert.Equal(t, encounter.ToolDrawing, e.Steps[0].Tool)
	assert.Equal(t, []encounter.Link{{To: first.ID, Kind: encounter.LinkRelational, Professional: doctor.ID},
		{To: first.ID, Kind: encounter.LinkInformational}}, e.Links)
	assert.Equal(t, int64(60000), *first.DurationMs)
	assert.Contains(t, study.Records(), encounter.Record(e))
	assert.Equal(t, encounter.ConsentNotAsked, relative.Consent)
}

func roles(e *encounter.Encounter) (roles []encounter.Role) {
	for _, p := range e.Presence {
		roles = append(roles, p.Role)
	}
	return roles
}

func TestReadings(t *testing.T) {
	study := coproductiontest.NewStudy(1)
	e := study.Encounter(study.Patient()).Build()
	book := study.Codebook("A.one", "A.two", "B")
	assert.Equal(t, []theme.CodeID{"A", "A.two"}, book.Path("A.two"))
	assert.NotNil(t, book.Theme("B"))
	empty := study.Coding(book, study.Coder(), e, "")
	assert.NotNil(t, empty.Codes, "seen, and no code applies: an empty list, not null")
	s := study.Source(theme.FormFieldNotes, e, "øre")
	assert.True(t, s.Describes("øre"))
	assert.Equal(t, int64(2), study.Unit(s, 1, 3).Range.Len())
}

func TestQualifyingNothingPanics(t *testing.T) {
	study := coproductiontest.NewStudy(1)
	patient := study.Patient()
	for name, misuse := range map[string]func(e *coproductiontest.EncounterBuilder){
		"step":       func(e *coproductiontest.EncounterBuilder) { e.About("c1") },
		"cue":        func(e *coproductiontest.EncounterBuilder) { e.AnsweredBy(patient, true, encounter.SpaceProvided) },
		"turn":       func(e *coproductiontest.EncounterBuilder) { e.To(patient) },
		"first step": func(e *coproductiontest.EncounterBuilder) { e.Tells(patient).BuildingOn() },
		"decision":   func(e *coproductiontest.EncounterBuilder) { e.InThePatientsPriority(true) },
	} {
		assert.Panics(t, func() { misuse(study.Encounter(patient)) }, name)
	}
}
