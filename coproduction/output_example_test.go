package coproduction_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A synthetic finding, as people read it: the second line is the way to the place.
func ExampleNewOutput() {
	f := schema.Finding{
		Rule: "step-by-participant", Severity: schema.Error, Pointer: "/steps/3/by/0",
		Position: schema.Position{Source: "visits.ndjson", Record: 12, Line: 12, Column: 233},
		Detail:   "nobody present has this id", Hint: "declare the presence, or mend the id",
	}
	out, err := coproduction.NewOutput(os.Stdout, coproduction.FormatText, coproduction.OutputOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := out.Finding(&f); err != nil {
		fmt.Println(err)
		return
	}
	if err := out.Close(coproduction.Summary{Records: 25, Accepted: 24, Rejected: 1, Findings: 1, Errors: 1}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// visits.ndjson:12:233: error: /steps/3/by/0: nobody present has this id [step-by-participant]
	//    {… "steps":[3 before, {… "by":[…
	//                                   ^ declare the presence, or mend the id
	// 25 records: 24 accepted, 1 rejected. 1 finding: 1 error.
}

// One synthetic record has a free text that was looked at. The other line of the
// list is of no use any more.
func ExampleReadSuppressions() {
	list := `
# looked at by both coders
privacy-free-text   visits.ndjson#/extensions   a remark on the room, agreed to be harmless
step-by-participant /steps/*/by/*               the interpreter was on the phone
`
	suppress, faults, err := coproduction.ReadSuppressions(strings.NewReader(list), "agreed.txt")
	fmt.Println(len(faults), err)

	v := coproduction.Validator{Suppress: suppress}
	record := `{"kind":"codebook","extensions":{"remark":"the room was small and rather dark"}}`
	for line, err := range v.Read(context.Background(), strings.NewReader(record), "visits.ndjson") {
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, f := range line.Findings {
			if f.Suppressed != "" {
				fmt.Printf("%s: %s\n", string(f.Rule), f.Suppressed)
			}
		}
	}
	for _, f := range suppress.Unused() {
		fmt.Printf("%s:%d: %s\n", f.Position.Source, f.Position.Line, string(f.Rule))
	}
	// Output:
	// 0 <nil>
	// privacy-free-text: a remark on the room, agreed to be harmless
	// agreed.txt:4: suppression-unused
}

// Synthetic rows: whatever is shown of one patient is about one person.
func ExampleSmallCells() {
	rows := []estimate.Row{
		{Of: estimate.Subject{Kind: "study", ID: "s"}, Measure: "visits", Estimate: estimate.Count(25)},
		{Of: estimate.Subject{Kind: "professional", ID: "a"}, Measure: "visits", Estimate: estimate.Count(3)},
		{Of: estimate.Subject{Kind: "patient", ID: "p"}, Measure: "visits", Estimate: estimate.Count(9)},
	}
	for _, f := range coproduction.SmallCells(rows, coproduction.DefaultSmallCell) {
		fmt.Println(f.Pointer, f.Detail)
	}
	// Output:
	// /estimates/1 this row is about fewer than 5 people
	// /estimates/2 this row is about one person
}
