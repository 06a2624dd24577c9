package saturation

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// BenchmarkRows takes every measure of n interviews with 10 codes each of 4n.
func BenchmarkRows(b *testing.B) {
	for _, n := range []int{25, 100, 400} {
		random := rand.New(rand.NewPCG(1, 2))
		sets := make([][]int, n)
		for i := range sets {
			for range 10 {
				sets[i] = append(sets[i], int(float64(4*n)*random.Float64()*random.Float64()))
			}
		}
		x := Sets(sets)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				x.Rows(of, Options{})
			}
		})
	}
}
