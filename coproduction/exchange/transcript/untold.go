package transcript

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// An untold is what a consultation leaves open about who took part. Where every label has a
// role, whoever spoke is told, and nothing is.
type untold struct {
	strangers    bool             // somebody spoke of whom no label tells the role: it may be any
	interpreters bool             // an interpreter's label has no role, as it is not told how that one took part
	silent       []encounter.Role // of whom a header names and who say nothing
}

// heard takes in the keys of somebody who spoke and has no role; none where nothing tells who.
// It reports whether they are an interpreter's.
func (u *untold) heard(keys ...string) (interpreter bool) {
	if slices.ContainsFunc(keys, IsInterpreter) {
		u.interpreters = true
		return true
	}
	u.strangers = true
	return false
}

// of are the roles of which the encounter does not tell whether anybody took part.
func (u untold) of(e *encounter.Encounter) []encounter.Role {
	open := u.silent
	switch {
	case u.strangers:
		open = encounter.Roles()
	case u.interpreters:
		open = append([]encounter.Role{encounter.RoleInterpreter}, open...)
	}
	return e.Lacking(open...)
}
