package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// The forms of estimates.
var formats = []string{"text", "json", "csv"}

const formatUsage = "write estimates as `text|json|csv`"

// write writes estimates in one of the forms; text says how they are written for
// people. Where there is no heading to say it, cautions are on standard error.
func (c *call) write(format string, rows []estimate.Row, cautions []string, text func(*bufio.Writer)) (err error) {
	out := bufio.NewWriter(c.stdout)
	switch format {
	case "json":
		err = estimate.Write(out, slices.Values(rows))
	case "csv":
		err = writeCSV(out, rows)
	default:
		text(out)
		cautions = nil
	}
	if err == nil {
		err = out.Flush()
	}
	if err == nil {
		for _, caution := range cautions {
			fmt.Fprintln(c.stderr, caution)
		}
	}
	return err
}

// saySmall says that a person could be told from the numbers.
func (c *call) saySmall(k int64, where string) {
	fmt.Fprintf(c.stderr, "there are numbers about fewer than %d people%s; coprod rules privacy-small-cell says why that matters\n", k, where)
}

// writeCSV writes estimates as RFC 4180, a row each; what does not apply is empty.
func writeCSV(w io.Writer, rows []estimate.Row) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	out.Write([]string{"of_kind", "of_id", "measure", "params", "value", "undefined", "n", "num", "den", "lo", "hi", "level", "method", "warnings"})
	for _, r := range rows {
		cells := []string{r.Of.Kind, r.Of.ID, r.Measure, paramsOf(r), "", string(r.Undefined), strconv.FormatInt(r.N, 10), "", "", "", "", "", string(r.Method), ""}
		if r.Defined() {
			cells[4] = plain(r.Value)
		}
		if r.Num != nil && r.Den != nil {
			cells[7], cells[8] = plain(*r.Num), plain(*r.Den)
		}
		if r.Method != "" {
			cells[9], cells[10], cells[11] = plain(r.Lo), plain(r.Hi), plain(r.Level)
		}
		cells[13] = strings.Join(texts(r.Warnings), "; ")
		out.Write(cells)
	}
	out.Flush()
	return out.Error()
}

func plain(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// paramsOf writes parameters as name=value;name=value.
func paramsOf(r estimate.Row) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(r.Params)) {
		all = append(all, fmt.Sprint(name, "=", r.Params[name]))
	}
	return strings.Join(all, ";")
}
