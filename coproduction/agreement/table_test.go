package agreement

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNamed(t *testing.T) {
	table, err := Named([][]string{{"no", "yes", ""}, {"", "Ärger", "no"}})
	require.NoError(t, err)
	assert.Equal(t, []string{"no", "yes", "Ärger"}, table.Categories(), "in the order of their bytes")
	_, numbers := table.Values()
	assert.False(t, numbers)
	assert.Equal(t, []int{2, 3}, []int{table.Units(), table.Coders()})
	assert.Equal(t, []int{0, 1, Missing, Missing, 2, 0}, ratingsOf(table))
}

func TestNumeric(t *testing.T) {
	table, err := Numeric([][]float64{{10, math.Copysign(0, -1)}, {math.NaN(), 2.5}, {0, 10}})
	require.NoError(t, err)
	values, numbers := table.Values()
	assert.True(t, numbers)
	assert.Equal(t, []float64{0, 2.5, 10}, values)
	assert.False(t, math.Signbit(values[0]), "one zero")
	assert.Equal(t, []string{"0", "2.5", "10"}, table.Categories())
	assert.Equal(t, []int{2, 0, Missing, 1, 0, 2}, ratingsOf(table))
	values[0] = 7
	again, _ := table.Values()
	assert.Zero(t, again[0], "the slice is the caller's own")
	_, err = Numeric([][]float64{{1, math.Inf(-1)}})
	assert.ErrorIs(t, err, ErrNumber)
}

func TestCoded(t *testing.T) {
	table, err := Coded(2, []string{"low", "high"}, []int32{0, 1, Missing, 0})
	require.NoError(t, err)
	assert.Equal(t, []string{"low", "high"}, table.Categories(), "in the order declared")
	assert.Equal(t, []int{0, 1, Missing, 0}, ratingsOf(table))
	for name, tt := range map[string]struct {
		coders     int
		categories []string
		ratings    []int32
		want       error
	}{
		"half a unit":       {2, []string{"a"}, []int32{0, 0, 0}, ErrRagged},
		"no coders":         {0, []string{"a"}, []int32{0}, ErrRagged},
		"minus one coder":   {-1, []string{"a"}, []int32{0}, ErrRagged},
		"two of one name":   {1, []string{"a", "a"}, []int32{0}, ErrCategories},
		"one past the last": {1, []string{"a"}, []int32{1}, ErrRating},
		"below missing":     {1, []string{"a"}, []int32{-2}, ErrRating},
	} {
		_, err := Coded(tt.coders, tt.categories, tt.ratings)
		assert.ErrorIs(t, err, tt.want, name)
	}
	empty, err := Coded(-1, nil, nil)
	require.NoError(t, err)
	assert.Equal(t, []int{0, 0}, []int{empty.Units(), empty.Coders()})
}

func TestRagged(t *testing.T) {
	_, err := Named([][]string{{"a", "b"}, {"a"}})
	assert.ErrorIs(t, err, ErrRagged)
	_, err = Numeric([][]float64{{1}, {1, 2}})
	assert.ErrorIs(t, err, ErrRagged)
}

func ratingsOf(t *Table) (all []int) {
	for u := range t.Units() {
		for c := range t.Coders() {
			all = append(all, t.Rating(u, c))
		}
	}
	return slices.Clip(all)
}
