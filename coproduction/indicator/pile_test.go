package indicator

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Law: a pile holds what was added, in that order, whatever it was merged with.
func TestPile(t *testing.T) {
	var p pile[int]
	assert.Empty(t, p.all())
	var want []int
	for i := range 5000 { // more than two of the largest blocks
		p.add(i)
		want = append(want, i)
	}
	assert.True(t, slices.Equal(want, p.all()))
	assert.Equal(t, 5000, p.n)

	var q pile[int]
	q.add(-1)
	q.merge(&p)
	assert.True(t, slices.Equal(append([]int{-1}, want...), q.all()))
	p.add(5000)
	q.add(-2)
	assert.True(t, slices.Equal(append(want, 5000), p.all()), "neither sees what is added to the other")
	assert.True(t, slices.Equal(append(append([]int{-1}, want...), -2), q.all()))

	q.merge(&q)
	assert.Equal(t, 2*5002, q.n)
	assert.Equal(t, 2*5002, len(q.all()), "itself, too")

	of := pileOf([]int{1, 2, 3}[:2])
	of.add(4)
	assert.Equal(t, []int{1, 2, 4}, of.all())
	assert.Equal(t, 3, of.n)
	all := of.all()
	all[0] = 9
	assert.Equal(t, 1, of.all()[0], "the values are the pile's own")
}
