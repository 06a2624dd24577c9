package refi

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A selection of a transcript stands between two sync points.
func TestCompareSyncPoints(t *testing.T) {
	for _, base := range []int{0, 100} {
		b := interviews(base)
		b.Sources[1].Transcripts[0].Selections[0].ToSync = id(base + 46)
		c := Compare(interviews(0), b)
		laws(t, c)
		assert.False(t, c.Complete())
		if base == 0 {
			assert.Equal(t, map[string]int{"range": 1}, c.Kind("selection").Changed)
		} else {
			assert.Equal(t, Kept{Kind: "selection", A: 4, B: 4, Same: 3, Lost: 1, Added: 1, ByContent: 3}, c.Kind("selection"))
		}
		assert.Zero(t, c.Kind("transcript").Altered)
	}
}

// Where a sync point moves, what stands at it moves with it.
func TestCompareSyncPointMoved(t *testing.T) {
	b := interviews(0)
	b.Sources[1].Transcripts[0].SyncPoints[1].AtMs = new(int64(901))
	c := Compare(interviews(0), b)
	assert.Equal(t, map[string]int{"times": 1}, c.Kind("transcript").Changed)
	assert.Equal(t, map[string]int{"range": 1}, c.Kind("selection").Changed)
	b = interviews(0)
	slices.Reverse(b.Sources[1].Transcripts[0].SyncPoints)
	assert.True(t, Compare(interviews(0), b).Complete(), "their order is no difference")
}

// markedAt is a project of one text, read from a file, with one selection at positions
// that are written there.
func markedAt(t *testing.T, text, from, to string) *Project {
	t.Helper()
	qde := `<Project xmlns="urn:QDA-XML:project:1.0" name="synthetic" origin="coproduction-go"><Sources><TextSource guid="` + string(id(2)) + `" name="visit"><PlainTextContent>` + text +
		`</PlainTextContent><PlainTextSelection guid="` + string(id(3)) + `" startPosition="` + from + `" endPosition="` + to + `"/></TextSource></Sources></Project>`
	o, err := Open(inMemory("synthetic.qde", []byte(qde)))
	require.NoError(t, err)
	require.NotNil(t, o.Project)
	return o.Project
}

// A selection outside of its text has moved where its positions in the file are others.
func TestCompareOutside(t *testing.T) {
	a := markedAt(t, "Nothing.", "500", "600")
	assert.True(t, Compare(a, a).Complete())
	c := Compare(a, markedAt(t, "Nothing.", "500", "601"))
	laws(t, c)
	assert.Equal(t, map[string]int{"range": 1}, c.Kind("selection").Changed)
	assert.Equal(t, []Doubt{{Kind: "selection", Why: OutsideText, Count: 1}}, c.Doubts)
	assert.Contains(t, c.String(), "selection: of 1 the range is outside of the text; positions are compared as they are written\n")
}

// One coder's only coding is gone, and nobody's codings came back as another's.
func TestCompareCoderGone(t *testing.T) {
	for _, base := range []int{0, 100} {
		a, b := interviews(0), interviews(base)
		a.Sources[1].Codings, b.Sources[1].Codings = nil, nil // coder 2 has one coding left
		first := &b.Sources[0].Selections[0]
		first.Codings = first.Codings[:1]
		c := Compare(a, b)
		laws(t, c)
		assert.Equal(t, Coders{A: 2, B: 1, Lost: 1}, c.Coders)
		assert.Equal(t, 1, c.Kind("coding").Lost)
		assert.Contains(t, c.String(), "coders: of 1 of 2 no coding came back\n")
		assert.NotContains(t, c.String(), "who coded")
	}
}

// Codings that came back under another coder are told, though every coder is there.
func TestCompareCoderMoved(t *testing.T) {
	b := interviews(0)
	b.Sources[0].Selections[0].Codings[0].CreatedBy = id(2)
	c := Compare(interviews(0), b)
	assert.Equal(t, Coders{A: 2, B: 2, Moved: 1}, c.Coders)
	assert.Contains(t, c.String(), "coders: 1 coding came back under another coder, or none\n")
}

// A coder under another GUID and name is another, and coders can still be told apart.
func TestCompareCoderRenamed(t *testing.T) {
	b := interviews(0)
	b.Users[1] = User{GUID: id(3), Name: "coder 3"}
	b.Sources[0].Selections[0].Codings[1].CreatedBy, b.Sources[1].Codings[0].CreatedBy = id(3), id(3)
	c := Compare(interviews(0), b)
	laws(t, c)
	assert.Equal(t, Coders{A: 2, B: 2, Moved: 2, Merged: 1}, c.Coders)
	assert.Contains(t, c.String(), "coders: 2 codings came back under another coder, or none\n")
}

