package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/table"
	"github.com/coproduction-lab/coproduction-go/coproduction/saturation"
)

var saturate = command{
	name:  "saturation",
	args:  "[flags] INCIDENCE.csv|STUDY.ndjson",
	brief: "Compute how far new interviews still bring new codes",
	example: "coprod saturation incidence.csv\n" +
		"coprod saturation -base 4,6 -run 2,3 -threshold 0.05,0 -format csv study.ndjson > saturation.csv\n\n" +
		"where incidence.csv has a row for each interview, in order, and a column for each code, with 0 or 1;\n" +
		"of a study, the encounters in the order of their start are the interviews.",
	run: runSaturation,
}

func runSaturation(ctx context.Context, c *call) (int, error) {
	format := c.flags.String("format", "text", formatUsage)
	base := c.flags.String("base", "4", "interviews of the base: a number `N`, or several with commas between")
	run := c.flags.String("run", "3", "interviews of a run: a number `N`, or several")
	threshold := c.flags.String("threshold", "0.05", "new information under which a run is saturated: a `SHARE` from 0 to 1, or several")
	runs := c.flags.String("runs", "overlapping", "how runs follow each other: `overlapping|disjoint`, or both with a comma between")
	by := c.flags.String("by", "encounter", "what counts as an interview of a study: `"+strings.Join(texts(saturation.Units()), "|")+"`")
	level := c.flags.Float64("level", saturation.DefaultLevel, "confidence `LEVEL` of intervals")
	if err := c.parse(); err != nil {
		return 0, err
	}
	options := saturation.Options{Level: *level, By: saturation.Unit(*by)}
	for _, word := range strings.Split(*runs, ",") {
		if err := oneOf("runs", word, texts([]saturation.Runs{saturation.Overlapping, saturation.Disjoint})...); err != nil {
			return 0, err
		}
		options.Runs = append(options.Runs, saturation.Runs(word))
	}
	var baseError, runError, thresholdError error
	options.Bases, baseError = several("base", *base, wholeNumber)
	options.RunLengths, runError = several("run", *run, wholeNumber)
	options.Thresholds, thresholdError = several("threshold", *threshold, share)
	if err := errors.Join(oneOf("format", *format, formats...), oneOf("by", *by, texts(saturation.Units())...),
		validLevel(*level), baseError, runError, thresholdError); err != nil {
		return 0, err
	}
	in, err := c.input()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	if in.study {
		v, progress := new(coproduction.Validator), newProgress(c.stderr)
		read, err := readStudy(records(ctx, v, in.name, in, progress), v, progress, saturation.Tally{})
		if err != nil {
			return 0, err
		}
		rows := read.tally.Rows(read.of(), options)
		return read.status(), c.write(*format, read.synthetic.label(rows), read.cautions, func(out *bufio.Writer) {
			read.heading(out, accumulated(rows, *by))
			writeSaturation(out, rows)
		})
	}
	if err := in.misplaced("saturation"); err != nil {
		return 0, err
	}
	incidence, findings, err := table.ReadIncidence(in, source(in.name), checks...)
	if err != nil {
		return 0, fileError(in.name, err)
	}
	if c.faults(findings) {
		return statusFindings, nil
	}
	codes, err := saturation.Matrix(incidence.Present)
	if err != nil {
		return 0, err
	}
	rows := codes.Rows(tableSubject(in.name), options)
	return statusClean, c.write(*format, rows, nil, func(out *bufio.Writer) {
		writeHeading(out, false, accumulated(rows, "interview")+", of "+plural(int64(len(incidence.Codes)), "column"))
		writeSaturation(out, rows)
	})
}

// several reads the values of a flag, with commas between.
func several[V any](flag, text string, read func(string) (V, string)) ([]V, error) {
	var values []V
	for _, word := range strings.Split(text, ",") {
		v, fault := read(strings.TrimSpace(word))
		if fault != "" {
			return nil, fmt.Errorf("-%s must be %s", flag, fault)
		}
		values = append(values, v)
	}
	return values, nil
}

func wholeNumber(text string) (int64, string) {
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n < 1 {
		return 0, "a whole number, 1 or more"
	}
	return n, ""
}

func share(text string) (float64, string) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= 0 && v <= 1) {
		return 0, "a number from 0 to 1"
	}
	return v + 0, ""
}

// validLevel refuses what is no level of confidence.
func validLevel(level float64) error {
	if !(level > 0 && level < 1) {
		return errors.New("-level must be between 0 and 1, as 0.95")
	}
	return nil
}

// accumulated says how many interviews were read, and how many codes are in them.
func accumulated(rows []estimate.Row, unit string) string {
	interviews, codes := int64(0), int64(0)
	for _, r := range rows {
		switch r.Measure {
		case "new_codes":
			interviews++
		case "pool_Species":
			codes = int64(r.Value)
		}
	}
	return plural(codes, "code") + " in " + plural(interviews, unit)
}

// writeSaturation writes a table with a line for each interview, then the rest.
func writeSaturation(out *bufio.Writer, rows []estimate.Row) {
	columns := []column{{title: "new"}, {title: "all so far"}, {title: "in any order", digits: 1}}
	var rest []estimate.Row
	for _, r := range rows {
		switch r.Measure {
		case "new_codes":
			columns[0].add(r, "interview")
		case "cumulative_codes":
			columns[1].add(r, "after")
		case "rarefied_codes":
			columns[2].add(r, "interviews")
		case "saturation_new_info":
			title := fmt.Sprintf("base %d, run %d, %s", r.Params["base"], r.Params["run"], r.Params["runs"])
			if columns[len(columns)-1].title != title {
				columns = append(columns, column{title: title, digits: 3})
			}
			columns[len(columns)-1].add(r, "first")
		case "saturation_point", "q1_uniques", "q2_duplicates", "chao2", "sample_coverage", "pool_jack1", "pool_jack2", "pool_boot":
			rest = append(rest, r)
		}
	}
	if len(columns[0].cells) > 0 {
		fmt.Fprint(out, "\nCodes by interview")
		if len(columns) > 3 {
			fmt.Fprint(out, ", and the new information of the run that begins with it")
		}
		fmt.Fprintf(out, "\n%s", left("", interviewWidth))
		for _, c := range columns {
			fmt.Fprint(out, "  "+c.title)
		}
		fmt.Fprintln(out)
	}
	for i := range int64(len(columns[0].cells)) {
		text := left(strconv.FormatInt(i+1, 10), interviewWidth)
		for _, c := range columns {
			text += "  " + left(c.cells[i+1], utf8.RuneCountInString(c.title))
		}
		fmt.Fprintln(out, strings.TrimRight(text, " "))
	}
	titles := titlesOf(saturation.Measures())
	var notes footnotes
	fmt.Fprintf(out, "\n%s\n", line("Of all interviews", "value", interval(rest), "n", ""))
	for _, r := range rest {
		writeRow(out, r, titles[r.Measure], &notes)
	}
	notes.write(out)
}

// interviewWidth is the width of the numbers of interviews, in characters.
const interviewWidth = 6

// A column is a column of a table with a line for each interview.
type column struct {
	title  string
	digits int
	cells  map[int64]string // by the number of the interview
}

func (c *column) add(r estimate.Row, at string) {
	if c.cells == nil {
		c.cells = map[int64]string{}
	}
	if n, ok := r.Params[at].(int64); ok {
		c.cells[n] = cellText(r.Estimate, c.digits)
	}
}
