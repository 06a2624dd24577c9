package encounter

import "time"

// A Step is a sense-making step: an act by which one or several of those present
// move the shared understanding of the patient's situation. The order of the steps
// is that of the array.
type Step struct {
	ID       Name    `json:"id"`
	By       []ID    `json:"by"` // who contributed
	Act      Act     `json:"act"`
	Tool     Tool    `json:"tool,omitzero"`
	BuildsOn []Name  `json:"buildsOn,omitempty"` // earlier steps that this one takes up
	Concerns []Name  `json:"concerns,omitempty"` // concerns that it touches
	StartMs  *int64  `json:"startMs,omitempty"`
	EndMs    *int64  `json:"endMs,omitempty"`
	Outcome  Outcome `json:"outcome,omitzero"`
}

// Duration is how long the step took; the second result tells whether it is known.
func (s *Step) Duration() (time.Duration, bool) {
	if s.StartMs == nil || s.EndMs == nil {
		return 0, false
	}
	return milliseconds(*s.EndMs - *s.StartMs), true
}

// An Act is what a step does.
type Act string

const (
	ActOpenInvitation Act = "open-invitation" // invites the patient's own account without steering
	ActTell           Act = "tell"
	ActAsk            Act = "ask"
	ActList           Act = "list" // lays the problems out side by side
	ActPrioritise     Act = "prioritise"
	ActExplain        Act = "explain"
	ActValidate       Act = "validate" // acknowledges a lived reality or feeling as understandable
	ActSummarise      Act = "summarise"
	ActPropose        Act = "propose"
	ActDecide         Act = "decide"
	ActPlan           Act = "plan"
	ActHandOver       Act = "hand-over"
	ActReflect        Act = "reflect" // examines one's own assumptions or role
)

// Acts lists every act.
func Acts() []Act {
	return []Act{ActOpenInvitation, ActTell, ActAsk, ActList, ActPrioritise, ActExplain, ActValidate,
		ActSummarise, ActPropose, ActDecide, ActPlan, ActHandOver, ActReflect}
}

// A Tool is a communication tool. The vocabulary is open: a codebook lists the
// tools of a study, and any lower-case word joined by underscores is allowed.
type Tool string

const (
	ToolInterpreterInPerson Tool = "interpreter_in_person"
	ToolInterpreterPhone    Tool = "interpreter_phone"
	ToolInterpreterVideo    Tool = "interpreter_video"
	ToolAdHocInterpreter    Tool = "ad_hoc_interpreter"
	ToolPhoneCall           Tool = "phone_call"
	ToolTextMessage         Tool = "text_message"
	ToolDrawing             Tool = "drawing"
	ToolTimeline            Tool = "timeline"
	ToolLifeStory           Tool = "life_story"
	ToolBodyMap             Tool = "body_map"
	ToolPictogram           Tool = "pictogram"
	ToolListOrPlan          Tool = "list_or_plan"
	ToolTeachBack           Tool = "teach_back"
	ToolWrittenSummary      Tool = "written_summary"
	ToolOther               Tool = "other"
)

// Tools lists the tools that have a name here; a study may use others.
func Tools() []Tool {
	return []Tool{ToolInterpreterInPerson, ToolInterpreterPhone, ToolInterpreterVideo, ToolAdHocInterpreter,
		ToolPhoneCall, ToolTextMessage, ToolDrawing, ToolTimeline, ToolLifeStory, ToolBodyMap, ToolPictogram,
		ToolListOrPlan, ToolTeachBack, ToolWrittenSummary, ToolOther}
}

// An Outcome is what a step came to.
type Outcome string

const (
	OutcomeShared    Outcome = "shared"    // a shared understanding, or an agreement
	OutcomePartial   Outcome = "partial"   // shared in part
	OutcomeContested Outcome = "contested" // the parties see it differently
	OutcomeDeferred  Outcome = "deferred"  // left for later
	OutcomeUnclear   Outcome = "unclear"   // cannot be told from what was observed
)

// Outcomes lists every outcome.
func Outcomes() []Outcome {
	return []Outcome{OutcomeShared, OutcomePartial, OutcomeContested, OutcomeDeferred, OutcomeUnclear}
}
