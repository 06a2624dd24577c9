package redcap

import (
	"net/url"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/calendar"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A draft is what is known of a row, from one file or several.
type draft struct {
	key         string
	of          *patient
	last        *file // the file that it was last read in
	isEncounter bool
	counted     bool // a row was counted as this encounter

	start       calendar.Instant
	end         *ending // nil where none was read
	duration    *int64
	words       words
	concerns    []encounter.Domain
	noConcern   silence // whether there was none
	interpreter []encounter.InterpreterMode
	nobody      silence // whether there was none
	who         []seat
}

// An ending is the end of an encounter.
type ending struct {
	calendar.Instant
	at   schema.Position
	in   *file
	lost string // why it is left out
}

// A seat is a professional of a row, by the place in the map: who, or of what profession.
type seat struct {
	n   int
	who *professional
	of  *calling // nil where it is said who
}

// A calling is the profession of somebody.
type calling struct {
	profession encounter.Profession
	at         schema.Position
	in         *file
	lost       string // why it is nobody's
}

// isOf reports whether the seat is of that profession at that place of the map.
func (s seat) isOf(n int, profession encounter.Profession) bool {
	return s.of != nil && s.n == n && s.of.profession == profession
}

// A patient is what is known of a record.
type patient struct {
	key       string
	words     words
	languages []string
	age       encounter.AgeBand
	birth     calendar.Birth
	birthLost string
	first     time.Time // the earliest start
	counted   bool      // a row that names the patient was counted
}

// A professional is one value of the fields that say who it was.
type professional struct {
	key        string
	profession encounter.Profession
}

func (r *reader) patient(key string) *patient {
	p := r.patients[key]
	if p == nil {
		p = &patient{key: key}
		r.patients[key] = p
		r.record = append(r.record, p)
	}
	return p
}

func (r *reader) professional(code string) *professional {
	p := r.professionals[code]
	if p == nil {
		p = &professional{key: "redcap/professional/" + url.PathEscape(code)}
		r.professionals[code] = p
		r.team = append(r.team, p)
	}
	return p
}

// Words are those of the targets that have one. They are few, and each row has its own.
type words []targetWord

type targetWord struct {
	of   Target
	word string
}

// to returns the word of a target; "" where there is none.
func (w words) to(t Target) string {
	for _, one := range w {
		if one.of == t {
			return one.word
		}
	}
	return ""
}

// once sets the word of a target that has none yet.
func (w *words) once(t Target, word string) string {
	switch w.to(t) {
	case word:
	case "":
		*w = append(*w, targetWord{t, word})
	default:
		return lossConflict
	}
	return ""
}
