package indicator

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// TalkTally gathers the turns of every encounter. Its zero value is empty. It
// keeps each turn: about 32 bytes a turn and 320 an encounter.
type TalkTally struct {
	cards pile[talkCard]
	turns []Turn // of the encounter at hand
}

// Add takes in an encounter; other records change nothing.
func (t *TalkTally) Add(r encounter.Record) {
	e, ok := r.(*encounter.Encounter)
	if !ok {
		return
	}
	t.turns = turnsOf(e, t.turns[:0])
	var present roleSet
	for i := range e.Presence {
		present |= roleSetOf(e.Presence[i].Role)
	}
	t.cards.add(talkCardOf(meetingOf(e), e.Turns != nil, present, t.turns))
}

// TurnsOf returns the turns of an encounter as [TalkOf] takes them: each in the
// role in which its speaker was present.
func TurnsOf(e *encounter.Encounter) []Turn {
	if len(e.Turns) == 0 {
		return nil
	}
	return turnsOf(e, make([]Turn, 0, len(e.Turns)))
}

// turnsOf appends the turns of an encounter.
func turnsOf(e *encounter.Encounter, to []Turn) []Turn {
	type speaker struct {
		id   encounter.ID
		role encounter.Role
	}
	var few [8]speaker
	speakers := few[:0] // in the order in which they first speak
	for i := range e.Turns {
		from, turn := &e.Turns[i], Turn{}
		number := 0
		for number < len(speakers) && speakers[number].id != from.Speaker {
			number++
		}
		if number == len(speakers) {
			speakers = append(speakers, speaker{from.Speaker, e.RoleOf(from.Speaker)})
		}
		turn.Speaker, turn.Role, turn.Floor = number, speakers[number].role, from.Floor
		if turn.Timed = from.Timed(); turn.Timed {
			turn.Start, turn.End = *from.StartMs, *from.EndMs
		}
		if turn.Counted = from.Words != nil; turn.Counted {
			turn.Words = *from.Words
		}
		to = append(to, turn)
	}
	return to
}

// Merge takes in what another tally holds, which is left as it was.
func (t *TalkTally) Merge(other *TalkTally) { t.cards.merge(&other.cards) }

