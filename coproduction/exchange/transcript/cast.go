package transcript

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A castOf is the utterances of one file, and who is who.
type castOf struct {
	*scripts
	said   []uttered
	turns  []uttered // of somebody with a role, in order
	who    []voiceKey
	voices []voiceKey
	named  place // of the first utterance that says who speaks
	silent bool  // the patient does not speak
	untold untold

	element string // what the account calls an utterance
	at      place  // of the consultation
	table   bool   // of coded turns, in the order that the table gives
	ordered bool   // by the numbers of the turns
	beyond  bool   // there are more utterances than an encounter holds, and nobody listened
	refusal schema.RuleID
}

// refuse says why no encounter can be made.
func (c *castOf) refuse(id schema.RuleID, at place, length int, detail string) {
	c.ledger.report(id, at, length, detail)
	if c.refusal == "" {
		c.refusal = id
	}
}

// cast finds out whose the utterances are, and by which rule no encounter can be made;
// "" if one can.
func (c *castOf) cast(name string) (refusal schema.RuleID) {
	book, loss := c.ledger, &c.to.Loss
	if c.names[name] {
		c.refuse(ruleAmbiguous, c.at, 0, "an earlier consultation has the same name")
	}
	c.names[name] = true
	if c.beyond {
		c.refuse(ruleTooLong, c.at, 0, fmt.Sprintf("more than %d utterances", maxTurns))
		return c.refusal
	}
	dropped := map[string]int{}
	heard := map[voiceKey]bool{}
	lost := 0                // codes on what is left out
	var tiers []string       // that hold them
	rows := map[string]int{} // of a table, that hold what is left out
	voices, fits := make([]voiceKey, len(c.said)), make([]fit, len(c.said))
	for i, u := range c.said {
		voices[i], fits[i] = c.voice(u)
	}
	if c.Form != CHAT { // where every code is somebody
		for _, i := range c.Roles.settle(voices, fits) {
			book.count(ruleTextLabelCase, c.said[i].at, c.said[i].length, joinedWhat(c.element))
		}
	}
	c.turns, c.who = c.said[:0], voices[:0] // those that stay, in the same memory
	for i, u := range c.said {
		if c.named.line == 0 && len(u.keys) > 0 {
			c.named = u.at
		}
		voice, ok := voices[i], fits[i] != unknown
		reason := ""
		switch {
		case u.unread:
			reason = lossUnread
			c.untold.heard()
		case !c.table && strings.TrimSpace(u.text) == "":
			reason = lossNoSpeech
		case len(u.keys) == 0:
			book.count(ruleScriptUnnamed, u.at, u.length, "{utterance does|utterances do} not say who speaks")
			reason = lossUnnamed
			c.untold.heard()
		case !ok:
			if c.untold.heard(append(slices.Clone(u.keys), u.role)...) {
				book.count(ruleScriptInterp, u.at, u.length, "{utterance has|utterances have} an interpreter's label, and how that one took part is not told")
			} else {
				label := u.keys[0]
				book.stranger(label, u.at, u.length, c.element, func() string { return c.Roles.near(label) })
			}
			reason = lossStranger
		}
		if reason != "" {
			dropped[reason]++
			rows[reason] += u.rows
			tiers = append(tiers, u.tiers...)
			lost += u.given()
			continue
		}
		c.turns, c.who = append(c.turns, u), append(c.who, voice)
		if !heard[voice] {
			heard[voice] = true
			c.voices = append(c.voices, voice)
		}
	}
	slices.SortFunc(c.voices, func(a, b voiceKey) int {
		return cmp.Or(cmp.Compare(a.speaker, b.speaker), cmp.Compare(a.number, b.number), cmp.Compare(a.name, b.name))
	})
	if c.judge(); c.refusal == "" {
		c.order()
	}
	if c.refusal != "" {
		return c.refusal
	}
	c.parted()
	c.sayCustomary()
	for _, u := range c.turns {
		if u.changed == "" {
			loss.Keep(c.element, 1)
			loss.Keep("row", u.rows)
		} else {
			loss.Change(c.element, u.changed, 1)
			loss.Change("row", u.changed, u.rows)
		}
		for _, tier := range u.tiers {
			loss.Change(tier, "codes", 1)
		}
	}
	for reason, n := range dropped {
		loss.Drop(c.element, reason, n)
		loss.Drop("row", reason, rows[reason])
	}
	for _, tier := range tiers {
		loss.Drop(tier, lossNoTurn, 1)
	}
	loss.Drop("code", lossNoTurn, lost)
	return ""
}

