package refi

import (
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// coded makes a coding for each coder of a place.
func (r *recording) coded(target theme.Target, key string, codings []Coding) {
	type gave struct {
		coder encounter.ID
		code  theme.CodeID
	}
	made := make(map[encounter.ID]*theme.Coding)
	twice := make(map[gave]bool)
	for _, c := range codings {
		code := r.ids[c.Code]
		switch {
		case r.cases[c.Code]:
			r.drop("Coding", "assigns a case", 1)
			continue
		case code == "":
			r.drop("Coding", "of a code that is not in the codebook", 1)
			continue
		}
		coder, ok := r.coder(c.CreatedBy)
		if !ok {
			r.drop("Coding", "by one of more coders than a study takes", 1)
			continue
		}
		of := made[coder]
		switch {
		case twice[gave{coder, code}]:
			r.drop("Coding", "given twice by one coder", 1)
			continue
		case of == nil:
			of = &theme.Coding{ID: r.ID(key + "/coding/" + string(c.CreatedBy)), Target: target, Codebook: r.book.ID, Coder: coder, Round: 1, Codes: []theme.CodeID{}}
			made[coder] = of
			r.later = append(r.later, of)
		case len(of.Codes) == mostGiven:
			r.drop("Coding", "of more codes than a coding takes", 1)
			continue
		}
		twice[gave{coder, code}] = true
		of.Codes = append(of.Codes, code)
		r.keep("Coding", 1)
		r.keep("CodeRef", 1)
	}
}

// What the records of a study take.
const (
	MostCoders = 200 // in the team of a study
	mostGiven  = 500 // codes in a coding
)

func userKey(user GUID) string { return "refi/user/" + string(user) }

// coder is the pseudonym of a user; false where the team has no place for them.
func (r *recording) coder(user GUID) (id encounter.ID, ok bool) {
	id = r.ID(userKey(user))
	switch {
	case r.known[id]:
	case len(r.team) == MostCoders:
		r.over[id] = true
		return id, false
	default:
		r.known[id] = true
		r.team = append(r.team, id)
	}
	return id, true
}
