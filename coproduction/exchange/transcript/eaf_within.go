package transcript

import (
	"cmp"
	"container/heap"
	"slices"
)

// An eafMiddle is the middle of a code on the time axis, and its stretch.
type eafMiddle struct {
	at, start, end int64
	whom           string // the key of the speaker; "" where it may be anybody
	code           *eafAnnotation
}

// hold finds the utterances that the codes on the time axis are about: that in which the
// middle of a code lies, of several the first of the file; or else, of those whose middles lie
// within the code, the one whose middle is nearest to its own. Each is of the speaker whose
// tier the code is on. It goes along the time axis once, with the utterances of each speaker
// that are under way.
func (t *eafTalk) hold(coded []*eafTier) {
	codes := t.middlesOf(coded)
	starts := make([]int, 0, len(t.uttered))
	for i, u := range t.uttered {
		if u.timed {
			starts = append(starts, i)
		}
	}
	slices.SortStableFunc(starts, func(i, j int) int { return cmp.Compare(t.uttered[i].start, t.uttered[j].start) })
	spoken := t.spokenMiddles(starts)

	t.within = make(map[*eafAnnotation]int, len(codes))
	t.stretched = map[*eafAnnotation]bool{}
	under := map[string]*firstOfAll{"": {}}
	for _, m := range codes {
		for ; len(starts) > 0 && t.uttered[starts[0]].start <= m.at; starts = starts[1:] {
			u := t.uttered[starts[0]]
			heap.Push(under[""], starts[0])
			if len(u.keys) == 0 {
				continue
			}
			if under[u.keys[0]] == nil {
				under[u.keys[0]] = &firstOfAll{}
			}
			heap.Push(under[u.keys[0]], starts[0])
		}
		of := under[m.whom]
		for of != nil && of.Len() > 0 && t.uttered[(*of)[0]].end <= m.at {
			heap.Pop(of)
		}
		about := spoken[m.whom].within(m.start, m.end)
		n := len(about)
		switch {
		case of != nil && of.Len() > 0:
			to := (*of)[0]
			t.within[m.code] = to
			if at := t.uttered[to].middle(); at < m.start || at >= m.end {
				n++
			}
		case n > 0:
			t.within[m.code] = about.nearest(m.at)
		}
		if n > 1 {
			t.stretched[m.code] = true
		}
	}
}

// middlesOf are the middles of the codes on the time axis, in order.
func (t *eafTalk) middlesOf(coded []*eafTier) (middles []eafMiddle) {
	for _, tier := range coded {
		whom := ""
		if keys, known := t.whose(t.eafFile, tier); known {
			whom = keys[0]
		}
		for _, a := range tier.annotations {
			if a.of != "" {
				continue
			}
			if start, end, _, ok := t.span(a); ok {
				middles = append(middles, eafMiddle{start + (end-start)/2, start, end, whom, a})
			}
		}
	}
	slices.SortStableFunc(middles, func(a, b eafMiddle) int { return cmp.Compare(a.at, b.at) })
	return middles
}

// A spokenMiddle is the middle of an utterance.
type spokenMiddle struct {
	at        int64
	utterance int
}

// middle is the middle of an utterance that has times.
func (u *uttered) middle() int64 { return u.start + (u.end-u.start)/2 }

// spokenMiddles are the middles of utterances, in order.
type spokenMiddles []spokenMiddle

// spokenMiddles are those of each speaker, by the key; under "" those of all.
func (t *eafTalk) spokenMiddles(timed []int) map[string]spokenMiddles {
	of := map[string]spokenMiddles{}
	for _, i := range timed {
		u := &t.uttered[i]
		of[""] = append(of[""], spokenMiddle{u.middle(), i})
		if len(u.keys) > 0 {
			of[u.keys[0]] = append(of[u.keys[0]], spokenMiddle{u.middle(), i})
		}
	}
	for _, all := range of {
		slices.SortStableFunc(all, func(a, b spokenMiddle) int { return cmp.Compare(a.at, b.at) })
	}
	return of
}

// within are the middles from start to before end.
func (m spokenMiddles) within(start, end int64) spokenMiddles {
	from, to := m.before(start), m.before(end)
	return m[from:max(from, to)]
}

// before counts the middles that lie before a time.
func (m spokenMiddles) before(at int64) int {
	n, _ := slices.BinarySearchFunc(m, at, func(one spokenMiddle, at int64) int { return cmp.Compare(one.at, at) })
	return n
}

// nearest is the utterance whose middle is nearest to a time; of two the earlier one.
func (m spokenMiddles) nearest(at int64) int {
	i := m.before(at)
	if i == len(m) || i > 0 && at-m[i-1].at <= m[i].at-at {
		i--
	}
	return m[i].utterance
}

// stretch notes that a code is about other utterances too.
func (u *uttered) stretch(g given) {
	if u.stretched == nil {
		u.stretched = map[given]bool{}
	}
	u.stretched[g] = true
}

// A firstOfAll is a heap of utterances by their places in the file.
type firstOfAll []int

func (f firstOfAll) Len() int           { return len(f) }
func (f firstOfAll) Less(i, j int) bool { return f[i] < f[j] }
func (f firstOfAll) Swap(i, j int)      { f[i], f[j] = f[j], f[i] }
func (f *firstOfAll) Push(one any)      { *f = append(*f, one.(int)) }
func (f *firstOfAll) Pop() any {
	last := len(*f) - 1
	one := (*f)[last]
	*f = (*f)[:last]
	return one
}
