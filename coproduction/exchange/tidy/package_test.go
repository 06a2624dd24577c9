package tidy_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A described table: every column has a title and a description of the schema, keys
// lead to tables that are there, and what is in the cells fits what is said of them.
func TestDataPackage(t *testing.T) {
	var records []encounter.Record
	for r := range coproductiontest.Records(3, 60) {
		records = append(records, r)
	}
	f, made := written(t, tidy.Export{Name: "synthetic", Title: "Synthetic study"}, append(records, clinic(t)...)...)
	var p struct {
		Schema    string `json:"$schema"`
		Name      string
		Resources []struct {
			Profile    string `json:"$schema"`
			Name, Path string
			Dialect    struct {
				Profile string `json:"$schema"`
			}
			Schema struct {
				Profile string `json:"$schema"`
				Fields  []struct {
					Name, Type, Title, Description string
					Categories                     []struct{ Value, Label string }
					Constraints                    struct {
						Required         bool
						Pattern          string
						Minimum, Maximum json.Number
					}
				}
				PrimaryKey  []string
				ForeignKeys []struct {
					Fields    []string
					Reference struct {
						Resource string
						Fields   []string
					}
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal(f["datapackage.json"].Bytes(), &p))
	assert.Equal(t, "https://datapackage.org/profiles/2.0/datapackage.json", p.Schema)
	keys := map[string]map[string]bool{} // of tables, by resource
	tables := map[string][]map[string]string{}
	categories, patterns := 0, 0
	for _, r := range p.Resources {
		assert.Regexp(t, `^[a-z0-9._-]+$`, r.Name)
		assert.Nil(t, keys[r.Name], "a name twice, or a file that differs in case alone")
		for what, profile := range map[string]string{"dataresource": r.Profile, "tabledialect": r.Dialect.Profile, "tableschema": r.Schema.Profile} {
			assert.Equal(t, "https://datapackage.org/profiles/2.0/"+what+".json", profile, "the default is version 1.0")
		}
		rows := f.rows(t, strings.TrimSuffix(r.Path, ".csv"))
		require.NotEmpty(t, rows, r.Path)
		names := map[string]bool{}
		for _, field := range r.Schema.Fields {
			assert.False(t, names[field.Name], "%s.%s twice", r.Path, field.Name)
			names[field.Name] = true
			assert.NotEmpty(t, field.Title, "%s.%s", r.Path, field.Name)
			assert.NotEmpty(t, field.Description, "%s.%s", r.Path, field.Name)
			values, labels := map[string]bool{}, map[string]bool{}
			for _, c := range field.Categories {
				values[c.Value], labels[c.Label] = true, true
				assert.NotEmpty(t, c.Label)
			}
			assert.Len(t, labels, len(field.Categories), "%s.%s: labels are unique", r.Path, field.Name)
			if field.Constraints.Pattern != "" {
				patterns++
			}
			pattern := regexp.MustCompile(field.Constraints.Pattern)
			for _, row := range rows {
				cell, ok := row[field.Name]
				require.True(t, ok)
				switch {
				case cell == "":
					assert.False(t, field.Constraints.Required, "%s.%s", r.Path, field.Name)
				case len(values) > 0:
					categories++
					assert.True(t, values[cell], "%s.%s", r.Path, field.Name)
				case field.Type == "integer":
					assert.Regexp(t, `^-?[0-9]+$`, cell)
				case field.Type == "boolean":
					assert.Contains(t, []string{"true", "false"}, cell)
				default:
					assert.Regexp(t, pattern, cell)
				}
			}
		}
		assert.Len(t, rows[0], len(r.Schema.Fields))
		keys[r.Name], tables[r.Name] = map[string]bool{}, rows
		for _, row := range rows {
			var key []string
			for _, k := range r.Schema.PrimaryKey {
				key = append(key, row[k])
			}
			joined := strings.Join(key, "|")
			assert.False(t, keys[r.Name][joined], "%s: a key twice", r.Path)
			keys[r.Name][joined] = true
		}
	}
	leads := 0
	for _, r := range p.Resources {
		for _, foreign := range r.Schema.ForeignKeys {
			what := r.Name + "." + strings.Join(foreign.Fields, "+")
			key := func(row map[string]string, fields []string) (joined string, empty int) {
				for _, name := range fields {
					cell, there := row[name]
					require.True(t, there, "%s: there is no field %s", what, name)
					joined += cell + "|"
					if cell == "" {
						empty++
					}
				}
				return joined, empty
			}
			above := map[string]bool{}
			require.NotEmpty(t, tables[foreign.Reference.Resource], what)
			for _, row := range tables[foreign.Reference.Resource] {
				joined, _ := key(row, foreign.Reference.Fields)
				above[joined] = true
			}
			for _, row := range tables[r.Name] {
				joined, empty := key(row, foreign.Fields)
				if empty > 0 && len(foreign.Fields) == 1 {
					continue
				}
				require.Zero(t, empty, "%s: one of several columns is empty", what)
				require.True(t, above[joined], "%s leads nowhere in %s", what, foreign.Reference.Resource)
				leads++
			}
		}
	}
	assert.Greater(t, leads, 1000)
	assert.Positive(t, categories)
	assert.Positive(t, patterns)
	assert.Contains(t, f["datapackage.json"].String(), `"label": "home visit"`)
	assert.Contains(t, f["datapackage.json"].String(), `"label": "30-39"`, "a band is no two words")
	assert.Contains(t, f["datapackage.json"].String(), `phone: by voice only;`, "what values mean is in the description, from the schema")
	assert.Subset(t, made.Files, []string{"encounters.csv", "datapackage.json", "labels.R", "labels.do"})

	again, _ := written(t, tidy.Export{Name: "synthetic", Title: "Synthetic study"}, append(records, clinic(t)...)...)
	assert.Equal(t, f, again, "the same bytes each time")
}
