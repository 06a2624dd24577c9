// Package fence is the one place that knows jsonschema/v5. It lets no schema be
// loaded but the one it is given, no panic through, no format pass unasserted,
// and none of the messages, which repeat the data.
package fence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"strings"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// A Departure is one constraint that a document breaks.
type Departure struct {
	Path    []string // where in the document: names and indices, unescaped
	Keyword string   // the constraint, such as "enum"
	Member  string   // of dependentRequired: the member that brings the need
}

// A Schema is compiled and safe for concurrent use.
type Schema struct {
	compiled *jsonschema.Schema
	formats  map[string]func(any) bool // that v5 asks before its own
}

// A Resource is a schema that another one refers to.
type Resource struct {
	ID  string
	Doc []byte
}

var errLoad = errors.New("fence: schemas refer to nothing outside themselves")

// Compile compiles a JSON Schema 2020-12 document with formats asserted. It may
// refer to the other resources and to nothing else.
func Compile(id string, doc []byte, others ...Resource) (*Schema, error) {
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	c.AssertFormat = true
	c.LoadURL = func(string) (io.ReadCloser, error) { return nil, errLoad }
	maps.Copy(c.Formats, ours)
	for _, r := range append(others, Resource{id, doc}) {
		if err := c.AddResource(r.ID, bytes.NewReader(r.Doc)); err != nil {
			return nil, err
		}
	}
	compiled, err := c.Compile(id)
	if err != nil {
		return nil, err
	}
	return &Schema{compiled, c.Formats}, nil
}

// isDateTime narrows the format to what every language's date type can hold: RFC
// 3339 with capital T and Z, and no leap second.
func isDateTime(v any) bool {
	text, ok := v.(string)
	if !ok {
		return true
	}
	var t time.Time
	return t.UnmarshalText([]byte(text)) == nil
}

// Departures judges a document that the scan found clean. It returns the decoded
// value beside the departures, which come in no particular order.
func (s *Schema) Departures(doc []byte) (value any, found []Departure, err error) {
	decoder := json.NewDecoder(bytes.NewReader(doc))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return nil, nil, errors.New("fence: not decodable")
	}
	defer func() {
		// The last resort: the scan keeps out what is known to make v5 panic.
		if r := recover(); r != nil {
			found, err = nil, fmt.Errorf("fence: the validator gave up (%T)", r)
		}
	}()
	var broken *jsonschema.ValidationError
	switch err := s.compiled.Validate(value); {
	case err == nil:
		return value, nil, nil
	case errors.As(err, &broken):
		return value, leaves(broken, nil), nil
	default:
		return value, nil, errors.New("fence: the validator gave up")
	}
}

// leaves appends the innermost causes below e. What stands below a combination
// such as oneOf is a choice that failed, not a fault of its own.
func leaves(e *jsonschema.ValidationError, found []Departure) []Departure {
	keyword := tokens(e.KeywordLocation)
	last := ""
	if len(keyword) > 0 {
		last = keyword[len(keyword)-1]
	}
	switch last {
	case "oneOf", "anyOf", "not", "contains", "propertyNames":
		return append(found, Departure{Path: tokens(e.InstanceLocation), Keyword: last})
	}
	if len(e.Causes) > 0 {
		for _, cause := range e.Causes {
			found = leaves(cause, found)
		}
		return found
	}
	d := Departure{Path: tokens(e.InstanceLocation), Keyword: last}
	if n := len(keyword); n >= 3 && keyword[n-3] == "dependentRequired" {
		d.Keyword, d.Member = keyword[n-3], keyword[n-2]
	}
	return append(found, d)
}

// tokens takes a location of v5 apart: a JSON Pointer whose tokens are
// percent-encoded as well.
func tokens(location string) []string {
	_, location, ok := strings.Cut(location, "/")
	if !ok {
		return nil
	}
	parts := strings.Split(location, "/")
	for i, part := range parts {
		if plain, err := url.PathUnescape(part); err == nil {
			part = plain
		}
		parts[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
	}
	return parts
}
