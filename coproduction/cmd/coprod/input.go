package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/table"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/gunzip"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// An input is one file that holds a table or a study, told apart by its content.
type input struct {
	*bufio.Reader
	io.Closer
	name  string
	study bool
}

// input opens the file that the arguments name.
func (c *call) input() (*input, error) {
	if len(c.args) != 1 {
		return nil, errors.New("name one table or study, or - for standard input")
	}
	file, err := c.open(c.args[0])
	if err != nil {
		return nil, err
	}
	in := &input{bufio.NewReader(file), file, c.args[0], false}
	if in.study = holdsRecords(in.Reader); !in.study {
		return in, nil
	}
	head, _ := in.Peek(in.Size())
	if unzipped, err := gzip.NewReader(bytes.NewReader(head)); err == nil { // a table may be compressed as well
		if first := bufio.NewReader(unzipped); !holdsRecords(first) {
			if _, err := first.Peek(1); err == nil {
				whole, err := gunzip.NewReader(in.Reader)
				if err != nil {
					return nil, fileError(in.name, err)
				}
				in.Reader, in.study = bufio.NewReader(whole), false
			}
		}
	}
	return in, nil
}

// holdsRecords reports whether an input begins as gzip or JSON does; a plain table
// does neither.
func holdsRecords(r *bufio.Reader) bool {
	for n := 1; ; n++ {
		head, err := r.Peek(n)
		if err != nil {
			return false
		}
		switch c := head[n-1]; {
		case c == '{' || c == '[' || n == 2 && head[0] == 0x1f && c == 0x8b:
			return true
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		case n == 1 && c == 0x1f:
		case n <= 3 && string(head) == "\uFEFF"[:n]:
		default:
			return false
		}
	}
}

// mostOfRule is how many findings of one rule are shown of a table: so many of one kind mostly
// have one cause.
const mostOfRule = 10

// faults prints the findings of a table, and reports whether they refuse it.
func (c *call) faults(findings []schema.Finding) bool {
	faults := c.list(findings)
	if faults > 0 {
		fmt.Fprintf(c.stderr, "%s: nothing was computed\n", plural(faults, "error"))
	}
	return faults > 0
}

// list prints the findings of a table, and returns how many are errors. Behind the first of a
// rule it says how to mend it, and behind the last that is shown how many more there are.
func (c *call) list(findings []schema.Finding) (faults int64) {
	counts := map[schema.RuleID]int64{}
	for _, f := range findings {
		counts[f.Rule]++
	}
	hinted := map[schema.RuleID]bool{} // each hint once
	shown := map[schema.RuleID]int64{}
	for _, f := range findings {
		if f.Severity == schema.Error {
			faults++
		}
		if shown[f.Rule]++; shown[f.Rule] > mostOfRule {
			if shown[f.Rule] == counts[f.Rule] {
				fmt.Fprintf(c.stderr, "   and %d more, to line %d [%s]\n", counts[f.Rule]-mostOfRule, f.Position.Line, string(f.Rule))
			}
			continue
		}
		fmt.Fprintf(c.stderr, "%s:%d:%d: %s: %s [%s]\n", f.Position.Source, f.Position.Line, f.Position.Column, f.Severity, f.Detail, string(f.Rule))
		if !hinted[f.Rule] && f.Hint != "" {
			c.advise(f, "")
			hinted[f.Rule] = true
		}
	}
	return faults
}

// tableSubject is what numbers about a table are about.
func tableSubject(name string) estimate.Subject {
	return estimate.Subject{Kind: "table", ID: source(name)}
}

// checks are asked about every name in a table.
var checks = []table.Check{coproduction.Identifying}
