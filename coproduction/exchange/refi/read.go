package refi

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/xmlstream"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// The bounds of what [Open] reads. A coding takes 450 to 610 bytes of XML, and the largest
// projects that are open to all have 149 MB of it: some 300,000 codings. [Import] takes
// some 430 MB from the system for as many, each on a selection of its own, and some 600 MB
// for [MaxParts].
const (
	MaxFile    = 1 << 30   // bytes of an archive that cannot be read in place
	MaxProject = 512 << 20 // bytes of the XML of a project
	MaxText    = 64 << 20  // bytes of one text of an archive
	MaxTexts   = 256 << 20 // bytes of all texts, within the XML or not, each as often as a source names it
	MaxEntries = 100_000   // of an archive
	MaxThings  = 100_000   // codes; and as many users, sources of a kind, notes, cases, variables, sets, links, graphs, transcripts
	MaxParts   = 350_000   // codings; and as many selections of a kind, values of variables, references of a kind, parts of graphs, sync points
)

// An Opened is what reading a file gives.
type Opened struct {
	Project  *Project // nil where the file cannot be read
	Dialect  Dialect
	Findings []schema.Finding // in the order of their places
	Quotes   Quotes

	census
	unread map[string]int // files of the archive, by why they are left
}

// Quotes says how the texts of selections fit what their names or descriptions quote.
type Quotes struct {
	Verified, Differ, None int
}

// Open reads a REFI-QDA file: a project (.qdpx), the XML of one (.qde) or a codebook
// (.qdc), told by its content. Selections of texts are half-open ranges of code
// points in the project, whatever the program counted that wrote it; see [Dialect].
//
// The errors are those of opening and reading the file; what is wrong with it is in
// the findings. What is found in the project of an archive has its place there, in
// "study.qdpx!project.qde". A file in a namespace or with entries as older programs have
// them is read, and says so.
//
// Memory is that of the project, some two times the size of its XML, five at the most
// while it is read, and of its texts, twice while they are read; and of the archive,
// unless it is a file on a disk.
func Open(file exchange.File) (*Opened, error) {
	in, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	o := &opening{Opened: &Opened{census: newCensus()}, name: file.Name, logged: file.Name, end: beginning, used: map[*zip.File]bool{}, codes: map[GUID]bool{}}
	o.log = faults.New(file.Name, Rules(), ruleCapped, func(f schema.Finding) { o.Findings = append(o.Findings, f) })
	head := bufio.NewReaderSize(in, 512)
	if begins, _ := head.Peek(2); string(begins) == "PK" {
		err = o.archive(in, head)
	} else {
		err = o.xml(head)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name, err)
	}
	if o.refused || o.log.Failed() {
		o.Project = nil
	}
	if o.Project != nil {
		o.left()
		o.settle()
	}
	o.log.Close(o.end)
	slices.SortStableFunc(o.Findings, schema.Compare)
	return o.Opened, nil
}

// beginning is the place of what is said of a whole file.
var beginning = schema.Position{Line: 1, Column: 1}

// An opening is the reading of one file.
type opening struct {
	*Opened
	name     string
	logged   string // the name that findings have now
	log      *faults.Log
	refused  bool                 // by what was found outside of the log
	end      schema.Position      // of what was read of the XML
	bare     int                  // texts that a project without an archive leaves elsewhere
	textless int                  // text sources that are coded, and have no text
	texts    map[string]*zip.File // of the archive, by name in lower case
	number   map[*zip.File]int    // of each entry of the archive, from 1
	held     int64                // bytes of texts so far
	full     bool                 // a text was beyond a limit
	used     map[*zip.File]bool   // what the project refers to
	codes    map[GUID]bool        // that codes have
}

// count reports something that may come often.
func (o *opening) count(id schema.RuleID, at schema.Position) {
	o.log.Report(id, at, "", details[id])
}

// xml reads a project or a codebook. The error is one of reading.
func (o *opening) xml(in io.Reader) error {
	x := xmlstream.NewReader(in, xmlstream.Limits{Bytes: MaxProject, Depth: 256, Token: MaxText})
	r := &reading{opening: o, x: x, named: map[GUID]GUID{}}
	err := r.document()
	o.end = x.Place()
	r.many()
	for _, f := range x.Tolerated() {
		o.log.Report(ruleTolerated, f.At, "", f.Detail)
	}
	var fault *xmlstream.Fault
	switch {
	case errors.As(err, &fault) && fault.Kind == xmlstream.Trailing && o.Project != nil:
		o.log.Report(ruleTrailing, fault.At, "", "something follows the last element; it is not read")
	case errors.As(err, &fault):
		o.log.Report(ruleXML, fault.At, "", fault.Detail)
	default:
		return err
	}
	return nil
}
