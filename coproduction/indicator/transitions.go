package indicator

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Transitions counts, in sequences of coded events, which code follows which. An
// event is anything with one code: the act of a step, a turn, a code of a segment.
// Its zero value is empty and counts what comes next (lag 1).
//
// Several sequences are pooled, and nothing is counted from the end of one to the
// beginning of another. What it takes in memory is a table of the codes, however
// many events there are; [Transitions.Table] computes what the counts say.
type Transitions struct {
	lag      int // 0 means 1
	noRepeat bool

	codes  []string
	at     map[string]int // of each code, its place in codes
	width  int            // of a row of cells
	cells  []int64        // how often codes[i] was followed by codes[j], at i·width + j
	ends   []int64        // how many sequences, or parts of one, end in codes[i]
	n      int64          // all transitions counted
	lost   int64          // transitions from or to an event without a code
	broken estimate.Reason
}

// MaxCodes is the largest number of different codes of which [Transitions] are
// counted; above it every result is undefined, with [TooManyCodes]. A scheme that
// people code by has some tens; a column of identifiers has more.
const MaxCodes = 256

// The reasons of transitions.
const (
	TooManyCodes  estimate.Reason = "more than 256 different codes, too many for a table of transitions"
	NoTransitions estimate.Reason = "no code is followed by another"
	NoSuchCode    estimate.Reason = "the code does not occur in a transition"
	NothingAfter  estimate.Reason = "nothing follows the code"
	NothingBefore estimate.Reason = "the code follows nothing"
	CannotOccur   estimate.Reason = "a code cannot follow itself"
	ZeroVariance  estimate.Reason = "the totals leave the count no room to vary"
	NoFreedom     estimate.Reason = "no degrees of freedom: the totals alone fix the table"
	NoFit         estimate.Reason = "the expected counts could not be fitted"
	NotOneChain   estimate.Reason = "the codes fall into parts between which there is no way back"
	RepeatsAtLag  estimate.Reason = "that codes cannot repeat leaves no empty cells at a lag above 1"
	NotForRepeats estimate.Reason = "not defined where a code cannot follow itself"

	uncodedEvent estimate.Reason = "transitions from or to an event without a code"
	repeatedCode estimate.Reason = "transitions of a code to itself, though codes cannot repeat"
)

// ErrLag says that transitions of another lag, or of another rule about repeats,
// cannot be merged.
var ErrLag = errors.New("indicator: transitions of another lag or rule about repeats")

// NewTransitions returns empty transitions from each event to the lag-th after
// it. With noRepeat, two successive events cannot have the same code, by the rules
// of coding: the diagonal of the table is then empty by design and not by chance.
// With a lag under 1 every result is undefined, with [estimate.UnknownOption].
func NewTransitions(lag int, noRepeat bool) *Transitions {
	t := &Transitions{lag: lag, noRepeat: noRepeat}
	if lag < 1 {
		t.lag, t.broken = 1, estimate.UnknownOption
	}
	return t
}

// Lag returns how many events on a transition leads.
func (t *Transitions) Lag() int { return cmp.Or(t.lag, 1) }

// Add counts the transitions of one sequence, which is not modified. An empty code
// is an event that is not coded: the transitions from it and to it are left out and
// counted, as if it cut the sequence in two. A sequence no longer than the lag has
// no transition. The time it takes is linear
// in the length.
func (t *Transitions) Add(sequence []string) {
	lag := t.Lag()
	if len(sequence) <= lag || t.broken != "" {
		return
	}
	const uncoded = -1
	before := make([]int, lag) // places of the last codes, in turn
	last := uncoded
	for i, code := range sequence {
		to := uncoded
		if code != "" && (i >= lag || i < len(sequence)-lag) {
			var ok bool
			if to, ok = t.at[code]; !ok {
				if to = t.place(code); to == uncoded {
					return
				}
			}
		}
		slot := &before[i%lag]
		if i >= lag {
			switch from := *slot; {
			case from == uncoded || to == uncoded:
				t.lost++
				if lag == 1 && last != uncoded { // what is not coded cuts the sequence in two
					t.ends[last]++
				}
				last = uncoded
			default:
				t.cells[from*t.width+to]++
				t.n++
				last = to
			}
		}
		*slot = to
	}
	if last != uncoded {
		t.ends[last]++
	}
}

