package indicator

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// profileOf is the profile of all records of a study.
func profileOf(b *coproductiontest.StudyBuilder) *Profile {
	p := new(Profile)
	for _, r := range b.Records() {
		p.Add(r)
	}
	return p
}

// An encounter that does not tell whether an interpreter took part is not one without.
func TestInterpreterNotRecorded(t *testing.T) {
	b := coproductiontest.NewStudy(5)
	doctor, one, interpreter := b.Doctor("da"), b.Patient("ar"), b.Interpreter("da", "ar")
	b.Encounter(one).With(doctor).InterpretedBy(interpreter, encounter.InterpreterPhone)
	b.Encounter(one).With(doctor)
	b.Encounter(one).With(doctor)
	silent := b.Encounter(one).With(doctor).NotRecording(encounter.RoleInterpreter).Build()
	b.Encounter(one).With(doctor).NotRecording(encounter.RoleRelative) // which is another question
	const why = "it is not recorded whether an interpreter took part"

	p := profileOf(b)
	for _, id := range []string{"interpreter_share", "interpreter_coverage"} {
		row := find(t, p.Rows(PerStudy, Options{}), "", id, nil)
		assert.InDelta(t, .25, row.Value, 1e-12, "%s: 1 of 4", id)
		assert.Equal(t, int64(4), row.N, id)
		assert.Equal(t, int64(1), row.Excluded, id)
		assert.Contains(t, row.Warnings, estimate.Warning("1 left out: encounters of which "+why), id)
		row = find(t, p.Rows(PerEncounter, Options{}), silent.ID.String(), id, nil)
		assert.Equal(t, estimate.Reason(why), row.Undefined, id)
		assert.Equal(t, int64(1), row.Excluded, id)
		assert.Equal(t, estimate.NoUnits, find(t, new(Profile).Rows(PerStudy, Options{}), "", id, nil).Undefined, "no encounters")
	}
}

// That an encounter is known from a register alone says nothing of its own about interpreters.
func TestInterpreterOfARegister(t *testing.T) {
	b := coproductiontest.NewStudy(5)
	doctor, one := b.Doctor("da"), b.Patient("ar")
	for range 2 {
		b.Encounter(one).With(doctor).Build().Recording = encounter.RecordingNone
	}
	for _, id := range []string{"interpreter_share", "interpreter_coverage"} {
		row := find(t, profileOf(b).Rows(PerStudy, Options{}), "", id, nil)
		assert.Empty(t, row.Undefined, id)
		assert.Zero(t, row.Value, id)
		assert.Equal(t, int64(2), row.N, id)
		assert.Zero(t, row.Excluded, id)
	}
}

// Nor is one that does not tell whether a professional took part one of a team of 0.
func TestProfessionalNotRecorded(t *testing.T) {
	b := coproductiontest.NewStudy(5)
	doctor, nurse, one, other := b.Doctor(), b.Nurse(), b.Patient(), b.Patient()
	b.Encounter(one).With(doctor, nurse).Asks(doctor).Tells(one).BuildingOn()
	b.Encounter(one).With(doctor)
	silent := b.Encounter(other).NotRecording(encounter.RoleProfessional).Tells(other).Hints(other).Build()
	silent.Cues[0].Step = "s1"
	const why = estimate.Reason("it is not recorded whether a professional took part")

	p := profileOf(b)
	study, each := p.Rows(PerStudy, Options{}), p.Rows(PerEncounter, Options{})
	for _, test := range []struct {
		id, from    string
		p           params
		value       float64
		n, excluded int64
	}{
		{"professions_per_encounter", "(2 + 1)/2", nil, 1.5, 2, 1},
		{"professions_per_patient", "2 of one patient", nil, 2, 1, 1},
		{"profession_blau", "a doctor and a nurse", nil, .5, 2, 0},
		{"sense_making_share", "neither step is of both", nil, 0, 2, 1},
		{"patient_initiated_share", "the doctor's question", nil, 0, 1, 1},
		{"uptake_share", "the telling, of two steps", nil, .5, 2, 1},
	} {
		row := find(t, study, "", test.id, test.p)
		assert.Empty(t, row.Undefined, test.id)
		assert.InDelta(t, test.value, row.Value, 1e-12, "%s: %s", test.id, test.from)
		assert.Equal(t, test.n, row.N, test.id)
		if test.id != "sense_making_share" && test.id != "patient_initiated_share" && test.id != "uptake_share" {
			assert.Equal(t, test.excluded, row.Excluded, test.id)
		} else {
			assert.Equal(t, test.excluded+1, row.Excluded, "%s: and one without steps", test.id)
		}
		of := "encounters of which it"
		if test.id == "professions_per_patient" {
			of = "patients with an encounter of which it"
		}
		assert.Contains(t, row.Warnings, estimate.Warning("1 left out: "+of+string(why[2:])), test.id)
		if test.id != "professions_per_patient" {
			assert.Equal(t, why, find(t, each, silent.ID.String(), test.id, test.p).Undefined, test.id)
		}
	}
	per := p.Rows(PerPatient, Options{})
	assert.Equal(t, why, find(t, per, other.ID.String(), "professions_per_patient", nil).Undefined)

	validated := find(t, study, "", "cue_validated_share", nil)
	assert.Equal(t, why, validated.Undefined)
	assert.Equal(t, int64(1)+2, validated.Excluded, "a cue, and two encounters without coded cues")
	assert.Equal(t, why, CueValidated(silent, .95).Undefined)
	assert.Equal(t, int64(1), find(t, study, "", "cues_per_encounter", nil).N, "which rests on nobody")
}

