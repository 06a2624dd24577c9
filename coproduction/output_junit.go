package coproduction

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// maxJUnit is how many findings a JUnit file holds where no other cap is given.
// They are kept in memory, and no tool shows more in a way that helps anybody.
const maxJUnit = 10_000

// A junitForm writes a suite for each input and one for the records as a whole.
// Each finding is a test: one of severity error fails, a suppressed one is skipped,
// a warning or note passes with its text as output. Tools follow a test from run
// to run by its class, here the rule, and its name, here the place.
type junitForm struct {
	out    *bufio.Writer
	suites []*junitSuite
	named  map[string]*junitSuite
}

type (
	junitSuites struct {
		XMLName  xml.Name      `xml:"testsuites"`
		Name     string        `xml:"name,attr"`
		Tests    int           `xml:"tests,attr"`
		Failures int           `xml:"failures,attr"`
		Errors   int           `xml:"errors,attr"`
		Skipped  int           `xml:"skipped,attr"`
		Suites   []*junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"` // always 0: a test that could not be run is none of ours
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Failure *junitFailure `xml:"failure"`
		Skipped *junitSkipped `xml:"skipped"`
		Output  *junitOutput  `xml:"system-out"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",cdata"` // legible in the file; findingText holds no character that XML forbids
	}
	junitOutput struct {
		Text string `xml:",cdata"`
	}
	junitSkipped struct {
		Message string `xml:"message,attr"`
	}
)

func newJUnit(out *bufio.Writer, sources []string) *junitForm {
	j := &junitForm{out: out, named: map[string]*junitSuite{}}
	for _, source := range sources {
		j.suite(source)
	}
	return j
}

// suite returns the suite of an input, made at its first use.
func (j *junitForm) suite(source string) *junitSuite {
	s, ok := j.named[source]
	if !ok {
		s = &junitSuite{Name: cmp.Or(visible(source), "all records together")}
		j.named[source] = s
		j.suites = append(j.suites, s)
	}
	return s
}

func (s *junitSuite) add(c junitCase) {
	s.Tests++
	if c.Failure != nil {
		s.Failures++
	}
	if c.Skipped != nil {
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

func (j *junitForm) finding(f *schema.Finding) {
	c := junitCase{Class: string(f.Rule), File: f.Position.Source,
		Name: strings.TrimSpace(whereText(f.Position) + " " + placeText(f))}
	switch {
	case f.Suppressed != "":
		c.Skipped = &junitSkipped{"suppressed: " + f.Suppressed}
		c.Output = &junitOutput{findingText(f)}
	case f.Severity == schema.Error:
		c.Failure = &junitFailure{f.Detail, string(f.Rule), findingText(f)}
	default:
		c.Output = &junitOutput{findingText(f)}
	}
	j.suite(f.Position.Source).add(c)
}

func (j *junitForm) close(s Summary, left leftOut) {
	total := &junitSuite{Name: "records"}
	total.add(junitCase{Class: "records", Output: &junitOutput{s.String() + "\n"},
		Name: grouped(s.Accepted) + " of " + counted(s.Records, "record") + " accepted"})
	if left.out > 0 {
		total.add(junitCase{Class: "records", Name: "findings not shown", Skipped: &junitSkipped{left.String()}})
	}
	all := junitSuites{Name: "coproduction-go", Suites: append(j.suites, total)}
	for _, suite := range all.Suites {
		if len(suite.Cases) == 0 {
			suite.add(junitCase{Class: "records", Name: "no findings"})
		}
		all.Tests += suite.Tests
		all.Failures += suite.Failures
		all.Skipped += suite.Skipped
	}
	j.out.WriteString(xml.Header)
	encoder := xml.NewEncoder(j.out)
	encoder.Indent("", "  ")
	encoder.Encode(all) // the writer keeps its errors
	j.out.WriteByte('\n')
}
