package transcript

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"
)

// What makes the names of codes look like prose.
const (
	longName    = 80 // characters of a name beyond which it is long
	fewCodes    = 20 // codes of a tier below which all may well be different
	wordsOfTalk = 3  // words of a name that a label seldom has
)

// A usage is how the codes of one tier were given in one file.
type usage struct {
	given   int
	names   map[string]bool // those that were given
	wordy   int             // names of as many words as talk has
	at      place           // of the utterance that got the first
	length  int
	long    int // names that are long
	longAt  place
	longLen int
}

// usages are those of all tiers of a file.
type usages map[string]*usage

// gave takes in a code that an utterance got.
func (u usages) gave(g codeName, at place, length int) {
	tier := u[g.tier]
	if tier == nil {
		tier = &usage{names: map[string]bool{}, at: at, length: length}
		u[g.tier] = tier
	}
	tier.given++
	if tier.names[g.code] {
		return
	}
	tier.names[g.code] = true
	if words(g.code) >= wordsOfTalk {
		tier.wordy++
	}
	if utf8.RuneCountInString(g.code) > longName {
		if tier.long++; tier.long == 1 {
			tier.longAt, tier.longLen = at, length
		}
	}
}

// looksLikeTalk reports whether nearly every code is another, and half of them are of
// several words: a codebook of labels is not used like that.
func (u *usage) looksLikeTalk() bool {
	different := len(u.names)
	return u.given >= fewCodes && 10*different >= 9*u.given && 2*u.wordy >= different
}

// report says which names of codes look like prose, and none of them.
func (u usages) report(to *ledger) {
	for _, tier := range slices.SortedFunc(maps.Values(u), func(a, b *usage) int { return cmp.Compare(a.at.offset, b.at.offset) }) {
		if tier.looksLikeTalk() {
			to.report(ruleScriptProse, tier.at, tier.length, fmt.Sprintf("%d codes are given here and below on one tier or in one column, and %d of them are different, most of several words", tier.given, len(tier.names)))
		} else if tier.long > 0 {
			to.many(ruleScriptProse, tier.longAt, tier.longLen, tier.long, fmt.Sprintf("{name of a code has|names of codes have} more than %d characters", longName))
		}
	}
}
