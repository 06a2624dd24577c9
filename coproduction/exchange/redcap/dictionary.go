package redcap

import (
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/delimited"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A field is a row of the data dictionary.
type field struct {
	name, form, kind, label string
	validation, least, most string
	choices                 *choices // nil where it has none
	identifier              bool
	at                      schema.Position // its name
	from                    *file
	seen                    bool // some column of an export has it
}

// dictionaryColumns are the names of columns that are read, as the API writes them and
// as the web pages do.
var dictionaryColumns = map[string]string{
	"variable / field name": "field_name", "form name": "form_name", "field type": "field_type", "field label": "field_label",
	"choices, calculations, or slider labels": "choices", "choices or calculations": "choices", "select_choices_or_calculations": "choices",
	"text validation type or show slider number": "validation", "text_validation_type_or_show_slider_number": "validation",
	"text validation min": "least", "text_validation_min": "least", "text validation max": "most", "text_validation_max": "most",
	"identifier?": "identifier", "branching logic (show field only if...)": "branching_logic",
}

// dictionaryNames returns what the columns of a dictionary are; false where it is none.
func dictionaryNames(header []string) ([]string, bool) {
	names := make([]string, len(header))
	for i, name := range header {
		names[i] = strings.ToLower(name)
		if ours, known := dictionaryColumns[names[i]]; known {
			names[i] = ours
		}
	}
	return names, slices.Contains(names, "field_name") && slices.Contains(names, "form_name") && slices.Contains(names, "field_type")
}

// dictionary reads the rows of a data dictionary.
func (r *reader) dictionary(f *file, t *delimited.Table, header []string) error {
	names, _ := dictionaryNames(header)
	return r.rows(f, t, "dictionary field", len(header), func(row []delimited.Field) {
		value := func(name string) string {
			if i := slices.Index(names, name); i >= 0 {
				return text(row[i])
			}
			return ""
		}
		at := t.Place(row[slices.Index(names, "field_name")])
		one := &field{name: value("field_name"), form: value("form_name"), kind: value("field_type"), label: value("field_label"),
			validation: value("validation"), least: value("least"), most: value("most"),
			identifier: strings.EqualFold(value("identifier"), "y"), at: at, from: f}
		switch {
		case one.name == "":
			f.Report(ruleFieldName, at, "", "the row names no field")
			r.to.Loss.Drop("dictionary field", lossRow, 1)
			return
		case r.fields[one.name] != nil:
			f.Report(ruleFieldOnce, at, "", "an earlier row has the same field")
			r.to.Loss.Drop("dictionary field", lossRow, 1)
			return
		}
		switch one.kind {
		case "radio", "dropdown", "checkbox":
			one.choices = choicesOf(value("choices"))
		case "yesno":
			one.choices = choicesOf("1, Yes | 0, No")
		case "truefalse":
			one.choices = choicesOf("1, True | 0, False")
		}
		if value("branching_logic") != "" {
			f.Tolerate(ruleBranching, at, "branching logic is not evaluated")
		}
		if form := shapeOf(one.validation); one.kind == "text" && form != nil {
			for _, bound := range []string{one.least, one.most} {
				if bound != "" && !form.is(bound) {
					f.Tolerate(ruleBoundsRead, at, "a bound is computed or written in another form, and values were not held against it")
				}
			}
		}
		r.fields[one.name] = one
		r.listed = append(r.listed, one)
		r.forms[one.form] = true
		if of := (heading{plain(one.label), one.kind == "checkbox"}); of.label != "" && len(r.labels[of]) < 2 {
			r.labels[of] = append(r.labels[of], one)
		}
	})
}
