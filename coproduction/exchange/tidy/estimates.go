package tidy

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// estimateFields describe the columns that coprod profile -format csv writes.
var estimateFields = []field{
	{Name: "of_kind", Type: "string", Title: "Kind of subject", Description: "What the estimate is of: the whole study, or one record of this kind."},
	{Name: "of_id", Type: "string", Title: "Subject", Description: "The id of the record that the estimate is of; absent for the study."},
	{Name: "measure", Type: "string", Title: "Measure", Description: "The id of the measure; the README of coproduction-go lists all, and the documentation of its packages gives formula and source."},
	{Name: "params", Type: "string", Title: "Parameters", Description: "The choices of the measure, name=value, with semicolons between."},
	{Name: "value", Type: "number", Title: "Value", Description: "The estimate; absent where it is not defined."},
	{Name: "undefined", Type: "string", Title: "Undefined", Description: "Why there is no value; absent where there is one."},
	{Name: "n", Type: "integer", Title: "N", Description: "How many observations the estimate is of."},
	{Name: "num", Type: "number", Title: "Numerator", Description: "The numerator, of a measure that is a fraction."},
	{Name: "den", Type: "number", Title: "Denominator", Description: "The denominator, of a measure that is a fraction."},
	{Name: "lo", Type: "number", Title: "Lower limit", Description: "The lower limit of the confidence interval."},
	{Name: "hi", Type: "number", Title: "Upper limit", Description: "The upper limit of the confidence interval."},
	{Name: "level", Type: "number", Title: "Level", Description: "The confidence level of the interval, from 0 to 1."},
	{Name: "method", Type: "string", Title: "Method", Description: "How the interval was computed."},
	{Name: "warnings", Type: "string", Title: "Warnings", Description: "What the reader must know of the estimate, with semicolons between: what begins with disclosure marks a number from which something could be learnt about few people, and data that is synthetic is said to be so."},
}

// estimates describes a table of estimates. Its cells stay as the caller gave them, so
// that none may be a text that a spreadsheet runs. The error repeats none.
func (e Export) estimates(table []byte) (resource, error) {
	r := newResource("estimates", "Estimates", "What was computed from the records: a row for each measure, its parameters and its subject.")
	first, _, found := bytes.Cut(table, []byte("\n"))
	if found && bytes.HasSuffix(first, []byte("\r")) {
		r.Dialect.LineTerminator = "\r\n"
	}
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil || len(rows) == 0 {
		return r, errors.New("tidy: Estimates is not a table of comma-separated values with a header")
	}
	r.rows = len(rows) - 1
	for i, row := range rows {
		for j, cell := range row {
			if _, err := strconv.ParseFloat(cell, 64); err != nil && runs(cell) {
				return r, fmt.Errorf("tidy: a text in row %d, column %d of Estimates begins as a formula of a spreadsheet does", i+1, j+1)
			}
			r.breaks = max(r.breaks, strings.Count(cell, "\n"))
		}
	}
	known := map[string]field{}
	for _, f := range estimateFields {
		known[f.Name] = f
	}
	seen := map[string]bool{}
	for column, name := range rows[0] {
		if strings.TrimSpace(name) == "" || seen[name] {
			return r, errors.New("tidy: the header of Estimates has a column without a name, or a name twice")
		}
		seen[name] = true
		f, ok := known[name]
		if !ok {
			f = field{Name: name, Type: "string", Title: name, Description: "A column of the table of estimates that was given."}
		}
		if values, some := e.EstimateCategories[name]; some && f.Type == "string" {
			f.closed(values, rows[1:], column)
		}
		r.Schema.Fields = append(r.Schema.Fields, f)
	}
	return r, nil
}

// closed describes a column by the values that are known, and then those that are in it.
func (f *field) closed(values []string, rows [][]string, column int) {
	values = slices.Clone(values)
	for _, row := range rows {
		if value := row[column]; value != "" && !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	if len(values) == 0 {
		return
	}
	f.Constraints = new(constraints)
	for _, value := range values {
		f.Categories = append(f.Categories, labelled(value))
		f.Constraints.Enum = append(f.Constraints.Enum, value)
	}
}
