package saturation_test

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/saturation"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// Synthetic codes of nine interviews, in the order of analysis.
var interviews = [][]string{
	{"trust", "language"}, {"trust", "story"}, {"chaos", "language"}, {"story", "team"},
	{"trust"}, {"team", "closure"}, {"story"}, {"trust", "chaos"}, {"language"},
}

func ExampleSets() {
	x := saturation.Sets(interviews)
	for i := range int64(9) {
		fmt.Print(x.CumulativeCodes(i+1).Value, " ")
	}
	fmt.Println()
	// Output: 2 3 4 5 5 6 6 6 6
}

func ExampleMatrix() {
	x, err := saturation.Matrix([][]bool{{true, false}, {true, true}})
	fmt.Println(x.NewCodes(2).Value, err)
	// Output: 1 <nil>
}

func ExampleIncidence_Point() {
	x := saturation.Sets(interviews)
	fmt.Println(x.NewInfo(4, 2, 5).Value)
	fmt.Println(x.Point(4, 2, saturation.Overlapping, 0.05).Value)
	fmt.Println(saturation.Sets(interviews[:7]).Point(4, 2, saturation.Overlapping, 0).Undefined)
	// Output:
	// 0.2
	// 6
	// not reached
}

func ExampleIncidence_Chao2() {
	e := saturation.Sets(interviews).Chao2(0.95)
	fmt.Printf("%.2f [%.2f, %.2f]\n", e.Value, e.Lo, e.Hi)
	// Output: 6.22 [6.01, 10.35]
}

func ExampleIncidence_Rarefied() {
	e := saturation.Sets(interviews).Rarefied(4)
	fmt.Printf("%.2f of 6 codes in any 4 interviews\n", e.Value)
	// Output: 4.61 of 6 codes in any 4 interviews
}

func ExampleIncidence_Coverage() {
	fmt.Printf("%.3f\n", saturation.Sets(interviews).Coverage().Value)
	// Output: 0.956
}

func ExampleTally() {
	visit := encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
	var t saturation.Tally
	t.Add(&encounter.Encounter{ID: visit})
	t.Add(&theme.Coding{Target: theme.Target{Record: visit, Pointer: "/steps/3"}, Codes: []theme.CodeID{"T3.trust"}})
	for _, row := range t.Rows(estimate.Subject{Kind: "study"}, saturation.Options{})[:2] {
		fmt.Println(row.Measure, row.Value, row.Warnings)
	}
	// Output:
	// new_codes 1 [1 without a start: put last, in the order of their ids]
	// cumulative_codes 1 [1 without a start: put last, in the order of their ids]
}

func ExampleMeasures() {
	fmt.Println(saturation.Measures()[3].Title, "|", saturation.Measures()[3].Undefined)
	// Output: Saturation point | not reached; fewer interviews than the base and one run; no code in the base
}
