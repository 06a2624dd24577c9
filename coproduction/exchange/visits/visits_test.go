package visits

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// faults are tables with a mark before each place that breaks a rule.
var faults = []struct{ name, table string }{
	{"mark", "⟦visits-byte-order-mark⟧\uFEFFpatient,start,professional\r\np1,2024-01-01,A\r\n"},
	{"not UTF-8", "patient,start,professional\np1,2024-01-01,Ås⟦visits-encoding⟧\xE9\n"},
	{"UTF-16", "p⟦visits-encoding⟧\x00a\x00"},
	{"semicolons", "patient⟦visits-separator⟧;start;professional\np1;2024-01-01;A\n"},
	{"tabs", "patient⟦visits-separator⟧\tstart\tprofessional\np1\t2024-01-01\tA\n"},
	{"semicolons behind a comma", "note,patient⟦visits-delimiter⟧;start;professional\n"},
	{"open quote", "patient,start,professional\np1,2024-01-01,\"A\n⟦visits-quote⟧"},
	{"stray quote", "patient,start,professional\np1,2024-01-01,A⟦visits-quote⟧\"B\n"},
	{"column missing", "⟦visits-column-missing⟧patient,when,professional\np1,2024-01-01,A\n"},
	{"column twice", "patient,start,professional,⟦visits-column-once⟧Patient\np1,2024-01-01,A,p2\n"},
	{"no rows", "patient,start,professional\n⟦visits-no-rows⟧"},
	{"row too short", "patient,start,professional\n⟦visits-ragged⟧p1,2024-01-01\np2,2024-01-01,A\n"},
	{"row too long", "patient,start,professional\n⟦visits-ragged⟧p1,2024-01-01,A,B\n"},
	{"no patient", "patient,start,professional\n⟦visits-patient⟧,2024-01-01,A\np1,2024-01-01,A\n⟦visits-patient⟧⟦visits-white-space⟧ ,2024-01-01,A\n"},
	{"no start", "patient,start,professional\np1,⟦visits-start⟧,A\n"},
	{"order of another country", "patient,start,professional\np1,⟦visits-start⟧03/04/2024,A\n"},
	{"a day that is not", "patient,start,professional\np1,⟦visits-start⟧2023-02-29,A\n"},
	{"an hour of one digit", "patient,start,professional\np1,⟦visits-start⟧2024-01-01 9:00,A\n"},
	{"a zone without seconds", "patient,start,professional\np1,⟦visits-start⟧2024-01-01T09:00Z,A\n"},
	{"an hour too late", "patient,start,professional\np1,⟦visits-start⟧2024-01-01 24:00,A\n"},
	{"zones here and there", "patient,start,professional\np1,2024-01-01T09:00:00Z,A\np1,⟦visits-start-zone⟧2024-01-02T09:00:00,A\np1,2024-01-03,A\np1,2024-01-04T09:00:00,A\np1,⟦visits-start-zone⟧2024-01-05T09:00:00+01:00,A\n"},
	{"no id", "id,patient,start,professional\n⟦visits-id⟧,p1,2024-01-01,A\n"},
	{"id twice", "id,patient,start,professional\n1,p1,2024-01-01,A\n1,p2,2024-01-01,A\n⟦visits-id-once⟧1,p1,2024-01-02,B\n"},
	{"white space", "patient,start,professional\np1,2024-01-01,⟦visits-white-space⟧ A\np2,⟦visits-white-space⟧\"2024-01-01 \",A\n"},
	{"words for nobody", "patient,start,professional\np1,2024-01-01,⟦visits-missing-word⟧NA\np1,2024-01-02,⟦visits-missing-word⟧n/a\np1,2024-01-03,Nan Ek\np1,2024-01-04,⟦visits-missing-word⟧-\n"},
	{"a word for no patient", "patient,start,professional\n⟦visits-patient⟧NULL,2024-01-01,A\n"},
	{"several at once", "professional,start,patient\næøå,⟦visits-start⟧x,⟦visits-patient⟧\n"},
	{"a line break in quotes", "note,patient,start,professional\n\"a\nå\",⟦visits-patient⟧,⟦visits-start⟧1,A\n"},
}