// A case may have the GUID of a code, as NVivo for Mac writes them.
func TestCompareCaseAsCode(t *testing.T) {
	project := func(code, patient int) *Project {
		p := interviews(0)
		p.Cases[0].GUID, p.Codes[0].GUID = id(patient), id(code)
		p.Sources[0].Selections[0].Codings[0].Code = id(code)
		p.Sets[0].Codes[0], p.Links[0].Origin, p.Graphs[0].Vertices[0].Represents = id(code), id(code), id(code)
		return p
	}
	a := project(10, 10)
	for name, b := range map[string]*Project{"one GUID": project(10, 10), "case renewed": project(10, 110), "code renewed": project(110, 10), "both": project(110, 111)} {
		c := Compare(a, b)
		laws(t, c)
		assert.True(t, c.Complete(), "%s:\n%s", name, c)
	}
	b := project(10, 10)
	b.Cases = nil
	c := Compare(a, b)
	assert.Equal(t, 1, c.Kind("case").Lost)
	assert.Len(t, c.Items(), 1, "nothing but the case is lost")
}

// Where the text is missing on one side, nothing says what the positions there count.
func TestCompareTextMissing(t *testing.T) {
	raw := func() *Project { // its text is not there, and its positions are those of another dialect
		p := interviews(0)
		p.Sources[0].Text.Content = nil
		p.Sources[0].Selections[0].End, p.Sources[0].Selections[1].Start, p.Sources[0].Selections[1].End = 23, 24, 36
		return p
	}
	c := Compare(interviews(0), raw())
	laws(t, c)
	assert.Equal(t, 1, c.Kind("text").Lost)
	assert.Equal(t, 4, c.Kind("selection").Same, c)
	assert.Equal(t, 4, c.Kind("coding").Same, c)
	assert.Equal(t, []Doubt{{Kind: "selection", Why: TextMissingB, Count: 2}}, c.Doubts)
	assert.False(t, c.Complete())
	assert.Contains(t, c.String(), "selection: of 2 the text is missing in B; positions in it are not compared\n")

	c = Compare(raw(), interviews(0))
	laws(t, c)
	assert.Equal(t, 4, c.Kind("selection").Same)
	assert.Equal(t, []Doubt{{Kind: "selection", Why: TextMissingA, Count: 2}}, c.Doubts)
	assert.False(t, c.Complete(), "nobody can say that the ranges are the same")
	assert.Contains(t, c.String(), "selection: of 2 the text is missing in A; positions in it are not compared\n")

	c = Compare(raw(), raw())
	assert.True(t, c.Complete())
	assert.Equal(t, []Doubt{{Kind: "selection", Why: TextMissing, Count: 2}}, c.Doubts)
	named := raw()
	named.Sources[0].Text.Path = "internal://x.txt"
	assert.Contains(t, Compare(named, raw()).String(), "text: 1 more in files that are in neither; not compared\n")
	moved := raw()
	moved.Sources[0].Selections[0].End++
	assert.Equal(t, map[string]int{"range": 1}, Compare(raw(), moved).Kind("selection").Changed)

	// What else can be told of selections is: here the code of one, found without GUIDs.
	b := interviews(100)
	b.Sources[0].Text.Content = nil
	b.Sources[0].Selections[0].Codings[1].Code = id(113)
	c = Compare(interviews(0), b)
	laws(t, c)
	assert.Equal(t, 1, c.Kind("selection").Lost)
	assert.Equal(t, 2, c.Kind("coding").Lost, "the selection cannot be found by its range, nor by its codes")

	b = interviews(0)
	b.Sources[1].Transcripts[0].Text.Content = nil
	b.Sources[1].Transcripts[0].SyncPoints[1].At = new(int64(9))
	c = Compare(interviews(0), b)
	assert.Zero(t, c.Kind("transcript").Altered, "the times in the sound are the same")
	assert.Equal(t, []Doubt{{Kind: "transcript", Why: TextMissingB, Count: 1}, {Kind: "selection", Why: TextMissingB, Count: 1}}, c.Doubts)
}

