package coproduction_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Law: a nameSet says what a map says, of few names and of many.
func TestNameSet(t *testing.T) {
	var set coproduction.NameSet
	known := map[encounter.Name]bool{}
	for i := range 1000 {
		name := encounter.Name("s" + strconv.Itoa(i*7919%400))
		assert.Equal(t, known[name], set.Has(name), "before %d", i)
		assert.Equal(t, !known[name], set.Add(name), "at %d", i)
		known[name] = true
		assert.True(t, set.Has(name))
		assert.False(t, set.Has("s400"))
	}
	assert.Len(t, known, 400)
	assert.True(t, set.Add(""), "no name is never twice")
	assert.True(t, set.Add(""))
	assert.False(t, set.Has(""))
}
