package refi

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A view puts what a thing refers to in words, such that two things say the same where
// they refer to the same.
type view struct {
	g    *gathered
	name func(*thing) string
	seen func(*thing) // told of each thing that is referred to; may be nil
}

// byPair names a thing by the pair that it is in. What is in one project alone equals
// nothing of the other; of what is not paired yet nothing is said.
func byPair(t *thing) string {
	if t.number == 0 {
		return ""
	}
	return strconv.Itoa(t.number)
}

// in names a thing that another is in.
func (v view) in(t *thing) string {
	if t == nil {
		return ""
	}
	if v.seen != nil {
		v.seen(t)
	}
	return v.name(t)
}

// of names what has a GUID, of the kind that is meant, or where there is none of that
// kind of the first that has it: a case may have the GUID of a code. What the project
// does not hold stands for itself, and so does a GUID of more things than [mostOfGUID].
func (v view) of(kind string, guid GUID) string {
	if guid == "" {
		return ""
	}
	all := v.g.at[guid]
	switch n := len(all); {
	case n == 0, n > mostOfGUID:
		return string(guid)
	case n == 1:
		return v.in(all[0])
	}
	if !slices.ContainsFunc(all, func(t *thing) bool { return t.kind == kind }) {
		kind = slices.MinFunc(all, func(a, b *thing) int { return cmp.Compare(rank(a.kind), rank(b.kind)) }).kind
	}
	var names []string
	for _, t := range all {
		if t.kind == kind {
			names = append(names, v.in(t))
		}
	}
	slices.Sort(names) // which of several is meant nobody knows
	return strings.Join(names, "|")
}

// mostOfGUID is how many things of one GUID are named by each reference to it.
const mostOfGUID = 100

// rank orders kinds by what a reference without a kind means first.
func rank(kind string) int {
	i := slices.Index([]string{"code", "case", "source", "selection", "note", "coding"}, kind)
	if i < 0 {
		return len(kinds)
	}
	return i
}

// all names what a list refers to; its order does not count.
func (v view) all(kind string, list []GUID) string {
	if len(list) == 0 {
		return ""
	}
	names := make([]string, len(list))
	for i, g := range list {
		names[i] = v.of(kind, g)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// coded lists codes and coders of codings at a place, sorted.
func (v view) coded(place string, codings []Coding) []string {
	all := make([]string, len(codings))
	for i, c := range codings {
		all[i] = keyed(place, v.of("code", c.Code), v.of("user", c.CreatedBy))
	}
	slices.Sort(all)
	return all
}

func (v view) stamp(s Stamp) string {
	return strings.Join([]string{v.of("user", s.CreatedBy), s.Created, v.of("user", s.ModifiedBy), s.Modified}, " ")
}

func (v view) values(values []Value) string {
	texts := make([]string, len(values))
	for i, x := range values {
		texts[i] = keyed(v.of("variable", x.Variable), string(x.Type), x.Text)
	}
	slices.Sort(texts)
	return strings.Join(texts, "\x00")
}

// drawing says what is in a graph. An edge is told by what it ties: by a hash, for many edges
// may tie one vertex of a long name.
func (v view) drawing(g Graph) string {
	at := make(map[GUID]string)
	var parts []string
	for _, x := range g.Vertices {
		second := Point{}
		if x.Second != nil {
			second = *x.Second
		}
		part := fmt.Sprintf("%q %q %v %v %v %q %q;", v.of("", x.Represents), x.Name, x.First, second, x.Second != nil, x.Shape, strings.ToLower(x.Color))
		sum := sha256.Sum256([]byte(part))
		at[x.GUID] = string(sum[:])
		parts = append(parts, part)
	}
	for _, e := range g.Edges {
		parts = append(parts, fmt.Sprintf("%q %q %x %x %q %q %q;", v.of("", e.Represents), e.Name, at[e.Source], at[e.Target], strings.ToLower(e.Color), e.Direction, e.LineStyle))
	}
	slices.Sort(parts)
	return strings.Join(parts, "")
}
