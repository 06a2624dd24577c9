package faults

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/schema"
)

func TestBook(t *testing.T) {
	rules := []schema.Rule{{ID: "x-capped", Severity: schema.Note}, {ID: "x-note", Severity: schema.Note}, {ID: "x-one", Severity: schema.Note}, {ID: "x-two", Severity: schema.Note}}
	var got []schema.Finding
	b := NewBook("file", rules, "x-capped", func(f schema.Finding) { got = append(got, f) })
	at := func(offset int64) schema.Position { return schema.Position{Line: 1, Column: 1, Offset: offset} }
	b.Tolerate("x-one", at(5), "said")
	b.Report("x-note", at(3), "", "why")
	b.Tolerate("x-one", at(7), "said")
	b.Tolerate("x-two", at(1), "taken back")
	b.Forget("x-two")
	b.TolerateAll("x-two", at(9), "all", 4)
	assert.Empty(t, got, "nothing before it is closed")
	b.Close(at(10))
	var said []string
	for _, f := range got {
		said = append(said, string(f.Rule)+" "+f.Detail)
	}
	assert.Equal(t, []string{"x-note why", "x-one said (2 in this file)", "x-two all (4 in this file)"}, said)
	assert.Equal(t, int64(5), got[1].Position.Offset, "the first of them")
	assert.Equal(t, "file", got[0].Position.Source)
}
