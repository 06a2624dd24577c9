package tidy_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
)

// reserved are the words that Stata takes for no name (User's Guide, 11.3).
var reserved = strings.Fields("_all _b _coef _cons _n _N _pi _pred _rc _skip byte double float if in int long strL using with")

// The do-file, followed line by line: names that Stata takes, no name that is there
// already, and none that is not there.
func TestStataNames(t *testing.T) {
	records := clinic(t)
	for r := range coproductiontest.Records(11, 200) {
		records = append(records, r)
	}
	f, _ := written(t, tidy.Export{}, records...)
	name := regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,31}$`)
	there := map[string]bool{}
	labels := map[string]bool{}
	begin := func(n, line string) {
		assert.Regexp(t, name, n, line)
		assert.NotContains(t, reserved, n, line)
		assert.False(t, there[n], "there already: %s", line)
		there[n] = true
	}
	use := func(n, line string) { assert.True(t, there[n], "not there: %s", line) }
	tables := 0
	for line := range strings.Lines(f["labels.do"].String()) {
		line = strings.TrimSuffix(line, "\n")
		switch w := strings.Fields(line); {
		case line == "" || w[0] == "*" || w[0] == "version" || w[0] == "save":
		case w[0] == "import":
			tables++
			clear(there)
			clear(labels)
		case w[0] == "rename":
			if regexp.MustCompile(`^v[0-9]+$`).MatchString(w[1]) {
				there[w[1]] = true // as import delimited names them
			}
			use(w[1], line)
			delete(there, w[1])
			begin(w[2], line)
		case w[0] == "gen":
			begin(w[2], line)
		case w[0] == "drop":
			use(w[1], line)
			delete(there, w[1])
		case w[0] == "replace":
			use(w[1], line)
		case w[0] == "destring":
			use(strings.TrimSuffix(w[1], ","), line)
		case w[0] == "label" && w[1] == "define":
			assert.Regexp(t, name, w[2], line)
			labels[w[2]] = true
		case w[0] == "label" && w[1] == "values":
			use(w[2], line)
			assert.True(t, labels[w[3]], line)
		case w[0] == "label" && w[1] == "variable":
			use(w[2], line)
		default:
			assert.Fail(t, "another command", line)
		}
	}
	assert.Greater(t, tables, 30)
}
