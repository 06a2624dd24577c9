package redcap

import (
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// unmapped says which targets want a field, and which fields of the map are in no
// column. The place is the line of the map where one is known, or else the first export.
func (r *reader) unmapped() {
	i := slices.IndexFunc(r.files, func(f *file) bool { return f.data })
	if i < 0 {
		return
	}
	at := schema.Position{Line: 1, Column: 1}
	if r.Map.has(Patient) && !r.isMapped(Patient) { // one finding about the map says it for all rows
		for _, f := range r.files {
			f.Forget(ruleRecord)
		}
	}
	for n, m := range r.Map {
		if n < len(r.mapped) && r.mapped[n] {
			continue
		}
		rule, why := ruleMapField, " is in no column"
		if !r.known(m.Theirs) {
			rule = ruleMapKnown
			if why += ", nor in the dictionary"; len(r.listed) == 0 {
				why = " is in no column, and there is no dictionary"
			}
		}
		if m.Ours == Patient && !r.isMapped(Patient) {
			why += ", so that no row says whose it is, and all were refused"
		}
		why = "the field that is mapped to " + string(m.Ours) + why
		if m.At.Line == 0 {
			r.files[i].Report(rule, at, "", why)
			continue
		}
		found := rules[slices.IndexFunc(rules, func(one schema.Rule) bool { return one.ID == rule })].At("", why)
		found.Position = m.At
		r.to.Finding(found)
	}
	var wanting []string
	for _, t := range []Target{Patient, Start, Professional} {
		if !r.Map.has(t) {
			wanting = append(wanting, string(t))
		}
	}
	switch {
	case !r.Map.has(Patient):
		r.files[i].Report(ruleMap, at, "", "no record was made: map a field to "+strings.Join(wanting, ", ")+", and what there is of "+
			strings.Join(texts(slices.DeleteFunc(Targets(), func(t Target) bool { return r.Map.has(t) || slices.Contains(wanting, string(t)) })), ", "))
	case len(wanting) > 0:
		r.files[i].Report(ruleMap, at, "", "no field is mapped to "+strings.Join(wanting, ", "))
	}
}

// known reports whether the dictionary tells of a column, or REDCap itself.
func (r *reader) known(name string) bool {
	if _, isOwn := own[strings.ToLower(name)]; isOwn || r.fields[name] != nil {
		return true
	}
	if of := boxColumn.FindStringSubmatch(name); of != nil && r.fields[of[1]] != nil {
		return true
	}
	for _, ending := range []string{"_complete", "_timestamp"} {
		if form, ok := strings.CutSuffix(name, ending); ok && r.forms[form] {
			return true
		}
	}
	return false
}

// isMapped reports whether some column has a field of a target.
func (r *reader) isMapped(t Target) bool {
	for n, m := range r.Map {
		if m.Ours == t && n < len(r.mapped) && r.mapped[n] {
			return true
		}
	}
	return false
}

// unseen says which fields of the dictionary no export has. Descriptive texts have no values.
func (r *reader) unseen() {
	if !slices.ContainsFunc(r.files, func(f *file) bool { return f.data }) {
		return
	}
	for _, one := range r.listed {
		if !one.seen && one.kind != "descriptive" {
			one.from.Report(ruleFieldMissing, one.at, "", "no export has a column of this field")
		}
	}
}
