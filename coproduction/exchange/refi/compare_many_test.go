package refi

import (
	"fmt"
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
