package transcript

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/speakers"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// LabelRoles are what the labels of known collections of consultations mean, and usual words
// of several languages that can be one role only, as Läkare, Krankenschwester and Paciente.
// They are taken where the caller gives no roles, and a finding says so. Labels of interpreters
// are known ([IsInterpreter]) and have no role: how one took part no label tells.
//
//	doctor, patient, patient_guest                 ACI-Bench
//	Doctor, Patient, Guest_family, Guest_clinician MTS-Dialog
//	D, P                                           Fareez et al. 2022
//
// Whoever the patient brought along is a relative, also where it may be a friend. Of
// a clinician who is a guest the profession is not known.
func LabelRoles() Roles {
	return collectionRoles().Beside(usualWords())
}

// usualWords are the words of several languages.
func usualWords() (all Roles) {
	for _, w := range speakers.Words() {
		all = append(all, Speaker{Key: w.Text, Role: w.Role, Profession: w.Profession})
	}
	return all
}

// collectionRoles are what the labels of known collections mean.
func collectionRoles() Roles {
	return Roles{}.Beside(Roles{
		{Key: "doctor", Role: encounter.RoleProfessional, Profession: encounter.Doctor},
		{Key: "Doctor", Role: encounter.RoleProfessional, Profession: encounter.Doctor},
		{Key: "D", Role: encounter.RoleProfessional, Profession: encounter.Doctor},
		{Key: "Guest_clinician", Role: encounter.RoleProfessional},
		{Key: "patient", Role: encounter.RolePatient},
		{Key: "Patient", Role: encounter.RolePatient},
		{Key: "P", Role: encounter.RolePatient},
		{Key: "patient_guest", Role: encounter.RoleRelative},
		{Key: "Guest_family", Role: encounter.RoleRelative},
	})
}

// interpreters are usual words for an interpreter.
var interpreters = []string{
	"interpreter", "translator", "interp", // English
	"tolk", "fortolker", "tolken", // Danish, Dutch, Norwegian, Swedish
	"dolmetscher", "dolmetscherin", "übersetzer", "übersetzerin", // German
	"interprète", "interprete", "traducteur", "traductrice", // French, Italian
	"intérprete", "traductor", "traductora", // Spanish, Portuguese
	"tulkki", "tłumacz", "tłumaczka", "tercüman", "çevirmen", // Finnish, Polish, Turkish
	"переводчик", "переводчица", "перекладач", "مترجم", "المترجم", "مترجمة", "المترجمة",
}

// IsInterpreter reports whether a label is a usual word for an interpreter, perhaps with a
// number. In which mode one takes part it does not tell.
func IsInterpreter(label string) bool {
	if stem, number := numbered(label); number != "" {
		label = stem
	}
	return slices.Contains(interpreters, strings.ToLower(label))
}

// A layout is how labels are written.
type layout int

const (
	colons   layout = iota // Doctor: ...
	brackets               // [doctor] ...
	layouts
)

// String says it in words, as findings do.
func (y layout) String() string {
	return [...]string{"as a word and a colon", "in square brackets"}[y]
}

// maxLabel bounds a label, in characters.
const maxLabel = 40

// A labelledLine is a line that begins with a label.
type labelledLine struct {
	label, talk string
	lead        int  // bytes of white space before the label
	spaced      bool // there is white space before it, or between it and the colon
}

// cut parts a line into label and talk. Without a label the result is false.
func (y layout) cut(line string, roles Roles) (labelledLine, bool) {
	bare := strings.TrimLeftFunc(line, isUnseen)
	l := labelledLine{lead: len(line) - len(bare)}
	l.spaced = l.lead > 0
	if y == brackets {
		inside, opened := strings.CutPrefix(bare, "[")
		label, talk, closed := strings.Cut(inside, "]")
		l.label, l.talk = strings.TrimSpace(label), talk
		l.spaced = l.spaced || l.label != label
		return l, opened && closed && (isLabel(l.label) || roles.index(l.label) >= 0)
	}
	for _, s := range roles { // a key that is given may hold spaces and colons, which no other label does
		if s.Customary {
			continue
		}
		if rest, ok := strings.CutPrefix(bare, s.Key); ok && s.Key != "" {
			trimmed := strings.TrimLeftFunc(rest, isUnseen)
			if mark, size := utf8.DecodeRuneInString(trimmed); isColon(mark) {
				l.label, l.talk, l.spaced = s.Key, trimmed[size:], l.spaced || trimmed != rest
				return l, true
			}
		}
	}
	label, talk, found := bare, "", false
	if i := strings.IndexFunc(bare, isColon); i >= 0 {
		_, size := utf8.DecodeRuneInString(bare[i:])
		label, talk, found = bare[:i], bare[i+size:], true
	}
	l.label, l.talk = strings.TrimRightFunc(label, isUnseen), talk
	l.spaced = l.spaced || l.label != label
	return l, found && isLabel(l.label) && !isClock(l.label, talk)
}

// isClock reports whether a colon stands inside a time, as in Doctor 00:01.
func isClock(before, behind string) bool {
	isDigit := func(text string, at int) bool { return at >= 0 && at < len(text) && '0' <= text[at] && text[at] <= '9' }
	return isDigit(before, len(before)-1) && isDigit(behind, 0)
}

// isColon reports whether a character is a colon, of Latin or of Chinese script.
func isColon(r rune) bool { return r == ':' || r == '：' }

// isUnseen reports whether a character shows nothing: white space, or a mark that says in
// which direction a text runs, as stands before labels in Arabic files.
func isUnseen(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r) }

// isLabel reports whether text can be a label: one word of letters, digits, "_" and
// "-" that begins with a letter, and may end in a number of its own ("Doctor 2").
func isLabel(text string) bool {
	if stem, number := numbered(text); number != "" {
		text = stem
	}
	if text == "" || utf8.RuneCountInString(text) > maxLabel {
		return false
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r):
		case i > 0 && (unicode.IsDigit(r) || r == '_' || r == '-' || unicode.IsMark(r)):
		default:
			return false
		}
	}
	return true
}

// numbered parts a label that ends in a number: Doctor_2, Doctor-2, Doctor 2, Doctor2.
func numbered(label string) (stem, number string) {
	stem = strings.TrimRight(label, "0123456789")
	number = label[len(stem):]
	if bare := strings.TrimRight(stem, "_- "); len(stem)-len(bare) <= 1 {
		stem = bare
	}
	return stem, number
}
