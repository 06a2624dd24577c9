package redcap_test

import (
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// Every row is held until all files are read, for rows of several files are one encounter:
// in less than 800 bytes, of a patient of its own, with a day, a mode, a professional and a
// concern. (It takes some 580, and took 1,200 with a map for its words.)
func TestMemoryOfRows(t *testing.T) {
	const n, most = 20_000, 800
	var rows strings.Builder
	rows.WriteString("record_id,day,who,mode,worry\n")
	for i := range n {
		rows.WriteString(strconv.Itoa(i) + ",2024-01-01," + strconv.Itoa(i%7) + ",phone,housing\n")
	}
	mapped := redcap.Map{{Ours: redcap.Patient, Theirs: "record_id"}, {Ours: redcap.Start, Theirs: "day"},
		{Ours: redcap.Professional, Theirs: "who"}, {Ours: redcap.Mode, Theirs: "mode"}, {Ours: redcap.Concern, Theirs: "worry"}}
	alive := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before, records := alive(), 0
	require.NoError(t, redcap.Import{Options: exchange.Options{ID: exchangetest.ID}, Map: mapped}.Read(t.Context(), []exchange.File{exchangetest.File("e", rows.String())}, &exchange.Sink{
		Finding: func(schema.Finding) {},
		Record: func(encounter.Record) error {
			if records++; records == 1 {
				assert.Less(t, alive()-before, int64(n*most))
			}
			return nil
		}}))
	assert.Equal(t, 2*n+7, records, "patients, encounters and seven professionals")
	runtime.KeepAlive(&rows)
}
