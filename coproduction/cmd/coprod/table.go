package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
)

// The columns of a table for people, in characters.
const (
	titleWidth    = 50
	valueWidth    = 13
	intervalWidth = 20
	nWidth        = 6
)

// writeHeading says what was read, and what was left out.
func writeHeading(w io.Writer, synthetic bool, read string, cautions ...string) {
	if synthetic {
		fmt.Fprint(w, "SYNTHETIC DATA: these records stand for nobody\n\n")
	}
	fmt.Fprintln(w, read)
	for _, caution := range cautions {
		fmt.Fprintln(w, caution)
	}
}

// writeBlocks writes a table for each subject, the themes as headings and a line
// for each measure. What has to be said beside a number is below the table.
func writeBlocks(w *bufio.Writer, per indicator.Per, theme func(indicator.Theme) []estimate.Row) {
	blocks := map[string]map[indicator.Theme][]estimate.Row{}
	for _, t := range indicator.Themes() {
		for _, row := range theme(t) {
			if blocks[row.Of.ID] == nil {
				blocks[row.Of.ID] = map[indicator.Theme][]estimate.Row{}
			}
			blocks[row.Of.ID][t] = append(blocks[row.Of.ID][t], row)
		}
	}
	titles := map[string]map[string]estimate.Measure{}
	for _, t := range indicator.Headings() {
		titles[string(t)] = titlesUnder(t)
	}
	for _, id := range slices.Sorted(maps.Keys(blocks)) {
		if per == indicator.PerStudy {
			fmt.Fprint(w, "\nThe study: shares are of all that was counted; amounts are means per encounter, or per patient\n")
		} else {
			fmt.Fprintf(w, "\n%s%s %s\n", strings.ToUpper(string(per[:1])), per[1:], id)
		}
		var notes footnotes
		for _, t := range indicator.Themes() {
			rows := blocks[id][t]
			if len(rows) == 0 {
				continue
			}
			fmt.Fprintf(w, "\n%s\n", line(string(t), "value", interval(rows), "n", ""))
			for _, row := range rows {
				writeRow(w, row, titles[string(t)][row.Measure], &notes)
			}
		}
		notes.write(w)
	}
}

// titlesOf returns a catalogue by the ids of its measures.
func titlesOf(catalogue []estimate.Measure) map[string]estimate.Measure {
	titles := map[string]estimate.Measure{}
	for _, m := range catalogue {
		titles[m.ID] = m
	}
	return titles
}

// titlesUnder returns the catalogue of indicators under one heading.
func titlesUnder(t indicator.Theme) map[string]estimate.Measure {
	return titlesOf(slices.DeleteFunc(indicator.Measures(), func(m estimate.Measure) bool { return m.Heading != string(t) }))
}

// interval is the heading of the column of intervals.
func interval(rows []estimate.Row) string {
	for _, r := range rows {
		if r.Method != "" {
			return plain(math.Round(r.Level*1e6)/1e4) + " % interval"
		}
	}
	return ""
}

// line sets the cells of a line in their columns.
func line(title, value, interval, n, notes string) string {
	text := pad(title, titleWidth) + left(value, valueWidth) + "  " + pad(interval, intervalWidth) + left(n, nWidth) + "  " + notes
	return strings.TrimRight(text, " ")
}

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}

func left(s string, width int) string {
	return strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s))) + s
}

// writeRow writes one measure.
func writeRow(w io.Writer, r estimate.Row, m estimate.Measure, notes *footnotes) {
	title := "  " + titleOf(r, m)
	if !r.Defined() {
		why := "undefined: " + estimate.Warning(r.Undefined)
		writeCells(w, title, "–", "", "", notes.marks(append([]estimate.Warning{why}, r.Warnings...)))
		return
	}
	unit := unitOf(r, m)
	value := strings.TrimSpace(number(r.Value, unit) + " " + unit.sign)
	if value == "1 "+unit.sign && len(unit.sign) > 1 {
		value = strings.TrimSuffix(value, "s") // 1 day, 1 bit
	}
	var between string
	if r.Method != "" {
		between = "[" + number(r.Lo, unit) + ", " + number(r.Hi, unit) + "]"
	}
	writeCells(w, title, value, between, strconv.FormatInt(r.N, 10), notes.marks(r.Warnings))
}

