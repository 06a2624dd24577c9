package indicator

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

func TestGiniCorrected(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		speakers := 1 + random.IntN(5)
		var turns []Turn
		for i := range speakers + random.IntN(9) {
			turns = append(turns, Turn{Speaker: i % speakers, Role: encounter.RolePatient, Words: random.Int64N(9), Counted: true})
		}
		talk := TalkOf(turns)
		plain, corrected := talk.Gini(ByWords), talk.GiniCorrected(ByWords)
		switch {
		case !plain.Defined():
			assert.NotEmpty(t, corrected.Undefined)
		case speakers == 1:
			assert.Equal(t, estimate.OneSpeaker, corrected.Undefined)
		default:
			assert.InDelta(t, plain.Value*float64(speakers)/float64(speakers-1), corrected.Value, 1e-12)
			assert.True(t, 0 <= corrected.Value && corrected.Value <= 1)
			assert.Equal(t, plain.N, corrected.N)
		}
		assert.NotEqual(t, plain.Formula, corrected.Formula)
	}
	one := TalkOf([]Turn{{Speaker: 1, Words: 5, Counted: true}, {Speaker: 2, Counted: true}, {Speaker: 3, Counted: true}})
	assert.Equal(t, 1., one.GiniCorrected(ByWords).Value, "by hand: (2·3 − 4)·5 / (2·5)")
}
