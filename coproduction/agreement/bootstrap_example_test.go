package agreement_test

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction/agreement"
)

// Two coders on 40 turns: the seed makes the interval one that anybody can draw again.
func ExampleTable_Bootstrap() {
	var rows [][]string
	for _, seen := range []struct {
		a, b  string
		times int
	}{{"open", "open", 17}, {"open", "closed", 4}, {"closed", "open", 3}, {"closed", "closed", 16}} {
		for range seen.times {
			rows = append(rows, []string{seen.a, seen.b})
		}
	}
	table, err := agreement.Named(rows)
	if err != nil {
		fmt.Println(err)
		return
	}
	alpha := table.Bootstrap(agreement.Alpha(agreement.Nominal), agreement.Resampling{Resamples: 2000, Seed: 1})
	fmt.Printf("α = %.3f (%.2f to %.2f)\n%s\n", alpha.Value, alpha.Lo, alpha.Hi, alpha.Method)
	// Output:
	// α = 0.654 (0.40 to 0.85)
	// bootstrap-percentile, 2000 resamples, seed 1
}

// The six targets and four judges of Shrout & Fleiss 1979.
func ExampleTable_ICC() {
	table, err := agreement.Numeric([][]float64{
		{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, form := range agreement.Forms() {
		e := table.ICC(form, .95)
		fmt.Printf("%s %.2f (%.2f to %.2f)\n", form, e.Value, e.Lo, e.Hi)
	}
	// Output:
	// ICC(1,1) 0.17 (-0.13 to 0.72)
	// ICC(2,1) 0.29 (0.02 to 0.76)
	// ICC(3,1) 0.71 (0.34 to 0.95)
	// ICC(1,k) 0.44 (-0.88 to 0.91)
	// ICC(2,k) 0.62 (0.07 to 0.93)
	// ICC(3,k) 0.91 (0.68 to 0.99)
}

// Three coders, for whom confusing a request with a statement is worse than taking
// either for a check (the distance of Artstein & Poesio).
func ExampleTable_BetaBy() {
	table, err := agreement.Named([][]string{
		{"request", "request", "check"}, {"request", "request", "request"}, {"statement", "check", "check"},
		{"statement", "statement", "statement"}, {"check", "check", "check"}, {"request", "statement", "request"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	names := table.Categories()
	beta := table.BetaBy(func(k, l int) float64 {
		switch {
		case k == l:
			return 0
		case names[k] == "check" || names[l] == "check":
			return .5
		}
		return 1
	})
	fmt.Printf("β = %.3f, κ = %.3f\n", beta.Value, table.MultiKappa().Value)
	// Output:
	// β = 0.500, κ = 0.507
}
