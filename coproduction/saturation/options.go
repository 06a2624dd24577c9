package saturation

import (
	"cmp"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// DefaultLevel is the confidence level of intervals, unless told otherwise.
const DefaultLevel = 0.95

// Options are what a result leaves to choose. The zero value has the defaults,
// which are those of Guest, Namey & Chen 2020: base 4, runs of 2 and of 3, that
// overlap, and thresholds of 5 % and 0 %.
type Options struct {
	Level      float64   // confidence level of intervals; 0 means [DefaultLevel]
	Bases      []int64   // interviews of the base; nil means 4
	RunLengths []int64   // interviews of a run; nil means 2 and 3
	Runs       []Runs    // how runs follow each other; nil means [Overlapping]
	Thresholds []float64 // of new information; nil means 0.05 and 0

	// The rest is for a [Tally] only.
	By    Unit         // what counts as an interview; "" means [ByEncounter]
	Coder encounter.ID // whose codings count; zero means everybody's together
	Round int64        // of which round; 0 means all together
}

func (o Options) level() float64 { return cmp.Or(o.Level, DefaultLevel) }
func (o Options) by() Unit       { return cmp.Or(o.By, ByEncounter) }

func (o Options) bases() []int64        { return orDefault(o.Bases, 4) }
func (o Options) runLengths() []int64   { return orDefault(o.RunLengths, 2, 3) }
func (o Options) runs() []Runs          { return orDefault(o.Runs, Overlapping) }
func (o Options) thresholds() []float64 { return orDefault(o.Thresholds, 0.05, 0) }

func orDefault[V any](chosen []V, otherwise ...V) []V {
	if chosen == nil {
		return otherwise
	}
	return chosen
}