func TestEachRuleHasItsPlace(t *testing.T) {
	seen := map[schema.RuleID]bool{ruleCapped: true} // below
	for _, tt := range faults {
		t.Run(tt.name, func(t *testing.T) {
			table, marks := coproductiontest.Marked(tt.table)
			list, findings, err := ReadVisits(bytes.NewReader(table), "visits.csv")
			require.NoError(t, err)
			coproductiontest.AssertFindings(t, findings, coproductiontest.Wants(marks)...)
			severe := slices.ContainsFunc(findings, func(f schema.Finding) bool { return f.Severity == schema.Error })
			assert.Equal(t, severe, list == nil, "nothing is guessed")
			for _, f := range findings {
				seen[f.Rule] = true
				before := strings.TrimPrefix(string(table[:f.Position.Offset]), "\uFEFF")
				assert.Equal(t, 1+strings.Count(before, "\n"), f.Position.Line)
				assert.Equal(t, 1+len([]rune(before[strings.LastIndexByte(before, '\n')+1:])), f.Position.Column)
				assert.Equal(t, "visits.csv", f.Position.Source)
				assert.LessOrEqual(t, f.Position.Offset+int64(f.Position.Length), int64(len(table)))
				assert.NotEmpty(t, f.Hint)
			}
		})
	}
	for _, r := range Rules() {
		assert.True(t, seen[r.ID], "%s has no fixture", string(r.ID))
		assert.Regexp(t, `^visits-[a-z-]+$`, string(r.ID))
		assert.NotEmpty(t, r.Title)
		assert.NotEmpty(t, r.Why)
		assert.NotEmpty(t, r.Mend)
	}
	Rules()[0].ID = "mine"
	assert.NotEqual(t, schema.RuleID("mine"), Rules()[0].ID)
}

func TestPlacesHoldTheField(t *testing.T) {
	const table = "start,patient,professional\r\nx1,p1,A\r\n\"y, \"\"2\",p1,A\r\n2024-01-01,p1,\" A\"\r\n"
	_, findings, err := ReadVisits(strings.NewReader(table), "")
	require.NoError(t, err)
	var held []string
	for _, f := range findings {
		held = append(held, table[f.Position.Offset:f.Position.Offset+int64(f.Position.Length)])
	}
	assert.Equal(t, []string{"x1", `"y, ""2"`, `" A"`}, held, "quotes included, line breaks not")
}

