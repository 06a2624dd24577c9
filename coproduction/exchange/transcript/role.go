package transcript

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A Speaker says in which capacity somebody speaks, whose files or tiers are known
// by a key: the name of a tier, or the part of a file's name in which the files
// of one consultation differ.
type Speaker struct {
	Key         string
	Role        encounter.Role
	Profession  encounter.Profession      // of a professional, where it is known
	Interpreter encounter.InterpreterMode // of an interpreter
	Customary   bool                      // nobody gave the role: it is what the key usually means
}

// Roles say who speaks in a set of transcripts. The order decides who comes first
// where two begin to speak in the same millisecond.
type Roles []Speaker

// ErrRoles is what [ParseRoles] returns, with the reason, for a text that it does
// not understand.
var ErrRoles = errors.New("transcript: roles not understood")

// ParseRoles reads roles in the form of a command line:
//
//	KEY=ROLE[:PROFESSION or MODE],...
//
// as in "doctor=professional:doctor,patient=patient,tolk=interpreter:phone". A
// professional may have a profession; an interpreter has the mode in which they
// take part. Upper and lower case differ, also in keys. Only these keys have roles
// then; [Roles.Beside] adds customary ones.
func ParseRoles(text string) (Roles, error) {
	var roles Roles
	for entry := range strings.SplitSeq(text, ",") {
		key, capacity, found := strings.Cut(strings.TrimSpace(entry), "=")
		if key = strings.TrimSpace(key); !found || key == "" {
			return nil, fmt.Errorf("%w: %q is not of the form KEY=ROLE or KEY=ROLE:PROFESSION; a comma ends each, so that no key can hold one", ErrRoles, entry)
		}
		if roles.index(key) >= 0 {
			return nil, fmt.Errorf("%w: the key %q is given twice", ErrRoles, key)
		}
		speaker, err := parseSpeaker(key, strings.TrimSpace(capacity))
		if err != nil {
			return nil, err
		}
		roles = append(roles, speaker)
	}
	return roles, nil
}

// Beside returns the roles, and behind them those of the customary keys that are none of
// theirs, in upper or lower case. A key that the caller gives wins, also where a label
// only resembles it; that a customary one was taken is found. Roles are not modified.
func (r Roles) Beside(customary Roles) Roles {
	all := slices.Clone(r)
	for _, s := range customary {
		if !slices.ContainsFunc(r, func(given Speaker) bool { return strings.EqualFold(given.Key, s.Key) }) {
			s.Customary = true
			all = append(all, s)
		}
	}
	return all
}

func parseSpeaker(key, capacity string) (Speaker, error) {
	role, detail, detailed := strings.Cut(capacity, ":")
	s := Speaker{Key: key, Role: encounter.Role(role)}
	switch {
	case !slices.Contains(encounter.Roles(), s.Role):
		return s, fmt.Errorf("%w: %q, the role of the key %q, is none of %s", ErrRoles, role, key, list(encounter.Roles()))
	case s.Role == encounter.RoleInterpreter:
		s.Interpreter = encounter.InterpreterMode(detail)
		if !slices.Contains(encounter.InterpreterModes(), s.Interpreter) {
			return s, fmt.Errorf("%w: the interpreter %q needs a mode, as in %s=interpreter:phone; the modes are %s",
				ErrRoles, key, key, list(encounter.InterpreterModes()))
		}
	case detailed && s.Role != encounter.RoleProfessional:
		return s, fmt.Errorf("%w: the key %q is a %s's, and only a professional has a profession", ErrRoles, key, role)
	case detailed:
		s.Profession = encounter.Profession(detail)
		if !slices.Contains(encounter.Professions(), s.Profession) {
			return s, fmt.Errorf("%w: %q, the profession of the key %q, is none of %s", ErrRoles, detail, key, list(encounter.Professions()))
		}
	}
	return s, nil
}

// beside reports whether a speaker is known by a customary key beside those of the caller.
func (r Roles) beside(speaker int) bool {
	return r[speaker].Customary && slices.ContainsFunc(r, func(s Speaker) bool { return !s.Customary })
}

// besideDetail names customary keys: these are words of ours, and not of the file.
func besideDetail(keys []string) string {
	return "beside the roles that were given, these labels have their customary ones: " + strings.Join(keys, ", ")
}

// asGiven writes a speaker as [ParseRoles] reads one.
func (s Speaker) asGiven() string {
	text := s.Key + "=" + string(s.Role)
	switch {
	case s.Role == encounter.RoleInterpreter:
		text += ":" + string(s.Interpreter)
	case s.Profession != "":
		text += ":" + string(s.Profession)
	}
	return text
}

// index is the place of the key, or −1.
func (r Roles) index(key string) int {
	return slices.IndexFunc(r, func(s Speaker) bool { return s.Key == key })
}

func list[S ~string](words []S) string {
	var b strings.Builder
	for i, word := range words {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(word))
	}
	return b.String()
}
