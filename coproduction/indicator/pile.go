package indicator

import "slices"

// A pile is values that only become more. It grows without moving those it has, so
// that taking in millions costs no more for each than taking in a few. Its zero value
// is empty.
type pile[T any] struct {
	full [][]T // the blocks but for the last
	last []T
	n    int
}

// The sizes of the first block and of the largest.
const smallBlock, largeBlock = 16, 1024

func (p *pile[T]) add(value T) {
	if len(p.last) == cap(p.last) {
		if p.last != nil {
			p.full = append(p.full, p.last)
		}
		p.last = make([]T, 0, min(max(smallBlock, 2*cap(p.last)), largeBlock))
	}
	p.last = append(p.last, value)
	p.n++
}

// merge adds what another pile holds, which is left as it was: neither sees what
// is added to the other from now on.
func (p *pile[T]) merge(other *pile[T]) {
	full, last := other.full, slices.Clip(other.last)
	if p.last != nil {
		p.full = append(p.full, slices.Clip(p.last))
	}
	p.full, p.last = append(p.full, full...), last
	p.n += other.n
}

// all returns the values in the order of adding, in memory of its own.
func (p *pile[T]) all() []T {
	if p.n == 0 {
		return nil
	}
	return append(slices.Concat(p.full...), p.last...)
}

// pileOf is a pile of values, which are not copied.
func pileOf[T any](values []T) pile[T] { return pile[T]{last: slices.Clip(values), n: len(values)} }
