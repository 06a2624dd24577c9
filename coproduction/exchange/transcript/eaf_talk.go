package transcript

import (
	"slices"
	"strings"
)

// interpolate gives a time to each slot that has none: between its neighbours, evenly.
// It returns how many got one so.
func (f *eafFile) interpolate() (n int) {
	last := -1 // the last slot with a time
	for i, id := range f.slots {
		if f.times[id] < 0 {
			continue
		}
		if last >= 0 && i-last > 1 {
			from, to := f.times[f.slots[last]], f.times[id]
			for j := last + 1; j < i; j++ {
				f.times[f.slots[j]] = from + (to-from)*int64(j-last)/int64(i-last)
				n++
			}
		}
		last = i
	}
	return n
}

// assemble makes utterances of the tiers that are speakers', and codes of those that
// hold codes and belong to them.
func (r *scripts) assemble(f *eafFile) (p parsed) {
	if n := f.interpolate(); n > 0 {
		r.ledger.many(ruleScriptSlot, fileStart(), 0, n, "time slots have no time of their own")
	}
	p.definitions = map[codeName]string{}
	loss := &r.to.Loss
	loss.Read("tier", len(f.tiers))
	spoken := map[string]int{} // utterance by the id of its annotation
	for strand, tier := range f.tiers {
		if !r.speaks(tier) {
			continue
		}
		loss.Keep("tier", 1)
		keys := []string{tier.participant, tier.id}
		keys = slices.DeleteFunc(keys, func(k string) bool { return k == "" })
		for _, a := range tier.annotations {
			u := uttered{keys: keys, strand: strand, text: a.value, words: CountWords(a.value, r.Tags...), language: tier.language, at: placeOf(a.at), length: a.at.Length}
			start, ok := f.times[a.start]
			end, ok2 := f.times[a.end]
			if u.start, u.end, u.timed = start, end, ok && ok2 && start >= 0 && end >= 0; !u.timed {
				r.ledger.count(ruleScriptRef, u.at, u.length, "annotations have no times")
			}
			spoken[a.id] = len(p.uttered)
			p.uttered = append(p.uttered, u)
		}
	}
	above := map[string]string{} // the annotation that one belongs to
	for _, tier := range f.tiers {
		for _, a := range tier.annotations {
			if a.of != "" {
				above[a.id] = a.of
			}
		}
	}
	for _, tier := range f.tiers {
		switch {
		case r.speaks(tier):
		case r.codes(f, tier):
			loss.Change("tier", "codes", 1)
			r.codeTier(f, tier, &p, spoken, above)
		default:
			r.ledger.count(ruleScriptTier, placeOf(tier.at), tier.at.Length, "tiers are nobody's, and hold no codes")
			loss.Drop("tier", "neither a speaker's nor codes", 1)
		}
	}
	return p
}

// speaks reports whether a tier holds what somebody says: one on the time axis, of
// somebody with a role.
func (r *scripts) speaks(tier *eafTier) bool {
	if tier.parent != "" || slices.Contains(r.CodeTiers, tier.id) || slices.Contains(r.CodeTiers, tier.form) {
		return false
	}
	for _, key := range []string{tier.participant, tier.id} {
		if _, how := r.Roles.voice(key); key != "" && how != unknown {
			return true
		}
	}
	return false
}

// codes reports whether a tier holds codes.
func (r *scripts) codes(f *eafFile, tier *eafTier) bool {
	if r.CodeTiers != nil {
		return slices.Contains(r.CodeTiers, tier.id) || slices.Contains(r.CodeTiers, tier.form)
	}
	return tier.parent != "" && f.forms[tier.form] != ""
}

// codeTier gives the codes of a tier to the utterances that they belong to: by
// reference, or else where the middle of the code lies within an utterance of the
// tier above.
func (r *scripts) codeTier(f *eafFile, tier *eafTier, p *parsed, spoken map[string]int, above map[string]string) {
	for _, a := range tier.annotations {
		code := strings.TrimSpace(a.value)
		vocabulary := f.forms[tier.form]
		meaning := f.meaning[[2]string{vocabulary, code}]
		if entry, ok := f.entries[a.entry]; ok && a.entry != "" {
			if code == "" {
				code = entry[0]
			}
			meaning = entry[1]
		}
		to, found := -1, false
		for id, n := a.of, 0; id != "" && n < len(f.tiers)+1; id, n = above[id], n+1 { // no more steps than tiers
			if to, found = spoken[id]; found {
				break
			}
		}
		if !found && a.of == "" {
			to, found = f.holder(p.uttered, a, r.keysAbove(f, tier))
		}
		switch {
		case code == "":
			r.to.Loss.Read("code", 1)
			r.to.Loss.Drop("code", lossCodeEmpty, 1)
		case !found:
			r.ledger.count(ruleScriptRef, placeOf(a.at), a.at.Length, "codes belong to no utterance")
			r.to.Loss.Read("code", 1)
			r.to.Loss.Drop("code", "belongs to no utterance", 1)
		default:
			p.uttered[to].codes = append(p.uttered[to].codes, given{tier.name(), code, tier.annotator, 1})
			p.definitions[codeName{tier.name(), code}] = meaning
		}
	}
}

// name is what the codes of a tier are a theme of: the same for the tiers of all
// speakers, where they have one type.
func (t *eafTier) name() string {
	if t.form != "" {
		return t.form
	}
	return t.id
}

// keysAbove are the keys of the tier that a tier belongs to; nil where that is any.
func (r *scripts) keysAbove(f *eafFile, tier *eafTier) []string {
	for n := 0; tier != nil && tier.parent != "" && n < len(f.tiers); n++ {
		i := slices.IndexFunc(f.tiers, func(t *eafTier) bool { return t.id == tier.parent })
		if i < 0 {
			return nil
		}
		if tier = f.tiers[i]; r.speaks(tier) {
			return slices.DeleteFunc([]string{tier.participant, tier.id}, func(k string) bool { return k == "" })
		}
	}
	return nil
}

// holder finds the utterance in which the middle of an annotation lies.
func (f *eafFile) holder(all []uttered, a eafAnnotation, keys []string) (int, bool) {
	start, ok := f.times[a.start]
	end, ok2 := f.times[a.end]
	if !ok || !ok2 || start < 0 || end < 0 {
		return 0, false
	}
	middle := start + (end-start)/2
	for i, u := range all {
		if u.timed && u.start <= middle && middle < u.end && (keys == nil || slices.Equal(u.keys, keys)) {
			return i, true
		}
	}
	return 0, false
}
