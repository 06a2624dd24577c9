package tidy_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
)

// leaves counts the values of a record that are not objects or lists, by their text.
func leaves(value any, into map[string]int) {
	switch value := value.(type) {
	case map[string]any:
		for _, held := range value {
			leaves(held, into)
		}
	case []any:
		for _, held := range value {
			leaves(held, into)
		}
	case bool:
		into[map[bool]string{true: "true", false: "false"}[value]]++
	case json.Number:
		into[value.String()]++
	case string:
		into[strings.ReplaceAll(value, "\r\n", "\n")]++ // as encoding/csv reads it
	}
}

// Every value of every record stands in the tables once, and nothing else does: the
// values are counted in the JSON of the records and in the cells.
func TestNothingIsLost(t *testing.T) {
	records := clinic(t)
	for r := range coproductiontest.Records(7, 200) {
		records = append(records, r)
	}
	want := map[string]int{}
	for _, r := range records {
		raw, err := json.Marshal(r)
		require.NoError(t, err)
		d := json.NewDecoder(strings.NewReader(string(raw)))
		d.UseNumber()
		var value map[string]any
		require.NoError(t, d.Decode(&value))
		delete(value, "kind")
		delete(value, "extensions")
		leaves(value, want)
	}
	delete(want, "") // an empty text is an empty cell

	f, _ := written(t, tidy.Export{KeepText: true}, records...)
	keys, lists := described(t, f)
	got := map[string]int{}
	for name, content := range f {
		name, ok := strings.CutSuffix(name, ".csv")
		if !ok {
			continue
		}
		table, err := csv.NewReader(content).ReadAll()
		require.NoError(t, err)
		for _, row := range table[1:] {
			for i, cell := range row {
				column := name + "." + table[0][i]
				if cell != "" && !keys[column] && !lists[column] {
					got[unsafe(cell)]++
				}
			}
		}
	}
	assert.Equal(t, want, got)
	assert.Greater(t, len(got), 1000)
}

// described are the columns that hold where a row belongs, and those that count a list.
func described(t *testing.T, f folder) (keys, lists map[string]bool) {
	t.Helper()
	var p struct {
		Resources []struct {
			Path   string
			Schema struct {
				Fields     []struct{ Name, Description string }
				PrimaryKey []string
			}
		}
	}
	require.NoError(t, json.Unmarshal(f["datapackage.json"].Bytes(), &p))
	keys, lists = map[string]bool{}, map[string]bool{}
	for _, r := range p.Resources {
		name := strings.TrimSuffix(r.Path, ".csv")
		for _, key := range r.Schema.PrimaryKey {
			keys[name+"."+key] = key != "id"
		}
		for _, field := range r.Schema.Fields {
			lists[name+"."+field.Name] = strings.Contains(field.Description, "Here: how many there are")
		}
	}
	return keys, lists
}
