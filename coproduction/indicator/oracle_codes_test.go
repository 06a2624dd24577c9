package indicator

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

type tableCase[T any] struct {
	ID        string
	Table     T
	Published []struct {
		Measure, Where string
		Value          float64
		Digits         int
	}
	Expect []struct {
		Measure string
		Params  map[string]any
		Value   *float64
	}
}

// compareTables holds every row of a family of tables against what is computed.
func compareTables[T any](t *testing.T, path string, rows func(T, estimate.Subject) []estimate.Row) {
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var oracle struct{ Cases []tableCase[T] }
	require.NoError(t, json.Unmarshal(text, &oracle))
	compared, undefined, published := 0, 0, 0
	for _, c := range oracle.Cases {
		got := map[string]estimate.Estimate{}
		for _, row := range rows(c.Table, estimate.Subject{Kind: "case", ID: c.ID}) {
			got[key(t, row.Measure, row.Params)] = row.Estimate
		}
		for _, want := range c.Expect {
			k := key(t, want.Measure, want.Params)
			require.Contains(t, got, k, c.ID)
			e := got[k]
			if want.Value == nil {
				undefined++
				assert.NotEmpty(t, e.Undefined, "%s %s: must be undefined", c.ID, k)
				continue
			}
			compared++
			assert.Empty(t, e.Undefined, "%s %s", c.ID, k)
			assert.LessOrEqual(t, math.Abs(e.Value-*want.Value), 1e-9*max(1, math.Abs(*want.Value)), "%s %s: got %v, want %v", c.ID, k, e.Value, *want.Value)
		}
		for _, want := range c.Published {
			published++
			assert.InDelta(t, want.Value, got[key(t, want.Measure, nil)].Value, .5*math.Pow10(-want.Digits), "%s %s (%s)", c.ID, want.Measure, want.Where)
		}
	}
	t.Logf("%s: %d values, %d undefined, %d published figures; nothing left out", path, compared, undefined, published)
	assert.NotZero(t, compared)
}

func TestContingencyOracle(t *testing.T) {
	compareTables(t, "testdata/contingency.json", func(table Contingency, of estimate.Subject) []estimate.Row { return table.Rows(of, 0) })
}

func TestCooccurrenceOracle(t *testing.T) {
	type cells struct{ A, B, C, D *int64 }
	compareTables(t, "testdata/cooccurrence.json", func(c cells, of estimate.Subject) []estimate.Row {
		return Cooccurrence{Both: *c.A, First: *c.B, Second: *c.C, Neither: c.D}.Rows(of, nil)
	})
}
