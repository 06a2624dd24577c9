package transcript

import (
	"cmp"
	"container/heap"
	"slices"
)

// An eafMiddle is the middle of a code on the time axis.
type eafMiddle struct {
	at   int64
	whom string // the key of the speaker; "" where it may be anybody
	code *eafAnnotation
}

// hold finds the utterances in which the middles of the codes on the time axis lie: each
// of the speaker whose tier the code is on, of several the first of the file. It goes
// along the time axis once, with the utterances of each speaker that are under way.
func (t *eafTalk) hold(coded []*eafTier) {
	var middles []eafMiddle
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
				middles = append(middles, eafMiddle{start + (end-start)/2, whom, a})
			}
		}
	}
	slices.SortStableFunc(middles, func(a, b eafMiddle) int { return cmp.Compare(a.at, b.at) })
	starts := make([]int, 0, len(t.uttered))
	for i, u := range t.uttered {
		if u.timed {
			starts = append(starts, i)
		}
	}
	slices.SortStableFunc(starts, func(i, j int) int { return cmp.Compare(t.uttered[i].start, t.uttered[j].start) })

	t.within = make(map[*eafAnnotation]int, len(middles))
	under := map[string]*firstOfAll{"": {}}
	for _, m := range middles {
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
		if of != nil && of.Len() > 0 {
			t.within[m.code] = (*of)[0]
		}
	}
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
