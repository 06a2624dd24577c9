package fhir

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/calendar"
)

// A resource is the elements of one resource by name.
type resource struct {
	kind     string
	id       string
	elements map[string]json.RawMessage
}

// parse reads a resource. It fails on what is no JSON object with a resourceType.
func parse(raw []byte) (r resource, ok bool) {
	if json.Unmarshal(raw, &r.elements) != nil || r.elements == nil {
		return r, false
	}
	if json.Unmarshal(r.elements["resourceType"], &r.kind) != nil || !isType(r.kind) {
		return r, false
	}
	r.text("id", &r.id)
	return r, true
}

// get reads an element into a value. It reports whether the element is there in
// another shape than the standard gives it; what fits is read nevertheless.
func (r resource) get(name string, into any) (misshapen bool) {
	raw, ok := r.elements[name]
	return ok && json.Unmarshal(raw, into) != nil
}

func (r resource) text(name string, into *string) (misshapen bool) {
	misshapen = r.get(name, into)
	*into = strings.TrimSpace(*into)
	return misshapen
}

// first reads the first of several elements that is there: what R4 and R5 call by
// different names.
func (r resource) first(into any, names ...string) (name string, misshapen bool) {
	for _, name := range names {
		if _, ok := r.elements[name]; ok {
			return name, r.get(name, into)
		}
	}
	return "", false
}

// A concept is a CodeableConcept, or a Coding in the place of one.
type concept struct {
	Coding []coding `json:"coding"`
}

type coding struct {
	System string `json:"system"`
	Code   string `json:"code"`
}

// UnmarshalJSON reads a CodeableConcept, a Coding, or a CodeableReference of R5.
func (c *concept) UnmarshalJSON(raw []byte) error {
	var any struct {
		coding
		Codings []coding `json:"coding"`
		Concept *struct {
			Coding []coding `json:"coding"`
		} `json:"concept"`
	}
	if err := json.Unmarshal(raw, &any); err != nil {
		return err
	}
	c.Coding = any.Codings
	if any.Concept != nil {
		c.Coding = append(c.Coding, any.Concept.Coding...)
	}
	if any.Code != "" {
		c.Coding = append(c.Coding, any.coding)
	}
	return nil
}

// concepts is a list of concepts, or one in the place of a list.
type concepts []concept

// UnmarshalJSON reads a list, or one.
func (c *concepts) UnmarshalJSON(raw []byte) error {
	if raw = bytes.TrimSpace(raw); len(raw) > 0 && raw[0] == '[' {
		return json.Unmarshal(raw, (*[]concept)(c))
	}
	var one concept
	if err := json.Unmarshal(raw, &one); err != nil {
		return err
	}
	*c = concepts{one}
	return nil
}

// codings are all codings of all concepts.
func (c concepts) codings() (all []coding) {
	for _, one := range c {
		all = append(all, one.Coding...)
	}
	return all
}

func (c concepts) has(code string) bool {
	return slices.ContainsFunc(c.codings(), func(one coding) bool { return one.Code == code })
}

// A period has a start, an end, or both.
type period struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

// An extension is one that is looked for.
type extension struct {
	URL     string  `json:"url"`
	Coding  coding  `json:"valueCoding"`
	Concept concept `json:"valueCodeableConcept"`
	Boolean *bool   `json:"valueBoolean"`
}

// birthOf reads a birth date: a year, a month or a day.
func birthOf(text string) (b calendar.Birth, ok bool) {
	full := text
	switch len(text) {
	case 4:
		full += "-01-01"
	case 7:
		full += "-01"
	case 10:
	default:
		return b, false
	}
	day, ok := calendar.Parse([]byte(full), time.UTC)
	if !ok {
		return b, false
	}
	b.Year = int16(day.At.Year())
	if len(text) > 4 {
		b.Month = uint8(day.At.Month())
	}
	if len(text) > 7 {
		b.Day = uint8(day.At.Day())
	}
	return b, true
}
