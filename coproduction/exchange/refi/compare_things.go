package refi

import (
	"fmt"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/theme"
)

// kinds are what is compared, each after those that it is found by.
var kinds = []string{"user", "note", "code", "variable", "source", "transcript", "text", "selection", "coding", "case", "set", "link", "graph"}

const maxKeys = 2

// A translation says which GUID of B stands for one of A. What is lost stands for
// itself with a mark, so that it equals nothing of B; what A refers to and does not hold
// stands for itself. The nil translation is that of B itself.
type translation map[GUID]GUID

func (t translation) of(g GUID) string {
	if b, ok := t[g]; ok && g != "" {
		return string(b)
	}
	return string(g)
}

// all translates references, of which the order does not count.
func (t translation) all(list []GUID) string {
	texts := make([]string, len(list))
	for i, g := range list {
		texts[i] = t.of(g)
	}
	slices.Sort(texts)
	return strings.Join(texts, " ")
}

// A thing is something that is compared.
type thing struct {
	guid    GUID
	by      GUID                       // of a coding: who coded
	code    GUID                       // of a coding: its code
	keys    []func(translation) string // what finds it where its GUID was renewed, the surest first; "" finds nothing
	aspects func(translation) map[string]string
}

// gathered are the things of a project, by kind.
type gathered map[string][]thing

func (g gathered) add(kind string, guid GUID, aspects func(translation) map[string]string, keys ...func(translation) string) {
	g[kind] = append(g[kind], thing{guid: guid, keys: keys, aspects: aspects})
}

// key joins parts to a key; it finds nothing where all parts are empty.
func key(parts ...string) func(translation) string {
	text := strings.Join(parts, "\x00")
	if strings.Trim(text, "\x00") == "" {
		text = ""
	}
	return func(translation) string { return text }
}

func gather(p *Project) gathered {
	g := make(gathered)
	for _, u := range p.Users {
		g.add("user", u.GUID, func(translation) map[string]string {
			return map[string]string{"name": u.Name, "id": u.ID}
		}, key(u.Name, u.ID))
	}
	g.codes(p.Codes, "", nil)
	for _, v := range p.Variables {
		g.add("variable", v.GUID, func(translation) map[string]string {
			return map[string]string{"name": v.Name, "type": string(v.Type), "description": v.Description}
		}, key(v.Name, string(v.Type)), key(v.Name))
	}
	for i := range p.Notes {
		g.source("note", &p.Notes[i])
	}
	for i := range p.Sources {
		g.source("source", &p.Sources[i])
	}
	for _, c := range p.Cases {
		g.add("case", c.GUID, func(t translation) map[string]string {
			return map[string]string{"name": c.Name, "description": c.Description, "codes": t.all(c.Codes),
				"sources": t.all(c.Sources), "selections": t.all(c.Selections), "values": t.values(c.Values)}
		}, key(c.Name))
	}
	for _, s := range p.Sets {
		g.add("set", s.GUID, func(t translation) map[string]string {
			return map[string]string{"name": s.Name, "description": s.Description,
				"members": t.all(s.Codes) + "/" + t.all(s.Sources) + "/" + t.all(s.Notes)}
		}, key(s.Name))
	}
	for _, l := range p.Links {
		g.add("link", l.GUID, func(t translation) map[string]string {
			return map[string]string{"name": l.Name, "direction": l.Direction, "color": l.Color,
				"ends": t.of(l.Origin) + " " + t.of(l.Target), "notes": t.all(l.NoteRefs)}
		}, func(t translation) string {
			return strings.Join([]string{l.Name, t.of(l.Origin), t.of(l.Target)}, "\x00")
		})
	}
	for _, d := range p.Graphs {
		g.add("graph", d.GUID, func(t translation) map[string]string {
			return map[string]string{"name": d.Name, "drawing": t.drawing(d)}
		}, key(d.Name))
	}
	return g
}

func (g gathered) codes(codes []Code, parent GUID, path []string) {
	for _, c := range codes {
		way := append(slices.Clone(path), c.Name)
		g.add("code", c.GUID, func(t translation) map[string]string {
			return map[string]string{"name": c.Name, "parent": t.of(parent), "codable": fmt.Sprint(c.Codable),
				"color": strings.ToLower(c.Color), "definition": c.Description, "notes": t.all(c.NoteRefs)}
		}, key(way...))
		g.codes(c.Codes, c.GUID, way)
	}
}

