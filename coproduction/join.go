package coproduction

import (
	"reflect"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// InParts reports whether a record is of a kind that may come in parts: a study, a
// codebook or a participant. What is made of some of the files of a study says of these
// only what is in those files.
func InParts(r encounter.Record) bool {
	switch r.(type) {
	case *encounter.Study, *theme.Codebook, *encounter.Participant:
		return true
	}
	return false
}

// Join returns what two records with one id say together; see [encounter.Study.Join],
// [theme.Codebook.Join] and [encounter.Participant.Join]. Those of other kinds have to be
// the same. It reports false where the two contradict each other. Neither is modified.
func Join(a, b encounter.Record) (joined encounter.Record, agree bool) {
	if !isRecord(a) || !isRecord(b) {
		return nil, false
	}
	switch a := a.(type) {
	case *encounter.Study:
		if b, ok := b.(*encounter.Study); ok {
			return joinedOf(a.Join(b))
		}
	case *theme.Codebook:
		if b, ok := b.(*theme.Codebook); ok {
			return joinedOf(a.Join(b))
		}
	case *encounter.Participant:
		if b, ok := b.(*encounter.Participant); ok {
			return joinedOf(a.Join(b))
		}
	default:
		if reflect.DeepEqual(a, b) {
			return a, true
		}
	}
	return nil, false
}

// joinedOf keeps a pointer that is nil from being a record that is not.
func joinedOf[R encounter.Record](r R, agree bool) (encounter.Record, bool) {
	if !agree {
		return nil, false
	}
	return r, true
}
