package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A kind reads one kind of table, and says how many rows it gave.
type kind func(r io.Reader, source string) (rows int, findings []schema.Finding, err error)

func ratingsAs(o RatingOptions) kind {
	return func(r io.Reader, source string) (int, []schema.Finding, error) {
		ratings, findings, err := ReadRatings(r, source, o)
		if ratings == nil {
			return 0, findings, err
		}
		return len(ratings.Numbers) + len(ratings.Words), findings, err
	}
}

func incidence(r io.Reader, source string) (int, []schema.Finding, error) {
	table, findings, err := ReadIncidence(r, source, checkNames)
	if table == nil {
		return 0, findings, err
	}
	return len(table.Present), findings, err
}

func events(r io.Reader, source string) (int, []schema.Finding, error) {
	sequences, findings, err := ReadEvents(r, source, checkNames)
	rows := 0
	for _, s := range sequences {
		rows += len(s.Codes)
	}
	return rows, findings, err
}

var nameRule = schema.Rule{ID: "name", Severity: schema.Error}

func checkNames(id string) []schema.Rule {
	if strings.Contains(id, "@") {
		return []schema.Rule{nameRule}
	}
	return nil
}

var (
	ratings    = ratingsAs(RatingOptions{Checks: []Check{checkNames}})
	numeric    = ratingsAs(RatingOptions{Numeric: true})
	nominal    = ratingsAs(RatingOptions{Nominal: true})
	headerless = ratingsAs(RatingOptions{NoHeader: true})
	declared   = ratingsAs(RatingOptions{Categories: []string{"low", "NA", "high"}})
	notRated   = ratingsAs(RatingOptions{NotRated: []string{"NA", "99"}})
)

