package transcript

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// maxTierDepth bounds how many tiers stand above one.
const maxTierDepth = 64

// isOneOf reports whether a tier is meant by one of the names: its own, or its type's.
func (t *eafTier) isOneOf(names []string) bool {
	return slices.Contains(names, t.id) || t.form != "" && slices.Contains(names, t.form)
}

// name is what the codes of a tier are a theme of: the same for the tiers of all
// speakers, where they have one type.
func (t *eafTier) name() string {
	if t.form != "" {
		return t.form
	}
	return t.id
}

// whose is the key of the speaker whose tier it is: its participant or its own name, or
// else that of a tier above; nil where there is no name at all. It need not have a role.
func (r *scripts) whose(f *eafFile, tier *eafTier) (keys []string, known bool) {
	for n := 0; tier != nil && n < maxTierDepth; n++ {
		for _, key := range []string{tier.participant, tier.id} {
			if key == "" {
				continue
			}
			if _, how := r.Roles.voice(key); how != unknown {
				return []string{key}, true
			}
			if keys == nil {
				keys = []string{key}
			}
		}
		if tier.participant != "" || tier.parent == "" {
			break
		}
		tier = f.named[tier.parent]
	}
	return keys, false
}

// codes reports whether a tier holds codes.
func (r *scripts) codes(f *eafFile, tier *eafTier) bool {
	if r.CodeTiers != nil {
		return tier.isOneOf(r.CodeTiers)
	}
	return f.forms[tier.form] != "" && !tier.isOneOf(r.SpeechTiers)
}

// speech finds the tiers that hold what somebody says, with the key of the speaker: those
// that the caller names; or else, of each speaker with a role, the first tier on the
// time axis that has no controlled vocabulary.
func (r *scripts) speech(f *eafFile) map[*eafTier][]string {
	spoken := map[*eafTier][]string{}
	candidates := map[voiceKey]int{}
	first := map[voiceKey]*eafTier{}
	for _, tier := range f.tiers {
		keys, known := r.whose(f, tier)
		switch {
		case r.codes(f, tier):
		case r.SpeechTiers != nil:
			if tier.isOneOf(r.SpeechTiers) {
				spoken[tier] = keys
			}
		case known && tier.parent == "" && f.forms[tier.form] == "":
			who, _ := r.Roles.voice(keys[0])
			if candidates[who]++; candidates[who] == 1 {
				first[who], spoken[tier] = tier, keys
			}
		}
	}
	for _, tier := range f.tiers {
		if _, is := spoken[tier]; !is || r.SpeechTiers != nil {
			continue
		}
		who, _ := r.Roles.voice(spoken[tier][0])
		if n := candidates[who]; n > 1 {
			r.ledger.report(ruleScriptSpeech, placeOf(tier.at), tier.at.Length,
				fmt.Sprintf("%d tiers may hold what this speaker says; this one, the first, was taken", n))
		}
	}
	return spoken
}

// unnamedCoders finds tiers of codes that are of one kind and one speaker, as those of several
// coders are, and say of none who it is.
func (t *eafTalk) unnamedCoders(coded []*eafTier) {
	type kind struct{ name, of string }
	kindOf := func(tier *eafTier) kind { return kind{tier.name(), cmp.Or(tier.parent, tier.participant, tier.id)} }
	alike := map[kind]int{}
	for _, tier := range coded {
		if tier.annotator == "" {
			alike[kindOf(tier)]++
		}
	}
	for _, tier := range coded {
		if tier.annotator == "" && alike[kindOf(tier)] > 1 {
			t.ledger.count(ruleScriptCoder, placeOf(tier.at), tier.at.Length, "{tier of codes is|tiers of codes are} of one kind and speaker, and {names|name} nobody who coded; {its|their} codes are taken for one coder's")
		}
	}
}

// languageOfTier resolves the language that a tier refers to. ELAN defines languages by
// an address; where that ends in no code of a language, the name of it mostly is one.
func (f *eafFile) languageOfTier(tier *eafTier) string {
	definition := f.languages[tier.language]
	if i := strings.LastIndexAny(definition, "/#:"); i >= 0 {
		definition = definition[i+1:]
	}
	if language := languageOf(definition); language != "" {
		return language
	}
	return languageOf(tier.language)
}
