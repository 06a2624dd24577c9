package refi

import (
	"io"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/xmlstream"
)

// A reading is the XML of one project as it is read.
type reading struct {
	*opening
	x *xmlstream.Reader
}

// An element is the start of one, with its name, attributes and place.
type element = xmlstream.Token

// document reads the outermost element.
func (r *reading) document() error {
	for {
		t, err := r.x.Next()
		if err != nil {
			return err
		}
		if t.Kind != xmlstream.Start {
			continue
		}
		switch {
		case t.Name == "Project":
			r.namespace(t, projectSpace)
			r.Project = &Project{}
			err = r.project(t)
		case strings.EqualFold(t.Name, "CodeBook"):
			r.namespace(t, codebookSpace)
			r.Project = &Project{Origin: value(t, "origin")}
			err = r.codebook(t)
		default:
			r.log.Report(ruleProject, t.At, "", "the first element is neither Project nor CodeBook")
			return nil
		}
		if err != nil {
			return err
		}
		for { // what follows
			if _, err := r.x.Next(); err != nil {
				if err == io.EOF {
					return nil
				}
				return err
			}
		}
	}
}

func (r *reading) namespace(t element, want string) {
	if t.Space != want {
		r.log.Report(ruleNamespace, t.At, "", "the namespace is not that of version 1.0")
	}
}

// children reads the elements inside one that has just begun. Take reads one of them
// to its end; one that it does not know it leaves to be passed over. The text between
// is returned.
func (r *reading) children(parent element, take func(element) (known bool, err error)) (string, error) {
	var text strings.Builder
	depth := parent.Depth
	for {
		t, err := r.x.Next()
		if err != nil {
			if err == io.EOF {
				return text.String(), nil
			}
			return "", err
		}
		switch t.Kind {
		case xmlstream.End:
			if t.Depth == depth {
				return text.String(), nil
			}
		case xmlstream.Text:
			text.Write(t.Text)
		case xmlstream.Start:
			t.Attrs = append([]xmlstream.Attr(nil), t.Attrs...)
			known, err := false, error(nil)
			if take != nil {
				known, err = take(t)
			}
			if err != nil {
				return "", err
			}
			if !known {
				r.unknown++
				r.count(ruleElement, t.At)
				if err := r.x.Skip(t.Depth); err != nil {
					return "", err
				}
				continue
			}
			for _, a := range t.Attrs {
				if f := r.entry(a.Value); f != nil {
					r.used[f] = true
				}
			}
		}
	}
}

// words reads an element that holds nothing but text, to its end.
func (r *reading) words(t element) (string, error) { return r.children(t, nil) }

// value is an attribute; empty where it is not there.
func value(t element, name string) string {
	a, _ := t.Attr(name)
	return a.Value
}

// guid reads a GUID. One that is none is a finding.
func (r *reading) guid(t element, names ...string) GUID {
	for _, name := range names {
		a, ok := t.Attr(name)
		if !ok {
			continue
		}
		g, ok := ParseGUID(a.Value)
		if !ok {
			r.log.Report(ruleGUID, a.At, "", "this is not a GUID")
			return ""
		}
		return g
	}
	return ""
}

// own is the GUID of an element itself, which it must have.
func (r *reading) own(t element) GUID {
	if _, ok := t.Attr("guid"); !ok {
		r.log.Report(ruleGUID, t.At, "", "the element has no guid")
	}
	return r.guid(t, "guid")
}

func (r *reading) number(t element, name string) (n int64, ok bool) {
	a, there := t.Attr(name)
	if !there {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.TrimSpace(a.Value), 10, 64)
	if err != nil {
		r.log.Report(ruleNumber, a.At, "", "this is not a whole number")
		return 0, false
	}
	return n, true
}

func (r *reading) stamp(t element) Stamp {
	return Stamp{
		CreatedBy: r.guid(t, "creatingUser", "creatingUserGUID"), ModifiedBy: r.guid(t, "modifyingUser", "modifyingUserGUID"),
		Created: value(t, "creationDateTime"), Modified: value(t, "modifiedDateTime"),
	}
}

