package indicator

import (
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	connectionFormula = "lines of the unit that have one of the two codes, and the other within the window"
	lineWeightFormula = "cₐᵦ / √(Σ c²)"
)

// A CodedLine is one line of a conversation with its codes: an utterance, a turn,
// a meaning unit. A line without codes still moves the window.
type CodedLine struct {
	Unit         string   // whose network it adds to: a speaker, a profession, an encounter
	Conversation string   // lines of different conversations are never near each other
	Codes        []string // in any order; those that are not declared do not count
}

// ENA holds epistemic networks: for each unit, how often each two codes were near
// each other in its lines. It is made by [EpistemicNetworks] and not changed by its
// measures.
//
// A pair of codes is connected by a line when the line has one of the two, and the
// other is in the same line or in one of those before it within the window. A line
// connects a pair once, and the unit of the line has the connection, whoever said
// the earlier one.
type ENA struct {
	codes  []string
	window int
	units  []string
	nets   map[string]*epistemicNet
	why    estimate.Reason
}

// An epistemicNet is the network of one unit.
type epistemicNet struct {
	lines   int64
	counts  map[int]int64 // cₐᵦ of the pair a < b, at a·len(codes) + b
	squares estimate.Exact
}

// The reasons and warnings of epistemic networks.
const (
	NoSuchUnit    estimate.Reason = "the unit has no line"
	DeclaredTwice estimate.Reason = "a code is declared twice"
	OnePair       estimate.Reason = "fewer than two codes are declared"

	// NoConnection is given with the weights of a unit in whose lines no two codes meet.
	NoConnection estimate.Warning = "no two codes meet in the unit's lines: its weights have no direction and stay 0"
)

// EpistemicNetworks counts the connections between the declared codes. The lines
// of each conversation are in their order; those of different conversations may
// alternate, and the order of conversations changes nothing. A window of 4 is a line
// and the 3 before it, one of 1 the line alone; 0 is all that came before in the
// conversation. The lines are not modified and not kept.
//
// It takes time for each line in proportion to its codes times those in the window.
func EpistemicNetworks(codes []string, window int, lines []CodedLine) *ENA {
	n := &ENA{codes: slices.Clone(codes), window: window, nets: map[string]*epistemicNet{}}
	at := make(map[string]int, len(codes))
	for i, code := range codes {
		at[code] = i
	}
	switch {
	case window < 0:
		n.why = estimate.UnknownOption
	case len(at) < len(codes):
		n.why = DeclaredTwice
	case len(codes) > MaxCodes:
		n.why = TooManyCodes
	case len(codes) < 2:
		n.why = OnePair
	}
	if n.why != "" {
		return n
	}
	stanzas := map[string]*stanza{}
	for _, line := range lines {
		s := stanzas[line.Conversation]
		if s == nil {
			s = &stanza{near: make([]int64, len(codes))}
			stanzas[line.Conversation] = s
		}
		unit := n.nets[line.Unit]
		if unit == nil {
			unit = &epistemicNet{counts: map[int]int64{}}
			n.nets[line.Unit] = unit
			n.units = append(n.units, line.Unit)
		}
		unit.lines++
		var here []int
		for _, code := range line.Codes {
			if i, ok := at[code]; ok && !slices.Contains(here, i) {
				here = append(here, i)
			}
		}
		slices.Sort(here)
		s.move(here, window)
		for _, a := range here {
			for b, times := range s.near {
				if times == 0 || a == b {
					continue
				}
				if _, both := slices.BinarySearch(here, b); both && b < a {
					continue // counted from b
				}
				unit.counts[min(a, b)*len(codes)+max(a, b)]++
			}
		}
	}
	slices.Sort(n.units)
	for _, unit := range n.nets {
		for _, c := range unit.counts {
			unit.squares = unit.squares.Add(estimate.Product(c, c))
		}
	}
	return n
}

// A stanza is what is in the window of a conversation.
type stanza struct {
	lines [][]int
	near  []int64 // how many lines of the window have each code
}

