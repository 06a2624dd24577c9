package agreement

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// A Segment is a stretch of a continuum, such as the characters of a transcript,
// that a coder marked and gave a category.
type Segment struct {
	Coder    int // from 0
	Start    int64
	Length   int64
	Category string
}

// A Unitizing holds the segments that coders marked, each for themselves, on one
// continuum: where a unit begins and ends was theirs to decide. It does not change
// once it is made. It takes 16 bytes a segment, and 24 a coder and category.
type Unitizing struct {
	coders     int
	length     int64
	categories []string
	spans      [][]span // of category c and coder i at c·coders + i, by start
}

// A span is a segment's place, counted from the begin of the continuum; its end is
// not part of it.
type span struct{ start, end int64 }

func (s span) length() int64 { return s.end - s.start }

var (
	// ErrContinuum says that a continuum has a negative length, or is too large.
	ErrContinuum = errors.New("agreement: a continuum has from 0 to 2⁴⁰ positions and from 0 to 2²⁰ coders")
	// ErrSegment says that a segment is not one of the continuum.
	ErrSegment = errors.New("agreement: a segment is empty, outside the continuum, or by nobody of the coders")
	// ErrOverlap says that a coder marked one place twice with one category.
	ErrOverlap = errors.New("agreement: two segments of one coder and one category overlap")
)

const (
	longestContinuum = 1 << 40
	mostUnitizers    = 1 << 20
)

// Unitize returns the segments that so many coders marked on the continuum
// [begin, begin+length). The categories are those that occur, in the order of
// their bytes. Segments of one coder may touch, and those of different categories
// may overlap; of one category they may not, as [ErrOverlap] says: whether the
// coder meant one unit or two cannot be told. The order of the segments changes
// nothing; they are not modified.
func Unitize(begin, length int64, coders int, segments []Segment) (*Unitizing, error) {
	if length < 0 || length > longestContinuum || coders < 0 || coders > mostUnitizers || begin > math.MaxInt64-length {
		return nil, ErrContinuum
	}
	u := &Unitizing{coders: coders, length: length}
	for _, s := range segments {
		if s.Coder < 0 || s.Coder >= coders || s.Length < 1 || s.Start < begin || s.Start >= begin+length || s.Length > begin+length-s.Start {
			return nil, ErrSegment
		}
		u.categories = append(u.categories, s.Category)
	}
	slices.Sort(u.categories)
	u.categories = slices.Compact(u.categories)
	at := make(map[string]int, len(u.categories))
	for c, name := range u.categories {
		at[name] = c
	}
	u.spans = make([][]span, len(u.categories)*coders)
	for _, s := range segments {
		own := &u.spans[at[s.Category]*coders+s.Coder]
		start := s.Start - begin
		*own = append(*own, span{start, start + s.Length})
	}
	for _, own := range u.spans {
		slices.SortFunc(own, func(a, b span) int { return cmp.Compare(a.start, b.start) })
		for i := range own {
			if i > 0 && own[i].start < own[i-1].end {
				return nil, ErrOverlap
			}
		}
	}
	return u, nil
}

// Coders is the number of coders, with those who marked nothing.
func (u *Unitizing) Coders() int { return u.coders }

// Length is the number of positions of the continuum.
func (u *Unitizing) Length() int64 { return u.length }

// Categories returns the categories, in their order.
func (u *Unitizing) Categories() []string { return slices.Clone(u.categories) }

// of returns the segments of a category, coder by coder; none where nobody used it.
func (u *Unitizing) of(category string) [][]span {
	c, ok := slices.BinarySearch(u.categories, category)
	if !ok {
		return make([][]span, u.coders)
	}
	return u.spans[c*u.coders : (c+1)*u.coders]
}

// segmentCount is the number of segments in the lists.
func segmentCount(lists [][]span) (n int64) {
	for _, own := range lists {
		n += int64(len(own))
	}
	return n
}
