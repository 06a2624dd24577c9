package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/agreement"
	"github.com/coproduction-lab/coproduction-go/theme"
)

var disagreements = command{
	name:  "disagreements",
	args:  "[flags] STUDY.ndjson...",
	brief: "List where the coders of a study differ, to talk about",
	example: "coprod disagreements study.ndjson\n" +
		"coprod disagreements -format csv study.ndjson > disagreements.csv",
	run: runDisagreements,
}

func runDisagreements(ctx context.Context, c *call) (int, error) {
	format := c.flags.String("format", "text", "write the list as `text|json|csv`")
	universe := c.flags.String("universe", string(agreement.UniverseMaterial), "who saw a place that somebody coded: `rated|material|all`; who coded it; who coded anything in its record; everybody")
	round := c.flags.Int64("round", 0, "the round `N` of coding; 0 is the latest of each coder")
	if err := c.parse(); err != nil {
		return 0, err
	}
	if err := errors.Join(oneOf("format", *format, formats...), oneOf("universe", *universe, texts(agreement.Universes())...)); err != nil {
		return 0, err
	}
	if *round < 0 {
		return 0, errors.New("-round must be 0 or more")
	}
	v, progress := new(coproduction.Validator), newProgress(c.stderr)
	lines, err := c.lines(ctx, v, c.args, progress)
	if err != nil {
		return 0, err
	}
	read, err := readStudy(lines, v, progress, agreement.Codings{})
	if err != nil {
		return 0, err
	}
	d := read.tally.Disagreements(agreement.CodingOptions{Universe: agreement.Universe(*universe), Round: *round})
	cautions := read.cautions
	if read.synthetic {
		d.Warnings = append(d.Warnings, syntheticNote)
	}
	out := bufio.NewWriter(c.stdout)
	switch *format {
	case "json":
		err = writeJSON(out, d)
	case "csv":
		err = writeDisagreementsCSV(out, d)
		cautions = append(cautions, texts(d.Warnings)...)
	default:
		read.heading(out, fmt.Sprintf("%s rated by two coders or more: %d agreed, %d disagreed; %d more rated by one",
			plural(d.Places, "place"), d.Agreed, d.Disagreed, d.Single))
		writeDisagreements(out, d)
		cautions = nil
	}
	if err == nil {
		err = out.Flush()
	}
	for _, caution := range cautions {
		fmt.Fprintln(c.stderr, caution)
	}
	return read.status(), err
}

func writeJSON(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(v)
}

// writeDisagreementsCSV writes a row for each side of each disagreement.
func writeDisagreementsCSV(w io.Writer, d agreement.Disagreements) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	out.Write([]string{"disagreement", "kind", "unit", "codebook", "disputed", "coder", "record", "pointer", "start", "end", "coded", "codes"})
	for i, one := range d.List {
		for _, s := range one.Sides {
			start, end := "", ""
			if s.Range != nil {
				start, end = strconv.FormatInt(s.Range.Start, 10), strconv.FormatInt(s.Range.End, 10)
			}
			out.Write([]string{strconv.Itoa(i + 1), string(one.Kind), one.Unit, one.Codebook.String(), joinCodes(one.Codes),
				s.Coder.String(), s.Target.Record.String(), s.Target.Pointer, start, end, strconv.FormatBool(s.Coded), joinCodes(s.Codes)})
		}
	}
	out.Flush()
	return out.Error()
}

func joinCodes(codes []theme.CodeID) string { return strings.Join(texts(codes), ";") }

// writeDisagreements writes the sums, and a block for each disagreement.
func writeDisagreements(w io.Writer, d agreement.Disagreements) {
	for _, warning := range d.Warnings {
		if warning != syntheticNote { // the heading says it
			fmt.Fprintln(w, warning)
		}
	}
	var kinds []string
	for _, k := range d.ByKind {
		kinds = append(kinds, fmt.Sprintf("%s %d", k.Kind, k.Count))
	}
	fmt.Fprintf(w, "%s: %s\n", plural(int64(len(d.List)), "disagreement"), strings.Join(kinds, ", "))
	if len(d.ByCode) > 0 {
		fmt.Fprintf(w, "\n%s%s%s\n", pad("Code", codeWidth), left("agreed", cellWidth), left("disputed", cellWidth))
	}
	for _, code := range d.ByCode {
		fmt.Fprintf(w, "%s%s%s\n", pad("  "+shortened(string(code.Code), codeWidth-3), codeWidth),
			left(strconv.FormatInt(code.Agreed, 10), cellWidth), left(strconv.FormatInt(code.Disagreed, 10), cellWidth))
	}
	coders := map[string]string{} // ids are long; a number tells who is who
	for i, one := range d.List {
		at := one.Sides[0]
		fmt.Fprintf(w, "\n%d  %s: %s of %s\n", i+1, one.Kind, placeOf(at), at.Target.Record)
		for _, s := range one.Sides {
			id := s.Coder.String()
			if coders[id] == "" {
				coders[id] = fmt.Sprintf("coder %d (%s)", len(coders)+1, id)
			}
			made := joinCodes(s.Codes)
			switch {
			case !s.Coded:
				made = "passed by"
			case made == "":
				made = "no code"
			}
			if one.Kind == agreement.DisagreeBoundary {
				made = placeOf(s) + ": " + made
			}
			fmt.Fprintf(w, "     %s  %s\n", coders[id], made)
			coders[id], _, _ = strings.Cut(coders[id], " (")
		}
	}
}

// placeOf is where in its record a side is about.
func placeOf(s agreement.Side) string {
	switch {
	case s.Range != nil:
		return fmt.Sprintf("characters %d to %d", s.Range.Start, s.Range.End)
	case s.Target.Pointer == "":
		return "the whole"
	}
	return s.Target.Pointer
}