func (r *reading) project(t element) error {
	p := r.Project
	p.Name, p.Origin, p.BasePath, p.Stamp = value(t, "name"), value(t, "origin"), value(t, "basePath"), r.stamp(t)
	if a, ok := t.Attr("basePath"); ok && a.Value != "" {
		r.log.Report(rulePath, a.At, "", "the project tells the folder of a computer")
	}
	_, err := r.children(t, func(t element) (bool, error) {
		var err error
		switch t.Name {
		case "Users":
			err = r.each(t, "User", func(t element) error {
				u := User{GUID: r.own(t), Name: value(t, "name"), ID: value(t, "id")}
				if (u.Name != "" || u.ID != "") && len(p.Users) == 0 {
					r.log.Report(ruleUser, t.At, "", "users have names or logins")
				}
				p.Users = append(p.Users, u)
				_, err := r.words(t)
				return err
			})
		case "CodeBook":
			err = r.codebook(t)
		case "Variables":
			err = r.each(t, "Variable", r.variable)
		case "Cases":
			err = r.each(t, "Case", r.caseOf)
		case "Sources":
			_, err = r.children(t, func(t element) (bool, error) {
				s, known, err := r.source(t)
				if known {
					p.Sources = append(p.Sources, s)
				}
				return known, err
			})
		case "Notes":
			err = r.each(t, "Note", func(t element) error {
				s, err := r.sourceOf(t, TextKind)
				p.Notes = append(p.Notes, s)
				return err
			})
		case "Links":
			err = r.each(t, "Link", r.link)
		case "Sets":
			err = r.each(t, "Set", r.set)
		case "Graphs":
			err = r.each(t, "Graph", r.graph)
		case "Description":
			p.Description, err = r.words(t)
		case "NoteRef":
			err = r.refs(t, &p.NoteRefs)
		default:
			return false, nil
		}
		return true, err
	})
	return err
}

// each reads a list of elements of one name.
func (r *reading) each(t element, name string, read func(element) error) error {
	_, err := r.children(t, func(t element) (bool, error) {
		if t.Name != name {
			return false, nil
		}
		return true, read(t)
	})
	return err
}

// refs adds the target of a reference.
func (r *reading) refs(t element, to *[]GUID) error {
	if g := r.guid(t, "targetGUID", "guid"); g != "" {
		*to = append(*to, g)
	}
	_, err := r.words(t)
	return err
}

func (r *reading) codebook(t element) error {
	_, err := r.children(t, func(t element) (bool, error) {
		switch t.Name {
		case "Codes":
			return true, r.each(t, "Code", func(t element) error { return r.code(t, &r.Project.Codes) })
		case "Sets":
			return true, r.each(t, "Set", r.set)
		}
		return false, nil
	})
	return err
}

func (r *reading) code(t element, to *[]Code) error {
	c := Code{GUID: r.own(t), Name: value(t, "name"), Color: value(t, "color")}
	if c.GUID != "" {
		if r.codes[c.GUID] {
			r.log.Report(ruleGUIDTwice, t.At, "", "a code before it has this GUID")
		}
		r.codes[c.GUID] = true
	}
	var err error
	if c.Codable, err = strconv.ParseBool(strings.TrimSpace(value(t, "isCodable"))); err != nil {
		r.log.Report(ruleCodable, t.At, "", "isCodable is neither true nor false; the code is read as one that can be given")
		c.Codable = true
	}
	_, err = r.children(t, func(t element) (bool, error) {
		var err error
		switch t.Name {
		case "Description":
			c.Description, err = r.words(t)
		case "NoteRef":
			err = r.refs(t, &c.NoteRefs)
		case "Code":
			err = r.code(t, &c.Codes)
		default:
			return false, nil
		}
		return true, err
	})
	*to = append(*to, c)
	return err
}

