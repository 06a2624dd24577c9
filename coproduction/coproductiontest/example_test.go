package coproductiontest_test

import (
	"fmt"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// patientFirst is an indicator of somebody's own: in how many of the encounters
// whose talk was observed does the patient have the first turn?
func patientFirst(records []encounter.Record) (first, observed int) {
	for _, r := range records {
		e, ok := r.(*encounter.Encounter)
		if !ok || len(e.Turns) == 0 {
			continue
		}
		observed++
		if e.RoleOf(e.Turns[0].Speaker) == encounter.RolePatient {
			first++
		}
	}
	return first, observed
}

// A researcher tests an indicator of their own on a case whose answer is known.
func Example() {
	study := coproductiontest.NewStudy(1)
	doctor, nurse := study.Doctor("da"), study.Nurse("da", "ar")
	amal, binh := study.Patient("ar"), study.Patient("vi", "da")

	study.Encounter(amal).With(nurse).
		Says(amal, 40*time.Second, 95).
		Murmurs(nurse).
		Says(nurse, 5*time.Second, 12)
	study.Encounter(binh).With(doctor).
		Says(doctor, 3*time.Second, 8).
		Says(binh, 20*time.Second, 50)
	study.Encounter(binh).With(doctor) // talk not observed: counts for nothing

	first, observed := patientFirst(study.Records())
	fmt.Printf("%d of %d", first, observed)
	// Output: 1 of 2
}

// Sense-making steps, what they take up, and what was decided.
func ExampleStudyBuilder_Encounter() {
	study := coproductiontest.NewStudy(1)
	doctor, patient := study.Doctor(), study.Patient()
	e := study.Encounter(patient).With(doctor).
		Raises(patient, encounter.DomainHousing, encounter.StatusAddressed).
		Invites(doctor).
		Tells(patient).BuildingOn("s1").About("c1").
		Hints(patient).AnsweredBy(doctor, true, encounter.SpaceProvided).
		Decides(doctor, patient).BuildingOn().ComingTo(encounter.OutcomeShared).
		Agree(doctor, patient).InThePatientsPriority(true).
		Build()

	for _, s := range e.Steps {
		fmt.Println(s.ID, s.Act, s.BuildsOn)
	}
	fmt.Println(e.Decisions[0].Step, *e.Decisions[0].PatientPriority)
	// Output:
	// s1 open-invitation []
	// s2 tell [s1]
	// s3 decide [s2]
	// s3 true
}

// The same law, held to a thousand random encounters.
func ExampleRecords() {
	people, encounters, absent := 0, 0, 0
	for r := range coproductiontest.Records(1, 1000) {
		switch r := r.(type) {
		case *encounter.Participant:
			people++
		case *encounter.Encounter:
			encounters++
			for _, turn := range r.Turns {
				if r.Present(turn.Speaker) == nil {
					absent++
				}
			}
		}
	}
	fmt.Println(encounters, people > 100, absent)
	// Output: 1000 true 0
}

func ExampleMarked() {
	doc, marks := coproductiontest.Marked(`{"kind":"unit","id":⟦unit/id#format⟧"x"}`)
	fmt.Println(string(doc))
	fmt.Printf("%q at byte %d\n", string(marks[0].Rule), marks[0].Offset)
	// Output:
	// {"kind":"unit","id":"x"}
	// "unit/id#format" at byte 20
}

// In a test, t is the *testing.T.
func ExampleAssertFindings() {
	var t printingTB
	found := []schema.Finding{{Rule: "step-by-participant", Pointer: "/steps/3/by/1", Detail: "not among the 3 present"}}
	coproductiontest.AssertFindings(t, found, coproductiontest.Rule("step-by-participant").At("/steps/3/by/0"))
	// Output:
	// findings differ: 1 missing, 1 unexpected, 0 as expected
	// - /steps/3/by/0  step-by-participant  any byte  missing
	// + /steps/3/by/1  step-by-participant  byte 0    unexpected: not among the 3 present
}
