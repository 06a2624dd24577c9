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
		if _, err := io.WriteString(f, x.files[name]); err != nil {
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

// A writing is a project as it becomes XML. Elements stand in the order of the
// schema; what would be empty and must not be is left out.
type writing struct {
	*markup
	codebook bool
	files    map[string]string // texts, by their names in the archive
	order    []string
}

func (x *writing) project(p *Project) {
	x.start("Project")
	x.attr("xmlns", projectSpace)
	x.attr("name", p.Name)
	x.optional("origin", p.Origin)
	x.optional("creatingUserGUID", string(p.Stamp.CreatedBy))
	x.optional("creationDateTime", p.Stamp.Created)
	x.optional("modifyingUserGUID", string(p.Stamp.ModifiedBy))
	x.optional("modifiedDateTime", p.Stamp.Modified)
	x.optional("basePath", p.BasePath)
	list(x, "Users", p.Users, x.user)
	if len(p.Codes) > 0 {
		x.start("CodeBook")
		x.codes(p.Codes)
		x.end()
	}
	list(x, "Variables", p.Variables, x.variable)
	list(x, "Cases", p.Cases, x.caseOf)
	list(x, "Sources", p.Sources, func(s Source) { x.source(string(s.Kind), &s) })
	list(x, "Notes", p.Notes, func(s Source) { x.source("Note", &s) })
	list(x, "Links", p.Links, x.link)
	x.sets(p.Sets)
	list(x, "Graphs", p.Graphs, x.graph)
	x.description(p.Description)
	x.refs("NoteRef", p.NoteRefs)
	x.end()
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

func (x *writing) user(u User) {
	x.start("User")
	x.attr("guid", string(u.GUID))
	x.optional("name", u.Name)
	x.optional("id", u.ID)
	x.end()
}

func (x *writing) codes(codes []Code) { list(x, "Codes", codes, x.code) }

func (x *writing) code(c Code) {
	x.start("Code")
	x.attr("guid", string(c.GUID))
	x.attr("name", c.Name)
	x.attr("isCodable", strconv.FormatBool(c.Codable))
	x.optional("color", c.Color)
	x.description(c.Description)
	if !x.codebook {
		x.refs("NoteRef", c.NoteRefs)
	}
	for _, below := range c.Codes {
		x.code(below)
	}
	x.end()
}

func (x *writing) variable(v Variable) {
	x.start("Variable")
	x.attr("guid", string(v.GUID))
	x.attr("name", v.Name)
	x.attr("typeOfVariable", string(v.Type))
	x.description(v.Description)
	x.end()
}

func (x *writing) values(values []Value) {
	for _, v := range values {
		x.start("VariableValue")
		x.refs("VariableRef", []GUID{v.Variable})
		if v.Type != "" {
			x.element(string(v.Type)+"Value", v.Text)
		}
		x.end()
	}
}

func (x *writing) caseOf(c Case) {
	x.start("Case")
	x.attr("guid", string(c.GUID))
	x.optional("name", c.Name)
	x.description(c.Description)
	x.refs("CodeRef", c.Codes)
	x.values(c.Values)
	x.refs("SourceRef", c.Sources)
	x.refs("SelectionRef", c.Selections)
	x.end()
}

func (x *writing) link(l Link) {
	x.start("Link")
	x.attr("guid", string(l.GUID))
	x.optional("name", l.Name)
	x.optional("direction", l.Direction)
	x.optional("color", l.Color)
	x.optional("originGUID", string(l.Origin))
	x.optional("targetGUID", string(l.Target))
	x.refs("NoteRef", l.NoteRefs)
	x.end()
}

func (x *writing) sets(sets []Set) {
	list(x, "Sets", sets, func(s Set) {
		x.start("Set")
		x.attr("guid", string(s.GUID))
		x.attr("name", s.Name)
		x.description(s.Description)
		if !x.codebook {
			x.refs("MemberCode", s.Codes)
			x.refs("MemberSource", s.Sources)
			x.refs("MemberNote", s.Notes)
		} else {
			for _, code := range s.Codes { // the two schemas name the attribute differently
				x.start("MemberCode")
				x.attr("guid", string(code))
				x.end()
			}
		}
		x.end()
	})
}

func (x *writing) graph(g Graph) {
	x.start("Graph")
	x.attr("guid", string(g.GUID))
	x.optional("name", g.Name)
	for _, v := range g.Vertices {
		x.start("Vertex")
		x.attr("guid", string(v.GUID))
		x.optional("representedGUID", string(v.Represents))
		x.optional("name", v.Name)
		x.number("firstX", v.First.X)
		x.number("firstY", v.First.Y)
		if v.Second != nil {
			x.number("secondX", v.Second.X)
			x.number("secondY", v.Second.Y)
		}
		x.optional("shape", v.Shape)
		x.optional("color", v.Color)
		x.end()
	}
	for _, e := range g.Edges {
		x.start("Edge")
		x.attr("guid", string(e.GUID))
		x.optional("representedGUID", string(e.Represents))
		x.optional("name", e.Name)
		x.attr("sourceVertex", string(e.Source))
		x.attr("targetVertex", string(e.Target))
		x.optional("color", e.Color)
		x.optional("direction", e.Direction)
		x.optional("lineStyle", e.LineStyle)
		x.end()
	}
	x.end()
}

// file is the path of a text of the archive: the one it has, if that is inside and
// names no other text, or one after its GUID.
func (x *writing) file(path string, guid GUID, content string) string {
	name, internal := strings.CutPrefix(path, "internal://")
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
			return "internal://" + name
		}
		name = string(guid) + "-" + strconv.Itoa(n) + ".txt"
	}
}
