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
		r.to.Loss.Read("coding", 1)
		code := r.ids[c.Code]
		switch {
		case r.cases[c.Code]:
			r.to.Loss.Drop("coding", "assigns a case", 1)
			continue
		case code == "":
			r.to.Loss.Drop("coding", "of a code that is not in the codebook", 1)
			continue
		}
		coder := r.coder(c.CreatedBy)
		if twice[gave{coder, code}] {
			r.to.Loss.Drop("coding", "given twice by one coder", 1)
			continue
		}
		twice[gave{coder, code}] = true
		if made[coder] == nil {
			made[coder] = &theme.Coding{ID: r.ID(key + "/coding/" + string(c.CreatedBy)), Target: target, Codebook: r.book.ID, Coder: coder, Round: 1, Codes: []theme.CodeID{}}
			r.later = append(r.later, made[coder])
		}
		made[coder].Codes = append(made[coder].Codes, code)
		r.to.Loss.Keep("coding", 1)
	}
}

// coder is the pseudonym of a user.
func (r *recording) coder(user GUID) encounter.ID {
	id := r.ID("refi/user/" + string(user))
	if !r.known[id] {
		r.known[id] = true
		r.team = append(r.team, id)
	}
	return id
}
