package transcript

import (
	"strconv"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// lossNoneApplies is what becomes of an empty cell of a coder's.
const lossNoneApplies = "seen, and no code applies"

// lossNoneBeside is what becomes of an empty cell of a coder's who gave the turn codes too.
const lossNoneBeside = "no code applies, beside codes of the same coder"

// lossGivenTwice is what becomes of a code that a coder gave a turn already.
const lossGivenTwice = "given twice"

// lossStretched is what becomes of a code on the time axis of which one utterance has a part.
const lossStretched = "given to one of the utterances that it stretches over"

// A rating is what one coder gave a turn in one round.
type rating struct{ coder, round int32 }

func (g given) rating() rating { return rating{g.coder, g.round} }

// A ratedTurn is the codings of one turn while they are made. It is used again for the next.
type ratedTurn struct {
	made  []heldCoding
	codes [][]int16      // of each
	none  []bool         // of each, whether the coder said that no code applies
	at    map[rating]int // of a coding among those
	has   map[given]bool
}

// fewRatings is how many codes a turn has seldom more of: maps with room for many take long
// to empty.
const fewRatings = 64

func (t *ratedTurn) reset() {
	if len(t.has) > fewRatings || t.has == nil {
		*t = ratedTurn{at: map[rating]int{}, has: map[given]bool{}}
	}
	t.made, t.codes, t.none = t.made[:0], t.codes[:0], t.none[:0]
	clear(t.at)
	clear(t.has)
}

// next begins a coding.
func (t *ratedTurn) next(c heldCoding) {
	t.made, t.none = append(t.made, c), append(t.none, false)
	if n := len(t.codes); n < cap(t.codes) {
		t.codes = t.codes[:n+1]
		t.codes[n] = t.codes[n][:0]
	} else {
		t.codes = append(t.codes, nil)
	}
}

// code makes the codings of a turn: one for each coder and round, with the set of codes.
// A coding without codes says that none applies; where there is no room for any of those
// that a coder gave, there is no coding.
func (r *scripts) code(name string, of encounter.ID, turn int, u *uttered) {
	if len(u.codes) == 0 {
		return
	}
	rated := &r.rated
	rated.reset()
	for _, g := range u.codes {
		again := int(u.again[g])
		tooMany := func() {
			r.ledger.many(ruleTooManyCodes, u.at, u.length, 1+again, "{code, or its coder, is|codes, or their coders, are} more than the records hold")
			r.to.Loss.Drop("code", lossTooMany, 1+again)
		}
		if g.code == noRoom || g.coder == noRoom {
			tooMany()
			continue
		}
		i, made := rated.at[g.rating()]
		who, what := r.glossary.coders[g.coder], r.glossary.codes[g.code]
		coder, ok := r.book.coder(who)
		if !ok {
			tooMany()
			continue
		}
		if rated.has[g] {
			r.to.Loss.Drop("code", lossGivenTwice, 1)
			continue
		}
		code := 0
		if what.code != "" {
			if code, ok = r.book.code(what); !ok || made && len(rated.codes[i]) == maxCodesOfPlace {
				tooMany()
				continue
			}
		}
		rated.has[g] = true
		r.to.Loss.Drop("code", lossGivenTwice, again)
		if !made {
			key := []string{name, "coding", strconv.Itoa(turn), who}
			if g.round != 1 {
				key = append(key, r.book.rounds.key(int64(g.round)))
			}
			i = len(rated.made)
			rated.at[g.rating()] = i
			rated.next(heldCoding{id: r.ID(localKey(key...)), turn: int32(turn), coder: int16(coder), round: int16(g.round)})
		}
		if what.code == "" {
			rated.none[i] = true
		} else {
			rated.codes[i] = append(rated.codes[i], int16(code))
			r.used.gave(what, u.at, u.length)
			if u.stretched[g] {
				r.to.Loss.Change("code", lossStretched, 1)
			} else {
				r.to.Loss.Keep("code", 1)
			}
		}
	}
	for i, c := range rated.made {
		switch {
		case rated.none[i] && len(rated.codes[i]) > 0:
			r.to.Loss.Drop("code", lossNoneBeside, 1)
		case rated.none[i]:
			r.to.Loss.Change("code", lossNoneApplies, 1)
		}
		r.book.codings.add(of, c, rated.codes[i])
	}
}
