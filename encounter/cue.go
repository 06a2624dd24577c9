package encounter

// A Cue is an emotional cue or concern of the patient, in the terms of the Verona
// coding definitions of emotional sequences, VR-CoDES (Zimmermann et al. 2011,
// doi:10.1016/j.pec.2010.03.017): a hint at, or a clear statement of, an unpleasant emotion.
type Cue struct {
	ID         Name      `json:"id,omitzero"`
	Form       CueForm   `json:"form"`
	By         ID        `json:"by"`                  // who voiced it
	ElicitedBy ID        `json:"elicitedBy,omitzero"` // whose act brought it about: a professional, or the patient unprompted
	Step       Name      `json:"step,omitzero"`       // the step in which it was voiced
	AtMs       *int64    `json:"atMs,omitempty"`      //
	Response   *Response `json:"response,omitempty"`  // absent: not coded
}

// A Response is what a professional did with a cue, in the terms of VR-CoDES-P
// (Del Piccolo et al. 2011, doi:10.1016/j.pec.2010.02.024).
type Response struct {
	By       ID    `json:"by"`
	Explicit bool  `json:"explicit"` // it refers to the cue in so many words
	Space    Space `json:"space"`    // it leaves room to say more, or takes it away
	Step     Name  `json:"step,omitzero"`
}

// A CueForm tells a hint from a plain statement.
type CueForm string

const (
	CueHint    CueForm = "cue"     // an unpleasant emotion is hinted at
	CueConcern CueForm = "concern" // an unpleasant current or recent emotion is stated
)

// CueForms lists both forms.
func CueForms() []CueForm { return []CueForm{CueHint, CueConcern} }

// A Space is the room that a response gives to the patient's emotion.
type Space string

const (
	SpaceProvided Space = "provided"
	SpaceReduced  Space = "reduced"
)

// Spaces lists both.
func Spaces() []Space { return []Space{SpaceProvided, SpaceReduced} }
