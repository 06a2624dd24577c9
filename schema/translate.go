package schema

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// departures asks the reference validator, and puts its answers into findings.
func departures(kind Kind, record []byte) []located {
	compiled := compiledKinds[kind]()
	value, broken, err := compiled.fence.Departures(record)
	if err != nil {
		return []located{{ReadingRule(RuleRecordJudged).At("", "the validator gave no answer"), 0, len(record)}}
	}
	if len(broken) == 0 {
		return nil
	}
	t := translator{kind: kind, shape: compiled.shape, nodes: map[string]scan.Node{}}
	for path, node := range scan.Walk(record) {
		t.nodes[path.Pointer(record)] = node
	}
	var found []located
	for _, d := range withoutEchoes(broken) {
		found = append(found, t.translate(d, valueAt(value, d.Path))...)
	}
	return found
}

// withoutEchoes leaves out what follows from another departure at the same place:
// a text that is not of its format does not fit the format's pattern either, and
// where a member lacks what it needs beside it, a choice between members fails too.
func withoutEchoes(broken []fence.Departure) []fence.Departure {
	causes := map[string]string{"pattern": "format", "oneOf": "dependentRequired", "anyOf": "dependentRequired"}
	type place struct{ pointer, keyword string }
	known := map[place]bool{}
	for _, d := range broken {
		known[place{jsonPointer(d.Path), d.Keyword}] = true
	}
	return slices.DeleteFunc(slices.Clone(broken), func(d fence.Departure) bool {
		return known[place{jsonPointer(d.Path), causes[d.Keyword]}]
	})
}

// A translator turns departures of one record into findings.
type translator struct {
	kind  Kind
	shape *shape
	nodes map[string]scan.Node // the values of the record by their pointers
}

// translate makes findings of one departure, of the value at its place. What an
// object lacks, or has too much of, becomes one finding for each member.
func (t translator) translate(d fence.Departure, value any) []located {
	object, _ := value.(map[string]any)
	shape, pattern, _ := t.shape.walk(d.Path)
	var found []located
	switch d.Keyword {
	case "required":
		for _, name := range shape.required {
			if _, ok := object[name]; !ok {
				f := t.finding(pattern+"/"+name, d.Keyword, append(slices.Clone(d.Path), name))
				found = append(found, located{f, t.nodes[jsonPointer(d.Path)].Offset, 1}) // the bracket that opens the object
			}
		}
	case "additionalProperties":
		f, pointer := t.finding(pattern, d.Keyword, d.Path), jsonPointer(d.Path)
		for name := range object {
			if below, _ := shape.step(name); below == nil {
				node := t.nodes[pointer+jsonPointer([]string{name})]
				found = append(found, located{f, node.NameOffset, node.NameLength})
			}
		}
	case "uniqueItems":
		items, _ := value.([]any)
		again := append(slices.Clone(d.Path), strconv.Itoa(repeated(items)))
		found = append(found, t.at(again, t.finding(pattern, d.Keyword, again)))
	case "dependentRequired":
		bringer := append(slices.Clone(d.Path), d.Member)
		found = append(found, t.at(bringer, t.finding(pattern+"/"+d.Member, d.Keyword, bringer)))
	default:
		found = append(found, t.at(d.Path, t.finding(pattern, d.Keyword, d.Path)))
	}
	return found
}

// finding words the departure from the constraint that a keyword puts on a place.
func (t translator) finding(pattern, keyword string, path []string) Finding {
	f := Finding{
		Rule:     RuleID(string(t.kind) + pattern + "#" + keyword),
		Severity: Error,
		Pointer:  t.shape.shown(path),
	}
	if c, ok := ConstraintOf(f.Rule); ok {
		f.Detail = c.Says
		f.Hint = ConstraintRule(c).Mend
	}
	return f
}

// at puts a finding on the value that the path leads to.
func (t translator) at(path []string, f Finding) located {
	node := t.nodes[jsonPointer(path)]
	return located{f, node.Offset, node.Length}
}

// repeated is the index of the first item that equals an earlier one.
func repeated(items []any) int {
	seen := map[string]bool{}
	for i, item := range items {
		text, _ := json.Marshal(item) // with the names of an object in order
		if seen[string(text)] {
			return i
		}
		seen[string(text)] = true
	}
	return 0
}

// valueAt follows a path through a decoded value; nil where it leads nowhere.
func valueAt(value any, path []string) any {
	for _, token := range path {
		switch v := value.(type) {
		case map[string]any:
			value = v[token]
		case []any:
			i, err := strconv.Atoi(token)
			if err != nil || i < 0 || i >= len(v) {
				return nil
			}
			value = v[i]
		default:
			return nil
		}
	}
	return value
}

var escaped = strings.NewReplacer("~", "~0", "/", "~1")

// jsonPointer writes a path as a JSON Pointer (RFC 6901).
func jsonPointer(path []string) string {
	var b strings.Builder
	for _, token := range path {
		b.WriteByte('/')
		escaped.WriteString(&b, token)
	}
	return b.String()
}

// shown is the pointer of a path as findings may print it: up to the last token
// that the schema knows. Names of somebody's own fields are data.
func (s *shape) shown(path []string) string {
	_, _, known := s.walk(path)
	return jsonPointer(path[:known])
}
