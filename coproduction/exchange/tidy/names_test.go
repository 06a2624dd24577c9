package tidy

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Stata takes 32 characters: longer names are cut, and two that become the same are
// numbered.
func TestLongNamesForStata(t *testing.T) {
	long := strings.Repeat("a", 32)
	got := stataNames(&table{columns: []column{{name: long}, {name: long + "b"}, {name: long + "c"}, {name: "short"}}})
	cut := strings.Repeat("a", 29)
	assert.Equal(t, []string{long, cut + "2", cut + "3", "short"}, got)
	assert.Equal(t, []string{long}, stataNames(&table{columns: []column{{name: long + "b"}}}))
}
