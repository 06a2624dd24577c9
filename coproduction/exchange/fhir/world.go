package fhir

import (
	"cmp"
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/calendar"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A world is who and what the files speak of: the people under all their names, and
// the encounters.
type world struct {
	people []*person
	names  map[string]*person // by key of a reference, and by identifier
	roles  map[string]*role   // PractitionerRoles
	teams  []role             // what PractitionerRoles and CareTeams say of people, each once
	known  map[role]bool      // what is in teams
	seen   map[string]sight   // what is read, by key of a reference
	before map[string]visit   // encounters that took place, by key
	in     map[string][]visit // encounters by episode of care
	wishes map[string]counted // what patients want, by key of a reference
	wanted [kindsOfWish]bool  // what kinds of it there are
	firsts map[string]int64   // patients by key of a reference: start of the first encounter
	met    map[string]where   // everybody whom an encounter names, by key of a reference, and where first
}

// A visit is an encounter as links need it.
type visit struct {
	key   string
	start int64 // in seconds since 1970
	whom  string
}

// inTime orders visits by their start, and those that start together by their keys.
func inTime(a, b visit) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.key, b.key)) }

// A person is one of the people.
type person struct {
	key        string // what the id is made of
	role       encounter.Role
	profession encounter.Profession
	languages  []string
	birth      calendar.Birth
	needs      bool // an interpreter
	wishes     counted
	listed     bool  // there is a resource
	used       bool  // in an encounter that took place
	first      int64 // start of the first encounter
	told       bool  // and accounted for
}

// age is the age band at the first encounter, as far as it is clear.
func (p *person) age() (band encounter.AgeBand, ok bool) {
	if p.birth.Year == 0 || p.first == 0 || p.first == never {
		return "", false
	}
	band, _ = p.birth.Band(time.Unix(p.first, 0).UTC())
	return band, band != ""
}

// A where is a place in a file, and in what role somebody was there.
type where struct {
	file *file
	at   schema.Position
	role encounter.Role
}

// A role is a PractitionerRole: whose it is, and the profession.
type role struct {
	who        string // key of a reference
	profession encounter.Profession
}

func newWorld() *world {
	return &world{
		names: map[string]*person{}, roles: map[string]*role{}, known: map[role]bool{}, seen: map[string]sight{}, before: map[string]visit{},
		in: map[string][]visit{}, firsts: map[string]int64{}, met: map[string]where{}, wishes: map[string]counted{},
	}
}

// know enters a person of a resource of that kind under its key and identifiers. One who
// was known under any of them is the same. The value of an identifier alone leads to the
// person who is the only one of the kind to have it.
func (w *world) know(kind, key string, as encounter.Role, identifiers []identifier) (p *person, again bool) {
	keys := []string{key}
	for _, i := range identifiers {
		if k := i.key(); k != "" {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		if known := w.names[k]; known != nil && known.role == as {
			p = known
			again = again || k == key && known.listed
			break
		}
	}
	if p == nil {
		p = &person{key: idKey(key), role: as}
		w.people = append(w.people, p)
	}
	for _, k := range keys {
		if w.names[k] == nil {
			w.names[k] = p
		}
	}
	for _, i := range identifiers {
		k := ofAnySystem(kind, i.Value)
		switch other, there := w.names[k]; {
		case i.Value == "":
		case !there:
			w.names[k] = p
		case other != p:
			w.names[k] = nil
		}
	}
	p.listed = true
	return p, again
}

// whom returns the person that a reference leads to, by way of a PractitionerRole where
// it names one; nil where that says of nobody that it is theirs.
func (w *world) whom(key string) (p *person, profession encounter.Profession) {
	if r := w.roles[key]; r != nil {
		profession = r.profession
		if r.who == "" {
			return nil, profession
		}
		key = r.who
	}
	return w.names[key], profession
}

// meet returns the person that a reference leads to, and enters one of whom nothing
// else is known where there is no resource.
func (w *world) meet(key string, as encounter.Role) (p *person, profession encounter.Profession, stranger bool) {
	if r := w.roles[key]; r != nil && r.who != "" {
		profession, key = r.profession, r.who
	} else if r != nil {
		return nil, r.profession, false
	}
	if p = w.names[key]; p == nil {
		p = &person{key: idKey(key), role: as}
		w.people = append(w.people, p)
		w.names[key] = p
		stranger = true
	}
	return p, profession, stranger
}

// idKey is what the id of somebody is made of.
func idKey(key string) string {
	if identifier, ok := strings.CutPrefix(key, "="); ok {
		return "fhir/identifier/" + identifier
	}
	return "fhir/" + key
}
