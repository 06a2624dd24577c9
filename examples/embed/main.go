// Command embed shows the whole library in twenty lines: it reads a data set,
// prints what is wrong with it, and measures continuity of care.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
)

func main() {
	var visits indicator.VisitTally
	for line, err := range coproduction.Read(context.Background(), os.Stdin, "stdin") {
		if err != nil {
			log.Fatal(err) // the input could not be read; faults of the data are findings
		}
		for _, f := range line.Findings {
			fmt.Printf("line %d, %s: %s\n", f.Position.Line, f.Place(), f.Detail)
		}
		if line.Accepted() {
			visits.Add(line.Record)
		}
	}
	for _, row := range visits.Rows(indicator.PerStudy, indicator.Options{}) {
		if value, defined := row.Float(); defined {
			fmt.Printf("%s = %.3f (n = %d)\n", row.Measure, value, row.N)
		}
	}
}
