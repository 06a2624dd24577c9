package transcript

import "strings"

// An eafTalk is the talk of a file of ELAN as it is put together.
type eafTalk struct {
	*scripts
	*eafFile
	parsed
	spoken    map[string]int          // utterance by the id of its annotation
	meant     map[[3]string]bool      // tier, code and meaning of the definitions so far
	below     map[string]int          // the only utterance that belongs to an annotation; −1 where there are several
	within    map[*eafAnnotation]int  // utterance that a code on the time axis is about
	stretched map[*eafAnnotation]bool // codes on the time axis that are about others too
	tongue    map[string]bool         // languages, by the names that tiers give, in which something is said
}

// assemble makes utterances of the tiers that are speakers', and codes of those that
// hold codes and belong to them.
func (r *scripts) assemble(f *eafFile) parsed {
	f.siblings()
	f.interpolate()
	t := &eafTalk{scripts: r, eafFile: f, spoken: map[string]int{}, meant: map[[3]string]bool{}, below: map[string]int{}, tongue: map[string]bool{}}
	account := &t.account
	t.circles()
	account.Read("tier", len(f.tiers))
	account.Read("annotation", f.astray)
	account.Drop("annotation", "in no tier", f.astray)
	speech := r.speech(f)
	for strand, tier := range f.tiers {
		r.met[tier.id], r.met[tier.form] = true, true
		if keys, is := speech[tier]; is {
			t.utterances(tier, strand, keys)
			if t.speechTier(keys) {
				t.speaks(tier)
			}
		}
	}
	t.timeSlots()
	var coded []*eafTier
	for _, tier := range f.tiers {
		_, spoken := speech[tier]
		switch {
		case spoken:
		case r.codes(f, tier):
			account.Change("tier", "codes", 1)
			coded = append(coded, tier)
			if r.CodeTiers == nil {
				r.ledger.count(ruleScriptCodes, placeOf(tier.at), tier.at.Length, "{tier has|tiers have} a controlled vocabulary, and {was|were} read as codes")
			}
		default:
			what := "{tier is|tiers are} nobody's speech, and {has|have} no controlled vocabulary"
			switch {
			case r.CodeTiers != nil:
				what = "{tier is|tiers are} nobody's speech, and {is|are} not among those of codes that were named"
			case tier.parent != "":
				what = "{tier belongs to another and has|tiers belong to another and have} no controlled vocabulary: where {it holds|they hold} codes, name {it|them} by -code-tiers"
			}
			if keys, known := r.whose(f, tier); !known && tier.parent == "" && r.SpeechTiers == nil && len(tier.annotations) > 0 {
				t.untold.heard(keys...)
			}
			r.ledger.count(ruleScriptTier, placeOf(tier.at), tier.at.Length, what)
			account.Drop("tier", lossNoSpeechTier, 1)
			account.Read("annotation", len(tier.annotations))
			account.Drop("annotation", "on a tier of "+lossNoSpeechTier, len(tier.annotations))
		}
	}
	t.unnamedCoders(coded)
	t.hold(coded)
	for _, tier := range coded {
		t.codeTier(tier)
	}
	t.definitionsOf(coded)
	t.elements()
	return t.parsed
}

// The reasons in the account of ELAN.
const (
	lossNoSpeechTier = "neither speech nor codes"
	lossShared       = "time shared out between its neighbours"
	lossBetween      = "time spaced evenly between the slots around it"
	lossUntimed      = "without a time"
	lossEndless      = "without an end"
	lossSilentSlot   = "of no utterance with times"
	lossCircle       = "refers back to itself"
)

// speechTier accounts for a tier of speech, and reports whether it is kept: nothing of it is in
// the records where the speaker has no role.
func (t *eafTalk) speechTier(keys []string) (kept bool) {
	if len(keys) == 0 {
		t.account.Drop("tier", lossUnnamed, 1)
	} else if _, how := t.Roles.voice(keys[0]); how == unknown {
		t.account.Drop("tier", lossStranger, 1)
	} else {
		t.account.Keep("tier", 1)
		return true
	}
	return false
}