// faults are tables with a mark before each place that breaks a rule.
var faults = []struct {
	name  string
	read  kind
	table string
}{
	{"mark", ratings, "⟦table-byte-order-mark⟧\uFEFFa,b\r\n1,2\r\n"},
	{"not UTF-8", ratings, "a,b\n1,⟦table-encoding⟧\xE9\n"},
	{"UTF-16", incidence, "a⟦table-encoding⟧\x00b\x00"},
	{"semicolons", ratings, "a⟦table-separator⟧;b\n1;2\n"},
	{"tabs", incidence, "a⟦table-separator⟧\tb\n0\t1\n"},
	{"bars", ratings, "a⟦table-separator⟧|b\n1|2\n"},
	{"quoted names with semicolons, as R write.csv2 makes them", ratings, "\"a\"⟦table-separator⟧;\"b\"\n1;2\n"},
	{"quoted names with tabs", ratings, "\"a\"⟦table-separator⟧\t\"b\"\n1\t2\n"},
	{"a quote out of place in the first name", ratings, "\"a⟦table-quote⟧\"x,b\n1,2\n"},
	{"a bar in a name", incidence, "a|b,c\n0,1\n"},
	{"semicolons and decimal commas", headerless, "⟦table-number-comma⟧1,5⟦table-separator⟧;2,5\n"},
	{"semicolons and decimal commas below names", numeric, "unit⟦table-separator⟧;a;b\nu;1;⟦table-number-comma⟧-2,5\nv;0,5;,5\n"},
	{"semicolons and a number of thousands", numeric, "a⟦table-separator⟧;b\n⟦table-number⟧1,000,000;2\n"},
	{"semicolons and commas", incidence, "a,b⟦table-delimiter⟧;c\n1,0;1\n"},
	{"a quoted name with a comma among semicolons", incidence, "\"a, b\"⟦table-separator⟧;c\n1;0\n"},
	{"tabs below a byte order mark", events, "⟦table-byte-order-mark⟧\uFEFFsequence⟦table-separator⟧\tcode\ns\ta;b,c\n"},
	{"semicolons of events", events, "sequence⟦table-separator⟧;code\ns;A\n"},
	{"semicolons and commas of events", events, "note,sequence⟦table-delimiter⟧;code\n"},
	{"a quoted line of events", events, "\"sequence⟦table-delimiter⟧;code\"\n"},
	{"a semicolon in a name in quotes", incidence, "\"trust; hope\",c\n0,1\n"},
	{"open quote", ratings, "a,b\n1,\"2\n⟦table-quote⟧"},
	{"stray quote", events, "sequence,code\ns,A⟦table-quote⟧\"B\n"},
	{"ragged", ratings, "a,b\n⟦table-ragged⟧1\n⟦table-ragged⟧1,2,3\n1,2\n"},
	{"ragged incidence", incidence, "a,b\n⟦table-ragged⟧1\n1,1\n"},
	{"ragged events", events, "sequence,code\n⟦table-ragged⟧s\ns,A\n"},
	{"decimal comma without quotes", numeric, "a,b\n⟦table-ragged⟧1,5,2\n"},
	{"a blank line", ratings, "a,b\n1,2\n⟦table-ragged⟧\n1,2\n\n\n"},
	{"a blank line below the names", incidence, "a\r\n⟦table-ragged⟧\r\n1\r\n"},
	{"blank lines at the end", incidence, "a\n1\n\n\r\n"},
	{"blank lines in quotes", events, "sequence,code,note\ns,A,\"a\n\nb\"\ns,B,\"\n\"\n"},
	{"only names", ratings, "a,b\n⟦table-no-rows⟧"},
	{"only codes", incidence, "a,b\n\n⟦table-no-rows⟧"},
	{"only columns", events, "code,sequence⟦table-no-rows⟧"},
	{"white space", ratings, "a,⟦table-white-space⟧ b\n⟦table-white-space⟧ 1,⟦table-white-space⟧\" \"\n"},
	{"white space in incidence", incidence, "a,b\n⟦table-white-space⟧1 ,0\n"},

	{"no names, numbers", ratings, "⟦table-header⟧1,2\n2,2\n"},
	{"no names, decimals", numeric, "⟦table-header⟧.5,2e3\n2,2\n"},
	{"no names, categories", ratings, "⟦table-header⟧no,yes\nyes,no\n"},
	{"no names, one not rated", ratings, "⟦table-header⟧,yes\nyes,no\n"},
	{"no names below unit", ratings, "unit,⟦table-header⟧1,2\n1,2,2\n"},
	{"names said to be none", headerless, "anna,bob\nyes,no\n"},
	{"no names of codes", incidence, "⟦table-header⟧0,1\n1,1\n"},
	{"no names of codes, with spaces", incidence, "id,⟦table-header⟧ 0,1\nx,1,1\n"},
	{"one category is a name", ratings, "anna,yes\nyes,no\n"},
	{"row numbers of R", ratings, "⟦table-column-name⟧\"\",anna,bob\n1,yes,no\n"},
	{"row numbers of R in incidence", incidence, "⟦table-column-name⟧\"\",a\n1,1\n"},
	{"a coder twice", ratings, "anna,⟦table-column-once⟧anna\n1,2\n"},
	{"a code twice", incidence, "a,b,⟦table-column-once⟧⟦table-white-space⟧a \n1,1,0\n"},
	{"a column of events twice", events, "code,sequence,⟦table-column-once⟧Code\nA,s,B\n"},
	{"columns of events missing", events, "⟦table-column-missing⟧id,act\n1,A\n"},
	{"a column of events missing", events, "⟦table-column-missing⟧sequence,act\n1,A\n"},
	{"no coder", ratings, "⟦table-column-missing⟧unit\n1\n"},
	{"no code", incidence, "⟦table-column-missing⟧interview\n1\n"},
	{"a unit without name", ratings, "id,a,b\n⟦table-row-name⟧,1,2\n2,1,2\n"},
	{"a unit twice", ratings, "UNIT,a,b\nu,1,2\n⟦table-row-name-once⟧u,1,2\n"},
	{"an interview twice", incidence, "Interview,a\nu,1\n⟦table-row-name-once⟧u,0\n"},
	{"names of units that are not called so", ratings, "⟦table-row-name-column⟧case,a,b\n1,1,1\n2,2,1\n3,1,1\n4,1,2\n5,2,2\n"},
	{"too few units to tell", ratings, "case,a,b\n1,1,1\n2,2,1\n3,1,1\n4,1,2\n"},
	{"measurements that never repeat", ratings, "x,a\n1.1,1.2\n2.1,2.2\n3.1,3.2\n4.1,4.2\n5.1,5.2\n"},
	{"a first coder who repeats", ratings, "x,a\n1,1\n2,1\n3,2\n4,2\n1,1\n"},
	{"a first coder who left one out", ratings, "x,a\n1,1\n2,1\n,2\n4,2\n5,1\n"},

	{"decimal comma", ratings, "a,b\n⟦table-number⟧\"1,5\",2\n"},
	{"a word on a numeric scale", numeric, "a,b\n⟦table-number⟧yes,2\n1,⟦table-number⟧0x1F\n1,⟦table-number⟧1_000\n⟦table-number⟧Inf,⟦table-number⟧٣\n"},
	{"out of range", numeric, "a,b\n⟦table-number⟧1e999,⟦table-number⟧1e-999\n0e-999,0.0\n"},
	{"a letter among numbers", ratings, "a,b\n1,2\n⟦table-ratings-alike⟧l,x\n"},
	{"a number among words", ratings, "a,b\nx,⟦table-ratings-alike⟧1\n"},
	{"a number among words, which is meant", nominal, "a,b\nx,1\n"},
	{"NA", ratings, "a,b\n1,⟦table-missing-word⟧NA\n⟦table-missing-word⟧n/a,2\n"},
	{"NA among words", nominal, "a,b\nyes,⟦table-missing-word⟧NULL\n⟦table-missing-word⟧-,no\n"},
	{"NA on a numeric scale", numeric, "a,b\n1,⟦table-missing-word⟧NaN\n"},
	{"NA that is declared", notRated, "a,b\n1,NA\n99,2\n"},
	{"NA that is a category", declared, "a,b\nlow,NA\n"},
	{"a category that is none", declared, "a,b\nlow,⟦table-category⟧hihg\n,high\n⟦table-category⟧1,⟦table-missing-word⟧null\n"},
	{"e-mail", ratings, "unit,⟦name⟧a@b.dk,b\n⟦name⟧c@d.dk,1,2\nx,1,2\n"},
	{"e-mail in incidence", incidence, "id,a\n⟦name⟧c@d.dk,1\n"},
	{"e-mail in events, once", events, "sequence,code\n⟦name⟧c@d.dk,A\nc@d.dk,B\n"},

	{"neither 0 nor 1", incidence, "a,b\n⟦table-presence⟧2,⟦table-presence⟧\n⟦table-presence⟧TRUE,⟦table-presence⟧1.0\n⟦table-presence⟧NA,0\n"},
	{"no sequence", events, "sequence,code\n⟦table-sequence⟧,A\n⟦table-missing-word⟧null,A\n"},
	{"no code of an event", events, "sequence,code\ns,⟦table-code⟧\ns,⟦table-missing-word⟧NA\n"},
	{"Umlaute before the place", events, "note,sequence,code\næøå,s,⟦table-code⟧\n"},
}

