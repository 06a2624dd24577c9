package fhir

import (
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// mostLinks is how many links an encounter has place for.
const mostLinks = 1000

// links are to the encounter that this one is part of, and to the one before in each
// episode of care. Each of the two elements says whether it came to a link.
func (r *reader) links(m *meeting) []encounter.Link {
	links := []encounter.Link{}
	own := r.before[m.key]
	add := func(to visit, how string) (fate string) {
		l := encounter.Link{To: r.ID(idKey(to.key)), Kind: encounter.LinkManagement}
		switch {
		case to.key == own.key:
			return "part of itself"
		case r.patientOf(to) != r.patientOf(own):
			return "to an encounter of another patient"
		case to.start == never || own.start == never:
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
		if to, ok := r.before[m.partOf]; ok {
			fate = add(to, "a link to that encounter")
		} else if m.partOf == nothing {
			fate = "leads nowhere"
		} else if strings.HasPrefix(m.partOf, "=") {
			fate = "by an identifier, which is not followed"
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
			r.fate("Encounter.episodeOfCare", "leads nowhere")
		case again:
			r.fate("Encounter.episodeOfCare", "there twice")
		case i == 0:
			r.fate("Encounter.episodeOfCare", "the first of the episode")
		default:
			r.fate("Encounter.episodeOfCare", add(visits[i-1], "a link to the encounter before"))
		}
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
