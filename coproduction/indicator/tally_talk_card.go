package indicator

import (
	"encoding/json"
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A talkCard is the turns of one encounter.
type talkCard struct {
	meeting
	coded   bool       // turns were looked for
	present roleSet    // those of the people there
	few     []talkTurn // the turns, unless
	many    []Turn     // one of them does not fit in there
}

// A talkTurn is a turn in less than half the memory, and without a pointer, so that
// nobody has to look through millions of them for what they point to.
type talkTurn struct {
	start, end, words int64
	speaker           int32
	role, floor       uint8 // by their place in the lists; none is 0
	timed, counted    bool
}

var (
	talkRoles  = append([]encounter.Role{""}, encounter.Roles()...)
	talkFloors = append([]encounter.Floor{""}, encounter.Floors()...)
)

// talkCardOf keeps turns, which are copied.
func talkCardOf(m meeting, coded bool, present roleSet, turns []Turn) talkCard {
	c := talkCard{meeting: m, coded: coded, present: present}
	if len(turns) == 0 {
		return c
	}
	c.few = make([]talkTurn, len(turns))
	for i := range turns {
		t := &turns[i]
		role, floor := slices.Index(talkRoles, t.Role), slices.Index(talkFloors, t.Floor)
		if role < 0 || floor < 0 || t.Speaker < math.MinInt32 || t.Speaker > math.MaxInt32 {
			c.few, c.many = nil, slices.Clone(turns)
			return c
		}
		c.few[i] = talkTurn{t.Start, t.End, t.Words, int32(t.Speaker), uint8(role), uint8(floor), t.Timed, t.Counted}
	}
	return c
}

// turns appends the turns.
func (c *talkCard) turns(to []Turn) []Turn {
	for i := range c.few {
		t := &c.few[i]
		to = append(to, Turn{int(t.speaker), talkRoles[t.role], talkFloors[t.floor], t.start, t.end, t.words, t.timed, t.counted})
	}
	return append(to, c.many...)
}

// rows returns the measures of the talk, those by role for these roles.
func (c *talkCard) rows(of estimate.Subject, t *Talk, roles []encounter.Role) []estimate.Row {
	rows := t.rows(of, roles)
	for i := range rows {
		if why := c.lacks(t, rows[i]); why != "" {
			rows[i].Estimate = estimate.Undefined(why, 0).As(rows[i].Formula)
		}
	}
	return rows
}

// lacks returns the reason why a measure of the talk says nothing here: of a role in which
// nobody spoke, it is not known whether anybody was there, or nobody was. Who was there and
// said nothing has talked for 0, and where nobody was, their share of the talk is 0.
func (c *talkCard) lacks(t *Talk, row estimate.Row) estimate.Reason {
	rests := []encounter.Role{encounter.RoleProfessional, encounter.RolePatient}
	role, by := row.Params["role"].(string)
	switch {
	case by:
		rests = []encounter.Role{encounter.Role(role)}
	case row.Measure != "verbal_dominance" && row.Measure != "opening_ms":
		return ""
	}
	for _, role := range rests {
		switch {
		case slices.ContainsFunc(t.turns, func(turn Turn) bool { return turn.Role == role }):
		case !c.records(role):
			return NotRecorded(role)
		case by && row.Measure != "talk_share" && !c.present.has(role):
			return nobodyInRole
		}
	}
	return ""
}

// A talkForm is the JSON form of a talkCard.
type talkForm struct {
	meeting
	TurnsCoded bool    `json:"turnsCoded,omitzero"`
	Present    roleSet `json:"present,omitzero"`
	Turns      []Turn  `json:"turns,omitempty"`
}

func (c talkCard) MarshalJSON() ([]byte, error) {
	return json.Marshal(talkForm{c.meeting, c.coded, c.present, c.turns(nil)})
}

func (c *talkCard) UnmarshalJSON(b []byte) error {
	var f talkForm
	err := json.Unmarshal(b, &f)
	*c = talkCardOf(f.meeting, f.TurnsCoded, f.Present, f.Turns)
	return err
}
