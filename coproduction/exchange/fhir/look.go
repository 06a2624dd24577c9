package fhir

import (
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/calendar"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// look is the first pass over a resource: who people are, and who met whom.
func (r *reader) look(x *found) {
	take, ours := map[string]func(){
		"Patient":          func() { r.person(x, encounter.RolePatient) },
		"Practitioner":     func() { r.person(x, encounter.RoleProfessional) },
		"RelatedPerson":    func() { r.person(x, encounter.RoleRelative) },
		"PractitionerRole": func() { r.practitionerRole(x) },
		"CareTeam":         func() { r.careTeam(x) },
		"Encounter":        func() { r.lookAtEncounter(x) },
	}[x.kind]
	if !ours {
		r.count(nameOf(x.kind), "no place in the records")
		return
	}
	x.held++
	if r.counts(x) {
		take()
	}
}

// names are the keys of a resource: type and id, and the full URL of its entry.
func (x *found) names() []string {
	var keys []string
	if x.id != "" {
		keys = append(keys, x.kind+"/"+x.id)
	}
	if strings.HasPrefix(strings.ToLower(x.url), "urn:") {
		keys = append(keys, strings.ToLower(x.url))
	}
	return keys
}

// person enters a Patient, Practitioner or RelatedPerson.
func (r *reader) person(x *found, as encounter.Role) {
	r.to.Loss.Read(x.kind, 1)
	keys := x.names()
	var identifiers []identifier
	if x.get("identifier", &identifiers) {
		r.say(x.file, ruleShape, x.within("identifier"), misshapen)
	}
	if len(keys) == 0 && len(identifiers) > 0 && identifiers[0].key() != "" {
		keys = []string{identifiers[0].key()}
	}
	if len(keys) == 0 {
		r.say(x.file, ruleID, x.at, "the resource has neither an id nor an identifier: nothing can refer to it")
		r.to.Loss.Drop(x.kind, "nothing can refer to it", 1)
		return
	}
	if as == encounter.RoleRelative {
		identifiers = nil // a relative may carry the patient's
	}
	p, again := r.know(keys[0], as, identifiers)
	for _, k := range keys[1:] {
		if r.world.names[k] == nil {
			r.world.names[k] = p
		}
	}
	if again {
		r.say(x.file, ruleOnce, x.within("identifier"), "another resource of this type has the same identifier, and no id either; the last one counts")
		r.to.Loss.Drop(x.kind, "there twice", 1)
	} else {
		r.heads = append(r.heads, head{p, x.kind})
	}
	fates := map[string]string{"id": changed + "pseudonym", "birthDate": "tells who somebody is"}
	r.languages(x, p, fates)
	switch as {
	case encounter.RolePatient:
		r.patient(x, p, fates)
	case encounter.RoleProfessional:
		var qualified []struct {
			Code concept `json:"code"`
		}
		if x.get("qualification", &qualified) {
			r.say(x.file, ruleShape, x.within("qualification"), misshapen)
		}
		for _, q := range qualified {
			if p.profession == "" {
				p.profession = r.professionOf(q.Code.Coding)
			}
		}
		fates["qualification"] = changed + "profession, where its code tells one"
	}
	r.account(x, fates)
}

// patient reads what only a Patient has.
func (r *reader) patient(x *found, p *person, fates map[string]string) {
	var born string
	if x.text("birthDate", &born); born != "" {
		var ok bool
		if p.birth, ok = birthOf(born); !ok {
			r.say(x.file, ruleBirth, x.within("birthDate"), "this is not a date of birth")
			fates["birthDate"] = "not a date"
		} else {
			fates["birthDate"] = changed + "age band at the first encounter"
		}
	}
	p.needs = r.needsInterpreter(x)
	if p.needs {
		fates["extension"] = changed + "interpreterNeeded; others have no place"
	}
}

// languages reads how to talk with a person; those preferred come first.
func (r *reader) languages(x *found, p *person, fates map[string]string) {
	var communication []communicated
	raw, there := x.elements["communication"]
	if !there {
		return
	}
	if unmarshalCommunication(raw, &communication) {
		r.say(x.file, ruleShape, x.within("communication"), misshapen)
	}
	var preferred, other []string
	for _, c := range communication {
		for _, code := range append(c.Language.Coding, c.Coding...) {
			tag, ok := languageTag(code.Code)
			if !ok {
				r.tolerate(x.file, ruleLanguage, x.within("communication"), "this is not a language tag of BCP 47; it is left out")
				continue
			}
			if c.Preferred {
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
	fates["communication"] = changed + "languages, as BCP 47"
}

// interpreterYes is "yes" in SNOMED CT.
const interpreterYes = "373066001"

// needsInterpreter reads the extension of US Core: yes, in SNOMED CT, or true.
func (r *reader) needsInterpreter(x *found) bool {
	var extensions []extension
	if x.get("extension", &extensions) {
		return false // of some other shape, as many are
	}
	for _, e := range extensions {
		if !strings.HasSuffix(strings.ToLower(e.URL), "interpreter-needed") && !strings.HasSuffix(strings.ToLower(e.URL), "patient-interpreterrequired") {
			continue
		}
		if e.Coding.Code == interpreterYes || e.Boolean != nil && *e.Boolean || (concepts{e.Concept}).has(interpreterYes) {
			return true
		}
	}
	return false
}

// practitionerRole enters whose role it is, and the profession.
func (r *reader) practitionerRole(x *found) {
	r.to.Loss.Read(x.kind, 1)
	var who reference
	var codes, specialties concepts
	bad := x.get("practitioner", &who)
	bad = x.get("code", &codes) || bad
	if bad = x.get("specialty", &specialties) || bad; bad {
		r.say(x.file, ruleShape, x.at, misshapen)
	}
	one := &role{profession: r.professionOf(codes.codings())}
	if one.profession == "" || one.profession == encounter.OtherProfession {
		if p := r.professionOf(specialties.codings()); p != "" {
			one.profession = p
		}
	}
	one.who, _, _ = r.follow(x, who)
	for _, k := range x.names() {
		r.roles[k] = one
	}
	if one.who != "" {
		r.teams = append(r.teams, *one)
	}
	if one.profession == "" {
		r.to.Loss.Drop(x.kind, "no profession that is known", 1)
		if len(codes)+len(specialties) > 0 {
			r.tolerate(x.file, ruleProfession, x.at, "no code or specialty is of a profession that is known")
		}
		return
	}
	r.to.Loss.Change(x.kind, "profession of its practitioner", 1)
}

// careTeam reads what the members are.
func (r *reader) careTeam(x *found) {
	r.to.Loss.Read(x.kind, 1)
	var members []struct {
		Role   concepts  `json:"role"`
		Member reference `json:"member"`
	}
	if x.get("participant", &members) {
		r.say(x.file, ruleShape, x.within("participant"), misshapen)
	}
	told := false
	for _, m := range members {
		r.to.Loss.Read("CareTeam.participant", 1)
		key, _, _ := r.follow(x, m.Member)
		profession := r.professionOf(m.Role.codings())
		if key == "" || profession == "" {
			r.to.Loss.Drop("CareTeam.participant", "no place in the records", 1)
			continue
		}
		told = true
		r.teams = append(r.teams, role{who: key, profession: profession})
		r.to.Loss.Change("CareTeam.participant", "profession, where nothing else tells it", 1)
	}
	if told {
		r.to.Loss.Change(x.kind, "professions of its members", 1)
	} else {
		r.to.Loss.Drop(x.kind, "no place in the records", 1)
	}
}

// follow returns the key of a reference; what is contained is known by its identifier,
// or by a key of its own.
func (r *reader) follow(x *found, ref reference) (key, kind string, by way) {
	key, kind, by = ref.key()
	if by != contained {
		return key, kind, by
	}
	var all []raw
	x.get("contained", &all)
	for _, one := range all {
		inner, ok := parse(one)
		if !ok || "#"+inner.id != key {
			continue
		}
		if inner.kind == "PractitionerRole" {
			var who reference
			if inner.get("practitioner", &who); !strings.HasPrefix(who.Reference, "#") {
				if k, kind, by := who.key(); k != "" {
					return k, kind, by
				}
			}
		}
		var identifiers []identifier
		inner.get("identifier", &identifiers)
		for _, i := range identifiers {
			if k := i.key(); k != "" {
				return k, inner.kind, contained
			}
		}
		return x.kind + "/" + x.id + key, inner.kind, contained
	}
	return "", "", nowhere
}

// lookAtEncounter takes in who met, and when.
func (r *reader) lookAtEncounter(x *found) {
	r.to.Loss.Read("Encounter", 1)
	m, refused := r.meeting(x)
	if refused != "" {
		r.to.Loss.Drop("Encounter", refused, 1)
		return
	}
	r.to.Loss.Keep("Encounter", 1)
	v := visit{key: m.key, whom: m.patient}
	if m.start.At.IsZero() {
		v.start = never
	} else {
		v.start = m.start.At.Unix()
	}
	for _, key := range x.names() {
		r.before[key] = v
	}
	for _, episode := range m.episodes {
		r.in[episode] = append(r.in[episode], v)
	}
	first, known := r.firsts[m.patient]
	if !known || v.start < first {
		r.firsts[m.patient] = v.start
	}
	for _, key := range append([]string{m.patient}, keysOf(m.attendees)...) {
		if r.met[key].file == nil {
			r.met[key] = where{x.file, x.at}
		}
	}
}

func keysOf(attendees []attendee) (keys []string) {
	for _, a := range attendees {
		keys = append(keys, a.key)
	}
	return keys
}

// never is the start of what has none.
const never = int64(1) << 62

// instant reads a date and time of FHIR. ok is false where it is none, and also where
// only a year or month is given: that is no start.
func instant(text string) (calendar.Instant, bool) {
	i, ok := calendar.Parse([]byte(strings.TrimSpace(text)), time.UTC)
	if ok && (i.At.Year() < 1900 || i.At.Year() > 2099) {
		return calendar.Instant{}, false
	}
	return i, ok
}
