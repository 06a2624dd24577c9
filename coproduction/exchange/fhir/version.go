package fhir

import (
	"slices"
	"strconv"
	"time"
)

// A version is what tells which of several resources of one id is the latest.
type version struct {
	updated int64 // in nanoseconds since 1970; 0: not said
	number  int64 // of the version; negative: not said, or no number
	idle    bool  // it is an Encounter that did not take place
}

func (x *found) version() version {
	var meta struct {
		Updated string `json:"lastUpdated"`
		Version string `json:"versionId"`
	}
	x.get("meta", &meta)
	v := version{number: -1}
	if at, err := time.Parse(time.RFC3339, meta.Updated); err == nil {
		v.updated = at.UnixNano()
	}
	if n, err := strconv.ParseInt(meta.Version, 10, 64); err == nil {
		v.number = n
	}
	if x.kind == "Encounter" {
		var status string
		x.text("status", &status)
		v.idle = slices.Contains(upcoming, status)
	}
	return v
}

// beats says why a version counts, and not one that was seen before it; where it does.
func (v version) beats(first version) (why reason, beats bool) {
	switch {
	case v.updated != 0 && first.updated != 0 && v.updated != first.updated:
		return isLatest, v.updated > first.updated
	case v.number >= 0 && first.number >= 0 && v.number != first.number:
		return isLatest, v.number > first.number
	}
	return tookPlace, first.idle && !v.idle
}

// A sight is how often an id was seen.
type sight struct {
	n int32
	choice
	version // of the one chosen
}

// A choice is which of the resources of one id counts, from 1, and why.
type choice struct {
	which int32
	why   reason
}

// A reason is why one of several resources counts.
type reason uint8

const (
	isFirst reason = iota
	isLatest
	tookPlace
)

var reasons = [...]string{isFirst: "the first one counts", isLatest: "the latest version counts", tookPlace: "the one that took place counts"}

// counts reports whether a resource is the one of its id that counts: the first, until
// a pass over all files has shown that it is another.
func (r *reader) counts(x *found) bool {
	keys := x.names()
	if len(keys) == 0 {
		return true
	}
	s, again := r.seen[keys[0]]
	if r.second && !again {
		return true // the only one
	}
	s.n++
	if r.chosen == nil && !r.second {
		v := x.version()
		if s.n == 1 {
			s.which, s.version = 1, v
		} else if why, beats := v.beats(s.version); beats {
			s.choice, s.version = choice{s.n, why}, v
		}
	}
	r.seen[keys[0]] = s
	chosen, other := r.chosen[keys[0]]
	if !other {
		chosen = choice{1, isFirst}
	}
	if s.n == chosen.which {
		return true
	}
	r.say(x.file, ruleOnce, x.within("id"), "another resource of this type has the same id; "+reasons[chosen.why])
	r.leave(x, "there twice")
	return false
}

// others are the choices that are not the first of their id.
func (w *world) others() map[string]choice {
	others := map[string]choice{}
	for key, s := range w.seen {
		if s.which > 1 {
			others[key] = s.choice
		}
	}
	return others
}

// several leaves of what was seen the ids of several resources, to be counted again.
func (w *world) several() {
	left := map[string]sight{}
	for key, s := range w.seen {
		if s.n > 1 {
			left[key] = sight{}
		}
	}
	w.seen = left
}
