package fhir

import (
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// keysOf are the keys that a person is known by, and the identifiers; no key where
// nothing can refer to them.
func (r *reader) keysOf(x *found) (keys []string, identifiers []identifier) {
	keys = x.names()
	if x.get("identifier", &identifiers) {
		r.say(x.file, ruleShape, x.within("identifier"), misshapen)
	}
	if len(keys) == 0 && len(identifiers) > 0 && identifiers[0].key() != "" {
		keys = []string{x.kind + "#" + identifiers[0].key()}
	}
	return keys, identifiers
}

// person enters a Patient, Practitioner or RelatedPerson.
func (r *reader) person(x *found, as encounter.Role) {
	keys, identifiers := r.keysOf(x)
	if len(keys) == 0 {
		r.say(x.file, ruleID, x.at, "the resource has neither an id nor an identifier: nothing can refer to it")
		return
	}
	p, again, shared := r.know(x.kind, keys[0], as, identifiers)
	for _, k := range keys[1:] {
		if r.world.names[k] == nil {
			r.world.names[k] = p
		}
	}
	switch {
	case again:
		r.say(x.file, ruleOnce, x.within("identifier"), "another resource of this type has the same identifier, and no id either; the last one counts")
	case shared && as != encounter.RoleRelative: // who may be a relative of two
		r.say(x.file, ruleShared, x.within("identifier"), "another resource of this type has the same identifier: they stay two, and a reference by it alone leads to neither")
	}
	r.facts(x, p, as)
}

// personTold accounts for a person, once it is known who is in an encounter.
func (r *reader) personTold(x *found, as encounter.Role) {
	keys, _ := r.keysOf(x)
	if len(keys) == 0 {
		r.leave(x, "nothing can refer to it")
		return
	}
	p := r.world.names[keys[0]]
	again := p.told && x.id == "" && len(x.names()) == 0
	p.told = true
	switch {
	case again:
		r.leave(x, "there twice")
	case !p.used:
		r.leave(x, inNone)
	default:
		r.fate(x.kind, "")
		r.account(x, r.facts(x, p, as))
	}
}

// facts reads what a resource says of a person, and says what becomes of it.
func (r *reader) facts(x *found, p *person, as encounter.Role) fates {
	of := fates{"id": changed + "pseudonym", "birthDate": tellsWho}
	r.languages(x, p, of)
	switch as {
	case encounter.RolePatient:
		r.birth(x, p, of)
		var said need
		said, of["extension"] = r.needsInterpreter(x)
		p.needs = max(p.needs, said)
	case encounter.RoleProfessional:
		r.qualifications(x, p, of)
	}
	return of
}

// birth reads when a Patient was born.
func (r *reader) birth(x *found, p *person, of fates) {
	var born string
	if x.text("birthDate", &born); born == "" {
		return
	}
	date, ok := birthOf(born)
	if !ok {
		r.say(x.file, ruleBirth, x.within("birthDate"), "this is not a date of birth")
		of["birthDate"] = "not a date"
		return
	}
	p.birth = date
	if _, ok := p.age(); ok {
		of["birthDate"] = changed + "age band at the first encounter"
	} else {
		of["birthDate"] = "the age band at the first encounter is not clear"
	}
}

// qualifications reads the profession of a Practitioner: that of the first that tells one.
func (r *reader) qualifications(x *found, p *person, of fates) {
	of["qualification"] = told
	first := true
	for _, one := range r.repeated(x, "qualification") {
		var q struct {
			Code concept `json:"code"`
		}
		if json.Unmarshal(one, &q) != nil {
			r.say(x.file, ruleShape, x.within("qualification"), misshapen)
		}
		fate, profession := noCode, r.professionOf(q.Code.Coding)
		switch {
		case r.second && !p.acts:
			fate = notAProfessional
		case profession != "" && first:
			first = false
			if p.profession == "" {
				p.profession = profession
			}
			if fate = toldBefore; p.profession == profession {
				fate = changed + "profession"
			}
		case profession != "":
			fate = toldBefore
		}
		r.fate("Practitioner.qualification", fate)
		r.parts("Practitioner.qualification", one, fates{"code": fate, "identifier": tellsWho}, noPlace)
	}
}

// languages reads how to talk with a person; those preferred come first.
func (r *reader) languages(x *found, p *person, of fates) {
	of["communication"] = told
	all := r.repeated(x, "communication")
	tags, prefers := make([]string, len(all)), make([]bool, len(all))
	var preferred, other []string
	for i, one := range all {
		c, ok := communicationOf(one)
		if !ok {
			r.say(x.file, ruleShape, x.within("communication"), misshapen)
		}
		for _, code := range append(c.Language.Coding, c.Coding...) {
			tag, ok := languageTag(code.Code)
			if !ok {
				r.tolerate(x.file, ruleLanguage, x.within("communication"), "this is not a language tag of BCP 47; it is left out")
				continue
			}
			if tags[i], prefers[i] = tag, c.Preferred; c.Preferred {
				preferred = append(preferred, tag)
			} else {
				other = append(other, tag)
			}
			break // the other codings say the same in other words
		}
	}
	p.languages = distinct(append(preferred, other...))
	if len(p.languages) > mostLanguages {
		r.tolerate(x.file, ruleLanguage, x.within("communication"), "somebody has more languages than records hold; the last ones are left out")
		p.languages = p.languages[:mostLanguages]
	}
	element := x.kind + ".communication"
	for i, one := range all {
		fate, order := changed+"a language, as BCP 47", noPlace
		switch {
		case tags[i] == "":
			fate = "no language tag of BCP 47"
		case !slices.Contains(p.languages, tags[i]):
			fate = "more languages than records hold"
		case prefers[i]:
			order = changed + "stands before the others"
		}
		r.fate(element, fate)
		r.parts(element, one, fates{"language": fate, "preferred": order}, fate)
	}
}
