package agreement_test

import (
	"fmt"
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/agreement"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// Two coders said of ten steps of consultations whether they were made together.
func ExampleTable_CohenKappa() {
	table, err := agreement.Named([][]string{
		{"together", "together"}, {"alone", "alone"}, {"together", "together"}, {"alone", "together"}, {"alone", "alone"},
		{"together", "together"}, {"alone", "alone"}, {"together", "alone"}, {"alone", "alone"}, {"together", "together"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	e := table.CohenKappa(agreement.Unweighted, 0.95)
	fmt.Printf("κ = %.2f (%.2f to %.2f, n = %d)\n", e.Value, e.Lo, e.Hi, e.N)
	// Output: κ = 0.60 (0.10 to 1.00, n = 10)
}

// The data of Krippendorff 2011: four coders, twelve units, and ratings missing.
func ExampleTable_Alpha() {
	na := math.NaN()
	table, err := agreement.Numeric([][]float64{
		{1, 1, na, 1}, {2, 2, 3, 2}, {3, 3, 3, 3}, {3, 3, 3, 3}, {2, 2, 2, 2}, {1, 2, 3, 4},
		{4, 4, 4, 4}, {1, 1, 2, 1}, {2, 2, 2, 2}, {na, 5, 5, 5}, {na, na, 1, 1}, {na, 3, na, na},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range agreement.Metrics() {
		fmt.Printf("%-8s %.3f\n", m, table.Alpha(m, 0).Value)
	}
	fmt.Println(table.Alpha(agreement.Nominal, 0).Warnings)
	// Output:
	// nominal  0.743
	// ordinal  0.815
	// interval 0.849
	// ratio    0.797
	// [1 left out: units rated by one coder only]
}

// Where only one category occurs there is no alpha, and no 1 either.
func ExampleTable_Rows() {
	table, err := agreement.Named([][]string{{"yes", "yes"}, {"yes", "yes"}, {"yes", "yes"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	only := agreement.Options{Weights: []agreement.Weights{agreement.Unweighted}, Metrics: []agreement.Metric{agreement.Nominal}}
	for _, row := range table.Rows(estimate.Subject{Kind: "table", ID: "steps"}, only) {
		switch row.Measure {
		case "percent_agreement", "cohen_kappa", "krippendorff_alpha":
			fmt.Printf("%s: %t, %q\n", row.Measure, row.Defined(), row.Undefined)
		}
	}
	// Output:
	// percent_agreement: true, ""
	// cohen_kappa: false, "only one category"
	// krippendorff_alpha: false, "only one category"
}