// writeCells writes a line, or two where the title is too long for its column.
func writeCells(w io.Writer, title, value, interval, n, marks string) {
	if utf8.RuneCountInString(title) >= titleWidth {
		fmt.Fprintln(w, title)
		title = ""
	}
	fmt.Fprintln(w, line(title, value, interval, n, marks))
}

// titleOf is the readable name of a row, with what tells it from its variants.
func titleOf(r estimate.Row, m estimate.Measure) string {
	title := cmp.Or(m.Title, r.Measure)
	var variants []string
	for _, name := range slices.Sorted(maps.Keys(r.Params)) {
		switch v := r.Params[name].(type) {
		case string:
			if _, err := strconv.Atoi(v); err == nil {
				v = name + " " + v
			}
			variants = append(variants, v)
		default:
			variants = append(variants, fmt.Sprint(name, " ", v))
		}
	}
	if len(variants) == 0 {
		return title
	}
	return title + " (" + strings.Join(variants, ", ") + ")"
}

// A unit is how a number is shown.
type unit struct {
	sign   string
	scale  float64
	digits int // behind the point where the number is not whole
	always bool
}

// unitOf returns how the numbers of a row are shown: times in seconds, shares with
// three digits, counts and means as short as they are.
func unitOf(r estimate.Row, m estimate.Measure) unit {
	switch {
	case m.Unit == "ms" || r.Params["by"] == string(indicator.ByTime) && m.Unit != "1":
		return unit{"s", 1e-3, 2, true}
	case m.ID == "df":
		return unit{"", 1, 0, false}
	case m.Unit == "1":
		return unit{"", 1, 3, true}
	case r.Params["by"] == string(indicator.ByWords) || strings.HasPrefix(m.Unit, "words"):
		return unit{"words", 1, 1, false}
	case r.Params["by"] == string(indicator.ByTurns):
		return unit{"turns", 1, 1, false}
	case m.Unit == "days" || m.Unit == "bits" || m.Unit == "nats":
		return unit{m.Unit, 1, 2, false}
	}
	return unit{"", 1, 2, false}
}

// number shows a number with sensible digits.
func number(f float64, u unit) string {
	f *= u.scale
	digits := u.digits
	switch {
	case !u.always && f == math.Trunc(f):
		digits = 0
	case math.Abs(f) >= 100:
		digits = 1
	}
	return strconv.FormatFloat(f, 'f', digits, 64)
}

// footnotes are the warnings below a table, each once.
type footnotes []estimate.Warning

// marks returns the signs of the warnings beside a number.
func (f *footnotes) marks(warnings []estimate.Warning) string {
	var numbers []int
	for _, w := range warnings {
		i := slices.Index(*f, w)
		if i < 0 {
			i = len(*f)
			*f = append(*f, w)
		}
		numbers = append(numbers, i+1)
	}
	slices.Sort(numbers)
	var signs []string
	for _, n := range slices.Compact(numbers) {
		signs = append(signs, strconv.Itoa(n))
	}
	return strings.Join(signs, ",")
}

func (f footnotes) write(w io.Writer) {
	if len(f) > 0 {
		fmt.Fprintln(w)
	}
	for i, note := range f {
		writeWrapped(w, fmt.Sprintf("  %d  ", i+1), string(note))
	}
}

// pageWidth is how many characters a line of text has at most.
const pageWidth = 110

// writeWrapped writes text behind a number, on as many lines as it needs.
func writeWrapped(w io.Writer, number, text string) {
	line := number
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > pageWidth:
			fmt.Fprintln(w, line)
			line = strings.Repeat(" ", utf8.RuneCountInString(number))
		default:
			line += " "
		}
		line += word
	}
	fmt.Fprintln(w, line)
}
