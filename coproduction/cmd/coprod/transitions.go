package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/table"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

var transitions = command{
	name:  "transitions",
	args:  "[flags] EVENTS.csv|STUDY.ndjson",
	brief: "Compute which code follows which, and what chance alone would give",
	example: "coprod transitions events.csv\n" +
		"coprod transitions -lag 2 -format csv study.ndjson > transitions.csv\n\n" +
		"where events.csv has the columns sequence,code and a row for each event, in order;\n" +
		"of a study, the acts of the steps of each encounter are the events.",
	run: runTransitions,
}

// acts is the tally of the transitions between acts in a study.
type acts struct {
	*indicator.Transitions
	encounters, uncoded int64
}

// Add takes in an encounter; other records change nothing.
func (a *acts) Add(r encounter.Record) {
	e, ok := r.(*encounter.Encounter)
	switch {
	case !ok:
	case e.Steps == nil:
		a.uncoded++
	default:
		a.encounters++
		a.AddSteps(e)
	}
}

func runTransitions(ctx context.Context, c *call) (int, error) {
	format := c.flags.String("format", "text", formatUsage)
	lag := c.flags.Int("lag", 1, "count from each event to the `N`-th after it")
	noRepeat := c.flags.Bool("norepeat", false, "by the rules of coding, no code can follow itself")
	if err := c.parse(); err != nil {
		return 0, err
	}
	if err := oneOf("format", *format, formats...); err != nil {
		return 0, err
	}
	if *lag < 1 {
		return 0, errors.New("-lag must be 1 or more")
	}
	in, err := c.input()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	counted := acts{Transitions: indicator.NewTransitions(*lag, *noRepeat)}
	write := func(of estimate.Subject, synthetic syntheticData, cautions []string, heading func(*bufio.Writer)) error {
		t := counted.Table()
		rows := t.Rows(of, indicator.Options{})
		return c.write(*format, synthetic.label(asTold(rows, *lag, *noRepeat)), cautions, func(out *bufio.Writer) {
			heading(out)
			fmt.Fprintf(out, "%s between %s%s\n", plural(t.N(), "transition"), plural(int64(len(t.Codes())), "code"), variant(*lag, *noRepeat))
			writeTransitions(out, t, rows)
		})
	}
	if in.study {
		v, progress := new(coproduction.Validator), newProgress(c.stderr)
		read, err := readStudy(records(ctx, v, in.name, in, progress), v, progress, counted)
		if err != nil {
			return 0, err
		}
		counted = read.tally
		return read.status(), write(read.of(), read.synthetic, read.cautions, func(out *bufio.Writer) {
			coded := "the acts of the steps of " + plural(counted.encounters, "encounter")
			if counted.uncoded > 0 {
				coded += fmt.Sprintf("; the steps of %d more are not coded", counted.uncoded)
			}
			read.heading(out, coded)
		})
	}
	if err := in.misplaced("transitions", "sequence", "code"); err != nil {
		return 0, err
	}
	sequences, findings, err := table.ReadEvents(in, source(in.name), checks...)
	if err != nil {
		return 0, fileError(in.name, err)
	}
	if c.faults(findings) {
		return statusFindings, nil
	}
	events := 0
	for _, s := range sequences {
		counted.Transitions.Add(s.Codes)
		events += len(s.Codes)
	}
	return statusClean, write(tableSubject(in.name), false, nil, func(out *bufio.Writer) {
		writeHeading(out, false, plural(int64(events), "event")+" in "+plural(int64(len(sequences)), "sequence"))
	})
}

// variant says in words what was counted, where that is not the usual.
func variant(lag int, noRepeat bool) (text string) {
	if lag != 1 {
		text += fmt.Sprintf(", from each event to number %d after it (lag %d)", lag, lag)
	}
	if noRepeat {
		text += ", where no code can follow itself"
	}
	return text
}

