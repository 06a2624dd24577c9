package coproduction_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// Two synthetic records; the second does not say in what capacity the person takes part.
const people = `{"kind":"participant","id":"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01","participantKind":"patient","consent":"given"}
{"kind":"participant","id":"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a02","consent":"given"}
`

func ExampleRead() {
	for line, err := range coproduction.Read(context.Background(), strings.NewReader(people), "people.ndjson") {
		if err != nil {
			fmt.Println(err) // the input could not be read
			return
		}
		fmt.Println(line.Position.Line, line.Accepted())
		for _, f := range line.Findings {
			fmt.Println(" ", f.Place(), f.Detail)
		}
	}
	// Output:
	// 1 true
	// 2 false
	//   /participantKind is required
}

func ExampleCollect() {
	var visits indicator.VisitTally
	lines := coproduction.Read(context.Background(), strings.NewReader(people), "people.ndjson")
	sum, err := coproduction.Collect(lines, &visits)
	fmt.Println(sum.Records, "=", sum.Accepted, "+", sum.Rejected, err)
	// Output: 2 = 1 + 1 <nil>
}

func ExampleAppend() {
	line, err := coproduction.Append(nil, &encounter.Participant{
		ID:      encounter.MustParseID("5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01"),
		Role:    encounter.RolePatient,
		Consent: encounter.ConsentGiven,
	})
	fmt.Println(string(line), err)
	// Output: {"kind":"participant","id":"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01","participantKind":"patient","consent":"given"} <nil>
}

func ExampleNew() {
	fmt.Printf("%T %v\n", coproduction.New(schema.KindCoding), coproduction.New("diary"))
	// Output: *theme.Coding <nil>
}

func ExampleRuleByID() {
	rule, ok := coproduction.RuleByID("step-by-participant")
	fmt.Println(ok, rule.Title)
	// Output: true Whoever contributes to a step is present
}

// The rules across records take in a study record by record.
func ExampleStudyRules() {
	study := coproductiontest.NewStudy(1)
	visit := study.Encounter(study.Patient()).With(study.Nurse()).Build()
	visit.Links = []encounter.Link{{To: encounter.MustParseID("5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a09"), Kind: encounter.LinkManagement}}

	var rules coproduction.StudyRules
	for _, r := range study.Records() {
		rules.Add(r)
	}
	for _, f := range rules.Findings() {
		fmt.Println(f.Pointer, f.Detail, errors.Is(&f, schema.RuleID("encounter-known")))
	}
	// Output: /links/0/to no record has this id true
}

// A rule of one's own goes the same road as those of the library.
func ExampleValidator() {
	short := coproduction.Rule{
		Rule:  schema.Rule{ID: "at-least-ten-minutes", Severity: schema.Warning, Title: "An encounter lasts ten minutes or more"},
		Scope: coproduction.ScopeRecord,
		Check: func(r encounter.Record, report coproduction.Report) {
			if e, ok := r.(*encounter.Encounter); ok && e.DurationMs != nil && *e.DurationMs < 600_000 {
				report("/durationMs", "shorter than ten minutes")
			}
		},
	}
	study := coproductiontest.NewStudy(1)
	visit := study.Encounter(study.Patient()).With(study.Nurse()).Build()
	visit.DurationMs = new(int64(90_000))

	validator := coproduction.Validator{Rules: append(coproduction.RecordRules(), short)}
	for _, f := range validator.Check(visit) {
		fmt.Println(f.Severity, f.Pointer, f.Detail)
	}
	// Output: warning /durationMs shorter than ten minutes
}

// A tally of one part of the data travels as JSON to where the parts are merged.
func ExampleTally() {
	var here, there indicator.Profile
	for i, r := range coproductiontest.Study(1, coproductiontest.Typical(10)) {
		if i%2 == 0 {
			here.Add(r)
		} else {
			there.Add(r)
		}
	}
	sent, _ := json.Marshal(&there)
	var received indicator.Profile
	fmt.Println(json.Unmarshal(sent, &received))
	here.Merge(&received)
	fmt.Println(here.Encounters(), "encounters")
	// Output:
	// <nil>
	// 10 encounters
}
