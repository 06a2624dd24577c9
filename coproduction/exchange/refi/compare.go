package refi

import (
	"cmp"
	"slices"
)

// A Comparison says what of one project, A, is in another, B, mostly A after a
// program has read and written it. It holds counts and fixed words, and no content
// of either: it may be published.
type Comparison struct {
	Kinds  []Kept  `json:"kinds"` // in the order of the standard
	Coders Coders  `json:"coders"`
	Doubts []Doubt `json:"doubts,omitempty"` // in the order of kinds

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

// An Item is one thing that is not the same in both. Its GUIDs are content of the
// projects: show them only to those who may see those.
type Item struct {
	Kind string
	A, B GUID     // empty where it is not there
	What []string // what is not alike, where it is in both

	// Of a coding its code and who gave it: in A, or where it is in B alone in B. Empty
	// where the project does not say.
	Code, Coder GUID

	fate string
}

// Fate says what became of it, as the counts call it: "lost", "added" or "altered".
func (i Item) Fate() string { return i.fate }

// Kind returns the counts of a kind; zero where there is no such kind.
func (c *Comparison) Kind(name string) Kept {
	for _, k := range c.Kinds {
		if k.Kind == name {
			return k
		}
	}
	return Kept{Kind: name}
}

// Complete reports whether everything of A is in B as it was, whatever else is in B. It
// is not where that cannot be told, as the text of a selection is missing in one of them.
func (c *Comparison) Complete() bool {
	return !slices.ContainsFunc(c.Kinds, func(k Kept) bool { return k.Lost+k.Altered > 0 }) &&
		!slices.ContainsFunc(c.Doubts, func(d Doubt) bool { return d.Why == TextMissingA || d.Why == TextMissingB })
}

// Items lists what is not the same, in the order of kinds, and of A before what B
// alone has.
func (c *Comparison) Items() []Item { return slices.Clone(c.items) }

// Compare compares two projects. Neither is modified.
//
// A thing of A is that of B with the same GUID and kind. Of what is left, a user is
// found by name and id, else by one of them, a code by the names on its way down the
// tree, a source by its name and text, else by its text, else by its name, a selection
// by its range in its source, else by its words there, a coding by code, place and
// coder, else by code and place, and all else by name. Where several could be meant,
// it is the one that is alike in all, with what is in it and what refers to it; else
// the one in which most is coded alike, and of those the one with the nearest name;
// else, with a [Doubt], the first. Where programs write one selection of two codings as
// two selections, the codings are found and a selection is added.
//
// Places in a text are compared by their positions, and where its line ends were
// renewed by those that a line end of one character gives; where the text is not the
// same, the words at the place are compared as well. Not compared are the order of
// things, the paths of files and what is in them, beyond the texts, and the names that
// projects and their programs go by.
func Compare(a, b *Project) *Comparison {
	m := &matching{ours: gather(a), theirs: gather(b), pairs: make(map[string][]pair), doubts: make(map[Doubt]int)}
	c := new(Comparison)
	for _, kind := range kinds { // a kind is found by kinds before it
		m.match(kind)
		if kind == "text" {
			m.place()
		}
	}
	for _, kind := range kinds {
		c.Kinds = append(c.Kinds, c.count(m, kind))
		m.doubtPlaces(kind)
	}
	c.Coders = m.coders()
	c.Doubts = m.listed(c.Complete())
	return c
}

// count sums up the pairs of a kind.
func (c *Comparison) count(m *matching, kind string) Kept {
	k := Kept{Kind: kind, A: len(m.ours.things[kind]), B: len(m.theirs.things[kind])}
	for _, p := range m.pairs[kind] {
		t := cmp.Or(p.a, p.b)
		item := Item{Kind: kind}
		item.Code, item.Coder = t.gave()
		switch {
		case p.b == nil:
			k.Lost++
			item.A, item.fate = t.guid, "lost"
			c.items = append(c.items, item)
			continue
		case p.a == nil:
			k.Added++
			item.B, item.fate = t.guid, "added"
			c.items = append(c.items, item)
			continue
		case p.a.guid == p.b.guid && t.guid != "":
			k.ByGUID++
		default:
			k.ByContent++
		}
		was, is := p.a.aspects(m.our(), p.a), p.b.aspects(m.their(), p.b)
		for i, one := range was {
			if one != is[i] {
				item.What = append(item.What, one.name)
				if k.Changed == nil {
					k.Changed = make(map[string]int)
				}
				k.Changed[one.name]++
			}
		}
		slices.Sort(item.What)
		if item.What == nil {
			k.Same++
			continue
		}
		k.Altered++
		item.A, item.B, item.fate = p.a.guid, p.b.guid, "altered"
		c.items = append(c.items, item)
	}
	return k
}
