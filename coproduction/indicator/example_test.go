package indicator_test

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
)

// The team of the clinic study: 3 doctors, 3 nurses, 1 social worker.
var team = []int64{3, 3, 1}

func ExampleHHI() {
	fmt.Printf("%.4f\n", indicator.HHI(team).Value)
	// Output: 0.3878
}

func ExampleHHINormalised() {
	fmt.Printf("%.4f\n", indicator.HHINormalised(team).Value)
	// Output: 0.0816
}

func ExampleBlauNormalised() {
	fmt.Printf("%.4f\n", indicator.BlauNormalised(team).Value)
	// Output: 0.9184
}

func ExampleGiniSimpsonUnbiased() {
	fmt.Printf("%.4f\n", indicator.GiniSimpsonUnbiased(team).Value)
	// Output: 0.7143
}

func ExampleInverseSimpson() {
	fmt.Printf("%.4f\n", indicator.InverseSimpson(team).Value)
	// Output: 2.5789
}

func ExampleBergerParker() {
	fmt.Printf("%.4f\n", indicator.BergerParker(team).Value)
	// Output: 0.4286
}

func ExampleShannon() {
	fmt.Printf("%.4f bits\n", indicator.Shannon(team, indicator.Bits).Value)
	// Output: 1.4488 bits
}

func ExamplePielou() {
	with := append(team, 0) // a profession that the clinic has declared and not filled
	fmt.Printf("%.4f %.4f\n", indicator.Pielou(with, indicator.Used).Value, indicator.Pielou(with, indicator.Declared).Value)
	// Output: 0.9141 0.7244
}

func ExampleGini() {
	fmt.Printf("%.4f\n", indicator.Gini(team, false).Value)
	fmt.Println(indicator.Gini([]int64{7}, true).Undefined)
	// Output:
	// 0.1905
	// only one category
}

func ExampleConcentration() {
	for _, row := range indicator.Concentration(estimate.Subject{Kind: "study"}, team)[:3] {
		fmt.Printf("%s %.4f\n", row.Measure, row.Value)
	}
	// Output:
	// hhi 0.3878
	// hhi_normalised 0.0816
	// gini_simpson 0.6122
}

func ExampleMeasures() {
	for _, m := range indicator.Measures() {
		if m.ID == "coc" {
			fmt.Println(m.Title, "|", m.Undefined)
		}
	}
	// Output: Continuity of care index | fewer than two visits
}
