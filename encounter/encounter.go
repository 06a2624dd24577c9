package encounter

import (
	"cmp"
	"slices"
	"time"
)

// An Encounter is one meeting of a patient and health professionals, in whatever
// way they met. Times inside it count in milliseconds from its start, so that it
// can be complete without saying on which day it was.
//
// Of the lists from Turns to Links, nil says "not coded", and an empty list
// "looked for, and none there". That nobody is present in a role says that nobody took
// part in it, unless RolesNotRecorded has that role; that Links, where they are coded,
// have none of a kind says that none was seen, unless LinkKindsNotRecorded has that kind.
type Encounter struct {
	Kind                 KindEncounter `json:"kind"`
	ID                   ID            `json:"id"`
	Patient              ID            `json:"patient"`
	Start                time.Time     `json:"start,omitzero"`
	End                  time.Time     `json:"end,omitzero"`
	DurationMs           *int64        `json:"durationMs,omitempty"`
	Mode                 Mode          `json:"mode,omitzero"`
	Setting              Setting       `json:"setting,omitzero"`
	Planned              *bool         `json:"planned,omitempty"`
	InitiatedBy          ID            `json:"initiatedBy,omitzero"`   // at whose wish it came about, present or not
	WithinLimits         *bool         `json:"withinLimits,omitempty"` // it kept to what was agreed about contact
	Recording            Recording     `json:"recording,omitzero"`
	Phase                Phase         `json:"phase,omitzero"`
	Presence             []Presence    `json:"presence"`
	RolesNotRecorded     []Role        `json:"rolesNotRecorded,omitempty"` // of which the source does not tell whether anybody took part
	Turns                []Turn        `json:"turns,omitzero"`
	Steps                []Step        `json:"steps,omitzero"`
	Cues                 []Cue         `json:"cues,omitzero"`
	Concerns             []Concern     `json:"concerns,omitzero"`
	Decisions            []Decision    `json:"decisions,omitzero"`
	Links                []Link        `json:"links,omitzero"`
	LinkKindsNotRecorded []LinkKind    `json:"linkKindsNotRecorded,omitempty"` // kinds of continuity link of which the source does not tell
	Extensions           Extensions    `json:"extensions,omitempty"`
}

// RecordKind is "encounter".
func (e *Encounter) RecordKind() string { return e.Kind.String() }

// RecordID is the encounter's id.
func (e *Encounter) RecordID() ID { return e.ID }

// Duration is how long the encounter lasted: DurationMs where it was recorded,
// else the time from Start to End. The second result tells whether it is known.
func (e *Encounter) Duration() (time.Duration, bool) {
	switch {
	case e.DurationMs != nil:
		return milliseconds(*e.DurationMs), true
	case !e.Start.IsZero() && !e.End.IsZero():
		return e.End.Sub(e.Start), true
	}
	return 0, false
}

// Present returns the first presence of that person, or nil.
func (e *Encounter) Present(person ID) *Presence {
	for i := range e.Presence {
		if e.Presence[i].Participant == person {
			return &e.Presence[i]
		}
	}
	return nil
}

// RoleOf is the role in which that person was present; empty where nobody
// present has this id.
func (e *Encounter) RoleOf(person ID) Role {
	if p := e.Present(person); p != nil {
		return p.Role
	}
	return ""
}

// Professionals returns those present as professionals, each once, in the order
// in which they are listed. Unidentified ones are among them.
func (e *Encounter) Professionals() []ID { return e.In(RoleProfessional) }

// In returns those present in that role, each once, in the order in which they are listed.
func (e *Encounter) In(role Role) []ID {
	var people []ID
	for i := range e.Presence {
		p := &e.Presence[i]
		if p.Role == role && !slices.Contains(people, p.Participant) {
			people = append(people, p.Participant)
		}
	}
	return people
}

// Interpreted reports whether an interpreter took part.
func (e *Encounter) Interpreted() bool {
	return slices.ContainsFunc(e.Presence, func(p Presence) bool { return p.Role == RoleInterpreter })
}

// Records reports whether the encounter tells if anybody took part in that role.
func (e *Encounter) Records(role Role) bool { return !slices.Contains(e.RolesNotRecorded, role) }

// Lacking returns those of the roles in which nobody is present, each once and in the order
// of [Roles]: where a source does not tell of some roles, these are not recorded.
func (e *Encounter) Lacking(of ...Role) []Role {
	var lacking []Role
	for _, role := range Roles() {
		if slices.Contains(of, role) && !slices.ContainsFunc(e.Presence, func(p Presence) bool { return p.Role == role }) {
			lacking = append(lacking, role)
		}
	}
	return lacking
}

// Step returns the step of that name and its place in the order, or nil and -1.
func (e *Encounter) Step(name Name) (*Step, int) {
	i := slices.IndexFunc(e.Steps, func(s Step) bool { return s.ID == name })
	if i < 0 {
		return nil, -1
	}
	return &e.Steps[i], i
}

// Concern returns the concern of that name, or nil.
func (e *Encounter) Concern(name Name) *Concern {
	i := slices.IndexFunc(e.Concerns, func(c Concern) bool { return c.ID == name })
	if i < 0 {
		return nil
	}
	return &e.Concerns[i]
}

// Before orders encounters in time, ties by id. An encounter whose start is not
// recorded is neither before nor after any other: use it only where both are known.
func (e *Encounter) Before(other *Encounter) bool {
	return cmp.Or(e.Start.Compare(other.Start), e.ID.Compare(other.ID)) < 0
}

func milliseconds(n int64) time.Duration { return time.Duration(n) * time.Millisecond }

// A Mode is the way in which the parties met.
type Mode string

const (
	InPerson    Mode = "in-person"
	Phone       Mode = "phone"
	Video       Mode = "video"
	TextMessage Mode = "text-message" // the parties need not be there at the same time
	HomeVisit   Mode = "home-visit"
)

// Modes lists every mode.
func Modes() []Mode { return []Mode{InPerson, Phone, Video, TextMessage, HomeVisit} }

// A Setting is the kind of place that the encounter belongs to.
type Setting string

const (
	SettingOutpatientClinic Setting = "outpatient-clinic"
	SettingHospitalWard     Setting = "hospital-ward"
	SettingEmergency        Setting = "emergency"
	SettingGeneralPractice  Setting = "general-practice"
	SettingMunicipality     Setting = "municipality"
	SettingHome             Setting = "home"
	SettingOther            Setting = "other"
)

// Settings lists every setting.
func Settings() []Setting {
	return []Setting{SettingOutpatientClinic, SettingHospitalWard, SettingEmergency,
		SettingGeneralPractice, SettingMunicipality, SettingHome, SettingOther}
}

// A Recording is how the encounter was kept for analysis.
type Recording string

const (
	RecordingNone       Recording = "none"
	RecordingFieldNotes Recording = "field-notes"
	RecordingAudio      Recording = "audio"
	RecordingVideo      Recording = "video"
)

// Recordings lists every form of recording.
func Recordings() []Recording {
	return []Recording{RecordingNone, RecordingFieldNotes, RecordingAudio, RecordingVideo}
}
