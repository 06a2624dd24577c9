package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// plainTables are the tables that commands read, by the columns that tell them.
var plainTables = []struct {
	columns []string
	is      string
	command string
}{
	{[]string{"patient", "start", "professional"}, "a table of visits, with the columns patient, start and professional", "continuity"},
	{[]string{"sequence", "code"}, "a table of events, with the columns sequence and code", "transitions"},
}

// headings are the names of the columns of a table, in lower case, of which this is the
// beginning; nil where it looks like none: the first two rows have as many fields, two at
// least, and begin as no record does.
func headings(head []byte) []string {
	head = bytes.TrimPrefix(head, []byte("\uFEFF"))
	first, rest, two := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte("\n"))
	second, _, _ := bytes.Cut(rest, []byte("\n"))
	if !two || bytes.HasPrefix(first, []byte("{")) || bytes.HasPrefix(first, []byte("[")) || bytes.ContainsAny(first, "\x00{}") || !utf8.Valid(first) {
		return nil
	}
	for _, separator := range ",;\t|" {
		names, same := fieldsOf(first, separator), fieldsOf(second, separator)
		if len(names) > 1 && len(names) == len(same) {
			return names
		}
	}
	return nil
}

// fieldsOf are the fields of one row, in lower case; nil where it cannot be read.
func fieldsOf(row []byte, separator rune) []string {
	r := csv.NewReader(bytes.NewReader(row))
	r.Comma = separator
	fields, err := r.Read()
	if err != nil {
		return nil
	}
	for i := range fields {
		fields[i] = strings.ToLower(strings.TrimSpace(fields[i]))
	}
	return fields
}

// tableOf says which table has such columns, and which command reads it; "" where none of
// those that are told by their columns.
func tableOf(names []string) (is, command string) {
	for _, t := range plainTables {
		if !slices.ContainsFunc(t.columns, func(name string) bool { return !slices.Contains(names, name) }) {
			return t.is, t.command
		}
	}
	return "", ""
}

// noDataSet says what a table is that was given for a data set; "" where the file looks like
// no table.
func noDataSet(head []byte) string {
	names := headings(head)
	if names == nil {
		return ""
	}
	if is, command := tableOf(names); is != "" {
		return fmt.Sprintf("this is no data set, but %s; coprod %s reads it", is, command)
	}
	return "this is no data set, but looks like a table; coprod agreement reads ratings, a column a coder; coprod saturation codes by interviews; coprod continuity visits; coprod transitions events; and coprod convert csv makes a data set of coded turns"
}

// misplaced is the error of an input that holds something else than the table that a command
// reads, where its beginning tells what it is, and the columns are not there that the table
// must have; nil where it may be the one.
func (in *input) misplaced(command string, columns ...string) error {
	head, _ := in.Peek(in.Size())
	format, reason, _ := exchange.Detect(in.name, head)
	if is := document(head); is != "" && format == "" {
		return fmt.Errorf("%s: this is %s", source(in.name), is)
	}
	names := headings(head)
	if columns != nil && !slices.ContainsFunc(columns, func(name string) bool { return !slices.Contains(names, name) }) {
		return nil
	}
	if is, reads := tableOf(names); is != "" && reads != command {
		return fmt.Errorf("%s: this is %s; coprod %s reads it", source(in.name), is, reads)
	}
	if !slices.Contains([]exchange.Format{exchange.CSV, exchange.EAF, exchange.CHAT, exchange.WebVTT, exchange.SRT, exchange.TextGrid, exchange.REFI}, format) {
		return nil
	}
	reader := "coprod " + command + " reads"
	if command == "continuity" {
		reader = "coprod indicators measures"
	}
	return fmt.Errorf("%s: this looks like %s (%s); coprod convert %s makes a data set of it, which %s", source(in.name), format, reason, format, reader)
}
