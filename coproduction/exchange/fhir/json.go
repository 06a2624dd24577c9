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
// the outermost object; the place of the resource where it is not found. It is looked for
// once, as an element may have as many faults as repetitions.
func (x *found) within(name string) schema.Position {
	place, known := x.places[name]
	if known {
		return place
	}
	place = x.at
	if at, length, ok := member(x.raw, name); ok {
		place = x.place(at, length)
	}
	if x.places == nil {
		x.places = make(map[string]schema.Position)
	}
	x.places[name] = place
	return place
}

// inner is the value of a member of a piece, as a piece. It has the place of the outer
// one where its own is not known: where a name is written with escapes, or stands twice.
func (p piece) inner(name string, value []byte) piece {
	if at := valueOf(p.raw, name); at >= 0 && bytes.HasPrefix(p.raw[at:], value) {
		p.at = p.place(at, len(value))
	}
	p.raw = value
	return p
}

// member finds the value of a member of an object.
func member(object []byte, name string) (at, length int, ok bool) {
	if at = valueOf(object, name); at < 0 {
		return 0, 0, false
	}
	var value raw
	if json.NewDecoder(bytes.NewReader(object[at:])).Decode(&value) != nil {
		return 0, 0, false
	}
	return at, len(value), true
}

// valueOf is where the value of a member of an object begins; -1 where there is none.
func valueOf(object []byte, name string) (at int) {
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
			return len(object) - len(bytes.TrimLeft(object[i+1:], " \t\r\n"))
		}
	}
	return -1
}
