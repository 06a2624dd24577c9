package estimate_test

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

func ExamplePoint() {
	e := estimate.Point(0.25, 8).As("a / b")
	value, defined := e.Float()
	fmt.Println(value, defined, e.N)
	// Output: 0.25 true 8
}

func ExampleUndefined() {
	e := estimate.Undefined(estimate.ZeroTotal, 3)
	_, defined := e.Float()
	fmt.Println(defined, e.Undefined)
	// Output: false the total is zero
}

func ExampleFraction() {
	e := estimate.Fraction(estimate.Int(2), estimate.Int(3), 3, estimate.ZeroTotal)
	fmt.Printf("%.4f = %g / %g\n", e.Value, *e.Num, *e.Den)
	// Output: 0.6667 = 2 / 3
}

func ExampleProportionBy() {
	e := estimate.ProportionBy(estimate.ClopperPearson, 0, 20, 0.95)
	fmt.Printf("[%.4f, %.4f]\n", e.Lo, e.Hi)
	// Output: [0.0000, 0.1684]
}

func ExampleMeanOf() {
	e := estimate.MeanOf([]float64{0.5, 1, 0.75}, 0.95)
	fmt.Printf("%.2f, n = %d\n", e.Value, e.N)
	// Output: 0.75, n = 3
}

func ExampleRatioOf() {
	e := estimate.RatioOf([]float64{1, 3}, []float64{2, 4}, 0.95)
	fmt.Printf("%.4f\n", e.Value)
	// Output: 0.6667
}
