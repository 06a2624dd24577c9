package refi

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func id(n int) GUID { return GUID(fmt.Sprintf("00000000-0000-4000-8000-%012d", n)) }

// interviews is a project of two coders; the numbers of its GUIDs begin after base.
func interviews(base int) *Project {
	g := func(n int) GUID { return id(base + n) }
	text := "What worries you most? The letter."
	other := "Nothing."
	return &Project{Name: "synthetic",
		Users: []User{{g(1), "coder 1", ""}, {g(2), "coder 2", "c2"}},
		Codes: []Code{
			{GUID: g(10), Name: "chaos", Codable: true, Color: "#FF0000", Description: "many things at once", Codes: []Code{{GUID: g(11), Name: "letters", Codable: true}}},
			{GUID: g(12), Name: "trust", Codable: true, Codes: []Code{{GUID: g(13), Name: "letters", Codable: true}}},
		},
		Variables: []Variable{{g(20), "sex", TextValue, ""}},
		Notes:     []Source{{Kind: TextKind, GUID: g(30), Name: "memo", Text: Text{Content: &other}}},
		Sources: []Source{
			{Kind: TextKind, GUID: g(40), Name: "visit 1", Text: Text{Content: &text}, Values: []Value{{g(20), TextValue, "f"}},
				Selections: []Selection{
					{GUID: g(50), Start: 0, End: 22, Codings: []Coding{{GUID: g(60), CreatedBy: g(1), Code: g(10)}, {GUID: g(61), CreatedBy: g(2), Code: g(12)}}},
					{GUID: g(51), Start: 23, End: 34, Codings: []Coding{{GUID: g(62), CreatedBy: g(1), Code: g(11), NoteRefs: []GUID{g(30)}}}},
				}},
			{Kind: AudioKind, GUID: g(41), Name: "visit 2", Path: "internal://x.m4a", Codings: []Coding{{GUID: g(63), CreatedBy: g(2), Code: g(13)}},
				Transcripts: []Transcript{{GUID: g(45), Text: Text{Content: &other}, SyncPoints: []SyncPoint{{g(46), new(int64(0)), new(int64(0))}, {g(47), new(int64(900)), new(int64(8))}},
					Selections: []Selection{{GUID: g(52), FromSync: g(46), ToSync: g(47)}}}}},
			{Kind: PDFKind, GUID: g(42), Name: "form", Companion: &Source{Kind: TextKind, GUID: g(43), Name: "form", Text: Text{Content: &other}},
				Selections: []Selection{{GUID: g(53), Page: 2, First: Point{1, 2}, Second: Point{3, 4}}}},
		},
		Cases:  []Case{{GUID: g(70), Name: "patient 1", Sources: []GUID{g(40), g(41)}, Selections: []GUID{g(50)}, Values: []Value{{g(20), TextValue, "f"}}}},
		Sets:   []Set{{GUID: g(80), Name: "all", Codes: []GUID{g(10), g(12)}, Sources: []GUID{g(40)}, Notes: []GUID{g(30)}}},
		Links:  []Link{{GUID: g(90), Name: "leads to", Direction: "OneWay", Origin: g(10), Target: g(12), NoteRefs: []GUID{g(30)}}},
		Graphs: []Graph{{GUID: g(95), Name: "map", Vertices: []Vertex{{GUID: g(96), Represents: g(10), Second: &Point{5, 6}}}, Edges: []Edge{{GUID: g(97), Source: g(96), Target: g(96)}}}},
	}
}

// from: counted by hand in interviews.
var inAll = map[string]int{"project": 0, "user": 2, "note": 1, "code": 4, "variable": 1, "source": 4, "transcript": 1, "text": 4,
	"selection": 4, "coding": 4, "case": 1, "set": 1, "link": 1, "graph": 1}

