package fence

import (
	"encoding/json"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// Read describes a schema as [Schema.Describe] does, without v5 having compiled it,
// which takes several times as long. It is given the document as encoding/json
// decodes it with UseNumber. Only what is said in the common words of JSON Schema
// 2020-12 is understood: ok is false where the document holds any other keyword, a
// value that a keyword may not have, or a reference to anything but its own $defs.
func Read(document any) (n *Node, ok bool) {
	root, isObject := document.(map[string]any)
	if !isObject || root["$schema"] != "https://json-schema.org/draft/2020-12/schema" {
		return nil, false
	}
	r := reading{known: map[string]*Node{}, understood: true}
	r.definitions, _ = root["$defs"].(map[string]any)
	n = new(Node)
	for keyword, value := range root {
		switch keyword {
		case "$schema", "$id":
			r.isText(value)
		case "$defs":
			for name := range r.object(value) {
				r.reference("#/$defs/" + name)
			}
		}
	}
	r.fill(n, root, true)
	return n, r.understood
}

// A reading goes through one document.
type reading struct {
	definitions map[string]any
	known       map[string]*Node // of $defs, by name
	understood  bool             // all so far
}

// node reads a subschema.
func (r *reading) node(value any) *Node {
	n := new(Node)
	if always, ok := value.(bool); ok {
		n.Always = &always
		return n
	}
	r.fill(n, r.object(value), false)
	return n
}

// reference returns what a $ref leads to.
func (r *reading) reference(to string) *Node {
	name, ok := strings.CutPrefix(to, "#/$defs/")
	value, defined := r.definitions[name]
	if !ok || !defined || strings.ContainsAny(name, "/~%") {
		r.understood = false
		return nil
	}
	if n, ok := r.known[name]; ok {
		return n
	}
	n := new(Node)
	r.known[name] = n // before it is read: it may refer to itself
	*n = *r.node(value)
	return n
}

// fill reads the keywords of a subschema.
func (r *reading) fill(n *Node, keywords map[string]any, root bool) {
	n.MinProperties, n.MaxProperties, n.MinItems, n.MaxItems, n.MinLength, n.MaxLength = -1, -1, -1, -1, -1, -1
	n.MinContains, n.MaxContains = 1, -1
	for keyword, value := range keywords {
		switch keyword {
		case "$schema", "$id", "$defs":
			r.understood = r.understood && root
		case "title", "description", "$comment":
			r.isText(value)
		case "$ref":
			n.Ref = r.reference(r.text(value))
		case "type":
			n.Types = r.types(value)
		case "const":
			n.HasConst, n.Const = true, value
		case "enum":
			n.Enum = r.list(value)
		case "allOf":
			n.AllOf = r.nodes(value)
		case "anyOf":
			n.AnyOf = r.nodes(value)
		case "oneOf":
			n.OneOf = r.nodes(value)
		case "not":
			n.Not = r.node(value)
		default:
			if !r.ofObject(n, keyword, value) && !r.ofArray(n, keyword, value) && !r.ofText(n, keyword, value) && !r.ofNumber(n, keyword, value) {
				r.understood = false
			}
		}
	}
}

func (r *reading) ofObject(n *Node, keyword string, value any) bool {
	switch keyword {
	case "minProperties":
		n.MinProperties = r.count(value)
	case "maxProperties":
		n.MaxProperties = r.count(value)
	case "required":
		n.Required = r.texts(value)
	case "properties":
		n.Properties = map[string]*Node{}
		for name, below := range r.object(value) {
			n.Properties[name] = r.node(below)
		}
	case "patternProperties":
		for pattern, below := range r.object(value) {
			n.PatternProperties = append(n.PatternProperties, PatternNode{r.expression(pattern), r.node(below)})
		}
	case "propertyNames":
		n.PropertyNames = r.node(value)
	case "additionalProperties":
		if allowed, ok := value.(bool); ok {
			n.AdditionalForbidden = !allowed
		} else {
			n.AdditionalProperties = r.node(value)
		}
	case "dependentRequired":
		n.DependentRequired = map[string][]string{}
		for name, needed := range r.object(value) {
			n.DependentRequired[name] = r.texts(needed)
		}
	default:
		return false
	}
	return true
}

func (r *reading) ofArray(n *Node, keyword string, value any) bool {
	switch keyword {
	case "minItems":
		n.MinItems = r.count(value)
	case "maxItems":
		n.MaxItems = r.count(value)
	case "uniqueItems":
		unique, ok := value.(bool)
		n.UniqueItems, r.understood = unique, r.understood && ok
	case "items":
		n.Items = r.node(value)
	case "prefixItems":
		n.PrefixItems = r.nodes(value)
	default:
		return false
	}
	return true
}

func (r *reading) ofText(n *Node, keyword string, value any) bool {
	switch keyword {
	case "minLength":
		n.MinLength = r.count(value)
	case "maxLength":
		n.MaxLength = r.count(value)
	case "pattern":
		n.Pattern = r.expression(r.text(value))
	case "format":
		n.Format = r.text(value)
		if is := formatOf(ours, n.Format); is != nil {
			n.IsFormat = func(text string) bool { return is(text) }
		}
	default:
		return false
	}
	return true
}

func (r *reading) ofNumber(n *Node, keyword string, value any) bool {
	switch keyword {
	case "minimum":
		n.Minimum = r.number(value)
	case "maximum":
		n.Maximum = r.number(value)
	case "exclusiveMinimum":
		n.ExclusiveMinimum = r.number(value)
	case "exclusiveMaximum":
		n.ExclusiveMaximum = r.number(value)
	default:
		return false
	}
	return true
}

func (r *reading) object(value any) map[string]any { return valueOf[map[string]any](r, value) }
func (r *reading) text(value any) string           { return valueOf[string](r, value) }
func (r *reading) isText(value any)                { valueOf[string](r, value) }

// list is an array that holds something.
func (r *reading) list(value any) []any {
	list := valueOf[[]any](r, value)
	r.understood = r.understood && len(list) > 0
	return list
}

// valueOf is a value of the only type that will do.
func valueOf[T any](r *reading, value any) T {
	v, ok := value.(T)
	r.understood = r.understood && ok
	return v
}

func (r *reading) nodes(value any) (all []*Node) {
	for _, below := range r.list(value) {
		all = append(all, r.node(below))
	}
	return all
}

func (r *reading) texts(value any) []string {
	all := []string{}
	for _, text := range valueOf[[]any](r, value) {
		all = append(all, r.text(text))
	}
	return all
}

func (r *reading) types(value any) []string {
	if name, ok := value.(string); ok {
		value = []any{name}
	}
	return r.texts(value)
}

// count is a whole number that nobody writes otherwise.
func (r *reading) count(value any) int {
	n, err := strconv.Atoi(string(valueOf[json.Number](r, value)))
	r.understood = r.understood && err == nil && n >= 0 && n <= math.MaxInt32
	return n
}

func (r *reading) number(value any) *big.Rat {
	n, ok := new(big.Rat).SetString(string(valueOf[json.Number](r, value)))
	r.understood = r.understood && ok
	return n
}

func (r *reading) expression(text string) *regexp.Regexp {
	expression, err := regexp.Compile(text)
	r.understood = r.understood && err == nil
	return expression
}

// ours are the formats that v5 asks before its own.
var ours = map[string]func(any) bool{"date-time": isDateTime}

// formatOf is what v5 asks about a format, where it is told of ours; nil for nothing.
func formatOf(ours map[string]func(any) bool, name string) func(any) bool {
	if is, ok := ours[name]; ok {
		return is
	}
	return jsonschema.Formats[name]
}
