package fhir

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/coproduction-lab/coproduction-go/schema"
)

type raw = json.RawMessage

// notJSON says where JSON goes wrong, without repeating any of it.
func notJSON(b []byte) string {
	var syntax *json.SyntaxError
	var v any
	if errors.As(json.Unmarshal(b, &v), &syntax) {
		if syntax.Offset >= int64(len(b)) {
			return "the resource ends before it is complete"
		}
		return fmt.Sprintf("this is not JSON, from byte %d of the resource on", syntax.Offset)
	}
	return "the resource ends before it is complete"
}

// within is the place of an element in a resource, found by its name among those of
// the outermost object; the place of the resource where it is not found.
func (x *found) within(name string) schema.Position {
	if x.url != "" {
		return x.at // it stands in an entry, whose own place is the best there is
	}
	if at, length, ok := member(x.raw, name); ok {
		return x.place(at, length)
	}
	return x.at
}

// member finds the value of a member of an object.
func member(object []byte, name string) (at, length int, ok bool) {
	depth, text, escaped, begin := 0, false, false, 0
	key := ""
	for i, c := range object {
		switch {
		case escaped:
			escaped = false
		case text && c == '\\':
			escaped = true
		case c == '"':
			if text = !text; text {
				begin = i
			} else if depth == 1 {
				key = string(object[begin+1 : i])
			}
		case text:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		case c == ':' && depth == 1 && key == name:
			d := json.NewDecoder(bytes.NewReader(object[i+1:]))
			var value raw
			if d.Decode(&value) != nil {
				return 0, 0, false
			}
			end := i + 1 + int(d.InputOffset())
			return end - len(value), len(value), true
		}
	}
	return 0, 0, false
}
