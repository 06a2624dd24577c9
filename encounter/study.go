package encounter

// A Study says how the data came about: what the reporting checklists COREQ
// (Tong et al. 2007, doi:10.1093/intqhc/mzm042) and SRQR (O'Brien et al. 2014,
// doi:10.1097/ACM.0000000000000388) ask for. It holds no names.
type Study struct {
	Kind                 KindStudy        `json:"kind"`
	ID                   ID               `json:"id"`
	Title                string           `json:"title"`
	Phases               []StudyPhase     `json:"phases,omitempty"`
	Methodology          string           `json:"methodology,omitzero"` // orientation and theory, such as "meaning condensation (Kvale)"
	Sampling             *Sampling        `json:"sampling,omitempty"`
	Ethics               *Ethics          `json:"ethics,omitempty"`
	Team                 []TeamMember     `json:"team,omitempty"`
	Relationship         string           `json:"relationshipEstablished,omitzero"` // with participants, before the study began
	ParticipantKnowledge string           `json:"participantKnowledge,omitzero"`    // what participants knew of the researchers
	Instruments          []Instrument     `json:"instruments,omitempty"`
	TranscriptsReturned  *bool            `json:"transcriptsReturned,omitempty"`
	Software             []string         `json:"software,omitempty"`
	Checklists           ChecklistAnswers `json:"checklists,omitzero"`
	Extensions           Extensions       `json:"extensions,omitempty"`
}

// RecordKind is "study".
func (s *Study) RecordKind() string { return s.Kind.String() }

// RecordID is the study's id.
func (s *Study) RecordID() ID { return s.ID }

// Member returns the member of the research team with that id, or nil.
func (s *Study) Member(id ID) *TeamMember {
	for i := range s.Team {
		if s.Team[i].ID == id {
			return &s.Team[i]
		}
	}
	return nil
}

// A StudyPhase is one phase of a study.
type StudyPhase struct {
	Phase       Phase  `json:"phase"`
	Description string `json:"description,omitzero"`
}

// A Phase is a way of collecting or checking data.
type Phase string

const (
	PhaseObservation  Phase = "observation"
	PhaseInterview    Phase = "interview"
	PhaseFocusGroup   Phase = "focus-group"
	PhaseCoResearcher Phase = "co-researcher"
	PhaseMemberCheck  Phase = "member-check"
)

// Phases lists every phase.
func Phases() []Phase {
	return []Phase{PhaseObservation, PhaseInterview, PhaseFocusGroup, PhaseCoResearcher, PhaseMemberCheck}
}

// A Sampling is how participants were found.
type Sampling struct {
	Method   string `json:"method"`            // such as "purposive" or "consecutive"
	Approach string `json:"approach,omitzero"` // how they were approached
	Refused  *int64 `json:"refused,omitempty"` // people who did not want to, or dropped out
}

// An Ethics is the approval and the consent policy of a study.
type Ethics struct {
	Approval      string `json:"approval,omitzero"`
	ConsentPolicy string `json:"consentPolicy,omitzero"` // how consent was asked for, and what a withdrawal leads to
}

// A TeamMember is one of the researchers, under an id; coders are known by it.
type TeamMember struct {
	ID          ID       `json:"id"`
	Role        TeamRole `json:"role"`
	Conducted   *bool    `json:"conducted,omitempty"` // led observations, interviews or focus groups
	Credentials string   `json:"credentials,omitzero"`
	Occupation  string   `json:"occupation,omitzero"`
	Gender      string   `json:"gender,omitzero"`
	Training    string   `json:"training,omitzero"`
	Reflexivity string   `json:"reflexivity,omitzero"` // own assumptions, interests and ties
}

// A TeamRole is what a member of the team does in the study.
type TeamRole string

const (
	TeamInvestigator TeamRole = "investigator"
	TeamCoder        TeamRole = "coder"
	TeamCoResearcher TeamRole = "co-researcher" // a patient or professional who joined the research
	TeamInterpreter  TeamRole = "interpreter"
	TeamSupervisor   TeamRole = "supervisor"
	TeamOther        TeamRole = "other"
)

// TeamRoles lists every role.
func TeamRoles() []TeamRole {
	return []TeamRole{TeamInvestigator, TeamCoder, TeamCoResearcher, TeamInterpreter, TeamSupervisor, TeamOther}
}

// An Instrument is a guide or questionnaire that was used; never its wording.
type Instrument struct {
	Kind InstrumentKind `json:"kind"`
	Name string         `json:"name"`
}

// An InstrumentKind is what an instrument is for.
type InstrumentKind string

const (
	InstrumentGuide         InstrumentKind = "guide"
	InstrumentObservation   InstrumentKind = "observation-schedule"
	InstrumentQuestionnaire InstrumentKind = "questionnaire"
	InstrumentScale         InstrumentKind = "scale"
)

// InstrumentKinds lists every kind.
func InstrumentKinds() []InstrumentKind {
	return []InstrumentKind{InstrumentGuide, InstrumentObservation, InstrumentQuestionnaire, InstrumentScale}
}

// ChecklistAnswers hold, per item number, where or how a report answers it.
type ChecklistAnswers struct {
	COREQ map[string]string `json:"coreq,omitempty"` // items "1" to "32"
	SRQR  map[string]string `json:"srqr,omitempty"`  // items "1" to "21"
}
