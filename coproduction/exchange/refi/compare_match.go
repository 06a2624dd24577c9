package refi

import (
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/spelling"
)

// A matching finds the things of A in B.
type matching struct {
	ours, theirs *gathered
	pairs        map[string][]pair
	doubts       map[Doubt]int
	numbers      int
	looked       bool
}

// A pair is a thing of A and one of B; nil where it is not there.
type pair struct{ a, b *thing }

func (m *matching) our() view   { return view{g: m.ours, name: byPair} }
func (m *matching) their() view { return view{g: m.theirs, name: byPair} }

// match pairs the things of one kind. The pairs are in the order of A; what B alone has
// comes last.
func (m *matching) match(kind string) []pair {
	ours, theirs := m.ours.things[kind], m.theirs.things[kind]
	found := make(map[*thing]*thing, len(ours))
	join := func(a, b *thing) {
		m.numbers++
		a.number, b.number = m.numbers, m.numbers
		found[a] = b
	}
	m.round(ours, theirs, func(_ view, t *thing) string {
		if t.inner {
			return ""
		}
		return string(t.guid)
	}, join)
	keys := 0
	for _, t := range ours {
		keys = max(keys, len(t.keys))
	}
	for k := range keys {
		m.round(ours, theirs, func(v view, t *thing) string {
			if k >= len(t.keys) {
				return ""
			}
			return t.keys[k](v, t)
		}, join)
	}
	pairs := make([]pair, 0, len(ours))
	alone := func(t *thing) {
		m.numbers++
		t.number = -m.numbers
	}
	for _, t := range ours {
		if found[t] == nil {
			alone(t)
		}
		pairs = append(pairs, pair{t, found[t]})
	}
	for _, t := range theirs {
		if t.number == 0 {
			alone(t)
			pairs = append(pairs, pair{nil, t})
		}
	}
	m.pairs[kind] = pairs
	return pairs
}

// A group is what has one key.
type group struct{ a, b []*thing }

// grouped sorts what is not paired yet by a key, in the order of A.
func (m *matching) grouped(ours, theirs []*thing, key func(view, *thing) string) []*group {
	groups := make(map[string]*group)
	var order []*group
	us, them := m.our(), m.their()
	for _, t := range ours {
		if t.number != 0 {
			continue
		}
		if k := key(us, t); k != "" {
			g := groups[k]
			if g == nil {
				g = new(group)
				groups[k] = g
				order = append(order, g)
			}
			g.a = append(g.a, t)
		}
	}
	for _, t := range theirs {
		if t.number != 0 {
			continue
		}
		if k := key(them, t); k != "" && groups[k] != nil {
			groups[k].b = append(groups[k].b, t)
		}
	}
	return slices.DeleteFunc(order, func(g *group) bool { return len(g.b) == 0 })
}

// round pairs what has the same key.
func (m *matching) round(ours, theirs []*thing, key func(view, *thing) string, join func(a, b *thing)) {
	for _, g := range m.grouped(ours, theirs, key) {
		if len(g.a) == 1 && len(g.b) == 1 {
			join(g.a[0], g.b[0])
			continue
		}
		m.several(g, join)
	}
}

// several pairs where one key finds several: first what is alike with all that is around
// it, and then by less.
func (m *matching) several(g *group, join func(a, b *thing)) {
	if !m.looked {
		m.ours.look()
		m.theirs.look()
		m.looked = true
	}
	alike := func(v view, t *thing) string {
		var b strings.Builder
		for _, one := range t.aspects(v, t) {
			b.WriteString(one.is + "\x00")
		}
		return b.String()
	}
	by := []func(view, *thing) string{
		func(v view, t *thing) string { return alike(v, t) + strconv.FormatUint(t.looks.far, 36) },
		func(v view, t *thing) string { return alike(v, t) + strconv.FormatUint(t.looks.around, 36) },
		alike,
	}
	for k := range g.a[0].keys {
		by = append(by, func(v view, t *thing) string { return t.keys[k](v, t) })
	}
	left := min(len(g.a), len(g.b)) // as many can be paired
	pair := join
	join = func(a, b *thing) {
		pair(a, b)
		left--
	}
	for i, same := range by {
		if left == 0 {
			return
		}
		for _, one := range m.grouped(g.a, g.b, same) {
			if i > 1 && len(one.a)+len(one.b) > 2 {
				m.nearest(one, join)
				continue
			}
			for k := range min(len(one.a), len(one.b)) {
				join(one.a[k], one.b[k])
			}
		}
	}
	m.nearest(g, join)
}

// most is how many pairs are looked at to find the nearest.
const most = 10_000

// nearest pairs what is left of a group: what has most in it that is coded alike, and of
// those the nearest names. Where that does not decide it is the order, with a doubt.
func (m *matching) nearest(g *group, join func(a, b *thing)) {
	free := func(t *thing) bool { return t.number == 0 }
	left := func(all []*thing) (some []*thing) {
		for _, t := range all {
			if free(t) {
				some = append(some, t)
			}
		}
		return some
	}
	ours, theirs := left(g.a), left(g.b)
	if len(ours) == 1 && len(theirs) == 1 {
		join(ours[0], theirs[0])
		return
	}
	if len(ours)*len(theirs) <= most {
		for _, c := range m.candidates(ours, theirs) {
			if free(c.a) && free(c.b) && !c.tied {
				join(c.a, c.b)
			}
		}
		ours, theirs = left(ours), left(theirs)
	}
	if len(ours) == 1 && len(theirs) == 1 {
		join(ours[0], theirs[0])
		return
	}
	for k := range min(len(ours), len(theirs)) {
		join(ours[k], theirs[k])
		m.doubt(ours[k].kind, SeveralAlike)
	}
}

// A candidate is a pair that could be one.
type candidate struct {
	pair
	shared, far int
	tied        bool // another that one of the two is in is as near
}

// candidates lists all pairs of two lists, the nearest first.
func (m *matching) candidates(ours, theirs []*thing) (all []candidate) {
	traits := func(t *thing, v view) map[string]int {
		n := make(map[string]int)
		for _, one := range t.codedIn(v) {
			n[one]++
		}
		return n
	}
	has := make([]map[string]int, len(theirs))
	for j, b := range theirs {
		has[j] = traits(b, m.their())
	}
	for _, a := range ours {
		of := traits(a, m.our())
		for j, b := range theirs {
			c := candidate{pair: pair{a, b}, far: spelling.Distance(a.called, b.called)}
			for one, n := range of {
				c.shared += min(n, has[j][one])
			}
			all = append(all, c)
		}
	}
	order := func(x, y candidate) int {
		if x.shared != y.shared {
			return y.shared - x.shared
		}
		return x.far - y.far
	}
	slices.SortStableFunc(all, order)
	for from := 0; from < len(all); {
		to := from
		times := make(map[*thing]int)
		for ; to < len(all) && order(all[from], all[to]) == 0; to++ {
			times[all[to].a]++
			times[all[to].b]++
		}
		for i := from; i < to; i++ {
			all[i].tied = times[all[i].a] > 1 || times[all[i].b] > 1
		}
		from = to
	}
	return all
}