func TestReadVisits(t *testing.T) {
	at := func(text string) time.Time {
		when, err := time.Parse(time.RFC3339, text)
		require.NoError(t, err)
		return when
	}
	tests := []struct {
		name, table string
		want        []Visit
	}{
		{"columns in any order and case, others passed over",
			"Note,PROFESSIONAL, Start ,ID,Patient\n\"a, \"\"b\"\"\nc\",A,2024-03-01,7,p1\nx,,2024-03-02,8,p1\n",
			[]Visit{{"p1", "7", at("2024-03-01T00:00:00Z"), true, "A"}, {"p1", "8", at("2024-03-02T00:00:00Z"), true, ""}}},
		{"the forms of a start, without a zone",
			"patient,start,professional\r\np,2024-03-01,A\r\np,2024-03-01 09:30,A\r\np,2024-03-01 09:30:15,A\r\np,2024-03-01T09:30:15.25,A\r\n",
			[]Visit{{"p", "1", at("2024-03-01T00:00:00Z"), true, "A"}, {"p", "2", at("2024-03-01T09:30:00Z"), false, "A"},
				{"p", "3", at("2024-03-01T09:30:15Z"), false, "A"}, {"p", "4", at("2024-03-01T09:30:15.25Z"), false, "A"}}},
		{"with a zone",
			"patient,start,professional\np,2024-03-01T09:30:15+01:00,A\np,2024-03-01T09:30:15Z,A",
			[]Visit{{"p", "1", at("2024-03-01T08:30:15Z"), false, "A"}, {"p", "2", at("2024-03-01T09:30:15Z"), false, "A"}}},
		{"white space is taken off", "patient,start,professional\n p , 2024-03-01,\tA\n", []Visit{{"p", "1", at("2024-03-01T00:00:00Z"), true, "A"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list, _, err := ReadVisits(strings.NewReader(tt.table), "")
			require.NoError(t, err)
			for i := range list {
				list[i].Start = list[i].Start.UTC()
			}
			assert.Equal(t, tt.want, list)
		})
	}
}

func TestNothingToRead(t *testing.T) {
	for _, text := range []string{"", "\n", " \r\n\n", "\uFEFF", "\uFEFF\n"} {
		_, _, err := ReadVisits(strings.NewReader(text), "")
		assert.ErrorIs(t, err, ErrEmpty, "%q", text)
	}
	broken := errors.New("the disk is gone")
	_, _, err := ReadVisits(io.MultiReader(strings.NewReader("patient,"), iotest.ErrReader(broken)), "")
	assert.ErrorIs(t, err, broken)
}

func TestFindingsAreCapped(t *testing.T) {
	for n, want := range map[int]int{MaxFindings: MaxFindings, MaxFindings + 1: MaxFindings + 1} {
		_, findings, err := ReadVisits(strings.NewReader("patient,start,professional\n"+strings.Repeat("p,2024-01-01, A\n", n)), "")
		require.NoError(t, err)
		assert.Len(t, findings, want)
		assert.Equal(t, n > MaxFindings, findings[len(findings)-1].Rule == ruleCapped)
	}
	list, findings, _ := ReadVisits(strings.NewReader("patient,start,professional\n"+strings.Repeat("p,2024-01-01, A\n", MaxFindings+1)+",2024-01-01,A\n"), "")
	assert.Nil(t, list)
	assert.True(t, slices.ContainsFunc(findings, func(f schema.Finding) bool { return f.Rule == rulePatient }), "the error that refuses the table is listed")
	assert.Contains(t, findings[len(findings)-1].Detail, "1002 findings, of which 1001 are listed")
}

func FuzzReadVisits(f *testing.F) {
	for _, tt := range faults {
		table, _ := coproductiontest.Marked(tt.table)
		f.Add(table)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		list, findings, err := ReadVisits(strings.NewReader(string(raw)), "f")
		if err != nil {
			assert.ErrorIs(t, err, ErrEmpty)
			return
		}
		severe := slices.ContainsFunc(findings, func(f schema.Finding) bool { return f.Severity == schema.Error })
		assert.Equal(t, severe, len(list) == 0)
		for i, one := range findings {
			p := one.Position
			if p.Offset < 0 || p.Length < 0 || p.Offset+int64(p.Length) > int64(len(raw)) || p.Line < 1 || p.Column < 1 {
				t.Errorf("%s at %+v of %d bytes", string(one.Rule), p, len(raw))
			}
			if i > 0 && p.Offset < findings[i-1].Position.Offset {
				t.Error("not in order")
			}
		}
		for _, v := range list {
			if v.Patient == "" || v.ID == "" {
				t.Errorf("%+v", v)
			}
		}
	})
}

func ExampleReadVisits() {
	const table = "patient,start,professional\np1,2024-03-01 09:00,A\np1,1 March,A\n"
	list, findings, err := ReadVisits(strings.NewReader(table), "visits.csv")
	fmt.Println(len(list), err)
	for _, f := range findings {
		fmt.Printf("%s:%d:%d: %s\n", f.Position.Source, f.Position.Line, f.Position.Column, f.Detail)
	}
	// Output:
	// 0 <nil>
	// visits.csv:3:4: this is neither a date nor a date and time
}
