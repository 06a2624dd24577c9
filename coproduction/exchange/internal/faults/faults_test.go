package faults

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/schema"
)

func TestLog(t *testing.T) {
	rules := []schema.Rule{
		{ID: "x-capped", Severity: schema.Note},
		{ID: "x-note", Severity: schema.Note, Mend: "mend it"},
		{ID: "x-error", Severity: schema.Error},
	}
	var got []schema.Finding
	l := New("file", rules, "x-capped", func(f schema.Finding) { got = append(got, f) })

	l.Report("x-note", schema.Position{Line: 2, Column: 3, Offset: 7, Length: 1}, "/a", "why")
	assert.Equal(t, []schema.Finding{{Rule: "x-note", Severity: schema.Note, Pointer: "/a", Detail: "why", Hint: "mend it",
		Position: schema.Position{Source: "file", Line: 2, Column: 3, Offset: 7, Length: 1}}}, got)
	assert.False(t, l.Failed(), "a note refuses nothing")

	l.Close(schema.Position{})
	assert.Len(t, got, 1, "nothing was left out")

	for range Max + 4 {
		l.Report("x-note", schema.Position{}, "", "")
	}
	assert.Len(t, got, Max)
	l.Report("x-error", schema.Position{}, "", "")
	l.Report("x-error", schema.Position{}, "", "")
	assert.Len(t, got, Max+1, "the first error is listed beyond the bound, the second is not")
	assert.True(t, l.Failed())

	l.Close(schema.Position{Line: 9, Column: 1, Offset: 99})
	last := got[len(got)-1]
	assert.Equal(t, schema.RuleID("x-capped"), last.Rule)
	assert.Equal(t, "1007 findings, of which 1001 are listed", last.Detail)
	assert.Equal(t, schema.Position{Source: "file", Line: 9, Column: 1, Offset: 99}, last.Position)
	assert.Panics(t, func() { l.Report("x-other", schema.Position{}, "", "") })
}
