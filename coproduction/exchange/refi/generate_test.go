package refi

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A generator makes random projects, valid and of many shapes. Nothing in them is
// about anybody.
type generator struct {
	*rand.Rand
	users, codes, variables, sources, selections, notes []GUID
}

func generate(seed uint64) *Project { return new(generator).project(seed) }

func (g *generator) project(seed uint64) *Project {
	g.Rand = rand.New(rand.NewPCG(seed, 1))
	p := &Project{Name: g.word(), Origin: g.maybe(g.word), Description: g.maybe(g.text)}
	for range g.IntN(4) {
		p.Users = append(p.Users, User{g.guid(&g.users), g.maybe(g.word), g.maybe(g.word)})
	}
	p.Stamp = g.stamp()
	for range g.IntN(4) {
		p.Notes = append(p.Notes, g.source(TextKind, &g.notes))
	}
	for range g.IntN(5) {
		p.Codes = append(p.Codes, g.code(0))
	}
	for range g.IntN(3) {
		t := ValueTypes()[g.IntN(6)]
		p.Variables = append(p.Variables, Variable{g.guid(&g.variables), g.word(), t, g.maybe(g.text)})
	}
	for range g.IntN(5) {
		p.Sources = append(p.Sources, g.source(SourceKinds()[g.IntN(5)], &g.sources))
	}
	for range g.IntN(3) {
		p.Cases = append(p.Cases, Case{g.guid(nil), g.maybe(g.word), g.maybe(g.text), g.some(g.codes), g.values(), g.some(g.sources), g.some(g.selections)})
	}
	for range g.IntN(3) {
		p.Links = append(p.Links, Link{g.guid(nil), g.maybe(g.word), g.of("", "Associative", "OneWay", "Bidirectional"), g.color(), g.one(g.codes), g.one(g.codes), g.some(g.notes)})
	}
	for range g.IntN(3) {
		p.Sets = append(p.Sets, Set{g.guid(nil), g.word(), g.maybe(g.text), g.some(g.codes), g.some(g.sources), g.some(g.notes)})
	}
	for range g.IntN(2) {
		graph := Graph{GUID: g.guid(nil), Name: g.maybe(g.word)}
		for range 1 + g.IntN(3) {
			v := Vertex{GUID: g.guid(nil), Represents: g.one(g.codes), Name: g.maybe(g.word), First: g.point(),
				Shape: g.of("", "Person", "Oval", "Note"), Color: g.color()}
			if g.IntN(2) == 0 {
				second := g.point()
				v.Second = &second
			}
			graph.Vertices = append(graph.Vertices, v)
		}
		graph.Edges = append(graph.Edges, Edge{g.guid(nil), "", g.maybe(g.word), graph.Vertices[0].GUID, graph.Vertices[0].GUID,
			g.color(), g.of("", "OneWay"), g.of("", "dotted", "solid")})
		p.Graphs = append(p.Graphs, graph)
	}
	p.NoteRefs = g.some(g.notes)
	return p
}

func (g *generator) code(depth int) Code {
	c := Code{g.guid(&g.codes), g.word(), g.IntN(4) > 0, g.color(), g.maybe(g.text), g.some(g.notes), nil}
	for depth < 3 && g.IntN(3) == 0 {
		c.Codes = append(c.Codes, g.code(depth+1))
	}
	return c
}

func (g *generator) source(kind SourceKind, into *[]GUID) Source {
	s := Source{Kind: kind, GUID: g.guid(into), Name: g.maybe(g.word), Description: g.maybe(g.text), Stamp: g.stamp(), NoteRefs: g.some(g.notes)}
	length := int64(40)
	switch kind {
	case TextKind:
		s.Text, length = g.content(s.GUID)
	case PictureKind, PDFKind:
		s.Companion = g.companion()
		fallthrough
	default:
		s.Path, s.CurrentPath = g.of("", "internal://"+string(s.GUID)+".bin", "relative:///a b.bin"), g.of("", "absolute:///C:/x.bin")
	}
	if kind == AudioKind || kind == VideoKind {
		for range g.IntN(3) {
			s.Transcripts = append(s.Transcripts, g.transcript())
		}
	}
	for range g.IntN(5) {
		s.Selections = append(s.Selections, g.selection(kind, length))
	}
	s.Codings, s.Values = g.codings(), g.values()
	return s
}

func (g *generator) companion() *Source {
	if g.IntN(3) > 0 {
		return nil
	}
	s := g.source(TextKind, nil)
	return &s
}

