package fhir

import (
	"encoding/json"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// practitionerRole enters whose role it is, and the profession; once people are known it
// accounts for them.
func (r *reader) practitionerRole(x *found) {
	told := r.roleIn(x.resource)
	if told.misshapen {
		r.say(x.file, ruleShape, x.at, misshapen)
	}
	one := &role{profession: told.profession}
	one.who = r.follow(x, told.practitioner).as("Practitioner").key
	if r.second {
		fate := r.roleFate(x, one)
		r.fate(x.kind, fate)
		of := fates{"id": itsOnly, "practitioner": toNobody, told.from: fate, told.other: toldBefore}
		if one.who != "" {
			of["practitioner"] = itsOnly
		}
		if one.profession == "" {
			of[told.other] = noCode
		}
		r.account(x, of)
		return
	}
	for _, k := range x.names() {
		r.roles[k] = one
	}
	var identifiers []identifier
	x.get("identifier", &identifiers)
	for _, i := range identifiers {
		if k := i.key(); k != "" {
			claim(r.roles, x.kind+k, one)
			claim(r.roles, ofAnySystem(x.kind, i.Value), one)
		}
	}
	r.tell(*one)
	if one.profession == "" && told.coded {
		r.tolerate(x.file, ruleProfession, x.at, "no code or specialty is of a profession that is known")
	}
}

// A toldRole is what a PractitionerRole says.
type toldRole struct {
	practitioner reference
	profession   encounter.Profession
	from, other  string // the element that tells it, and the one that does not
	coded        bool   // one of them is there
	misshapen    bool
}

func (r *reader) roleIn(x resource) toldRole {
	one := toldRole{from: "code", other: "specialty"}
	var codes, specialties concepts
	for name, into := range map[string]any{"practitioner": &one.practitioner, "code": &codes, "specialty": &specialties} {
		one.misshapen = x.get(name, into) || one.misshapen
	}
	one.coded = len(codes)+len(specialties) > 0
	one.profession = r.professionOf(codes.codings())
	if one.profession == "" || one.profession == encounter.OtherProfession {
		if p := r.professionOf(specialties.codings()); p != "" {
			one.profession = p
			one.from, one.other = one.other, one.from
		}
	}
	return one
}

// tell takes in a profession of somebody, once.
func (r *reader) tell(one role) {
	if r.second || one.who == "" || one.profession == "" || r.known[one] {
		return
	}
	r.known[one] = true
	r.teams = append(r.teams, one)
}

// roleFate says what became of a PractitionerRole.
func (r *reader) roleFate(x *found, one *role) string {
	if one.profession == "" {
		return noCode
	}
	if one.who != "" {
		return r.professionFate(one)
	}
	for _, k := range x.names() {
		if known := r.roles[k]; known != nil && known.met {
			return changed + "profession of somebody who is not identified"
		}
	}
	return inNone
}

// professionFate says whether the profession of somebody is the one that is told.
func (r *reader) professionFate(one *role) string {
	p := r.find(one.who, asParticipant).who
	switch {
	case one.profession == "":
		return noCode
	case p == nil || !p.used:
		return inNone
	case p.role != encounter.RoleProfessional || !p.acts:
		return notAProfessional
	case p.profession != one.profession:
		return toldBefore
	}
	return changed + "profession"
}

const notAProfessional = "not a professional"

// careTeam reads what the members are; once people are known it accounts for them.
func (r *reader) careTeam(x *found) {
	all := "tells nobody's profession"
	for _, one := range r.repeated(x, "participant") {
		var m struct {
			Role   concepts  `json:"role"`
			Member reference `json:"member"`
		}
		if json.Unmarshal(one, &m) != nil {
			r.say(x.file, ruleShape, x.within("participant"), misshapen)
		}
		member := role{profession: r.professionOf(m.Role.codings())}
		member.who = r.follow(x, m.Member).key
		if !r.second {
			r.tell(member)
			continue
		}
		fate, leads := toNobody, toNobody
		if member.who != "" {
			fate, leads = r.professionFate(&member), itsOnly
		}
		if fate == changed+"profession" {
			all = changed + "professions of its members"
		}
		r.fate("CareTeam.participant", fate)
		r.parts("CareTeam.participant", one, fates{"role": fate, "member": leads}, noPlace)
	}
	r.fate(x.kind, all)
	r.account(x, fates{"participant": told})
}