func TestRulesAndPlaces(t *testing.T) {
	broken := map[schema.RuleID]bool{ruleCapped: true} // which has a test of its own
	for _, tt := range faults {
		t.Run(tt.name, func(t *testing.T) {
			table, marks := coproductiontest.Marked(tt.table)
			rows, findings, err := tt.read(bytes.NewReader(table), "t.csv")
			require.NoError(t, err)
			coproductiontest.AssertFindings(t, findings, coproductiontest.Wants(marks)...)
			severe := slices.ContainsFunc(findings, func(f schema.Finding) bool { return f.Severity == schema.Error })
			assert.Equal(t, severe, rows == 0, "nothing is given of a faulty table")
			for _, f := range findings {
				p := f.Position
				before := strings.TrimPrefix(string(table[:p.Offset]), "\uFEFF")
				assert.Equal(t, 1+strings.Count(before, "\n"), p.Line)
				assert.Equal(t, 1+len([]rune(before[strings.LastIndexByte(before, '\n')+1:])), p.Column)
				assert.LessOrEqual(t, int(p.Offset)+p.Length, len(table))
				assert.Equal(t, "t.csv", p.Source)
				broken[f.Rule] = true
			}
		})
	}
	for _, r := range rules {
		assert.True(t, broken[r.ID], "%s has a table that breaks it", string(r.ID))
	}
}

// Ids are for ever: a rule that is missing from the list has been renamed or
// removed, and one that is new has to be added.
func TestRulesAreForEver(t *testing.T) {
	want, err := os.ReadFile("testdata/rules.golden")
	require.NoError(t, err)
	var got strings.Builder
	for _, r := range Rules() {
		fmt.Fprintln(&got, string(r.ID), r.Severity)
	}
	assert.Equal(t, string(want), got.String())
}

