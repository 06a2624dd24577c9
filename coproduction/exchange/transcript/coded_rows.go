package transcript

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A codedTalk is the rows of one consultation.
type codedTalk struct {
	name  string
	at    place // of its first row
	turns []*codedTurn
	rows  int // that are of some turn, and say something
	byKey map[string]*codedTurn
	loose bool // a turn has a number that is none
	above rowOfTurn
}

// A rowOfTurn is what a row says of its turn, and what of its codes.
type rowOfTurn struct{ speaker, start, end, text, words, code, coder, round string }

// isCodeOf reports whether two rows say the same of a turn, and enough for it to be the
// same one, and differ in what they say of its codes.
func (r rowOfTurn) isCodeOf(above rowOfTurn) bool {
	one, other := r, above
	one.code, one.coder, one.round = "", "", ""
	other.code, other.coder, other.round = "", "", ""
	return one == other && r != above && r.start+r.end+r.text+r.words != ""
}

// A codedTurn is the rows of one turn.
type codedTurn struct {
	uttered
	number int64
	has    map[given]bool
	rated  map[rating]bool
	bare   bool // a row without codes and coder
	who    string
	when   [2]string
	what   string
}

// row takes in a row.
func (c *codedFile) row(row []cell) {
	if !c.table.fits(row, c.ledger) {
		c.lost[lossRagged]++
		return
	}
	name := stem(c.file.Name)
	if c.table.at[atEncounter] >= 0 {
		if name = c.value(row, atEncounter); name == "" {
			at := c.table.cell(row, atEncounter)
			c.ledger.count(ruleCSVEncounter, at.at, at.length, "rows do not say which consultation they belong to")
			c.lost[lossRow]++
			return
		}
	}
	talk := c.talks[name]
	if talk == nil {
		talk = &codedTalk{name: name, at: row[0].at, byKey: map[string]*codedTurn{}}
		c.talks[name] = talk
		c.inOrder = append(c.inOrder, talk)
	} else if talk != c.last {
		c.ledger.count(ruleCSVApart, row[0].at, 0, "rows stand apart from the others of their consultation")
	}
	c.last = talk
	turn, first := c.turn(talk, row)
	if turn == nil {
		c.lost[lossNoTurnNumber]++
		return
	}
	if !first {
		c.compare(turn, row)
	}
	if c.table.at[atTurn] < 0 {
		says := rowOfTurn{turn.who, turn.when[0], turn.when[1], turn.what, c.value(row, atWords),
			c.value(row, atCode), c.value(row, atCoder), c.value(row, atRound)}
		if says.isCodeOf(talk.above) {
			c.ledger.count(ruleCSVTurnAgain, row[0].at, 0, "rows say the same of a turn as the row above, but for the code or the coder")
		}
		talk.above = says
	}
	if !c.codesOf(turn, row) && !first {
		c.ledger.count(ruleCSVTurnTwice, row[0].at, 0, "rows repeat a turn, and no other code or coder")
		c.lost[lossTwice]++
		return
	}
	talk.rows++
}

// turn finds the turn of a row, which it makes where it is the first of the turn.
func (c *codedFile) turn(talk *codedTalk, row []cell) (turn *codedTurn, first bool) {
	turn = &codedTurn{has: map[given]bool{}, rated: map[rating]bool{}}
	key := ""
	if c.table.at[atTurn] >= 0 {
		at := c.table.cell(row, atTurn)
		if key = c.value(row, atTurn); key == "" {
			c.ledger.count(ruleCSVTurn, at.at, at.length, "rows have no number of the turn")
			return nil, false
		}
		n, ok := c.number(key, at)
		if turn.number = n; ok {
			key = strconv.FormatInt(n, 10)
		} else {
			talk.loose = true
			c.ledger.count(ruleCSVTurnName, at.at, at.length, "rows have something else than a whole number for the turn")
			key = "name " + key
		}
		if known := talk.byKey[key]; known != nil {
			return known, false
		}
		talk.byKey[key] = turn
	} else {
		talk.loose = true
	}
	turn.who = c.value(row, atSpeaker)
	turn.when = [2]string{c.value(row, atStart), c.value(row, atEnd)}
	turn.what = c.value(row, atText)
	u := &turn.uttered
	speaker := c.table.cell(row, atSpeaker)
	u.at, u.length, u.text = speaker.at, speaker.length, turn.what
	if turn.who != "" {
		u.keys = []string{turn.who}
	}
	c.times(u, row, turn.when)
	c.words(u, row)
	talk.turns = append(talk.turns, turn)
	return turn, true
}

