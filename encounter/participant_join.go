package encounter

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// Join returns what two records of one person say together, as where a register was read
// in two parts: what one does not say is taken from the other. Of two age bands the
// younger one stands, as ages are those at the first encounter of a part, and of counts in an
// extension the larger. It reports false where the two contradict each other. Neither is modified.
func (p *Participant) Join(other *Participant) (joined *Participant, agree bool) {
	all := *p
	all.Languages = slices.Clone(p.Languages)
	if all.Languages == nil {
		all.Languages = slices.Clone(other.Languages)
	}
	all.Extensions = maps.Clone(p.Extensions)
	agree = p.ID == other.ID && p.Role == other.Role && p.Consent == other.Consent &&
		either(&all.Profession, other.Profession) && either(&all.Sector, other.Sector) &&
		either(&all.Residence, other.Residence) && either(&all.Education, other.Education) &&
		(other.Languages == nil || slices.Equal(all.Languages, other.Languages)) &&
		all.Extensions.join(other.Extensions)
	if !agree {
		return nil, false
	}
	if all.Extensions == nil {
		all.Extensions = maps.Clone(other.Extensions)
	}
	if !either(&all.Age, other.Age) {
		bands := AgeBands() // the youngest first, unknown last
		if slices.Index(bands, other.Age) < slices.Index(bands, all.Age) {
			all.Age = other.Age
		}
	}
	return &all, true
}

// join fills, in extensions that are not nil, what others hold, and reports whether the two
// agree: a field that both have is the same in both, or holds counts, of which the larger
// ones stand: there are at least so many.
func (x Extensions) join(others Extensions) bool {
	if x == nil {
		return true
	}
	for name, other := range others {
		one, both := x[name]
		if !both {
			x[name] = other
			continue
		}
		if bytes.Equal(one, other) {
			continue
		}
		all, counts := countsIn(one)
		more, too := countsIn(other)
		if !counts || !too {
			return false
		}
		for of, n := range more {
			all[of] = max(all[of], n)
		}
		x[name], _ = json.Marshal(all)
	}
	return true
}

// countsIn reads an object of whole numbers from 0.
func countsIn(value json.RawMessage) (counts map[string]int64, ok bool) {
	if json.Unmarshal(value, &counts) != nil || counts == nil {
		return nil, false
	}
	for _, n := range counts {
		if n < 0 {
			return nil, false
		}
	}
	return counts, true
}

// either fills a word that is missing, and reports whether the two are then the same.
func either[W ~string](word *W, other W) bool {
	if *word == "" {
		*word = other
	}
	return other == "" || *word == other
}
