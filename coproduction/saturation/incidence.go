package saturation

import (
	"errors"
	"math/bits"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// An Incidence says which codes were given in which interview, 0 or 1, with the
// interviews in the order of analysis. It does not change once it is made. It
// takes four bytes a code given, and its zero value has no interview. Everything
// here that is said of interviews holds for encounters and documents alike.
type Incidence struct {
	interviews [][]int32 // the codes of each, each once
	freq       []int64   // in how many interviews each code is
	fresh      []int64   // codes that are new in each interview
	observed   int64     // codes that are in any

	// What the records say of the numbers; see [Tally].
	order    []estimate.Warning
	missing  []estimate.Warning
	excluded int64
	why      estimate.Reason
}

// ErrRagged says that the rows of a table have different lengths.
var ErrRagged = errors.New("saturation: the interviews have different numbers of codes")

// Matrix returns the incidence of a table with a row for each interview, in order,
// and a column for each code. A column without a mark is a code that was declared
// and never seen: it changes nothing. The table is not kept.
func Matrix(rows [][]bool) (*Incidence, error) {
	interviews := make([][]int32, len(rows))
	columns := 0
	for i, row := range rows {
		if i == 0 {
			columns = len(row)
		}
		if len(row) != columns {
			return nil, ErrRagged
		}
		for code, given := range row {
			if given {
				interviews[i] = append(interviews[i], int32(code))
			}
		}
	}
	return incidenceOf(interviews, columns), nil
}

// Sets returns the incidence of the codes of each interview, in order. A code that
// is listed twice counts once; an interview without codes counts. Calling the codes
// by other names changes nothing. The lists are not kept.
func Sets[C comparable](interviews [][]C) *Incidence {
	number := map[C]int32{}
	numbered := make([][]int32, len(interviews))
	for i, codes := range interviews {
		seen := map[int32]bool{}
		for _, code := range codes {
			k, ok := number[code]
			if !ok {
				k = int32(len(number))
				number[code] = k
			}
			if !seen[k] {
				seen[k] = true
				numbered[i] = append(numbered[i], k)
			}
		}
	}
	return incidenceOf(numbered, len(number))
}

func incidenceOf(interviews [][]int32, codes int) *Incidence {
	x := &Incidence{interviews: interviews, freq: make([]int64, codes), fresh: make([]int64, len(interviews))}
	for i, given := range interviews {
		for _, code := range given {
			if x.freq[code] == 0 {
				x.fresh[i]++
				x.observed++
			}
			x.freq[code]++
		}
	}
	return x
}

// n is the number of interviews.
func (x *Incidence) n() int64 { return int64(len(x.interviews)) }

// seenIn counts the codes that are in exactly that many interviews.
func (x *Incidence) seenIn(interviews int64) (codes int64) {
	for _, f := range x.freq {
		if f == interviews {
			codes++
		}
	}
	return codes
}

// given is U, how often a code was given to an interview.
func (x *Incidence) given() (u int64) {
	for _, f := range x.freq {
		u += f
	}
	return u
}

// frequencies returns h, where h[f] counts the codes that are in f interviews, f
// from 1 to n; h[0] is 0, as a code that was never seen is nobody's.
func (x *Incidence) frequencies() []int64 {
	h := make([]int64, x.n()+1)
	for _, f := range x.freq {
		if f > 0 {
			h[f]++
		}
	}
	return h
}

// unions returns g, where g[u] counts the pairs of different codes of which one or
// both are in u interviews. It takes S²n/128 operations and Sn/8 bytes.
func (x *Incidence) unions() []int64 {
	words := (len(x.interviews) + 63) / 64
	in := make([][]uint64, len(x.freq))
	for code, f := range x.freq {
		if f > 0 {
			in[code] = make([]uint64, words)
		}
	}
	for i, given := range x.interviews {
		for _, code := range given {
			in[code][i/64] |= 1 << (i % 64)
		}
	}
	g := make([]int64, x.n()+1)
	for a := range in {
		for b := range a {
			if in[a] == nil || in[b] == nil {
				continue
			}
			either := 0
			for w, bitsOfA := range in[a] {
				either += bits.OnesCount64(bitsOfA | in[b][w])
			}
			g[either]++
		}
	}
	return g
}

// report returns e, named, with what the records say of every number.
func (x *Incidence) report(e estimate.Estimate, formula string) estimate.Estimate {
	return e.As(formula).Exclude(x.excluded, x.why).Warn(x.missing...)
}

// inOrder is report, for a number that rests on the order of the interviews.
func (x *Incidence) inOrder(e estimate.Estimate, formula string) estimate.Estimate {
	return x.report(e, formula).Warn(x.order...)
}
