package estimate

// A Reason says, in words a researcher can act on, why a number does not exist.
// The empty reason means that it does. Other packages may add reasons of their own.
type Reason string

// The reasons of this package and of package indicator.
const (
	NoUnits        Reason = "there is nothing to count"
	OneUnit        Reason = "fewer than two units"
	ZeroTotal      Reason = "the total is zero"
	OneCategory    Reason = "only one category"
	NegativeCount  Reason = "a count is negative"
	TooLarge       Reason = "a number is too large to be a count or a time of an encounter"
	OutsideTotal   Reason = "the part is larger than the whole"
	Contradiction  Reason = "the sums contradict each other"
	NotFinite      Reason = "the result is not a finite number"
	UnknownOption  Reason = "the option asked for does not exist"
	NoVisits       Reason = "no visits"
	TooFewVisits   Reason = "fewer than two visits"
	NoTurns        Reason = "no turns"
	OneTurn        Reason = "fewer than two turns"
	OneSpeaker     Reason = "fewer than two speakers"
	NoTurnOfRole   Reason = "nobody in this role spoke"
	NoPatientTalk  Reason = "the patient's talk is zero"
	NoSwitch       Reason = "the speaker never changed"
	NoTimes        Reason = "a turn has no start or end time"
	NoWordCounts   Reason = "a turn has no word count"
	ReversedTime   Reason = "a turn ends before it starts"
	FloorNotMarked Reason = "a professional's turn is not marked as turn, backchannel, overlap or interruption"
)

// Reasons lists every reason of this package, in the order of their declaration.
func Reasons() []Reason {
	return []Reason{
		NoUnits, OneUnit, ZeroTotal, OneCategory, NegativeCount, TooLarge, OutsideTotal,
		Contradiction, NotFinite, UnknownOption, NoVisits, TooFewVisits, NoTurns, OneTurn,
		OneSpeaker, NoTurnOfRole, NoPatientTalk, NoSwitch, NoTimes, NoWordCounts,
		ReversedTime, FloorNotMarked,
	}
}

// A Warning is a caution that travels with a number that does exist.
type Warning string

// The warnings of this package and of package indicator.
const (
	// FewUnits is given under [EnoughUnits] units or clusters.
	FewUnits Warning = "fewer than 10 units: one more or one less would change the number much"
	// NoInterval is given when an interval was asked for and cannot be had.
	NoInterval Warning = "no interval can be given"
	// FewVisits is given under three visits, where a continuity index can take only a few values.
	FewVisits Warning = "fewer than three visits: the index can take only a few values"
	// Censored is given when what was waited for did not happen: the true duration is at least the value.
	Censored Warning = "not interrupted: the duration is at least this"
)

// EnoughUnits is the number of units under which an estimate with an interval
// carries [FewUnits]. It is a convention, not a theorem: Wilson's interval keeps
// its level below it, but its width then says little, and the linearised variance
// of a ratio is known to come out too small with few clusters.
const EnoughUnits = 10
