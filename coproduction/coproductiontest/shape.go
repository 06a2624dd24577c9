package coproductiontest

import (
	"iter"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A Shape says how large a random study is and what it holds. Zero is none of it;
// [Typical] is where to start.
type Shape struct {
	Encounters int // exactly so many
	Patients   int // exactly so many; at least one if there are encounters

	Doctors, Nurses, SocialWorkers int
	OtherProfessionals             int // of any other profession
	Interpreters                   int // trained ones; without any, relatives interpret

	Interpreted float64 // probability that an encounter is interpreted
	Withdrawn   float64 // probability that a patient's consent is withdrawn

	Turns int // mean number in an encounter whose talk was observed
	Steps int // mean number in an encounter whose steps were coded

	Coders       int     // members of the team who code
	Coded        float64 // probability that every coder codes each step of an encounter
	Documented   float64 // probability that an encounter has a source with meaning units
	MemberChecks int
}

// Typical is the shape of a study of so many encounters in which there is some of
// everything: five encounters for every three patients, seven professionals of
// three professions and one more for every fifty encounters, up to forty, two
// coders, and seven encounters in ten interpreted.
func Typical(encounters int) Shape {
	return Shape{
		Encounters: encounters, Patients: (encounters*3 + 4) / 5,
		Doctors: 3, Nurses: 3, SocialWorkers: 1, OtherProfessionals: min(encounters/50, 40),
		Interpreters: 4 + min(encounters/50, 40),
		Interpreted:  0.7, Withdrawn: 0.02,
		Turns: 7, Steps: 5,
		Coders: 2, Coded: 0.1, Documented: 0.05, MemberChecks: 3,
	}
}

// Study returns a random study of that shape. Its records obey every rule, within
// each record and across them; the same seed and shape give the same records.
func Study(seed uint64, s Shape) []encounter.Record { return slices.Collect(s.Records(seed)) }

// Records yields a typical random study of that many encounters; see [Shape.Records].
func Records(seed uint64, encounters int) iter.Seq[encounter.Record] {
	return Typical(encounters).Records(seed)
}

// Records yields the records of [Study] one by one: study, codebook, professionals
// and interpreters, then patient after patient with their encounters and what was
// read into them, then member checks. No more than one patient's past is kept, so
// that any number of encounters can be had.
//
// An encounter of [Typical] shape takes 2.4 KB of JSON on average. With some
// thousands of encounters every member of every vocabulary occurs, and every
// optional field is both there and not.
func (s Shape) Records(seed uint64) iter.Seq[encounter.Record] {
	return func(yield func(encounter.Record) bool) {
		newGenerator(seed, s, yield).run()
	}
}
