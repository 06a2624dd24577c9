package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
)

// A layout is a way to write a document, as different programs do.
type layout struct {
	name  string
	write func(b []byte, v any, random *rand.Rand) []byte
}

var layouts = []layout{
	{"compact", func(b []byte, v any, _ *rand.Rand) []byte { return style{comma: ",", colon: ":"}.append(b, v) }},
	{"python", func(b []byte, v any, _ *rand.Rand) []byte {
		return style{comma: ", ", colon: ": ", ascii: true}.append(b, v) // json.dumps as it is
	}},
	{"shuffled", func(b []byte, v any, random *rand.Rand) []byte {
		return style{comma: ",", colon: ":", shuffle: random}.append(b, v)
	}},
	{"escaped", func(b []byte, v any, _ *rand.Rand) []byte {
		return style{comma: ",", colon: ":", ascii: true, hyphens: true}.append(b, v)
	}},
}

// A style is how a layout writes.
type style struct {
	comma, colon string
	ascii        bool       // what is not ASCII is escaped
	hyphens      bool       // hyphens, colons and underscores too: that is some in every id, time and name
	shuffle      *rand.Rand // members in random order
}

// A value is an object with its members in order.
type value struct{ members object }

type object []member

type member struct {
	name  string
	value any
}

func (o *value) index(name string) int {
	return slices.IndexFunc(o.members, func(m member) bool { return m.name == name })
}

func (o *value) set(name string, v any) {
	if members, ok := v.(object); ok {
		v = &value{members}
	}
	if i := o.index(name); i >= 0 {
		o.members[i].value = v
		return
	}
	o.members = append(o.members, member{name, v})
}

func (o *value) remove(name string) {
	if i := o.index(name); i >= 0 {
		o.members = slices.Delete(o.members, i, i+1)
	}
}

func (o *value) list(name string) []any {
	if i := o.index(name); i >= 0 {
		list, _ := o.members[i].value.([]any)
		return list
	}
	return nil
}

// parse reads a document that was just written, so that nothing can be wrong with it.
func parse(raw []byte) *value {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return next(d).(*value)
}

func next(d *json.Decoder) any {
	token, err := d.Token()
	if err != nil {
		panic(err)
	}
	switch token {
	case json.Delim('{'):
		o := &value{}
		for d.More() {
			name, _ := d.Token()
			o.members = append(o.members, member{name.(string), next(d)})
		}
		d.Token()
		return o
	case json.Delim('['):
		list := []any{}
		for d.More() {
			list = append(list, next(d))
		}
		d.Token()
		return list
	}
	return token
}

func (s style) append(b []byte, v any) []byte {
	switch v := v.(type) {
	case *value:
		members := v.members
		if s.shuffle != nil {
			members = slices.Clone(members)
			s.shuffle.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
		}
		b = append(b, '{')
		for i, m := range members {
			if i > 0 {
				b = append(b, s.comma...)
			}
			b = s.text(b, m.name)
			b = append(b, s.colon...)
			b = s.append(b, m.value)
		}
		return append(b, '}')
	case []any:
		b = append(b, '[')
		for i, element := range v {
			if i > 0 {
				b = append(b, s.comma...)
			}
			b = s.append(b, element)
		}
		return append(b, ']')
	case string:
		return s.text(b, v)
	case json.Number:
		return append(b, v...)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case bool:
		return strconv.AppendBool(b, v)
	case nil:
		return append(b, "null"...)
	}
	panic(fmt.Sprintf("versus: no way to write a %T", v))
}

func (s style) text(b []byte, text string) []byte {
	b = append(b, '"')
	for _, r := range text {
		switch {
		case r >= 0x80 && s.ascii, s.hyphens && (r == '-' || r == ':' || r == '_'):
			b = fmt.Appendf(b, `\u%04x`, r) // nothing here is beyond the basic plane
		default:
			b = append(b, string(r)...) // nor has to be escaped
		}
	}
	return append(b, '"')
}