func TestRulesAreDocumented(t *testing.T) {
	for _, r := range Rules() {
		assert.Regexp(t, `^table(-[a-z]+)+$`, string(r.ID))
		assert.NotEmpty(t, r.Title)
		assert.NotEmpty(t, r.Why)
		assert.NotEmpty(t, r.Mend)
	}
	Rules()[0].ID = "mine"
	assert.NotEqual(t, schema.RuleID("mine"), Rules()[0].ID)
}

func TestPlacesHoldTheField(t *testing.T) {
	const table = "\uFEFFunit,a,b\r\nu,\"1,5\", x\r\nv,1,\"y \"\"z\"\"\"\r\n"
	_, findings, err := ReadRatings(strings.NewReader(table), "", RatingOptions{Numeric: true})
	require.NoError(t, err)
	held := map[string]bool{}
	for _, f := range findings[1:] { // the first is the mark
		held[table[f.Position.Offset:f.Position.Offset+int64(f.Position.Length)]] = true
	}
	assert.Equal(t, map[string]bool{`"1,5"`: true, " x": true, `"y ""z"""`: true}, held, "quotes included, line breaks not")
}

func TestNothingToRead(t *testing.T) {
	broken := errors.New("the disk is gone")
	for _, read := range []kind{ratings, incidence, events} {
		for _, text := range []string{"", "\n", " \r\n\n", "\uFEFF", "\uFEFF\n"} {
			rows, findings, err := read(strings.NewReader(text), "")
			require.NoError(t, err)
			assert.Zero(t, rows)
			last := slices.IndexFunc(findings, func(f schema.Finding) bool { return f.Rule == ruleNoRows })
			require.GreaterOrEqual(t, last, 0, "%q", text)
			assert.Equal(t, [2]int{1, 1}, [2]int{findings[last].Position.Line, findings[last].Position.Column})
		}
		_, _, err := read(io.MultiReader(strings.NewReader("a,b"), iotest.ErrReader(broken)), "")
		assert.ErrorIs(t, err, broken)
	}
}

func TestFindingsAreCapped(t *testing.T) {
	for n, want := range map[int]int{MaxFindings: MaxFindings, MaxFindings + 1: MaxFindings + 1} {
		rows, findings, err := ratings(strings.NewReader("a,b\n"+strings.Repeat("x, y\n", n)), "")
		require.NoError(t, err)
		assert.Equal(t, n, rows)
		assert.Len(t, findings, want)
		assert.Equal(t, n > MaxFindings, findings[len(findings)-1].Rule == ruleCapped)
	}
	_, findings, _ := ratings(strings.NewReader("a,b\n"+strings.Repeat("x, y\n", MaxFindings+1)+"x,NA\n"), "")
	assert.True(t, slices.ContainsFunc(findings, func(f schema.Finding) bool { return f.Rule == ruleWord }), "the error that refuses the table is listed")
	assert.Contains(t, findings[len(findings)-1].Detail, "1002 findings, of which 1001 are listed")
}

// No finding repeats what the table holds.
func TestNothingIsEchoed(t *testing.T) {
	for _, tt := range faults {
		secret := strings.NewReplacer("anna", "SENTINEL", "yes", "SENTINEL", "hihg", "SENTINEL", "c@d.dk", "SENTINEL@").Replace(tt.table)
		table, _ := coproductiontest.Marked(secret)
		_, findings, _ := tt.read(bytes.NewReader(table), "")
		assert.NotContains(t, fmt.Sprint(findings), "SENTINEL")
	}
}

func FuzzTable(f *testing.F) {
	for _, tt := range faults {
		table, _ := coproductiontest.Marked(tt.table)
		f.Add(table)
	}
	kinds := []kind{ratings, numeric, nominal, headerless, declared, notRated, incidence, events}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, read := range kinds {
			rows, findings, err := read(bytes.NewReader(raw), "f")
			require.NoError(t, err)
			severe := slices.ContainsFunc(findings, func(f schema.Finding) bool { return f.Severity == schema.Error })
			assert.Equal(t, severe, rows == 0)
			for i, one := range findings {
				p := one.Position
				if p.Offset < 0 || p.Length < 0 || p.Offset+int64(p.Length) > int64(len(raw)) || p.Line < 1 || p.Column < 1 {
					t.Errorf("%s at %+v of %d bytes", string(one.Rule), p, len(raw))
				}
				if i > 0 && p.Offset < findings[i-1].Position.Offset {
					t.Error("not in order")
				}
			}
		}
	})
}
