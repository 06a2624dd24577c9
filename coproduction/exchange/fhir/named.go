package fhir

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// beside takes in an identifier that stands in a reference beside type and id.
func (r *reader) beside(to target, ref reference) {
	if identifier := ref.Identifier.key(); !r.second && identifier != "" && to.by == literal && roleOf[to.kind] != "" {
		claim(r.also, to.kind+identifier, to.key)
	}
}

// join enters people under the identifiers that only references say they have. What
// resources say of an identifier counts more, and so it does nothing where one has it.
func (w *world) join() {
	for _, identifier := range slices.Sorted(maps.Keys(w.also)) {
		key := w.also[identifier]
		if _, there := w.names[identifier]; there || key == "" {
			continue
		}
		p, there := w.names[key]
		if !there {
			p = &person{key: idKey(key), role: roleOf[kindOf(key)]}
			w.people = append(w.people, p)
			w.names[key] = p
		}
		w.names[identifier] = p
	}
}

// byIdentifier reports whether the id of somebody is made of an identifier.
func (p *person) byIdentifier() bool { return p.called != "" && !p.literally }

// ways accounts for how people are called, and says where some are called in one way and
// some in the other: what their ids are made of does not tell that two of them are one.
func (r *reader) ways() {
	const row = "person in an encounter"
	var number [2]map[encounter.Role]int
	number[0], number[1] = map[encounter.Role]int{}, map[encounter.Role]int{}
	for _, p := range r.people {
		if !p.used {
			continue
		}
		r.to.Loss.Read(row, 1)
		if p.byIdentifier() {
			number[1][p.role]++
			r.to.Loss.Change(row, "pseudonym of an identifier", 1)
		} else {
			number[0][p.role]++
			r.to.Loss.Change(row, "pseudonym of the type and id", 1)
		}
	}
	for _, role := range slices.Sorted(maps.Keys(number[1])) {
		if number[0][role] == 0 {
			continue
		}
		at := r.firstByIdentifier(role)
		at.file.book.Report(ruleTwoWays, at.at, "", fmt.Sprintf("of those in the role %s, %d are called by type and id and %d by an identifier alone: in other files they may be called otherwise, and count as two",
			role, number[0][role], number[1][role]))
	}
}

// firstByIdentifier is where the first of those in a role is named whose id is made of an
// identifier.
func (r *reader) firstByIdentifier(role encounter.Role) (first *where) {
	for _, named := range []map[string]*where{r.whose, r.met} {
		for _, w := range named {
			if p := w.who; p == nil || !p.used || p.role != role || !p.byIdentifier() {
				continue
			}
			if first == nil || cmp.Or(cmp.Compare(slices.Index(r.files, w.file), slices.Index(r.files, first.file)), cmp.Compare(w.at.Offset, first.at.Offset)) < 0 {
				first = w
			}
		}
	}
	return first
}
