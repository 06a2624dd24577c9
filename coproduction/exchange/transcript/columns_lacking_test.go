package transcript

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// What is said of a column that is not there: how many are, and which of the fields were
// found, and never a name of the file.
func TestColumnsLacking(t *testing.T) {
	for name, c := range map[string]struct{ columns, table, want string }{
		"a name that is given": {"encounter=visit", "speaker,text,SECRET,code\nDoctor,a,b,c\n",
			"no column has the name that is given for the field encounter; the first row has 4 columns, among them those of speaker, text, code"},
		"nearly": {"encounter=visit_id", "speaker;SECRET;visitid\nDoctor;a;b\n",
			"no column has the name that is given for the field encounter; the first row has 3 columns, among them those of speaker; the name of column 3 is nearly the one asked for"},
		"customary": {"", "encounter\tturn\tSECRET\nv\t1\tDoctor\n",
			"no column is the one of the field speaker; the first row has 3 columns, among them those of encounter, turn"},
		"in the plural":  {"", "speakers,SECRET\nDoctor,a\n", "no column is the one of the field speaker; the first row has 2 columns; the name of column 1 is nearly the one asked for"},
		"another sign":   {"", "SECRET|speaker\nv|Doctor\n", "no column is the one of the field speaker; the first row has 1 column"},
		"no name at all": {"", "\nDoctor\n", "no column is the one of the field speaker; the first row has 1 column"},
	} {
		t.Run(name, func(t *testing.T) {
			from := coded()
			if c.columns != "" {
				var err error
				from.Columns, err = ParseColumns(c.columns)
				require.NoError(t, err)
			}
			got := importAll(t, from, inMemory("v.csv", c.table))
			found := ofRule(got.findings, ruleCSVColumn)
			require.Len(t, found, 1)
			assert.Equal(t, c.want, found[0].Detail)
		})
	}
	got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}, Columns: Columns{Encounter: "id", Text: "texts"}}, inMemory("v.csv", "id,text,note\n1,Doctor: one,SECRET\n"))
	found := ofRule(got.findings, ruleCSVColumn)
	require.Len(t, found, 1)
	assert.Equal(t, "no column has the name that is given for the field text; the first row has 3 columns, among them those of encounter; the name of column 2 is nearly the one asked for", found[0].Detail)
}
