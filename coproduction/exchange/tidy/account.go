package tidy

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A change is what was done to a text so that programs read all of it, and run none.
type change struct{ safe, null bool }

func (c change) and(other change) change { return change{c.safe || other.safe, c.null || other.null} }

// reason is how the account says it; "" is no change.
func (c change) reason() string {
	switch {
	case c.safe && c.null:
		return "texts got an apostrophe before them, and null characters were replaced"
	case c.safe:
		return "a text that begins as a formula does got an apostrophe before it"
	case c.null:
		return "null characters in a text were replaced"
	}
	return ""
}

// change notes that a text of the record was changed.
func (w *writing) change(t *table, c column, done change) {
	w.changed = w.changed.and(done)
	if t.parent == nil && len(c.path) == 1 {
		w.changedIn[c.path[0]] = w.changedIn[c.path[0]].and(done)
	}
}

// unchanged forgets the changes of the record before.
func (w *writing) unchanged() {
	w.changed = change{}
	if w.changedIn == nil {
		w.changedIn = map[string]change{}
	}
	clear(w.changedIn)
}

// count counts one element as kept, or as changed.
func (w *writing) count(element string, done change) {
	w.made.Loss.Read(element, 1)
	if why := done.reason(); why != "" {
		w.made.Loss.Change(element, why, 1)
	} else {
		w.made.Loss.Keep(element, 1)
	}
}

// account counts a record whose rows are written, and what has no place in the tables.
func (w *writing) account(kind string, value map[string]any) {
	w.count(kind, w.changed)
	if extensions, ok := value["extensions"].(map[string]any); ok {
		w.synthetic = w.synthetic || extensions["synthetic"] == true && slices.Contains(saysSynthetic, schema.Kind(kind))
		w.made.Loss.Read("extension", len(extensions))
		w.made.Loss.Drop("extension", "a study's own fields have no column", len(extensions))
	}
	for _, name := range freeText[schema.Kind(kind)] {
		if _, there := value[name]; !there {
			continue
		}
		if w.KeepText {
			w.count(kind+"."+name, w.changedIn[name])
		} else {
			w.made.Loss.Read(kind+"."+name, 1)
			w.made.Loss.Drop(kind+"."+name, "free text", 1)
		}
	}
}