// compare finds a row that says of its turn what the first one does not.
func (c *codedFile) compare(turn *codedTurn, row []cell) {
	for _, of := range []struct {
		field int
		was   string
	}{{atSpeaker, turn.who}, {atStart, turn.when[0]}, {atEnd, turn.when[1]}, {atText, turn.what}} {
		if is := c.value(row, of.field); is != "" && is != of.was {
			at := c.table.cell(row, of.field)
			c.ledger.count(ruleCSVContradicts, at.at, at.length, "cells say of a turn something else than its first row")
			return
		}
	}
}

// codesOf takes in the codes of a row. It reports whether they are something new.
func (c *codedFile) codesOf(turn *codedTurn, row []cell) (fresh bool) {
	coder, at := c.value(row, atCoder), c.table.cell(row, atCode)
	codes := c.split(c.value(row, atCode))
	signed := c.table.at[atCoder] < 0 || coder != ""
	switch {
	case len(codes) == 0 && (c.table.at[atCoder] < 0 || coder == "" || c.table.at[atCode] < 0): // nobody rated it
		fresh, turn.bare = !turn.bare && len(turn.codes) == 0, true
		return fresh
	case !signed:
		by := c.table.cell(row, atCoder)
		c.ledger.count(ruleCSVCoder, by.at, by.length, "rows have a code, and nobody gave it")
		c.unsigned += len(codes)
		return true
	}
	c.coded = true
	round := c.round(row)
	if len(codes) == 0 {
		codes = []string{""}
	}
	for _, code := range codes {
		g := c.given(codeName{"code", code}, coder, round)
		if fresh = fresh || !turn.has[g]; len(codes) == 1 && turn.has[g] {
			continue // the row says nothing new, and is counted
		}
		none := c.given(codeName{tier: "code"}, coder, round)
		if !turn.has[g] && (turn.has[none] || code == "" && turn.rated[g.rating()]) {
			c.ledger.count(ruleCSVNoCode, at.at, at.length, "cells are empty of codes, or hold some, and another row of this coder and turn says otherwise")
		}
		turn.has[g], turn.rated[g.rating()] = true, true
		turn.codes = append(turn.codes, g)
	}
	return fresh
}

// split parts a cell of codes.
func (c *codedFile) split(cell string) (codes []string) {
	pieces := []string{cell}
	if c.CodeSeparator != "" {
		pieces = strings.Split(cell, c.CodeSeparator)
	}
	for _, piece := range pieces {
		if piece = strings.TrimSpace(piece); piece != "" && !slices.Contains(c.Missing, piece) {
			codes = append(codes, piece)
		}
	}
	return codes
}

// numbered reports whether every turn has a whole number.
func (t *codedTalk) numbered() bool { return !t.loose }

// said returns the turns in the order of their numbers.
func (t *codedTalk) said(book *ledger) []uttered {
	if t.numbered() {
		for i := 1; i < len(t.turns); i++ {
			if u := t.turns[i]; u.number < t.turns[i-1].number {
				book.count(ruleCSVTurnOrder, u.at, u.length, "turns have a lower number than the one above")
			}
		}
		slices.SortStableFunc(t.turns, func(a, b *codedTurn) int { return cmp.Compare(a.number, b.number) })
	}
	said := make([]uttered, len(t.turns))
	for i, turn := range t.turns {
		said[i] = turn.uttered
	}
	return said
}
