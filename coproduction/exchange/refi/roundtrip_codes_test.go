package refi

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// chain is a codebook of codes below each other.
func chain(n int, top string) *theme.Codebook {
	b := &theme.Codebook{ID: id16(9), Title: "chain", Themes: []theme.Theme{{ID: "T", Name: top}}}
	parent := theme.CodeID("T")
	for i := range n {
		id := theme.CodeID(fmt.Sprintf("c%d", i))
		b.Codes = append(b.Codes, theme.Code{ID: id, Parent: parent, Name: string(id), Definition: "d"})
		parent = id
	}
	return b
}

// As deep a tree as is written is read; what is deeper hangs at the last level, with a
// finding at its theme. Other programs can read it as well.
func TestReturnDeepTrees(t *testing.T) {
	valid := schemaOf(t, "Project.xsd")
	for _, test := range []struct {
		codes   int
		top     string
		lifted  int64
		deepest int // levels of codes below the theme that come back
	}{
		{200, "theme", 0, 200}, {mostLevels - 1, "theme", 0, mostLevels - 1}, {mostLevels, "theme", 1, mostLevels - 1}, {400, "theme", 400 - mostLevels + 1, mostLevels - 1},
		{mostLevels, atTop, 0, mostLevels}, {mostLevels + 2, atTop, 2, mostLevels},
	} {
		made, back := returned(t, []encounter.Record{chain(test.codes, test.top)})
		book := bookOf(t, back.Records)
		require.Len(t, book.Codes, test.codes)
		assert.Len(t, book.Path(book.Codes[test.codes-1].ID), 1+test.deepest)
		said := slices.DeleteFunc(slices.Clone(made.Findings), func(f schema.Finding) bool { return f.Rule != ruleExportDepth })
		const carried = "name, definition and place in the tree alone are carried"
		assert.Equal(t, test.lifted, made.Loss.Of("code").Changed[carried+"; "+isHigher])
		if test.lifted == 0 {
			assert.Empty(t, said)
			assert.Equal(t, chain(test.codes, test.top).Codes[test.codes-1].Parent, book.Codes[test.codes-1].Parent)
		} else {
			require.Len(t, said, 1)
			assert.Equal(t, "/themes/0", said[0].Pointer)
			assert.Equal(t, fmt.Sprintf("%d codes hang below level 250; they are on that level now", test.lifted), said[0].Detail)
			assert.Equal(t, 1, said[0].Position.Record)
		}
		_, again := returned(t, back.Records)
		assert.Equal(t, plain(t, back.Records), plain(t, again.Records))
		valid(onDisk(t, made.Project))
	}
	deep := func(n int) []byte {
		return []byte(synthetic + `<CodeBook><Codes>` + strings.Repeat(`<Code guid="`+guidN(1)+`" name="x" isCodable="true">`, n) + strings.Repeat(`</Code>`, n) + `</Codes></CodeBook></Project>`)
	}
	for n, want := range map[int]bool{253: true, 254: false, 100_000: false} {
		o, err := Open(inMemory("in", deep(n)))
		require.NoError(t, err)
		assert.Equal(t, want, o.Project != nil, "%d", n)
	}
	got := exchangetest.Import(t, Import{Options: exchange.Options{ID: exchangetest.ID}}, inMemory("in", deep(253)))
	assert.Equal(t, map[string]int64{"without a definition": 250, "without a definition; " + isHigher: 3}, got.Loss.Of("Code").Changed)
	_, again := returned(t, got.Records)
	assert.Equal(t, plain(t, got.Records), plain(t, again.Records))
}

