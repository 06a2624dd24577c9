package schema_test

import (
	"errors"
	"fmt"

	"github.com/coproduction-lab/coproduction-go/schema"
)

func ExampleJudge() {
	record := []byte(`{
  "kind": "participant",
  "id": "5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01",
  "participantKind": "patient",
  "ageBand": "44",
  "consent": "given"
}`)
	for _, f := range schema.Judge(record).Findings {
		fmt.Printf("line %d, column %d, %s: %s\n", f.Position.Line, f.Position.Column, f.Pointer, f.Detail)
		fmt.Println(errors.Is(&f, schema.RuleID("participant/ageBand#enum")))
	}
	// Output:
	// line 5, column 14, /ageBand: must be one of: 0-17, 18-29, 30-39, 40-49, 50-59, 60-69, 70-79, 80-89, 90+, unknown
	// true
}

func ExampleLocate() {
	offset, length, ok := schema.Locate([]byte(`{"steps":[{"act":"ask"}]}`), "/steps/0/act")
	fmt.Println(offset, length, ok)
	// Output: 17 5 true
}

func ExamplePositionOf() {
	record := []byte("{\n  \"title\": \"Møde\", \"version\": \"1\"\n}")
	offset, length, _ := schema.Locate(record, "/version")
	p := schema.PositionOf(record, offset, length)
	fmt.Println(p.Line, p.Column, p.Offset) // columns count code points, offsets bytes
	// Output: 2 31 33
}

func ExampleTexts() {
	record := []byte(`{"kind":"participant","extensions":{"note":"seen twice"}}`)
	for text := range schema.Texts(schema.KindParticipant, record) {
		fmt.Println(text.Pointer, text.Extension, text.Names)
	}
	// Output:
	// /kind false [kind]
	// /extensions true []
	// /extensions true [note]
}

func ExampleHasPlace() {
	fmt.Println(schema.HasPlace(schema.KindEncounter, "/steps/3"), schema.HasPlace(schema.KindEncounter, "/stepps/3"))
	// Output: true false
}
