package refi

import (
	"io"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/xmlstream"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A reading is the XML of one project as it is read.
type reading struct {
	*opening
	x *xmlstream.Reader

	ended        schema.Position // the end tag that was read last of those asked for
	codebookFile bool            // and not a project

	named map[GUID]GUID // users and codes that something refers to, so that each is kept once
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
			r.met["Project"]++
			err = r.project(t)
		case strings.EqualFold(t.Name, "CodeBook"):
			r.namespace(t, codebookSpace)
			r.Project, r.codebookFile = &Project{Origin: value(t, "origin")}, true
			r.met["CodeBook"]++
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
// to its end; one that it does not know it leaves to be passed over.
func (r *reading) children(parent element, take func(element) (known bool, err error)) error {
	return r.inside(parent, nil, take)
}

// words reads an element that holds nothing but text, to its end.
func (r *reading) words(t element) (string, error) {
	var text strings.Builder
	err := r.inside(t, &text, func(element) (bool, error) { return false, nil })
	return text.String(), err
}

// description reads a text that may be empty, which says nothing.
func (r *reading) description(t element) (string, error) {
	text, err := r.words(t)
	if strings.TrimSpace(text) == "" {
		r.blank++
	}
	return text, err
}

// inside reads what is inside an element that has just begun: text where it is asked
// for, and elements.
func (r *reading) inside(parent element, text *strings.Builder, take func(element) (known bool, err error)) error {
	for {
		t, err := r.x.Next()
		if err != nil {
			return err
		}
		switch {
		case t.Kind == xmlstream.End && t.Depth == parent.Depth:
			r.ended = t.At
			return nil
		case t.Kind == xmlstream.Text && text != nil:
			text.Write(t.Text)
		case t.Kind == xmlstream.Start:
			t.Attrs = append([]xmlstream.Attr(nil), t.Attrs...)
			if err := r.child(t, take); err != nil {
				return err
			}
		}
	}
}

// child reads an element by take, or passes over it: because there are too many, or
// because the standard has none of that name in that place.
func (r *reading) child(t element, take func(element) (known bool, err error)) error {
	if _, standard := elements[t.Name]; standard {
		if !r.room(t) {
			return r.pass(t, func(name string) {
				if _, standard := elements[name]; standard {
					r.met[name]++
					r.beyond[name]++
				} else {
					r.inner++
				}
			})
		}
		known, err := take(t)
		if known && err == nil {
			for _, a := range t.Attrs {
				if f := r.entry(a.Value); f != nil {
					r.used[f] = true
				}
			}
		}
		if known || err != nil {
			return err
		}
		r.met[t.Name]--
	}
	r.unknown++
	r.count(ruleElement, t.At)
	return r.pass(t, func(string) { r.inner++ })
}

// pass passes over an element, and does something about each that is inside.
func (r *reading) pass(parent element, do func(name string)) error {
	for {
		t, err := r.x.Next()
		switch {
		case err != nil:
			return err
		case t.Kind == xmlstream.Start:
			do(t.Name)
		case t.Kind == xmlstream.End && t.Depth == parent.Depth:
			return nil
		}
	}
}

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

// one is a reference to a user or code, to which many refer: its text is held once, and not
// that of the tag with each.
func (r *reading) one(t element, names ...string) GUID { return r.once(r.guid(t, names...)) }

func (r *reading) once(g GUID) GUID {
	if held, known := r.named[g]; known {
		return held
	}
	if len(r.named) < MaxThings {
		g = GUID(strings.Clone(string(g)))
		r.named[g] = g
	}
	return g
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
		CreatedBy: r.one(t, "creatingUser", "creatingUserGUID"), ModifiedBy: r.one(t, "modifyingUser", "modifyingUserGUID"),
		Created: value(t, "creationDateTime"), Modified: value(t, "modifiedDateTime"),
	}
}

// each reads a list of elements of one name.
func (r *reading) each(t element, name string, read func(element) error) error {
	return r.children(t, func(t element) (bool, error) {
		if t.Name != name {
			return false, nil
		}
		return true, read(t)
	})
}

// refs adds the target of a reference.
func (r *reading) refs(t element, to *[]GUID) error {
	g, err := r.target(t)
	if g != "" {
		*to = append(*to, g)
	}
	return err
}

// target reads a reference to its end, and returns what it refers to. Some programs write it
// elsewhere than the standard does: as a guid, which the members of a set have in a codebook
// alone, or as a text.
func (r *reading) target(t element) (GUID, error) {
	name, other := "targetGUID", "guid"
	if r.codebookFile && t.Name == "MemberCode" {
		name, other = other, name
	}
	_, standard := t.Attr(name)
	_, there := t.Attr(other)
	g := r.guid(t, name, other)
	text, err := r.words(t)
	switch {
	case standard || err != nil:
		return g, err
	case !there:
		var ok bool
		if g, ok = ParseGUID(text); !ok {
			r.log.Report(ruleReference, t.At, "", "the reference does not say to what; it is left out")
			return "", nil
		}
	}
	r.log.Report(ruleReference, t.At, "", "the reference does not stand in the attribute that the standard has for it; it was read")
	return g, nil
}
