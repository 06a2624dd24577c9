package omop

import (
	"cmp"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/calendar"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// people are persons or providers, numbered as they come.
type people struct {
	at     map[int64]uint32
	listed []bool // in their table, and not in visits alone
	in     []bool // in a visit
	ids    []int64
	first  []int64 // the earliest start of a visit, in seconds; [never] where there is none
}

const never = 1<<63 - 1

// number returns the number of somebody, and whether they are new.
func (p *people) number(id int64) (uint32, bool) {
	if n, known := p.at[id]; known {
		return n, false
	}
	if p.at == nil {
		p.at = map[int64]uint32{}
	}
	n := uint32(len(p.ids))
	p.at[id] = n
	p.ids, p.listed, p.in, p.first = append(p.ids, id), append(p.listed, false), append(p.in, false), append(p.first, never)
	return n, true
}

// born reads a row of PERSON.
func (s *sheet) born() bool {
	id, ok := s.id("person_id")
	if !ok {
		return false
	}
	n, fresh := s.persons.number(id)
	if !fresh {
		s.file.report(rulePersonOnce, s.place("person_id"), "an earlier row has the same number")
		return false
	}
	s.persons.listed[n] = true
	b := calendar.Birth{Year: int16(s.small("year_of_birth", 1800, 2099))}
	if b.Year > 0 {
		s.to.Loss.Read("birth", 1)
		if b.Month = uint8(s.small("month_of_birth", 1, 12)); b.Month > 0 {
			b.Day = uint8(s.small("day_of_birth", 1, 31))
		} else {
			s.leave("day_of_birth", "of a birth without a month")
		}
	} else {
		s.leave("month_of_birth", "of a birth without a year")
		s.leave("day_of_birth", "of a birth without a year")
	}
	s.births = append(s.births, b)
	return true
}

// provide reads a row of PROVIDER.
func (s *sheet) provide() bool {
	id, ok := s.id("provider_id")
	if !ok {
		return false
	}
	n, fresh := s.providers.number(id)
	if !fresh {
		s.file.report(ruleProviderOnce, s.place("provider_id"), "an earlier row has the same number")
		return false
	}
	s.providers.listed[n] = true
	specialty, ok := s.integer("specialty_concept_id")
	var profession encounter.Profession
	if ok {
		profession = cmp.Or(s.Professions[specialty], professions[specialty])
		s.to.Loss.Read("specialty", 1)
		switch {
		case profession != "": // what becomes of it comes out with the provider
		case specialty == 0:
			s.lose("specialty", "specialty_concept_id", "no matching concept")
		default:
			s.lose("specialty", "specialty_concept_id", "concept of no known profession")
			s.book.Tolerate(ruleSpecialty, s.place("specialty_concept_id"), "the concept is not in the list of professions, so the profession is not known")
		}
	}
	s.skills = append(s.skills, profession)
	return true
}

// A site is a care site that has a row.
type site struct {
	setting encounter.Setting
	used    bool // it is the setting of a visit
}

// site reads a row of CARE_SITE.
func (s *sheet) site() bool {
	id, ok := s.id("care_site_id")
	if !ok {
		return false
	}
	if _, twice := s.siteAt[id]; twice {
		s.file.report(ruleSiteOnce, s.place("care_site_id"), "an earlier row has the same number")
		return false
	}
	if s.siteAt == nil {
		s.siteAt = map[int64]uint32{}
	}
	place, ok := s.integer("place_of_service_concept_id")
	s.siteAt[id] = uint32(len(s.sites))
	s.sites = append(s.sites, site{setting: placeSettings[place]})
	s.leave("care_site_id", lostJoin)
	switch {
	case placeSettings[place] != "": // what becomes of it comes out when visits ask for it
	case ok:
		s.lose(s.element, "place_of_service_concept_id", lostNoSetting)
	default:
		s.to.Loss.Drop(s.element, lostNoSetting, 1)
	}
	return true
}

// professional returns the number of a provider; that of somebody who is not listed is
// noted. The number 0 stands for nobody where the table does not list it.
func (s *sheet) professional(id int64) uint32 {
	n, known := s.providers.at[id]
	if !known {
		if id == 0 {
			return nobody
		}
		n, _ = s.providers.number(id)
		s.skills = append(s.skills, "")
	}
	if !s.providers.listed[n] {
		s.book.Tolerate(ruleProviderListed, s.place("provider_id"), "the provider is not in PROVIDER, so the profession is not known")
	}
	return n
}

// nobody is the number of no provider.
const nobody = 1<<32 - 1
