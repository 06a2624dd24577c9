package tidy

import (
	"cmp"
	"encoding/json"
	"regexp"
	"strings"
)

// The members of datapackage.json, in the order in which they are written.
type (
	dataPackage struct {
		Profile     string     `json:"$schema"`
		Name        string     `json:"name"`
		Title       string     `json:"title,omitempty"`
		Version     string     `json:"version,omitempty"`
		Description string     `json:"description"`
		Keywords    []string   `json:"keywords,omitempty"`
		Resources   []resource `json:"resources"`
	}
	resource struct {
		Profile     string      `json:"$schema"`
		Name        string      `json:"name"`
		Type        string      `json:"type"`
		Path        string      `json:"path"`
		Scheme      string      `json:"scheme"`
		Format      string      `json:"format"`
		MediaType   string      `json:"mediatype"`
		Encoding    string      `json:"encoding"`
		Title       string      `json:"title,omitempty"`
		Description string      `json:"description,omitempty"`
		Dialect     dialect     `json:"dialect"`
		Schema      tableSchema `json:"schema"`

		rows, breaks int // how many rows there are, and the most line breaks in a cell
	}
	dialect struct {
		Profile        string `json:"$schema"`
		LineTerminator string `json:"lineTerminator"`
	}
	tableSchema struct {
		Profile       string       `json:"$schema"`
		Fields        []field      `json:"fields"`
		MissingValues []string     `json:"missingValues"`
		PrimaryKey    []string     `json:"primaryKey,omitempty"`
		ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
	}
	field struct {
		Name        string       `json:"name"`
		Type        string       `json:"type"`
		Format      string       `json:"format,omitempty"`
		Title       string       `json:"title,omitempty"`
		Description string       `json:"description,omitempty"`
		Categories  []category   `json:"categories,omitempty"`
		Constraints *constraints `json:"constraints,omitempty"`
	}
	category struct {
		Value string `json:"value"`
		Label string `json:"label"`
	}
	constraints struct {
		Required bool   `json:"required,omitempty"`
		Pattern  string `json:"pattern,omitempty"`
		Minimum  any    `json:"minimum,omitempty"`
		Maximum  any    `json:"maximum,omitempty"`
		Enum     []any  `json:"enum,omitempty"`
	}
	foreignKey struct {
		Fields    []string  `json:"fields"`
		Reference reference `json:"reference"`
	}
	reference struct {
		Resource string   `json:"resource"`
		Fields   []string `json:"fields"`
	}
)

// profiles is where the standard says what a description of each kind holds. Without its
// address a description is read by version 1.0, which knows no categories.
const profiles = "https://datapackage.org/profiles/2.0/"

// describe writes what describes the tables: datapackage.json, the scripts, the citation.
func (w *writing) describe() error {
	p := dataPackage{Profile: profiles + "datapackage.json", Name: cmp.Or(w.Name, "study"), Title: w.titled(w.Title), Version: w.Version,
		Description: w.described("Records of a study of coproduction encounters, a table for each kind and each list. Empty cells are absent values; 0, false and unknown are values.")}
	if w.synthetic {
		p.Keywords = []string{"synthetic data"}
	}
	for _, t := range w.order {
		p.Resources = append(p.Resources, w.resource(t))
	}
	if w.Estimates != nil {
		r, err := w.estimates(w.Estimates)
		if err != nil {
			return err
		}
		if err := w.file("estimates.csv", w.Estimates); err != nil {
			return err
		}
		p.Resources = append(p.Resources, r)
	}
	for i := range p.Resources {
		p.Resources[i].Description = w.described(p.Resources[i].Description)
	}
	doc, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name    string
		content []byte
	}{{"datapackage.json", append(doc, '\n')}, {"labels.R", w.scriptR(p.Resources)}, {"labels.do", w.scriptStata(p.Resources)}} {
		if err := w.file(f.name, f.content); err != nil {
			return err
		}
	}
	if len(w.Authors) == 0 {
		return nil
	}
	return w.file("CITATION.cff", w.citation())
}

func newResource(name, title, about string) resource {
	return resource{Profile: profiles + "dataresource.json", Name: strings.ToLower(name), Type: "table", Path: name + ".csv", Scheme: "file", Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
		Title: title, Description: about,
		Dialect: dialect{profiles + "tabledialect.json", "\n"}, Schema: tableSchema{Profile: profiles + "tableschema.json", MissingValues: []string{""}}}
}

// table is the name of the table, which is that of its file.
func (r *resource) table() string { return strings.TrimSuffix(r.Path, ".csv") }

func (w *writing) resource(t *table) resource {
	r := newResource(t.name, t.title, t.about)
	r.rows, r.breaks = w.open[t].rows, w.open[t].breaks
	for _, c := range t.all() {
		r.Schema.Fields = append(r.Schema.Fields, c.field())
	}
	if t.parent == nil {
		r.Schema.PrimaryKey = []string{"id"}
		r.Schema.ForeignKeys = w.foreignKeys(t)
		return r
	}
	for _, k := range t.keys {
		r.Schema.PrimaryKey = append(r.Schema.PrimaryKey, k.name)
	}
	up := []string{"id"}
	if t.parent.parent != nil {
		up = t.parent.header()[:len(t.parent.keys)]
	}
	above := foreignKey{r.Schema.PrimaryKey[:len(up)], reference{strings.ToLower(t.parent.name), up}}
	r.Schema.ForeignKeys = append([]foreignKey{above}, w.foreignKeys(t)...)
	return r
}

// field describes a column by its schema.
func (c column) field() field {
	f := field{Name: c.name, Type: "string", Title: c.node.text("title"), Description: c.node.text("description")}
	var k constraints
	k.Required = c.must
	switch c.node.text("type") {
	case "integer", "number", "boolean":
		f.Type = c.node.text("type")
	}
	switch c.node.text("format") {
	case "date-time":
		f.Type = "datetime"
	case "uuid":
		f.Format = "uuid"
	}
	if f.Type == "string" {
		k.Pattern = c.node.text("pattern")
	}
	k.Minimum, k.Maximum = c.node["minimum"], c.node["maximum"]
	f.Categories = c.categories()
	if f.Categories != nil {
		k.Enum, _ = c.node["enum"].([]any)
	}
	if k.Required || k.Pattern != "" || k.Minimum != nil || k.Maximum != nil || k.Enum != nil {
		f.Constraints = &k
	}
	return f
}

// hyphen stands between the words of a value, as in home-visit, and not between numbers.
var hyphen = regexp.MustCompile(`([A-Za-z])-([A-Za-z])`)

// categories are the values of a closed vocabulary, each labelled by its own words;
// what they mean is in the description of the field.
func (c column) categories() (all []category) {
	values, _ := c.node["enum"].([]any)
	for _, v := range values {
		text, ok := v.(string)
		if !ok {
			return nil
		}
		all = append(all, labelled(text))
	}
	return all
}

func labelled(value string) category {
	return category{value, hyphen.ReplaceAllString(value, "$1 $2")}
}
