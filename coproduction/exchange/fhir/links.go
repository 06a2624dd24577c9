package fhir

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// mostLinks is how many links an encounter has place for.
const mostLinks = 1000

// linkKind is the kind of all links: no element tells of a relation or of knowledge.
const linkKind = encounter.LinkManagement

// links are to the encounter that this one is part of, and to the one before in each
// episode of care. Each of the two elements says whether it came to a link. Where none
// did, and one of them names what is not here or has no order in time, links are not known:
// nil, and not an empty list.
func (r *reader) links(m *meeting) []encounter.Link {
	links, open := []encounter.Link{}, false
	own := r.before[m.key]
	add := func(to visit, how string) (fate string) {
		l := encounter.Link{To: r.ID(idKey(to.key)), Kind: linkKind}
		switch {
		case to.key == own.key:
			return "part of itself"
		case r.patientOf(to) != r.patientOf(own):
			return "to an encounter of another patient"
		case to.start == never || own.start == never:
			open = true
			return "no start tells which came first"
		case to.start > own.start:
			return "to a later encounter"
		case slices.Contains(links, l):
			return changed + how // as another element says
		case len(links) == mostLinks:
			return "more links than records hold"
		}
		links = append(links, l)
		return changed + how
	}
	if m.partOf != "" {
		fate := "to no encounter that is there"
		to, ok := r.visitOf(m.partOf)
		open = !ok || to.key == ""
		if ok && to.key == "" {
			fate = "by an identifier that several encounters have"
		} else if ok {
			fate = add(to, "a link to that encounter")
		} else if m.partOf == nothing {
			fate = "leads nowhere"
		}
		r.fate("Encounter.partOf", fate)
	}
	told := make(map[string]bool, len(m.episodes))
	for _, episode := range m.episodes {
		visits := r.in[episode]
		i, _ := slices.BinarySearchFunc(visits, own, inTime)
		again := told[episode]
		told[episode] = true
		switch {
		case episode == nothing:
			open = true
			r.fate("Encounter.episodeOfCare", "leads nowhere")
		case again:
			r.fate("Encounter.episodeOfCare", "there twice")
		case i == 0:
			r.fate("Encounter.episodeOfCare", "the first of the episode")
		default:
			r.fate("Encounter.episodeOfCare", add(visits[i-1], "a link to the encounter before"))
		}
	}
	if open && len(links) == 0 {
		return nil
	}
	return links
}

// patientOf is whose a visit was, once all are known.
func (r *reader) patientOf(v visit) *person {
	if w := r.whose[v.whom]; w != nil {
		return w.who
	}
	return nil
}

// ask notes the identifiers by which an encounter names another.
func (r *reader) ask(key string) {
	for _, one := range keysIn(key) {
		if byIdentifier(one) {
			r.asked[one] = true
		}
	}
}

// identify enters an encounter under those of its identifiers that others ask for.
func (r *reader) identify(x *found) {
	names := x.names()
	if x.kind != "Encounter" || len(names) == 0 {
		return
	}
	v, tookPlace := r.before[names[0]]
	var identifiers []identifier
	x.get("identifier", &identifiers)
	for _, i := range identifiers {
		for _, key := range []string{x.kind + i.key(), ofAnySystem(x.kind, i.Value)} {
			if tookPlace && r.asked[key] {
				claim(r.before, key, v)
			}
		}
	}
}

// visitOf is the encounter that a reference leads to; one without a key where it leads to
// several.
func (r *reader) visitOf(key string) (to visit, ok bool) {
	for _, one := range keysIn(key) {
		v, there := r.before[one]
		switch {
		case !there:
		case ok && v != to:
			return visit{}, true
		default:
			to, ok = v, true
		}
	}
	return to, ok
}
