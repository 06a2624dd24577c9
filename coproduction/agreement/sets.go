package agreement

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// Sets holds sets of codes that coders gave the same units: a row for each unit,
// a column for each coder. Nothing is not the empty set: nil says that the coder
// did not rate the unit, and a set without codes that the coder saw it and found
// that no code applies. It does not change once it is made. It takes four bytes a
// cell, and one bit a code for each different set.
type Sets struct {
	coders  int
	codes   []string
	words   int      // 64 codes each, of a set
	sets    []uint64 // the different sets, words each
	ratings []int32  // which of them, unit by unit; [Missing] where not rated
}

// SetsOf returns the sets of codes of units by coders, row by row. The codes are
// those that occur, in the order of their bytes; a code twice in a set is there
// once. Rows of different lengths are [ErrRagged].
func SetsOf[Code ~string](rows [][][]Code) (*Sets, error) {
	s := &Sets{}
	for i, row := range rows {
		if i == 0 {
			s.coders = len(row)
			s.ratings = make([]int32, 0, len(rows)*len(row))
		}
		if len(row) != s.coders {
			return nil, ErrRagged
		}
		for _, cell := range row {
			for _, code := range cell {
				s.codes = append(s.codes, string(code))
			}
		}
		if i%256 == 255 { // so that what is gathered stays about as long as the list of codes
			s.codes = sortedOnce(s.codes)
		}
	}
	s.codes = sortedOnce(s.codes)
	at := make(map[string]int, len(s.codes))
	for i, code := range s.codes {
		at[code] = i
	}
	s.words = (len(s.codes) + 63) / 64
	known := map[string]int32{}
	set, key := make([]uint64, s.words), []byte(nil)
	for _, row := range rows {
		for _, cell := range row {
			if cell == nil {
				s.ratings = append(s.ratings, Missing)
				continue
			}
			clear(set)
			for _, code := range cell {
				i := at[string(code)]
				set[i/64] |= 1 << (i % 64)
			}
			key = key[:0]
			for _, word := range set {
				key = binary.LittleEndian.AppendUint64(key, word)
			}
			n, ok := known[string(key)]
			if !ok {
				n = int32(len(known))
				known[string(key)] = n
				s.sets = append(s.sets, set...)
			}
			s.ratings = append(s.ratings, n)
		}
	}
	s.order(len(known))
	return s, nil
}

// order puts the different sets into an order that does not depend on which came first.
func (s *Sets) order(different int) {
	order := make([]int32, different)
	for n := range order {
		order[n] = int32(n)
	}
	slices.SortFunc(order, func(a, b int32) int { return slices.Compare(s.set(a), s.set(b)) })
	sets, at := make([]uint64, 0, len(s.sets)), make([]int32, different)
	for n, old := range order {
		sets = append(sets, s.set(old)...)
		at[old] = int32(n)
	}
	for u, n := range s.ratings {
		if n != Missing {
			s.ratings[u] = at[n]
		}
	}
	s.sets = sets
}

func sortedOnce(codes []string) []string {
	slices.Sort(codes)
	return slices.Compact(codes)
}

// Units is the number of rows.
func (s *Sets) Units() int {
	if s.coders == 0 {
		return 0
	}
	return len(s.ratings) / s.coders
}

// Coders is the number of columns.
func (s *Sets) Coders() int { return s.coders }

// Codes returns the codes, in their order.
func (s *Sets) Codes() []string { return slices.Clone(s.codes) }

// Set returns the codes that a coder gave a unit, in their order, and whether the
// coder rated it at all.
func (s *Sets) Set(unit, coder int) (codes []string, rated bool) {
	n := s.ratings[unit*s.coders+coder]
	if n == Missing {
		return nil, false
	}
	codes = []string{}
	for i, code := range s.codes {
		if s.has(n, i) {
			codes = append(codes, code)
		}
	}
	return codes, true
}

// has reports whether the n-th different set has the i-th code.
func (s *Sets) has(n int32, i int) bool { return s.set(n)[i/64]>>(i%64)&1 == 1 }

// set returns the n-th different set; it is the table's own.
func (s *Sets) set(n int32) []uint64 { return s.sets[int(n)*s.words : (int(n)+1)*s.words] }

// different is the number of different sets.
func (s *Sets) different() int32 {
	most := int32(Missing)
	for _, n := range s.ratings {
		most = max(most, n)
	}
	return most + 1
}

// Having returns the table of one code: category "1" where the set has it, "0"
// where it does not, and nothing where the coder did not rate the unit.
func (s *Sets) Having(code string) *Table {
	i, known := slices.BinarySearch(s.codes, code)
	having := make([]int32, s.different())
	for n := range having {
		if known && s.has(int32(n), i) {
			having[n] = 1
		}
	}
	ratings := make([]int32, len(s.ratings))
	for u, n := range s.ratings {
		ratings[u] = Missing
		if n != Missing {
			ratings[u] = having[n]
		}
	}
	return &Table{coders: s.coders, categories: []string{"0", "1"}, ratings: ratings}
}

// sizes returns how many codes two of the different sets have, and how many in common.
func (s *Sets) sizes(n, m int32) (a, b, common int) {
	x, y := s.set(n), s.set(m)
	for i := range x {
		a += bits.OnesCount64(x[i])
		b += bits.OnesCount64(y[i])
		common += bits.OnesCount64(x[i] & y[i])
	}
	return a, b, common
}
