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
	names  map[string]*person // by key of a reference; nil where several have it
	roles  map[string]*role   // PractitionerRoles, by key of a reference; nil where several have it
	things map[string]bool    // who is nobody: groups, devices, and what else may be named like people
	inner  map[string]*person // what contained resources say of people, by key
	teams  []role             // what PractitionerRoles and CareTeams say of people, each once
	known  map[role]bool      // what is in teams
	seen   map[string]sight   // what is read, by key of a reference
	before map[string]visit   // encounters that took place, by key
	asked  map[string]bool    // identifiers of encounters by which others name them
	in     map[string][]visit // encounters by episode of care
	wishes map[string]counted // what patients want, by key of a reference
	wanted [kindsOfWish]bool  // what kinds of it there are
	also   map[string]string  // identifiers that a reference has beside type and id, with these; "" where several have it
	whose  map[string]*where  // whom the encounters are of, by key of a reference, and where first
	met    map[string]*where  // everybody else whom an encounter names, by key of a reference, and where first
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
	called     string // the first identifier by which an encounter names them
	literally  bool   // an encounter names them by type and id, or as the entry of a Bundle
	role       encounter.Role
	profession encounter.Profession
	languages  []string
	birth      calendar.Birth
	needs      need // of an interpreter
	wishes     counted
	listed     bool  // there is a resource
	missed     bool  // and where there is none, it was said
	used       bool  // in an encounter that took place
	acts       bool  // there otherwise than as an interpreter
	interprets bool  // there as one
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

// A where is a place in a file where somebody is named first, and as what.
type where struct {
	file  *file
	at    schema.Position
	kind  string
	role  encounter.Role
	first int64 // of a patient: start of the first encounter
	lead        // once all are known

	does [helpsOut + 1]bool // what they are there for

	sure bool            // it is named in an encounter of a patient
	with map[string]bool // of whom it is not sure that it is a patient: whom its encounters name
}

// A role is a PractitionerRole: whose it is, and the profession.
type role struct {
	who        string // key of a reference
	profession encounter.Profession
	met        bool // an encounter names it
}

func newWorld() *world {
	return &world{
		names: map[string]*person{}, roles: map[string]*role{}, things: map[string]bool{}, inner: map[string]*person{}, known: map[role]bool{},
		seen: map[string]sight{}, before: map[string]visit{}, asked: map[string]bool{}, in: map[string][]visit{}, whose: map[string]*where{}, met: map[string]*where{},
		wishes: map[string]counted{}, also: map[string]string{},
	}
}

// know enters a person of a resource of that kind under its key and identifiers. Two who
// share an identifier stay two, and it leads to neither.
func (w *world) know(kind, key string, as encounter.Role, identifiers []identifier) (p *person, again, shared bool) {
	if p = w.names[key]; p == nil {
		p = &person{key: idKey(key), role: as}
		w.people = append(w.people, p)
		w.names[key] = p
	}
	for _, i := range identifiers {
		if k := i.key(); k != "" {
			shared = !claim(w.names, kind+k, p) || shared
			claim(w.names, ofAnySystem(kind, i.Value), p)
		}
	}
	again, p.listed = p.listed, true
	return p, again, shared
}

// claim enters the owner of a key, and nobody where another has it.
func claim[T comparable](keys map[string]T, key string, of T) bool {
	var nobody T
	if other, there := keys[key]; there && other != of {
		keys[key] = nobody
		return false
	}
	keys[key] = of
	return true
}

// idKey is what the id of somebody is made of.
func idKey(key string) string {
	switch kind, identifier, by := strings.Cut(key, "="); {
	case by && kind == "Practitioner":
		return "fhir/identifier/" + identifier
	case by && isType(kind):
		return "fhir/" + kind + "/identifier/" + identifier
	}
	return "fhir/" + key
}
