package fhir

import (
	"encoding/json"
	"slices"
	"strings"
)

// The reasons why much was left behind.
const (
	noPlace     = "no place in the records"
	inNone      = "in no encounter"
	toNobody    = "leads to nobody"
	noCode      = "no profession that is known"
	toldBefore  = "the profession is told by another"
	itsOnly     = "only leads to what it belongs to"
	tellsWho    = "tells who somebody is"
	notStandard = "not in the standard"
)

// changed begins the fate of what is carried over in another form.
const changed = "\x00"

// told is the fate of an element of which each repetition was accounted for on its own.
const told = "\x01"

// Fates say by name what became of the elements of a resource, or of the parts of an
// element: "" what is kept.
type fates map[string]string

// others is the name under which fates say what became of all elements of the standard
// that they do not name.
const others = ""

// fate accounts for one element, in the second pass, when it is known what became of
// it: kept where nothing is said, changed or dropped and why.
func (r *reader) fate(element, fate string) {
	if !r.second {
		return
	}
	r.loss.Read(element, 1)
	how, is := strings.CutPrefix(fate, changed)
	switch {
	case fate == "":
		r.loss.Keep(element, 1)
	case is:
		r.loss.Change(element, how, 1)
	default:
		r.loss.Drop(element, fate, 1)
	}
}

// leave accounts for a resource that is left, with each of its elements, in the second
// pass.
func (r *reader) leave(x *found, why string) {
	r.whole(x, why)
	r.account(x, fates{others: why})
}

// whole accounts for a resource as one, and for what a patient wants by its kind too.
func (r *reader) whole(x *found, fate string) {
	r.fate(nameOf(x.kind), fate)
	if w, ok := x.wish(); ok && wishes[w].row != x.kind {
		r.fate(wishes[w].row, fate)
	}
}

// count accounts for what is no resource that could be read, in the first pass.
func (r *reader) count(element, why string) {
	if !r.second {
		r.to.Loss.Read(element, 1)
		r.to.Loss.Drop(element, why, 1)
	}
}

// account says of each element of a resource what became of it: of one that repeats, of
// each repetition. Names that the standard does not know are not repeated.
func (r *reader) account(x *found, of fates) {
	if !r.second {
		return
	}
	rest, all := of[others]
	if !all {
		rest = noPlace
	}
	kind := nameOf(x.kind)
	for name, value := range x.elements {
		fate, ok := of[name]
		element := kind + "." + name
		bare, isValue := strings.CutPrefix(name, "_")
		switch {
		case name == "resourceType" || fate == told:
			continue
		case ok:
		case slices.Contains(identifying, name) && !all:
			fate = tellsWho
		case slices.Contains(identifying, name) || isElement(x.kind, name):
			fate = rest
		case isValue && isElement(x.kind, bare):
			element, fate = kind+".extension", rest // JSON has those of a simple value beside it
		default:
			element, fate = kind+", other", notStandard
		}
		if name == "entry" && x.entries > 0 {
			for range x.entries {
				r.fate(element, fate)
			}
			continue // as of a List: they were handed on one by one
		}
		for _, one := range items(value) {
			r.fate(element, fate)
			r.parts(element, one, nil, fate)
		}
	}
}

// parts says of each part of an element what became of it; where nothing is said of one,
// as of the element. Its id and extensions are in no record.
func (r *reader) parts(element string, value raw, of fates, otherwise string) {
	known := parts[element]
	if known == nil || !r.second {
		return
	}
	beside := otherwise
	if beside == "" || strings.HasPrefix(beside, changed) {
		beside = noPlace
	}
	var members map[string]raw
	json.Unmarshal(value, &members) // what has no members has no parts
	for name, member := range members {
		fate, ok := of[name]
		part := element + "." + name
		bare, isValue := strings.CutPrefix(name, "_")
		switch {
		case element == "Practitioner.communication" && (name == "coding" || name == "text"):
			continue // in R4, where a language is of a data type
		case slices.Contains(extensions, name):
			fate = beside
		case isValue && slices.Contains(known, bare):
			part, fate = element+".extension", beside // as of an element
		case !slices.Contains(known, name):
			part, fate = element+", other", notStandard
		case !ok:
			fate = otherwise
		}
		if fate == told {
			continue
		}
		for range items(member) {
			r.fate(part, fate)
		}
	}
}

// isElement reports whether resources of a kind have an element of that name.
func isElement(kind, name string) bool {
	return slices.Contains(common, name) || slices.Contains(elements()[kind], name)
}

// items are the repetitions of an element, none where it is not there; of an empty list,
// which the standard does not allow, the list itself.
func items(value raw) []raw {
	if value == nil {
		return nil
	}
	var all []raw
	if value[0] == '[' && json.Unmarshal(value, &all) == nil && len(all) > 0 {
		return all
	}
	return []raw{value}
}

// repeated are the repetitions of an element that is a list, none where it is empty or
// has another shape.
func (r *reader) repeated(x *found, name string) (all []raw) {
	value, there := x.elements[name]
	switch {
	case !there:
	case json.Unmarshal(value, &all) != nil || all == nil:
		r.say(x.file, ruleShape, x.within(name), misshapen)
		r.fate(x.kind+"."+name, "of another shape")
		r.parts(x.kind+"."+name, value, nil, "of another shape")
	case len(all) == 0:
		r.fate(x.kind+"."+name, "an empty list")
	}
	return all
}

// nameOf is the name of a type of resource; one that the standard does not know is not
// repeated.
func nameOf(kind string) string {
	if elements()[kind] == nil {
		return "other resource"
	}
	return kind
}
