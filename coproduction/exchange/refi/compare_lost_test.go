package refi

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCompareSplit(t *testing.T) {
	b := interviews(100) // one selection of two codings came back as two
	first := &b.Sources[0].Selections[0]
	second := Selection{GUID: id(199), Start: first.Start, End: first.End, Codings: first.Codings[1:]}
	first.Codings = first.Codings[:1]
	b.Sources[0].Selections = append(b.Sources[0].Selections, second)
	c := Compare(interviews(0), b)
	laws(t, c)
	assert.Equal(t, 4, c.Kind("coding").Same)
	assert.Equal(t, 1, c.Kind("selection").Added)
	assert.True(t, c.Complete())
}

func TestCompareCoders(t *testing.T) {
	for _, base := range []int{0, 100} {
		b := interviews(base)
		for i := range b.Sources {
			for j := range b.Sources[i].Codings {
				b.Sources[i].Codings[j].CreatedBy = id(base + 1)
			}
			for j := range b.Sources[i].Selections {
				for k := range b.Sources[i].Selections[j].Codings {
					b.Sources[i].Selections[j].Codings[k].CreatedBy = id(base + 1)
				}
			}
		}
		c := Compare(interviews(0), b)
		laws(t, c)
		assert.Equal(t, Coders{A: 2, B: 1, Moved: 2, Merged: 1, Collapsed: true}, c.Coders)
		assert.Equal(t, map[string]int{"coder": 2}, c.Kind("coding").Changed)
		assert.Contains(t, c.String(), "coders: 2 in A, 1 in B: who gave 2 codings is lost\n")
		assert.False(t, c.Complete())
	}
}

// A project that came back from a program with 262 of its 262 codes and none of its
// 158 selections; both files obey the schema. The numbers are those of a real case,
// the project is synthetic.
func TestCompareSelectionsLost(t *testing.T) {
	a := &Project{Name: "synthetic", Users: []User{{GUID: id(1), Name: "coder 1"}}}
	for n := range 262 {
		a.Codes = append(a.Codes, Code{GUID: id(1000 + n), Name: fmt.Sprint("code ", n), Codable: true})
	}
	s := Source{Kind: TextKind, GUID: id(2), Name: "visit", Text: Text{Content: new(strings.Repeat("a word ", 40))}}
	for n := range 158 {
		s.Selections = append(s.Selections, Selection{GUID: id(2000 + n), Start: int64(n), End: int64(n + 5),
			Codings: []Coding{{GUID: id(3000 + n), CreatedBy: id(1), Code: id(1000 + n)}}})
	}
	a.Sources = []Source{s}
	b := &Project{Name: "synthetic", Users: a.Users, Codes: a.Codes, Sources: []Source{s}}
	b.Sources[0].Selections = nil

	c := Compare(a, b)
	laws(t, c)
	assert.Equal(t, Kept{Kind: "code", A: 262, B: 262, Same: 262, ByGUID: 262}, c.Kind("code"))
	assert.Equal(t, Kept{Kind: "selection", A: 158, Lost: 158}, c.Kind("selection"))
	assert.False(t, c.Complete())
	assert.Equal(t, `262 of 262 codes, 0 of 158 selections and 0 of 158 codings came back
Lost: 158 selections, 158 codings.
                in A    in B    same altered    lost   added  found by
user               1       1       1       0       0       0  GUID
code             262     262     262       0       0       0  GUID
source             1       1       1       0       0       0  GUID
text               1       1       1       0       0       0  GUID
selection        158       0       0       0     158       0
coding           158       0       0       0     158       0
coders: of 1 of 1 no coding came back
`+notCompared+"\n", c.String())

	judge := schemaOf(t, "Project.xsd")
	for name, p := range map[string]*Project{"a.qde": a, "b.qde": b} {
		var qde bytes.Buffer
		require.NoError(t, WriteQDE(&qde, p))
		path := filepath.Join(t.TempDir(), name)
		require.NoError(t, os.WriteFile(path, qde.Bytes(), 0o600))
		judge(path)
	}
}

func TestCompareTakesEachOnce(t *testing.T) {
	a := &Project{Users: []User{{id(1), "x", ""}, {id(2), "x", ""}}}
	b := &Project{Users: a.Users[:1]}
	assert.Equal(t, Kept{Kind: "user", A: 2, B: 1, Same: 1, Lost: 1, ByGUID: 1}, Compare(a, b).Kind("user"), "who was found is not found again")

	a, b = interviews(0), interviews(100) // two coders gave one place the same code; the order of the codings is turned round
	for _, p := range []*Project{a, b} {
		codings := p.Sources[0].Selections[0].Codings
		codings[1].Code = codings[0].Code
	}
	slices.Reverse(b.Sources[0].Selections[0].Codings)
	c := Compare(a, b)
	assert.Equal(t, 4, c.Kind("coding").Same, "each coder's is found by the coder")
}
