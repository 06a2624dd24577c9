package estimate

// A Measure is one entry of a catalogue of measures: what a number is called, what
// it answers, and what it rests on. The same ID under two headings is the same
// formula over other units.
type Measure struct {
	ID        string // as in [Row]; never renamed, never given to another measure
	Heading   string // under which catalogues list it, such as a theme of the study
	Title     string
	Answers   string // the question that it answers
	Formula   string // as in [Estimate]
	Params    []Param
	Unit      string
	Range     string
	Undefined string // when there is no value
	Source    string
}

// A Param is an option that tells the variants of a measure apart.
type Param struct {
	Name   string
	Values string // what it may be, in words
}