// utterances takes in a tier of speech.
func (t *eafTalk) utterances(tier *eafTier, strand int, keys []string) {
	language := t.languageOfTier(tier)
	t.tongue[tier.language] = language != ""
	for _, a := range tier.annotations {
		u := uttered{keys: keys, strand: strand, text: a.value, words: CountWords(a.value, t.Tags...), language: language, at: placeOf(a.at), length: a.at.Length}
		t.ledger.unparted(u.text, u.at, u.length, "utterance")
		var shared bool
		switch u.start, u.end, shared, u.timed = t.span(a); {
		case a.circular:
			u.changed = lossCircle
		case !u.timed:
			t.untimed(a, &u)
		case shared:
			u.changed = lossShared
		}
		if a.of != "" {
			if a.among > 1 && u.timed {
				t.ledger.count(ruleScriptSlot, u.at, u.length, "{annotation shares the time of the one that it belongs|annotations share the time of the one that they belong} to")
			}
			if _, other := t.below[a.of]; other {
				t.below[a.of] = -1
			} else {
				t.below[a.of] = len(t.uttered)
			}
		}
		if t.annotations[a.id] == a {
			t.spoken[a.id] = len(t.uttered)
		}
		t.uttered = append(t.uttered, u)
	}
}

// untimed says which times of an utterance are not known. A start that is known stays.
func (t *eafTalk) untimed(a *eafAnnotation, u *uttered) {
	from, to := t.slot[a.start], t.slot[a.end]
	u.changed = lossUntimed
	what := "no times"
	switch {
	case a.of != "":
	case from != nil && from.timed():
		what = "a start, and no end that is known"
		u.start, u.open, u.changed = from.ms, true, lossEndless
	case to != nil && to.timed():
		what = "an end, and no start that is known"
	}
	t.ledger.count(ruleScriptRef, u.at, u.length, "{annotation has|annotations have} "+what)
}

// codeTier gives the codes of a tier to the utterances that they belong to: by
// reference, or else along the time axis, as hold found them.
func (t *eafTalk) codeTier(tier *eafTier) {
	for _, a := range tier.annotations {
		code, meaning := t.codeOf(a, t.forms[tier.form])
		to, found := t.about(a)
		lost := ""
		switch {
		case code == "":
			lost = lossCodeEmpty
		case found:
			g := t.given(codeName{tier.name(), code}, tier.annotator, 1)
			t.uttered[to].codes = append(t.uttered[to].codes, g)
			if t.stretched[a] {
				t.ledger.count(ruleScriptStretch, placeOf(a.at), a.at.Length, "{code stretches|codes stretch} over several utterances, and {was|were} given to one")
				t.uttered[to].stretch(g)
			}
			t.define(codeName{tier.name(), code}, meaning, a)
			continue
		case a.circular:
			lost = lossCircle
		default:
			t.ledger.count(ruleScriptRef, placeOf(a.at), a.at.Length, "{code belongs|codes belong} to no utterance")
			lost = lossNobodys
		}
		t.account.Read("code", 1)
		t.account.Drop("code", lost, 1)
	}
}

// codeOf is the code that an annotation gives, and what it means in the vocabulary.
func (t *eafTalk) codeOf(a *eafAnnotation, vocabulary string) (code, meaning string) {
	code = strings.TrimSpace(a.value)
	entry := t.byID[[2]string{vocabulary, a.entry}]
	if entry == nil {
		means := t.meaning[[2]string{vocabulary, code}]
		entry, meaning = means.of, means.description
	} else {
		meaning = entry.description
		if code == "" {
			code = entry.value
		}
	}
	if entry != nil {
		entry.used = true
	}
	return code, meaning
}

// define notes what a code means, each meaning once.
func (t *eafTalk) define(name codeName, meaning string, a *eafAnnotation) {
	if key := [3]string{name.tier, name.code, meaning}; !t.meant[key] {
		t.meant[key] = true
		t.definitions = append(t.definitions, definition{name, meaning, placeOf(a.at), a.at.Length})
	}
}

// about finds the utterance that a code is about.
func (t *eafTalk) about(a *eafAnnotation) (to int, found bool) {
	if a.of == "" {
		to, found = t.within[a]
		return to, found
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
