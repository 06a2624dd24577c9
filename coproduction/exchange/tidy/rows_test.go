package tidy

import (
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

type nowhere struct{ io.Writer }

func (nowhere) Close() error { return nil }

// A sheet of Excel holds 1,048,576 rows, the names of the columns among them (Excel
// specifications and limits). The first row too many is found, and no other.
func TestRowsOfASpreadsheet(t *testing.T) {
	var found []schema.Finding
	w := &writing{create: func(string) (io.WriteCloser, error) { return nowhere{io.Discard}, nil }, made: &Written{}, kinds: map[string][]*table{}, open: map[*table]*sheet{}}
	w.log = faults.New("", Rules(), ruleCapped, func(f schema.Finding) { found = append(found, f) })
	add := func() { require.NoError(t, w.record(&encounter.Participant{ID: encounter.NewID()})) }
	add()
	s := w.open[w.kinds["participant"][0]]
	s.rows = 1048574
	add()
	assert.Empty(t, found, "1,048,575 rows and the names of their columns")
	add()
	add()
	require.Len(t, found, 1)
	assert.Equal(t, ruleSize, found[0].Rule)
	assert.Equal(t, "participants.csv has more rows than a sheet of a spreadsheet holds", found[0].Detail)
	assert.Equal(t, 3, found[0].Position.Record)
}
