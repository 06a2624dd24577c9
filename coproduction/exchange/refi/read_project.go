package refi

import (
	"slices"
	"strconv"
	"strings"
)

func (r *reading) project(t element) error {
	p := r.Project
	p.Name, p.Origin, p.BasePath, p.Stamp = value(t, "name"), value(t, "origin"), value(t, "basePath"), r.stamp(t)
	if a, ok := t.Attr("basePath"); ok && a.Value != "" {
		r.log.Report(rulePath, a.At, "", "the project tells the folder of a computer")
	}
	named := false // a user is
	err := r.children(t, func(t element) (bool, error) {
		var err error
		switch t.Name {
		case "Users":
			err = r.each(t, "User", func(t element) error {
				u := User{GUID: r.own(t), Name: value(t, "name"), ID: value(t, "id")}
				if (u.Name != "" || u.ID != "") && !named {
					named = true
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
			err = r.children(t, func(t element) (bool, error) {
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
			p.Description, err = r.description(t)
		case "NoteRef":
			err = r.refs(t, &p.NoteRefs)
		default:
			return false, nil
		}
		return true, err
	})
	return err
}

func (r *reading) codebook(t element) error {
	err := r.children(t, func(t element) (bool, error) {
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
	err = r.children(t, func(t element) (bool, error) {
		var err error
		switch t.Name {
		case "Description":
			c.Description, err = r.description(t)
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
	err := r.children(t, func(t element) (known bool, err error) {
		if known = t.Name == "Description"; known {
			v.Description, err = r.description(t)
		}
		return known, err
	})
	r.Project.Variables = append(r.Project.Variables, v)
	return err
}

// variableValue reads the value of a variable.
func (r *reading) variableValue(t element, to *[]Value) error {
	var v Value
	err := r.children(t, func(t element) (bool, error) {
		var err error
		if t.Name == "VariableRef" {
			v.Variable = r.guid(t, "targetGUID")
			_, err = r.words(t)
			return true, err
		}
		kind, is := strings.CutSuffix(t.Name, "Value")
		if !is || !slices.Contains(ValueTypes(), ValueType(kind)) {
			return false, nil
		}
		v.Type = ValueType(kind)
		v.Text, err = r.words(t)
		return true, err
	})
	*to = append(*to, v)
	return err
}

func (r *reading) caseOf(t element) error {
	c := Case{GUID: r.own(t), Name: value(t, "name")}
	err := r.children(t, func(t element) (bool, error) {
		var err error
		switch t.Name {
		case "Description":
			c.Description, err = r.description(t)
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
	err := r.children(t, func(t element) (bool, error) {
		var err error
		switch t.Name {
		case "Description":
			s.Description, err = r.description(t)
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
	err := r.children(t, func(t element) (bool, error) {
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