// twins is a project of sources with one text, each with one coding.
func twins(base int, text string, names ...string) *Project {
	p := &Project{Name: "synthetic", Users: []User{{id(base + 1), "coder 1", ""}}}
	for n, name := range names {
		code := Code{GUID: id(base + 10 + n), Name: "code of " + name, Codable: true}
		p.Codes = append(p.Codes, code)
		p.Sources = append(p.Sources, Source{Kind: TextKind, GUID: id(base + 20 + n), Name: name, Text: Text{Content: &text},
			Selections: []Selection{{GUID: id(base + 30 + n), Start: 0, End: 5, Codings: []Coding{{GUID: id(base + 40 + n), CreatedBy: id(base + 1), Code: code.GUID}}}}})
	}
	return p
}

// turn puts the last source first.
func turn(p *Project) *Project {
	n := len(p.Sources) - 1
	p.Sources = append([]Source{p.Sources[n]}, p.Sources[:n]...)
	return p
}

func TestCompareTwins(t *testing.T) {
	a := twins(0, "one text", "visit 1", "visit 2", "visit 3")
	c := Compare(a, turn(twins(100, "one text", "visit 1", "visit 2", "visit 3")))
	laws(t, c)
	assert.True(t, c.Complete(), "found by name and text:\n%s", c)
	assert.Empty(t, c.Doubts)

	b := turn(twins(100, "one text", "visit 1", "visit 2", "visit 3"))
	for i := range b.Sources {
		b.Sources[i].Name += ".txt"
		b.Sources[i].Selections = nil
	}
	c = Compare(a, b)
	assert.Equal(t, map[string]int{"name": 3}, c.Kind("source").Changed)
	assert.Empty(t, c.Doubts, "the names are nearest to those they were")
	for _, i := range c.Items() {
		if i.Kind == "source" {
			assert.Equal(t, i.A[34:], i.B[34:], "each found its own")
		}
	}

	b = turn(twins(100, "one text", "visit 1", "visit 2", "visit 3"))
	for i := range b.Sources {
		b.Sources[i].Name = "anonymous"
	}
	c = Compare(a, b)
	assert.Equal(t, 3, c.Kind("coding").Same, "found by what is coded in it")
	assert.Equal(t, map[string]int{"name": 3}, c.Kind("source").Changed)
	assert.Empty(t, c.Doubts)

	for i := range b.Sources {
		b.Sources[i].Selections = nil
	}
	c = Compare(a, b)
	laws(t, c)
	assert.Equal(t, []Doubt{{Kind: "source", Why: SeveralAlike, Count: 3}}, c.Doubts)
	assert.Contains(t, c.String(), "source: 3 could each be one of several in B; paired by their order\n")
}

// Line ends that were renewed move positions, and no selection.
func TestCompareLineEnds(t *testing.T) {
	project := func(text string, start, end int64) *Project {
		p := twins(0, text, "visit")
		p.Sources[0].Selections[0].Start, p.Sources[0].Selections[0].End = start, end
		return p
	}
	a := project("Well.\r\nThe letter.\r\n", 7, 10)
	c := Compare(a, project("Well.\nThe letter.\n", 6, 9))
	laws(t, c)
	assert.Equal(t, map[string]int{"line ends": 1}, c.Kind("text").Changed)
	assert.Equal(t, 1, c.Kind("selection").Same, c)
	assert.Equal(t, 1, c.Kind("coding").Same, c)
	c = Compare(a, project("Well.\nThe letter.\n", 7, 10))
	assert.Equal(t, map[string]int{"range": 1, "words": 1}, c.Kind("selection").Changed, "the numbers stand, and mean other words")

	c = Compare(a, project("Oh, well.\r\nThe letter.\r\n", 7, 10))
	assert.Equal(t, map[string]int{"text": 1, "length": 1}, c.Kind("text").Changed)
	assert.Equal(t, map[string]int{"words": 1}, c.Kind("selection").Changed, "the numbers stand, and mean other words")
	c = Compare(a, project("Oh, well.\r\nThe letter.\r\n", 11, 14))
	assert.Equal(t, map[string]int{"range": 1}, c.Kind("selection").Changed, "the words stand")
}

// Two codes of one coding have one GUID, in any order.
func TestCompareSeveralCodes(t *testing.T) {
	project := func(codes ...int) *Project {
		p := interviews(0)
		var codings []Coding
		for _, code := range codes {
			codings = append(codings, Coding{GUID: id(60), CreatedBy: id(1), Code: id(code)})
		}
		p.Sources[0].Selections[0].Codings = codings
		return p
	}
	a := project(10, 12, 13)
	assert.True(t, Compare(a, project(13, 10, 12)).Complete())
	c := Compare(a, project(13, 12))
	laws(t, c)
	assert.Equal(t, Kept{Kind: "coding", A: 5, B: 4, Same: 4, Lost: 1, ByGUID: 4}, c.Kind("coding"))
	assert.Equal(t, id(10), c.Items()[0].Code)
	c = Compare(a, project(11, 13, 12))
	assert.Equal(t, map[string]int{"code": 1}, c.Kind("coding").Changed)
}

