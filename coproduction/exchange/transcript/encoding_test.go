package transcript

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A text in UTF-16 without a mark is read as in UTF-8, also where it begins with no
// character of ASCII; that no mark says so is told.
func TestWithoutMark(t *testing.T) {
	roles, err := ParseRoles("طبيب=professional:doctor,مريض=patient")
	require.NoError(t, err)
	const text = "طبيب: كيف حالك\nمريض: لست بخير اليوم\n"
	read := func(content []byte) imported {
		return importAll(t, Labelled{Options: exchange.Options{ID: keyed}, Roles: roles}, inMemory("visit.txt", string(content)))
	}
	want := read([]byte(text))
	require.Len(t, want.encounters, 1)
	require.Len(t, want.encounters[0].Turns, 2)
	for high := range 2 {
		got := read(wide(text, high, false))
		assert.Equal(t, want.encounters, got.encounters)
		assert.Equal(t, want.sources, got.sources, "the same fingerprint")
		found := ofRule(got.findings, ruleTextNoMark)
		require.Len(t, found, 1)
		assert.Equal(t, schema.Position{Source: "visit.txt", Line: 1, Column: 1}, found[0].Position)
	}
}
