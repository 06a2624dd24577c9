package agreement

import (
	"math/bits"
	"slices"
)

// A sample is what the coefficients need of a table: its different rows, ascending,
// with the number of units that have each. A unit that nobody rated is not in it.
type sample struct {
	coders     int
	categories int
	values     []float64
	rows       []pattern
	sorted     []pattern // the rows without their coders, once they were asked for; not those of a copy with other rows
	units      int64     // rated at least once
	pairable   int64     // rated at least twice
	pairs      []pair    // of different ratings of a unit, ascending
	used       []int64   // how often each category was given to a pairable unit
	pairings   int64     // the sum of used
}

// A pattern is a row of ratings, and how many units have it.
type pattern struct {
	ratings []int32
	rated   int
	units   int64
}

// A pair counts the unordered pairs of different categories within units that
// have the same number of ratings.
type pair struct {
	rated int32
	k, l  int32 // k < l
	count int64
}

// sample groups the rows of a table.
func (t *Table) sample() *sample {
	s := t.empty()
	t.group(func(row []int32, units int64) {
		rated := 0
		for _, r := range row {
			if r != Missing {
				rated++
			}
		}
		if rated > 0 {
			s.rows = append(s.rows, pattern{row, rated, units})
		}
	})
	s.count(s.coincide())
	return s
}

// marginal returns the sample without its rows, which is all that a coefficient
// without an error needs. It counts unit by unit where that is faster than grouping.
func (t *Table) marginal() *sample {
	s := t.empty()
	q := len(t.categories)
	switch {
	case t.coders < 3 || (q+1)*(q+1) > len(t.ratings)/t.coders:
		return t.sample()
	case t.coders <= fewCoders:
		s.count(t.coincideTwoByTwo())
	default:
		c := coincide(t.coders, q, 0, true)
		for i := 0; i < len(t.ratings); i += t.coders {
			c.add(t.ratings[i:i+t.coders], 1)
		}
		s.count(c)
	}
	return s
}

func (t *Table) empty() *sample {
	return &sample{coders: t.coders, categories: len(t.categories), values: t.values}
}

// unordered returns the rows without which coder gave which rating, so that
// exchanging coders changes no bit of what is summed over them.
func (s *sample) unordered() []pattern {
	if s.sorted == nil {
		s.sorted = s.anonymous().rows
	}
	return s.sorted
}

// group calls each with every different row, ascending, and the number of units
// that have it. Rows short enough for a number of 64 bits are counted by that
// number, the others by comparing them.
func (t *Table) group(each func(row []int32, units int64)) {
	base := uint64(len(t.categories)) + 1
	space, fits := uint64(1), true
	for range t.coders {
		var high uint64
		if high, space = bits.Mul64(space, base); high != 0 {
			fits = false
			break
		}
	}
	units := t.Units()
	switch {
	case units == 0:
	case !fits:
		t.groupByOrder(each)
	case space <= uint64(max(1<<14, 2*units)):
		t.groupByNumber(base, int(space), each)
	default:
		t.groupByKey(base, each)
	}
}

// number returns the row as digits, a missing rating as 0.
func number(row []int32, base uint64) uint64 {
	var n uint64
	for _, r := range row {
		n = n*base + uint64(r+1)
	}
	return n
}

// unpack is the inverse of number.
func unpack(n, base uint64, row []int32) []int32 {
	for i := len(row) - 1; i >= 0; i-- {
		row[i] = int32(n%base) - 1
		n /= base
	}
	return row
}

func (t *Table) groupByNumber(base uint64, space int, each func([]int32, int64)) {
	counts := make([]int64, space)
	for i := 0; i < len(t.ratings); i += t.coders {
		counts[number(t.ratings[i:i+t.coders], base)]++
	}
	different := 0
	for _, n := range counts {
		if n > 0 {
			different++
		}
	}
	rows := make([]int32, different*t.coders)
	for n, units := range counts {
		if units > 0 {
			each(unpack(uint64(n), base, rows[:t.coders:t.coders]), units)
			rows = rows[t.coders:]
		}
	}
}

func (t *Table) groupByKey(base uint64, each func([]int32, int64)) {
	keys := make([]uint64, 0, t.Units())
	for i := 0; i < len(t.ratings); i += t.coders {
		keys = append(keys, number(t.ratings[i:i+t.coders], base))
	}
	slices.Sort(keys)
	different := 0
	for i, key := range keys {
		if i == 0 || key != keys[i-1] {
			different++
		}
	}
	rows := make([]int32, different*t.coders)
	for i := 0; i < len(keys); {
		j := i + 1
		for j < len(keys) && keys[j] == keys[i] {
			j++
		}
		each(unpack(keys[i], base, rows[:t.coders:t.coders]), int64(j-i))
		rows = rows[t.coders:]
		i = j
	}
}

func (t *Table) groupByOrder(each func([]int32, int64)) {
	order := make([]int, t.Units())
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return slices.Compare(t.row(a), t.row(b)) })
	for i := 0; i < len(order); {
		j := i + 1
		for j < len(order) && slices.Equal(t.row(order[i]), t.row(order[j])) {
			j++
		}
		each(t.row(order[i]), int64(j-i))
		i = j
	}
}
