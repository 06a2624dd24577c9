package plan

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"slices"
)

// unmentioned stands for an object of which nothing is demanded.
var unmentioned = &object{min: -1, max: -1, names: newWords(nil), rest: anything}

// object goes over an object.
func (r *run) object(n *node, pos int) int {
	if n.kinds&kindObject == 0 || r.depth >= r.plan.maxDepth {
		return invalid
	}
	o := n.object
	if o == nil {
		o = unmentioned
	}
	r.depth++
	names, unquoted := len(r.names), len(r.unquoted)
	var seen set
	count, end := r.members(o, pos, &seen)
	if end < 0 {
		return end
	}
	r.depth--
	if len(r.names) > names {
		if repeats(r.names[names:]) {
			return invalid
		}
		r.names, r.unquoted = r.names[:names], r.unquoted[:unquoted]
	}
	if !o.complete(&seen, count) {
		return invalid
	}
	for i := range o.schemas {
		if seen.has(o.schemas[i].bringer) {
			if got := r.try(o.schemas[i].node, pos); got < 0 {
				return got
			}
		}
	}
	return end
}

// complete reports whether an object with those members has all that it needs.
func (o *object) complete(seen *set, count int) bool {
	if !seen.holds(&o.required) || count < o.min || o.max >= 0 && count > o.max {
		return false
	}
	if len(o.any) > 0 && seen.count(o.any) == 0 || len(o.one) > 0 && seen.count(o.one) != 1 {
		return false
	}
	for i := range o.needs {
		if seen.has(o.needs[i].bringer) {
			for _, needed := range o.needs[i].needed {
				if !seen.has(needed) {
					return false
				}
			}
		}
	}
	return true
}

// members goes over the members of an object and counts them. Those that the
// schema mentions are added to seen.
//
// Records of one kind mostly have the same members in the same order. So a run
// remembers for each name which one followed on it, and compares with that first.
func (r *run) members(o *object, pos int, seen *set) (count, end int) {
	pos = r.space(pos + 1)
	if r.at(pos) == '}' {
		return 0, pos + 1
	}
	for last := o.guesses; ; {
		if o.each != nil {
			if got := r.eachName(o.each, pos); got < 0 {
				return 0, got
			}
		}
		m, strange := r.guessed(o, last, pos), []byte(nil)
		if m != nil {
			pos += m.key.length
		} else if m, strange, pos = r.name(o, last, pos); pos < 0 {
			return 0, pos
		}
		if m == nil {
			pos = r.stranger(o, strange, r.space(pos))
		} else if seen.has(m.number) {
			return 0, invalid
		} else {
			seen.add(m.number)
			last = o.guesses + 1 + m.number
			pos = r.value(m.node, pos)
		}
		if pos < 0 {
			return 0, pos
		}
		count++
		c := r.at(pos)
		if c <= ' ' {
			pos = skipSpace(r.doc, pos)
			c = r.at(pos)
		}
		switch c {
		case ',':
			pos = r.space(pos + 1)
		case '}':
			return count, pos + 1
		default:
			return 0, invalid
		}
	}
}

// guessed returns the member whose name stands at pos, if it is one of the two that
// followed on the last one lately, or else nil.
func (r *run) guessed(o *object, last, pos int) *member {
	if len(o.members) == 0 {
		return nil
	}
	g := &r.guesses[last]
	if m := &o.members[g[0]]; m.key.stands(r.doc, pos) {
		return m
	}
	if m := &o.members[g[1]]; m.key.stands(r.doc, pos) {
		g[0], g[1] = g[1], g[0]
		return m
	}
	return nil
}

// eachName holds a name to what is demanded of names.
func (r *run) eachName(n *node, pos int) int {
	if r.at(pos) != '"' {
		return invalid
	}
	return r.try(n, pos)
}

// name goes over a name and the colon. It returns the member if the schema mentions
// it, and else what it says; that is kept, to be compared with the other names of the object.
func (r *run) name(o *object, last, pos int) (m *member, strange []byte, end int) {
	if r.at(pos) != '"' {
		return nil, nil, invalid
	}
	end, how := r.skipString(pos)
	if end < 0 {
		return nil, nil, end
	}
	said := r.unescaped(pos, end, how)
	if end = r.space(end); r.at(end) != ':' {
		return nil, nil, invalid
	}
	end++
	if number := o.names.find(said); number >= 0 {
		g := &r.guesses[last]
		g[0], g[1] = uint8(number), g[0]
		return &o.members[number], nil, end
	}
	if r.again == 0 {
		r.names = append(r.names, name{maphash.Bytes(seed, said), said})
	}
	return nil, said, end
}

// stranger goes over the value of a member whose name the schema does not mention.
func (r *run) stranger(o *object, name []byte, pos int) int {
	end := 0
	for i := range o.patterns {
		if !o.patterns[i].match(name) {
			continue
		}
		if end != 0 {
			if got := r.try(o.patterns[i].node, pos); got < 0 {
				return got
			}
		} else if end = r.value(o.patterns[i].node, pos); end < 0 {
			return end
		}
	}
	if end != 0 {
		return end
	}
	return r.value(o.rest, pos)
}

// few is how many things are compared with each other rather than sorted.
const few = 16

// repeats reports whether two names are the same. It may change their order.
func repeats(names []name) bool {
	if len(names) > few {
		slices.SortFunc(names, func(a, b name) int { return cmp.Compare(a.hash, b.hash) })
	}
	for i := range names {
		for j := i + 1; j < len(names); j++ {
			if names[i].hash != names[j].hash {
				if len(names) > few {
					break
				}
				continue
			}
			if bytes.Equal(names[i].text, names[j].text) {
				return true
			}
		}
	}
	return false
}
