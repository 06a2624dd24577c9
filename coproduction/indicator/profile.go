package indicator

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A Profile is the tally of everything under the four themes of partnership. It
// is a profile and not a score: nothing supports weights for one. Its zero value is
// empty; what it takes in memory is the sum of its parts.
type Profile struct {
	Team     TeamTally
	Concerns ConcernTally
	Talk     TalkTally
	Cues     CueTally
	Visits   VisitTally

	Dependency DependencyTally
	Steps      StepTally
}

// Add takes in an encounter or a participant, and a coding and what it is about;
// other records change nothing.
func (p *Profile) Add(r encounter.Record) {
	p.Team.Add(r)
	p.Concerns.Add(r)
	p.Talk.Add(r)
	p.Cues.Add(r)
	p.Visits.Add(r)
	p.Dependency.Add(r)
	p.Steps.Add(r)
}

// Merge takes in what another profile holds, which is left as it was.
func (p *Profile) Merge(other *Profile) {
	p.Team.Merge(&other.Team)
	p.Concerns.Merge(&other.Concerns)
	p.Talk.Merge(&other.Talk)
	p.Cues.Merge(&other.Cues)
	p.Visits.Merge(&other.Visits)
	p.Dependency.Merge(&other.Dependency)
	p.Steps.Merge(&other.Steps)
}

const profileTally = "profile/2"

// A profileForm is the JSON form of a profile.
type profileForm struct {
	Tally    string        `json:"tally"`
	Team     *TeamTally    `json:"team"`
	Concerns *ConcernTally `json:"concerns"`
	Talk     *TalkTally    `json:"talk"`
	Cues     *CueTally     `json:"cues"`
	Visits   *VisitTally   `json:"visits"`

	Dependency *DependencyTally `json:"dependency"`
	Steps      *StepTally       `json:"steps"`
}

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (p Profile) MarshalJSON() ([]byte, error) {
	return json.Marshal(profileForm{profileTally, &p.Team, &p.Concerns, &p.Talk, &p.Cues, &p.Visits, &p.Dependency, &p.Steps})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (p *Profile) UnmarshalJSON(b []byte) error {
	var f profileForm
	err := json.Unmarshal(b, &f)
	if err != nil || f.Tally != profileTally || f.Team == nil || f.Concerns == nil || f.Talk == nil || f.Cues == nil || f.Visits == nil || f.Dependency == nil || f.Steps == nil {
		return ErrTally
	}
	*p = Profile{*f.Team, *f.Concerns, *f.Talk, *f.Cues, *f.Visits, *f.Dependency, *f.Steps}
	return nil
}

// Theme returns the rows under one theme, subject by subject.
func (p *Profile) Theme(t Theme, per Per, o Options) []estimate.Row {
	switch t {
	case TeamEffort:
		return bySubject(slices.Concat(p.Team.Rows(per, o), p.Steps.Rows(per, o)))
	case Chaos:
		return p.Concerns.Rows(per, o)
	case Listen:
		return bySubject(slices.Concat(p.Talk.Rows(per, o), p.Cues.Rows(per, o)))
	case Continuity:
		return bySubject(slices.Concat(p.Visits.Rows(per, o), p.Dependency.Rows(per, o)))
	}
	return nil
}

// Rows returns everything, subject by subject in the order of their ids, and of
// each subject the four themes in their order.
func (p *Profile) Rows(per Per, o Options) []estimate.Row {
	var rows []estimate.Row
	for _, t := range Themes() {
		rows = append(rows, p.Theme(t, per, o)...)
	}
	return bySubject(rows)
}

func bySubject(rows []estimate.Row) []estimate.Row {
	slices.SortStableFunc(rows, func(a, b estimate.Row) int { return cmp.Compare(a.Of.ID, b.Of.ID) })
	return rows
}

// Encounters counts the encounters taken in.
func (p *Profile) Encounters() int64 { return int64(p.Visits.cards.n) }

// Patients counts the patients of these encounters whom the data identifies.
func (p *Profile) Patients() int64 { return p.Visits.Patients() }

// Professionals counts the professionals present at these encounters whom the data identifies.
func (p *Profile) Professionals() int64 {
	seen := map[string]bool{}
	for _, c := range p.Visits.cards.all() {
		for _, id := range c.Professionals {
			seen[id] = true
		}
	}
	return int64(len(seen))
}
