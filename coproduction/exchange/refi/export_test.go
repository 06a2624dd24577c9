package refi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A rule's id is for ever: this list only grows.
var goldenExport = []schema.RuleID{"refi-export-characters", "refi-export-code", "refi-export-codebook", "refi-export-depth", "refi-export-empty", "refi-export-place",
	"refi-export-range", "refi-export-record", "refi-export-round", "refi-export-text", "refi-export-wording"}

func TestExportRules(t *testing.T) {
	var ids []schema.RuleID
	for _, rule := range ExportRules() {
		ids = append(ids, rule.ID)
		assert.Contains(t, schema.Severities(), rule.Severity, rule.ID)
		assert.NotEmpty(t, rule.Title, rule.ID)
		assert.NotEmpty(t, rule.Why, rule.ID)
		assert.NotEmpty(t, rule.Mend, rule.ID)
	}
	assert.Equal(t, goldenExport, ids)
	assert.True(t, slices.IsSorted(ids))
}

func found(m *Made) (list []string) {
	for _, f := range m.Findings {
		list = append(list, fmt.Sprintf("%s %d %s", string(f.Rule), f.Position.Record, f.Pointer))
	}
	return list
}

// The text begins with a character of one code point and four bytes.
const said = "\U0001F600 What worries you?\r\nThe letter."

func TestExport(t *testing.T) {
	b := coproductiontest.NewStudy(1)
	nurse, patient := b.Nurse(), b.Patient()
	visit := b.Encounter(patient).With(nurse).Tells(patient).Build()
	coders := []encounter.ID{b.Coder(), b.Coder()}
	book := b.Codebook("T1", "T1.chaos", "T2.listen")
	source := b.Source(theme.FormFieldNotes, visit, said)
	unit := b.Unit(source, 2, 19)
	unit.Condensation = "asked for worries"
	b.Coding(book, coders[0], unit, "", "T1.chaos", "T2.listen") // record 8
	b.Coding(book, coders[1], unit, "", "T1").Round = 2
	b.Coding(book, coders[1], unit, "", "T2.listen") // an earlier round
	b.Coding(book, coders[0], source, "", "T2.listen", "T9.not-there")
	b.Coding(book, coders[0], unit, "/range", "T1")
	b.Coding(book, coders[1], source, "")
	b.Coding(book, coders[1], visit, "/steps/0", "T1")
	b.Unit(source, 2, source.Length+1)
	b.MemberCheck(patient, book, "T1", theme.Agreed)

	m := Export{}.Project(slices.Values(b.Records()))
	assert.True(t, m.Loss.Balanced(), m.Loss.String())
	p := m.Project
	assert.Equal(t, "Synthetic study for tests", p.Name)
	assert.Equal(t, []User{{GUID(coders[0].String()), "coder 1", ""}, {GUID(coders[1].String()), "coder 2", ""}}, p.Users)
	chaos, listen, t1 := GUIDOf(book.ID, "T1.chaos"), GUIDOf(book.ID, "T2.listen"), GUIDOf(book.ID, "T1")
	assert.Equal(t, []Code{
		{GUID: t1, Name: "Theme T1", Codable: true, Codes: []Code{{GUID: chaos, Name: "T1.chaos", Codable: true, Description: "Synthetic code T1.chaos"}}},
		{GUID: GUIDOf(book.ID, "T2"), Name: "Theme T2", Codes: []Code{{GUID: listen, Name: "T2.listen", Codable: true, Description: "Synthetic code T2.listen"}}},
	}, p.Codes)
	require.Len(t, p.Sources, 1)
	s := p.Sources[0]
	assert.Equal(t, "field notes 1", s.Name)
	assert.Equal(t, said, *s.Text.Content)
	require.Len(t, s.Selections, 1)
	assert.Equal(t, "What worries you?", string([]rune(said)[s.Selections[0].Start:s.Selections[0].End]))
	assert.Equal(t, "asked for worries", s.Selections[0].Description)
	var of []GUID
	for _, c := range s.Selections[0].Codings {
		of = append(of, c.Code, c.CreatedBy)
	}
	one, two := GUID(coders[0].String()), GUID(coders[1].String())
	assert.Equal(t, []GUID{chaos, one, listen, one, t1, two}, of)
	assert.NotEqual(t, s.Selections[0].Codings[0].GUID, s.Selections[0].Codings[1].GUID)
	require.Len(t, s.Codings, 1)
	assert.Equal(t, []Case{{GUID: GUID(patient.ID.String()), Name: "patient 1", Sources: []GUID{s.GUID}}}, p.Cases)

	at := func(r encounter.Record) int { return slices.Index(b.Records(), r) + 1 }
	n := at(unit)
	assert.Equal(t, []string{
		"refi-export-record 0 ",
		fmt.Sprintf("refi-export-codebook %d ", at(book)),
		fmt.Sprintf("refi-export-round %d /round", n+3),
		fmt.Sprintf("refi-export-code %d /codes/1", n+4),
		fmt.Sprintf("refi-export-place %d /target", n+5),
		fmt.Sprintf("refi-export-empty %d /codes", n+6),
		fmt.Sprintf("refi-export-place %d /target", n+7),
		fmt.Sprintf("refi-export-range %d /range", n+8),
	}, found(m))
	assert.Equal(t, map[string]int64{"of another round": 1, "not of a source or a range of one": 2, "seen, and no code": 1}, m.Loss.Of("coding").Dropped)
	assert.Equal(t, "3 records of other kinds, or about people without a source", m.Findings[0].Detail, "the nurse, the encounter, the member check")

	first := Export{Round: 1, Coder: coders[1]}.Project(slices.Values(b.Records()))
	require.Len(t, first.Project.Sources[0].Selections[0].Codings, 1)
	assert.Equal(t, listen, first.Project.Sources[0].Selections[0].Codings[0].Code, "the earlier round, if asked for")
	assert.True(t, first.Loss.Balanced())
}

