package refi

import (
	"archive/zip"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	projectSpace  = "urn:QDA-XML:project:1.0"
	codebookSpace = "urn:QDA-XML:codebook:1.0"
)

// ErrNoCode is what [WriteCodebook] returns for a project without codes: the
// standard has no codebook without one.
var ErrNoCode = errors.New("refi: a codebook file needs at least one code")

// WriteCodebook writes the codes of a project, and its sets of codes, as a codebook
// file (.qdc). Notes of codes have no place in it. The same project gives the same
// bytes. The errors are those of w and [ErrNoCode].
func WriteCodebook(w io.Writer, p *Project) error {
	if len(p.Codes) == 0 {
		return ErrNoCode
	}
	x := writing{markup: newMarkup(w), codebook: true}
	x.start("CodeBook")
	x.attr("xmlns", codebookSpace)
	x.optional("origin", p.Origin)
	x.codes(p.Codes)
	x.sets(slices.DeleteFunc(slices.Clone(p.Sets), func(s Set) bool { return len(s.Codes) == 0 }))
	x.end()
	return x.finish()
}

// WriteProject writes a project file (.qdpx): a ZIP archive with project.qde, and
// under sources/ the texts that are not kept in the project itself. The entries bear
// no date. The same project gives the same bytes.
//
// The XML obeys the schema of the standard as far as the project does: GUIDs,
// colours, dates and numbers are written as they are. What XML cannot hold in a name
// or description, control characters, becomes U+FFFD. A text with such characters is
// written as a file, where it can be held.
//
// Positions in texts are code points and an end is the position after the last
// character, as the programs that exchange projects have it; the wording of the
// standard, "the first and the last character", is read by some as one less.
//
// Files of pictures, sound and film are not in a [Project]: where a path says that
// they are inside the archive, they are missing. The errors are those of w.
func WriteProject(w io.Writer, p *Project) error {
	z := zip.NewWriter(w)
	entry := func(name string) (io.Writer, error) {
		return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Time{}})
	}
	q, err := entry("project.qde")
	if err != nil {
		return err
	}
	x := writing{markup: newMarkup(q), files: make(map[string]string)}
	x.project(p)
	if err := x.finish(); err != nil {
		return err
	}
	for _, name := range x.order {
		f, err := entry("sources/" + name)
		if err != nil {
			return err
		}
		content := x.files[name]
		if strings.HasPrefix(content, byteOrderMark) { // readers take the first one away
			content = byteOrderMark + content
		}
		if _, err := io.WriteString(f, content); err != nil {
			return err
		}
	}
	return z.Close()
}

// WriteQDE writes the XML of a project alone. Texts with a path of their own are not in it.
func WriteQDE(w io.Writer, p *Project) error {
	x := writing{markup: newMarkup(w), files: make(map[string]string)}
	x.project(p)
	return x.finish()
}

// byteOrderMark is U+FEFF at the beginning of a file, which is no part of its text.
const byteOrderMark = "\ufeff"

// A writing is a project as it becomes XML. Elements stand in the order of the
// schema; what would be empty and must not be is left out.
type writing struct {
	*markup
	codebook bool
	files    map[string]string // texts, by their names in the archive
	order    []string
}

// list writes a list in an element of its own, which must not be empty.
func list[T any](x *writing, name string, items []T, write func(T)) {
	if len(items) == 0 {
		return
	}
	x.start(name)
	for _, item := range items {
		write(item)
	}
	x.end()
}

func (x *writing) description(text string) {
	if text != "" {
		x.element("Description", text)
	}
}

// element writes an element that holds a text.
func (x *writing) element(name, text string) {
	x.start(name)
	x.text(text)
	x.end()
}

func (x *writing) refs(name string, to []GUID) {
	for _, g := range to {
		x.start(name)
		x.attr("targetGUID", string(g))
		x.end()
	}
}

func (x *writing) number(name string, n int64) { x.attr(name, strconv.FormatInt(n, 10)) }

// file is the path of a text of the archive: the one it has, if that is inside and
// names no other text, or one after its GUID.
func (x *writing) file(path string, guid GUID, content string) string {
	name, internal := strings.CutPrefix(path, inside)
	if path != "" && !internal {
		return path // outside of the archive
	}
	if name == "" || strings.ContainsAny(name, "/\\:") || name == "." || name == ".." {
		name = string(guid) + ".txt"
	}
	for n := 2; ; n++ {
		other, taken := x.files[name]
		if !taken {
			x.files[name] = content
			x.order = append(x.order, name)
		}
		if !taken || other == content {
			return inside + name
		}
		name = string(guid) + "-" + strconv.Itoa(n) + ".txt"
	}
}
