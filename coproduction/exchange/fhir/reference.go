package fhir

import (
	"net/url"
	"strings"
)

// A reference names another resource, in one of the ways of FHIR.
type reference struct {
	Reference  string     `json:"reference"`
	Type       string     `json:"type"`
	Identifier identifier `json:"identifier"`
}

type identifier struct {
	System string `json:"system"`
	Value  string `json:"value"`
}

// A way is how a reference names what it refers to.
type way string

const (
	nowhere     way = "nothing that can be followed"
	literal     way = "literal"
	uniform     way = "urn"
	conditional way = "conditional"
	logical     way = "identifier alone"
	contained   way = "contained"
)

// key is what a reference comes down to, the same for all ways that name one thing as
// far as that can be seen: "Practitioner/7", "urn:uuid:…", "#x", or, for an
// identifier, "=system|value", or "Practitioner?value" where any system will do. The base of an absolute reference and the version are
// left out: within one export a type and an id are one resource.
func (r reference) key() (key, kind string, by way) {
	ref := strings.TrimSpace(r.Reference)
	switch {
	case strings.HasPrefix(ref, "#") && len(ref) > 1:
		return ref, r.Type, contained
	case hasFold(ref, "urn:"):
		return strings.ToLower(ref), r.Type, uniform
	case strings.Contains(ref, "?"):
		return search(ref)
	case ref != "":
		ref, _, _ = strings.Cut(ref, "/_history/")
		parts := strings.Split(ref, "/")
		if n := len(parts); n >= 2 && parts[n-1] != "" && isType(parts[n-2]) {
			return parts[n-2] + "/" + parts[n-1], parts[n-2], literal
		}
	}
	if key := r.Identifier.key(); key != "" {
		return key, r.Type, logical
	}
	return "", "", nowhere
}

// search reads a conditional reference, as "Practitioner?identifier=system|value".
func search(ref string) (key, kind string, by way) {
	path, query, _ := strings.Cut(ref, "?")
	kind = path[strings.LastIndexByte(path, '/')+1:]
	values, err := url.ParseQuery(strings.ReplaceAll(query, "+", "%2B"))
	if err != nil || !isType(kind) {
		return "", "", nowhere
	}
	if id := values.Get("_id"); id != "" {
		return kind + "/" + id, kind, conditional
	}
	system, value, ok := strings.Cut(values.Get("identifier"), "|")
	if !ok && system != "" {
		return ofAnySystem(kind, system), kind, conditional
	}
	if key := (identifier{system, value}).key(); key != "" {
		return key, kind, conditional
	}
	return "", "", nowhere
}

// ofAnySystem is the key of a value of which the system is not said, as in
// "Practitioner?identifier=77". One that is written "|77" has none.
func ofAnySystem(kind, value string) string { return kind + "?" + value }

func (i identifier) key() string {
	if i.Value == "" {
		return ""
	}
	return "=" + i.System + "|" + i.Value
}

// isType reports whether a word can be the name of a type of resource.
func isType(word string) bool {
	for _, r := range word {
		if !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z') {
			return false
		}
	}
	return word != "" && word[0] <= 'Z'
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// follow returns the key of a reference; what is contained is known by its identifier,
// or by a key of its own.
func (r *reader) follow(x *found, ref reference) (key, kind string, by way) {
	key, kind, by = ref.key()
	if by != contained {
		return key, kind, by
	}
	inner, ok := x.contained(key)
	if !ok {
		return "", "", nowhere
	}
	if inner.kind != "PractitionerRole" {
		return x.keyOf(inner), inner.kind, contained
	}
	told := r.roleIn(inner)
	key, kind = x.keyOf(inner), inner.kind
	switch who, whose, how := told.practitioner.key(); {
	case how == contained:
		if person, ok := x.contained(who); ok && person.kind != inner.kind {
			key, kind = x.keyOf(person), person.kind
		}
	case who != "":
		key, kind, by = who, whose, how
	}
	r.tell(role{key, told.profession})
	return key, kind, by
}

// contained returns what a resource contains, by its "#x".
func (x *found) contained(key string) (inner resource, ok bool) {
	var all []raw
	x.get("contained", &all)
	for _, one := range all {
		if inner, ok = parse(one); ok && "#"+inner.id == key {
			return inner, true
		}
	}
	return resource{}, false
}

// keyOf is the key of what a resource contains.
func (x *found) keyOf(inner resource) string {
	var identifiers []identifier
	inner.get("identifier", &identifiers)
	for _, i := range identifiers {
		if k := i.key(); k != "" {
			return k
		}
	}
	return x.kind + "/" + x.id + "#" + inner.id
}
