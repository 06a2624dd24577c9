// Command embed shows the library in one screen: it reads a data set from standard
// input, prints what is wrong with it, and measures continuity of care.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/schema"
)

func main() {
	var study coproduction.StudyRules // what only all records together can tell
	var visits indicator.VisitTally
	for line, err := range coproduction.Read(context.Background(), os.Stdin, "stdin") {
		if err != nil {
			log.Fatal(err) // the input could not be read; faults of the data are findings
		}
		show(line.Findings)
		study.AddLine(line)
		if line.Accepted() {
			visits.Add(line.Record)
		}
	}
	show(study.Findings())
	for _, row := range visits.Rows(indicator.PerStudy, indicator.Options{}) {
		if value, defined := row.Float(); defined {
			fmt.Printf("%s %v = %.3f (n = %d)\n", row.Measure, row.Params, value, row.N)
		}
	}
}

func show(findings []schema.Finding) {
	for _, f := range findings {
		fmt.Printf("line %d, %s: %s; %s\n", f.Position.Line, f.Place(), f.Detail, f.Hint)
	}
}