func laws(t *testing.T, c *Comparison) {
	t.Helper()
	items := map[string]int{}
	for _, i := range c.Items() {
		items[i.Kind]++
	}
	for _, k := range c.Kinds {
		assert.Equal(t, k.A, k.Same+k.Altered+k.Lost, k.Kind)
		assert.Equal(t, k.B, k.Same+k.Altered+k.Added, k.Kind)
		assert.Equal(t, k.Back(), k.ByGUID+k.ByContent, k.Kind)
		assert.Equal(t, k.Altered+k.Lost+k.Added, items[k.Kind], k.Kind)
		for what, n := range k.Changed {
			assert.LessOrEqual(t, n, k.Altered, what)
		}
	}
}

func TestCompareSame(t *testing.T) {
	for name, b := range map[string]*Project{"GUID": interviews(0), "content": interviews(100)} {
		c := Compare(interviews(0), b)
		laws(t, c)
		assert.True(t, c.Complete(), "%s: %s", name, c)
		for _, k := range c.Kinds {
			assert.Equal(t, inAll[k.Kind], k.A, k.Kind)
			assert.Equal(t, k.A, k.Same, k.Kind)
			if k.A == 0 {
				continue
			}
			assert.Equal(t, name, k.foundBy(), k.Kind)
		}
		assert.Equal(t, Coders{A: 2, B: 2}, c.Coders)
		assert.Len(t, c.Kinds, len(inAll))
	}
	assert.Equal(t, Kept{Kind: "dream"}, Compare(interviews(0), interviews(0)).Kind("dream"))
	assert.True(t, Compare(&Project{}, interviews(0)).Complete(), "what B has beyond A is no loss")
}