// AddSteps counts the transitions between the acts of an encounter's steps.
func (t *Transitions) AddSteps(e *encounter.Encounter) {
	acts := make([]string, len(e.Steps))
	for i := range e.Steps {
		acts[i] = string(e.Steps[i].Act)
	}
	t.Add(acts)
}

// place makes room for a new code and returns its place, or -1 where there is none left.
func (t *Transitions) place(code string) int {
	if i, ok := t.at[code]; ok {
		return i
	}
	i := len(t.codes)
	if i == MaxCodes {
		t.fail(TooManyCodes)
		return -1
	}
	if t.at == nil {
		t.at = map[string]int{}
	}
	if i == t.width {
		width := max(16, 2*t.width)
		cells := make([]int64, width*width)
		for row := range t.width {
			copy(cells[row*width:], t.cells[row*t.width:(row+1)*t.width])
		}
		t.width, t.cells = width, cells
	}
	t.at[code] = i
	t.codes = append(t.codes, code)
	t.ends = append(t.ends, 0)
	return i
}

// fail leaves nothing but the reason why there is no result.
func (t *Transitions) fail(why estimate.Reason) {
	*t = Transitions{lag: t.lag, noRepeat: t.noRepeat, broken: why}
}

// Merge counts what others have counted, which are left as they were; it returns
// [ErrLag] where they count something else. Whatever the order of adding and
// merging, the result has the same bits.
func (t *Transitions) Merge(other *Transitions) error {
	switch {
	case t.Lag() != other.Lag() || t.noRepeat != other.noRepeat:
		return ErrLag
	case t.broken != "":
		return nil
	case other.broken != "":
		t.fail(other.broken)
		return nil
	}
	t.lost += other.lost
	for i, from := range other.codes {
		for j, to := range other.codes {
			t.count(from, to, other.cells[i*other.width+j])
		}
	}
	for i, code := range other.codes {
		t.end(code, other.ends[i])
	}
	return nil
}

// count counts n transitions at once.
func (t *Transitions) count(from, to string, n int64) {
	switch {
	case n == 0 || t.broken != "":
		return
	case n < 0:
		t.fail(estimate.NegativeCount)
		return
	case n > math.MaxInt64/2-t.n: // so that the totals can be added to the ends
		t.fail(estimate.TooLarge)
		return
	}
	i, j := t.place(from), -1
	if i >= 0 {
		j = t.place(to)
	}
	if j >= 0 {
		t.cells[i*t.width+j] += n
		t.n += n
	}
}

// end counts n sequences that end in a code.
func (t *Transitions) end(code string, n int64) {
	switch {
	case n == 0 || t.broken != "":
		return
	case n < 0:
		t.fail(estimate.NegativeCount)
		return
	}
	if i := t.place(code); i >= 0 {
		if n > math.MaxInt64/2-t.ends[i] {
			t.fail(estimate.TooLarge)
			return
		}
		t.ends[i] += n
	}
}

// Table returns what has been counted so far, as a table that later additions do
// not change.
func (t *Transitions) Table() *TransitionTable {
	out := &TransitionTable{lag: t.Lag(), noRepeat: t.noRepeat, lost: t.lost, why: t.broken}
	var kept []int
	for i := range t.codes {
		used := t.ends[i] > 0
		for j := range t.codes {
			used = used || t.cells[i*t.width+j] > 0 || t.cells[j*t.width+i] > 0
		}
		if used {
			kept = append(kept, i)
		}
	}
	slices.SortFunc(kept, func(a, b int) int { return cmp.Compare(t.codes[a], t.codes[b]) })
	counts := make([]int64, 0, len(kept)*len(kept))
	ends := make([]int64, 0, len(kept))
	for _, i := range kept {
		out.codes = append(out.codes, t.codes[i])
		ends = append(ends, t.ends[i])
		for _, j := range kept {
			counts = append(counts, t.cells[i*t.width+j])
		}
	}
	out.fill(counts, ends)
	return out
}
