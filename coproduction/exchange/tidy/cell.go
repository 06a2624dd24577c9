package tidy

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// at follows members into a value.
func at(value any, path []string) any {
	for _, name := range path {
		object, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = object[name]
	}
	return value
}

// cell writes a value.
func (w *writing) cell(t *table, row, at int, c column, value any) string {
	if c.count {
		switch held := value.(type) {
		case []any:
			return strconv.Itoa(len(held))
		case map[string]any:
			return strconv.Itoa(len(held))
		}
		return ""
	}
	switch value := value.(type) {
	case nil:
		return ""
	case json.Number:
		return value.String()
	case bool:
		return strconv.FormatBool(value)
	case string:
		return w.text(t, row, at, c, value)
	}
	return ""
}

// What a sheet of Excel holds, which of the spreadsheets in use is the narrowest.
const (
	maxCell = 32767   // UTF-16 units in a cell
	maxRows = 1048576 // in a sheet, that of the names of columns included
)

// text writes a text so that no program runs it, or stops in its middle.
func (w *writing) text(t *table, row, at int, c column, text string) string {
	find := func(id schema.RuleID, what string) {
		w.log.Report(id, schema.Position{Record: w.ordinal}, "", fmt.Sprintf("%s.csv, row %d, column %d: %s", t.name, row, at, what))
	}
	if strings.Contains(text, "\x00") {
		find(ruleNull, "the text has a null character, written as U+FFFD")
		text = strings.ReplaceAll(text, "\x00", "\uFFFD")
		w.change(t, c, change{null: true})
	}
	if runs(text) {
		find(ruleFormula, "the text begins as a formula does")
		text = "'" + text
		w.change(t, c, change{safe: true})
	}
	if units(text) > maxCell {
		find(ruleSize, "the text is longer than a cell of a spreadsheet holds")
	}
	s := w.open[t]
	s.breaks = max(s.breaks, strings.Count(text, "\n"))
	return text
}

// units is the length of a text in UTF-16.
func units(text string) (n int) {
	if len(text) <= maxCell { // no character has more units than bytes
		return len(text)
	}
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// runs reports whether a text begins as a formula does. Apostrophes before that do not
// matter: a text that had them from the start is told from one that was made safe only
// if it gets one more.
func runs(text string) bool {
	bare := strings.TrimLeft(text, "'")
	return bare != "" && strings.IndexByte("=+-@\t\r", bare[0]) >= 0
}
