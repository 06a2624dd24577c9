package refi

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// One user for all codings, where several are listed: who coded what was lost. Codings
// of nobody are another matter.
func TestCodersLost(t *testing.T) {
	const lost, nobody = "all 2 codings are by one user, and 2 users are listed: who coded what was lost", " of 2 codings do not say who coded"
	for _, test := range []struct {
		name   string
		listed int
		by     [2]int // the users of two codings; 0 is nobody
		rule   schema.RuleID
		detail string
	}{
		{"one of two", 2, [2]int{1, 1}, ruleCoders, lost},
		{"one who is not listed, of two", 2, [2]int{9, 9}, ruleCoders, lost},
		{"both of two", 2, [2]int{1, 2}, "", ""},
		{"the one there is", 1, [2]int{1, 1}, "", ""},
		{"nobody", 2, [2]int{0, 0}, ruleCoder, "2" + nobody},
		{"one of two, and nobody", 2, [2]int{1, 0}, ruleCoder, "1" + nobody},
		{"nobody, and one of two", 2, [2]int{0, 2}, ruleCoder, "1" + nobody},
	} {
		p := &Project{Codes: []Code{{GUID: id(3), Codable: true, Name: "a"}}, Sources: []Source{{Kind: PictureKind, GUID: id(4)}}}
		for n := range test.listed {
			p.Users = append(p.Users, User{GUID: id(100 + n + 1)})
		}
		for n, user := range test.by {
			c := Coding{GUID: id(5 + n), Code: id(3)}
			if user > 0 {
				c.CreatedBy = id(100 + user)
			}
			p.Sources[0].Codings = append(p.Sources[0].Codings, c)
		}
		var b bytes.Buffer
		require.NoError(t, WriteProject(&b, p))
		o := opened(t, b.Bytes())
		if test.rule == "" {
			assert.Empty(t, o.Findings, test.name)
			continue
		}
		require.Len(t, o.Findings, 1, test.name)
		assert.Equal(t, []string{string(test.rule), test.detail}, []string{string(o.Findings[0].Rule), o.Findings[0].Detail}, test.name)
	}

	o := opened(t, []byte(head+`<Users><User guid="`+guidN(1)+`"/><User guid="`+guidN(2)+`"/></Users>`+tail))
	assert.Empty(t, o.Findings, "nobody coded anything")
}
