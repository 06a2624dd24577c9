package tidy

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A table is what one list of a kind of record becomes, or the kind itself.
type table struct {
	name    string
	title   string
	about   string
	keys    []column // the record's id, and positions
	columns []column
	lists   []list // of each element
	parent  *table
}

// all are the columns of a table, keys first.
func (t *table) all() []column { return append(slices.Clone(t.keys), t.columns...) }

func (t *table) header() (names []string) {
	for _, c := range t.all() {
		names = append(names, c.name)
	}
	return names
}

// A list is a member that is a list, and its table.
type list struct {
	path  []string // of members, from the element of the table above
	table *table
}

// A column is one column of a table.
type column struct {
	name  string
	path  []string // of members, from the element
	node  node     // its schema
	must  bool
	count bool // of how many elements a list has
}

// A node is a schema, as JSON.
type node map[string]any

func (n node) text(name string) string {
	text, _ := n[name].(string)
	return text
}

func (n node) object(name string) node {
	o, _ := n[name].(map[string]any)
	return o
}

// freeText are the members that hold what somebody said, or words about it.
var freeText = map[schema.Kind][]string{
	schema.KindSource: {"text"}, schema.KindUnit: {"condensation"}, schema.KindMemberCheck: {"why"},
}

// plural is the name of the table of a kind.
func plural(kind schema.Kind) string {
	if kind == schema.KindStudy {
		return "studies"
	}
	return string(kind) + "s"
}

// A layout makes the tables of one kind from its schema.
type layout struct {
	document node
	kind     schema.Kind
	keepText bool
	order    map[string][]string // the members of each object, in the order of the schema
	all      []*table
}

// tablesOf returns the tables of a kind, its own first.
func tablesOf(kind schema.Kind, keepText bool) ([]*table, error) {
	raw, err := schema.Source(kind)
	if err != nil {
		return nil, err
	}
	l := &layout{kind: kind, keepText: keepText, order: map[string][]string{}}
	if err := json.Unmarshal(raw, &l.document); err != nil {
		return nil, err
	}
	inOrder(raw, l.order)
	own := &table{name: plural(kind), title: l.document.text("title"), about: l.document.text("description")}
	l.all = append(l.all, own)
	l.members(own, l.document, "", nil, string(kind)+"_id")
	return l.all, nil
}

// resolve follows references within the document.
func (l *layout) resolve(n node) node {
	for {
		ref := n.text("$ref")
		if ref == "" {
			return n
		}
		merged := node{}
		maps.Copy(merged, l.document.object("$defs").object(strings.TrimPrefix(ref, "#/$defs/")))
		for name, value := range n { // title and description of the member itself
			if name != "$ref" {
				merged[name] = value
			}
		}
		n = merged
	}
}

// members adds the columns of an object to a table, and the tables of its lists.
func (l *layout) members(t *table, object node, prefix string, path []string, key string) {
	properties := object.object("properties")
	required, _ := object["required"].([]any)
	for _, name := range l.names(properties) {
		if len(path) == 0 && (name == "kind" && t.parent == nil || name == "extensions") {
			continue
		}
		if t.parent == nil && !l.keepText && slices.Contains(freeText[l.kind], name) {
			continue
		}
		n := l.resolve(node(properties.object(name)))
		here := append(slices.Clone(path), name)
		switch {
		case n.text("type") == "object" && len(n.object("properties")) > 0:
			l.members(t, n, prefix+name+"_", here, key)
		case n.text("type") == "object":
			l.pairs(t, n, prefix+name, here, key)
		case n.text("type") == "array":
			l.list(t, n, prefix+name, here, key)
		default:
			t.columns = append(t.columns, column{name: prefix + name, path: here, node: n, must: len(path) == 0 && slices.Contains(required, any(name))})
		}
	}
}

// child begins the table of a list.
func (l *layout) child(t *table, n node, name string, path []string, key string) *table {
	base := t.name
	if t.parent == nil {
		base = string(l.kind)
	}
	c := &table{name: base + "_" + name, title: n.text("title"), about: n.text("description"), parent: t}
	if t.parent == nil {
		c.keys = append(c.keys, column{name: key, node: node{"type": "string", "title": "Record", "description": "The id of the record that holds the list."}, must: true})
	} else {
		c.keys = append(c.keys, t.keys...)
	}
	l.all = append(l.all, c)
	t.columns = append(t.columns, column{name: name, path: path, node: node{"type": "integer", "title": n.text("title"), "minimum": json.Number("0"),
		"description": n.text("description") + " Here: how many there are; 0 is a list that is there and empty."}, count: true})
	t.lists = append(t.lists, list{path, c})
	return c
}

func (l *layout) list(t *table, n node, name string, path []string, key string) {
	c := l.child(t, n, name, path, key)
	c.keys = append(c.keys, column{name: name + "_position", must: true,
		node: node{"type": "integer", "title": "Position", "description": "The place in the list, from 0.", "minimum": json.Number("0")}})
	items := l.resolve(node(n.object("items")))
	if items.text("type") == "object" {
		l.members(c, items, "", nil, key)
		return
	}
	if items.text("title") == "" {
		items["title"] = n.text("title")
	}
	if items.text("description") == "" {
		items["description"] = n.text("description")
	}
	c.columns = []column{{name: name, node: items, must: true}}
}

// pairs makes a table of an object whose names are data.
func (l *layout) pairs(t *table, n node, name string, path []string, key string) {
	c := l.child(t, n, name, path, key)
	c.keys = append(c.keys, column{name: name + "_name", must: true, node: node{"type": "string", "title": "Name", "description": "The name within " + n.text("title") + "."}})
	value := node{"type": "string", "title": n.text("title"), "description": n.text("description")}
	c.columns = []column{{name: name, node: value, must: true}}
}

// names are the members of an object in the order of the schema.
func (l *layout) names(properties node) []string {
	names := slices.Sorted(maps.Keys(properties))
	for _, path := range slices.Sorted(maps.Keys(l.order)) { // two objects may have the same names
		order := l.order[path]
		if slices.Equal(slices.Sorted(slices.Values(order)), names) {
			return order
		}
	}
	return names
}

// inOrder lists the names of every "properties" of a schema as they stand.
func inOrder(raw []byte, into map[string][]string) {
	d := json.NewDecoder(strings.NewReader(string(raw)))
	var walk func(path string)
	walk = func(path string) {
		token, err := d.Token()
		if err != nil {
			return
		}
		switch token {
		case json.Delim('{'):
			for d.More() {
				name, _ := d.Token()
				if strings.HasSuffix(path, "/properties") {
					into[path] = append(into[path], name.(string))
				}
				walk(path + "/" + fmt.Sprint(name))
			}
			d.Token()
		case json.Delim('['):
			for d.More() {
				walk(path + "/*")
			}
			d.Token()
		}
	}
	walk("")
}
