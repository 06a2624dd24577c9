package transcript

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/spelling"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A voiceKey is somebody who speaks in one consultation: a speaker of the roles, and a number
// where there are several of them; or, where the roles only say what somebody is, a name
// of their own.
type voiceKey struct {
	speaker int
	number  string
	name    string
}

// key is the voice as ids are made from it.
func (v voiceKey) key(roles Roles) string {
	if v.name != "" {
		return v.name
	}
	if v.number == "" {
		return roles[v.speaker].Key
	}
	return roles[v.speaker].Key + "_" + v.number
}

// A fit is how a label was understood.
type fit int

const (
	unknown  fit = iota
	exact        // it is a key
	counted      // it is a key and a number
	caseless     // but for upper and lower case
)

// voice finds out whose label it is: of a key as it is written, of a key with a
// number behind it, or of one in the other case, where that leaves no choice. Customary
// keys are asked where no other is meant.
func (r Roles) voice(label string) (voiceKey, fit) {
	if v, how := r.among(label, false); how != unknown {
		return v, how
	}
	return r.among(label, true)
}

// among finds out whose label it is among the keys that are customary, or are not.
func (r Roles) among(label string, customary bool) (voiceKey, fit) {
	written := func(key string) int {
		return slices.IndexFunc(r, func(s Speaker) bool { return s.Key == key && s.Customary == customary })
	}
	if i := written(label); i >= 0 {
		return voiceKey{speaker: i}, exact
	}
	stem, number := numbered(label)
	if number != "" {
		if i := written(stem); i >= 0 {
			return voiceKey{speaker: i, number: number}, counted
		}
	}
	if i := r.fold(label, customary); i >= 0 {
		return voiceKey{speaker: i}, caseless
	}
	if number != "" {
		if i := r.fold(stem, customary); i >= 0 {
			return voiceKey{speaker: i, number: number}, caseless
		}
	}
	return voiceKey{}, unknown
}

// settle makes one of the speakers whose labels differ in case alone: who was known by a
// key in another case is the one who is known by such a key as it is written, where there
// is one, of the same role and number. So are those of two customary keys, as Doctor and
// doctor; joined are the places of those that were made one with an earlier one. Keys that the
// caller gives are taken as written.
func (r Roles) settle(who []voiceKey, how []fit) (joined []int) {
	type name struct{ key, number string }
	folded := func(v voiceKey) name { return name{strings.ToLower(r[v.speaker].Key), v.number} }
	asWritten := map[name]voiceKey{}
	for i, v := range who {
		if how[i] == unknown || how[i] == caseless {
			continue
		}
		before, is := asWritten[folded(v)]
		if !is || v.speaker < before.speaker && !r[v.speaker].Customary {
			asWritten[folded(v)] = v
		}
	}
	for i, v := range who {
		to, is := asWritten[folded(v)]
		switch {
		case how[i] == unknown || !is || to == v || r[to.speaker].Role != r[v.speaker].Role:
		case how[i] == caseless:
			who[i] = to
		case r[v.speaker].Customary && r[to.speaker].Profession == r[v.speaker].Profession:
			who[i] = to
			joined = append(joined, i)
		}
	}
	return joined
}

// joinedWhat says of elements that their speaker was made one with another.
func joinedWhat(element string) string {
	return fmt.Sprintf("{%[1]s has|%[1]ss have} a label that differs from an earlier one in case alone, and is taken for the same speaker's", element)
}

// fold is the place of the key, of those that are customary or are not, that differs in case
// alone; −1 where there is none, or where such keys have several roles.
func (r Roles) fold(label string, customary bool) int {
	found := -1
	for i, s := range r {
		switch {
		case s.Customary != customary || !strings.EqualFold(s.Key, label):
		case found < 0:
			found = i
		case r[found].Role != s.Role:
			return -1
		}
	}
	return found
}

// near says whose key an unknown label is close to, where that is one role's alone:
// at most two letters were left out, put in, exchanged or swapped, of keys of more
// than four. It is a hint, and no label is read by it.
func (r Roles) near(label string) string {
	if stem, number := numbered(label); number != "" {
		label = stem
	}
	label = strings.ToLower(label)
	best, role := 3, encounter.Role("")
	for _, s := range r {
		key := strings.ToLower(s.Key)
		switch far := spelling.Distance(label, key); {
		case utf8.RuneCountInString(key) < 5:
		case far < best:
			best, role = far, s.Role
		case far == best && best < 3 && role != s.Role:
			role = ""
		}
	}
	if role == "" {
		return ""
	}
	return "it is close to the key of a " + string(role)
}
