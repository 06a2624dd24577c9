package indicator

import (
	"encoding/json"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const (
	cuesFormula     = "Σ cues and concerns / encounters"
	statedFormula   = "cues that state the emotion (concerns) / cues and concerns"
	elicitedFormula = "cues elicited by a professional / cues"
	spaceFormula    = "cues whose response gives space / cues with a response"
	explicitFormula = "cues whose response is explicit / cues with a response"
)

// CueTally gathers the emotional cues and concerns of the patients, and what the
// professionals made of them. Its zero value is empty. It keeps about 200 bytes an
// encounter.
type CueTally struct{ cards []cueCard }

// A cueCard is the cues of one encounter, counted.
type cueCard struct {
	meeting
	CuesCoded bool  `json:"cuesCoded,omitzero"`
	Cues      int64 `json:"cues,omitzero"`
	Stated    int64 `json:"stated,omitzero"`    // concerns, in the terms of VR-CoDES
	Elicited  int64 `json:"elicited,omitzero"`  // by a professional
	Unknown   int64 `json:"unknown,omitzero"`   // not coded by whom
	Responses int64 `json:"responses,omitzero"` // whose response is coded
	Space     int64 `json:"space,omitzero"`
	Explicit  int64 `json:"explicit,omitzero"`
	Placed    int64 `json:"placed,omitzero"`    // whose place among the steps is known
	Validated int64 `json:"validated,omitzero"` // of these, after which a professional validates
}

// Add takes in an encounter; other records change nothing.
func (t *CueTally) Add(r encounter.Record) {
	e, ok := r.(*encounter.Encounter)
	if !ok {
		return
	}
	c := cueCard{meeting: meetingOf(e), CuesCoded: e.Cues != nil, Cues: int64(len(e.Cues))}
	for i := range e.Cues {
		cue := &e.Cues[i]
		if cue.Form == encounter.CueConcern {
			c.Stated++
		}
		switch {
		case cue.ElicitedBy.IsZero():
			c.Unknown++
		case e.RoleOf(cue.ElicitedBy) == encounter.RoleProfessional:
			c.Elicited++
		}
		if cue.Response == nil {
			continue
		}
		c.Responses++
		if cue.Response.Space == encounter.SpaceProvided {
			c.Space++
		}
		if cue.Response.Explicit {
			c.Explicit++
		}
	}
	c.Validated, c.Placed = validatedCues(e)
	t.cards = append(t.cards, c)
}

// Merge takes in what another tally holds, which is left as it was.
func (t *CueTally) Merge(other *CueTally) { t.cards = append(t.cards, other.cards...) }

const cueTally = "cues/2"

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (t CueTally) MarshalJSON() ([]byte, error) {
	return json.Marshal(form[cueCard]{Tally: cueTally, Cards: sorted(t.cards)})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (t *CueTally) UnmarshalJSON(b []byte) error {
	var f form[cueCard]
	if err := f.read(b, cueTally); err != nil {
		return err
	}
	t.cards = f.Cards
	return nil
}

// Rows returns the cues of each subject's encounters.
func (t *CueTally) Rows(per Per, o Options) []estimate.Row {
	var rows []estimate.Row
	for _, g := range groups(per, t.cards) {
		of := estimate.Subject{Kind: string(per), ID: g.of}
		coded, looked := look(g.cards, func(c cueCard) bool { return c.CuesCoded }, uncodedCues, o.level())
		var sum cueCard
		var untold int64 // cues of encounters that do not tell of professionals
		var cues estimate.Mean
		for _, c := range coded {
			cues.Add(c.Cues)
			sum.Cues += c.Cues
			sum.Stated += c.Stated
			sum.Elicited += c.Elicited
			sum.Unknown += c.Unknown
			sum.Responses += c.Responses
			sum.Space += c.Space
			sum.Explicit += c.Explicit
			if !c.records(encounter.RoleProfessional) {
				untold += c.Cues
				continue
			}
			sum.Placed += c.Placed
			sum.Validated += c.Validated
		}
		validated := looked.share(sum.Validated, sum.Placed, validatedFormula)
		if untold > 0 && untold == sum.Cues {
			validated.Undefined = NotRecorded(encounter.RoleProfessional)
		}
		response := func(k int64, formula string) estimate.Estimate {
			return looked.share(k, sum.Responses, formula).Exclude(sum.Cues-sum.Responses, unknownResponse)
		}
		rows = append(rows,
			estimate.Row{Of: of, Measure: "cues_per_encounter", Estimate: looked.mean(cues, cuesFormula)},
			estimate.Row{Of: of, Measure: "cues_concern_share", Estimate: looked.share(sum.Stated, sum.Cues, statedFormula)},
			estimate.Row{Of: of, Measure: "cues_elicited", Estimate: looked.share(sum.Elicited, sum.Cues-sum.Unknown, elicitedFormula).Exclude(sum.Unknown, unknownEliciter)},
			estimate.Row{Of: of, Measure: "cues_given_space", Estimate: response(sum.Space, spaceFormula)},
			estimate.Row{Of: of, Measure: "cues_explicit", Estimate: response(sum.Explicit, explicitFormula)},
			estimate.Row{Of: of, Measure: "cue_validated_share", Estimate: validated.Exclude(sum.Cues-sum.Placed-untold, unplacedCue).Exclude(untold, untoldCue)},
		)
	}
	return rows
}
