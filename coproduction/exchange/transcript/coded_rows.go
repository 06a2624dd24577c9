package transcript

import (
	"iter"
	"math"
	"slices"
	"strings"
)

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

// row takes in a row.
func (c *codedFile) row(row []cell) {
	name := c.encounterOf(row, c.ledger)
	if name == "" {
		at := c.table.cell(row, atEncounter)
		c.ledger.count(ruleCSVEncounter, at.at, at.length, "{row does|rows do} not say which consultation {it belongs|they belong} to")
		c.lost[lossRow]++
		return
	}
	n := int(c.spans.of(name, math.MaxInt32))
	if n < c.spans.next { // the file has changed since it was looked through
		c.lost[lossRow]++
		return
	}
	span := &c.spans.all[n]
	talk := span.talk
	if talk == nil {
		talk = &codedTalk{name: span.name, at: row[0].at}
		span.talk = talk
	} else if talk != c.last {
		c.ledger.count(ruleCSVApart, row[0].at, 0, "{row stands|rows stand} apart from the others of {its|their} consultation")
	}
	c.last = talk
	if talk.beyond {
		talk.rows++
		return
	}
	turn, first := c.turn(talk, row)
	if turn == nil {
		c.lost[lossNoTurnNumber]++
		return
	}
	if talk.beyond {
		talk.rows++
		return
	}
	if !first {
		c.compare(turn, row)
	}
	if c.table.at[atTurn] < 0 {
		says := c.first
		says.words, says.code, says.coder, says.round = c.value(row, atWords), c.value(row, atCode), c.value(row, atCoder), c.value(row, atRound)
		if says.isCodeOf(talk.above) {
			c.ledger.count(ruleCSVTurnAgain, row[0].at, 0, "{row says|rows say} the same of a turn as the row above, but for the code or the coder")
		}
		talk.above = says
	}
	if !c.codesOf(talk, turn, row) && !first {
		c.ledger.count(ruleCSVTurnTwice, row[0].at, 0, "{row repeats|rows repeat} a turn, and no other code or coder")
		c.lost[lossTwice]++
		return
	}
	talk.rows++
	turn.rows++
}

// encounterOf is the consultation of a row; "" where the row does not say it.
func (c *codedFile) encounterOf(row []cell, book *ledger) string {
	name := stem(c.file.Name)
	if c.table.at[atEncounter] >= 0 {
		if name = c.valueFor(row, atEncounter, book); name == "" {
			return ""
		}
	}
	return named(c.CodedTurns.Folders, c.file.Name, name)
}

// turn finds the turn of a row, which it makes where it is the first of the turn.
func (c *codedFile) turn(talk *codedTalk, row []cell) (turn *codedTurn, first bool) {
	turn = new(codedTurn)
	if c.table.at[atTurn] < 0 {
		talk.loose = true
	} else if known, ok := c.known(talk, turn, row); known != nil || !ok {
		return known, false
	}
	c.first = rowOfTurn{speaker: c.value(row, atSpeaker), start: c.value(row, atStart), end: c.value(row, atEnd), text: c.value(row, atText)}
	turn.who = c.speaker(c.first.speaker)
	by, at := &c.speakers[turn.who], c.table.cell(row, atSpeaker)
	u := uttered{at: at.at, length: at.length, text: strings.Clone(c.first.text)} // nothing else of the row
	c.times(&u, row, [2]string{c.first.start, c.first.end})
	c.words(&u, row)
	turn.keep(&u)
	if c.table.at[atTurn] >= 0 && c.first.start+c.first.end != "" {
		turn.when = c.first.start + "\x00" + c.first.end
	}
	talk.read++
	if by.heard {
		talk.heard++
	}
	if talk.heard > maxTurns {
		talk.beyond, talk.turns, talk.byNumber, talk.byName, talk.above = true, nil, nil, nil, rowOfTurn{}
		return turn, true
	}
	talk.turns = append(talk.turns, turn)
	return turn, true
}

