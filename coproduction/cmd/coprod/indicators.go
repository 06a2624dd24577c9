package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

var indicators = command{
	name:  "indicators",
	args:  "[flags] FILE...",
	brief: "Compute the partnership indicators of a data set, under the four themes",
	example: "coprod indicators examples/clinic/clinic.ndjson\n" +
		"coprod indicators -by patient -format csv study.ndjson > indicators.csv",
	run: func(ctx context.Context, c *call) (int, error) { return runThemes(ctx, c, whole{}, unmarked) },
}

// A marking is what is done about numbers of fewer than k people; it is asked once
// the flags are read.
type marking = func() (k int64, mark func([]estimate.Row), err error)

// unmarked leaves numbers about few people as they are.
func unmarked() (int64, func([]estimate.Row), error) {
	return coproduction.DefaultSmallCell, func([]estimate.Row) {}, nil
}

// runThemes computes what is under the headings of the catalogue. Numbers about few
// people are marked, and counted on standard error.
func runThemes(ctx context.Context, c *call, empty whole, markFew marking) (int, error) {
	format := c.flags.String("format", "text", formatUsage)
	by := c.flags.String("by", "study", "compute them for each `study|encounter|patient|professional`")
	order := c.flags.String("order", string(indicator.ByStart), "put the encounters of a patient in order by their `start|links`")
	if err := c.parse(); err != nil {
		return 0, err
	}
	per := indicator.Per(*by)
	if err := oneOf("format", *format, formats...); err != nil {
		return 0, err
	}
	if err := oneOf("by", *by, texts(indicator.Pers())...); err != nil {
		return 0, err
	}
	if err := oneOf("order", *order, texts(indicator.Orders())...); err != nil {
		return 0, err
	}
	empty.options.Order = indicator.Order(*order)
	k, mark, err := markFew()
	if err != nil {
		return 0, err
	}
	validator, progress := new(coproduction.Validator), newProgress(c.stderr)
	lines, err := c.lines(ctx, validator, c.args, progress)
	if err != nil {
		return 0, err
	}
	read, err := readStudy(lines, validator, progress, empty)
	if err != nil {
		return 0, err
	}
	rows := read.tally.rows(per)
	if per == indicator.PerStudy {
		read.ids.name(rows)
	}
	mark(rows)
	nobody := per != indicator.PerStudy && len(rows) == 0
	if nobody && read.tally.profile.Encounters() > 0 {
		read.cautions = append(read.cautions, fmt.Sprintf("no %s is identified, so nothing can be counted for each", per))
	}
	err = c.write(*format, read.synthetic.label(rows), read.cautions, func(out *bufio.Writer) {
		p := &read.tally.profile
		read.heading(out, fmt.Sprintf("%s of %s with %s", plural(p.Encounters(), "encounter"),
			people(p.Patients(), "patient"), people(p.Professionals(), "professional")))
		if read.sum.Accepted > 0 && !nobody {
			writeWhole(out, &read.tally, per, mark)
		}
	})
	if err != nil {
		return 0, err
	}
	if small := coproduction.SmallCells(rows, k); len(small) > 0 {
		where := ""
		if per != indicator.PerStudy {
			where = " in " + plural(int64(len(small)), *by)
		}
		c.saySmall(k, where)
	}
	return read.status(), nil
}

// writeWhole writes what is under each heading. The codes of one subject are too many
// to read one subject after the other.
func writeWhole(out *bufio.Writer, w *whole, per indicator.Per, mark func([]estimate.Row)) {
	all := w.marked(per, mark)
	marked := func(t indicator.Theme) []estimate.Row { return all[t] }
	writeBlocks(out, per, marked)
	switch {
	case w.profileOnly:
	case per != indicator.PerStudy:
		fmt.Fprintf(out, "\nThe codes of each %s are in the forms json and csv.\n", per)
	default:
		if rows := marked(indicator.Codes); len(rows) > 0 {
			writeCodes(out, rows)
		}
		writeChecklists(out, marked(indicator.Checklists), &w.checklists)
	}
}

// cautionsOf says what the numbers leave out.
func cautionsOf(sum coproduction.Summary, within int64, once *once) (cautions []string) {
	if sum.Rejected > 0 {
		cautions = append(cautions, fmt.Sprintf("%d of %s rejected; coprod validate says why", sum.Rejected, were(sum.Records, "record")))
	}
	if across := sum.Errors - within; across > 0 {
		cautions = append(cautions, fmt.Sprintf("%s between records; coprod validate says where", plural(across, "error")))
	}
	return append(cautions, once.cautions()...)
}

// syntheticData is a tally of whether any record says that it stands for nobody.
type syntheticData bool

// Add takes in a record.
func (s *syntheticData) Add(r encounter.Record) {
	var own encounter.Extensions
	switch r := r.(type) {
	case *encounter.Study:
		own = r.Extensions
	case *encounter.Participant:
		own = r.Extensions
	case *encounter.Encounter:
		own = r.Extensions
	}
	*s = *s || syntheticData(own.Says("synthetic"))
}

// studyIDs are the ids of the study records.
type studyIDs map[encounter.ID]bool

// Add takes in a record.
func (s *studyIDs) Add(r encounter.Record) {
	if study, ok := r.(*encounter.Study); ok {
		if *s == nil {
			*s = studyIDs{}
		}
		(*s)[study.ID] = true
	}
}

// name gives the rows about the study its id, if the data is of one study.
// Rows about anything else keep theirs.
func (s studyIDs) name(rows []estimate.Row) {
	if len(s) != 1 {
		return
	}
	for id := range s {
		for i := range rows {
			if rows[i].Of.Kind == string(indicator.PerStudy) {
				rows[i].Of.ID = id.String()
			}
		}
	}
}

// syntheticNote labels a number where there is no heading to do it.
const syntheticNote estimate.Warning = "synthetic data: these records stand for nobody"

// label returns the rows with the label on every number, if the data is synthetic.
func (s syntheticData) label(rows []estimate.Row) []estimate.Row {
	if !s {
		return rows
	}
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].Estimate = rows[i].Warn(syntheticNote)
	}
	return rows
}

// texts returns the members of a vocabulary as text.
func texts[W ~string](all []W) []string {
	var out []string
	for _, w := range all {
		out = append(out, string(w))
	}
	return out
}

// plural is a number with its noun.
func plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// people is a number of identified people. Where there is none, the data may still be about somebody.
func people(n int64, noun string) string {
	if n == 0 {
		return "no identified " + noun
	}
	return plural(n, noun)
}

// were is a number with its noun and verb.
func were(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun + " was"
	}
	return fmt.Sprintf("%d %ss were", n, noun)
}
