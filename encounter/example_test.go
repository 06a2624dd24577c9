package encounter_test

import (
	"encoding/json"
	"fmt"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

func Example() {
	patient := encounter.MustParseID("5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01")
	nurse := encounter.MustParseID("5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a02")
	visit := encounter.Encounter{
		ID:      encounter.MustParseID("5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a03"),
		Patient: patient,
		Mode:    encounter.InPerson,
		Presence: []encounter.Presence{
			{Participant: patient, Role: encounter.RolePatient},
			{Participant: nurse, Role: encounter.RoleProfessional},
		},
		Steps: []encounter.Step{
			{ID: "s1", By: []encounter.ID{nurse}, Act: encounter.ActOpenInvitation},
			{ID: "s2", By: []encounter.ID{patient}, Act: encounter.ActTell, BuildsOn: []encounter.Name{"s1"}},
		},
	}
	step, _ := json.Marshal(visit.Steps[1])
	fmt.Println(len(visit.Professionals()), visit.RoleOf(visit.Steps[1].By[0]))
	fmt.Println(string(step))
	// Output:
	// 1 patient
	// {"id":"s2","by":["5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01"],"act":"tell","buildsOn":["s1"]}
}

func ExampleParseID() {
	_, err := encounter.ParseID("{5B0E0F0A-7F0D-4C5E-9A57-0D9D8F6F5A01}")
	fmt.Println(err)
	// Output:
	// encounter: not a UUID in canonical form (36 characters, lower case)
}

func ExamplePseudonym() {
	key := []byte("a synthetic key; keep yours secret")
	once, again := encounter.Pseudonym(key, "record 17"), encounter.Pseudonym(key, "record 17")
	fmt.Println(once == again, once == encounter.Pseudonym(key, "record 18"))
	// Output: true false
}
