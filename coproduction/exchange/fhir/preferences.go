package fhir

import (
	"bytes"
	"encoding/json"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A wish is a kind of resource that says what a patient wants.
type wish int

const (
	aGoal wish = iota
	aCareExperience
	aTreatment
	kindsOfWish
)

// wishes tells of each kind its row in the account, and the category and the code of LOINC
// that Observations of it have, of which one is enough.
var wishes = [kindsOfWish]struct{ row, category, loinc string }{
	aGoal:           {row: "Goal"},
	aCareExperience: {"Observation of a care experience preference", "care-experience-preference", "95541-9"},
	aTreatment:      {"Observation of a treatment intervention preference", "treatment-intervention-preference", "75773-2"},
}

// wish tells what kind of wish a resource is, if it is one. The category counts more than
// the code.
func (x *found) wish() (w wish, ok bool) {
	switch x.kind {
	case "Goal":
		return aGoal, true
	case "Observation":
		for w := aCareExperience; w < kindsOfWish; w++ {
			if x.has("category", wishes[w].category) {
				return w, true
			}
		}
		for w := aCareExperience; w < kindsOfWish; w++ {
			if x.has("code", wishes[w].loinc) {
				return w, true
			}
		}
	}
	return 0, false
}

// has reports whether an element has a code. It looks at the bytes first, as exports have
// many more Observations than those that are looked for.
func (x *found) has(element, code string) bool {
	value := x.elements[element]
	if !bytes.Contains(value, []byte(code)) && bytes.IndexByte(value, '\\') < 0 {
		return false
	}
	var all concepts
	x.get(element, &all)
	return all.has(code)
}

// counted are numbers of wishes, by kind.
type counted [kindsOfWish]int

func (c *counted) add(other counted) {
	for w, n := range other {
		c[w] += n
	}
}

// lookAtWish takes in that somebody wants something.
func (r *reader) lookAtWish(x *found, w wish) {
	r.world.wanted[w] = true
	if key, refused := r.wisher(x, w); refused == "" {
		n := r.wishes[key]
		n[w]++
		r.wishes[key] = n
	}
}

// wisher is the key of who wants something. It says why where nobody does.
func (r *reader) wisher(x *found, w wish) (key, refused string) {
	element := "status"
	if w == aGoal {
		element = "lifecycleStatus"
	}
	var status string
	x.text(element, &status)
	switch _, absent := x.elements["dataAbsentReason"]; {
	case status == "entered-in-error":
		return "", "entered in error"
	case w != aGoal && status == "cancelled":
		return "", "cancelled"
	case w != aGoal && absent:
		return "", "without an answer"
	}
	var subject reference
	if x.get("subject", &subject) {
		r.say(x.file, ruleShape, x.within("subject"), misshapen)
	}
	to := r.follow(x, subject)
	if to.key == "" || to.kind != "" && to.kind != "Patient" && to.by != uniform {
		return "", "no patient"
	}
	return to.key, ""
}

const (
	words    = "words, which have no place in the records"
	tellKind = "only tells what is counted"
)

// wish accounts for what somebody wants.
func (r *reader) wish(x *found, w wish) {
	key, refused := r.wisher(x, w)
	if refused == "" {
		switch p := r.find(key, asSubject).who; {
		case p == nil || !p.used:
			refused = inNone
		case p.role != encounter.RolePatient:
			refused = "no patient"
		}
	}
	if refused != "" {
		r.leave(x, refused)
		return
	}
	r.whole(x, changed+"counted for the patient, words left behind")
	of := fates{"subject": itsOnly, "text": words, "note": words}
	if w == aGoal {
		of["lifecycleStatus"], of["description"] = tellKind, words
	} else {
		of["status"], of["category"], of["code"], of["valueString"] = tellKind, tellKind, tellKind, words
	}
	r.account(x, of)
}

// extensionsOf are what a record of somebody says that it has no field for. What the
// files do not count of anybody is left out, and is not 0.
func (r *reader) extensionsOf(p *person) encounter.Extensions {
	all := p.needs.extension()
	if p.role == encounter.RolePatient && r.world.wanted != [kindsOfWish]bool{} {
		numbers := [kindsOfWish]*int{}
		for w, there := range r.world.wanted {
			if there {
				numbers[w] = &p.wishes[w]
			}
		}
		if all == nil {
			all = encounter.Extensions{}
		}
		all["fhir"], _ = json.Marshal(struct {
			Goals          *int `json:"goals,omitempty"`
			CareExperience *int `json:"careExperiencePreferences,omitempty"`
			Treatment      *int `json:"treatmentInterventionPreferences,omitempty"`
		}{numbers[aGoal], numbers[aCareExperience], numbers[aTreatment]})
	}
	return all
}
