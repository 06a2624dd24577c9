package agreement

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// largeStudy is two coders' codings of some steps, 20 to an encounter.
func largeStudy(steps int) *Codings {
	random := rand.New(rand.NewPCG(1, 1))
	t := tallied(team(ann, bob))
	for n := range steps {
		e := encounter.ID{0: byte(n / 20 >> 16), 1: byte(n / 20 >> 8), 2: byte(n / 20), 6: 0x40, 8: 0x80}
		if n%20 == 0 {
			t.Add(&encounter.Encounter{ID: e, Steps: make([]encounter.Step, 20)})
		}
		likely := theme.CodeID(fmt.Sprintf("T%d", random.IntN(30)))
		for _, coder := range []encounter.ID{ann, bob} {
			codes := []theme.CodeID{likely}
			if random.IntN(4) == 0 {
				codes = append(codes, theme.CodeID(fmt.Sprintf("T%d", random.IntN(30))))
			}
			t.Add(coded(coder, theme.Target{Record: e, Pointer: fmt.Sprintf("/steps/%d", n%20)}, codes...))
		}
	}
	return t
}

func BenchmarkCodings(b *testing.B) {
	t := largeStudy(20_000)
	b.Run("rows", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			t.Rows(CodingOptions{})
		}
	})
	b.Run("disagreements", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			t.Disagreements(CodingOptions{})
		}
	})
}
