package encounter

import (
	"maps"
	"reflect"
	"slices"
)

// Join returns what two records of one person say together, as where a register was read
// in two parts: what one does not say is taken from the other. Of two age bands the
// younger one stands, as ages are those at the first encounter of a part. It reports false
// where the two contradict each other. Neither is modified.
func (p *Participant) Join(other *Participant) (joined *Participant, agree bool) {
	all := *p
	all.Languages = slices.Clone(p.Languages)
	if all.Languages == nil {
		all.Languages = slices.Clone(other.Languages)
	}
	if all.Extensions = maps.Clone(p.Extensions); all.Extensions == nil {
		all.Extensions = maps.Clone(other.Extensions)
	}
	agree = p.ID == other.ID && p.Role == other.Role && p.Consent == other.Consent &&
		either(&all.Profession, other.Profession) && either(&all.Sector, other.Sector) &&
		either(&all.Residence, other.Residence) && either(&all.Education, other.Education) &&
		(other.Languages == nil || slices.Equal(all.Languages, other.Languages)) &&
		(other.Extensions == nil || reflect.DeepEqual(all.Extensions, other.Extensions))
	if !agree {
		return nil, false
	}
	if !either(&all.Age, other.Age) {
		bands := AgeBands() // the youngest first, unknown last
		if slices.Index(bands, other.Age) < slices.Index(bands, all.Age) {
			all.Age = other.Age
		}
	}
	return &all, true
}

// either fills a word that is missing, and reports whether the two are then the same.
func either[W ~string](word *W, other W) bool {
	if *word == "" {
		*word = other
	}
	return other == "" || *word == other
}
