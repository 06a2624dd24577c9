package agreement

import (
	"cmp"
	"slices"
)

// DefaultLevel is the confidence level of intervals, unless told otherwise.
const DefaultLevel = 0.95

// Options are what the rows of a table leave to choose. The zero value asks for
// everything.
type Options struct {
	Level   float64   // confidence level of intervals; 0 means [DefaultLevel]
	Metrics []Metric  // scales on which the ratings may be taken to stand; none means all
	Weights []Weights // weights of disagreements; none means all
}

func (o Options) level() float64 { return cmp.Or(o.Level, DefaultLevel) }

func (o Options) metrics() []Metric {
	if len(o.Metrics) == 0 {
		return Metrics()
	}
	return o.Metrics
}

func (o Options) weights() []Weights {
	if len(o.Weights) == 0 {
		return AllWeights()
	}
	return o.Weights
}

// cohenWeights are those of Cohen's kappa; published kappas know no ordinal weights.
func (o Options) cohenWeights() []Weights {
	return slices.DeleteFunc(slices.Clone(o.weights()), func(w Weights) bool { return w == OrdinalWeights })
}

// numbers reports whether the ratings may be taken as numbers.
func (o Options) numbers() bool {
	return slices.Contains(o.metrics(), Interval) || slices.Contains(o.metrics(), Ratio)
}
