package fhir

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A lead is whom a reference leads to, once all are known.
type lead struct {
	who   *person
	by    string // the key that names them
	role  *role  // by way of a PractitionerRole
	thing bool   // it is no person
	doubt string // why it leads to nobody who can be told from others
	kind  string // of those among whom it is in doubt
}

const (
	fitsSeveral = "a reference that fits several people: it leads to none of them"
	fitsNone    = "a reference by one of several identifiers, of none of which a resource is there: it leads to nobody"
)

// The kinds that a reference by an identifier alone may lead to, the likeliest first:
// the standard does not tell an identifier of one kind from that of another.
var (
	asParticipant = []string{"Practitioner", "PractitionerRole", "RelatedPerson", "Patient"}
	asSubject     = []string{"Patient", "Practitioner", "PractitionerRole", "RelatedPerson"}
)

// things are the types of resource that may be named where people are, and that are none.
var things = []string{"CareTeam", "Device", "Group", "HealthcareService", "Location", "Organization"}

// thing enters what is no person.
func (r *reader) thing(x *found) {
	for _, key := range x.names() {
		r.things[key] = true
	}
	var identifiers []identifier
	x.get("identifier", &identifiers)
	for _, i := range identifiers {
		if key := i.key(); key != "" {
			r.things[key] = true
		}
	}
}

// find returns whom a reference leads to among those who are known.
func (w *world) find(key string, places []string) lead { return w.among(key, places, w.roles) }

// among does so with those PractitionerRoles; the practitioner of one is none.
func (w *world) among(key string, places []string, roles map[string]*role) (l lead) {
	for _, between := range []string{either, both} {
		if strings.Contains(key, between) {
			for _, one := range strings.Split(key, between) {
				switch other := w.among(one, places, roles); {
				case other.doubt != "" && between == either, l.who != nil && other.who != nil && l.who != other.who:
					return lead{doubt: fitsSeveral, kind: kindOf(one)}
				case l == lead{}, l.doubt != "" && other.who != nil:
					l = other
				}
			}
			if l == (lead{}) && between == either {
				l.doubt, l.kind = fitsNone, kindOf(key)
			}
			return l
		}
	}
	if strings.HasPrefix(key, "=") {
		for _, kind := range places {
			if l = w.among(kind+key, places, roles); l != (lead{}) {
				return l
			}
		}
		return lead{thing: w.things[key]}
	}
	if p, there := w.names[key]; there {
		if p == nil {
			return lead{doubt: fitsSeveral, kind: kindOf(key)}
		}
		return lead{who: p, by: key}
	}
	if one, there := roles[key]; there {
		switch {
		case one == nil:
			return lead{doubt: fitsSeveral, kind: kindOf(key)}
		case one.who != "":
			l = w.among(one.who, places, nil)
		}
		l.role = one
		return l
	}
	return lead{thing: w.things[key]}
}

// settled finds whom a reference leads to, and enters somebody of whom nothing else is
// known where there is no resource: of the kind that the reference says, or else that
// its place suggests.
func (w *world) settled(key string, at *where, places []string) (stranger bool) {
	l := w.find(key, places)
	if one := l.role; one != nil {
		one.met = true
	}
	switch {
	case l == lead{} && at.kind != "" && (!slices.Contains(places, at.kind) || at.role == encounter.RolePatient && at.kind != "Patient"):
		l.thing = true
	case l.thing && l.role != nil:
		l.thing = false // somebody in that role was there
	case l == lead{}, l.who == nil && l.doubt == "" && l.role != nil && l.role.who != "":
		l.by = key
		if l.role != nil {
			l.by = l.role.who
		}
		names := strings.Split(l.by, both)
		for i := range names {
			if strings.HasPrefix(names[i], "=") {
				names[i] = places[0] + names[i]
			}
		}
		l.by = names[0]
		l.who = &person{key: idKey(l.by), role: at.role}
		w.people = append(w.people, l.who)
		for _, name := range names {
			if _, there := w.names[name]; !there {
				w.names[name] = l.who
			}
		}
	}
	if p := l.who; p != nil {
		if !p.listed && !p.missed {
			p.missed, stranger = true, true
		}
		if p.role == encounter.RoleProfessional {
			p.interprets = p.interprets || at.does[interprets]
			p.acts = p.acts || at.does[talks] || at.does[helpsOut]
		} else {
			p.acts = true
		}
		if byIdentifier(l.by) {
			p.called = cmp.Or(min(p.called, l.by), l.by)
		} else {
			p.literally = true
		}
		from := w.inner[key]
		if from == nil && l.role != nil {
			from = w.inner[l.role.who]
		}
		if from != nil {
			p.fill(from)
			stranger = false
		}
	}
	at.lead = l
	return stranger
}

// settle hands on the people who are in an encounter, once all are known. Whose the
// encounters are is settled before who else was there, and references that say what they
// lead to before those that do not.
func (r *reader) settle() {
	r.join()
	for _, key := range slices.Sorted(maps.Keys(r.whose)) {
		w := r.whose[key]
		stranger := r.settled(key, w, asSubject)
		if p := w.who; p != nil && p.role == encounter.RolePatient {
			p.used = true
			p.first = min(cmp.Or(p.first, never), w.first)
			r.absent(w, stranger)
			for key := range w.with {
				r.met[key].sure = true
			}
		}
	}
	untyped := func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.Count(a[:1], "="), strings.Count(b[:1], "=")), cmp.Compare(a, b))
	}
	for _, key := range slices.SortedFunc(maps.Keys(r.met), untyped) {
		w := r.met[key]
		if !w.sure {
			continue
		}
		r.absent(w, r.settled(key, w, asParticipant))
		if w.doubt != "" {
			w.file.book.Tolerate(ruleAmbiguous, w.at, w.doubt)
		}
		if w.who != nil {
			w.who.used = true
		}
	}
	for key, n := range r.wishes {
		if p := r.find(key, asSubject).who; p != nil {
			p.wishes.add(n)
		}
	}
	for _, t := range r.teams { // PractitionerRoles come before what CareTeams say only where the files are so
		if p := r.find(t.who, asParticipant).who; p != nil && p.role == encounter.RoleProfessional && (p.profession == "" || p.profession == encounter.OtherProfession) {
			p.profession = t.profession
		}
	}
	for _, visits := range r.in {
		slices.SortFunc(visits, inTime)
	}
	r.ways()
	for _, p := range r.people {
		if p.byIdentifier() {
			p.key = idKey(p.called)
		}
		if p.used {
			r.participant(p)
		}
	}
	r.several()
}

// absent says that somebody has no resource.
func (r *reader) absent(w *where, stranger bool) {
	if stranger {
		w.file.book.Tolerate(ruleDangling, w.at, "somebody whose resource is not in the files")
	}
}