// move takes in the next line, and lets go of the one that is now too far back.
func (s *stanza) move(line []int, window int) {
	for _, code := range line {
		s.near[code]++
	}
	if window == 0 {
		return
	}
	s.lines = append(s.lines, line)
	if len(s.lines) > window {
		for _, code := range s.lines[0] {
			s.near[code]--
		}
		s.lines = s.lines[1:]
	}
}

// Codes returns the declared codes. The slice is the caller's own.
func (n *ENA) Codes() []string { return slices.Clone(n.codes) }

// Units returns the units that have a line, in alphabetical order. The slice is the
// caller's own.
func (n *ENA) Units() []string { return slices.Clone(n.units) }

// pair returns the count of a pair and its unit, or why there is none.
func (n *ENA) pair(unit, a, b string) (c int64, net *epistemicNet, why estimate.Reason) {
	if n.why != "" {
		return 0, nil, n.why
	}
	i, j := slices.Index(n.codes, a), slices.Index(n.codes, b)
	if i < 0 || j < 0 || i == j {
		return 0, nil, NoSuchCode
	}
	net = n.nets[unit]
	if net == nil {
		return 0, nil, NoSuchUnit
	}
	return net.counts[min(i, j)*len(n.codes)+max(i, j)], net, ""
}

// Connections answers: in how many of the unit's lines do two codes meet?
//
//	cₐᵦ = lines of the unit that have one of the two codes, and the other within the window
//
//	Unit   lines
//	Range  [0, n]
//	n      the unit's lines
//
// Undefined, with [NoSuchUnit] or [NoSuchCode], for a unit without lines and for a
// code that is not declared or paired with itself; with [OnePair], [DeclaredTwice],
// [TooManyCodes] or [estimate.UnknownOption] where there are no networks. Swapping
// the two codes changes nothing.
//
// Source: Shaffer DW, Collier W, Ruis AR. J Learn Anal 2016;3(3):9–45,
// doi:10.18608/jla.2016.33.3; for the window Siebert-Evenstone AL, et al. J Learn
// Anal 2017;4(3):123–139, doi:10.18608/jla.2017.43.7.
func (n *ENA) Connections(unit, a, b string) estimate.Estimate {
	c, net, why := n.pair(unit, a, b)
	if why != "" {
		return estimate.Undefined(why, 0).As(connectionFormula)
	}
	return estimate.Point(float64(c), net.lines).As(connectionFormula)
}

// Weight answers: what part of the unit's network is the connection of two codes,
// however much the unit said?
//
//	cₐᵦ / √(Σ c²)
//
// over all pairs of the unit, so that the squares of its weights add up to 1.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      the unit's lines
//
// A unit without any connection has no direction to be normalised to: as in the
// program of its authors its weights stay 0, with [NoConnection]. Undefined, and the
// source, as at [ENA.Connections].
func (n *ENA) Weight(unit, a, b string) estimate.Estimate {
	c, net, why := n.pair(unit, a, b)
	switch {
	case why != "":
		return estimate.Undefined(why, 0).As(lineWeightFormula)
	case net.squares.Sign() == 0:
		return estimate.Point(0, net.lines).Warn(NoConnection).As(lineWeightFormula)
	}
	return estimate.Point(float64(c)/math.Sqrt(net.squares.Float64()), net.lines).As(lineWeightFormula)
}

// Rows returns every measure of the networks, in the order of the catalogue: those
// of each unit and pair, and the variance of each dimension. A window other than
// the whole conversation is among the parameters.
func (n *ENA) Rows(of estimate.Subject) []estimate.Row {
	var rows []estimate.Row
	add := func(measure string, p params, e estimate.Estimate) {
		if n.window != 0 {
			p = with(p, "window", int64(n.window))
		}
		rows = append(rows, estimate.Row{Of: of, Measure: measure, Params: p, Estimate: e})
	}
	for _, unit := range n.units {
		for j, b := range n.codes {
			for _, a := range n.codes[:j] {
				pair := params{"a": a, "b": b, "unit": unit}
				add("connection_count", pair, n.Connections(unit, a, b))
				add("line_weight_normalised", pair, n.Weight(unit, a, b))
			}
		}
	}
	for i, e := range n.VarianceExplained() {
		add("variance_explained", params{"dim": int64(i + 1)}, e)
	}
	return rows
}
