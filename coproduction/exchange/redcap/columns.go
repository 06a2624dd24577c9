package redcap

import (
	"html"
	"regexp"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/delimited"
)

// A column is what a column of an export is.
type column struct {
	kind   kind
	field  *field // of the dictionary; nil where it has none
	choice choice // of a check box
	box    bool
	form   string // that it belongs to; "" where nothing tells
	fate   string // why its values are left behind, unless it is mapped
	mapped []place
	open   []Target // of a box of a missing data code: what is not known where it is checked
}

// A place is one mapping, and which of those of its target.
type place struct {
	*Mapping
	n int
}

// A kind is what a column is for.
type kind int

const (
	answer kind = iota
	event
	instrument
	instance
	status // of a form
	stamp  // when a survey was completed
	group
	respondent
	absence // that a check box has a missing data code
)

// own are the columns that REDCap adds, by their names and by their labels.
var own = map[string]kind{
	"redcap_event_name": event, "event name": event, "redcap_repeat_instrument": instrument, "repeat instrument": instrument,
	"redcap_repeat_instance": instance, "repeat instance": instance, "redcap_data_access_group": group, "data access group": group,
	"redcap_survey_identifier": respondent, "survey identifier": respondent, "complete?": status, "survey timestamp": stamp,
}

var fates = map[kind]string{
	event: "which row it is", instrument: "which row it is", instance: "which row it is", status: "status of a form",
	stamp: "when a survey was completed", group: "data access group", respondent: "tells who somebody is",
	absence: lossMissing,
}

// columns tells what the columns of an export are.
func (r *reader) columns(f *file, t *delimited.Table, header []delimited.Field) []column {
	all := make([]column, len(header))
	named := map[string]bool{}
	if r.mapped == nil {
		r.mapped = make([]bool, len(r.Map))
	}
	for i, cell := range header {
		name, c := text(cell), &all[i]
		known := false
		if c.kind, known = own[strings.ToLower(name)]; !known {
			known = r.form(c, name) || r.answer(c, name) || r.labelled(f, c, name, t, cell)
		}
		if c.kind != answer {
			c.fate = fates[c.kind]
		}
		of := c.of(name)
		for n := range r.Map {
			switch m := &r.Map[n]; {
			case c.kind == absence:
				if of == m.Theirs {
					c.open = append(c.open, m.Ours)
				}
			case name == m.Theirs, c.kind == answer && of == m.Theirs:
				c.mapped = append(c.mapped, place{m, r.nth(n)})
				r.mapped[n] = true
			}
		}
		switch {
		case name != "" && named[name] && c.kind != status && c.kind != stamp:
			f.Report(ruleColumnOnce, t.Place(cell), "", "an earlier column has the same name")
		case len(r.listed) > 0 && !known && len(c.mapped) == 0:
			f.Report(ruleColumnKnown, t.Place(cell), "", "the dictionary has no such field")
		}
		named[name] = true
		if c.field != nil {
			c.field.seen = true
		}
	}
	ofForms(all)
	return all
}

// of is the name of the field that a column of that name has the answers of.
func (c *column) of(name string) string {
	switch {
	case c.field != nil:
		return c.field.name
	case c.box:
		return boxColumn.FindStringSubmatch(name)[1]
	}
	return name
}

// form tells the columns that REDCap adds for each form.
func (r *reader) form(c *column, name string) bool {
	if r.fields[name] != nil {
		return false
	}
	form, isStatus := strings.CutSuffix(name, "_complete")
	if isStatus && (r.forms[form] || len(r.forms) == 0) {
		c.kind, c.form = status, form
		return true
	}
	form, isStamp := strings.CutSuffix(name, "_timestamp")
	if isStamp && (r.forms[form] || len(r.forms) == 0) {
		c.kind = stamp
		return true
	}
	return false
}

// answer tells the columns of fields, by name.
func (r *reader) answer(c *column, name string) bool {
	c.field = r.fields[name]
	known := c.field != nil
	if parts := boxColumn.FindStringSubmatch(name); !known && parts != nil {
		of := r.fields[parts[1]]
		switch {
		case of == nil:
			c.box, c.choice = true, choice{code: parts[2]}
		case of.kind == "checkbox":
			c.field, c.box = of, true
			if c.choice, known = of.choices.box(parts[2]); !known {
				c.choice.code = parts[2]
			}
		}
		if c.box && !known && r.missingBox[boxName(parts[2])] {
			c.kind, known = absence, true
		}
	}
	c.fate = fateOf(c.field)
	return known
}

// labelled tells the columns of an export whose header has labels.
func (r *reader) labelled(f *file, c *column, name string, t *delimited.Table, cell delimited.Field) bool {
	question, rest, isBox := strings.Cut(name, " (choice=")
	all := r.labels[heading{plain(question), isBox}]
	if len(all) != 1 { // of two nobody can tell which
		return false
	}
	found := all[0]
	if isBox {
		one, known := found.choices.labelled(strings.TrimSuffix(rest, ")"))
		if !known {
			return false
		}
		c.box, c.choice = true, one
	}
	f.Tolerate(ruleLabels, t.Place(cell), "the column has the label of a field, and not its name")
	c.field, c.fate = found, fateOf(found)
	return true
}

// A heading is what an export with labels calls the columns of a field.
type heading struct {
	label string // without its mark-up
	box   bool   // of a check box
}

// markUp is how labels are made to look.
var markUp = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)

// plain is a label as an export has it: without mark-up, on one line.
func plain(label string) string {
	return strings.Join(strings.Fields(html.UnescapeString(markUp.ReplaceAllString(label, ""))), " ")
}

// fateOf says why the values of a field that is not mapped are left behind.
func fateOf(f *field) string {
	switch {
	case f == nil:
		return "not in the map"
	case f.identifier:
		return "marked as an identifier"
	case f.kind == "notes":
		return "notes"
	case f.kind == "file" || f.kind == "signature":
		return "file"
	case f.kind == "text" && f.validation == "":
		return "free text"
	case f.validation == "email" || f.validation == "phone" || strings.HasPrefix(f.validation, "zipcode") || strings.HasPrefix(f.validation, "postalcode"):
		return "address or number to reach somebody by"
	}
	return "not in the map"
}

// nth is which mapping of its target this is, from 0.
func (r *reader) nth(i int) (n int) {
	for _, earlier := range r.Map[:i] {
		if earlier.Ours == r.Map[i].Ours {
			n++
		}
	}
	return n
}
