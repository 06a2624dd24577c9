package indicator

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const validatedFormula = "cues after which a professional validates / cues whose place among the steps is known"

// CueValidated returns how often a professional acknowledges, after an emotional cue
// or concern of the patient, what was lived or felt as understandable.
//
//	k / n
//
// where n counts the cues of the encounter whose place among its steps is known, and
// k those after which a step of validating follows to which a professional
// contributes. The place of a cue is the step in which it was voiced or, where only
// the step of its response is coded, just before that. A step of validating follows
// a cue if it is
//
//   - the step of the response, and not before the cue;
//   - later than the cue, and builds on the step in which the cue was voiced; or
//   - later than the cue, and before the next place where a cue is.
//
// A step of validating may follow several cues, and the step in which a cue was
// voiced follows it only as the step of the response.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      the cues, at least 1; Wilson's interval of the level, which takes the cues
//	       as independent; warns under [estimate.EnoughUnits]
//
// Undefined, with [NotCoded], where cues or steps are not coded, and with
// [estimate.NoUnits] where no cue has a place; cues without one are left out and
// counted. Order is that of the steps; that of the cues changes nothing. The
// encounter is not modified; it takes memory for the places.
//
// Source: the act is T3.validation of [theme.ClinicCodebook]; cues are those of
// Zimmermann C et al. Patient Educ Couns 2011;82:141–148, doi:10.1016/j.pec.2010.03.017.
func CueValidated(e *encounter.Encounter, level float64) estimate.Estimate {
	if e.Cues == nil || e.Steps == nil {
		return estimate.Undefined(NotCoded, 0).As(validatedFormula)
	}
	if !e.Records(encounter.RoleProfessional) {
		return estimate.Undefined(NotRecorded(encounter.RoleProfessional), 0).As(validatedFormula)
	}
	k, n := validatedCues(e)
	return estimate.Proportion(k, n, level).As(validatedFormula).Exclude(int64(len(e.Cues))-n, unplacedCue)
}

// validatedCues counts the cues that have a place among the steps, and of them those
// after which a professional validates. Step i is at place 2i, and a cue before it
// at 2i − 1.
func validatedCues(e *encounter.Encounter) (validated, placed int64) {
	at := make(map[encounter.Name]int, len(e.Steps))
	for i := range e.Steps {
		if _, again := at[e.Steps[i].ID]; !again {
			at[e.Steps[i].ID] = 2 * i
		}
	}
	delete(at, "") // a name that is not given names no step
	professional := map[encounter.ID]bool{}
	for _, id := range e.Professionals() {
		professional[id] = true
	}
	var validating []int                 // places of the steps of validating, ascending
	takenUp := map[encounter.Name]bool{} // steps on which a later one of these builds
	for i := range e.Steps {
		s := &e.Steps[i]
		if s.Act != encounter.ActValidate || !slices.ContainsFunc(s.By, func(id encounter.ID) bool { return professional[id] }) {
			continue
		}
		validating = append(validating, 2*i)
		for _, name := range s.BuildsOn {
			if from, ok := at[name]; ok && from < 2*i {
				takenUp[name] = true
			}
		}
	}

	var places []int
	for i := range e.Cues {
		if p, ok := cuePlace(&e.Cues[i], at); ok {
			places = append(places, p)
		}
	}
	slices.Sort(places)
	for i := range e.Cues {
		c := &e.Cues[i]
		p, ok := cuePlace(c, at)
		if !ok {
			continue
		}
		placed++
		next, _ := slices.BinarySearch(places, p+1)
		end := 2 * len(e.Steps)
		if next < len(places) {
			end = places[next]
		}
		first, _ := slices.BinarySearch(validating, p+1)
		follows := first < len(validating) && validating[first] < end
		if c.Response != nil {
			r, known := at[c.Response.Step]
			_, validates := slices.BinarySearch(validating, r)
			follows = follows || known && validates && r >= p
		}
		if follows || takenUp[c.Step] {
			validated++
		}
	}
	return validated, placed
}

// cuePlace returns where among the steps a cue was voiced, if that is known.
func cuePlace(c *encounter.Cue, at map[encounter.Name]int) (place int, known bool) {
	if place, known = at[c.Step]; known || c.Response == nil {
		return place, known
	}
	place, known = at[c.Response.Step]
	return place - 1, known
}
