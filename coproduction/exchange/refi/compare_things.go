package refi

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
)

// kinds are what is compared, each after those that it is found by.
var kinds = []string{"project", "user", "note", "code", "variable", "source", "transcript", "text", "selection", "coding", "case", "set", "link", "graph"}

// A thing is something that is compared.
type thing struct {
	kind  string
	guid  GUID
	owner *thing // that it is in: of a text, transcript, selection, coding
	inner bool   // it has no GUID of its own, but that of its owner

	coding *Coding // of a coding

	keys    []keyOf // what finds it where its GUID was renewed, the surest first; "" finds nothing
	aspects aspectsOf
	called  string              // its name
	traits  func(view) []string // what is coded in it

	content   *content           // of what has a text
	elsewhere bool               // a file is named for its text
	texty     bool               // its selections are ranges of its text
	points    map[GUID]SyncPoint // of a transcript
	footing   footing            // what places in it are compared by
	part      *Selection         // of a selection, and of a coding in one

	number int // of the pair that it is in; below 0 where it is in none, and 0 before that is known
	looks  looks
}

// Of selections and codings there are many: what is asked of a thing is given it, so that
// these have one function for all.
type (
	keyOf     = func(view, *thing) string
	aspectsOf = func(view, *thing) []aspect
)

// An aspect is what two things have to be alike in, under a name of the comparison.
type aspect struct{ name, is string }

// gathered are the things of a project, by kind.
type gathered struct {
	things map[string][]*thing
	at     map[GUID][]*thing
}

func (g *gathered) add(kind string, guid GUID, aspects aspectsOf, keys ...keyOf) *thing {
	t := &thing{kind: kind, guid: guid, keys: keys, aspects: aspects}
	g.things[kind] = append(g.things[kind], t)
	if guid != "" {
		g.at[guid] = append(g.at[guid], t)
	}
	return t
}

// key joins parts to a key.
func key(parts ...string) keyOf {
	text := keyed(parts...)
	return func(view, *thing) string { return text }
}

// some is a key that finds nothing where a part is empty.
func some(part string) keyOf {
	if part == "" {
		return func(view, *thing) string { return "" }
	}
	return key(part)
}

func keyed(parts ...string) string { return strings.Join(parts, "\x00") + "\x00" }

func gather(p *Project) *gathered {
	g := &gathered{things: make(map[string][]*thing), at: make(map[GUID][]*thing)}
	if p.Description != "" || len(p.NoteRefs) > 0 {
		g.add("project", "", func(v view, _ *thing) []aspect {
			return []aspect{{"description", p.Description}, {"notes", v.all("note", p.NoteRefs)}}
		}, key())
	}
	for _, u := range p.Users {
		g.add("user", u.GUID, func(view, *thing) []aspect {
			return []aspect{{"name", u.Name}, {"id", u.ID}}
		}, key(u.Name, u.ID), some(u.Name), some(u.ID))
	}
	g.codes(p.Codes, nil, "")
	for _, x := range p.Variables {
		g.add("variable", x.GUID, func(view, *thing) []aspect {
			return []aspect{{"name", x.Name}, {"type", string(x.Type)}, {"description", x.Description}}
		}, key(x.Name, string(x.Type)), key(x.Name))
	}
	for i := range p.Notes {
		g.source("note", &p.Notes[i], nil)
	}
	for i := range p.Sources {
		g.source("source", &p.Sources[i], nil)
	}
	for _, c := range p.Cases {
		g.add("case", c.GUID, func(v view, _ *thing) []aspect {
			return []aspect{{"name", c.Name}, {"description", c.Description}, {"codes", v.all("code", c.Codes)},
				{"sources", v.all("source", c.Sources)}, {"selections", v.all("selection", c.Selections)}, {"values", v.values(c.Values)}}
		}, key(c.Name))
	}
	for _, s := range p.Sets {
		g.add("set", s.GUID, func(v view, _ *thing) []aspect {
			return []aspect{{"name", s.Name}, {"description", s.Description}, {"members", v.all("code", s.Codes) + "/" + v.all("source", s.Sources) + "/" + v.all("note", s.Notes)}}
		}, key(s.Name))
	}
	for _, l := range p.Links {
		g.add("link", l.GUID, func(v view, _ *thing) []aspect {
			return []aspect{{"name", l.Name}, {"direction", l.Direction}, {"color", strings.ToLower(l.Color)},
				{"ends", v.of("", l.Origin) + " " + v.of("", l.Target)}, {"notes", v.all("note", l.NoteRefs)}}
		}, func(v view, _ *thing) string { return keyed(l.Name, v.of("", l.Origin), v.of("", l.Target)) })
	}
	for _, d := range p.Graphs {
		g.add("graph", d.GUID, func(v view, _ *thing) []aspect {
			return []aspect{{"name", d.Name}, {"drawing", v.drawing(d)}}
		}, key(d.Name))
	}
	return g
}

