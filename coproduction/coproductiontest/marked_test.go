package coproductiontest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMarked(t *testing.T) {
	tests := []struct {
		name, doc, clean string
		marks            []Mark
	}{
		{name: "empty"},
		{name: "no mark", doc: `{"a":1}`, clean: `{"a":1}`},
		{name: "one", doc: `{"a":⟦r⟧1}`, clean: `{"a":1}`, marks: []Mark{{"r", 5}}},
		{name: "two at one byte", doc: `⟦r⟧⟦s⟧{}`, clean: `{}`, marks: []Mark{{"r", 0}, {"s", 0}}},
		{name: "bytes, not code points", doc: `"é"⟦r⟧`, clean: `"é"`, marks: []Mark{{"r", 4}}},
		{name: "the second does not count the first", doc: `a⟦r⟧b⟦s⟧c`, clean: `abc`, marks: []Mark{{"r", 1}, {"s", 2}}},
		{name: "schema rule", doc: `⟦encounter/id#format⟧"x"`, clean: `"x"`, marks: []Mark{{"encounter/id#format", 0}}},
		{name: "never closed", doc: `a⟦r`, clean: `a⟦r`},
		{name: "only closed", doc: `a⟧r`, clean: `a⟧r`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			clean, marks := Marked(tt.doc)
			assert.Equal(t, tt.clean, string(clean))
			assert.Equal(t, tt.marks, marks)
			for i, w := range Wants(marks) {
				assert.Equal(t, Rule(tt.marks[i].Rule).AtByte(tt.marks[i].Offset), w)
			}
		})
	}
}

// Law: without its marks a document is the concatenation of what stands between
// them, and each offset is the length of what came before.
func FuzzMarked(f *testing.F) {
	f.Add(`{"a":⟦r⟧1}`)
	f.Add("⟦⟦⟧⟧")
	f.Fuzz(func(t *testing.T, doc string) {
		clean, marks := Marked(doc)
		var again strings.Builder
		at := int64(0)
		for _, m := range marks {
			again.Write(clean[at:m.Offset])
			again.WriteString("⟦" + string(m.Rule) + "⟧")
			at = m.Offset
		}
		again.Write(clean[at:])
		assert.Equal(t, doc, again.String())
	})
}
