package fhir

import (
	"encoding/json"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// practitionerRole enters whose role it is, and the profession; once people are known it
// accounts for them.
func (r *reader) practitionerRole(x *found) {
	var who reference
	var codes, specialties concepts
	bad := x.get("practitioner", &who)
	bad = x.get("code", &codes) || bad
	if bad = x.get("specialty", &specialties) || bad; bad {
		r.say(x.file, ruleShape, x.at, misshapen)
	}
	one := &role{profession: r.professionOf(codes.codings())}
	from, other := "code", "specialty"
	if one.profession == "" || one.profession == encounter.OtherProfession {
		if p := r.professionOf(specialties.codings()); p != "" {
			one.profession = p
			from, other = other, from
		}
	}
	one.who, _, _ = r.follow(x, who)
	if r.second {
		fate := r.roleFate(x, one)
		r.fate(x.kind, fate)
		of := fates{"id": itsOnly, "practitioner": toNobody, from: fate, other: toldBefore}
		if one.who != "" {
			of["practitioner"] = itsOnly
		}
		if one.profession == "" {
			of[other] = noCode
		}
		r.account(x, of)
		return
	}
	for _, k := range x.names() {
		r.roles[k] = one
	}
	if one.who != "" {
		r.teams = append(r.teams, *one)
	}
	if one.profession == "" && len(codes)+len(specialties) > 0 {
		r.tolerate(x.file, ruleProfession, x.at, "no code or specialty is of a profession that is known")
	}
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
		if r.met[k].file != nil {
			return changed + "profession of somebody who is not identified"
		}
	}
	return inNone
}

// professionFate says whether the profession of somebody is the one that is told.
func (r *reader) professionFate(one *role) string {
	p := r.world.names[one.who]
	switch {
	case one.profession == "":
		return noCode
	case p == nil || !p.used:
		return inNone
	case p.role != encounter.RoleProfessional:
		return "not a professional"
	case p.profession != one.profession:
		return toldBefore
	}
	return changed + "profession"
}

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
		member.who, _, _ = r.follow(x, m.Member)
		if !r.second {
			if member.who != "" && member.profession != "" {
				r.teams = append(r.teams, member)
			}
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