// Each change of B, and the one kind and aspect of it that it alters.
func TestCompareAltered(t *testing.T) {
	for what, change := range map[string]func(*Project){
		"user name":            func(p *Project) { p.Users[0].Name = "x" },
		"user id":              func(p *Project) { p.Users[0].ID = "x" },
		"code name":            func(p *Project) { p.Codes[0].Codes[0].Name = "x" },
		"code color":           func(p *Project) { p.Codes[0].Color = "#0000FF" },
		"code definition":      func(p *Project) { p.Codes[0].Description = "" },
		"code codable":         func(p *Project) { p.Codes[0].Codable = false },
		"code notes":           func(p *Project) { p.Codes[0].NoteRefs = []GUID{id(30)} },
		"code parent":          func(p *Project) { p.Codes = append(p.Codes, p.Codes[0].Codes[0]); p.Codes[0].Codes = nil },
		"variable name":        func(p *Project) { p.Variables[0].Name = "x" },
		"variable type":        func(p *Project) { p.Variables[0].Type = DateValue },
		"variable description": func(p *Project) { p.Variables[0].Description = "x" },
		"note name":            func(p *Project) { p.Notes[0].Name = "x" },
		"source name":          func(p *Project) { p.Sources[0].Name = "x" },
		"source kind":          func(p *Project) { p.Sources[1].Kind = VideoKind },
		"source description":   func(p *Project) { p.Sources[0].Description = "x" },
		"source made":          func(p *Project) { p.Sources[0].Stamp.Modified = "2022-03-01T09:00:00Z" },
		"source notes":         func(p *Project) { p.Sources[0].NoteRefs = []GUID{id(30)} },
		"source values":        func(p *Project) { p.Sources[0].Values = nil },
		"transcript name":      func(p *Project) { p.Sources[1].Transcripts[0].Name = "x" },
		"transcript times": func(p *Project) {
			p.Sources[1].Transcripts[0].SyncPoints = append(p.Sources[1].Transcripts[0].SyncPoints, SyncPoint{GUID: id(48), AtMs: new(int64(5))})
		},
		"transcript notes":      func(p *Project) { p.Sources[1].Transcripts[0].NoteRefs = []GUID{id(30)} },
		"text text":             func(p *Project) { p.Notes[0].Text.Content = new("Nothing!") },
		"selection name":        func(p *Project) { p.Sources[0].Selections[0].Name = "x" },
		"selection description": func(p *Project) { p.Sources[0].Selections[0].Description = "x" },
		"selection made":        func(p *Project) { p.Sources[0].Selections[0].Stamp.CreatedBy = id(1) },
		"selection notes":       func(p *Project) { p.Sources[0].Selections[0].NoteRefs = []GUID{id(30)} },
		"selection range":       func(p *Project) { p.Sources[2].Selections[0].Page++ },
		"coding code":           func(p *Project) { p.Sources[0].Selections[0].Codings[0].Code = id(12) },
		"coding coder":          func(p *Project) { p.Sources[0].Selections[0].Codings[0].CreatedBy = id(2) },
		"coding date":           func(p *Project) { p.Sources[0].Selections[0].Codings[0].Created = "2022-03-01T09:00:00Z" },
		"coding notes":          func(p *Project) { p.Sources[0].Selections[1].Codings[0].NoteRefs = nil },
		"case name":             func(p *Project) { p.Cases[0].Name = "x" },
		"case description":      func(p *Project) { p.Cases[0].Description = "x" },
		"case codes":            func(p *Project) { p.Cases[0].Codes = []GUID{id(10)} },
		"case sources":          func(p *Project) { p.Cases[0].Sources = p.Cases[0].Sources[:1] },
		"case selections":       func(p *Project) { p.Cases[0].Selections = nil },
		"case values":           func(p *Project) { p.Cases[0].Values[0].Text = "m" },
		"set name":              func(p *Project) { p.Sets[0].Name = "x" },
		"set description":       func(p *Project) { p.Sets[0].Description = "x" },
		"set members":           func(p *Project) { p.Sets[0].Codes = p.Sets[0].Codes[:1] },
		"link name":             func(p *Project) { p.Links[0].Name = "x" },
		"link direction":        func(p *Project) { p.Links[0].Direction = "" },
		"link color":            func(p *Project) { p.Links[0].Color = "#fff" },
		"link ends":             func(p *Project) { p.Links[0].Target = id(13) },
		"link notes":            func(p *Project) { p.Links[0].NoteRefs = nil },
		"graph name":            func(p *Project) { p.Graphs[0].Name = "x" },
		"graph drawing":         func(p *Project) { p.Graphs[0].Vertices[0].Second = nil },
	} {
		b := interviews(0)
		change(b)
		c := Compare(interviews(0), b)
		laws(t, c)
		kind, aspect, _ := strings.Cut(what, " ")
		assert.False(t, c.Complete(), what)
		for _, k := range c.Kinds {
			assert.Zero(t, k.Lost+k.Added, what)
			if k.Kind == kind {
				changed := map[string]int{aspect: 1}
				if kind == "text" {
					continue // of the same length
				}
				assert.Equal(t, changed, k.Changed, what)
				assert.Equal(t, 1, k.Altered, what)
			} else {
				assert.Zero(t, k.Altered, "%s: %s", what, k.Kind)
			}
		}
		if kind == "text" {
			assert.Equal(t, map[string]int{"text": 1}, c.Kind("text").Changed)
		}
		require.Len(t, c.Items(), 1)
		assert.Equal(t, []string{aspect}, c.Items()[0].What)
		assert.Contains(t, c.String(), kind+": not alike are "+aspect+" of 1\n")
	}
}

