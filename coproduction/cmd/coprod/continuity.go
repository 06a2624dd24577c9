package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	visitlist "github.com/coproduction-lab/coproduction-go/coproduction/exchange/visits"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/schema"
)

var continuity = command{
	name:  "continuity",
	args:  "[flags] VISITS.csv",
	brief: "Compute continuity of care from a table of visits",
	example: "coprod continuity visits.csv\n" +
		"coprod continuity -format json - < visits.csv > continuity.json\n\n" +
		"where visits.csv has the columns patient,start,professional and perhaps id.",
	run: runContinuity,
}

func runContinuity(_ context.Context, c *call) (int, error) {
	format := c.flags.String("format", "text", "write estimates as `text|json|csv`")
	if err := c.parse(); err != nil {
		return 0, err
	}
	if err := oneOf("format", *format, "text", "json", "csv"); err != nil {
		return 0, err
	}
	if len(c.args) != 1 {
		return 0, errors.New("name one table of visits, or - for standard input")
	}
	name := c.args[0]
	file, err := c.open(name)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	list, findings, err := visitlist.ReadVisits(file, source(name), coproduction.Identifying)
	switch {
	case errors.Is(err, visitlist.ErrEmpty):
		return 0, fmt.Errorf("%s: the file is empty: it holds no visit", name)
	case err != nil:
		return 0, fileError(name, err)
	}
	faults := int64(0)
	hinted := map[schema.RuleID]bool{} // each hint once
	for _, f := range findings {
		fmt.Fprintf(c.stderr, "%s:%d:%d: %s: %s [%s]\n", f.Position.Source, f.Position.Line, f.Position.Column, f.Severity, f.Detail, string(f.Rule))
		if !hinted[f.Rule] && f.Hint != "" {
			fmt.Fprintf(c.stderr, "   %s\n", f.Hint)
			hinted[f.Rule] = true
		}
		if f.Severity == schema.Error {
			faults++
		}
	}
	if faults > 0 {
		fmt.Fprintf(c.stderr, "%s: nothing was computed\n", plural(faults, "error"))
		return statusFindings, nil
	}

	var tally indicator.VisitTally
	professionals := map[string]bool{}
	for _, v := range list {
		tally.AddVisit(indicator.Visit(v))
		if v.Professional != "" {
			professionals[v.Professional] = true
		}
	}
	patients := courseRows(&tally, indicator.PerPatient)
	study := courseRows(&tally, indicator.PerStudy)
	out := bufio.NewWriter(c.stdout)
	switch *format {
	case "json":
		err = estimate.Write(out, slices.Values(slices.Concat(patients, study)))
	case "csv":
		err = writeCSV(out, slices.Concat(patients, study))
	default:
		writeHeading(out, false, fmt.Sprintf("%s of %s to %s", plural(int64(len(list)), "visit"),
			plural(tally.Patients(), "patient"), people(int64(len(professionals)), "professional")))
		only := func(rows []estimate.Row) func(indicator.Theme) []estimate.Row {
			return func(t indicator.Theme) []estimate.Row {
				if t != indicator.Continuity {
					return nil
				}
				return rows
			}
		}
		writeBlocks(out, indicator.PerPatient, only(patients))
		writeBlocks(out, indicator.PerStudy, only(study))
	}
	if err == nil {
		err = out.Flush()
	}
	if small := coproduction.SmallCells(slices.Concat(patients, study), 0); len(small) > 0 {
		fmt.Fprintf(c.stderr, "there are numbers about fewer than %d people in %s; coprod rules %s says why that matters\n",
			coproduction.DefaultSmallCell, plural(int64(len(small)), "subject"), string(small[0].Rule))
	}
	return statusClean, err
}

// courseRows returns the rows that rest on visits alone; a table of visits has no links.
func courseRows(t *indicator.VisitTally, per indicator.Per) []estimate.Row {
	return slices.DeleteFunc(t.Rows(per, indicator.Options{}), func(r estimate.Row) bool {
		return r.Measure == "links" || r.Measure == "longest_chain"
	})
}
