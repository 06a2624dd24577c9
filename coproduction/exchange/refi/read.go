package refi

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/xmlstream"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// The bounds of what [Open] reads.
const (
	MaxFile    = 1 << 30   // bytes of a file
	MaxProject = 512 << 20 // bytes of the XML of a project
	MaxText    = 64 << 20  // bytes of one text of an archive
	MaxTexts   = 512 << 20 // bytes of all texts
	MaxEntries = 100_000   // of an archive
)

// An Opened is what reading a file gives.
type Opened struct {
	Project  *Project // nil where the file cannot be read
	Dialect  Dialect
	Findings []schema.Finding // in the order of their places
	Quotes   Quotes

	unknown int64 // elements that were passed over
	orphans int64 // files of the archive that nothing refers to
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
// the findings. A file in a namespace or with entries as older programs have them is
// read, and says so. Memory is that of the project and its texts.
func Open(file exchange.File) (*Opened, error) {
	in, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	o := &opening{Opened: &Opened{}, name: file.Name, used: map[*zip.File]bool{}, codes: map[GUID]bool{}}
	o.log = faults.New(file.Name, Rules(), ruleCapped, func(f schema.Finding) { o.Findings = append(o.Findings, f) })
	raw, err := io.ReadAll(io.LimitReader(in, MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name, err)
	}
	start := schema.Position{Line: 1, Column: 1}
	switch {
	case len(raw) > MaxFile:
		o.log.Report(ruleLimit, start, "", "the file has more than a gibibyte")
	case bytes.HasPrefix(raw, []byte("PK")):
		o.archive(raw)
	default:
		o.xml(bytes.NewReader(raw))
	}
	if o.log.Failed() {
		o.Project = nil
	}
	if o.Project != nil {
		o.left(start)
		o.settle()
	}
	o.log.Close(start)
	return o.Opened, nil
}

// An opening is the reading of one file.
type opening struct {
	*Opened
	name  string
	log   *faults.Log
	texts map[string]*zip.File // of the archive, by name in lower case
	held  int64                // bytes of texts so far
	used  map[*zip.File]bool   // what the project refers to
	codes map[GUID]bool        // that codes have
	marks map[string]bool      // texts that begin with a byte order mark, by path
}

// archive reads a project file.
func (o *opening) archive(raw []byte) {
	start := schema.Position{Line: 1, Column: 1}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		o.log.Report(ruleArchive, start, "", "the archive is damaged or was not written whole")
		return
	}
	if len(z.File) > MaxEntries {
		o.log.Report(ruleLimit, start, "", fmt.Sprintf("the archive has %d entries", len(z.File)))
		return
	}
	o.texts, o.marks = map[string]*zip.File{}, map[string]bool{}
	var project *zip.File
	for n, f := range z.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		switch key := strings.ToLower(name); {
		case !filepath.IsLocal(strings.TrimSuffix(name, "/")) || strings.Contains(name, ":"):
			o.log.Report(ruleEntry, start, "", fmt.Sprintf("entry %d of the archive lies outside of it; it is not read", n+1))
		case strings.HasSuffix(name, "/"):
		case o.texts[key] != nil:
			o.log.Report(ruleEntryTwice, start, "", fmt.Sprintf("entry %d of the archive has the name of another; the first is read", n+1))
		default:
			o.texts[key] = f
			if path.Ext(key) == ".qde" && !strings.Contains(key, "/") && project == nil {
				project = f
			}
		}
	}
	if project == nil {
		o.log.Report(ruleProject, start, "", "there is no entry project.qde")
		return
	}
	if project.Name != "project.qde" {
		o.log.Report(ruleEntryName, start, "", "the project is not named project.qde")
	}
	in, err := project.Open()
	if err != nil {
		o.log.Report(ruleArchive, start, "", "the archive is damaged or was not written whole")
		return
	}
	defer in.Close()
	o.used[project] = true
	o.xml(in)
}

// inside begins the path of what is in the archive.
const inside = "internal://"

// entry is the file of the archive at a path; nil where there is none.
func (o *opening) entry(where string) *zip.File {
	name, internal := strings.CutPrefix(where, inside)
	if !internal {
		return nil
	}
	name = strings.ToLower(strings.TrimPrefix(name, "/"))
	if f := o.texts["sources/"+name]; f != nil {
		return f
	}
	return o.texts[name]
}

// text reads a text of the archive by its path in the project. It is decoded, and
// keeps its line ends; a byte order mark is not part of it.
func (o *opening) text(where string, at schema.Position) (content *string) {
	if !strings.HasPrefix(where, inside) {
		o.count(ruleOutside, at)
		return nil
	}
	f := o.entry(where)
	if f == nil {
		o.count(ruleMissing, at)
		return nil
	}
	in, err := f.Open()
	if err != nil {
		o.count(ruleMissing, at)
		return nil
	}
	defer in.Close()
	raw, err := io.ReadAll(io.LimitReader(in, MaxText+1))
	switch o.held += int64(len(raw)); {
	case len(raw) > MaxText || o.held > MaxTexts:
		o.log.Report(ruleLimit, at, "", "a text, or all texts together, exceed the limit; this one is not read")
		return nil
	case err != nil:
		o.log.Report(ruleArchive, at, "", "a text of the archive is damaged")
		return nil
	}
	text, mark, ok := decode(raw)
	if !ok {
		o.log.Report(ruleEncoding, at, "", "a text is neither UTF-8 nor UTF-16")
		return nil
	}
	if mark {
		o.marks[where] = true
	}
	return &text
}

// decode reads UTF-8 or UTF-16, which a mark tells.
func decode(raw []byte) (text string, mark, ok bool) {
	rest, mark := bytes.CutPrefix(raw, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		text, ok = wide(raw)
		return text, true, ok
	}
	return string(rest), mark, utf8.Valid(rest) && bytes.IndexByte(rest, 0) < 0
}

// left counts the files of the archive that nothing refers to.
func (o *opening) left(at schema.Position) {
	for _, f := range o.texts {
		if !o.used[f] {
			o.orphans++
		}
	}
	if o.orphans > 0 {
		o.log.Report(ruleOrphan, at, "", fmt.Sprintf("%d files of the archive", o.orphans))
	}
}

// count reports something that may come often.
func (o *opening) count(id schema.RuleID, at schema.Position) {
	o.log.Report(id, at, "", details[id])
}

// xml reads a project or a codebook.
func (o *opening) xml(in io.Reader) {
	x := xmlstream.NewReader(in, xmlstream.Limits{Bytes: MaxProject, Depth: 128, Token: MaxText})
	r := &reading{opening: o, x: x}
	err := r.document()
	var fault *xmlstream.Fault
	switch {
	case errors.As(err, &fault) && fault.Kind == xmlstream.Trailing && o.Project != nil:
		o.log.Report(ruleTrailing, fault.At, "", "something follows the last element; it is not read")
	case errors.As(err, &fault):
		o.log.Report(ruleXML, fault.At, "", fault.Detail)
	case err != nil:
		o.log.Report(ruleArchive, x.Place(), "", "the archive is damaged or was not written whole")
	}
}