// asTold returns the rows with the parameters that published tables of transitions
// have, which tell a pair of codes. The lag and the rule about repeats, which are the
// same in all rows, become a warning.
func asTold(rows []estimate.Row, lag int, noRepeat bool) []estimate.Row {
	told := slices.Clone(rows)
	for i := range told {
		params := map[string]any{}
		for name, value := range told[i].Params {
			if name != "lag" && name != "norepeat" {
				params[name] = value
			}
		}
		told[i].Params = params
		if text := variant(lag, noRepeat); text != "" {
			told[i].Estimate = told[i].Warn(estimate.Warning("counted" + strings.TrimPrefix(text, ",")))
		}
	}
	return told
}

// matrixColumns is the number of columns of a matrix that fit on a page.
const matrixColumns = 13

// writeTransitions writes the matrices of counts and of adjusted residuals, with a
// row for each code and a column for what follows it, and the tests of the whole.
func writeTransitions(out *bufio.Writer, t *indicator.TransitionTable, rows []estimate.Row) {
	titles := titlesOf(indicator.Measures())
	var notes footnotes
	fmt.Fprintf(out, "\n%s\n", line("All transitions", "value", "", "n", ""))
	for _, r := range rows {
		if r.Params["from"] == nil && r.Params["code"] == nil {
			writeRow(out, plainParams(r), titles[r.Measure], &notes)
		}
	}
	codes := t.Codes()
	matrix := func(title, measure string, show func(estimate.Estimate) string) {
		var cells []estimate.Estimate
		for _, r := range rows {
			if r.Measure == measure {
				cells = append(cells, r.Estimate)
			}
		}
		for begin := 0; begin < len(codes); begin += matrixColumns {
			end := min(begin+matrixColumns, len(codes))
			fmt.Fprintf(out, "\n%s", pad(title, matrixTitle))
			for j := begin; j < end; j++ {
				fmt.Fprint(out, left(strconv.Itoa(j+1), matrixWidth))
			}
			fmt.Fprintln(out)
			for i, code := range codes {
				fmt.Fprint(out, pad("  "+strconv.Itoa(i+1)+" "+shortened(code, matrixTitle-6), matrixTitle))
				for j := begin; j < end; j++ {
					fmt.Fprint(out, left(show(cells[i*len(codes)+j]), matrixWidth))
				}
				fmt.Fprintln(out)
			}
		}
	}
	if len(codes) > 0 {
		fmt.Fprint(out, "\nRows: from this code; columns: to the code of that number\n")
	}
	few, tested := false, 0
	matrix("How often", "transition_count", func(e estimate.Estimate) string { return cellText(e, 0) })
	matrix("Adjusted residual", "adjusted_residual", func(e estimate.Estimate) string {
		text := cellText(e, 1)
		if e.Defined() {
			tested++
		}
		if slices.Contains(e.Warnings, indicator.FewExpected) {
			few, text = true, text+"*"
		}
		return text
	})
	if few {
		fmt.Fprintf(out, "\n  *  %s\n", indicator.FewExpected)
	}
	if tested > 1 {
		fmt.Fprintf(out, "\n  Of %d residuals, about %.1f are beyond ±1.96 by chance alone.\n", tested, .05*float64(tested))
	}
	notes.write(out)
}

// The columns of a matrix, in characters.
const (
	matrixTitle = 26
	matrixWidth = 6
)

// cellText is an estimate as a cell of a matrix.
func cellText(e estimate.Estimate, digits int) string {
	if !e.Defined() {
		return "–"
	}
	text := strconv.FormatFloat(e.Value, 'f', digits, 64)
	if strings.Trim(text, "-0.") == "" {
		text = strings.TrimPrefix(text, "-") // a residual just under 0
	}
	return text
}

// shortened is a text with at most so many characters.
func shortened(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

// plainParams returns a row without the parameters that the heading has said.
func plainParams(r estimate.Row) estimate.Row {
	r.Params = nil
	return r
}
