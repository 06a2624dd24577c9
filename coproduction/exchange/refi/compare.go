package refi

import (
	"maps"
	"slices"
)

// A Comparison says what of one project, A, is in another, B, mostly A after a
// program has read and written it. It holds counts and fixed words, and no content
// of either: it may be published.
type Comparison struct {
	Kinds  []Kept `json:"kinds"` // in the order of the standard
	Coders Coders `json:"coders"`

	items []Item
}

// Kept counts the things of one kind. What is in both is found by its GUID, or where
// that was renewed by what it is.
//
//	A = Same + Altered + Lost      B = Same + Altered + Added
//	Same + Altered = ByGUID + ByContent
type Kept struct {
	Kind      string         `json:"kind"`
	A         int            `json:"a"`
	B         int            `json:"b"`
	Same      int            `json:"same"`    // in both, and alike
	Altered   int            `json:"altered"` // in both, and not alike
	Lost      int            `json:"lost"`    // in A alone
	Added     int            `json:"added"`   // in B alone
	ByGUID    int            `json:"byGUID"`
	ByContent int            `json:"byContent"`         // under another GUID
	Changed   map[string]int `json:"changed,omitempty"` // of those altered, by what is not alike; one may count several times
}

// Back is how many of A are in B, changed or not.
func (k Kept) Back() int { return k.Same + k.Altered }

// Coders are the users who coded: one in B where there were several in A means that
// nobody can tell any more who coded what.
type Coders struct {
	A         int  `json:"a"`
	B         int  `json:"b"`
	Collapsed bool `json:"collapsed"` // codings came back, of fewer coders
}

// An Item is one thing that is not the same in both. Its GUIDs are content of the
// projects: show them only to those who may see those.
type Item struct {
	Kind string
	A, B GUID     // empty where it is not there
	What []string // what is not alike, where it is in both

	// Of a coding its code and who gave it: in A, or where it is in B alone in B. Empty
	// where the project does not say.
	Code, Coder GUID
}

// Fate says what became of it, as the counts call it: "lost", "added" or "altered".
func (i Item) Fate() string {
	switch {
	case i.B == "":
		return "lost"
	case i.A == "":
		return "added"
	}
	return "altered"
}

// Kind returns the counts of a kind; zero where there is no such kind.
func (c *Comparison) Kind(name string) Kept {
	for _, k := range c.Kinds {
		if k.Kind == name {
			return k
		}
	}
	return Kept{Kind: name}
}

// Complete reports whether everything of A is in B as it was, whatever else is in B.
func (c *Comparison) Complete() bool {
	return !c.Coders.Collapsed && !slices.ContainsFunc(c.Kinds, func(k Kept) bool { return k.Lost+k.Altered > 0 })
}

// Items lists what is not the same, in the order of kinds, and of A before what B
// alone has.
func (c *Comparison) Items() []Item { return slices.Clone(c.items) }

// Compare compares two projects. Neither is modified.
//
// A thing of A is that of B with the same GUID. Of what is left, a user is found by
// name, a code by the names on its way down the tree, a source by its text, else by
// its name, a selection by its range in its source, a coding by code, place and
// coder, else by code and place, and all else by name. Where programs write one
// selection of two codings as two selections, the codings are found and a selection
// is added. Not compared are the order of things, the paths of files, and what a
// project says of itself.
func Compare(a, b *Project) *Comparison {
	ours, theirs := gather(a), gather(b)
	c := new(Comparison)
	same := make(translation)
	pairs := make([][]pair, len(kinds))
	for i, kind := range kinds { // a kind is found by kinds before it
		pairs[i] = match(ours[kind], theirs[kind], same)
	}
	for i, kind := range kinds {
		c.Kinds = append(c.Kinds, c.count(kind, ours[kind], theirs[kind], pairs[i], same))
	}
	c.Coders = Coders{A: coders(ours), B: coders(theirs)}
	c.Coders.Collapsed = c.Coders.B < c.Coders.A && c.Kind("coding").Back() > 0
	return c
}

// coders counts the users who coded.
func coders(g gathered) int {
	seen := make(map[GUID]bool)
	for _, t := range g["coding"] {
		if t.by != "" {
			seen[t.by] = true
		}
	}
	return len(seen)
}

// A pair is a thing of A and one of B, by their places; -1 where it is not there.
type pair struct {
	a, b   int
	byGUID bool
}

// match pairs the things of one kind, and adds to what is known to be the same. The
// pairs are in the order of A; what B alone has comes last.
func match(ours, theirs []thing, same translation) []pair {
	found := make([]pair, len(ours))
	taken := make([]bool, len(theirs))
	for i := range found {
		found[i] = pair{a: i, b: -1}
	}
	round := func(byGUID bool, ourKey, theirKey func(thing) string) {
		at := make(map[string][]int)
		for j, t := range theirs {
			if key := theirKey(t); !taken[j] && key != "" {
				at[key] = append(at[key], j)
			}
		}
		for i, t := range ours {
			key := ourKey(t)
			if queue := at[key]; found[i].b < 0 && len(queue) > 0 {
				found[i].b, found[i].byGUID = queue[0], byGUID
				taken[queue[0]] = true
				at[key] = queue[1:]
				same[t.guid] = theirs[queue[0]].guid
			}
		}
	}
	guid := func(t thing) string { return string(t.guid) }
	round(true, guid, guid)
	for k := range maxKeys {
		key := func(tr translation) func(thing) string {
			return func(t thing) string {
				if k < len(t.keys) {
					return t.keys[k](tr)
				}
				return ""
			}
		}
		round(false, key(same), key(nil))
	}
	for i, t := range ours {
		if _, known := same[t.guid]; !known && found[i].b < 0 {
			same[t.guid] = "lost " + t.guid
		}
	}
	for j := range theirs {
		if !taken[j] {
			found = append(found, pair{a: -1, b: j})
		}
	}
	return found
}

// count sums up the pairs of a kind.
func (c *Comparison) count(kind string, ours, theirs []thing, pairs []pair, same translation) Kept {
	k := Kept{Kind: kind, A: len(ours), B: len(theirs)}
	for _, p := range pairs {
		switch {
		case p.b < 0:
			k.Lost++
			c.items = append(c.items, Item{Kind: kind, A: ours[p.a].guid, Code: ours[p.a].code, Coder: ours[p.a].by})
			continue
		case p.a < 0:
			k.Added++
			c.items = append(c.items, Item{Kind: kind, B: theirs[p.b].guid, Code: theirs[p.b].code, Coder: theirs[p.b].by})
			continue
		case p.byGUID:
			k.ByGUID++
		default:
			k.ByContent++
		}
		was, is := ours[p.a].aspects(same), theirs[p.b].aspects(nil)
		var what []string
		for _, name := range slices.Sorted(maps.Keys(was)) {
			if was[name] != is[name] {
				what = append(what, name)
				if k.Changed == nil {
					k.Changed = make(map[string]int)
				}
				k.Changed[name]++
			}
		}
		if what == nil {
			k.Same++
			continue
		}
		k.Altered++
		c.items = append(c.items, Item{Kind: kind, A: ours[p.a].guid, B: theirs[p.b].guid, What: what, Code: ours[p.a].code, Coder: ours[p.a].by})
	}
	return k
}
