package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/agreement"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// runStudyAgreement computes how far the coders of a study agree.
func runStudyAgreement(ctx context.Context, c *call, a *agreeing, in *input) (int, error) {
	v, progress := new(coproduction.Validator), newProgress(c.stderr)
	read, err := readStudy(records(ctx, v, in.name, in, progress), v, progress, agreement.Codings{})
	if err != nil {
		return 0, err
	}
	options := agreement.CodingOptions{Universe: agreement.Universe(a.universe), Round: a.round, Level: a.level}
	if a.resamples > 0 {
		options.Resampling = &agreement.Resampling{Resamples: a.resamples, Seed: a.seed}
	}
	rows := read.tally.Rows(options)
	read.ids.name(rows)
	if a.round > 0 && nobodyCoded(rows) {
		read.cautions = append(read.cautions, fmt.Sprintf("no coding is of round %d: there is nothing that could agree", a.round))
	}
	return read.status(), c.write(a.format, read.synthetic.label(rows), read.cautions, func(out *bufio.Writer) {
		read.heading(out, "universe "+a.universe+", which says that "+universeSays[agreement.Universe(a.universe)])
		if a.resamples > 0 {
			fmt.Fprintf(out, "Intervals of each code, in the forms json and csv, from %d resamples of the units, seed %d\n", a.resamples, a.seed)
		}
		writeLayers(out, rows)
	})
}

// nobodyCoded reports whether no unit of any kind has a coder.
func nobodyCoded(rows []estimate.Row) bool {
	return !slices.ContainsFunc(rows, func(r estimate.Row) bool { return r.Measure == "coders" && r.Value > 0 })
}

// universeSays is what no coding means, by universe.
var universeSays = map[agreement.Universe]string{
	agreement.UniverseRated:    "a unit that a coder did not code is not rated by them",
	agreement.UniverseMaterial: "a unit has no code by a coder who coded anything else in its record",
	agreement.UniverseAll:      "a unit has no code by every coder who did not code it",
}

// A layer is the numbers about one kind of unit.
type layer struct {
	about string
	rows  []estimate.Row // of sets of codes, and of ranges
	codes []string
	of    map[string]map[string]estimate.Row // by code and measure
}

// layersOf sorts the rows by what they are about.
func layersOf(rows []estimate.Row) (layers []*layer) {
	known := map[string]*layer{}
	for _, r := range rows {
		about := fmt.Sprint(r.Params["unit"])
		if book, ok := r.Params["codebook"]; ok {
			about += fmt.Sprintf(", codebook %v", book)
		}
		l := known[about]
		if l == nil {
			l = &layer{about: about, of: map[string]map[string]estimate.Row{}}
			known[about] = l
			layers = append(layers, l)
		}
		code, ok := r.Params["code"].(string)
		if !ok {
			l.rows = append(l.rows, r)
			continue
		}
		if l.of[code] == nil {
			l.of[code] = map[string]estimate.Row{}
			l.codes = append(l.codes, code)
		}
		l.of[code][r.Measure] = r
	}
	return layers
}

// writeLayers writes a table for each kind of unit, with a line for each code.
func writeLayers(out *bufio.Writer, rows []estimate.Row) {
	if len(rows) == 0 {
		fmt.Fprintln(out, "There is no coding to compare")
	}
	titles := titlesOf(agreement.Measures())
	var notes footnotes
	for _, l := range layersOf(rows) {
		fmt.Fprintf(out, "\n%s\n", line("Agreement about "+l.about, "value", interval(l.rows), "n", ""))
		for _, r := range l.rows {
			r = told(r)
			writeRow(out, r, titles[r.Measure], &notes)
		}
		if len(l.codes) == 0 {
			continue
		}
		kappa, title := "cohen_kappa", "Cohen's κ"
		if _, ok := l.of[l.codes[0]][kappa]; !ok {
			kappa, title = "conger_kappa", "Conger's κ"
		}
		fmt.Fprintf(out, "\n%s%s%s%s%s\n", pad("  Code given or not", codeWidth), left("percent", cellWidth), left(title, cellWidth), left("α", cellWidth), left("AC1", cellWidth))
		for _, code := range l.codes {
			text := pad("  "+shortened(code, codeWidth-3), codeWidth)
			var warnings []estimate.Warning
			for _, measure := range []string{"percent_agreement", kappa, "krippendorff_alpha_per_code", "gwet_ac"} {
				r := l.of[code][measure]
				text += left(cellText(r.Estimate, 3), cellWidth)
				if !r.Defined() {
					warnings = append(warnings, "undefined: "+estimate.Warning(r.Undefined))
				}
				warnings = append(warnings, r.Warnings...)
			}
			fmt.Fprintln(out, strings.TrimRight(text+"  "+notes.marks(warnings), " "))
		}
	}
	notes.write(out)
}

// The columns of the table of codes, in characters.
const (
	codeWidth = 34
	cellWidth = 12
)

// told returns a row with only those parameters that the heading does not say.
func told(r estimate.Row) estimate.Row {
	params := map[string]any{}
	for name, value := range r.Params {
		switch name {
		case "unit", "universe", "coders", "codebook", "round":
		default:
			params[name] = value
		}
	}
	if r.Of.Kind == string(schema.KindSource) { // one of several
		id, _, _ := strings.Cut(r.Of.ID, "-")
		params["of"] = "source " + id + "…"
	}
	r.Params = params
	return r
}