// voice finds the speaker by the first key that has a role. In CHAT the code is the
// speaker, and code and role only tell what they are.
func (c *castOf) voice(u uttered) (voiceKey, fit) {
	if c.Form == CHAT {
		for _, customary := range []bool{false, true} {
			for _, key := range chatKeys(u, customary) {
				if v, how := c.Roles.among(key, customary); how != unknown {
					return voiceKey{speaker: v.speaker, name: u.keys[0]}, how
				}
			}
		}
		return voiceKey{}, unknown
	}
	for _, key := range u.keys {
		if v, how := c.Roles.voice(key); how != unknown {
			return v, how
		}
	}
	return voiceKey{}, unknown
}

// listed takes in somebody whom a header names and who says nothing: they took part, in a role
// that need not be known.
func (c *castOf) listed(u uttered) {
	if v, how := c.voice(u); how != unknown {
		c.untold.silent = append(c.untold.silent, c.Roles[v.speaker].Role)
	} else {
		c.untold.heard(append(slices.Clone(u.keys), u.role)...)
	}
}

// sayCustomary names the customary keys that were taken beside those of the caller, each at
// the first file with such a speaker.
func (c *castOf) sayCustomary() {
	var keys []string
	for _, v := range c.voices {
		if key := c.Roles[v.speaker].Key; c.Roles.beside(v.speaker) && !c.told[key] {
			if c.told == nil {
				c.told = map[string]bool{}
			}
			c.told[key] = true
			keys = append(keys, key)
		}
	}
	if keys != nil {
		c.ledger.report(ruleTextAssumed, fileStart(), 0, besideDetail(keys)+"; said once, at the first file that it is so of")
	}
}

// vague are the roles of CHAT that anybody in a consultation may have.
var vague = []string{"", "Adult", "Female", "Male", "Member", "Other", "Participant", "Speaker", "Subject", "Target_Adult", "Uncertain", "Unidentified"}

// chatKeys are what tells who a speaker of CHAT is, the stronger first: to keys that the
// caller gives, or to customary ones.
func chatKeys(u uttered, customary bool) []string {
	switch {
	case len(u.keys) == 0:
		return nil
	case customary && !slices.Contains(vague, u.role):
		return []string{u.role}
	case u.role == "":
		return u.keys
	}
	return []string{u.keys[0], u.role}
}

// encounter makes the record, and the text of its source; none of a table without texts.
func (c *castOf) encounter(name string) (*encounter.Encounter, string) {
	voices := c.voices
	if c.silent {
		voices = append(slices.Clone(voices), c.silentPatient())
	}
	e, ids := gathering(c.Options, name, c.Roles, voices)
	e.Mode, e.Recording, e.RolesNotRecorded = c.Mode, c.Recording, c.untold.of(e)
	e.Turns = make([]encounter.Turn, 0, len(c.turns))
	var text strings.Builder
	wordless := c.table && !slices.ContainsFunc(c.turns, func(u uttered) bool { return u.text != "" })
	for i, u := range c.turns {
		if !wordless {
			text.WriteString(c.who[i].key(c.Roles))
			text.WriteString(": ")
			text.WriteString(strings.Join(strings.FieldsFunc(u.text, unicode.IsSpace), " "))
			text.WriteByte('\n')
		}
		turn := encounter.Turn{Speaker: ids[c.who[i]], Language: u.language}
		if !u.uncounted {
			turn.Words = new(int64(u.words))
		}
		switch {
		case u.timed:
			turn.StartMs, turn.EndMs = new(u.start), new(u.end)
		case u.open:
			turn.StartMs = new(u.start)
		}
		e.Turns = append(e.Turns, turn)
	}
	return e, text.String()
}

// lines are those of the text that encounter makes, with the places of the utterances.
func (c *castOf) lines(text string) iter.Seq2[string, schema.Position] {
	return func(yield func(string, schema.Position) bool) {
		turn := 0
		for line := range strings.Lines(text) {
			u := c.turns[turn]
			if turn++; !yield(line, c.ledger.in(u.at, u.length)) {
				return
			}
		}
	}
}
