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
