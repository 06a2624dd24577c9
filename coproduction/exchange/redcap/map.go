package redcap

import (
	"io"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/delimited"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A Target is what a field is in our records.
type Target string

// The targets. Those of the patient may be in any row of the record; the others make
// their row an encounter.
const (
	Patient   Target = "patient"   // the record's own name or number
	Language  Target = "language"  // of the patient, BCP 47; several with check boxes
	Age       Target = "age"       // of the patient, in completed years
	Birth     Target = "birth"     // of the patient, a date; the age band at the first visit is kept
	Residence Target = "residence" // of the patient, a band
	Education Target = "education" // of the patient, a band
	Consent   Target = "consent"   // of the patient

	Start        Target = "start"        // a date, or a date and time
	End          Target = "end"          // a date and time
	Duration     Target = "duration"     // in minutes
	Mode         Target = "mode"         //
	Setting      Target = "setting"      //
	Planned      Target = "planned"      // yes or no
	Phase        Target = "phase"        // of the study
	Recording    Target = "recording"    //
	Professional Target = "professional" // who it was: a code, a name, initials; several with several fields
	Profession   Target = "profession"   // of the professional of the same place in the map; of nobody identified where there is none
	Interpreter  Target = "interpreter"  // the mode of an interpreter, or none
	Concern      Target = "concern"      // the domain of a concern that was raised, or none; several with check boxes
)

// Targets lists every target.
func Targets() []Target {
	return []Target{Patient, Language, Age, Birth, Residence, Education, Consent,
		Start, End, Duration, Mode, Setting, Planned, Phase, Recording, Professional, Profession, Interpreter, Concern}
}

// Words returns the words that the values of a target stand for; none where it has
// values of its own, such as dates.
func Words(t Target) []string {
	switch t {
	case Residence:
		return texts(encounter.Residences())
	case Education:
		return texts(encounter.Educations())
	case Consent:
		return texts(encounter.Consents())
	case Mode:
		return texts(encounter.Modes())
	case Setting:
		return texts(encounter.Settings())
	case Planned:
		return []string{"yes", "no"}
	case Phase:
		return texts(encounter.Phases())
	case Recording:
		return texts(encounter.Recordings())
	case Profession:
		return texts(encounter.Professions())
	case Interpreter:
		return append(texts(encounter.InterpreterModes()), "none")
	case Concern:
		return append(texts(encounter.Domains()), "none")
	}
	return nil
}

// canHave says what values a target can have: the words of the schema, or their form.
func canHave(t Target) string {
	switch t {
	case Language:
		return "a language tag, as ar or pt-BR"
	case Age:
		return "completed years, a whole number from 0 to 130"
	case Birth:
		return "a date, as 1990-03-01"
	case Start:
		return "a date or a date and time, as 2024-03-01 09:30"
	case End:
		return "a date and time, as 2024-03-01 09:30"
	case Duration:
		return "minutes, a whole number up to those of a week"
	case Patient, Professional:
		return "any value, as it is"
	}
	return strings.Join(Words(t), ", ")
}

func texts[W ~string](all []W) []string {
	var out []string
	for _, w := range all {
		out = append(out, string(w))
	}
	return out
}

// ofPatient tells which targets are of the patient.
func (t Target) ofPatient() bool { return slices.Index(Targets(), t) < slices.Index(Targets(), Start) }

// A Mapping says what one field is.
type Mapping struct {
	Ours   Target
	Theirs string            // the name of the field; of check boxes without the code
	Values map[string]string // what a code or a label stands for; those that are our words need none
	At     schema.Position   // where a table says so first; the zero value where none does
}

// A Map says what the fields of a project are.
type Map []Mapping

// ParseMap reads a map from a table with the columns ours and theirs, and where codes
// have to be told value and means:
//
//	ours,theirs,value,means
//	patient,record_id
//	start,visit_date
//	mode,visit_mode,1,in-person
//	mode,visit_mode,2,phone
//	concern,topics,4,legal-status
//
// Source is the name that findings give it. A line with a finding of severity error is
// left out. An error is one of r.
func ParseMap(r io.Reader, source string) (Map, []schema.Finding, error) {
	var findings []schema.Finding
	book := faults.NewBook(source, rules, ruleCapped, func(f schema.Finding) { findings = append(findings, f) })
	t, row, err := delimited.Open(r)
	var m Map
	if err == nil {
		m, err = m.rows(t, row, book)
	}
	for i := range m {
		m[i].At.Source = source
	}
	if delimited.Broken(err) {
		book.Report(brokenBy[err], t.Fault(), "", err.Error())
		err = nil
	}
	book.Close(t.End())
	return m, findings, err
}

func (m Map) rows(t *delimited.Table, header []delimited.Field, book *faults.Book) (Map, error) {
	want := []string{"ours", "theirs", "value", "means"}
	for i, f := range header {
		if i >= len(want) || !strings.EqualFold(text(f), want[i]) {
			book.Report(ruleMapColumns, t.Place(f), "", "the columns are ours, theirs, value and means, in this order")
			return nil, nil
		}
	}
	if len(header) < 2 {
		book.Report(ruleMapColumns, t.Place(header[0]), "", "the columns are ours, theirs, value and means, in this order")
		return nil, nil
	}
	for {
		row, err := t.Next()
		if err != nil {
			return m, ignoreEnd(err)
		}
		m.add(t, row, book)
	}
}

// add takes in a line.
func (m *Map) add(t *delimited.Table, row []delimited.Field, book *faults.Book) {
	var cells [4]string
	for i, f := range row {
		if i == len(cells) {
			book.Report(ruleMapLine, t.Place(f), "", "a line has at most four fields")
			return
		}
		cells[i] = text(f)
	}
	ours, theirs, value, means := Target(cells[0]), cells[1], cells[2], cells[3]
	switch {
	case !slices.Contains(Targets(), ours):
		book.Report(ruleMapTarget, t.Place(row[0]), "", "this is no target")
		return
	case theirs == "":
		book.Report(ruleMapLine, t.Place(row[min(1, len(row)-1)]), "", "the line names no field")
		return
	case (value == "") != (means == ""):
		book.Report(ruleMapLine, t.Place(row[len(row)-1]), "", "a value needs what it means, and the other way round")
		return
	case means != "" && !admits(ours, means):
		book.Report(ruleMapWord, t.Place(row[3]), "", "this is not what a value of "+string(ours)+" can mean; it can have "+canHave(ours))
		return
	}
	i := slices.IndexFunc(*m, func(one Mapping) bool { return one.Ours == ours && one.Theirs == theirs })
	if i < 0 {
		i = len(*m)
		*m = append(*m, Mapping{Ours: ours, Theirs: theirs, At: t.Place(row[1])})
	} else if value == "" || (*m)[i].Values[value] != "" {
		book.Report(ruleMapOnce, t.Place(row[0]), "", "an earlier line says so, or otherwise")
		return
	}
	if value != "" {
		if (*m)[i].Values == nil {
			(*m)[i].Values = map[string]string{}
		}
		(*m)[i].Values[value] = means
	}
}

// admits reports whether a word is one of the target's.
func admits(t Target, word string) bool {
	if t == Language {
		return languageTag.MatchString(word)
	}
	return slices.Contains(Words(t), word)
}

// has reports whether some field is mapped to a target.
func (m Map) has(t Target) bool {
	return slices.ContainsFunc(m, func(one Mapping) bool { return one.Ours == t })
}
