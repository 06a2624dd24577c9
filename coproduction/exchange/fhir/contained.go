package fhir

import (
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A target is what a reference comes down to.
type target struct {
	key  string // "" where it is nothing that could be known again
	kind string // what the reference says it is; "" where it does not
	by   way

	inside     []string             // the contained resources that say who it is
	here       bool                 // it is contained in an Encounter, without an identifier: nobody else can mean it
	profession encounter.Profession // that a contained role says
}

// as is the target of a reference that can only lead to one kind, where it does not say so.
func (t target) as(kind string) target {
	if strings.HasPrefix(t.key, "=") {
		t.key = kind + t.key
	}
	if t.kind == "" {
		t.kind = kind
	}
	return t
}

// follow returns what a reference comes down to; what is contained is known by its
// identifiers, or by a key of its own. What a contained resource says of somebody is
// taken in.
func (r *reader) follow(x *found, ref reference) (to target) {
	if to.key, to.kind, to.by = ref.key(); to.by != contained {
		r.beside(to, ref)
		return to
	}
	inner, ok := x.inside(to.key)
	switch {
	case !ok:
		return target{by: nowhere}
	case inner.kind != "PractitionerRole":
		return r.takeIn(x, inner)
	}
	told := r.roleIn(inner)
	to.key, to.kind, to.by = told.practitioner.key()
	if whose, is := x.inside(to.key); to.by == contained && is && whose.kind != inner.kind {
		to = r.takeIn(x, whose)
	}
	if to.key == "" || to.by == contained && to.inside == nil {
		to = r.takeIn(x, inner)
	}
	to = to.as("Practitioner")
	to.profession = told.profession
	to.inside = append(slices.Clip(to.inside), "#"+inner.id)
	r.tell(role{who: to.key, profession: told.profession})
	return to
}

// inside returns what a resource contains, by its "#x".
func (x *found) inside(key string) (inner resource, ok bool) {
	if x.contains == nil {
		x.contains, x.taken = map[string]resource{}, map[string]target{}
		var all []raw
		x.get("contained", &all)
		for _, one := range all {
			inner, ok := parse(one)
			if _, again := x.contains["#"+inner.id]; ok && !again {
				x.contains["#"+inner.id] = inner
			}
		}
	}
	inner, ok = x.contains[key]
	return inner, ok
}

// takeIn takes in what a resource contains, and what that says of somebody.
func (r *reader) takeIn(x *found, inner resource) target {
	if to, again := x.taken[inner.id]; again {
		return to
	}
	to := target{kind: inner.kind, by: contained, inside: []string{"#" + inner.id}}
	var identifiers []identifier
	inner.get("identifier", &identifiers)
	var keys []string
	for _, i := range identifiers {
		if key := i.key(); key != "" {
			keys = append(keys, inner.kind+key)
		}
	}
	if to.key = strings.Join(distinct(keys), both); to.key == "" {
		to.key = "#" + inner.id
		if names := x.names(); len(names) > 0 {
			to.key = names[0] + to.key
		}
		to.here = x.kind == "Encounter"
	}
	if slices.Contains(asParticipant, inner.kind) && !r.second && r.inner[to.key] == nil {
		p := &person{role: roleOf[inner.kind]}
		if p.role != "" {
			r.facts(&found{resource: inner, file: x.file, piece: piece{at: x.at}}, p, p.role)
		}
		if !to.here || p.role != encounter.RoleProfessional || p.profession != "" { // else there is nothing to keep
			r.inner[to.key] = p
		}
	}
	x.taken[inner.id] = to
	return to
}

// fill takes over what is not known of somebody.
func (p *person) fill(from *person) {
	if p.profession == "" {
		p.profession = from.profession
	}
	if len(p.languages) == 0 {
		p.languages = from.languages
	}
	if p.birth.Year == 0 {
		p.birth = from.birth
	}
	p.needs = max(p.needs, from.needs)
}

// containedTold accounts for what an encounter contains.
func (r *reader) containedTold(x *found, m *meeting) {
	for _, one := range items(x.elements["contained"]) {
		fate := tellsWho
		if inner, ok := parse(one); ok && slices.Contains(m.inside, "#"+inner.id) {
			fate = changed + "who took part"
		}
		r.fate(x.kind+".contained", fate)
	}
}
