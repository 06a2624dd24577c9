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
	format := c.flags.String("format", "text", formatUsage)
	if err := c.parse(); err != nil {
		return 0, err
	}
	if err := oneOf("format", *format, formats...); err != nil {
		return 0, err
	}
	if len(c.args) != 1 {
		return 0, errors.New("name one table of visits, or - for standard input")
	}
	name := c.args[0]
	in, err := c.input()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	if in.study {
		return 0, fmt.Errorf("%s: these are records, and no table of visits; coprod indicators measures them, continuity among the rest", source(name))
	}
	if err := in.misplaced("continuity", "patient", "start", "professional"); err != nil {
		return 0, err
	}
	list, findings, err := visitlist.ReadVisits(in, source(name), coproduction.Identifying)
	switch {
	case errors.Is(err, visitlist.ErrEmpty):
		return 0, fmt.Errorf("%s: the file is empty: it holds no visit", name)
	case err != nil:
		return 0, fileError(name, err)
	}
	if c.faults(findings) {
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
	rows := slices.Concat(patients, study)
	err = c.write(*format, rows, nil, func(out *bufio.Writer) {
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
	})
	if small := coproduction.SmallCells(rows, 0); len(small) > 0 {
		c.saySmall(coproduction.DefaultSmallCell, " in "+plural(int64(len(small)), "subject"))
	}
	return statusClean, err
}

// courseRows returns the rows that rest on visits alone; a table of visits has no links.
func courseRows(t *indicator.VisitTally, per indicator.Per) []estimate.Row {
	return slices.DeleteFunc(t.Rows(per, indicator.Options{}), func(r estimate.Row) bool {
		return r.Measure == "links" || r.Measure == "longest_chain"
	})
}
