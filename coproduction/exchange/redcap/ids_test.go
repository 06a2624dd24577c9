package redcap_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// An id is asked for only where a record has it: a map of ids names nobody else.
func TestIDsStandInRecords(t *testing.T) {
	asked := map[string]bool{}
	i := redcap.Import{Map: redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"}}}
	i.ID = func(name string) encounter.ID {
		asked[name] = true
		return exchangetest.ID(name)
	}
	err := i.Read(context.Background(), []exchange.File{exchangetest.File("e", "id,visit,staff\n1,2024-03-01 09:30Z,7\n")}, &exchange.Sink{
		Record: func(encounter.Record) error { return nil }})
	require.NoError(t, err)
	assert.Equal(t, map[string]bool{"redcap/record/1": true, "redcap/professional/7": true, "redcap/record/1///": true}, asked)
}