// codes gathers a tree of codes. The way down to one is a hash, as names may be long.
func (g *gathered) codes(codes []Code, parent *thing, path string) {
	for _, c := range codes {
		sum := sha256.Sum256([]byte(keyed(path, c.Name)))
		way := string(sum[:])
		t := g.add("code", c.GUID, func(v view, _ *thing) []aspect {
			return []aspect{{"name", c.Name}, {"parent", v.in(parent)}, {"codable", fmt.Sprint(c.Codable)},
				{"color", strings.ToLower(c.Color)}, {"definition", c.Description}, {"notes", v.all("note", c.NoteRefs)}}
		}, key(way))
		g.codes(c.Codes, t, way)
	}
}

// source gathers a source or note and all that is in it. The text of a PDF or picture,
// or of a selection in one, is a source that is part of it.
func (g *gathered) source(kind string, s *Source, owner *thing) {
	text := newContent(s.Text.Content)
	byBoth, byText := some(""), some("")
	if text != nil {
		byBoth, byText = key(string(s.Kind), text.hash, s.Name), key(string(s.Kind), text.hash)
	}
	t := g.add(kind, s.GUID, func(v view, _ *thing) []aspect {
		return []aspect{{"kind", string(s.Kind)}, {"name", s.Name}, {"description", s.Description}, {"made", v.stamp(s.Stamp)},
			{"file", fmt.Sprint(s.Path != "", s.Text.RichPath != "")}, {"part of", v.in(owner)},
			{"notes", v.all("note", s.NoteRefs)}, {"values", v.values(s.Values)}}
	}, byBoth, byText, key(string(s.Kind), s.Name))
	t.called, t.content, t.texty, t.elsewhere = s.Name, text, s.Kind == TextKind, s.Text.Path != ""
	t.traits = func(v view) (all []string) {
		for i := range s.Selections {
			part := &s.Selections[i]
			all = append(all, v.coded(t.where(part)+"\x00", part.Codings)...)
		}
		return append(all, v.coded("", s.Codings)...)
	}
	g.text(t)
	if s.Companion != nil {
		g.source("source", s.Companion, t)
	}
	for i := range s.Transcripts {
		g.transcript(t, &s.Transcripts[i])
	}
	for i := range s.Selections {
		g.selection(t, &s.Selections[i])
	}
	g.codings(t, nil, nil, s.Codings)
}

// text gathers a text that is there.
func (g *gathered) text(owner *thing) {
	c := owner.content
	if c == nil {
		return
	}
	t := &thing{kind: "text", guid: owner.guid, owner: owner, inner: true, aspects: func(view, *thing) []aspect {
		return []aspect{{"text", c.hash}, {"length", fmt.Sprint(c.length)}, {"line ends", c.ends}}
	}, keys: []keyOf{func(v view, _ *thing) string { return v.in(owner) }}}
	g.things["text"] = append(g.things["text"], t)
}

func (g *gathered) transcript(owner *thing, s *Transcript) {
	var t *thing
	t = g.add("transcript", s.GUID, func(v view, _ *thing) []aspect {
		times := make([]string, len(s.SyncPoints))
		for i, p := range s.SyncPoints {
			times[i] = t.point(p)
		}
		slices.Sort(times)
		return []aspect{{"name", s.Name}, {"description", s.Description}, {"made", v.stamp(s.Stamp)}, {"notes", v.all("note", s.NoteRefs)},
			{"times", strings.Join(times, ";")}, {"file", fmt.Sprint(s.Text.RichPath != "")}, {"source", v.in(owner)}}
	}, func(v view, _ *thing) string { return keyed(v.in(owner), s.Name) })
	t.owner, t.called, t.content, t.elsewhere = owner, s.Name, newContent(s.Text.Content), s.Text.Path != ""
	t.points = make(map[GUID]SyncPoint)
	for _, p := range s.SyncPoints {
		if _, known := t.points[p.GUID]; !known {
			t.points[p.GUID] = p
		}
	}
	g.text(t)
	for i := range s.Selections {
		g.selection(t, &s.Selections[i])
	}
}