// A coding is listed with its code and coder, and with what became of it.
func TestCompareItems(t *testing.T) {
	b := interviews(0)
	first := &b.Sources[0].Selections[0]
	first.Codings[0].CreatedBy = id(2) // 60, of coder 1 with code 10
	first.Codings[1] = Coding{GUID: id(69), CreatedBy: id(1), Code: id(13)}
	var codings []Item
	for _, i := range Compare(interviews(0), b).Items() {
		if i.Kind == "coding" {
			codings = append(codings, i)
		}
	}
	assert.Equal(t, []Item{ // from: interviews, and the lines above
		{Kind: "coding", A: id(60), B: id(60), What: []string{"coder"}, Code: id(10), Coder: id(1), fate: "altered"},
		{Kind: "coding", A: id(61), Code: id(12), Coder: id(2), fate: "lost"},
		{Kind: "coding", B: id(69), Code: id(13), Coder: id(1), fate: "added"},
	}, codings)
	for i, fate := range []string{"altered", "lost", "added"} {
		assert.Equal(t, fate, codings[i].Fate())
	}
}

// Case and order are no difference.
func TestCompareAlike(t *testing.T) {
	b := interviews(0)
	b.Codes[0].Color = "#ff0000"
	slices.Reverse(b.Codes)
	slices.Reverse(b.Sets[0].Codes)
	slices.Reverse(b.Sources[0].Selections)
	b.Name, b.Origin, b.Sources[1].Path = "x", "y", "internal://z.m4a"
	assert.True(t, Compare(interviews(0), b).Complete())
}

// A project that refers to what it does not hold is still the same as itself; what is
// lost is not.
func TestCompareDangling(t *testing.T) {
	whole := interviews(0)
	p := interviews(0)
	p.Users, p.Codes, p.Notes, p.Variables = nil, nil, nil, nil
	c := Compare(p, p)
	laws(t, c)
	assert.True(t, c.Complete(), c.String())

	c = Compare(whole, p)
	laws(t, c)
	assert.Equal(t, map[string]int{"coder": 4, "code": 4, "notes": 1}, c.Kind("coding").Changed, "nobody can tell any more what the GUIDs mean")
}

func TestCompareMoved(t *testing.T) {
	b := interviews(0)
	b.Sources[0].Selections[0].End = 21 // as a program does that counts otherwise
	c := Compare(interviews(0), b)
	assert.Equal(t, map[string]int{"range": 1}, c.Kind("selection").Changed)
	assert.Equal(t, map[string]int{"place": 2}, c.Kind("coding").Changed, "both codings of the selection moved with it")

	b = interviews(100)
	b.Sources[0].Selections[0].End = 21
	c = Compare(interviews(0), b)
	assert.Equal(t, Kept{Kind: "selection", A: 4, B: 4, Same: 3, Lost: 1, Added: 1, ByContent: 3}, c.Kind("selection"), "without GUIDs nothing says that it is the same")
	assert.Equal(t, 2, c.Kind("coding").Lost)
	assert.Equal(t, map[string]int{"selections": 1}, c.Kind("case").Changed, "which points to what is lost")
}

// Whatever is compared: the counts add up, the same gives the same, and no content of
// a project is in what is printed.
func TestCompareAny(t *testing.T) {
	for seed := range uint64(100) {
		a, b := generate(seed), generate(seed+1)
		assert.True(t, Compare(a, a).Complete())
		c := Compare(a, b)
		laws(t, c)
		text := c.String()
		form, err := json.Marshal(c)
		require.NoError(t, err)
		again := Compare(generate(seed), generate(seed+1))
		assert.Equal(t, text, again.String())
		assert.Equal(t, c, again)
		for _, t2 := range gather(a).things {
			for _, thing := range t2 {
				if thing.guid != "" {
					assert.NotContains(t, text+string(form), string(thing.guid))
				}
			}
		}
		assert.NotRegexp(t, `[^\x00-\x7f]`, text+string(form))
	}
	c := Compare(interviews(0), interviews(100))
	form, err := json.Marshal(c)
	require.NoError(t, err)
	for _, word := range []string{"chaos", "trust", "memo", "visit", "letter", "patient", "leads", "worries", "coder 1"} {
		assert.NotContains(t, c.String()+string(form), word)
	}
	var read Comparison
	require.NoError(t, json.Unmarshal(form, &read))
	assert.Equal(t, c.Kinds, read.Kinds)
}
