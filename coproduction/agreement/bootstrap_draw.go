package agreement

import (
	"cmp"
	"math/bits"
	"math/rand/v2"
	"slices"
)

// An urn is a sample to draw units from, with replacement. It does not change once
// it is made.
type urn struct {
	*sample
	order  []int32    // the rows, the most frequent first
	chance []binomial // of each in that order, among those that are left
	units  []int32    // the row of each unit, where that is the faster way; else nil
	pairs  [][]int32  // of each row, the places of its pairs of different ratings among the sample's
}

// newUrn prepares a sample. The order of the rows follows from the rows alone.
func newUrn(s *sample) *urn {
	u := &urn{sample: s, pairs: make([][]int32, len(s.rows))}
	places := make(map[pair]int32, len(s.pairs))
	for i, p := range s.pairs {
		p.count = 0
		places[p] = int32(i)
	}
	for i, p := range s.rows {
		for j, k := range p.ratings {
			for _, l := range p.ratings[j+1:] {
				if k != l && k != Missing && l != Missing {
					u.pairs[i] = append(u.pairs[i], places[pair{rated: int32(p.rated), k: min(k, l), l: max(k, l)}])
				}
			}
		}
	}
	if int64(len(s.rows)) > s.units/8 {
		u.units = make([]int32, 0, s.units)
		for i, p := range s.rows {
			for range p.units {
				u.units = append(u.units, int32(i))
			}
		}
		return u
	}
	for i := range s.rows {
		u.order = append(u.order, int32(i))
	}
	slices.SortStableFunc(u.order, func(a, b int32) int { return cmp.Compare(s.rows[b].units, s.rows[a].units) })
	left := s.units
	for _, i := range u.order {
		u.chance = append(u.chance, binomialOf(s.rows[i].units, left))
		left -= s.rows[i].units
	}
	return u
}

// anonymous returns the sample without which coder gave which rating: rows of the
// same ratings are one, which has them ascending.
func (s *sample) anonymous() *sample {
	all := *s
	all.rows = make([]pattern, len(s.rows))
	ratings := make([]int32, 0, len(s.rows)*s.coders)
	for i, p := range s.rows {
		ratings = append(ratings, p.ratings...)
		p.ratings = ratings[len(ratings)-len(p.ratings):]
		slices.Sort(p.ratings)
		all.rows[i] = p
	}
	slices.SortFunc(all.rows, func(a, b pattern) int { return slices.Compare(a.ratings, b.ratings) })
	rows := all.rows[:0]
	for _, p := range all.rows {
		if last := len(rows) - 1; last >= 0 && slices.Equal(rows[last].ratings, p.ratings) {
			rows[last].units += p.units
		} else {
			rows = append(rows, p)
		}
	}
	all.rows = rows
	return &all
}

// A draw is the place in which one resample after the other is made.
type draw struct {
	from   *urn
	counts []int64 // of each row of the urn
	paired []int64 // of each pair of the urn
	drawn  sample
}

func newDraw(u *urn) *draw {
	d := &draw{from: u, counts: make([]int64, len(u.rows)), paired: make([]int64, len(u.sample.pairs)), drawn: *u.sample}
	d.drawn.rows = make([]pattern, 0, len(u.rows))
	d.drawn.pairs = make([]pair, 0, len(u.sample.pairs))
	d.drawn.used = make([]int64, len(u.used))
	return d
}

// resample draws as many units as the urn has, and returns their sample, which is
// the same as that of a table of them. It holds until the next is drawn.
func (d *draw) resample(random *rand.PCG) *sample {
	clear(d.counts)
	if d.from.units != nil {
		for range d.from.units {
			d.counts[d.from.units[below(uint64(len(d.from.units)), random)]]++
		}
	} else {
		// each row by the conditional binomial distribution of what is left
		left := d.from.sample.units
		for i, row := range d.from.order {
			n := d.from.chance[i].draw(left, random)
			d.counts[row] = n
			if left -= n; left == 0 {
				break
			}
		}
	}
	d.gather()
	return &d.drawn
}

// gather makes the sample of the counts.
func (d *draw) gather() {
	s := &d.drawn
	s.rows, s.pairs, s.pairable, s.pairings = s.rows[:0], s.pairs[:0], 0, 0
	clear(s.used)
	clear(d.paired)
	for i, n := range d.counts {
		if n == 0 {
			continue
		}
		p := d.from.rows[i]
		p.units = n
		s.rows = append(s.rows, p)
		if p.rated < 2 {
			continue
		}
		s.pairable += n
		s.pairings += n * int64(p.rated)
		for _, r := range p.ratings {
			if r != Missing {
				s.used[r] += n
			}
		}
		for _, place := range d.from.pairs[i] {
			d.paired[place] += n
		}
	}
	for i, n := range d.paired {
		if n > 0 {
			p := d.from.sample.pairs[i]
			p.count = n
			s.pairs = append(s.pairs, p)
		}
	}
}

// below returns a number under n, each as likely.
//
// Source: Lemire D. Fast random integer generation in an interval. ACM Trans Model
// Comput Simul 2019;29(1):3, doi:10.1145/3230636.
func below(n uint64, random *rand.PCG) uint64 {
	high, low := bits.Mul64(random.Uint64(), n)
	if low < n {
		for least := -n % n; low < least; {
			high, low = bits.Mul64(random.Uint64(), n)
		}
	}
	return high
}
