package fhir

import (
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// look is the first pass over a resource: who people are, and who met whom.
func (r *reader) look(x *found) {
	if slices.Contains(things, x.kind) {
		r.thing(x)
	}
	wish, wants := x.wish()
	if !wants && !slices.Contains(ours, x.kind) {
		return
	}
	x.held++
	if !r.counts(x) {
		return
	}
	switch as := roleOf[x.kind]; {
	case wants:
		r.lookAtWish(x, wish)
	case as != "":
		r.person(x, as)
	case x.kind == "PractitionerRole":
		r.practitionerRole(x)
	case x.kind == "CareTeam":
		r.careTeam(x)
	default:
		r.lookAtEncounter(x)
	}
}

// roleOf are the roles of those who have a resource.
var roleOf = map[string]encounter.Role{
	"Patient": encounter.RolePatient, "Practitioner": encounter.RoleProfessional, "RelatedPerson": encounter.RoleRelative,
}

// ours are the types of resource that are read, beside those that say what a patient wants.
var ours = []string{"Patient", "Practitioner", "RelatedPerson", "PractitionerRole", "CareTeam", "Encounter"}

// names are the keys of a resource: type and id, and the full URL of its entry.
func (x *found) names() []string {
	var keys []string
	if x.id != "" {
		keys = append(keys, x.kind+"/"+x.id)
	}
	if strings.HasPrefix(strings.ToLower(x.url), "urn:") {
		keys = append(keys, strings.ToLower(x.url))
	}
	return keys
}

// lookAtEncounter takes in who met, and when.
func (r *reader) lookAtEncounter(x *found) {
	m, refused := r.meeting(x)
	if refused != "" {
		return
	}
	v := visit{key: m.key, whom: m.patient}
	if m.start.At.IsZero() {
		v.start = never
	} else {
		v.start = m.start.At.Unix()
	}
	for _, key := range x.names() {
		r.before[key] = v
	}
	r.ask(m.partOf)
	for _, episode := range distinct(m.episodes) {
		if episode != nothing {
			r.in[episode] = append(r.in[episode], v)
		}
	}
	w := r.whose[m.patient]
	if w == nil {
		w = &where{file: x.file, at: x.at, kind: m.kind, role: encounter.RolePatient, first: v.start, with: map[string]bool{}}
		r.whose[m.patient] = w
	}
	w.first = min(w.first, v.start)
	for _, a := range m.attendees {
		first := r.met[a.key]
		if first == nil {
			first = &where{file: x.file, at: x.at, kind: a.kind, role: a.role}
			r.met[a.key] = first
		}
		first.does[a.does] = true
		if m.by == literal { // which names a patient
			first.sure = true
		} else {
			w.with[a.key] = true
		}
	}
}

// never is the start of what has none.
const never = int64(1) << 62