func TestExportText(t *testing.T) {
	b := coproductiontest.NewStudy(2)
	e := b.Encounter(b.Patient()).Build()
	source := b.Source(theme.FormTranscript, e, said)
	source.Text = nil
	b.Unit(source, 0, source.Length)
	for name, test := range map[string]struct {
		text func(*theme.Source) (string, bool)
		want []string
		kept bool
	}{
		"nobody asked": {nil, []string{"refi-export-text 4 "}, false},
		"none":         {func(*theme.Source) (string, bool) { return "", false }, []string{"refi-export-text 4 "}, false},
		"the text":     {func(*theme.Source) (string, bool) { return said, true }, []string{}, true},
		"line ends":    {func(*theme.Source) (string, bool) { return said[:len(said)-1], true }, []string{"refi-export-text 4 ", "refi-export-wording 4 /sha256"}, false},
	} {
		m := Export{Text: test.text}.Project(slices.Values(b.Records()))
		assert.Equal(t, test.want, slices.DeleteFunc(found(m), func(f string) bool { return f == "refi-export-record 0 " }), name)
		s := m.Project.Sources[0]
		assert.Equal(t, test.kept, s.Text.Content != nil, name)
		assert.Equal(t, test.kept, s.Text.Path != "", name)
		assert.Len(t, s.Selections, 1, "positions are kept, with or without the text")
		assert.Nil(t, source.Text, "the record is not modified")
	}
}

// Synthetic data says that it is: one record that says so is enough, and nothing else is.
func TestExportSynthetic(t *testing.T) {
	for own, want := range map[string]string{"true": "SYNTHETIC DATA: these records stand for nobody.", "false": "", `"true"`: ""} {
		extensions := encounter.Extensions{"synthetic": json.RawMessage(own)}
		for _, r := range []encounter.Record{&encounter.Study{Extensions: extensions}, &encounter.Participant{Extensions: extensions}, &encounter.Encounter{Extensions: extensions}} {
			p := Export{}.Project(slices.Values([]encounter.Record{r, &encounter.Study{}})).Project
			assert.Equal(t, want, p.Description, "%s %s", r.RecordKind(), own)
		}
	}
	other := encounter.Extensions{"made": json.RawMessage("true")}
	assert.Empty(t, Export{}.Project(slices.Values([]encounter.Record{&encounter.Study{Extensions: other}})).Project.Description)
}

