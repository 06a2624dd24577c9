package tidy_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
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
	estimates := []byte("of_kind,measure,value,method,if,\"a \"\"b\"\" $c\"\nstudy,coc,0.5,,,\n")
	f, _ := written(t, tidy.Export{KeepText: true, Estimates: estimates}, records...)
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
	tables, columns, ordered, cleared := 0, 0, 0, false
	for line := range strings.Lines(f["labels.do"].String()) {
		line = strings.TrimSuffix(line, "\n")
		switch w := strings.Fields(line); {
		case line == "" || w[0] == "*" || w[0] == "version" || w[0] == "save" || w[0] == "display" || w[0] == "label" && w[1] == "data":
		case w[0] == "clear":
			cleared = true
		case w[0] == "order":
			assert.Len(t, w, 1+len(there), "each variable: %s", line)
			for i, n := range w[1:] {
				use(n, line)
				assert.NotContains(t, w[1:1+i], n, line)
			}
			ordered++
		case w[0] == "import":
			assert.True(t, cleared, "value labels of the table before: %s", line)
			cleared = false
			tables++
			assert.Contains(t, line, ` clear delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) encoding("utf-8") bindquote(strict)`)
			columns = 0
			clear(there)
			clear(labels)
		case w[0] == "rename":
			if regexp.MustCompile(`^v[0-9]+$`).MatchString(w[1]) {
				columns, _ = strconv.Atoi(w[1][1:])
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
			n, err := strconv.Atoi(w[3])
			assert.NoError(t, err, line)
			assert.True(t, 0 < n && n <= 100, "a byte: %s", line)
			assert.False(t, labels[w[2]+" "+w[3]], "a value twice: %s", line)
			labels[w[2]], labels[w[2]+" "+w[3]] = true, true
		case w[0] == "label" && w[1] == "values":
			use(w[2], line)
			assert.True(t, labels[w[3]], line)
		case w[0] == "label" && w[1] == "variable":
			if columns++; w[2] == fmt.Sprintf("v%d", columns) {
				there[w[2]] = true
			} else {
				columns--
			}
			use(w[2], line)
		default:
			assert.Fail(t, "another command", line)
		}
	}
	assert.Positive(t, ordered)
	assert.Contains(t, f["labels.do"].String(), "\norder id participantKind ", "as in the table, though what is coded is made anew")
	assert.Equal(t, len(f)-3, tables, "all but the description and the scripts")
	last := f["labels.do"].String()
	last = last[strings.Index(last, "estimates.csv"):]
	assert.Contains(t, last, "rename v3 value\ndestring value, replace\nlabel variable value `\"Value\"'\n")
	assert.Contains(t, last, "\nlabel variable v5 `\"if\"'\nlabel variable v6 `\"a \"b\" \\$c\"'\nlabel data `\"SYNTHETIC DATA: these records stand for nobody.\"'\nsave \"estimates.dta\", replace\n", "a name that Stata does not take is a label")
}

// Of a text in quotes Stata reads 20 lines (Data Management, import delimited), unless it
// is told that there are more.
func TestLongTextsInStata(t *testing.T) {
	id := encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
	for lines, more := range map[int]bool{1: false, 20: false, 21: true} {
		text := strings.TrimSuffix(strings.Repeat("a\n", lines), "\n")
		f, _ := written(t, tidy.Export{KeepText: true}, &theme.Source{ID: id, Text: &text}, &encounter.Study{ID: encounter.NewID(), Title: "a\nb"})
		assert.Equal(t, more, strings.Contains(f["labels.do"].String(), `using "sources.csv", clear delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) encoding("utf-8") bindquote(strict) maxquotedrows(unlimited)`+"\n"), "%d lines", lines)
		assert.Equal(t, map[bool]int{false: 0, true: 1}[more], strings.Count(f["labels.do"].String(), "maxquotedrows"), "of that table alone")
	}
}

// A cell of the estimates that are given may be as long.
func TestLongEstimatesInStata(t *testing.T) {
	for lines, more := range map[int]int{20: 0, 21: 1} {
		text := strings.TrimSuffix(strings.Repeat("a\n", lines), "\n")
		f, _ := written(t, tidy.Export{Estimates: []byte("measure,note\ncoc,\"" + text + "\"\nuniq,\n")})
		assert.Equal(t, more, strings.Count(f["labels.do"].String(), "maxquotedrows(unlimited)"), "%d lines", lines)
	}
}

// A table of estimates without rows is none for Stata, which has then no variables to label.
func TestNoEstimatesInStata(t *testing.T) {
	f, _ := written(t, tidy.Export{Estimates: []byte("measure,value\n")})
	assert.NotContains(t, f["labels.do"].String(), "estimates")
	assert.Contains(t, f["labels.R"].String(), "estimates <- table_of(\"estimates.csv\")\n")
}
