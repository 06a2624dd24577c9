package transcript

import (
	"slices"
	"strings"
)

// A talk of ELAN is the utterances as they are found.
type eafTalk struct {
	*scripts
	*eafFile
	parsed
	spoken map[string]int     // utterance by the id of its annotation
	meant  map[[3]string]bool // tier, code and meaning of the definitions so far
	below  map[string]int     // the only utterance that belongs to an annotation; −1 where there are several
}

// assemble makes utterances of the tiers that are speakers', and codes of those that
// hold codes and belong to them.
func (r *scripts) assemble(f *eafFile) parsed {
	f.siblings()
	if n := f.interpolate(); n > 0 {
		r.ledger.many(ruleScriptSlot, placeOf(f.untimed), f.untimed.Length, n, "time slots have no time of their own")
	}
	t := &eafTalk{scripts: r, eafFile: f, spoken: map[string]int{}, meant: map[[3]string]bool{}, below: map[string]int{}}
	account := &t.account
	account.Read("tier", len(f.tiers))
	speech := r.speech(f)
	for strand, tier := range f.tiers {
		if keys, is := speech[tier]; is {
			account.Keep("tier", 1)
			t.utterances(tier, strand, keys)
		}
	}
	for _, tier := range f.tiers {
		_, spoken := speech[tier]
		switch {
		case spoken:
		case r.codes(f, tier):
			account.Change("tier", "codes", 1)
			t.codeTier(tier)
		default:
			r.ledger.count(ruleScriptTier, placeOf(tier.at), tier.at.Length, "tiers are not read as speech, and hold no codes")
			account.Drop("tier", "neither speech nor codes", 1)
		}
	}
	return t.parsed
}

// utterances takes in a tier of speech.
func (t *eafTalk) utterances(tier *eafTier, strand int, keys []string) {
	language := t.languageOfTier(tier)
	for _, a := range tier.annotations {
		u := uttered{keys: keys, strand: strand, text: a.value, words: CountWords(a.value, t.Tags...), language: language, at: placeOf(a.at), length: a.at.Length}
		if u.start, u.end, u.timed = t.span(a); !u.timed {
			t.ledger.count(ruleScriptRef, u.at, u.length, "annotations have no times")
		}
		if a.of != "" {
			if a.among > 1 && u.timed {
				t.ledger.count(ruleScriptSlot, u.at, u.length, "annotations share the time of the one that they belong to")
			}
			if _, other := t.below[a.of]; other {
				t.below[a.of] = -1
			} else {
				t.below[a.of] = len(t.uttered)
			}
		}
		t.spoken[a.id] = len(t.uttered)
		t.uttered = append(t.uttered, u)
	}
}

// codeTier gives the codes of a tier to the utterances that they belong to: by
// reference, or else where the middle of the code lies within an utterance of the
// speaker whose tier it is.
func (t *eafTalk) codeTier(tier *eafTier) {
	keys, known := t.whose(t.eafFile, tier)
	if !known {
		keys = nil
	}
	vocabulary := t.forms[tier.form]
	for _, a := range tier.annotations {
		code := strings.TrimSpace(a.value)
		meaning := t.meaning[[2]string{vocabulary, code}]
		if entry, ok := t.entries[a.entry]; ok && a.entry != "" {
			if code == "" {
				code = entry[0]
			}
			meaning = entry[1]
		}
		to, found := t.about(a, keys)
		switch {
		case code == "":
			t.account.Read("code", 1)
			t.account.Drop("code", lossCodeEmpty, 1)
		case !found:
			t.ledger.count(ruleScriptRef, placeOf(a.at), a.at.Length, "codes belong to no utterance")
			t.account.Read("code", 1)
			t.account.Drop("code", "belongs to no utterance", 1)
		default:
			t.uttered[to].codes = append(t.uttered[to].codes, given{tier.name(), code, tier.annotator, 1})
			t.define(codeName{tier.name(), code}, meaning, a)
		}
	}
}

// define notes what a code means, each meaning once.
func (t *eafTalk) define(name codeName, meaning string, a *eafAnnotation) {
	if key := [3]string{name.tier, name.code, meaning}; !t.meant[key] {
		t.meant[key] = true
		t.definitions = append(t.definitions, definition{name, meaning, placeOf(a.at), a.at.Length})
	}
}

// about finds the utterance that a code is about. Keys are those of the speaker; nil
// where it may be anybody's.
func (t *eafTalk) about(a *eafAnnotation, keys []string) (to int, found bool) {
	if a.of == "" {
		return t.holder(a, keys)
	}
	for n := 0; a != nil && a.of != "" && n < maxTierDepth; n++ {
		if to, found = t.spoken[a.of]; found {
			return to, true
		}
		if to, found = t.below[a.of]; found && to >= 0 { // of the same reference as the code
			return to, true
		}
		a = t.annotations[a.of]
	}
	return 0, false
}

// holder finds the utterance in which the middle of an annotation lies.
func (t *eafTalk) holder(a *eafAnnotation, keys []string) (int, bool) {
	start, end, ok := t.span(a)
	if !ok {
		return 0, false
	}
	middle := start + (end-start)/2
	for i, u := range t.uttered {
		if u.timed && u.start <= middle && middle < u.end && (keys == nil || slices.Equal(u.keys, keys)) {
			return i, true
		}
	}
	return 0, false
}
