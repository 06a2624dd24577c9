package indicator_test

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
)

func ExampleCollaboRATE() {
	var c indicator.CollaboRATE
	for _, answers := range [][]int64{{9, 8, 9}, {8, 7, 9}, {9, 9, 9}, {8, 8, 6}, {9, 9, 9}} {
		c.Add(answers)
	}
	fmt.Printf("%.0f %% [%.0f, %.0f], mean %.1f, to be reported: %v\n",
		c.Top(0.95).Value, c.Top(0.95).Lo, c.Top(0.95).Hi, c.Mean(0.95).Value, c.Reportable(0).Value == 1)
	// Output: 40 % [12, 77], mean 8.4, to be reported: false
}

func ExampleCARE() {
	fmt.Println(indicator.CARE([]int64{3, indicator.NoAnswer, 3, indicator.NoAnswer, 5, 1, 3, 4, 1, 1}).Value)
	fmt.Println(indicator.CARE([]int64{3, 3, 3}).Undefined)
	// Output:
	// 26.25
	// not the number of items that the instrument has
}

func ExampleForm_Rows() {
	for _, row := range indicator.FormOption5.Rows(estimate.Subject{Kind: "encounter", ID: "e1"}, []int64{1, 0, 1, 2, 4}) {
		fmt.Println(row.Measure, row.Value)
	}
	// Output:
	// option5_raw 8
	// option5_100 40
}

func ExampleRelationalOf() {
	r := indicator.RelationalOf([]indicator.Rating{
		{"n1", "nurses", "doctors", []int64{4, 3, 4, 2, 5, 4, 3}},
		{"n2", "nurses", "doctors", []int64{3, 3, 4, 4, 4, 5, indicator.NoAnswer}},
		{"d1", "doctors", "nurses", []int64{5, 4, 4, 4, 5, 4, 5}},
	})
	fmt.Printf("%.2f %.2f %.2f\n", r.Tie("nurses", "doctors", .95).Value, r.Tie("doctors", "nurses", .95).Value, r.Index(indicator.Between).Value)
	// Output: 3.70 4.43 4.07
}