// source gathers a source or note and all that is in it.
func (g gathered) source(kind string, s *Source) {
	var byText func(translation) string
	if s.Text.Content != nil {
		hash, _ := theme.Fingerprint(*s.Text.Content)
		byText = key(string(s.Kind), hash)
	} else {
		byText = key()
	}
	g.add(kind, s.GUID, func(t translation) map[string]string {
		return map[string]string{"kind": string(s.Kind), "name": s.Name, "description": s.Description, "made": t.stamp(s.Stamp),
			"notes": t.all(s.NoteRefs), "values": t.values(s.Values)}
	}, byText, key(string(s.Kind), s.Name))
	g.text(s.GUID, s.Text)
	if s.Companion != nil {
		g.source("source", s.Companion)
	}
	for i := range s.Transcripts {
		g.transcript(s.GUID, &s.Transcripts[i])
	}
	for i := range s.Selections {
		g.selection(s.GUID, &s.Selections[i])
	}
	g.codings(s.GUID, nil, s.Codings)
}

// text gathers a text that is there.
func (g gathered) text(owner GUID, t Text) {
	if t.Content == nil {
		return
	}
	hash, length := theme.Fingerprint(*t.Content)
	g.add("text", owner, func(translation) map[string]string {
		return map[string]string{"text": hash, "length": fmt.Sprint(length)}
	}, func(t translation) string { return t.of(owner) })
}

func (g gathered) transcript(owner GUID, s *Transcript) {
	g.add("transcript", s.GUID, func(t translation) map[string]string {
		var sync strings.Builder
		for _, p := range s.SyncPoints {
			fmt.Fprintf(&sync, "%s %s;", number(p.AtMs), number(p.At))
		}
		return map[string]string{"name": s.Name, "description": s.Description, "made": t.stamp(s.Stamp), "notes": t.all(s.NoteRefs), "times": sync.String()}
	}, func(t translation) string { return t.of(owner) + "\x00" + s.Name })
	g.text(s.GUID, s.Text)
	for i := range s.Selections {
		g.selection(s.GUID, &s.Selections[i])
	}
}

func (g gathered) selection(owner GUID, s *Selection) {
	g.add("selection", s.GUID, func(t translation) map[string]string {
		return map[string]string{"source": t.of(owner), "range": s.where(), "name": s.Name, "description": s.Description,
			"made": t.stamp(s.Stamp), "notes": t.all(s.NoteRefs)}
	}, func(t translation) string { return t.of(owner) + "\x00" + s.where() })
	if s.Companion != nil {
		g.source("source", s.Companion)
	}
	g.codings(owner, s, s.Codings)
}

// codings gathers the codings of a source, or of a selection in it. Their place is a
// range, as one selection of two codings may come back as two.
func (g gathered) codings(owner GUID, in *Selection, codings []Coding) {
	where := "whole"
	if in != nil {
		where = in.where()
	}
	for _, c := range codings {
		at := func(t translation) string { return t.of(owner) + "\x00" + where }
		g.add("coding", c.GUID, func(t translation) map[string]string {
			return map[string]string{"code": t.of(c.Code), "place": at(t), "coder": t.of(c.CreatedBy), "date": c.Created, "notes": t.all(c.NoteRefs)}
		},
			func(t translation) string { return t.of(c.Code) + "\x00" + at(t) + "\x00" + t.of(c.CreatedBy) },
			func(t translation) string { return t.of(c.Code) + "\x00" + at(t) })
		last := &g["coding"][len(g["coding"])-1]
		last.by, last.code = c.CreatedBy, c.Code
	}
}

// where is the place of a selection in its source.
func (s *Selection) where() string {
	return fmt.Sprint(s.Start, s.End, s.Page, s.First, s.Second)
}

func (t translation) stamp(s Stamp) string {
	return strings.Join([]string{t.of(s.CreatedBy), s.Created, t.of(s.ModifiedBy), s.Modified}, " ")
}

func (t translation) values(values []Value) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = t.of(v.Variable) + "\x00" + string(v.Type) + "\x00" + v.Text
	}
	slices.Sort(texts)
	return strings.Join(texts, "\x00")
}

func (t translation) drawing(g Graph) string {
	at := make(map[GUID]int)
	var b strings.Builder
	for i, v := range g.Vertices {
		at[v.GUID] = i
		second := Point{}
		if v.Second != nil {
			second = *v.Second
		}
		fmt.Fprintf(&b, "%q %q %v %v %v %q %q;", t.of(v.Represents), v.Name, v.First, second, v.Second != nil, v.Shape, v.Color)
	}
	for _, e := range g.Edges {
		fmt.Fprintf(&b, "%q %q %d %d %q %q %q;", t.of(e.Represents), e.Name, at[e.Source], at[e.Target], e.Color, e.Direction, e.LineStyle)
	}
	return b.String()
}

func number(n *int64) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}
