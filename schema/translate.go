package schema

import (
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
	"github.com/coproduction-lab/coproduction-go/schema/internal/plan"
	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// departures asks the plan, and the reference validator where the plan cannot tell.
func departures(kind Kind, record []byte) []located {
	compiled := compiledKinds[kind]()
	broken, ok := compiled.plan.Explain(record)
	if !ok {
		return referenceDepartures(kind, record)
	}
	return translator{kind, compiled.shape}.findings(broken)
}

// referenceDepartures asks the reference validator.
func referenceDepartures(kind Kind, record []byte) []located {
	compiled := compiledKinds[kind]()
	value, broken, err := compiled.fence().Departures(record)
	if err != nil {
		return []located{{ReadingRule(RuleRecordJudged).At("", "the validator gave no answer"), 0, len(record)}}
	}
	if len(broken) == 0 {
		return nil
	}
	return translator{kind, compiled.shape}.findings(placed(compiled.shape, record, value, broken))
}

// A translator puts departures of one record into findings.
type translator struct {
	kind  Kind
	shape *shape
}

func (t translator) findings(broken []plan.Departure) []located {
	var found []located
	for _, d := range withoutEchoes(broken) {
		found = append(found, located{t.finding(d), d.Offset, d.Length})
	}
	return found
}

// withoutEchoes leaves out what follows from another departure at the same place:
// a text that is not of its format does not fit the format's pattern either, and
// where a member lacks what it needs beside it, a choice between members fails too.
func withoutEchoes(broken []plan.Departure) []plan.Departure {
	causes := map[string]string{"pattern": "format", "oneOf": "dependentRequired", "anyOf": "dependentRequired"}
	type place struct{ pointer, keyword string }
	known := map[place]bool{}
	for _, d := range broken {
		if slices.Contains([]string{"format", "dependentRequired"}, d.Keyword) {
			known[place{jsonPointer(d.Path), d.Keyword}] = true
		}
	}
	return slices.DeleteFunc(broken, func(d plan.Departure) bool {
		cause, ok := causes[d.Keyword]
		return ok && known[place{jsonPointer(d.Path), cause}]
	})
}

// finding words a departure. The rule is named after the constraint; the pointer
// leads to the member or item that it is about, where there is one.
func (t translator) finding(d plan.Departure) Finding {
	_, pattern, _ := t.shape.walk(d.Path)
	path := d.Path
	switch d.Keyword {
	case "required", "dependentRequired":
		pattern += "/" + d.Member
		path = append(slices.Clone(path), d.Member)
	case "uniqueItems":
		path = append(slices.Clone(path), d.Member)
	}
	f := Finding{
		Rule:     RuleID(string(t.kind) + pattern + "#" + d.Keyword),
		Severity: Error,
		Pointer:  t.shape.shown(path),
	}
	if c, ok := ConstraintOf(f.Rule); ok {
		f.Detail = c.Says
		f.Hint = ConstraintRule(c).Mend
	}
	return f
}

// placed finds the places of what the reference validator found. What an object
// lacks, or has too much of, becomes one departure for each member.
func placed(root *shape, record []byte, value any, broken []fence.Departure) []plan.Departure {
	nodes := map[string]scan.Node{} // the values of the record by their pointers
	for path, node := range scan.Walk(record) {
		nodes[path.Pointer(record)] = node
	}
	var found []plan.Departure
	for _, d := range broken {
		pointer := jsonPointer(d.Path)
		node, value := nodes[pointer], valueAt(value, d.Path)
		object, _ := value.(map[string]any)
		shape, _, _ := root.walk(d.Path)
		below := func(token string) scan.Node { return nodes[pointer+jsonPointer([]string{token})] }
		add := func(member string, offset, length int) {
			found = append(found, plan.Departure{Path: d.Path, Keyword: d.Keyword, Member: member, Offset: offset, Length: length})
		}
		switch d.Keyword {
		case "required":
			for _, name := range shape.required {
				if _, ok := object[name]; !ok {
					add(name, node.Offset, 1) // the bracket that opens the object
				}
			}
		case "additionalProperties":
			for name := range object {
				if known, _ := shape.step(name); known == nil {
					add(name, below(name).NameOffset, below(name).NameLength)
				}
			}
		case "uniqueItems":
			items, _ := value.([]any)
			again := strconv.Itoa(repeated(items))
			add(again, below(again).Offset, below(again).Length)
		case "dependentRequired":
			add(d.Member, below(d.Member).Offset, below(d.Member).Length)
		default:
			add("", node.Offset, node.Length)
		}
	}
	return found
}

// repeated is the index of the first item that equals an earlier one.
func repeated(items []any) int {
	seen := map[string]bool{}
	for i, item := range items {
		text, _ := json.Marshal(plainly(item)) // with the names of an object in order
		if seen[string(text)] {
			return i
		}
		seen[string(text)] = true
	}
	return 0
}

// plainly returns a value in which each number is written in one way, so that 1 and
// 1.0 read alike.
func plainly(value any) any {
	switch v := value.(type) {
	case json.Number:
		if exact, ok := new(big.Rat).SetString(v.String()); ok {
			decimals, _ := exact.FloatPrec()
			return json.Number(exact.FloatString(decimals))
		}
	case []any:
		items := make([]any, len(v))
		for i, item := range v {
			items[i] = plainly(item)
		}
		return items
	case map[string]any:
		members := make(map[string]any, len(v))
		for name, member := range v {
			members[name] = plainly(member)
		}
		return members
	}
	return value
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
