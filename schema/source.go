package schema

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// ErrKind is what asking for the schema of an unknown kind of record returns.
var ErrKind = errors.New("schema: no such kind of record")

//go:embed v1/*.schema.json
var files embed.FS

// Source returns the JSON Schema (2020-12) of a kind of record, as it is
// published: pretty-printed JSON that refers to nothing outside itself, so that
// any tool in any language can use it. The bytes are the caller's to change. For
// an unknown kind the error is [ErrKind].
func Source(kind Kind) ([]byte, error) {
	if !slices.Contains(Kinds(), kind) {
		return nil, ErrKind
	}
	return files.ReadFile("v1/" + string(kind) + ".schema.json")
}

// ID is the $id of a kind's schema: the absolute address by which schemas and
// tools know it. Nothing is ever fetched from there.
func ID(kind Kind) string {
	return "https://coproduction-lab.github.io/coproduction-go/schema/v1/" + string(kind) + ".schema.json"
}

// An object is a JSON object that keeps the order of its members. The values in
// it are object, []any, string, json.Number and bool.
type object []member

type member struct {
	name  string
	value any
}

// get returns the value of the first member of that name; nil where there is none.
func (o object) get(name string) any {
	for _, m := range o {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// object returns that member as an object; empty where it is none.
func (o object) object(name string) object {
	member, _ := o.get(name).(object)
	return member
}

// text returns that member as a string; empty where it is none.
func (o object) text(name string) string {
	text, _ := o.get(name).(string)
	return text
}

// resolved returns the object together with what its "$ref" refers to in the same
// document. Its own members come first and so have precedence in get.
func (o object) resolved(document object) object {
	name, ok := strings.CutPrefix(o.text("$ref"), "#/$defs/")
	if !ok {
		return o
	}
	return slices.Concat(o, document.object("$defs").object(name))
}

// parse reads the schema of a known kind. It fails only if what is embedded is
// not JSON, which is a fault of this package.
func parse(kind Kind) object {
	source, err := Source(kind)
	if err != nil {
		panic(err)
	}
	d := json.NewDecoder(bytes.NewReader(source))
	d.UseNumber()
	return value(d, token(d)).(object)
}

// value reads the value that begins with first.
func value(d *json.Decoder, first json.Token) any {
	switch first {
	case json.Delim('{'):
		var o object
		for d.More() {
			name := token(d).(string)
			o = append(o, member{name, value(d, token(d))})
		}
		token(d) // }
		return o
	case json.Delim('['):
		var list []any
		for d.More() {
			list = append(list, value(d, token(d)))
		}
		token(d) // ]
		return list
	}
	return first
}

func token(d *json.Decoder) json.Token {
	t, err := d.Token()
	if err != nil {
		panic(err)
	}
	return t
}
