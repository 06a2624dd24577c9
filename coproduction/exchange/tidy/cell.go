package tidy

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

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

// cell writes a value. A text that a spreadsheet would run is made safe, and found.
func (w *writing) cell(t *table, row, column int, c column, value any) string {
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
		if runs(value) {
			w.log.Report(ruleFormula, schema.Position{Record: w.ordinal}, "", fmt.Sprintf("%s.csv, row %d, column %d: the text begins as a formula does", t.name, row, column))
			return "'" + value
		}
		return value
	}
	return ""
}

// runs reports whether a text begins as a formula does. Apostrophes before that do not
// matter: a text that had them from the start is told from one that was made safe only
// if it gets one more.
func runs(text string) bool {
	bare := strings.TrimLeft(text, "'")
	return bare != "" && strings.IndexByte("=+-@\t\r", bare[0]) >= 0
}
