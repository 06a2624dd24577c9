package transcript

import (
	"iter"
	"net/url"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// maxSourceText is how much text a source record holds, in code points.
const maxSourceText = 10_000_000

// gathering is an encounter with those present, of whom nobody is identified.
func gathering(o exchange.Options, name string, roles Roles, voices []voiceKey) (*encounter.Encounter, map[voiceKey]encounter.ID) {
	e := &encounter.Encounter{ID: o.ID(localKey(name))}
	ids := make(map[voiceKey]encounter.ID, len(voices))
	for _, v := range voices {
		s := roles[v.speaker]
		id := o.ID(localKey(name, "speaker", v.key(roles)))
		ids[v] = id
		if s.Role == encounter.RolePatient {
			e.Patient = id
		}
		e.Presence = append(e.Presence, encounter.Presence{Participant: id, Role: s.Role,
			Unidentified: true, Profession: s.Profession, Interpreter: s.Interpreter})
	}
	return e, ids
}

// localKey is the key of an id: "transcript/" with the name of the consultation, and
// what else it takes, between slashes; slashes within are escaped.
func localKey(parts ...string) string {
	key := "transcript"
	for _, part := range parts {
		key += "/" + url.PathEscape(part)
	}
	return key
}

// sharedKey is the key of an id of what all consultations have in common: "transcripts/" with
// what it is, so that it is that of no consultation.
func sharedKey(parts ...string) string {
	return "transcripts" + strings.TrimPrefix(localKey(parts...), "transcript")
}

// lossComposed is the reason in the account of texts that stand in the file in pieces.
const lossComposed = "put together of what was said, with one space for white space, and without mark-up"

// handSource hands on a source with the places of the lines of its text.
func handSource(to *exchange.Sink, s *theme.Source, lines iter.Seq2[string, schema.Position]) error {
	to.Lines = lines
	defer func() { to.Lines = nil }()
	return to.Record(s)
}

// sourceOf makes the source of a text, with the text where it is kept. A text is composed
// where it does not stand in the file like this.
func sourceOf(o exchange.Options, name string, of encounter.ID, text string, composed bool, loss *exchange.Loss) *theme.Source {
	s := &theme.Source{ID: o.ID(localKey(name, "source")), Form: theme.FormTranscript, Encounter: of}
	s.SHA256, s.Length = theme.Fingerprint(text)
	if o.KeepText && s.Length <= maxSourceText {
		s.Text = &text
		if composed {
			loss.Change("text", lossComposed, 1)
		} else {
			loss.Keep("text", 1)
		}
	} else {
		loss.Change("text", lossLeftBehind, 1)
	}
	return s
}