// Who builds on whom is not known where it is not recorded who took part.
func TestNetworkOfUnrecorded(t *testing.T) {
	b := coproductiontest.NewStudy(5)
	doctor, one, wife := b.Doctor(), b.Patient(), b.Relative()
	b.Encounter(one).With(doctor).Asks(doctor).Tells(one).BuildingOn().Asks(doctor).BuildingOn()
	silent := b.Encounter(one).With(wife).NotRecording(encounter.RoleProfessional).Tells(wife).Tells(one).BuildingOn().Build()
	p := profileOf(b)
	study, each := p.Rows(PerStudy, Options{}), p.Rows(PerEncounter, Options{})
	for _, test := range []struct {
		id, from string
		p        params
		warning  estimate.Warning
	}{
		{"reciprocity_dyadic", "one pair, both ways", nil, "1 left out: it is not recorded whether a professional took part"},
		{"reciprocity_weighted", "1 and 1", params{"over": "roles"}, "1 left out: encounters of which it is not recorded whether a professional took part"},
	} {
		row := find(t, study, "", test.id, test.p)
		assert.InDelta(t, 1, row.Value, 1e-12, "%s: %s", test.id, test.from)
		assert.Equal(t, int64(1), row.Excluded, test.id)
		assert.Contains(t, row.Warnings, test.warning, test.id)
		assert.Equal(t, NotRecorded(encounter.RoleProfessional), find(t, each, silent.ID.String(), test.id, test.p).Undefined, test.id)
	}
}

// Over several encounters: who was there and said nothing has talked for 0; where nobody
// was, and where nobody can tell, the encounter is left out, with the reason.
func TestTalkOfARole(t *testing.T) {
	b := coproductiontest.NewStudy(5)
	doctor, one, wife := b.Doctor(), b.Patient(), b.Relative()
	b.Encounter(one).With(doctor, wife).Says(doctor, 2*time.Second, 4).Says(one, 6*time.Second, 9).Says(wife, 8*time.Second, 3)
	b.Encounter(one).With(doctor, wife).Says(doctor, 4*time.Second, 8)
	b.Encounter(one).With(doctor).Says(doctor, 3*time.Second, 6).Says(one, 3*time.Second, 6)
	b.Encounter(one).NotRecording(encounter.RoleProfessional, encounter.RoleRelative).Says(one, 3*time.Second, 3)
	untold := func(role encounter.Role) estimate.Warning {
		return estimate.Warning("1 left out: " + NotRecorded(role))
	}
	rows := profileOf(b).Rows(PerStudy, Options{})
	for _, test := range []struct {
		measure, from string
		p             params
		value         float64
		n, excluded   int64
		warning       estimate.Warning
	}{
		{"talk_total", "(6 s + 0 + 3 s + 3 s)/4", params{"by": "time", "role": "patient"}, 3000, 4, 0, ""},
		{"talk_total", "(8 s + 0)/2", params{"by": "time", "role": "relative"}, 4000, 2, 2, "1 left out: encounters with nobody in the role"},
		{"talk_total", "(8 s + 0)/2", params{"by": "time", "role": "relative"}, 4000, 2, 2, untold("relative")},
		{"talk_total", "(1 + 1 + 1)/3", params{"by": "turns", "role": "professional"}, 1, 3, 1, untold("professional")},
		{"talk_share", "8 s of 16 + 4 + 6", params{"by": "time", "role": "relative"}, 8. / 26, 3, 1, untold("relative")},
		{"talk_share", "12 s of 16 + 4 + 6 + 3", params{"by": "time", "role": "patient"}, 12. / 29, 4, 0, ""},
		{"mean_turn_words", "(9 + 6 + 3)/3", params{"role": "patient"}, 6, 3, 1, "1 left out: nobody in this role spoke"},
		{"verbal_dominance", "9 s of 9", params{"by": "time"}, 1, 3, 1, untold("professional")},
		{"opening_ms", "8 s to the end of the wife, and 3", nil, 8500, 2, 2, untold("professional")},
	} {
		row := find(t, rows, "", test.measure, test.p)
		assert.Empty(t, row.Undefined, test.measure)
		assert.InDelta(t, test.value, row.Value, 1e-9, "%s %v: %s", test.measure, test.p, test.from)
		assert.Equal(t, test.n, row.N, "%s %v", test.measure, test.p)
		assert.Equal(t, test.excluded, row.Excluded, "%s %v", test.measure, test.p)
		if test.warning != "" {
			assert.Contains(t, row.Warnings, test.warning, "%s %v", test.measure, test.p)
		}
	}
	last := profileOf(b).Talk.cards.all()[3].Encounter
	each := profileOf(b).Rows(PerEncounter, Options{})
	assert.Equal(t, NotRecorded("professional"), find(t, each, last, "verbal_dominance", params{"by": "words"}).Undefined)
	assert.Equal(t, NotRecorded("professional"), find(t, each, last, "opening_ms", params{"until": "interruption"}).Undefined)
}
