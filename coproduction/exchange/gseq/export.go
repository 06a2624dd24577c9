package gseq

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// Of is what sequences are made of.
type Of string

const (
	Acts  Of = "acts"  // the acts of the steps, an event sequence for each encounter
	Turns Of = "turns" // the roles of those who speak, a timed event sequence for each encounter
	Codes Of = "codes" // codes on steps and turns, for each encounter, coder and round
)

// Contents lists what sequences can be made of.
func Contents() []Of { return []Of{Acts, Turns, Codes} }

// An Export says which sequences to write.
type Export struct {
	Of Of // empty: Acts

	// Single writes codes as event sequences, which more programs read and which
	// leave out each place that has several codes. Otherwise they are multievent
	// sequences. It means nothing for acts and turns.
	Single bool

	Coder encounter.ID // codes of this coder alone; zero: of each
	Round int64        // codes of this round alone; 0: of each
}

// Written is what became of the records.
type Written struct {
	File     *File
	Names    []Name // the codes of the file, in the order of the declaration
	Sessions []Origin
	Findings []schema.Finding // in the order of the records; see [Rules]
	Loss     exchange.Loss    // steps, turns or codings
}

// An Origin tells where a session comes from. In the file, a comment before the
// session gives the number of its encounter in this list, so that no id is in it.
type Origin struct {
	Label     string // of the unit
	Encounter encounter.ID
	Number    int          // of the encounter
	Coder     encounter.ID // of codes
	Round     int64        // of codes
	Places    string       // of codes: "steps" or "turns"
	First     int          // the place in the encounter that it begins with, from 0
}

// Write writes the sequences of a study. Records may come in any order; encounters
// of a patient are written in the order of their start, those without one last and
// as they came. In memory are, of each encounter, the acts of its steps, or of its
// turns the roles and times, or the names of both; of codes all codings and units;
// and the file that is made of them. Nothing else of a record is kept.
//
// The same records in the same order give the same bytes. The errors are those of
// w; what cannot be carried over is in the findings and in the Loss. The position
// of a finding tells which of the records it is about, counted from 1.
func (x Export) Write(w io.Writer, records iter.Seq[encounter.Record]) (*Written, error) {
	g := gathering{Export: x, written: &Written{File: new(File)}, encounters: make(map[encounter.ID]*visit),
		units: make(map[encounter.ID]coded)}
	for r := range records {
		g.add(r)
	}
	switch x.Of {
	case Turns:
		g.turns()
	case Codes:
		g.codes()
	default:
		g.acts()
	}
	g.finish()
	return g.written, g.written.File.Write(w)
}

// A gathering is the records as an export needs them.
type gathering struct {
	Export
	written    *Written
	record     int
	patients   []encounter.ID // in the order in which they came
	visits     map[encounter.ID][]*visit
	encounters map[encounter.ID]*visit
	units      map[encounter.ID]coded
	codings    []coding
	coders     []encounter.ID
	names      names
	words      map[string]string
	synthetic  bool // whether a record says so of the data
}

func (g *gathering) add(r encounter.Record) {
	g.record++
	switch r := r.(type) {
	case *encounter.Study:
		g.synthetic = g.synthetic || r.Extensions.Says("synthetic")
	case *encounter.Participant:
		g.synthetic = g.synthetic || r.Extensions.Says("synthetic")
	case *encounter.Encounter:
		g.synthetic = g.synthetic || r.Extensions.Says("synthetic")
		v := g.visit(r)
		if g.Of == Codes {
			g.encounters[r.ID] = v
		}
		if g.visits == nil {
			g.visits = make(map[encounter.ID][]*visit)
		}
		if g.visits[r.Patient] == nil {
			g.patients = append(g.patients, r.Patient)
		}
		g.visits[r.Patient] = append(g.visits[r.Patient], v)
	case *theme.Unit:
		if g.Of == Codes {
			g.units[r.ID] = g.unit(r)
		}
	case *theme.Coding:
		if g.Of == Codes {
			g.codings = append(g.codings, g.coding(r))
		}
	}
}

// syntheticNote stands at the head of a file of synthetic data.
const syntheticNote = "synthetic data: these records stand for nobody"

// each calls do for every patient, with the encounters in order of time.
func (g *gathering) each(do func(patient int, visits []*visit)) {
	number := 0
	for i, patient := range g.patients {
		visits := g.visits[patient]
		slices.SortStableFunc(visits, func(a, b *visit) int {
			switch {
			case a.start.IsZero() && b.start.IsZero():
				return 0
			case a.start.IsZero():
				return 1
			case b.start.IsZero():
				return -1
			}
			return a.start.Compare(b.start)
		})
		for _, v := range visits {
			number++
			v.number = number
		}
		do(i+1, visits)
	}
}

func (g *gathering) find(id schema.RuleID, record int, pointer, detail string) {
	f := ruleOf(id).At(pointer, detail)
	f.Position.Record = record
	g.written.Findings = append(g.written.Findings, f)
}

// session adds a session to the unit of that label, which is the last or a new one.
func (g *gathering) session(label, note string, events []Moment, from Origin) {
	if len(events) == 0 {
		return
	}
	file := g.written.File
	if n := len(file.Units); n == 0 || file.Units[n-1].Label != label {
		file.Units = append(file.Units, Unit{Label: label})
	}
	unit := &file.Units[len(file.Units)-1]
	unit.Sessions = append(unit.Sessions, Session{Note: note, Events: events})
	from.Label = label
	g.written.Sessions = append(g.written.Sessions, from)
}

// finish writes the table of names, and sorts what was found.
func (g *gathering) finish() {
	w, renamed := g.written, 0
	if g.synthetic {
		w.File.Notes = slices.Insert(w.File.Notes, 0, syntheticNote)
	}
	w.Names = g.names.list
	for _, n := range w.Names {
		line := n.Code + " = " + n.Of
		if n.Book > 0 {
			line += " of codebook " + strconv.Itoa(n.Book)
		}
		w.File.Notes = append(w.File.Notes, line)
		if n.Code != n.Of {
			renamed++
		}
	}
	slices.SortStableFunc(w.Findings, schema.Compare)
	if renamed > 0 {
		g.find(ruleName, 0, "", fmt.Sprintf("%d of %d codes have another name in the file", renamed, len(w.Names)))
	}
}