// Codes on the top of a project go out as they came in, and the theme that the import made
// for them is none of the project.
func TestReturnTop(t *testing.T) {
	code := func(n int, name string, codes ...Code) Code {
		return Code{GUID: id(n), Name: name, Codable: true, Description: "d", Codes: codes}
	}
	folder := func(n int, name, said string, codes ...Code) Code {
		return Code{GUID: id(n), Name: name, Description: said, Codes: codes}
	}
	for _, test := range []struct {
		name  string
		codes []Code
		out   string
		loss  exchange.Count // of the import
	}{
		{"top and folders", []Code{code(1, "a"), folder(2, "F", "", code(3, "a")), code(4, "a", code(5, "b"))}, "a a(b) F(a)", exchange.Count{Read: 5, Kept: 5}},
		{"folders first", []Code{folder(1, "F", "", code(2, "x")), code(3, "codes"), folder(4, "G", "", code(5, "x")), code(6, "x")}, "F(x) codes x G(x)", exchange.Count{Read: 6, Kept: 6}},
		{"a folder that says that it is the top", []Code{folder(1, atTop, " ", code(2, "x"), code(3, "y")), code(4, "z")}, "x y z",
			exchange.Count{Read: 4, Kept: 3, Changed: map[string]int64{"it stands for the top, as the theme of what is there": 1}}},
		{"an empty one", []Code{folder(1, atTop, ""), folder(2, "F", "", code(3, "x"))}, "F(x)", exchange.Count{Read: 3, Kept: 2, Dropped: map[string]int64{"it stands for the top, where nothing is": 1}}},
		{"a folder of that name that is defined", []Code{folder(1, atTop, "what it is", code(2, "x")), code(3, "y")}, atTop + "(x) y", exchange.Count{Read: 3, Kept: 3}},
	} {
		first := firstOf(t, &Project{Codes: test.codes})
		assert.Equal(t, test.loss, first.Loss.Of("Code"), test.name)
		made, back := returned(t, first.Records)
		assert.Equal(t, test.out, outline(made.Project.Codes), test.name)
		assert.Equal(t, plain(t, first.Records), plain(t, back.Records), test.name)
		for _, theme := range bookOf(t, first.Records).Themes {
			if theme.Name == atTop && theme.Definition == "" {
				assert.Equal(t, map[string]int64{"its codes stand on the top": 1, "name and definition alone are carried": int64(len(bookOf(t, first.Records).Themes) - 1)},
					nonzero(made.Loss.Of("theme").Changed, "name and definition alone are carried"), test.name)
			}
		}
	}
	given := &theme.Codebook{ID: id16(1), Title: "b", Themes: []theme.Theme{{ID: "codes", Name: atTop}}, Codes: []theme.Code{{ID: "a", Parent: "codes", Name: "a", Definition: "d"}}}
	source := sourceRecord(2, "one")
	made, _ := returned(t, []encounter.Record{given, source, &theme.Coding{ID: id16(3), Target: theme.Target{Record: source.ID}, Codebook: given.ID, Coder: id16(4), Codes: []theme.CodeID{"codes"}, Round: 1}})
	assert.Equal(t, atTop+"(a)", outline(made.Project.Codes), "a theme that is given is a code")
	assert.Equal(t, map[string]int64{"name and definition alone are carried; " + isGiven: 1}, made.Loss.Of("theme").Changed)
	assert.EqualValues(t, 1, made.Loss.Of("coding").Kept)
}

// nonzero is a map with a member that counts nothing.
func nonzero(by map[string]int64, name string) map[string]int64 {
	if by[name] == 0 {
		by[name] = 0
	}
	return by
}

// Names that are doubled, blank or too long keep their ids and their order.
func TestReturnNames(t *testing.T) {
	code := func(n int, name string, codes ...Code) Code {
		return Code{GUID: id(n), Name: name, Codable: true, Description: "d", Codes: codes}
	}
	long := strings.Repeat("n", mostName-1) + " n"
	first := firstOf(t, &Project{Codes: []Code{
		code(1, "a"), {GUID: id(2), Name: "a", Codes: []Code{code(3, "a"), code(4, " "), code(5, "a ")}}, code(6, "", code(7, "")), code(8, long), code(9, long), code(10, "a"),
	}})
	book := bookOf(t, first.Records)
	var ids []theme.CodeID
	for _, c := range book.Codes {
		ids = append(ids, c.ID)
	}
	ns := theme.CodeID(strings.Repeat("n", 56))
	assert.Equal(t, []theme.CodeID{"a", "without_a_name", "without_a_name_2", ns, ns + "_2", "a_2", "a_4", "without_a_name_3", "a_5"}, ids)
	assert.Equal(t, theme.CodeID("a_3"), book.Themes[1].ID)
	assert.Equal(t, exchange.Count{Read: 10, Kept: 4, Changed: map[string]int64{"its name is missing or too long": 5, "its name without the white space around it": 1}}, first.Loss.Of("Code"))
	_, back := returned(t, first.Records)
	assert.Equal(t, plain(t, first.Records), plain(t, back.Records))
}

// A code without a definition goes out without a description, and comes back as it was.
func TestReturnUndefined(t *testing.T) {
	first := firstOf(t, &Project{Codes: []Code{{GUID: id(1), Name: "T", Codes: []Code{{GUID: id(2), Name: "a", Codable: true}, {GUID: id(3), Name: "b", Codable: true, Description: "b"}}}}})
	assert.Equal(t, "No definition was given.", bookOf(t, first.Records).Codes[0].Definition)
	made, back := returned(t, first.Records)
	assert.Empty(t, made.Project.Codes[0].Codes[0].Description)
	assert.Equal(t, "b", made.Project.Codes[0].Codes[1].Description)
	assert.Equal(t, map[string]int64{"name, definition and place in the tree alone are carried": 1, "name, definition and place in the tree alone are carried; " + undefined: 1}, made.Loss.Of("code").Changed)
	assert.Equal(t, plain(t, first.Records), plain(t, back.Records))
	assert.EqualValues(t, 1, back.Loss.Of("Description").Kept, "that of b")
}