func (g *generator) selection(kind SourceKind, length int64) Selection {
	s := Selection{GUID: g.guid(&g.selections), Name: g.maybe(g.word), Description: g.maybe(g.text), Stamp: g.stamp(), Codings: g.codings(), NoteRefs: g.some(g.notes)}
	switch kind {
	case TextKind, AudioKind, VideoKind:
		s.Start = g.Int64N(length + 1)
		s.End = s.Start + g.Int64N(length-s.Start+1)
	case PDFKind:
		s.Page = g.Int64N(9)
		if g.IntN(3) == 0 {
			s.Companion = g.companion()
		}
		fallthrough
	case PictureKind:
		s.First, s.Second = g.point(), g.point()
	}
	return s
}

func (g *generator) transcript() Transcript {
	t := Transcript{GUID: g.guid(nil), Name: g.maybe(g.word), Description: g.maybe(g.text), Stamp: g.stamp(), NoteRefs: g.some(g.notes)}
	t.Text, _ = g.content(t.GUID)
	for range g.IntN(3) {
		p := SyncPoint{GUID: g.guid(nil)}
		if g.IntN(4) > 0 {
			p.AtMs = new(g.Int64N(9999))
		}
		if g.IntN(4) > 0 {
			p.At = new(g.Int64N(99))
		}
		t.SyncPoints = append(t.SyncPoints, p)
	}
	if len(t.SyncPoints) > 0 {
		t.Selections = append(t.Selections, Selection{GUID: g.guid(&g.selections), FromSync: t.SyncPoints[0].GUID,
			ToSync: t.SyncPoints[len(t.SyncPoints)-1].GUID, Stamp: g.stamp(), Codings: g.codings(), NoteRefs: g.some(g.notes)})
	}
	return t
}

func (g *generator) content(guid GUID) (Text, int64) {
	text := g.text()
	t := Text{Content: &text, RichPath: g.of("", "internal://"+string(guid)+".docx")}
	switch g.IntN(4) {
	case 0:
		t.Path = "internal://" + string(guid) + ".txt"
	case 1:
		t.Path, t.Content = "internal://"+string(guid)+".txt", nil
	}
	return t, int64(len([]rune(text)))
}

func (g *generator) codings() (all []Coding) {
	for range g.IntN(3) {
		if len(g.codes) > 0 {
			all = append(all, Coding{g.guid(nil), g.one(g.users), g.moment(), g.codes[g.IntN(len(g.codes))], g.some(g.notes)})
		}
	}
	return all
}

func (g *generator) values() (all []Value) {
	for range g.IntN(3) {
		if len(g.variables) > 0 {
			k := g.IntN(7)
			all = append(all, Value{g.variables[g.IntN(len(g.variables))], append(ValueTypes(), "")[k],
				[]string{g.word(), "true", "-12", "1.50", "2022-03-01", "2022-03-01T09:00:00Z", ""}[k]})
		}
	}
	return all
}

func (g *generator) guid(into *[]GUID) GUID {
	id := GUID(fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", g.Uint32(), g.Uint32()>>16, g.Uint32()>>16, g.Uint32()>>16, g.Uint64()>>16))
	if into != nil {
		*into = append(*into, id)
	}
	return id
}

var alphabet = []rune("abc äß٣中\U0001F600<>&\"'\t\n\r;é")

func (g *generator) text() string {
	var b strings.Builder
	for range 1 + g.IntN(60) {
		b.WriteRune(alphabet[g.IntN(len(alphabet))])
	}
	return b.String()
}

func (g *generator) word() string                 { return string(alphabet[g.IntN(3)]) + string(alphabet[g.IntN(10)]) }
func (g *generator) maybe(f func() string) string { return g.of("", f()) }
func (g *generator) of(words ...string) string    { return words[g.IntN(len(words))] }
func (g *generator) point() Point                 { return Point{g.Int64N(500), g.Int64N(500)} }
func (g *generator) color() string                { return g.of("", "#F00082", "#abc") }
func (g *generator) moment() string               { return g.of("", "2018-03-27T19:04:42Z", "2018-10-04T22:56:11") }
func (g *generator) stamp() Stamp {
	return Stamp{g.one(g.users), g.one(g.users), g.moment(), g.moment()}
}

func (g *generator) one(of []GUID) GUID {
	if len(of) == 0 || g.IntN(3) == 0 {
		return ""
	}
	return of[g.IntN(len(of))]
}

func (g *generator) some(of []GUID) (all []GUID) {
	for range g.IntN(3) {
		if one := g.one(of); one != "" {
			all = append(all, one)
		}
	}
	return all
}
