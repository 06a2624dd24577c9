package transcript

import (
	"cmp"
	"slices"
)

// A codedTalk is the rows of one consultation.
type codedTalk struct {
	name     string
	at       place // of its first row
	turns    []*codedTurn
	rows     int // that are of some turn, and say something
	byNumber map[int64]*codedTurn
	byName   map[string]*codedTurn // of turns that have a name in place of a number
	loose    bool                  // a turn has a number that is none
	above    rowOfTurn

	heard  int // turns of somebody with a role
	read   int // turns
	codes  int
	beyond bool // more turns than an encounter holds: its rows are counted, and no longer looked at
}

// A codedTurn is the rows of one turn. As rows of one consultation may stand apart, many may
// be held at a time.
type codedTurn struct {
	number             int64
	start, end, offset int64
	when               string // start and end as its first row has them, where another row may follow
	text               string
	codes              []given
	has                map[given]bool  // these, and the ratings, where there are many
	again              map[given]int32 // how often codes were given beside the first time
	line, column       int32
	length, words      int32
	rows               int32
	who                int32 // place of the speaker
	changed            uint8
	timed, open        bool
	uncounted          bool
	bare               bool // a row without codes and coder
}

// A codedSpeaker is what a table calls somebody.
type codedSpeaker struct {
	name  string
	keys  []string // one, or none where there is no name
	heard bool     // there is a role
}

// changes are why a turn of a table is not carried over as it was.
var changes = [...]string{"", lossNoTimes, lossNoWords}

// keep takes over what the first row of a turn says.
func (t *codedTurn) keep(u *uttered) {
	t.start, t.end, t.timed, t.open = u.start, u.end, u.timed, u.open
	t.text, t.words, t.uncounted = u.text, int32(u.words), u.uncounted
	t.offset, t.line, t.column, t.length = u.at.offset, int32(u.at.line), int32(u.at.column), int32(u.length)
	t.changed = uint8(slices.Index(changes[:], u.changed))
}

// uttered is the turn as an utterance.
func (t *codedTurn) uttered(by *codedSpeaker) uttered {
	return uttered{keys: by.keys, changed: changes[t.changed], start: t.start, end: t.end, timed: t.timed, open: t.open,
		uncounted: t.uncounted, text: t.text, words: int(t.words), codes: t.codes, again: t.again, rows: int(t.rows),
		at: place{int(t.line), int(t.column), t.offset}, length: int(t.length)}
}

// anyOf stands for all that a coder gave in a round.
func anyOf(g given) given { return given{-1, g.coder, g.round} }

// gave reports whether the turn has a code already; with [anyOf], any of the coder's.
func (t *codedTurn) gave(g given) bool {
	if t.has != nil {
		return t.has[g]
	}
	return slices.ContainsFunc(t.codes, func(is given) bool { return is == g || anyOf(is) == g })
}

// give adds a code.
func (t *codedTurn) give(g given) {
	t.codes = append(t.codes, g)
	switch {
	case t.has != nil:
		t.has[g], t.has[anyOf(g)] = true, true
	case len(t.codes) > fewRatings:
		t.has = map[given]bool{}
		for _, g := range t.codes {
			t.has[g], t.has[anyOf(g)] = true, true
		}
	}
}

// repeat counts a code that was given before.
func (t *codedTurn) repeat(g given) {
	if t.again == nil {
		t.again = map[given]int32{}
	}
	t.again[g]++
}

// given is how many codes an utterance got.
func (u *uttered) given() int {
	n := len(u.codes)
	for _, again := range u.again {
		n += int(again)
	}
	return n
}

// numbered reports whether every turn has a whole number.
func (t *codedTalk) numbered() bool { return !t.loose }

// said returns the turns in the order of their numbers, and lets them go.
func (c *codedFile) said(t *codedTalk) []uttered {
	if t.numbered() {
		for i := 1; i < len(t.turns); i++ {
			if u := t.turns[i]; u.number < t.turns[i-1].number {
				c.ledger.count(ruleCSVTurnOrder, place{int(u.line), int(u.column), u.offset}, int(u.length), "{turn has|turns have} a lower number than the one above")
			}
		}
		slices.SortStableFunc(t.turns, func(a, b *codedTurn) int { return cmp.Compare(a.number, b.number) })
	}
	t.byNumber, t.byName = nil, nil
	said := make([]uttered, len(t.turns))
	for i, turn := range t.turns {
		said[i], t.turns[i] = turn.uttered(&c.speakers[turn.who]), nil
	}
	t.turns = nil
	return said
}
