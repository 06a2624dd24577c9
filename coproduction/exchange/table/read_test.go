package table

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadRatings(t *testing.T) {
	nan := math.NaN()
	tests := []struct {
		name, table string
		options     RatingOptions
		want        Ratings
	}{
		{"numbers", "anna,bob\r\n1,2.50\r\n,-1e1\r\n+.5,\"3.\"\r\n", RatingOptions{},
			Ratings{Coders: []string{"anna", "bob"}, Numbers: [][]float64{{1, 2.5}, {nan, -10}, {.5, 3}}}},
		{"words", "anna,bob\nyes,no\n,\"no, but\"\n", RatingOptions{},
			Ratings{Coders: []string{"anna", "bob"}, Words: [][]string{{"yes", "no"}, {"", "no, but"}}}},
		{"units with names", " Unit ,anna,bob\nu1,yes,\nu2,,\n", RatingOptions{},
			Ratings{Coders: []string{"anna", "bob"}, Units: []string{"u1", "u2"}, Words: [][]string{{"yes", ""}, {"", ""}}}},
		{"a coder named unit", "anna,unit\nx,y\n", RatingOptions{},
			Ratings{Coders: []string{"anna", "unit"}, Words: [][]string{{"x", "y"}}}},
		{"without a header", "1,2\n2,2\n", RatingOptions{NoHeader: true}, Ratings{Numbers: [][]float64{{1, 2}, {2, 2}}}},
		{"numbers and words as categories", "a,b\n1,x\n2,\n", RatingOptions{Nominal: true}, Ratings{Coders: []string{"a", "b"}, Words: [][]string{{"1", "x"}, {"2", ""}}}},
		{"numbers as categories", "a,b\n1,1.0\n", RatingOptions{Nominal: true}, Ratings{Coders: []string{"a", "b"}, Numbers: [][]float64{{1, 1}}}},
		{"decimal commas as categories", "a,b\n1,\"1,5\"\n", RatingOptions{Nominal: true}, Ratings{Coders: []string{"a", "b"}, Words: [][]string{{"1", "1,5"}}}},
		{"declared categories", "a,b\n2,1\n", RatingOptions{Categories: []string{"1", "2"}}, Ratings{Coders: []string{"a", "b"}, Words: [][]string{{"2", "1"}}}},
		{"a word for not rated", "a,b\nNA,99\nx,y\n", RatingOptions{NotRated: []string{"NA", "99"}}, Ratings{Coders: []string{"a", "b"}, Words: [][]string{{"", ""}, {"x", "y"}}}},
		{"nothing rated", "a,b\n,\n,\n", RatingOptions{}, Ratings{Coders: []string{"a", "b"}, Words: [][]string{{"", ""}, {"", ""}}}},
		{"nothing rated on a numeric scale", "a,b\n,\n", RatingOptions{Numeric: true}, Ratings{Coders: []string{"a", "b"}, Numbers: [][]float64{{nan, nan}}}},
		{"R write.csv2", "\"anna\";\"bob\"\r\n1,5;2\r\n;-,5\r\n", RatingOptions{}, Ratings{Coders: []string{"anna", "bob"}, Numbers: [][]float64{{1.5, 2}, {nan, -.5}}}},
		{"words between tabs", "anna\tbob\nyes, but\tno\n", RatingOptions{}, Ratings{Coders: []string{"anna", "bob"}, Words: [][]string{{"yes, but", "no"}}}},
		{"lines that end in CR", "anna,bob\r1,2\r3,4\r", RatingOptions{}, Ratings{Coders: []string{"anna", "bob"}, Numbers: [][]float64{{1, 2}, {3, 4}}}},
		{"one coder", "a\n1\n2\n", RatingOptions{}, Ratings{Coders: []string{"a"}, Numbers: [][]float64{{1}, {2}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, findings, err := ReadRatings(strings.NewReader(tt.table), "", tt.options)
			require.NoError(t, err)
			require.NotNil(t, got, findings)
			assert.Equal(t, fmt.Sprintf("%#v", tt.want), fmt.Sprintf("%#v", *got)) // where NaN is NaN
		})
	}
}

func TestReadIncidence(t *testing.T) {
	got, findings, err := ReadIncidence(strings.NewReader("ID,a,b\n7,1,0\n3,0,0\n"), "")
	require.NoError(t, err)
	assert.Empty(t, findings)
	assert.Equal(t, &Incidence{Codes: []string{"a", "b"}, Interviews: []string{"7", "3"}, Present: [][]bool{{true, false}, {false, false}}}, got)
	got, _, err = ReadIncidence(strings.NewReader("a,1\n1,0\n"), "")
	require.NoError(t, err)
	assert.Equal(t, &Incidence{Codes: []string{"a", "1"}, Present: [][]bool{{true, false}}}, got)
}

func TestReadEvents(t *testing.T) {
	got, findings, err := ReadEvents(strings.NewReader("Note,CODE,Sequence\nNA,A,s2\n,B,s1\nx,\"C, c\",s2\n"), "")
	require.NoError(t, err)
	assert.Empty(t, findings)
	assert.Equal(t, []Sequence{{"s2", []string{"A", "C, c"}}, {"s1", []string{"B"}}}, got)
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]float64{"1": 1, "-0": 0, "+2.": 2, ".5": .5, "1E3": 1000, "1e-3": .001, "0e999": 0, "5e-324": 5e-324, "1.7976931348623157e308": math.MaxFloat64} {
		v, fault := number(text)
		assert.Empty(t, fault, text)
		assert.Equal(t, want, v, text)
	}
	for text, want := range map[string]string{
		"": notNumber, ".": notNumber, "e3": notNumber, "1 000": notNumber, "1e": notNumber, "١": notNumber, "NaN": notNumber, "--1": notNumber, "1,5,0": notNumber,
		"1,5": decimalComma, "-,5": decimalComma, "1e400": outOfRange, "-1e400": outOfRange, "1e-400": outOfRange,
	} {
		_, fault := number(text)
		assert.Equal(t, want, fault, text)
	}
}

func ExampleReadRatings() {
	const table = "unit,anna,bob\nu1,1,2\nu2,1,x\n"
	ratings, findings, err := ReadRatings(strings.NewReader(table), "ratings.csv", RatingOptions{Numeric: true})
	fmt.Println(ratings == nil, err)
	for _, f := range findings {
		fmt.Printf("%s:%d:%d: %s\n", f.Position.Source, f.Position.Line, f.Position.Column, f.Detail)
	}
	// Output:
	// true <nil>
	// ratings.csv:3:6: this is not a number
}

func ExampleReadIncidence() {
	incidence, _, err := ReadIncidence(strings.NewReader("interview,trust,hope\n1,1,0\n2,1,1\n"), "incidence.csv")
	fmt.Println(incidence.Codes, incidence.Present, err)
	// Output: [trust hope] [[true false] [true true]] <nil>
}

func ExampleReadEvents() {
	sequences, _, err := ReadEvents(strings.NewReader("sequence,code\nv1,ask\nv2,tell\nv1,explain\n"), "events.csv")
	fmt.Println(sequences, err)
	// Output: [{v1 [ask explain]} {v2 [tell]}] <nil>
}
