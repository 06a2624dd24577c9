package fhir

import "strings"

// A doing is what somebody does in an encounter, as far as that tells a role.
type doing int

const (
	talks      doing = iota
	interprets       // and does nothing else there
	helpsOut         // who interprets and is no interpreter by calling: a relative, and whoever also talks
)

// interpreterKey is what the id is made of under which somebody interprets. It is another
// than that of the professional who has the same resource: whether somebody is called an
// interpreter must not hang on what else there is in the files.
func interpreterKey(key string) string {
	return "fhir/interpreter/" + strings.TrimPrefix(key, "fhir/")
}
