package fhir

import (
	"net/url"
	"slices"
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

// What stands between several keys: those of which one is meant, and those that are all
// of one.
const (
	either = "\x1e"
	both   = "\x1f"
)

// key is what a reference comes down to, the same for all ways that name one thing as
// far as that can be seen: "Practitioner/7", "urn:uuid:…", "#x", or, for an identifier,
// "Practitioner=system|value", "=system|value" where the type is not said, and
// "Practitioner?value" where any system will do. The base of an absolute reference and
// the version are left out: within one export a type and an id are one resource.
func (r reference) key() (key, kind string, by way) {
	ref := strings.TrimSpace(r.Reference)
	said := r.Type[strings.LastIndexByte(r.Type, '/')+1:]
	if !isType(said) {
		said = ""
	}
	switch {
	case strings.HasPrefix(ref, "#") && len(ref) > 1:
		return ref, said, contained
	case hasFold(ref, "urn:"):
		return strings.ToLower(ref), said, uniform
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
		return said + key, said, logical
	}
	return "", said, nowhere
}

// search reads a conditional reference, as "Practitioner?identifier=system|value".
func search(ref string) (key, kind string, by way) {
	path, query, _ := strings.Cut(ref, "?")
	kind = path[strings.LastIndexByte(path, '/')+1:]
	values, err := url.ParseQuery(strings.ReplaceAll(query, "+", "%2B"))
	if err != nil || !isType(kind) {
		return "", "", nowhere
	}
	var keys []string
	for _, id := range separated(values.Get("_id"), ',') {
		keys = append(keys, kind+"/"+unescaped(id))
	}
	if len(keys) == 0 {
		for _, token := range separated(values.Get("identifier"), ',') {
			parts := separated(token, '|')
			if len(parts) == 1 {
				keys = append(keys, ofAnySystem(kind, unescaped(token)))
			} else if len(parts) > 1 {
				i := identifier{unescaped(parts[0]), unescaped(strings.Join(parts[1:], "|"))}
				if i.key() != "" {
					keys = append(keys, kind+i.key())
				}
			}
		}
	}
	if len(keys) == 0 {
		return "", "", nowhere
	}
	slices.Sort(keys)
	return strings.Join(slices.Compact(keys), either), kind, conditional
}

// separated are the parts of a search parameter between separators that are not escaped;
// none of an empty one.
func separated(text string, by byte) (parts []string) {
	if text == "" {
		return nil
	}
	begin := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case by:
			parts = append(parts, text[begin:i])
			begin = i + 1
		}
	}
	return append(parts, text[begin:])
}

// unescaped is a part of a search parameter as it is meant.
func unescaped(part string) string {
	return strings.NewReplacer(`\\`, `\`, `\,`, ",", `\|`, "|", `\$`, "$").Replace(part)
}

// ofAnySystem is the key of a value of which the system is not said, as in
// "Practitioner?identifier=77". One that is written "|77" has none.
func ofAnySystem(kind, value string) string { return kind + "?" + value }

// keysIn are the keys of which one consists.
func keysIn(key string) []string {
	return strings.FieldsFunc(key, func(r rune) bool { return strings.ContainsRune(either+both, r) })
}

// kindOf is the kind in a key; "" where it says none.
func kindOf(key string) string {
	if i := strings.IndexAny(key, "=?/"); i >= 0 && isType(key[:i]) {
		return key[:i]
	}
	return ""
}

// byIdentifier reports whether a key is that of an identifier.
func byIdentifier(key string) bool {
	i := strings.IndexAny(key, "=?/:")
	return i >= 0 && (key[i] == '=' || key[i] == '?')
}

// key is that of an identifier, without the type of what it is of.
func (i identifier) key() string {
	if i.Value == "" || strings.ContainsAny(i.System+i.Value, either+both) {
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