const talkTally = "talk/2"

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (t TalkTally) MarshalJSON() ([]byte, error) {
	return json.Marshal(form[talkCard]{Tally: talkTally, Cards: sorted(t.cards.all())})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (t *TalkTally) UnmarshalJSON(b []byte) error {
	var f form[talkCard]
	if err := f.read(b, talkTally); err != nil {
		return err
	}
	t.cards = pileOf(f.Cards)
	return nil
}

// Rows returns the talk of each subject's encounters.
//
// Per encounter it is [Talk.Rows]. Over several, shares of talk and verbal
// dominance are ratios of totals, with an interval over encounters; all else is a
// mean over the encounters that have a value, and n counts these. What a role did
// is averaged over the encounters in which somebody in that role was present, and who said
// nothing there has talked for 0; encounters with nobody in it, and those that do not tell
// whether there was somebody, are left out and counted. The opening
// comes with its median too; as an opening that nobody interrupted is at least so
// long, both may be too short, and then say so.
func (t *TalkTally) Rows(per Per, o Options) []estimate.Row {
	var rows []estimate.Row
	for _, g := range groups(per, t.cards.all()) {
		of := estimate.Subject{Kind: string(per), ID: g.of}
		coded, looked := look(g.cards, func(c talkCard) bool { return c.coded }, uncodedTalk, o.level())
		if per == PerEncounter && len(coded) == 1 {
			turns := coded[0].turns(nil)
			rows = append(rows, coded[0].rows(of, TalkOf(turns), rolesOf(turns))...)
			continue
		}
		rows = append(rows, overEncounters(of, coded, looked)...)
	}
	return rows
}

// overEncounters returns every measure of talk over several encounters.
func overEncounters(of estimate.Subject, cards []talkCard, looked looking) []estimate.Row {
	talks := make([]*Talk, len(cards))
	values := map[string]*average{}
	censored := map[string]int64{}
	var turns []Turn
	var roles []encounter.Role // of all who spoke
	for i := range cards {
		turns = cards[i].turns(turns[:0])
		talks[i] = TalkOf(turns)
		for _, role := range rolesOf(turns) {
			if !slices.Contains(roles, role) {
				roles = append(roles, role)
			}
		}
	}
	slices.Sort(roles)
	for i := range cards {
		for _, row := range cards[i].rows(of, talks[i], roles) {
			k := talkVariant(row)
			all := values[k]
			if all == nil {
				all = new(average)
				values[k] = all
			}
			all.add(row.Estimate, 1)
			if slices.Contains(row.Warnings, estimate.Censored) {
				censored[k]++
			}
		}
	}
	var rows []estimate.Row
	for _, row := range new(Talk).rows(of, roles) {
		finish := func(e estimate.Estimate) estimate.Row {
			if n := censored[talkVariant(row)]; n > 0 && e.Defined() {
				e.Method, e.Lo, e.Hi, e.Level = "", 0, 0, 0 // that of the bounds is not that of the times
				e = e.Warn(estimate.NoInterval, estimate.Warning(fmt.Sprintf("%d of %d came to an end before anybody interrupted: they are at least so long", n, e.N)))
			}
			if why := looked.none(); why != "" {
				e.Undefined = why
			}
			row.Estimate = looked.without(e, e.N)
			return row
		}
		formula := row.Formula
		switch row.Measure {
		case "talk_share", "verbal_dominance":
			rows = append(rows, finish(pooled(row, cards, talks, looked.level).As(formula+", totals over encounters")))
			continue
		}
		all := values[talkVariant(row)]
		if all == nil {
			all = new(average)
		}
		mean := finish(all.mean(row.Measure, false, looked.level).As("mean over encounters of " + formula))
		rows = append(rows, mean)
		if row.Measure == "opening_ms" {
			middle := finish(all.median().As("median over encounters of " + formula))
			middle.Params = with(row.Params, "statistic", "median")
			rows = append(rows, middle)
		}
	}
	return rows
}

// talkVariant tells the variants of a measure of talk apart.
func talkVariant(r estimate.Row) string {
	key := r.Measure
	for _, name := range [...]string{"by", "role", "until"} {
		if value, ok := r.Params[name].(string); ok {
			key += " " + name + " " + value
		}
	}
	return key
}

// pooled returns a ratio of totals over encounters.
func pooled(row estimate.Row, cards []talkCard, talks []*Talk, level float64) estimate.Estimate {
	by, _ := row.Params["by"].(string)
	role, _ := row.Params["role"].(string)
	var r estimate.Ratio
	var left average
	for i, t := range talks {
		part, whole, why := t.share(By(by), encounter.Role(role))
		if row.Measure == "verbal_dominance" {
			part, whole, why = t.dominance(By(by))
		}
		if why == "" {
			why = cards[i].lacks(t, row)
		}
		if why != "" {
			left.leave(1, why)
			continue
		}
		r.Add(part, whole)
	}
	return left.without(capped(row.Measure, r.Estimate(level)))
}

// share returns a role's talk and all talk, and the reason why they are not known.
func (t *Talk) share(by By, role encounter.Role) (part, all int64, why estimate.Reason) {
	if why = t.whole(by); why != "" {
		return 0, 0, why
	}
	part, _, _ = t.of(role, by)
	for i := range t.turns {
		all += t.turns[i].amount(by)
	}
	return part, all, ""
}

// dominance returns the professionals' talk and the patient's, and the reason why
// they are not known.
func (t *Talk) dominance(by By) (professional, patient int64, why estimate.Reason) {
	professional, _, why = t.of(encounter.RoleProfessional, by)
	patient, _, other := t.of(encounter.RolePatient, by)
	if why == "" {
		why = other
	}
	return professional, patient, why
}
