package refi

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

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
	begun := time.Now()
	c := Compare(p, p)
	assert.Less(t, time.Since(begun), 3*time.Second)
	assert.Equal(t, n, c.Kind("coding").Same)
	assert.Equal(t, n, c.Kind("user").Same)
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
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c := Compare(&Project{Codes: []Code{top}}, &Project{Codes: []Code{other}})
	runtime.ReadMemStats(&after)
	assert.Less(t, (after.TotalAlloc-before.TotalAlloc)>>20, uint64(50), "MiB") // from: 2 × 100 ways of 1 MiB each would be 200 and more
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