// Selections of one range differ by their codings.
func TestCompareOneRange(t *testing.T) {
	project := func(base int, turned bool) *Project {
		p := interviews(base)
		first := &p.Sources[0].Selections[0]
		second := Selection{GUID: id(base + 54), Start: first.Start, End: first.End, Codings: first.Codings[1:]}
		first.Codings = first.Codings[:1]
		p.Sources[0].Selections = append(p.Sources[0].Selections, second)
		if turned {
			s := p.Sources[0].Selections
			s[0], s[2] = s[2], s[0]
		}
		return p
	}
	c := Compare(project(0, false), project(100, true))
	laws(t, c)
	assert.True(t, c.Complete(), "the case refers to the first of them:\n%s", c)

	b := project(100, true)
	b.Sources[0].Selections = slices.Delete(b.Sources[0].Selections, 1, 2) // the one of another range
	c = Compare(project(0, false), b)
	assert.Equal(t, Kept{Kind: "case", A: 1, B: 1, Same: 1, ByContent: 1}, c.Kind("case"), "what is lost beside them does not hide which is which")
	assert.Equal(t, 1, c.Kind("selection").Lost)
	assert.Empty(t, c.Doubts)

	pointed := func(base int, turned bool) *Project { // nothing is coded in two of them, and the case points to one
		p := interviews(base)
		p.Sources[0].Selections = append(p.Sources[0].Selections, Selection{GUID: id(base + 55), Start: 1, End: 2}, Selection{GUID: id(base + 56), Start: 1, End: 2})
		p.Cases[0].Selections = []GUID{id(base + 55)}
		if turned {
			slices.Reverse(p.Sources[0].Selections)
			p.Sources[0].Selections = p.Sources[0].Selections[:3]
		}
		return p
	}
	c = Compare(pointed(0, false), pointed(100, true))
	assert.Equal(t, 1, c.Kind("case").Same, c)
	assert.Equal(t, 1, c.Kind("selection").Lost)

	bare := func(base int, codings []Coding) *Project {
		p := interviews(base)
		at := Selection{Start: 1, End: 2, Codings: codings}
		p.Sources[0].Selections = append(p.Sources[0].Selections, at, at)
		return p
	}
	c = Compare(bare(0, nil), bare(100, []Coding{{CreatedBy: id(101), Code: id(113)}}))
	assert.True(t, c.Complete())
	assert.Equal(t, 2, c.Kind("coding").Added)
	assert.Empty(t, c.Doubts, "it is no matter which is which")
}

// What is said of the project itself, and that a file belongs to a source.
func TestCompareProject(t *testing.T) {
	a := interviews(0)
	a.Description, a.NoteRefs = "about", []GUID{id(30)}
	b := interviews(0)
	c := Compare(a, b)
	laws(t, c)
	assert.Equal(t, Kept{Kind: "project", A: 1, Lost: 1}, c.Kind("project"))
	b.Description = "about"
	assert.Equal(t, map[string]int{"notes": 1}, Compare(a, b).Kind("project").Changed)
	b = interviews(0)
	b.Sources[1].Path = ""
	assert.Equal(t, map[string]int{"file": 1}, Compare(interviews(0), b).Kind("source").Changed)
	b = interviews(0)
	b.Sources[1].Kind, b.Sources[1].Companion, b.Sources[2].Companion = PDFKind, b.Sources[2].Companion, nil
	assert.Equal(t, map[string]int{"kind": 1, "part of": 1}, Compare(interviews(0), b).Kind("source").Changed)
}

func TestCompareVerdict(t *testing.T) {
	a := interviews(0)
	assert.Contains(t, Compare(a, a).String(), "Everything that was compared is in B as it was in A.\n")
	b := interviews(0)
	b.Users, b.Sets, b.Links[0].Name = nil, nil, "x"
	text := Compare(a, b).String()
	assert.Contains(t, text, "Lost: 2 users, 1 set. Not alike: 4 codings, 1 link.\n")
	assert.True(t, strings.HasSuffix(text, notCompared+"\n"))
	c := Compare(b, a)
	assert.Contains(t, c.String(), "B alone has 2 users, 1 set.")
	var form bytes.Buffer
	form.WriteString(text)
	assert.NotRegexp(t, `[^\x00-\x7f]`, form.String())
}
