package refi

import (
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// enrol makes the team: those who gave a code of the codebook to a text or a range of one,
// in the order in which their codings come. It comes before all records, and what was coded after
// it; so it is made first, that no records need to wait for it.
func (r *recording) enrol() {
	for i := range r.Sources {
		s := &r.Sources[i]
		text := textOf(s)
		if text == nil {
			continue
		}
		r.join(s.Codings)
		if text != s {
			r.join(text.Codings)
		}
		for _, group := range groups(text.Selections) {
			for _, i := range group {
				r.join(text.Selections[i].Codings)
			}
		}
	}
}

// join takes the coders into the team, where it has a place for them.
func (r *recording) join(codings []Coding) {
	for _, c := range codings {
		user := c.CreatedBy
		_, known := r.coders[user]
		switch {
		case known || r.ids[c.Code] == "":
		case len(r.team) == MostCoders:
			r.over[user] = true
		default:
			r.coders[user] = r.ID("refi/user/" + string(user))
			r.team = append(r.team, r.coders[user])
		}
	}
}

// study hands on the study, which names the team.
func (r *recording) study() {
	if len(r.team) == 0 {
		return
	}
	study := &encounter.Study{ID: r.ID("refi/study/" + r.print), Title: "Study of an imported project"}
	for _, id := range r.team {
		study.Team = append(study.Team, encounter.TeamMember{ID: id, Role: encounter.TeamCoder})
	}
	if r.Description == syntheticNote {
		study.Extensions = encounter.Extensions{"synthetic": json.RawMessage("true")}
		r.keep("Description", 1)
	}
	r.hand(study, nil)
}

// coded hands on a coding for each coder of a place.
func (r *recording) coded(target theme.Target, key string, codings []Coding) {
	var made []*theme.Coding // of each coder
	for _, c := range codings {
		code, coder := r.ids[c.Code], r.coders[c.CreatedBy]
		switch {
		case r.cases[c.Code]:
			r.drop("Coding", "assigns a case", 1)
			continue
		case code == "":
			r.drop("Coding", "of a code that is not in the codebook", 1)
			continue
		case r.over[c.CreatedBy]:
			r.drop("Coding", "by one of more coders than a study takes", 1)
			continue
		}
		i := slices.IndexFunc(made, func(of *theme.Coding) bool { return of.Coder == coder })
		switch {
		case i < 0:
			i = len(made)
			made = append(made, &theme.Coding{ID: r.ID(key + "/coding/" + string(c.CreatedBy) + "/" + r.print), Target: target, Codebook: r.book.ID, Coder: coder, Round: 1})
		case made[i].Has(code):
			r.drop("Coding", "given twice by one coder", 1)
			continue
		case len(made[i].Codes) == mostGiven:
			r.drop("Coding", "of more codes than a coding takes", 1)
			continue
		}
		made[i].Codes = append(made[i].Codes, code)
		r.keep("Coding", 1)
		r.keep("CodeRef", 1)
		r.attribute("date of a coding", c.Created != "")
	}
	for _, coding := range made {
		if n := len(coding.Codes); r.contradicts(coding) {
			const why = "a coding by the same coder came before, at the same place"
			r.keep("Coding", -n)
			r.keep("CodeRef", -n)
			r.drop("Coding", why, n)
			r.drop("CodeRef", why, n)
			r.differ[2] += n
			continue
		}
		r.hand(coding, nil)
	}
}

// What the records of a study take.
const (
	MostCoders = 200 // in the team of a study
	mostGiven  = 500 // codes in a coding
)
