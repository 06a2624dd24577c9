package indicator

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// FisherRows is the most rows, or columns where these are fewer, for which
// [Contingency.FisherP] is exact in tables larger than two by two.
const FisherRows = 8

// mostDeals bounds the steps of an exact probability, to about a second.
const mostDeals = 16_000_000

// remaining is what of each row's total is not dealt out yet, ascending: the order
// of the rows does not matter to what may follow.
type remaining [FisherRows]int32

func remainingOf(rows []int64) (at remaining) {
	for i, r := range rows {
		at[i] = int32(r)
	}
	slices.Sort(at[:])
	return at
}

func (at remaining) compare(other remaining) int { return slices.Compare(at[:], other[:]) }

// A way is ways to deal out some columns that are equally probable as parts of a table.
type way struct {
	ln     float64 // −Σ ln x! over their cells
	weight float64 // their probability, given where they start
}

// mergedWays puts together what differs by rounding only, in ascending order.
func mergedWays(ways []way) []way {
	slices.SortFunc(ways, func(a, b way) int { return cmp.Or(cmp.Compare(a.ln, b.ln), cmp.Compare(a.weight, b.weight)) })
	kept := ways[:0]
	for _, w := range ways {
		if last := len(kept) - 1; last >= 0 && w.ln-kept[last].ln < asProbable/1e3 {
			kept[last].weight += w.weight
			continue
		}
		kept = append(kept, w)
	}
	return slices.Clip(kept)
}

// A dealing deals the units of columns out to rows.
type dealing struct {
	columns []int64
	ln      []float64 // ln k!
	left    int       // steps that may still be taken
	after   []map[remaining][]way
}

// deal calls yield for every way to deal one column out.
func (d *dealing) deal(at remaining, column int64, yield func(to remaining, ln, weight float64)) {
	var total int64
	var before [FisherRows + 1]int64 // what the rows up to here can take
	for i, r := range at {
		total += int64(r)
		before[i+1] = total
	}
	whole := d.ln[total-column] + d.ln[column] - d.ln[total]
	var give func(to remaining, i int, left int64, ln, chosen float64)
	give = func(to remaining, i int, left int64, ln, chosen float64) {
		if d.left < 0 {
			return
		}
		if i < 0 || left == 0 {
			d.left--
			slices.Sort(to[:])
			yield(to, ln, math.Exp(chosen+whole))
			return
		}
		r := int64(at[i])
		for x := max(0, left-before[i]); x <= min(left, r); x++ {
			to[i] = int32(r - x)
			give(to, i-1, left-x, ln-d.ln[x], chosen+d.ln[r]-d.ln[x]-d.ln[r-x])
		}
	}
	give(at, FisherRows-1, column, 0, 0)
}

// front returns the ways to deal out the first columns, by what they leave.
func (d *dealing) front(at remaining, columns int) map[remaining][]way {
	here := map[remaining][]way{at: {{0, 1}}}
	for _, column := range d.columns[:columns] {
		next := map[remaining][]way{}
		for _, from := range slices.SortedFunc(maps.Keys(here), remaining.compare) {
			ways := here[from]
			if d.left < 0 {
				return nil
			}
			d.deal(from, column, func(to remaining, ln, weight float64) {
				d.left -= len(ways)
				for _, w := range ways {
					next[to] = append(next[to], way{w.ln + ln, w.weight * weight})
				}
			})
		}
		for to, ways := range next {
			next[to] = mergedWays(ways)
		}
		here = next
	}
	return here
}

// behind returns the ways to deal out the columns from this one on, which take all that remains.
func (d *dealing) behind(at remaining, column int) []way {
	if column == len(d.columns) {
		return []way{{0, 1}}
	}
	if d.after == nil {
		d.after = make([]map[remaining][]way, len(d.columns))
	}
	if d.after[column] == nil {
		d.after[column] = map[remaining][]way{}
	}
	if known, ok := d.after[column][at]; ok {
		return known
	}
	var ways []way
	d.deal(at, d.columns[column], func(to remaining, ln, weight float64) {
		rest := d.behind(to, column+1)
		d.left -= len(rest)
		for _, w := range rest {
			ways = append(ways, way{w.ln + ln, w.weight * weight})
		}
	})
	ways = mergedWays(ways)
	d.after[column][at] = ways
	return ways
}

// rarer returns the probability that a way of each kind is, together, at most as
// probable as the limit says.
func rarer(a, b []way, limit float64) (p float64) {
	if len(a) == 0 || len(b) == 0 || a[0].ln+b[0].ln > limit {
		return 0
	}
	var below float64
	j := 0
	for i := len(a) - 1; i >= 0; i-- { // the larger the one, the smaller the other must be
		for j < len(b) && a[i].ln+b[j].ln <= limit {
			below += b[j].weight
			j++
		}
		p += a[i].weight * below
	}
	return p
}
