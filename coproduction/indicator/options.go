package indicator

import (
	"cmp"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// DefaultLevel is the confidence level of intervals, unless told otherwise.
const DefaultLevel = 0.95

// DefaultMinimum is the number of visits under which a patient takes no part in
// the means over patients, unless told otherwise: with one visit most indices of
// continuity do not exist.
const DefaultMinimum = 2

// Options are what a result leaves to choose. The zero value has the defaults.
// A choice that changes a number and is not the default is among the
// parameters of its row.
type Options struct {
	Level         float64       // confidence level of intervals; 0 means [DefaultLevel]
	Policy        Policy        // whom a visit with several professionals is to; "" means [First]
	Minimum       int64         // fewest visits, or contacts, for the means over patients and professionals; 0 means [DefaultMinimum]
	Order         Order         // what puts the visits of a patient in order; "" means [ByStart]
	LookBack      time.Duration // how far back a professional may have been met; 0 means all earlier visits
	VisitWeighted bool          // means over patients count each patient as often as they have visits

	Interval    estimate.Method // of the prevalence of codes; "" means [estimate.Wilson]
	Coders      Coders          // whose codes count; "" means [AnyCoder]
	LatestRound bool            // of each coder's codings of a place, those of the last round alone count
}

func (o Options) level() float64 { return cmp.Or(o.Level, DefaultLevel) }
func (o Options) minimum() int64 { return cmp.Or(o.Minimum, DefaultMinimum) }
func (o Options) order() Order   { return cmp.Or(o.Order, ByStart) }
func (o Options) policy() Policy { return cmp.Or(o.Policy, First) }

// The reasons and warnings of tallies.
const (
	NotCoded          estimate.Reason = "not coded in any of these encounters"
	NoOrder           estimate.Reason = "the order of the visits is not known: one has no start"
	NoEarlierVisit    estimate.Reason = "no visit has a look-back"
	NotShared         estimate.Reason = "it counts professionals, and visits are shared out among several"
	NoKnownProfession estimate.Reason = "no professional of a known profession"
	CircularLinks     estimate.Reason = "the links run in a circle"
	NoPatientKnown    estimate.Reason = "no patient is identified, so no two visits can be joined"
	NoCourseRecorded  estimate.Reason = "it is not recorded what became of any concern"
	NoneNeeded        estimate.Reason = "in no encounter are the languages known to be apart"

	uncodedTalk     estimate.Reason = "encounters whose turns are not coded"
	uncodedSteps    estimate.Reason = "encounters whose steps are not coded"
	uncodedConcerns estimate.Reason = "encounters whose concerns are not coded"
	uncodedCues     estimate.Reason = "encounters whose cues are not coded"
	uncodedLinks    estimate.Reason = "encounters whose links are not coded"
	unknownRaiser   estimate.Reason = "concerns of which it is not coded who raised them"
	unknownCourse   estimate.Reason = "concerns of which it is not recorded what became of them"
	unknownEliciter estimate.Reason = "cues of which it is not coded who elicited them"
	unknownResponse estimate.Reason = "cues whose response is not coded"
	unplacedCue     estimate.Reason = "cues whose place among the steps is not coded"
	unknownLanguage estimate.Reason = "encounters in which somebody's languages are not known"
	unknownKind     estimate.Reason = "professionals of no known profession"
	unknownTeam     estimate.Reason = "encounters with a professional of no known profession"
	unclearPatient  estimate.Reason = "patients who met a professional of no known profession"
	untoldPatient   estimate.Reason = "patients with an encounter of which it is not recorded whether a professional took part"
	nobodyInRole    estimate.Reason = "encounters with nobody in the role"
	untoldCue       estimate.Reason = "cues of encounters of which it is not recorded whether a professional took part"
	noPlan          estimate.Reason = "encounters without a step of planning"
	nobodyKnown     estimate.Reason = "visits to no identified professional"
	nobodyJoined    estimate.Reason = "visits of patients who are not identified"

	// Clustered is given where an interval takes units as independent that come from the same people.
	Clustered estimate.Warning = "several units come from one patient, and the interval takes them as independent"
)
