package main

import (
	"bufio"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
)

// writeCodes writes a line for each theme and code that was given, a line for each
// pair of codes that is together somewhere, and how themes go with professions.
func writeCodes(out *bufio.Writer, rows []estimate.Row) {
	var notes footnotes
	var codes, pairs subjects
	var rest, tests []estimate.Row
	professions := map[string]map[string]estimate.Row{}
	var themes []string
	for _, r := range rows {
		book, code, theme := text(r, "codebook"), text(r, "code"), text(r, "theme")
		switch {
		case r.Measure == "profession_theme":
			if professions[text(r, "profession")] == nil {
				professions[text(r, "profession")] = map[string]estimate.Row{}
			}
			professions[text(r, "profession")][theme] = r
			if !slices.Contains(themes, theme) {
				themes = append(themes, theme)
			}
		case r.Params["with"] != nil:
			pairs.add(inBook(code+" with "+text(r, "with"), book), r.Measure, r)
		case code != "":
			codes.add(inBook("  "+code, book), r.Measure+text(r, "of"), r)
		case theme != "":
			codes.add(inBook(theme, book), r.Measure+text(r, "of"), r)
		case r.Params["table"] != nil:
			tests = append(tests, withoutTable(r))
		default:
			rest = append(rest, r)
		}
	}
	all := len(codes)
	codes = slices.DeleteFunc(codes, func(s subject) bool { return s.of["coded_places"].Value == 0 })
	if len(codes) == 0 {
		fmt.Fprintf(out, "\n%s: no code was given\n", indicator.Codes)
		return
	}
	fmt.Fprintf(out, "\n%s%s%s  %s%s\n", pad(string(indicator.Codes), codeWidth), left("places", cellWidth), left("encounters", cellWidth), pad("share", 22), "of the participants")
	for _, s := range codes {
		in, of := s.of["prevalenceencounters"], s.of["prevalenceparticipants"]
		fmt.Fprintf(out, "%s%s%s  %s%s  %s\n", pad("  "+shortened(s.name, codeWidth-3), codeWidth), left(cellText(s.of["coded_places"].Estimate, 0), cellWidth),
			left(outOf(in), cellWidth), pad(between(in), 22), pad(between(of), 22), notes.marks(slices.Concat(in.Warnings, of.Warnings)))
	}
	if never := all - len(codes); never > 0 {
		fmt.Fprintf(out, "  and %d more of the codebook that nobody gave\n", never)
	}
	writePairs(out, pairs, &notes)
	if len(themes) > 0 {
		fmt.Fprintf(out, "\n%s", pad("Professions and themes: places", codeWidth))
		for _, theme := range themes {
			fmt.Fprint(out, left(shortened(theme, cellWidth-1), cellWidth))
		}
		for _, profession := range slices.Sorted(maps.Keys(professions)) {
			fmt.Fprint(out, "\n"+pad("  "+profession, codeWidth))
			for _, theme := range themes {
				fmt.Fprint(out, left(cellText(professions[profession][theme].Estimate, 0), cellWidth))
			}
		}
		fmt.Fprintln(out)
	}
	titles := titlesUnder(indicator.Codes)
	list := func(title string, rows []estimate.Row) {
		if len(rows) > 0 {
			fmt.Fprintf(out, "\n%s\n", line(title, "value", interval(rows), "n", ""))
		}
		for _, r := range rows {
			writeRow(out, r, titles[r.Measure], &notes)
		}
	}
	list("Professions and themes: tests", tests)
	list("All codes", rest)
	notes.write(out)
}

// writePairs writes how often two codes are together, and how much more than by chance.
func writePairs(out *bufio.Writer, pairs subjects, notes *footnotes) {
	if len(pairs) == 0 {
		return
	}
	const pairWidth = 58
	fmt.Fprintf(out, "\n%s%s%s%s\n", pad("Codes at one place", pairWidth), left("Jaccard", cellWidth), left("lift", cellWidth), left("phi", cellWidth))
	for _, s := range pairs {
		var warnings []estimate.Warning
		text := pad("  "+shortened(s.name, pairWidth-3), pairWidth)
		for _, measure := range []string{"jaccard", "lift", "phi"} {
			text += left(cellText(s.of[measure].Estimate, 3), cellWidth)
			warnings = append(warnings, s.of[measure].Warnings...)
		}
		fmt.Fprintln(out, strings.TrimRight(text+"  "+notes.marks(warnings), " "))
	}
}

// A subject is what a line of a table is about, with its rows by measure.
type subject struct {
	name string
	of   map[string]estimate.Row
}

// subjects are in the order in which they were added.
type subjects []subject

func (s *subjects) add(name, measure string, r estimate.Row) {
	i := slices.IndexFunc(*s, func(one subject) bool { return one.name == name })
	if i < 0 {
		i = len(*s)
		*s = append(*s, subject{name, map[string]estimate.Row{}})
	}
	(*s)[i].of[measure] = r
}

// text is a parameter that is a word, empty where there is none.
func text(r estimate.Row, param string) string {
	word, _ := r.Params[param].(string)
	return word
}

// inBook is a name, with its codebook where there are several.
func inBook(name, book string) string {
	if book == "" {
		return name
	}
	return name + " of " + shortened(book, 9)
}

// outOf is a share as "3 of 14".
func outOf(r estimate.Row) string {
	if r.Num == nil || r.Den == nil || !r.Defined() {
		return "–"
	}
	return strconv.FormatFloat(*r.Num, 'f', -1, 64) + " of " + strconv.FormatFloat(*r.Den, 'f', -1, 64)
}

// between is a share with its interval.
func between(r estimate.Row) string {
	share := cellText(r.Estimate, 3)
	if r.Method == "" {
		return share
	}
	return fmt.Sprintf("%s [%.3f, %.3f]", share, r.Lo, r.Hi)
}

// withoutTable returns a row without the parameter that says of which table it is.
func withoutTable(r estimate.Row) estimate.Row {
	r.Params = maps.Clone(r.Params)
	delete(r.Params, "table")
	return r
}
