package indicator

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// contacts reads contacts as words of one letter a professional; "-" is nobody.
func contacts(words string) (all [][]string) {
	for _, word := range strings.Fields(words) {
		all = append(all, strings.Split(strings.Trim(word, "-"), ""))
	}
	return all
}

func TestContactConcentration(t *testing.T) {
	tests := []struct {
		from, contacts string
		num, n, left   int64
	}{
		{"no contact", "", 0, 0, 0},
		{"nobody known", "- -", 0, 0, 2},
		{"one contact", "A", 1, 1, 0},
		{"one contact with two", "AB", 1, 1, 0},
		{"A at 2 of 3", "A B A", 2, 3, 0},
		{"B at 3 of 4, never first", "AB AB CB D", 3, 4, 0},
		{"A at 2 of 3, one with nobody", "A - B A", 2, 3, 1},
		{"the worked example A A B A C A A D A A B A, where it is UPC", "A A B A C A A D A A B A", 8, 12, 0},
	}
	for _, tt := range tests {
		t.Run(tt.from, func(t *testing.T) {
			e := ContactConcentration(contacts(tt.contacts))
			assert.Equal(t, tt.n == 0, e.Undefined == estimate.NoVisits)
			assert.Equal(t, [3]int64{tt.num, tt.n, tt.left}, [3]int64{int64(*e.Num), e.N, e.Excluded})
			assert.Equal(t, 0 < tt.n && tt.n < 3, slices.Contains(e.Warnings, estimate.FewVisits))
		})
	}
}

func TestContactConcentrationLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	for range 500 {
		var single []string
		var several, renamed [][]string
		for range 1 + random.IntN(12) {
			there := []string{"A", "B", "C", "D", "E"}
			random.Shuffle(len(there), func(i, j int) { there[i], there[j] = there[j], there[i] })
			there = there[:1+random.IntN(3)]
			single = append(single, there[0])
			several = append(several, there)
			other := make([]string, len(there))
			for i, id := range there {
				other[len(there)-1-i] = "p" + id
			}
			renamed = append([][]string{other}, renamed...)
		}
		alone := make([][]string, len(single))
		for i, id := range single {
			alone[i] = []string{id}
		}
		upc := VisitsOf(single).UPC()
		assert.Equal(t, upc.As(contactConcentrationFormula), ContactConcentration(alone), "with one professional a contact it is UPC")
		e := ContactConcentration(several)
		assert.GreaterOrEqual(t, e.Value, upc.Value, "whoever else was there cannot lower it")
		assert.LessOrEqual(t, e.Value, 1.)
		assert.Equal(t, e, ContactConcentration(renamed), "other names, another order")
	}
}

func TestCaseload(t *testing.T) {
	tests := []struct {
		from      string
		contacts  []int64
		most, hhi float64
		why       estimate.Reason
		few       bool
	}{
		{"nobody", nil, 0, 0, estimate.NoUnits, false},
		{"one contact", []int64{1}, 1, 1, "", true},
		{"two patients", []int64{1, 1}, .5, .5, "", true},
		{"5/8 and (25 + 4 + 1)/64", []int64{5, 1, 2}, .625, 30. / 64, "", false},
		{"not counts", []int64{3, -1}, 0, 0, estimate.NegativeCount, false},
	}
	for _, tt := range tests {
		t.Run(tt.from, func(t *testing.T) {
			most, hhi := CaseloadConcentration(tt.contacts), CaseloadHHI(tt.contacts)
			assert.Equal(t, [2]estimate.Reason{tt.why, tt.why}, [2]estimate.Reason{most.Undefined, hhi.Undefined})
			assert.InDelta(t, tt.most, most.Value, 1e-12)
			assert.InDelta(t, tt.hhi, hhi.Value, 1e-12)
			assert.Equal(t, tt.few, slices.Contains(most.Warnings, estimate.FewVisits))
			assert.Equal(t, tt.few, slices.Contains(hhi.Warnings, estimate.FewVisits))
		})
	}
}

// The codes are those of the codebook that comes with the library.
func TestDependencyCodesExist(t *testing.T) {
	book := theme.ClinicCodebook()
	for _, code := range DependencyCodes() {
		assert.NotNil(t, book.Code(code), code)
		assert.Equal(t, theme.CodeID("T4"), book.ThemeOf(code).ID, "under continuity")
	}
	DependencyCodes()[0] = "mine"
	assert.NotEqual(t, theme.CodeID("mine"), DependencyCodes()[0], "the slice is the caller's own")
}

func ExampleContactConcentration() {
	contacts := [][]string{{"doctor"}, {"nurse"}, {"doctor", "nurse"}, {"nurse"}}
	e := ContactConcentration(contacts)
	fmt.Printf("%.2f of %d contacts\n", e.Value, e.N)
	// Output: 0.75 of 4 contacts
}
