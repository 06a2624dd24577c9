package refi

import (
	"encoding/binary"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// Sources find their patients, and codings their coders, in one pass over each: of as many
// people as sources a look at each pair would take longer than tests may. The records are
// synthetic.
func TestExportOfMany(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a hundred thousand of each: left out by -short")
	}
	const n = 150_000
	id := func(kind byte, i int) encounter.ID {
		of := encounter.ID{kind}
		binary.BigEndian.PutUint32(of[12:], uint32(i+1))
		return of
	}
	code := theme.CodeID("T1")
	book := &theme.Codebook{ID: id('b', 0), Themes: []theme.Theme{{ID: code, Name: "Theme"}}}
	records := []encounter.Record{book}
	for i := range n {
		records = append(records, &encounter.Participant{ID: id('p', i)},
			&encounter.Encounter{ID: id('e', i), Patient: id('p', i)},
			&theme.Source{ID: id('s', i), Encounter: id('e', i)},
			&theme.Coding{ID: id('c', i), Target: theme.Target{Record: id('s', i)}, Codebook: book.ID, Coder: id('u', i), Round: 1, Codes: []theme.CodeID{code}})
	}
	p := Export{}.Project(slices.Values(records)).Project
	require.Len(t, p.Cases, n)
	require.Len(t, p.Users, n)
	last := p.Cases[n-1]
	assert.Equal(t, Case{GUID: GUID(id('p', n-1).String()), Name: "patient 150000", Sources: []GUID{GUID(id('s', n-1).String())}}, last)
	assert.Equal(t, User{GUID: GUID(id('u', n-1).String()), Name: "coder 150000"}, p.Users[n-1])
}
