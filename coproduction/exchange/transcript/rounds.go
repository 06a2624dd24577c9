package transcript

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// maxRound is the highest round of the schema.
const maxRound = 1000

// The rounds of an import that are called otherwise than by a number. Which number one gets
// is known once all files are read: where no round has a number of its own, words are
// numbered in the order in which they first come, for that is the order in which most
// tables are kept; beside numbers nobody can tell where a word belongs, before the first
// round or behind the last, and the latest round is the one that agreement is about.
type rounds struct {
	words []string         // in the order in which they first come
	at    map[string]int64 // by word: −1 for the first
	says  map[int64]string // by number: the words it stands in, as in "round 2"
}

// oneNumber is a text with one whole number that no letter follows, but for an ordinal's.
var oneNumber = regexp.MustCompile(`^([^0-9]*)([0-9]+)(?:(?i:st|nd|rd|th)\b)?([^\pL\pM0-9][^0-9]*)?$`)

// numberIn reads the one number in a word, as in "Round 2" or "2. Runde", and what stands
// around it.
func numberIn(word string) (n int64, around string, ok bool) {
	m := oneNumber.FindStringSubmatch(word)
	if m == nil {
		return 0, "", false
	}
	around = strings.ToLower(strings.Trim(m[1]+m[3], " ._-#()[]"))
	n, err := strconv.ParseInt(m[2], 10, 64)
	signed := around == "" && strings.Contains(m[1], "-") // a number below 0
	return n, around, err == nil && n >= 1 && n <= maxRound && !signed
}

// of is the number of a round that is called by a word: the one in the word, where the same
// number does not stand in other words; else one below 0 that stands for the word.
func (r *rounds) of(word string) (n int64, numbered bool) {
	word = strings.ToLower(word)
	if n, around, ok := numberIn(word); ok {
		if r.says == nil {
			r.says = map[int64]string{}
		}
		if was, is := r.says[n]; !is || was == around {
			r.says[n] = around
			return n, true
		}
	}
	if n, known := r.at[word]; known {
		return n, false
	}
	if len(r.words) == maxRound { // no more have room
		return -maxRound - 1, false
	}
	if r.at == nil {
		r.at = map[string]int64{}
	}
	r.words = append(r.words, word)
	r.at[word] = -int64(len(r.words))
	return r.at[word], false
}

// key is a round as the ids of codings are made from it.
func (r *rounds) key(n int64) string {
	if n < 0 && n >= -maxRound {
		return r.words[-n-1]
	}
	return strconv.FormatInt(n, 10)
}

// The reasons in the account of rounds.
const (
	lossRoundWord   = "a word, numbered in the order in which they first come"
	lossRoundPlaced = "a round without a number beside rounds that have one"
)

// settle numbers the rounds that are called by words, and takes out the codings of those
// that cannot be. The account counts the round of each coding, where any is a word.
func (r *rounds) settle(codings *heldCodings, loss *exchange.Loss) {
	if len(r.words) == 0 {
		return
	}
	numbered := false
	for c := range codings.all() {
		numbered = numbered || c.round > 0
	}
	loss.Read("round", codings.n)
	codings.retain(func(c *heldCoding) bool {
		reason := ""
		switch {
		case c.round > 0:
			loss.Keep("round", 1)
		case numbered:
			reason = lossRoundPlaced
		case c.round < -maxRound:
			reason = lossTooMany
		default:
			c.round = -c.round
			loss.Change("round", lossRoundWord, 1)
		}
		if reason == "" {
			return true
		}
		loss.Drop("round", reason, 1)
		if c.codes == 0 {
			loss.Change("code", lossNoneApplies, -1)
			loss.Drop("code", reason, 1)
		}
		loss.Keep("code", -int(c.codes))
		loss.Drop("code", reason, int(c.codes))
		return false
	})
}