func TestExportTree(t *testing.T) {
	book := &theme.Codebook{ID: id16(1), Title: "one", Themes: []theme.Theme{{ID: "T", Name: "theme"}}, Codes: []theme.Code{
		{ID: "b", Parent: "a"}, {ID: "a", Parent: "T", Name: "named"}, {ID: "x", Parent: "y"}, {ID: "y", Parent: "x"}, {ID: "z", Parent: "nowhere"}}}
	m := Export{}.Project(slices.Values([]encounter.Record{book}))
	shape := func(codes []Code) string { return outline(codes) }
	assert.Equal(t, "theme(named(b)) x(y) z", shape(m.Project.Codes), "a circle is cut, and what hangs below nothing stands on top")
	other := &theme.Codebook{ID: id16(2), Title: "two", Themes: []theme.Theme{{ID: "T", Name: "theme"}}}
	m = Export{}.Project(slices.Values([]encounter.Record{book, other, book}))
	assert.Equal(t, "one(theme(named(b)) x(y) z) two(theme)", shape(m.Project.Codes))
	assert.False(t, m.Project.Codes[0].Codable, "a folder")
	assert.NotEqual(t, m.Project.Codes[0].Codes[0].GUID, m.Project.Codes[1].Codes[0].GUID, "the same id in another codebook is another code")
}

func id16(n byte) encounter.ID { return encounter.ID{6: 0x40, 8: 0x80, 15: n} }

func outline(codes []Code) (text string) {
	for i, c := range codes {
		if i > 0 {
			text += " "
		}
		text += c.Name
		if len(c.Codes) > 0 {
			text += "(" + outline(c.Codes) + ")"
		}
	}
	return text
}

// Any study becomes a project that the schema takes; the same study the same bytes,
// and nothing of it is in what is said about it.
func TestExportAny(t *testing.T) {
	judge, judgeBook := schemaOf(t, "Project.xsd"), schemaOf(t, "Codebook.xsd")
	dir := t.TempDir()
	var projects, books []string
	for seed := range uint64(40) {
		shape := coproductiontest.Typical(10)
		shape.Documented = 0.8
		records := coproductiontest.Study(seed, shape)
		m := Export{}.Project(slices.Values(records))
		assert.True(t, m.Loss.Balanced(), m.Loss.String())
		assert.Equal(t, m, Export{}.Project(slices.Values(records)))
		assert.True(t, Compare(m.Project, m.Project).Complete())
		write := func(name string, to func(*bytes.Buffer) error) string {
			var b bytes.Buffer
			require.NoError(t, to(&b))
			path := filepath.Join(dir, name)
			require.NoError(t, os.WriteFile(path, b.Bytes(), 0o600))
			return path
		}
		projects = append(projects, write(fmt.Sprint(seed, ".qde"), func(b *bytes.Buffer) error { return WriteQDE(b, m.Project) }))
		alone := Export{}.Codebook(slices.Values(records))
		assert.True(t, alone.Loss.Balanced(), alone.Loss.String())
		assert.Equal(t, &Project{Origin: m.Project.Origin, Codes: m.Project.Codes}, alone.Project, "the codes, and nothing else")
		for _, element := range alone.Loss.Elements() {
			if element != "theme" && element != "code" {
				assert.Equal(t, alone.Loss.Of(element).Read, alone.Loss.Of(element).Dropped["no place in a codebook"], element)
			}
		}
		books = append(books, write(fmt.Sprint(seed, ".qdc"), func(b *bytes.Buffer) error { return WriteCodebook(b, alone.Project) }))
	}
	judge(projects...)
	judgeBook(books...)
}
