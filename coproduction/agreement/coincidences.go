package agreement

import (
	"cmp"
	"slices"
)

// coincidences count, within units, how often two categories met. They do not tell
// which coder gave which, so that exchanging coders changes no bit of what is summed
// over them.
type coincidences struct {
	units    int64   // rated at least once
	pairable int64   // rated at least twice
	used     []int64 // how often each category was given to a pairable unit
	pairings int64   // the sum of used

	cells []int64 // by number of ratings, then k < l; nil where that is too much
	list  []pair  // instead
	own   []int64 // of the unit at hand: ratings in each category
	seen  []int32 // the categories with any
}

// coincide returns coincidences to which rows can be added. It counts in a table of
// all that can coincide where that is asked for, or small.
func coincide(coders, categories, rows int, table bool) *coincidences {
	c := &coincidences{used: make([]int64, categories), own: make([]int64, categories)}
	if size := int64(categories) * int64(categories) * int64(coders+1); table || size <= 1<<14+int64(rows) {
		c.cells = make([]int64, size)
	}
	return c
}

// add counts a row that so many units have.
func (c *coincidences) add(row []int32, units int64) {
	rated := int64(0)
	c.seen = c.seen[:0]
	for _, r := range row {
		if r == Missing {
			continue
		}
		if c.own[r] == 0 {
			c.seen = append(c.seen, r)
		}
		c.own[r]++
		rated++
	}
	if rated > 0 {
		c.units += units
	}
	if rated > 1 {
		c.pairable += units
		c.pairings += units * rated
		c.meet(rated, units)
	}
	for _, k := range c.seen {
		c.own[k] = 0
	}
}

// meet counts the categories of the unit at hand against each other.
func (c *coincidences) meet(rated, units int64) {
	q := int64(len(c.used))
	for i, k := range c.seen {
		c.used[k] += units * c.own[k]
		for _, l := range c.seen[:i] {
			count := units * c.own[k] * c.own[l]
			if c.cells != nil {
				c.cells[(rated*q+int64(min(k, l)))*q+int64(max(k, l))] += count
			} else {
				c.list = append(c.list, pair{int32(rated), min(k, l), max(k, l), count})
			}
		}
	}
}

// pairs returns what was counted, ascending.
func (c *coincidences) pairs() []pair {
	var out []pair
	q := int64(len(c.used))
	for i, n := range c.cells {
		if n > 0 {
			at := int64(i)
			out = append(out, pair{int32(at / q / q), int32(at / q % q), int32(at % q), n})
		}
	}
	slices.SortFunc(c.list, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.rated, b.rated), cmp.Compare(a.k, b.k), cmp.Compare(a.l, b.l))
	})
	for _, p := range c.list {
		if last := len(out) - 1; last >= 0 && out[last].rated == p.rated && out[last].k == p.k && out[last].l == p.l {
			out[last].count += p.count
		} else {
			out = append(out, p)
		}
	}
	return out
}

// fewCoders is the number up to which counting every two ratings of a unit is faster
// than counting the categories of the unit first.
const fewCoders = 8

// coincideTwoByTwo counts every two ratings of every unit, missing ones too, so that
// nothing needs to be asked on the way.
func (t *Table) coincideTwoByTwo() *coincidences {
	q := len(t.categories)
	base := q + 1
	cells := make([]int64, (t.coders+1)*base*base)
	units := make([]int64, t.coders+1)
	for i := 0; i < len(t.ratings); i += t.coders {
		row := t.ratings[i : i+t.coders]
		rated := len(row)
		for _, r := range row {
			rated += int(r >> 31) // −1 where it is missing
		}
		units[rated]++
		table := cells[rated*base*base : (rated+1)*base*base]
		for a, k := range row[:len(row)-1] {
			line := table[int(k+1)*base:]
			for _, l := range row[a+1:] {
				line[l+1]++
			}
		}
	}
	c := coincide(t.coders, q, 0, true)
	for rated := 1; rated <= t.coders; rated++ {
		c.units += units[rated]
		if rated < 2 {
			continue
		}
		c.pairable += units[rated]
		c.pairings += units[rated] * int64(rated)
		table := cells[rated*base*base:]
		for k := range q {
			met := int64(0) // each rating of a unit meets rated − 1 others
			for l := range q {
				count := table[(k+1)*base+l+1] + table[(l+1)*base+k+1]
				met += count
				if k < l {
					c.cells[(rated*q+k)*q+l] = count
				}
			}
			c.used[k] += met / int64(rated-1)
		}
	}
	return c
}

// count fills in what a sample holds besides its rows.
func (s *sample) count(c *coincidences) {
	s.units, s.pairable, s.pairings, s.used, s.pairs = c.units, c.pairable, c.pairings, c.used, c.pairs()
}

// coincide counts the rows of a sample.
func (s *sample) coincide() *coincidences {
	c := coincide(s.coders, s.categories, len(s.rows), false)
	for _, p := range s.rows {
		c.add(p.ratings, p.units)
	}
	return c
}
