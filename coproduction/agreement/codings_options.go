package agreement

import (
	"cmp"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// A Universe says what it means that a coder has no coding at a place.
//
//	UniverseRated     the coder did not rate the place: it is missing, and a place that
//	                  one coder alone rated says nothing about agreement
//	UniverseMaterial  where the coder coded anything in the same record (the encounter,
//	                  the source), they saw all of it: no coding means no code. Where
//	                  they did not, it is missing
//	UniverseAll       the coder saw everything: no coding means no code
//
// In the last two, the places of a coded record that nobody coded are in: the other
// steps of an encounter, say, of which some were coded. That is agreement too, that
// no code applies; with many such places percent agreement says little. Measures of
// one study under two universes are different measures, and their rows say so.
type Universe string

// The universes.
const (
	UniverseRated    Universe = "rated"
	UniverseMaterial Universe = "material"
	UniverseAll      Universe = "all"
)

// Universes lists every universe.
func Universes() []Universe { return []Universe{UniverseRated, UniverseMaterial, UniverseAll} }

// CodingOptions are what agreement over a study's codings leaves to choose. The
// zero value has the defaults.
type CodingOptions struct {
	// Universe is [UniverseRated] unless told otherwise, and for the list of
	// disagreements [UniverseMaterial], as else nothing could be missed.
	Universe Universe
	// Round is the round of coding that is compared; 0 means each coder's latest.
	Round int64
	// Level is the confidence level of intervals; 0 means [DefaultLevel].
	Level float64
	// Resampling says how the intervals of coefficients of a code are drawn, from the
	// units of a kind; nil for linearised ones. See [Table.Bootstrap].
	Resampling *Resampling
}

func (o CodingOptions) level() float64                       { return cmp.Or(o.Level, DefaultLevel) }
func (o CodingOptions) universe(otherwise Universe) Universe { return cmp.Or(o.Universe, otherwise) }

// The reasons and warnings of codings.
const (
	NoSourceLength  estimate.Reason = "the source was not read, so its length is not known"
	RangeOutside    estimate.Reason = "a range does not lie within its source"
	UnknownUniverse estimate.Reason = "there is no universe of this name"

	// SharedIdentity is given where one id stands under all codings, but more than one
	// coder is listed: they may have worked under one login.
	SharedIdentity estimate.Warning = "all codings carry the id of one coder, but the study lists several: it cannot be told who coded"
	// SoleCoder is given where there is nobody to agree with.
	SoleCoder estimate.Warning = "all codings are by one coder"
	// RoundsDiffer is given where one coder's latest round is compared with another round of somebody else.
	RoundsDiffer estimate.Warning = "the coders' latest rounds are not the same round"
)
