package transcript

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// readLabelled reads a synthetic text by the customary roles.
func readLabelled(t *testing.T, text string) imported {
	t.Helper()
	return importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("visit.txt", text))
}

// ofRule are the findings of one rule.
func ofRule(all []schema.Finding, rule schema.RuleID) (some []schema.Finding) {
	for _, f := range all {
		if f.Rule == rule {
			some = append(some, f)
		}
	}
	return some
}

// only is the one finding of a rule.
func only(t *testing.T, all []schema.Finding, rule schema.RuleID) schema.Finding {
	t.Helper()
	some := ofRule(all, rule)
	require.Len(t, some, 1, "%v", all)
	return some[0]
}

// A label has its place in the file, also in a cell of several lines, in UTF-16, and
// behind a character of two units.
func TestLabelPlaces(t *testing.T) {
	text := "encounter_id,dialogue\r\nv1,\"[doctor] a\r\n  [docotr] SECRET\r\n[patient] b\"\r\n"
	for _, tt := range []struct {
		name, text      string
		line, column    int
		offset          int64
		length, inUTF16 int
	}{
		// from: the bytes before "docotr"; line ends of two bytes, and two blanks before the bracket
		{"in a cell", text, 3, 3, int64(strings.Index(text, "[docotr]")), 6, 0},
		{"CR", "D: a\rDr: b\rP: c\r", 2, 1, 5, 2, 0},
		{"UTF-16", "D: a\n  Dr: b\nP: c\n", 2, 3, 2 + 2*7, 4, 1},
		{"a pair of surrogates", "D: 🩺\nDr: b\nP: c\n", 2, 1, 2 + 2*3 + 4 + 2, 4, 1},
		{"four bytes of UTF-8", "D: 🩺\nDr: b\nP: c\n", 2, 1, 3 + 4 + 1, 2, 0},
	} {
		written := tt.text
		if tt.inUTF16 > 0 {
			written = utf16Of(tt.text)
		}
		f := only(t, readLabelled(t, written).findings, ruleTextLabelRole)
		assert.Equal(t, schema.Position{Source: "visit.txt", Line: tt.line, Column: tt.column, Offset: tt.offset, Length: tt.length}, f.Position, tt.name)
	}
}

// Many of a kind are one finding, with their number and the first place.
func TestLabelCounts(t *testing.T) {
	got := readLabelled(t, "D: a\np: b\n D: c\np: d\nD : e\np: f\nD_2: g\n")
	caseless := only(t, got.findings, ruleTextLabelCase)
	assert.Equal(t, "3 lines have a label in another case than the key; this is the first place", caseless.Detail)
	assert.Equal(t, int64(5), caseless.Position.Offset)
	spaced := only(t, got.findings, ruleTextLabelSpace)
	assert.Equal(t, "2 lines have white space before the label or its colon; this is the first place", spaced.Detail)
	assert.Equal(t, "1 line has a label with a number; this is the place", only(t, got.findings, ruleTextNumbered).Detail)
	strange := readLabelled(t, "D: a\nDr: b\nDr: c\nP: d\nx\ny\n")
	assert.True(t, strings.HasPrefix(only(t, strange.findings, ruleTextLabelRole).Detail, "2 lines"))
	assert.True(t, strings.HasPrefix(only(t, strange.findings, ruleTextUnlabelled).Detail, "2 lines"))
}

// Two patients, and a consultation with the name of another, are refused.
func TestLabelledRefused(t *testing.T) {
	two := readLabelled(t, "Doctor: a\nPatient: b\nPatient_2: c\n")
	assert.Empty(t, two.encounters)
	assert.Equal(t, "2 speakers of this consultation are patients", only(t, two.findings, rulePatient).Detail)
	assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{string(rulePatient): 1}}, two.loss.Of("consultation"))
	assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{lossRefused: 1}}, two.loss.Of("file"), "nothing came of it")

	text := "ID,dialogue\n1,Doctor: a\n1,Patient: b\n2,\"Doctor: a\nPatient: b\"\n2,\"Doctor: a\nPatient: b\"\n"
	twice := readLabelled(t, text)
	assert.Len(t, twice.encounters, 1)
	ambiguous := ofRule(twice.findings, ruleAmbiguous)
	require.Len(t, ambiguous, 2)
	assert.Equal(t, int64(strings.Index(text, "1,Patient")), ambiguous[0].Position.Offset)
	assert.Equal(t, int64(strings.LastIndex(text, "2,")), ambiguous[1].Position.Offset)
	assert.Equal(t, 1, ambiguous[1].Position.Length)
	assert.Equal(t, int64(1), twice.loss.Of("file").Kept)
}

