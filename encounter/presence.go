package encounter

// A Presence says that somebody took part in an encounter, and in what role. Who
// comes, leaves and comes back has a presence for each stretch.
type Presence struct {
	Participant ID   `json:"participant"`
	Role        Role `json:"role"`

	// Unidentified says that the data does not tell who this was. The id then
	// stands for the person within this encounter alone: no participant record has
	// it, and no measure of continuity counts it.
	Unidentified bool `json:"unidentified,omitzero"`

	// Profession is that of an unidentified professional, where the data tells so
	// much. Of others the participant record holds it.
	Profession Profession `json:"profession,omitzero"`

	FromMs      *int64          `json:"fromMs,omitempty"` // absent: from the start
	ToMs        *int64          `json:"toMs,omitempty"`   // absent: to the end
	Interpreter InterpreterMode `json:"interpreterMode,omitzero"`
}

// An InterpreterMode is how an interpreter takes part.
type InterpreterMode string

const (
	InterpreterInPerson InterpreterMode = "in-person"
	InterpreterPhone    InterpreterMode = "phone"
	InterpreterVideo    InterpreterMode = "video"
	InterpreterAdHoc    InterpreterMode = "ad-hoc" // a relative, a bilingual colleague: not a trained interpreter
)

// InterpreterModes lists every mode.
func InterpreterModes() []InterpreterMode {
	return []InterpreterMode{InterpreterInPerson, InterpreterPhone, InterpreterVideo, InterpreterAdHoc}
}
