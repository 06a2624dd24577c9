package plan

import (
	"cmp"
	"slices"
)

// unbounded stands for an array of which nothing is demanded.
var unbounded = &array{min: -1, max: -1, items: anything}

// array goes over an array.
func (r *run) array(n *node, pos int) int {
	if n.kinds&kindArray == 0 || r.depth >= r.plan.maxDepth {
		return invalid
	}
	a := n.array
	if a == nil {
		a = unbounded
	}
	r.depth++
	items := len(r.items)
	count, contained, end := r.elements(a, pos)
	if end < 0 {
		return end
	}
	r.depth--
	if count < a.min || a.max >= 0 && count > a.max {
		return invalid
	}
	if a.contains != nil && (contained < a.minContains || a.maxContains >= 0 && contained > a.maxContains) {
		return invalid
	}
	if a.unique {
		if r.alike(r.items[items:]) {
			return invalid
		}
		r.items = r.items[:items]
	}
	return end
}

// elements goes over the items of an array and counts them, and those that it must contain.
func (r *run) elements(a *array, pos int) (count, contained, end int) {
	pos = r.space(pos + 1)
	if r.at(pos) == ']' {
		return 0, 0, pos + 1
	}
	for {
		pos = r.space(pos)
		start := pos
		of := a.items
		if count < len(a.prefix) {
			of = a.prefix[count]
		}
		if pos = r.value(of, pos); pos < 0 {
			return 0, 0, pos
		}
		if a.contains != nil {
			switch r.try(a.contains, start) {
			case doubtful:
				return 0, 0, doubtful
			case invalid:
			default:
				contained++
			}
		}
		if a.unique {
			r.items = append(r.items, item{start: start, end: pos})
		}
		count++
		pos = r.space(pos)
		switch r.at(pos) {
		case ',':
			pos++
		case ']':
			return count, contained, pos + 1
		default:
			return 0, 0, invalid
		}
	}
}

// An item is one of those that must differ.
type item struct {
	start, end int
	hash       uint64
}

// alike reports whether two items are the same. It may change their order.
func (r *run) alike(items []item) bool {
	if len(items) < 2 {
		return false
	}
	for i := range items {
		items[i].hash = r.hash(r.doc, items[i].start, items[i].end)
	}
	if len(items) > few {
		slices.SortFunc(items, func(a, b item) int { return cmp.Compare(a.hash, b.hash) })
	}
	for i := range items {
		for j := i + 1; j < len(items); j++ {
			if items[i].hash != items[j].hash {
				if len(items) > few {
					break
				}
				continue
			}
			if same(r.doc, items[i].start, r.doc, items[j].start) {
				return true
			}
		}
	}
	return false
}
