package gseq

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// A File is what an SDIS file says.
type File struct {
	Notes []string // comments before the declaration, a line each
	Type  Type
	Sets  []Set // the codes, declared
	Units []Unit
}

// A Type is how a sequence holds its codes.
type Type string

const (
	Event      Type = "Event"      // one code after the other
	Multievent Type = "Multievent" // one set of codes after the other
	Timed      Type = "Timed"      // codes with onset and offset
)

// Types lists the types that this package writes and reads.
func Types() []Type { return []Type{Event, Multievent, Timed} }

// A Set is a group of codes in the declaration.
type Set struct {
	Name      string
	Exclusive bool // of its codes one holds at any moment, and no two do
	Codes     []string
}

// A Unit is the sequences of one subject.
type Unit struct {
	Label    string
	Sessions []Session
}

// A Session is one unbroken sequence.
type Session struct {
	Note   string // a comment before it; may be empty
	Events []Moment
}

// A Moment is one event of a sequence: one code, or in a multievent sequence one
// or more. Of a timed event, Offset is the first millisecond after it; where it
// equals Onset, the file says the onset alone.
type Moment struct {
	Codes         []string
	Onset, Offset int64 // milliseconds
}

// Write writes the file. Its errors are those of w. The same value gives the same
// bytes; names are written as they are, so that they must be names (see [Name]).
func (f *File) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, note := range f.Notes {
		comment(b, note)
	}
	b.WriteString(string(f.Type))
	if f.Type == Timed {
		b.WriteString(" <seconds>")
	}
	for _, set := range f.Sets {
		mark := ""
		if set.Exclusive {
			mark = "$"
		}
		fmt.Fprintf(b, " (%s%s = %s)", mark, set.Name, strings.Join(set.Codes, " "))
	}
	b.WriteString(";\n")
	for _, unit := range f.Units {
		fmt.Fprintf(b, "<%s>\n", unit.Label)
		for i, session := range unit.Sessions {
			if session.Note != "" {
				comment(b, session.Note)
			}
			f.session(b, session)
			if i+1 < len(unit.Sessions) {
				b.WriteString(";\n")
			}
		}
		b.WriteString("/\n")
	}
	return b.Flush()
}

func (f *File) session(b *bufio.Writer, s Session) {
	for i, m := range s.Events {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.Join(m.Codes, " "))
		switch {
		case f.Type == Multievent && i+1 < len(s.Events):
			b.WriteByte('.')
		case f.Type == Timed && m.Onset == m.Offset:
			b.WriteString("," + seconds(m.Onset))
		case f.Type == Timed:
			b.WriteString("," + seconds(m.Onset) + "-" + seconds(m.Offset))
		}
	}
}

// seconds is a time with three decimals, so that nothing is rounded.
func seconds(ms int64) string { return fmt.Sprintf("%d.%03d", ms/1000, ms%1000) }

// comment writes a line between percent signs. The characters that would end it, or
// that only some programs could read, become question marks.
func comment(b *bufio.Writer, text string) {
	b.WriteString("% ")
	for _, r := range text {
		if r == '%' || r < ' ' || r > '~' {
			r = '?'
		}
		b.WriteRune(r)
	}
	b.WriteString(" %\n")
}
