package indicator

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

func randomRatings(random *rand.Rand) (ratings []Rating) {
	for from := range 3 {
		for who := range 1 + random.IntN(4) {
			for to := range 3 {
				r := Rating{fmt.Sprint(from, "-", who), fmt.Sprint("g", from), fmt.Sprint("g", to), nil}
				for range 7 {
					answer := random.Int64N(6)
					if answer == 0 {
						answer = NoAnswer
					}
					r.Answers = append(r.Answers, answer)
				}
				ratings = append(ratings, r)
			}
		}
	}
	return ratings
}

func TestRelationalLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 18))
	of := estimate.Subject{Kind: "study"}
	for range 30 {
		ratings := randomRatings(random)
		r := RelationalOf(ratings)
		want := r.Rows(of, Options{})
		shuffled := slices.Clone(ratings)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		require.Equal(t, want, RelationalOf(shuffled).Rows(of, Options{}), "the order of the ratings changes no bit")

		var ties [][2]string
		for _, row := range want {
			if row.Measure == "rc_tie" {
				ties = append(ties, [2]string{row.Params["from"].(string), row.Params["to"].(string)})
			}
		}
		require.True(t, slices.IsSortedFunc(ties, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }), "by the names of the groups")

		// Turning the scale round turns the numbers round.
		turned := slices.Clone(ratings)
		for i := range turned {
			turned[i].Answers = slices.Clone(turned[i].Answers)
			for j, a := range turned[i].Answers {
				if a != NoAnswer {
					turned[i].Answers[j] = 6 - a
				}
			}
		}
		for i, row := range RelationalOf(turned).Rows(of, Options{}) {
			require.InDelta(t, 6-want[i].Value, row.Value, 1e-12)
			require.GreaterOrEqual(t, row.Value, 1.)
			require.LessOrEqual(t, row.Value, 5.)
			if row.Method != "" {
				require.LessOrEqual(t, row.Lo, row.Value)
				require.LessOrEqual(t, row.Value, row.Hi)
				require.GreaterOrEqual(t, row.Lo, 1.)
				require.LessOrEqual(t, row.Hi, 5.)
			}
		}

		// All ties are those between and those within: 6 and 3 of 9.
		all := (6*r.Index(Between).Value + 3*r.Index(Within).Value) / 9
		require.InDelta(t, all, r.Index(AllTies).Value, 1e-12)
	}
}

func TestRelationalDegenerate(t *testing.T) {
	none := RelationalOf(nil)
	for _, row := range none.Rows(estimate.Subject{}, Options{}) {
		assert.Equal(t, estimate.NoUnits, row.Undefined)
		assert.NotEmpty(t, row.Formula)
	}
	assert.Equal(t, estimate.NoUnits, none.Tie("a", "b", .95).Undefined)

	one := RelationalOf([]Rating{{"1", "a", "b", []int64{1, 2, NoAnswer, 3, NoAnswer, NoAnswer, NoAnswer}}})
	assert.Equal(t, 2., one.Tie("a", "b", .95).Value, "from: the mean of the three that were answered")
	assert.Equal(t, estimate.NoUnits, one.Tie("b", "a", .95).Undefined, "a tie has a direction")
	assert.Contains(t, one.Tie("a", "b", .95).Warnings, estimate.NoInterval)
	assert.Empty(t, one.Tie("a", "b", 0).Warnings[1:], "none asked for: only that they are few")
	assert.Equal(t, 2., one.Index(Between).Value)
	assert.Equal(t, estimate.NoUnits, one.Index(Within).Undefined)
	assert.Equal(t, 2., one.Dimension(2, Between).Value)
	assert.Equal(t, estimate.NoUnits, one.Dimension(3, Between).Undefined)
	assert.Equal(t, estimate.UnknownOption, one.Dimension(0, Between).Undefined)
	assert.Equal(t, estimate.UnknownOption, one.Dimension(8, Between).Undefined)
	assert.Equal(t, estimate.UnknownOption, one.Dimension(1, "some").Undefined)
	assert.Equal(t, estimate.UnknownOption, one.Index("").Undefined)

	good := []int64{1, 2, 3, 4, 5, 4, 3}
	left := RelationalOf([]Rating{
		{"1", "a", "b", good}, {"1", "", "b", good}, {"1", "a", "", good}, {"2", "a", "b", repeat(NoAnswer, 7)},
	}).Tie("a", "b", .95)
	assert.Equal(t, int64(1), left.N)
	assert.Equal(t, int64(3), left.Excluded)
	assert.Contains(t, left.Warnings, estimate.Warning("1 left out: ratings without any answer"))
	assert.Contains(t, left.Warnings, estimate.Warning("2 left out: ratings without a group or a target"))

	for _, bad := range [][]int64{{1, 2, 3, 4, 5, 4}, {1, 2, 3, 4, 5, 4, 6}, {1, 2, 3, 4, 5, 4, 0}, nil} {
		wrong := RelationalOf([]Rating{{"1", "a", "b", good}, {"2", "a", "b", bad}, {"3", "b", "b", good}})
		for _, e := range []estimate.Estimate{wrong.Tie("a", "b", .95), wrong.Index(Between), wrong.Index(AllTies), wrong.Dimension(1, Between)} {
			assert.NotEmpty(t, e.Undefined)
		}
		assert.True(t, wrong.Index(Within).Defined(), "that tie is sound")
		assert.True(t, wrong.Tie("b", "b", .95).Defined())
	}

	twice := RelationalOf([]Rating{{"1", "a", "b", good}, {"1", "a", "b", good}, {"1", "a", "a", good}})
	assert.Contains(t, twice.Index(AllTies).Warnings, Repeated)
	assert.Equal(t, int64(2), twice.Tie("a", "b", .95).N)
	unnamed := RelationalOf([]Rating{{"", "a", "b", good}, {"", "a", "b", good}})
	assert.NotContains(t, unnamed.Index(AllTies).Warnings, Repeated, "nobody knows whether they are one")
}
