package refi

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A GUID that thousands of users have, and thousands of codings name, is not looked up among
// all of them each time. The project is made up.
func TestCompareManyOfOneGUID(t *testing.T) {
	const n = 3000
	text := "abc"
	s := Source{Kind: TextKind, GUID: GUID(guidN(1)), Text: Text{Content: &text}}
	p := &Project{}
	for i := range n {
		p.Users = append(p.Users, User{GUID: GUID(guidN(2)), Name: fmt.Sprint(i)})
		s.Codings = append(s.Codings, Coding{GUID: GUID(guidN(10 + i)), Code: GUID(guidN(3)), CreatedBy: GUID(guidN(2))})
	}
	p.Sources = []Source{s}
	var c *Comparison
	assert.Less(t, allocated(func() { c = Compare(p, p) }), uint64(200), "MiB") // from: 4,500 when each looked at all
	assert.Equal(t, n, c.Kind("coding").Same)
	assert.Equal(t, n, c.Kind("user").Same)
}

// allocated is how many MiB doing something asks for.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) >> 20
}

// The way down to a code is held once, and not with each code below a long name.
func TestCompareBelowLongName(t *testing.T) {
	top := Code{GUID: GUID(guidN(1)), Name: strings.Repeat("n", 1<<20)}
	for i := range 100 {
		top.Codes = append(top.Codes, Code{GUID: GUID(guidN(2 + i)), Name: fmt.Sprint(i)})
	}
	other := Code{GUID: top.GUID, Name: top.Name}
	for i := range 100 {
		other.Codes = append(other.Codes, Code{GUID: GUID(guidN(200 + i)), Name: fmt.Sprint(i)})
	}
	var c *Comparison
	assert.Less(t, allocated(func() { c = Compare(&Project{Codes: []Code{top}}, &Project{Codes: []Code{other}}) }), uint64(50), "MiB") // from: 2 × 100 ways of 1 MiB each would be 200 and more
	assert.Equal(t, Kept{Kind: "code", A: 101, B: 101, Same: 101, ByGUID: 1, ByContent: 100}, c.Kind("code"))
}

// Of two codes of one name, that below the same code is meant, though it is not alike and the
// other is gone.
func TestCompareByWayDown(t *testing.T) {
	tree := func(n int, color string, first ...Code) *Project {
		return &Project{Codes: []Code{{GUID: GUID(guidN(1)), Name: "one", Codes: first},
			{GUID: GUID(guidN(2)), Name: "two", Codes: []Code{{GUID: GUID(guidN(n)), Name: "x", Color: color}}}}}
	}
	c := Compare(tree(4, "#000000", Code{GUID: GUID(guidN(3)), Name: "x"}), tree(5, "#ffffff"))
	assert.Equal(t, Kept{Kind: "code", A: 4, B: 3, Same: 2, Altered: 1, Lost: 1, ByGUID: 2, ByContent: 1, Changed: map[string]int{"color": 1}}, c.Kind("code"))
	assert.Empty(t, c.Doubts)
}

// Edges of a graph do not repeat what they tie; which that is, they tell.
func TestCompareEdgesOfLongName(t *testing.T) {
	draw := func(last int) *Project {
		g := Graph{GUID: GUID(guidN(1)), Vertices: []Vertex{{GUID: GUID(guidN(2)), Name: strings.Repeat("n", 1<<20)}, {GUID: GUID(guidN(3)), Name: "x"}}}
		for i := range 100 {
			g.Edges = append(g.Edges, Edge{GUID: GUID(guidN(10 + i)), Source: GUID(guidN(2)), Target: GUID(guidN(3))})
		}
		g.Edges[99].Target = GUID(guidN(last))
		return &Project{Graphs: []Graph{g}}
	}
	var c *Comparison
	assert.Less(t, allocated(func() { c = Compare(draw(3), draw(3)) }), uint64(50), "MiB") // each edge with its vertex would be 200 and more
	assert.Equal(t, 1, c.Kind("graph").Same)
	assert.Equal(t, map[string]int{"drawing": 1}, Compare(draw(3), draw(2)).Kind("graph").Changed)
}