// Tables may be parted by semicolons and tabs; a row with more fields is left out.
func TestLabelledDelimiters(t *testing.T) {
	for delimiter, name := range map[string]string{",": "", ";": "fields are separated by semicolons", "\t": "fields are separated by tabs"} {
		text := "ID" + delimiter + "dialogue\n1" + delimiter + "\"Doctor: a\nPatient: b\"\n2" + delimiter + "x" + delimiter + "y\n"
		got := readLabelled(t, text)
		assert.Len(t, got.encounters, 1, name)
		if name == "" {
			assert.Empty(t, ofRule(got.findings, ruleCSVDelimiter))
		} else {
			f := only(t, got.findings, ruleCSVDelimiter)
			assert.Equal(t, name, f.Detail)
			assert.Zero(t, f.Position.Offset)
		}
		wide := only(t, got.findings, ruleCSVRagged)
		assert.Equal(t, "the row has 3 fields, the first row has 2", wide.Detail)
		assert.Equal(t, int64(strings.Index(text, "2"+delimiter)), wide.Position.Offset)
		assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Dropped: map[string]int64{lossRow: 1}}, got.loss.Of("row"))
	}
}

// A hint needs a key of five letters, at most two faults, and one role.
func TestNear(t *testing.T) {
	roles := Roles{{Key: "Nurse", Role: encounter.RoleProfessional}, {Key: "Papa", Role: encounter.RoleRelative}, {Key: "patient", Role: encounter.RolePatient}}
	const nurse = "it is close to the key of a professional"
	for label, want := range map[string]string{"Nures": nurse, "nrse": nurse, "Nuurs": nurse, "nurse_2": nurse, "nuxyz": "", "Nxxxe": "", "Pape": "", "patent": "it is close to the key of a patient"} {
		assert.Equal(t, want, roles.near(label), label)
	}
	two := Roles{{Key: "mother", Role: encounter.RoleRelative}, {Key: "mothex", Role: encounter.RolePatient}}
	assert.Empty(t, two.near("mothey"), "as close to two roles")
	assert.NotEmpty(t, two.near("motherr"), "closer to one")
}

// A label in another case is a key's, unless such keys have two roles.
func TestFold(t *testing.T) {
	roles := Roles{{Key: "Ab", Role: encounter.RolePatient}, {Key: "aB", Role: encounter.RoleProfessional}, {Key: "Cd", Role: encounter.RoleProfessional}, {Key: "cD", Role: encounter.RoleProfessional}}
	_, how := roles.voice("AB")
	assert.Equal(t, unknown, how)
	who, how := roles.voice("CD")
	assert.Equal(t, caseless, how)
	assert.Equal(t, 2, who.speaker, "the first of them")
	who, how = roles.voice("aB")
	assert.Equal(t, exact, how)
	assert.Equal(t, 1, who.speaker)
}

// A counting counts the bytes that are read of a file.
type counting struct {
	io.Reader
	n *int64
}

func (c counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	*c.n += int64(n)
	return n, err
}

func (counting) Close() error { return nil }

// A text of one long line is no header of a table: it is read twice, and the first 64
// KiB for each delimiter and known table.
func TestHeaderBounded(t *testing.T) {
	text := "D: " + strings.Repeat("a ", 2<<20)
	var read int64
	file := exchange.File{Name: "visit.txt", Open: func() (io.ReadCloser, error) { return counting{strings.NewReader(text), &read}, nil }}
	require.NoError(t, Labelled{Options: exchange.Options{ID: keyed}}.Read(context.Background(), []exchange.File{file}, &exchange.Sink{Record: func(encounter.Record) error { return nil }}))
	assert.LessOrEqual(t, read, 2*int64(len(text))+int64(3*len(knownTables))*2*MaxHeader)

	header := func(more int) string {
		return strings.Repeat("x", MaxHeader-len("IDdialogue")+more) + ",ID,dialogue\n,1,\"Doctor: a\nPatient: b\"\n"
	}
	assert.Len(t, readLabelled(t, header(0)).encounters, 1)
	assert.Empty(t, ofRule(readLabelled(t, header(1)).findings, ruleTextTable), "one byte more")
}

// A text has 64 MiB at most.
func TestMaxText(t *testing.T) {
	if testing.Short() {
		t.Skip("needs some seconds, for 128 MiB: left out by -short")
	}
	whole := strings.Repeat("a", MaxText+1)
	_, broken := newCharacters(strings.NewReader(whole[1:])).whole()
	assert.Nil(t, broken)
	_, broken = newCharacters(strings.NewReader(whole)).whole()
	require.NotNil(t, broken)
	assert.Equal(t, ruleTextSize, broken.rule)
	assert.Equal(t, int64(MaxText+1), broken.at.offset)
}