func (r *reading) variable(t element) error {
	v := Variable{GUID: r.own(t), Name: value(t, "name"), Type: ValueType(value(t, "typeOfVariable"))}
	_, err := r.children(t, func(t element) (known bool, err error) {
		if known = t.Name == "Description"; known {
			v.Description, err = r.words(t)
		}
		return known, err
	})
	r.Project.Variables = append(r.Project.Variables, v)
	return err
}

// variableValue reads the value of a variable.
func (r *reading) variableValue(t element, to *[]Value) error {
	var v Value
	_, err := r.children(t, func(t element) (bool, error) {
		var err error
		if t.Name == "VariableRef" {
			v.Variable = r.guid(t, "targetGUID")
			_, err = r.words(t)
			return true, err
		}
		kind, is := strings.CutSuffix(t.Name, "Value")
		if is {
			v.Type = ValueType(kind)
			v.Text, err = r.words(t)
		}
		return is, err
	})
	*to = append(*to, v)
	return err
}

func (r *reading) caseOf(t element) error {
	c := Case{GUID: r.own(t), Name: value(t, "name")}
	_, err := r.children(t, func(t element) (bool, error) {
		var err error
		switch t.Name {
		case "Description":
			c.Description, err = r.words(t)
		case "CodeRef":
			err = r.refs(t, &c.Codes)
		case "VariableValue":
			err = r.variableValue(t, &c.Values)
		case "SourceRef":
			err = r.refs(t, &c.Sources)
		case "SelectionRef":
			err = r.refs(t, &c.Selections)
		default:
			return false, nil
		}
		return true, err
	})
	r.Project.Cases = append(r.Project.Cases, c)
	return err
}

func (r *reading) link(t element) error {
	l := Link{GUID: r.own(t), Name: value(t, "name"), Direction: value(t, "direction"), Color: value(t, "color"),
		Origin: r.guid(t, "originGUID"), Target: r.guid(t, "targetGUID")}
	err := r.each(t, "NoteRef", func(t element) error { return r.refs(t, &l.NoteRefs) })
	r.Project.Links = append(r.Project.Links, l)
	return err
}

func (r *reading) set(t element) error {
	s := Set{GUID: r.own(t), Name: value(t, "name")}
	_, err := r.children(t, func(t element) (bool, error) {
		var err error
		switch t.Name {
		case "Description":
			s.Description, err = r.words(t)
		case "MemberCode":
			err = r.refs(t, &s.Codes)
		case "MemberSource":
			err = r.refs(t, &s.Sources)
		case "MemberNote":
			err = r.refs(t, &s.Notes)
		default:
			return false, nil
		}
		return true, err
	})
	r.Project.Sets = append(r.Project.Sets, s)
	return err
}

func (r *reading) graph(t element) error {
	g := Graph{GUID: r.own(t), Name: value(t, "name")}
	point := func(t element, x, y string) (p Point, ok bool) {
		p.X, ok = r.number(t, x)
		p.Y, _ = r.number(t, y)
		return p, ok
	}
	_, err := r.children(t, func(t element) (bool, error) {
		switch t.Name {
		case "Vertex":
			v := Vertex{GUID: r.own(t), Represents: r.guid(t, "representedGUID"), Name: value(t, "name"), Shape: value(t, "shape"), Color: value(t, "color")}
			v.First, _ = point(t, "firstX", "firstY")
			if second, ok := point(t, "secondX", "secondY"); ok {
				v.Second = &second
			}
			g.Vertices = append(g.Vertices, v)
		case "Edge":
			g.Edges = append(g.Edges, Edge{GUID: r.own(t), Represents: r.guid(t, "representedGUID"), Name: value(t, "name"), Source: r.guid(t, "sourceVertex"),
				Target: r.guid(t, "targetVertex"), Color: value(t, "color"), Direction: value(t, "direction"), LineStyle: value(t, "lineStyle")})
		default:
			return false, nil
		}
		_, err := r.words(t)
		return true, err
	})
	r.Project.Graphs = append(r.Project.Graphs, g)
	return err
}