// known finds the turn that a row belongs to among those above, and enters it where it is
// new. It reports false where the row does not say it.
func (c *codedFile) known(talk *codedTalk, turn *codedTurn, row []cell) (known *codedTurn, ok bool) {
	key, at := c.value(row, atTurn), c.table.cell(row, atTurn)
	if key == "" {
		c.ledger.count(ruleCSVTurn, at.at, at.length, "{row has|rows have} no number of the turn")
		return nil, false
	}
	if turn.number, ok = c.number(key, at); ok {
		if known = talk.byNumber[turn.number]; known == nil {
			if talk.byNumber == nil {
				talk.byNumber = map[int64]*codedTurn{}
			}
			talk.byNumber[turn.number] = turn
		}
		return known, true
	}
	talk.loose = true
	c.ledger.count(ruleCSVTurnName, at.at, at.length, "{row has|rows have} something else than a whole number for the turn")
	if known = talk.byName[key]; known == nil {
		if talk.byName == nil {
			talk.byName = map[string]*codedTurn{}
		}
		talk.byName[strings.Clone(key)] = turn
	}
	return known, true
}

// speaker is the place of a speaker among those of the file.
func (c *codedFile) speaker(name string) int32 {
	at, known := c.speakerAt[name]
	if !known {
		if c.speakerAt == nil {
			c.speakerAt = map[string]int32{}
		}
		at = int32(len(c.speakers))
		by := codedSpeaker{name: strings.Clone(name)}
		if name != "" {
			_, how := c.scripts.Roles.voice(by.name)
			by.keys, by.heard = []string{by.name}, how != unknown
		}
		c.speakerAt[by.name] = at
		c.speakers = append(c.speakers, by)
	}
	return at
}

// compare finds a row that says of its turn what the first one does not.
func (c *codedFile) compare(turn *codedTurn, row []cell) {
	start, end, _ := strings.Cut(turn.when, "\x00")
	for _, of := range []struct {
		field int
		was   string
	}{{atSpeaker, c.speakers[turn.who].name}, {atStart, start}, {atEnd, end}, {atText, turn.text}} {
		if is := c.value(row, of.field); is != "" && is != of.was {
			at := c.table.cell(row, of.field)
			c.ledger.count(ruleCSVContradicts, at.at, at.length, "{cell says|cells say} of a turn something else than its first row")
			return
		}
	}
}

// codesOf takes in the codes of a row. It reports whether they are something new.
func (c *codedFile) codesOf(talk *codedTalk, turn *codedTurn, row []cell) (fresh bool) {
	coder, at := c.value(row, atCoder), c.table.cell(row, atCode)
	codes, n := c.split(c.value(row, atCode)), 0
	for range codes {
		n++
	}
	signed := c.table.at[atCoder] < 0 || coder != ""
	switch {
	case n == 0 && (c.table.at[atCoder] < 0 || coder == "" || c.table.at[atCode] < 0): // nobody rated it
		fresh, turn.bare = !turn.bare && len(turn.codes) == 0, true
		return fresh
	case !signed:
		by := c.table.cell(row, atCoder)
		c.ledger.count(ruleCSVCoder, by.at, by.length, "{row has|rows have} a code, and nobody gave it")
		c.unsigned += n
		return true
	}
	c.coded = true
	if c.CodeSeparator == "" && strings.ContainsAny(at.text, ";|") {
		c.ledger.count(ruleCSVParted, at.at, at.length, "{cell holds|cells hold} a semicolon or a bar, and {was|were} read as one code")
	}
	round := c.round(row)
	if n == 0 {
		codes, n = func(yield func(string) bool) { yield("") }, 1
	}
	for code := range codes {
		g := c.given(codeName{"code", code}, coder, round)
		again := turn.gave(g)
		switch fresh = fresh || !again; {
		case again && n == 1:
			continue // the row says nothing new, and is counted
		case again:
			turn.repeat(g)
			talk.codes++
			continue
		}
		none := c.given(codeName{tier: "code"}, coder, round)
		if turn.gave(none) || code == "" && turn.gave(anyOf(g)) {
			c.ledger.count(ruleCSVNoCode, at.at, at.length, "{cell is|cells are} empty of codes, or {holds|hold} some, and another row of this coder and turn says otherwise")
		}
		turn.give(g)
		talk.codes++
	}
	return fresh
}

// split parts a cell of codes, which may be as long as a row.
func (c *codedFile) split(cell string) iter.Seq[string] {
	return func(yield func(string) bool) {
		pieces := func(yield func(string) bool) { yield(cell) }
		if c.CodeSeparator != "" {
			pieces = strings.SplitSeq(cell, c.CodeSeparator) // which is good for one use
		}
		for piece := range pieces {
			piece = strings.TrimSpace(piece)
			if piece != "" && !slices.Contains(c.Missing, piece) && !yield(piece) {
				return
			}
		}
	}
}
