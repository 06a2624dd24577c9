package coproduction

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A Format is a form in which findings are written.
type Format string

const (
	FormatText  Format = "text"  // for people: the place, what is wrong, and how to mend it
	FormatJSON  Format = "json"  // for programs: one finding a line, the summary last
	FormatSARIF Format = "sarif" // for code-scanning tools: SARIF 2.1.0
	FormatJUnit Format = "junit" // for continuous integration: JUnit XML
)

// Formats lists every format.
func Formats() []Format { return []Format{FormatText, FormatJSON, FormatSARIF, FormatJUnit} }

// ErrFormat says that a format is none of [Formats].
var ErrFormat = errors.New("coproduction: no such form of output")

// OutputOptions say how findings are written; the zero value will do.
type OutputOptions struct {
	// Max is how many findings are written out; 0 means all. Those beyond it are
	// counted, and how many they are is said at the end.
	Max int
	// Version of the program that found them, for SARIF.
	Version string
	// Sources are the inputs in their order, for JUnit: one without findings is
	// then a suite that passed. Others are added as they appear.
	Sources []string
	// Rules are rules of your own, for SARIF to explain; this library's are known,
	// unless one of yours has the same id.
	Rules []Rule
}

// An Output writes findings as they come, in one of [Formats]. The same findings
// give the same bytes. No form but JUnit, whose counts stand before what they
// count, keeps them in memory.
type Output struct {
	out  *bufio.Writer
	form form
	max  int
	left leftOut
}

// A form writes findings in one format. It leaves the errors of its writer to
// the [Output].
type form interface {
	finding(f *schema.Finding)
	close(s Summary, left leftOut)
}

// NewOutput returns an output to w in that format, or [ErrFormat].
func NewOutput(w io.Writer, format Format, options OutputOptions) (*Output, error) {
	o := &Output{out: bufio.NewWriter(w), max: options.Max}
	switch format {
	case FormatText:
		o.form = &textForm{out: o.out}
	case FormatJSON:
		o.form = &jsonForm{out: o.out}
	case FormatSARIF:
		o.form = newSARIF(o.out, options)
	case FormatJUnit:
		o.form = newJUnit(o.out, options.Sources)
		if o.max <= 0 {
			o.max = maxJUnit
		}
	default:
		return nil, fmt.Errorf("%w: choose one of %v", ErrFormat, Formats())
	}
	return o, nil
}

// Finding writes one finding. It returns the first error of the writer, which may
// be one of an earlier call.
func (o *Output) Finding(f *schema.Finding) error {
	if o.left.all++; o.max > 0 && o.left.all > int64(o.max) {
		o.left.out++
	} else {
		o.form.finding(f)
	}
	_, err := o.out.Write(nil) // what went wrong so far
	return err
}

// Close writes what stands behind the findings. It has to be called for the
// output to be whole, and is the last call.
func (o *Output) Close(summary Summary) error {
	o.form.close(summary, o.left)
	return o.out.Flush()
}

// leftOut is what a cap left out.
type leftOut struct{ out, all int64 }

// String announces the cap.
func (l leftOut) String() string {
	are := " are"
	if l.out == 1 {
		are = " is"
	}
	return "… and " + counted(l.out, "more finding") + are + " not shown (" + grouped(l.all) + " in all)"
}

// severityOf takes what is neither error nor warning for a note, as [Summary] does.
func severityOf(f *schema.Finding) schema.Severity {
	if slices.Contains(schema.Severities(), f.Severity) {
		return f.Severity
	}
	return schema.Note
}
