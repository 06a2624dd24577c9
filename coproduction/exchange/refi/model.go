package refi

import "strings"

// A Project is what a REFI-QDA project says: the elements of the standard, under its
// names, in the order of the file. A codebook file is a project with codes and sets
// alone. Nothing here is a record of a study yet.
type Project struct {
	Name        string
	Origin      string // the program that wrote it
	Stamp       Stamp
	BasePath    string // a folder of the computer that wrote it: seldom to be passed on
	Users       []User
	Codes       []Code
	Variables   []Variable
	Cases       []Case
	Sources     []Source
	Notes       []Source // of the kind TextKind
	Links       []Link
	Sets        []Set
	Graphs      []Graph
	Description string
	NoteRefs    []GUID
}

// empty reports whether a project holds nothing at all.
func (p *Project) empty() bool {
	return len(p.Users)+len(p.Codes)+len(p.Variables)+len(p.Cases)+len(p.Sources)+len(p.Notes)+len(p.Links)+len(p.Sets)+len(p.Graphs) == 0
}

// A GUID identifies a thing of a project: 8-4-4-4-12 hexadecimal digits, here in
// lower case and without braces. It need not be a UUID of any version.
type GUID string

// ParseGUID reads a GUID in any case, with or without braces.
func ParseGUID(text string) (GUID, bool) {
	text = strings.ToLower(squeeze(text))
	if inner, braced := strings.CutPrefix(text, "{"); braced {
		inner, closed := strings.CutSuffix(inner, "}")
		if !closed {
			return "", false
		}
		text = inner
	}
	return GUID(text), GUID(text).Valid()
}

// Valid reports whether the GUID is in the form above.
func (g GUID) Valid() bool {
	if len(g) != 36 {
		return false
	}
	for i := range len(g) {
		c := g[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}

// A Stamp says who made a thing and who changed it, and when, in the form of an
// xsd:dateTime. What is not known is empty.
type Stamp struct {
	CreatedBy, ModifiedBy GUID
	Created, Modified     string
}

// A User is a researcher. Names and ids are those of people and logins.
type User struct {
	GUID     GUID
	Name, ID string
}

// A Code is a label, with those below it.
type Code struct {
	GUID        GUID
	Name        string
	Codable     bool   // false: a folder of codes
	Color       string // #RRGGBB or #RGB
	Description string
	NoteRefs    []GUID
	Codes       []Code
}

// A Variable is what is told about cases and sources.
type Variable struct {
	GUID        GUID
	Name        string
	Type        ValueType
	Description string
}

// A ValueType is the type of a variable's values.
type ValueType string

// The types, as the standard names them.
const (
	TextValue     ValueType = "Text"
	BooleanValue  ValueType = "Boolean"
	IntegerValue  ValueType = "Integer"
	FloatValue    ValueType = "Float"
	DateValue     ValueType = "Date"
	DateTimeValue ValueType = "DateTime"
)

// ValueTypes lists every type.
func ValueTypes() []ValueType {
	return []ValueType{TextValue, BooleanValue, IntegerValue, FloatValue, DateValue, DateTimeValue}
}

// A Value is a variable's for one case or source.
type Value struct {
	Variable GUID
	Type     ValueType // of the value; empty where there is none
	Text     string    // as it is written
}

// A Case is a subject that sources and selections are about, such as a person.
type Case struct {
	GUID        GUID
	Name        string
	Description string
	Codes       []GUID
	Values      []Value
	Sources     []GUID
	Selections  []GUID
}

// A Link ties two things together.
type Link struct {
	GUID           GUID
	Name           string
	Direction      string // Associative, OneWay, Bidirectional, or empty
	Color          string
	Origin, Target GUID
	NoteRefs       []GUID
}

// A Set is a group of codes, sources or notes.
type Set struct {
	GUID                  GUID
	Name                  string
	Description           string
	Codes, Sources, Notes []GUID
}

// A Graph is a drawing of things and ties.
type Graph struct {
	GUID     GUID
	Name     string
	Vertices []Vertex
	Edges    []Edge
}

// A Vertex is a thing in a drawing.
type Vertex struct {
	GUID, Represents GUID
	Name             string
	First            Point
	Second           *Point
	Shape, Color     string
}

// An Edge is a tie in a drawing.
type Edge struct {
	GUID, Represents            GUID
	Name                        string
	Source, Target              GUID // vertices
	Color, Direction, LineStyle string
}

// A Point is a place in a picture or drawing.
type Point struct{ X, Y int64 }
